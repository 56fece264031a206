"""Weights that grow without bound, and what stops them."""

from functools import cache

import numpy as np
from explorable import Choice, Time, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._data import Points, points
from descent.explorers._own import own_points
from descent.explorers._parts import Lines, dots, log_ticks, panels, set_each
from descent.plotting import CLASSES, INK, MEASURED, THEORY
from descent.simplex import logsumexp, one_hot, softmax

_STRENGTHS = (0.0, 0.001, 0.01, 0.1)
_SEPARABLE = [[-1.2, 0.4], [-0.8, -0.5], [-1.6, -0.2], [-0.5, 0.9], [-1.0, -1.2],
              [1.1, -0.3], [0.7, 0.6], [1.5, 0.3], [0.6, -1.0], [1.2, 1.1]]  # fmt: skip
_STEPS = np.round(10 ** np.arange(0, 3.55, 0.1)).astype(int)
_DATA = {
    "separable": np.array(_SEPARABLE),
    "one cat among the cars": np.array([*_SEPARABLE[:4], [1.3, 0.1], *_SEPARABLE[5:]]),
}
_TEN = Points(
    _DATA["separable"], np.repeat([0, 1], 5), CLASSES[:2], ("", ""), ("feature 1", "feature 2")
)
_BOOK = {name: (X, _TEN.labels) for name, X in _DATA.items()}
_YOURS = ["your data", "one label changed"]
_AHEAD = range(20, 36, 3)
"""The places of the steps over which the reader continues the curve."""


@cache
def _runs() -> dict[str, tuple[np.ndarray, np.ndarray, np.ndarray]]:
    return {name: _descend(*each) for name, each in _BOOK.items()}


@explorer(
    time=Time(0.0, 3.5, 0.1, start=2.0, label="log10 of the steps"),
    data=Choice(list(_DATA), label="data"),
    strength=Choice(list(_STRENGTHS), label="strength λ"),
    question="The data are linearly separable, and after 100 steps ‖W‖ is 4.1. How does it go on, "
    "up to step 3,162? Continue the curve.",
    predict=guess.Line(
        lambda: _runs()["separable"][2][_AHEAD, 0].tolist(),
        [float(_STEPS[index]) for index in _AHEAD],
        axes=1,
        at={"time": 3.5},
        seen="The boundary separates cats and cars; dashed, cat has probability 0.9 and 0.1.",
        says="It never settles: on this axis it climbs straight on. Find two ways to stop it.",
    ),
    presets={
        "no minimum": {"data": "separable", "strength": 0.0, "time": 3.5},
        "cured by λ": {"data": "separable", "strength": 0.01, "time": 3.5},
        "cured by one cat": {"data": "one cat among the cars", "strength": 0.0, "time": 3.5},
    },
    size=(6.0, 3.0),
    adapt=own_points(
        "Does ‖W‖ settle without a penalty, λ = 0, or does it grow on? What does that say of "
        "{0} and {1}?",
        controls=lambda *_: {"data": Choice(_YOURS, label="data")},
        classes=[2],
    ),
)
def separable(figure: Figure, data=None):
    """The size of the weights while gradient descent runs.

    Left, the boundary (solid) and where cat has probability 0.9 and 0.1 (dashed). Right, ‖W‖
    against the steps for λ = 0, 0.001, 0.01 and 0.1: a straight climb on this axis means growth
    like the logarithm of the steps, without bound.
    """
    samples = _TEN if data is None else points(data, reach=1.8)
    variants = _BOOK if data is None else _yours(samples)
    runs = _runs() if data is None else {n: _descend(*each) for n, each in variants.items()}
    top = max(8, *(1.05 * norms.max() for _, _, norms in runs.values()))
    left, right = panels(figure, 1, 2, left=0.09, right=0.97, top=0.96, bottom=0.18, wspace=0.25)
    marks = [
        left.plot([], [], c.marker, color=c.color, linestyle="none")[0] for c in samples.classes
    ]
    lines = [left.plot([], [], style, color=INK)[0] for style in ("--", "-", "--")]
    left.set(xlim=(-2, 2), ylim=(-2, 2), xlabel=samples.axes[0], ylabel=samples.axes[1],
             xticks=[-2, 0, 2], yticks=[-2, 0, 2])  # fmt: skip
    others = [right.plot([], [], **THEORY)[0] for _ in _STRENGTHS]
    guess.answer(*others)
    climb = Lines(right, chosen=MEASURED, point=dots(INK, clip_on=False))
    right.set(xscale="log", xlim=(1, 3200), ylim=(0, top), xlabel="steps", ylabel="‖W‖ (no unit)")
    log_ticks(right.xaxis, [1, 10, 100, 1000])

    def update(time, data, strength):
        now, which = round(10 * time), _STRENGTHS.index(strength)
        W, losses, norms = runs[data]
        X, labels = variants[data]
        set_each(marks, data=[X[labels == k].T for k in range(len(marks))])
        w = W[now, which] @ [1.0, -1.0]
        up = np.array([-9.0, 9.0])
        levels = (-np.log(9), 0, np.log(9))
        set_each(lines, data=[((odds - w[2] - w[1] * up) / (w[0] or 1e-6), up) for odds in levels])
        set_each(others, data=[(_STEPS, norm) for norm in norms.T])
        climb.set(
            chosen=(_STEPS[: now + 1], norms[: now + 1, which]),
            point=([_STEPS[now]], [norms[now, which]]),
        )
        growth = norms[-1, which] - norms[-6, which]
        end = "and it still grows" if growth > 0.02 else "and it settles"
        last = now == len(_STEPS) - 1
        later = "" if last else f". Step {_STEPS[-1]}: ‖W‖ = {norms[-1, which]:.2f}"
        return (
            f"{data}, λ = {strength:g}. Step {_STEPS[now]}: ‖W‖ = {norms[now, which]:.2f}, "
            f"cross-entropy {losses[now, which]:.4f}{later}, {end}."
        )

    return update


def _yours(samples: Points) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Return the reader's points, as they are and with the label of one far from the border."""
    X, labels = samples.X, samples.labels.copy()
    away = np.linalg.norm(X - X[labels == 0].mean(0), axis=1)
    labels[np.argmax(away * labels)] = 0
    return dict(zip(_YOURS, [(X, samples.labels), (X, labels)], strict=True))


def _descend(X: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return W and b, stacked, cross-entropy and ‖W‖ at the steps shown, for every strength."""
    X = np.column_stack([X, np.ones(len(X))])
    Y = one_hot(labels, 2)
    shrink = 2 * np.array(_STRENGTHS)[:, None, None] * np.array([1.0, 1.0, 0.0])[:, None]
    W = np.zeros((_STEPS[-1] + 1, len(_STRENGTHS), 3, 2))
    for now in range(_STEPS[-1]):  # step size 1
        W[now + 1] = W[now] - X.T @ (softmax(X @ W[now]) - Y) / len(X) - shrink * W[now]
    W = W[_STEPS]
    O = X @ W
    norms = np.sqrt((W[:, :, :2] ** 2).sum((2, 3)))
    return W, (logsumexp(O) - (O * Y).sum(-1)).mean(-1), norms
