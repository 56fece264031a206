"""The price of one weight alone and of several that share its work."""

from itertools import pairwise

import numpy as np
from explorable import Slider, explorer
from matplotlib.figure import Figure

from descent.explorers._parts import small_title, two_digits
from descent.penalties import elastic_net, l1, l2
from descent.plotting import INK, REGULARIZER


@explorer(
    spread=Slider(0.0, 1.0, 0.02, start=0.3, label="from w₁ (0) to w₂ (1)"),
    first=Slider(0.5, 2.0, 0.05, start=1.0, label="first pixel x₁"),
    beta=Slider(0.0, 2.0, 0.1, start=0.5, label="β of the elastic net"),
    question="All these weights give the score 1. Which of them does L2 like best, which does L1, "
    "and what changes when the first pixel is brighter than the others? Predict, then drag.",
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
    right.set(xlim=(0, 1), ylim=(0, 1.6), xlabel="from w₁ to w₂", xticks=[0, 1], yticks=[0, 1])
    right.set_xticklabels(["w₁", "w₂"])
    small_title(right, "penalty / penalty of w₁")

    def update(spread, first, beta):
        x = np.array([first, 1.0, 1.0, 1.0])
        alone, along = np.array([1 / first, 0, 0, 0]), x / (x @ x)
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
        return (
            f"w = ({', '.join(two_digits(w))}), score {w @ x:.2f}. "
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
