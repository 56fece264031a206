"""The gradient of the softmax loss with respect to the scores."""

import numpy as np
from explorable import Choice, Slider, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._parts import NAMES, SCORE_HANDLES, Bars, named, score_sliders, two_digits
from descent.losses import softmax_cross_entropy, softmax_cross_entropy_gradient
from descent.plotting import GRADIENT, INK
from descent.simplex import one_hot, softmax


@explorer(
    **score_sliders(-6.0, 10.0),
    truth=Choice(list(NAMES), label="the photo shows a"),
    rate=Slider(0.0, 10.0, 0.1, start=2.0, label="step size η"),
    question="The label says cat, so a step against the gradient raises the score of cat. What "
    "does the step do to the scores of car and frog?",
    predict=guess.OneOf(
        "each falls by η times its p",
        ("nothing: their targets are 0", "both fall alike", "each falls by η times its p"),
        seen="In the middle, the bars are the probabilities p and the outline is the target: 1 for "
        "cat, 0 for the others. Loss 2.04.",
        says="Each falls by η times its p: car by much, frog by next to nothing. What do the three "
        "arrows add up to?",
    ),
    presets={
        "the cat picture": {"cat": 3.2, "car": 5.1, "frog": -1.7, "truth": "cat", "rate": 2.0},
        "nothing known": {"cat": 0.0, "car": 0.0, "frog": 0.0, "truth": "cat", "rate": 2.0},
        "right and sure": {"cat": 3.2, "car": 9.0, "frog": -1.7, "truth": "car", "rate": 2.0},
        "sure and wrong": {"cat": -4.0, "car": 8.0, "frog": -1.7, "truth": "cat", "rate": 2.0},
        "a huge step": {"cat": 3.2, "car": 5.1, "frog": -1.7, "truth": "cat", "rate": 10.0},
    },
    handles=SCORE_HANDLES,
    size=(6.0, 2.8),
)  # fmt: skip
def gradient_bars(figure: Figure):
    """Probabilities minus targets: the gradient, and one step against it.

    The arrows point against the gradient. In the middle they lead from each probability to its
    target; on the left the same arrows, times η, move the scores.
    """
    axes = figure.subplots(1, 3)
    figure.subplots_adjust(left=0.07, right=0.99, top=0.9, bottom=0.1, wspace=0.3)
    heights = Bars(axes[0], "score and step", ylim=(-11, 18), gap=0.05)
    before = Bars(axes[1], "p and target")
    after = Bars(axes[2], "p after the step")
    targets = axes[1].bar(range(3), [0, 0, 0], width=0.75, fill=False, edgecolor=INK)
    axes[0].axhline(0, color=INK, linewidth=0.8)
    axes[0].set_yticks([-10, 0, 10])
    for panel in axes:
        panel.set_xlim(-0.5, 2.65)
    steps, pulls = (axes[panel].plot([0], [0], color=GRADIENT)[0] for panel in range(2))
    guess.answer(steps, pulls, *after.bars, *after.texts)

    def update(cat, car, frog, truth, rate):
        o, label = np.array([cat, car, frog]), NAMES.index(truth)
        gradient = softmax_cross_entropy_gradient(o, label)
        moved = o - rate * gradient
        heights.set(o, ["", "", ""])
        before.set(softmax(o), two_digits(softmax(o)))
        after.set(softmax(moved), two_digits(softmax(moved)))
        for bar, target in zip(targets, one_hot(label, 3), strict=True):
            bar.set_height(target)
        steps.set_data(_arrows(o, moved, head=0.8))
        pulls.set_data(_arrows(softmax(o), softmax(o) - gradient, head=0.035))
        return (
            f"Gradient p − y: {_signed(gradient)}; the sum is 0. Loss "
            f"{softmax_cross_entropy(o, label):.2f}; after one step with η = {rate:.1f} the "
            f"scores are {named(moved)}: of the wrong ones, each falls by η times its p. "
            f"The loss is {softmax_cross_entropy(moved, label):.2f}."
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
    numbers = [f"{value + 0.0:+.2f}" for value in np.round(values, 2)]
    return ", ".join(map(" ".join, zip(NAMES, numbers, strict=True)))
