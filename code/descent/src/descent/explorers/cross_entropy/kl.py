"""Entropy, cross-entropy and divergence."""

from math import e

import numpy as np
from explorable import Choice, Handle, Slider, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._parts import Lines, dots, panels, set_axes, set_each
from descent.information import cross_entropy, entropy, kl_divergence
from descent.plotting import GRAY, LOSS, THEORY

_Y = 0.3

UNITS = {"nats": e, "bits": 2.0}
GRID = np.linspace(0.001, 0.999, 201)
"""Probabilities at which a curve is drawn."""


@explorer(
    y=Slider(0.0, 1.0, 0.01, start=_Y, label="true share y"),
    p=Slider(0.0, 1.0, 0.01, start=0.8, label="belief p"),
    unit=Choice(list(UNITS), label="unit"),
    question="A share y = 0.3 of the photos shows a cat; you believe p. Where is the lowest point "
    "of the cross-entropy, over all beliefs p?",
    predict=guess.Mark(
        lambda: (_Y, float(entropy([_Y, 1 - _Y]))),
        decimals=2,
        at={"p": 0.8},
        seen="Believing p = 0.8 costs 1.19 nats a photo on average, at the dot.",
        says="The lowest point is {answer}, at p = y, and its height is the entropy, not 0.",
    ),
    presets={
        "belief = truth": {"y": 0.3, "p": 0.3},
        "mirror images": {"y": 0.3, "p": 0.7},
        "sure and wrong": {"y": 0.3, "p": 0.99},
        "one-hot truth": {"y": 1.0, "p": 0.13},
        "held impossible": {"y": 0.3, "p": 0.0},
    },
    handles=[Handle(x="p", y=0, label="belief p"), Handle(x="y", y=3.4, label="true share y")],
    size=(6.0, 3.1),
)
def kl(figure: Figure):
    """Entropy, cross-entropy and the divergence between them.

    Left, the cross-entropy of every belief p, which touches the entropy (gray) only at p = y.
    Right, its value at your p as a stack of entropy (gray) and divergence, and beside it the same
    with truth and belief exchanged.
    """
    left, right = panels(
        figure, 1, 2, width_ratios=[3, 2], left=0.07, right=0.98, top=0.9, bottom=0.17, wspace=0.2
    )
    known = Lines(left, floor=THEORY, truth=THEORY)
    letter = left.text(0, 3.7, "y", ha="center")
    lines = Lines(
        left,
        curve={"color": LOSS},
        gap={"color": LOSS, "linewidth": 4, "alpha": 0.5},
        point=dots(LOSS),
    )
    name = set_axes(left, "", xlim=(0, 1), ylim=(0, 4), xlabel="belief p", xticks=[0, 0.5, 1],
                    yticks=range(5))  # fmt: skip
    sure = right.bar([0, 1], [0, 0], color=GRAY, width=0.6)
    excess = right.bar([0, 1], [0, 0], color=LOSS, width=0.6)
    numbers = [right.text(i, 0, "", ha="center") for i in range(2)]
    set_axes(right, "H + D = cross-entropy", ylim=(0, 4), yticks=range(5), xticks=[0, 1],
             xticklabels=["y is true,\np believed", "p is true,\ny believed"])  # fmt: skip
    right.grid(axis="x", visible=False)
    guess.answer(known["floor"], lines["curve"], lines["gap"], *sure, *excess, *numbers)

    def update(y, p, unit):
        base, Y, P = UNITS[unit], [y, 1 - y], [p, 1 - p]
        H, D = entropy([Y, P], base=base), kl_divergence([Y, P], [P, Y], base=base)
        known.set(floor=([0, 1], [H[0], H[0]]), truth=([y, y], [0, 3.6]))
        letter.set_x(y)
        beliefs = np.column_stack([GRID, 1 - GRID])
        lines.set(
            curve=(GRID, cross_entropy(np.tile(Y, (len(beliefs), 1)), beliefs, base=base)),
            gap=([p, p], [H[0], min(H[0] + D[0], 4)]),
            point=([p], [H[0] + D[0] if np.isfinite(D[0]) else np.nan]),
        )
        name.set_text(f"cross-entropy H(y, p) ({unit})")
        sums = [f"{both:.2f}".replace("inf", "∞") for both in H + D]
        set_each(sure, height=H)
        set_each(excess, y=H, height=np.minimum(H + D, 4.2) - H)
        set_each(numbers, y=np.minimum(H + D, 3.6) + 0.08, text=sums)
        parts = f"H(y) {H[0]:.2f} + D(y‖p) {abs(D[0]):.2f} = H(y, p) {H[0] + D[0]:.2f} {unit}."
        other = f"Swapped: {H[1]:.2f} + {abs(D[1]):.2f} = {H[1] + D[1]:.2f}."
        return f"y = {y:.2f}, p = {p:.2f}: {parts} {other}".replace("inf", "∞")

    return update
