"""Entropy, cross-entropy and divergence."""

from math import e

import numpy as np
from explorable import Choice, Handle, Slider, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._parts import small_title
from descent.information import cross_entropy, entropy, kl_divergence
from descent.plotting import GRAY, LOSS, THEORY

_P = 0.3

UNITS = {"nats": e, "bits": 2.0}
GRID = np.linspace(0.001, 0.999, 201)
"""Probabilities at which a curve is drawn."""


@explorer(
    p=Slider(0.0, 1.0, 0.01, start=_P, label="true share p"),
    q=Slider(0.0, 1.0, 0.01, start=0.8, label="belief q"),
    unit=Choice(list(UNITS), label="unit"),
    question="A share p = 0.3 of the photos shows a cat; you believe q. Where is the lowest point "
    "of the cross-entropy, over all beliefs q?",
    predict=guess.Mark(
        lambda: (_P, float(entropy([_P, 1 - _P]))),
        decimals=2,
        seen="Whoever believes q = 0.8 pays 1.19 nats a photo on average, at the dot.",
        says="The lowest point is {answer}, at q = p, and its height is the entropy, not 0.",
    ),
    presets={
        "belief = truth": {"p": 0.3, "q": 0.3},
        "mirror images": {"p": 0.3, "q": 0.7},
        "sure and wrong": {"p": 0.3, "q": 0.99},
        "one-hot truth": {"p": 1.0, "q": 0.13},
        "held impossible": {"p": 0.3, "q": 0.0},
    },
    handles=[Handle(x="q", y=0, label="belief q"), Handle(x="p", y=3.4, label="true share p")],
    size=(6.0, 3.1),
)
def kl(figure: Figure):
    """Entropy, cross-entropy and the divergence between them.

    Left, the cross-entropy of every belief q, which touches the entropy (gray) only at q = p.
    Right, its value at your q as a stack of entropy (gray) and divergence, and beside it the same
    with truth and belief exchanged.
    """
    left, right = figure.subplots(1, 2, width_ratios=[3, 2])
    figure.subplots_adjust(left=0.07, right=0.98, top=0.9, bottom=0.17, wspace=0.2)
    (floor,) = left.plot([0, 1], [0, 0], **THEORY)
    (truth,) = left.plot([0, 0], [0, 3.6], **THEORY)
    letter = left.text(0, 3.7, "p", ha="center")
    (curve,) = left.plot(GRID, GRID, color=LOSS)
    (gap,) = left.plot([0, 0], [0, 0], color=LOSS, linewidth=4, alpha=0.5)
    (point,) = left.plot([0], [0], "o", color=LOSS)
    left.set(xlim=(0, 1), ylim=(0, 4), xlabel="belief q", xticks=[0, 0.5, 1], yticks=range(5))
    name = small_title(left, "")
    sure = right.bar([0, 1], [0, 0], color=GRAY, width=0.6)
    excess = right.bar([0, 1], [0, 0], color=LOSS, width=0.6)
    numbers = [right.text(i, 0, "", ha="center") for i in range(2)]
    right.set(ylim=(0, 4), yticks=range(5))
    right.set_xticks([0, 1], ["p is true,\nq believed", "q is true,\np believed"])
    small_title(right, "H + D = cross-entropy")
    right.grid(axis="x", visible=False)
    guess.answer(floor, curve, gap, *sure, *excess, *numbers)

    def update(p, q, unit):
        base, P, Q = UNITS[unit], [p, 1 - p], [q, 1 - q]
        H, D = entropy([P, Q], base=base), kl_divergence([P, Q], [Q, P], base=base)
        floor.set_ydata([H[0], H[0]])
        truth.set_xdata([p, p])
        letter.set_x(p)
        beliefs = np.column_stack([GRID, 1 - GRID])
        curve.set_ydata(cross_entropy(np.tile(P, (len(beliefs), 1)), beliefs, base=base))
        gap.set_data([q, q], [H[0], min(H[0] + D[0], 4)])
        point.set_data([q], [H[0] + D[0] if np.isfinite(D[0]) else np.nan])
        name.set_text(f"cross-entropy H(p, q) ({unit})")
        for low, high, number, h, d in zip(sure, excess, numbers, H, D, strict=True):
            low.set_height(h)
            high.set(y=h, height=min(h + d, 4.2) - h)
            number.set(y=min(h + d, 3.6) + 0.08, text=f"{h + d:.2f}".replace("inf", "∞"))
        parts = f"H(p) {H[0]:.2f} + D(p‖q) {abs(D[0]):.2f} = H(p, q) {H[0] + D[0]:.2f} {unit}."
        other = f"Swapped: {H[1]:.2f} + {abs(D[1]):.2f} = {H[1] + D[1]:.2f}."
        return f"p = {p:.2f}, q = {q:.2f}: {parts} {other}".replace("inf", "∞")

    return update
