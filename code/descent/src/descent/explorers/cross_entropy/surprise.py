"""The surprise of an event."""

from math import e

import numpy as np
from explorable import Choice, Handle, Slider, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._parts import small_title
from descent.information import cross_entropy
from descent.plotting import INK, LOSS, THEORY

UNITS = {"nats": e, "bits": 2.0}
GRID = np.linspace(0.001, 0.999, 201)
"""Probabilities at which a curve is drawn."""
_P = 0.13
"""What softmax gave the cat."""


def _surprise(p: float, unit: str = "nats") -> float:
    return float(cross_entropy([1, 0], [p, 1 - p], base=UNITS[unit]))


@explorer(
    p=Slider(0.0, 1.0, 0.01, start=_P, label="probability p"),
    unit=Choice(list(UNITS), label="unit"),
    question="The cat had probability 0.13, and seeing one is a surprise of 2.04 nats. How large "
    "is the surprise at half that probability?",
    predict=guess.Number(
        lambda: _surprise(_P / 2),
        unit="nats",
        maximum=7.0,
        step=0.01,
        tolerance=0.005,
        along="y",
        seen="p = 0.13: the surprise is 2.04 nats, as surprising as 2.9 heads in a row.",
        says="At the ring it is {answer}. Halving p does not double the surprise: it adds one more "
        "head, 0.69 nats, wherever you start.",
    ),
    presets={
        "the cat picture": {"p": 0.13, "unit": "nats"},
        "a coin": {"p": 0.5, "unit": "bits"},
        "certain": {"p": 1.0, "unit": "nats"},
        "held impossible": {"p": 0.0, "unit": "nats"},
    },
    handles=[Handle(x="p", y=0, label="probability p")],
    size=(6.0, 2.9),
)
def surprise(figure: Figure):
    """The surprise −log p of an event of probability p.

    The ring is at half of p. Right, the same surprise in coins: as many heads in a row are just as
    surprising. Halving p adds one coin, wherever you start.
    """
    left, right = figure.subplots(1, 2, width_ratios=[5, 1])
    figure.subplots_adjust(left=0.08, right=0.98, top=0.9, bottom=0.18, wspace=0.25)
    (curve,) = left.plot(GRID, GRID, color=LOSS)
    (drop,) = left.plot([0, 0], [0, 0], **THEORY)
    (point,) = left.plot([0], [0], "o", color=LOSS, clip_on=False)
    (half,) = left.plot([0], [0], "o", color=INK, markerfacecolor="none")
    guess.answer(curve, half)
    left.set(xlim=(0, 1), ylim=(0, 7), xlabel="probability p", xticks=[0, 0.25, 0.5, 0.75, 1])
    name = small_title(left, "")
    (coins,) = right.bar([0], [0], width=0.8, color=LOSS)
    for count in range(1, 8):
        right.axhline(count, color=INK, linewidth=0.8)
    right.set_title("heads in a row", weight="normal", size=10, loc="center")
    right.set(ylim=(0, 7), xticks=[], yticks=range(0, 8))
    right.grid(visible=False)

    def update(p, unit):
        value, bits = _surprise(p, unit), _surprise(p, "bits")
        curve.set_ydata(-np.log(GRID) / np.log(UNITS[unit]))
        name.set_text(f"surprise −log p ({unit})")
        drop.set_data([p, p], [0, min(value, 7)])
        point.set_data([p], [value if p else np.nan])
        half.set_data([p / 2], [_surprise(p / 2, unit) if p else np.nan])
        coins.set_height(min(bits, 7))
        if p == 0:
            return (
                "p = 0: what was held impossible has happened. −log 0 = ∞, no run of heads is "
                "surprising enough, and the curve never arrives at the left edge."
            )
        return (
            f"p = {p:.2f}: −log p = {value:.2f} {unit}, as surprising as {bits:.1f} heads in a "
            f"row. At half that p it is {_surprise(p / 2, unit):.2f} {unit}."
        )

    return update
