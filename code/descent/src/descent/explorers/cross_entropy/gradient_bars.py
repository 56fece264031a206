"""The gradient of the softmax loss with respect to the scores."""

import numpy as np
from explorable import Choice, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._parts import (
    NAMES,
    SCORE_HANDLES,
    Bars,
    panels,
    score_sliders,
    set_each,
    two_digits,
)
from descent.losses import softmax_cross_entropy, softmax_cross_entropy_gradient
from descent.plotting import GRADIENT, INK
from descent.simplex import one_hot, softmax

ETA = 2.0
"""The step size."""


@explorer(
    **score_sliders(-6.0, 10.0),
    truth=Choice(list(NAMES), label="the photo shows a"),
    question="The label says cat, so a step against the gradient raises the score of cat. What "
    "does the step do to the scores of car and frog?",
    predict=guess.OneOf(
        "both fall, car by far more",
        ("they stay: their targets are 0", "both fall equally far", "both fall, car by far more"),
        seen="Left, the scores. Right, the probabilities, and in outline the target: 1 for cat, 0 "
        "for the others. Loss 2.04.",
        distractors={
            "they stay: their targets are 0": "Their targets are 0, but their probabilities are "
            "not."
        },
        says="Both fall, car by far more: by 1.74, twice its probability. What do the three arrows "
        "add up to?",
    ),
    presets={
        "the cat picture": {"cat": 3.2, "car": 5.1, "frog": -1.7, "truth": "cat"},
        "nothing known": {"cat": 0.0, "car": 0.0, "frog": 0.0, "truth": "cat"},
        "right and sure": {"cat": 3.2, "car": 9.0, "frog": -1.7, "truth": "car"},
        "sure and wrong": {"cat": -4.0, "car": 8.0, "frog": -1.7, "truth": "cat"},
    },
    handles=SCORE_HANDLES,
    size=(6.0, 2.8),
)  # fmt: skip
def gradient_bars(figure: Figure):
    """Probabilities minus targets: the gradient, and one step against it.

    The arrows point against the gradient. On the right they lead from each probability to its
    target; on the left the same arrows, twice as long in numbers, move the scores.
    """
    left, right = panels(figure, 1, 2, left=0.07, right=0.99, top=0.9, bottom=0.1, wspace=0.2)
    heights = Bars(left, "score and step", ylim=(-7, 12), gap=0.05)
    before = Bars(right, "p and target")
    targets = right.bar(range(3), [0, 0, 0], width=0.75, fill=False, edgecolor=INK)
    left.axhline(0, color=INK, linewidth=0.8)
    left.set(xlim=(-0.5, 2.65), yticks=[-5, 0, 5, 10], yticklabels=["−5", "0", "5", "10"])
    right.set(xlim=(-0.5, 2.65))
    steps, pulls = (panel.plot([0], [0], color=GRADIENT)[0] for panel in (left, right))
    guess.answer(steps, pulls)

    def update(cat, car, frog, truth):
        o, label = np.array([cat, car, frog]), NAMES.index(truth)
        gradient = softmax_cross_entropy_gradient(o, label)
        moved = o - ETA * gradient
        heights.set(o, ["", "", ""])
        before.set(softmax(o), two_digits(softmax(o)))
        set_each(targets, height=one_hot(label, 3))
        steps.set_data(_arrows(o, moved, head=0.6))
        pulls.set_data(_arrows(softmax(o), softmax(o) - gradient, head=0.035))
        return (
            f"Gradient: {_signed(gradient)}. One step changes the scores by "
            f"{_signed(moved - o)}, and the loss from {softmax_cross_entropy(o, label):.2f} to "
            f"{softmax_cross_entropy(moved, label):.2f}."
        ).replace("-", "−")

    return update


def _arrows(starts: np.ndarray, ends: np.ndarray, head: float) -> np.ndarray:
    """Return x and y of a line that draws an upright arrow beside each of three bars."""
    nan, x = np.nan, np.arange(3) + 0.47
    back = ends - head * np.sign(np.round(ends - starts, 2))
    across = [x, x, nan + x, x - 0.08, x, x + 0.08, nan + x]
    upward = [starts, ends, nan + x, back, ends, back, nan + x]
    return np.array([across, upward]).transpose(0, 2, 1).reshape(2, -1)


def _signed(values: np.ndarray) -> str:
    numbers = [f"{value + 0.0:+.3f}" for value in np.round(values, 3)]
    return ", ".join(map(" ".join, zip(NAMES, numbers, strict=True)))
