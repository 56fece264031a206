"""A softmax mean in one pass: what is kept of the scores and values that have come."""

import numpy as np
from explorable import Slider, Time, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._parts import Lines, dots, panels, plain, set_axes, set_each, set_new
from descent.plotting import CLASSES, GRAY, INK, LOSS, THEORY
from descent.simplex import softmax

_N = 24


def _stream(seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return rng.normal(scale=2, size=_N), rng.uniform(0, 10, size=_N)


@explorer(
    seen=Time(1, _N, 1, start=6, label="scores seen"),
    seed=Slider(0, 20, 1, start=14, label="seed"),
    question="Scores and values arrive one pair at a time, and none can be asked for again. You "
    "keep the largest score, so that no exponential overflows. How many numbers do you keep in "
    "all, to know at each moment the softmax mean of what has come?",
    predict=guess.Number(
        3.0,
        unit="numbers",
        minimum=0,
        maximum=50,
        at={"seen": _N},
        seen="Blue bars have come, gray ones have not. Right: the mean of the values so far.",
        says="{answer}: the largest score m, the sum s of exp(score − m), and the same sum with "
        "each value as a factor, u.",
    ),
    presets={"the first six": {"seen": 6}, "all": {"seen": _N}},
    size=(6.0, 3.2),
)
def one_pass(figure: Figure):
    """A softmax mean, in one pass.

    Left, the scores in the order in which they come; the pink line is the largest so far. Right,
    the mean of the values under the softmax of the scores so far (blue), and that of all (gray).
    Below, what is kept, and the mean that is made of it.
    """
    left, right = panels(
        figure, 1, 2, width_ratios=[3, 2], left=0.07, right=0.97, top=0.9, bottom=0.28, wspace=0.2
    )
    bars = left.bar(range(1, _N + 1), [0] * _N, color=GRAY, width=0.7)
    (top,) = left.plot([0, 1], [0, 0], color=LOSS)
    set_axes(left, "score (points)", xlim=(0, _N + 1), ylim=(-7, 7), xlabel="place in the stream")
    lines = Lines(right, mean={"color": CLASSES[0].color}, point=dots(INK, clip_on=False))
    goal = right.axhline(0, **THEORY)
    set_axes(right, "mean of the values", xlim=(0, _N + 1), ylim=(0, 10), xlabel="scores seen")
    words = figure.text(0.07, 0.03, "")
    guess.answer(words)

    def update(seen, seed):
        scores, values = _stream(seed)
        means = [softmax(scores[:n]) @ values[:n] for n in range(1, _N + 1)]
        colors = [CLASSES[0].color] * seen + [GRAY] * (_N - seen)
        set_each(bars, height=scores, color=colors)
        m = scores[:seen].max()
        s, mean = np.exp(scores[:seen] - m).sum(), means[seen - 1]
        set_new(top, data=([0, seen + 0.5], [m, m]))
        lines.set(mean=(range(1, seen + 1), means[:seen]), point=([seen], [mean]))
        set_new(goal, ydata=[means[-1]] * 2)
        three = f"m = {plain(m)}, s = {s:.2f}, u = {s * mean:.2f}"
        words.set_text(f"3 numbers: {three};  mean = u / s = {mean:.2f}")
        return (
            f"After {seen} of {_N}, 3 numbers: {three}, so the mean is u / s = {mean:.2f}. Of all "
            f"it will be {means[-1]:.2f}."
        )

    return update
