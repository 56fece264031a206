"""The surprise of an event."""

import numpy as np
from explorable import Handle, Slider, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._parts import Lines, dots, panels, set_axes
from descent.information import cross_entropy
from descent.plotting import INK, LOSS, THEORY

_P, _TOP = 0.13, 8
"""What softmax gave the cat, and the most coins that are drawn."""


def _coins(p: float) -> float:
    """Return how many heads in a row are as surprising as an event of probability `p`."""
    return float(cross_entropy([1, 0], [p, 1 - p], base=2))


@explorer(
    p=Slider(0.0, 1.0, 0.01, start=_P, label="probability p"),
    question="The cat had probability 0.13. Three heads in a row have 0.125, nearly the same, so "
    "the cat is about as surprising as 3 heads in a row, more exactly as 2.9 heads. How many heads "
    "in a row are as surprising as an event of half the cat's probability?",
    predict=guess.Number(
        lambda: _coins(_P / 2),
        unit="coins",
        maximum=10.0,
        step=0.1,
        tolerance=0.05,
        along="y",
        seen="p = 0.13 is as surprising as 2.9 heads in a row.",
        distractors={5.8: "Half as probable is not twice as surprising."},
        says="At the ring it is {answer}. Start elsewhere: what does halving p add?",
    ),
    presets={
        "the cat picture": {"p": 0.13},
        "a coin": {"p": 0.5},
        "certain": {"p": 1.0},
        "held impossible": {"p": 0.0},
    },
    handles=[Handle(x="p", y=0, label="probability p")],
    size=(6.0, 2.9),
)
def surprise(figure: Figure):
    """The surprise of an event of probability p.

    It is measured in coins: as many heads in a row are just as surprising. The ring is at half of
    p; right, the coins.
    """
    left, right = panels(
        figure, 1, 2, width_ratios=[5, 1], left=0.08, right=0.98, top=0.9, bottom=0.18, wspace=0.25
    )
    grid = np.linspace(0.001, 0.999, 201)
    (curve,) = left.plot(grid, [_coins(p) for p in grid], color=LOSS)
    lines = Lines(
        left,
        drop=THEORY,
        point=dots(LOSS, clip_on=False),
        half=dots(INK, markerfacecolor="none"),
    )
    guess.answer(curve, lines["half"])
    set_axes(left, "surprise (coins)", xlim=(0, 1), ylim=(0, _TOP), xlabel="probability p",
             xticks=[0, 0.25, 0.5, 0.75, 1])  # fmt: skip
    (coins,) = right.bar([0], [0], width=0.8, color=LOSS)
    for count in range(1, _TOP):
        right.axhline(count, color=INK, linewidth=0.8)
    right.set_title("heads in a row", weight="normal", size=10, loc="center")
    right.set(ylim=(0, _TOP), xticks=[], yticks=range(_TOP + 1))
    right.grid(visible=False)

    def update(p):
        value = _coins(p)
        lines.set(
            drop=([p, p], [0, min(value, _TOP)]),
            point=([p], [value if p else np.nan]),
            half=([p / 2], [_coins(p / 2) if p else np.nan]),
        )
        coins.set_height(min(value, _TOP))
        if p == 0:
            return (
                "p = 0: what was held impossible has happened. No run of heads is surprising "
                "enough, and the curve never arrives at the left edge."
            )
        return (
            f"p = {p:.2f} is as surprising as {value:.1f} heads in a row, and half that p as "
            f"{_coins(p / 2):.1f}."
        )

    return update
