"""The price of a single weight, and of several that share its work."""

from itertools import pairwise

import numpy as np
from explorable import Slider, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._parts import small_title, two_digits
from descent.penalties import elastic_net, l1, l2
from descent.plotting import INK, REGULARIZER

FIRST = 1.5
CHOICES = ("all on pixel 1", "spread over all four", "all cost the same")


def _ends(first: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the weights of score 1 that use only the first pixel, and those along the pixels."""
    x = np.array([first, 1.0, 1.0, 1.0])
    return np.array([1 / first, 0, 0, 0]), x / (x @ x)


def _choice_of_l1(first: float = FIRST) -> str:
    alone, along = map(l1, _ends(first))
    return CHOICES[2 if np.isclose(alone, along) else int(alone > along)]


@explorer(
    spread=Slider(0.0, 1.0, 0.02, start=0.3, label="from w₁ (0) to w₂ (1)"),
    first=Slider(0.5, 2.0, 0.05, start=FIRST, label="first pixel x₁"),
    beta=Slider(0.0, 2.0, 0.1, start=0.5, label="β of the elastic net"),
    question="The first of four pixels is brighter than the others. Of all weights that give the "
    "score 1, which does L1 prefer?",
    predict=guess.OneOf(
        _choice_of_l1,
        CHOICES,
        seen="Left, weights between all on pixel 1 (w₁) and spread over all four (w₂).",
        says="L1 wants them {answer}, where one unit of weight yields the most score, while L2 "
        "still spreads. What if pixel 1 is darker?",
    ),
    presets={
        "w₁: all in one": {"spread": 0.0, "first": 1.0},
        "w₂: evenly spread": {"spread": 1.0, "first": 1.0},
        "a brighter pixel": {"spread": 0.0, "first": 1.5},
        "a darker pixel": {"spread": 1.0, "first": 0.7},
    },
    size=(6.0, 2.9),
)
def weight_spread(figure: Figure):
    """The price of weights that all give the same score.

    Left: four weights w with w·x = 1 for x = (x₁, 1, 1, 1), between the one that uses x₁ alone
    and the one along x. Right: each penalty on the whole way, in units of its value at the start.
    """
    left, right = figure.subplots(1, 2)
    figure.subplots_adjust(left=0.08, right=0.88, top=0.89, bottom=0.18, wspace=0.25)
    bars = left.bar(range(4), np.zeros(4), color=INK, width=0.6)
    left.set(ylim=(0, 2.1), xlabel="weight number", yticks=[0, 1, 2])
    left.set_xticks(range(4), ["1", "2", "3", "4"])
    small_title(left, "weights (no unit)")
    shares = np.linspace(0, 1, 41)
    styles = {"L2": "-", "L1": "--", "elastic": ":"}
    lines = [right.plot([], [], style, color=REGULARIZER)[0] for style in styles.values()]
    (dots,) = right.plot([], [], "o", color=INK, clip_on=False)
    names = [right.text(1.04, 0, name, va="center") for name in styles]
    guess.answer(*lines, dots, *names)
    right.set(xlim=(0, 1), ylim=(0, 1.6), xlabel="from w₁ to w₂", xticks=[0, 1], yticks=[0, 1])
    right.set_xticklabels(["w₁", "w₂"])
    small_title(right, "penalty / penalty of w₁")

    def update(spread, first, beta):
        alone, along = _ends(first)
        w = alone + spread * (along - alone)
        path = alone + shares[:, None] * (along - alone)
        squares, sizes = (path**2).sum(1), np.abs(path).sum(1)
        curves = [c / c[0] for c in (squares, sizes, beta * squares + sizes)]
        prices = [l2(w), l1(w), elastic_net(w, beta)]
        starts = [l2(alone), l1(alone), elastic_net(alone, beta)]
        for bar, height in zip(bars, w, strict=True):
            bar.set_height(height)
        for line, curve in zip(lines, curves, strict=True):
            line.set_data(shares, curve)
        for name, end in zip(names, _apart([curve[-1] for curve in curves], 0.12), strict=True):
            name.set_y(end)
        dots.set_data([spread] * 3, np.divide(prices, starts))
        choice = _choice_of_l1(first)
        wants = f"L1 wants them {choice}" if choice != CHOICES[2] else f"To L1 {choice}"
        return (
            f"{wants}. w = ({', '.join(two_digits(w))}), score {first * w[0] + w[1:].sum():.2f}. "
            f"L2 {prices[0]:.2f}, L1 {prices[1]:.2f}, elastic net {prices[2]:.2f}; "
            f"at w₁ they were {', '.join(two_digits(starts))}."
        )

    return update


def _apart(heights: list[float], gap: float) -> np.ndarray:
    """Return the heights moved up as little as keeps labels of height `gap` from overlapping."""
    moved = np.array(heights, dtype=float)
    order = np.argsort(moved, kind="stable")
    for below, above in pairwise(order):
        moved[above] = max(moved[above], moved[below] + gap)
    return moved
