"""A softmax mean in one pass: what is kept of the scores and values that have come."""

import numpy as np
from explorable import Slider, Time, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._parts import Lines, dots, panels, plain, set_axes, set_each, set_new
from descent.plotting import CLASSES, GRAY, INK, LOSS, THEORY
from descent.simplex import logsumexp, softmax

_N = 24


def _stream(seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return rng.normal(scale=2, size=_N), rng.uniform(0, 10, size=_N)


@explorer(
    seen=Time(1, _N, 1, start=6, label="scores seen"),
    seed=Slider(0, 20, 1, start=14, label="seed"),
    question="Scores and values arrive one pair at a time, and none can be asked for again. You "
    "want to know at each moment the softmax mean of the values that have come. How few numbers "
    "can you keep?",
    predict=guess.Number(
        2.0,
        unit="numbers",
        minimum=0,
        maximum=50,
        at={"seen": _N},
        given=(),
        seen="Blue bars have come, gray ones have not. Right: the mean of the values so far.",
        says="{answer}: the mean so far, and the log-sum-exp L of the scores so far. A new pair "
        "weighs exp(score − L), with the new L, and moves the mean by so much of its lead.",
    ),
    presets={"the first six": {"seen": 6}, "all": {"seen": _N}},
    size=(6.0, 3.2),
)
def one_pass(figure: Figure):
    """A softmax mean, in one pass.

    Left, the scores in the order in which they come; the pink line is the log-sum-exp L of those so
    far. Right, the mean of the values under the softmax of the scores so far (blue), and that of
    all (gray). Below, what is kept.
    """
    left, right = panels(
        figure, 1, 2, width_ratios=[3, 2], left=0.07, right=0.97, top=0.9, bottom=0.28, wspace=0.2
    )
    bars = left.bar(range(1, _N + 1), [0] * _N, color=GRAY, width=0.7)
    (level,) = left.plot([0, 1], [0, 0], color=LOSS)
    set_axes(left, "score (points)", xlim=(0, _N + 1), ylim=(-7, 7), xlabel="place in the stream")
    lines = Lines(right, mean={"color": CLASSES[0].color}, point=dots(INK, clip_on=False))
    goal = right.axhline(0, **THEORY)
    set_axes(right, "mean of the values", xlim=(0, _N + 1), ylim=(0, 10), xlabel="scores seen")
    label = figure.text(0.07, 0.03, "")
    guess.answer(label)

    def update(seen, seed):
        scores, values = _stream(seed)
        means = [softmax(scores[:n]) @ values[:n] for n in range(1, _N + 1)]
        colors = [CLASSES[0].color] * seen + [GRAY] * (_N - seen)
        set_each(bars, height=scores, color=colors)
        total, mean = logsumexp(scores[:seen]), means[seen - 1]
        set_new(level, data=([0, seen + 0.5], [total, total]))
        lines.set(mean=(range(1, seen + 1), means[:seen]), point=([seen], [mean]))
        set_new(goal, ydata=[means[-1]] * 2)
        two = f"L = {plain(total)}, mean = {mean:.2f}"
        label.set_text(f"2 numbers: {two}")
        return f"After {seen} of {_N}, 2 numbers: {two}. Of all, the mean will be {means[-1]:.2f}."

    return update
