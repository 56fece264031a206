"""The Jacobian of softmax and its eigenvalues."""

import numpy as np
from explorable import explorer, guess
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from descent.explorers._parts import (
    NAMES,
    named,
    panels,
    score_sliders,
    set_each,
    two_digits,
)
from descent.plotting import INK, THEORY
from descent.simplex import softmax, softmax_jacobian

_BLUE, _ORANGE = (0.0, 0.45, 0.7), (0.9, 0.6, 0.0)
_SIGNED = LinearSegmentedColormap.from_list(
    "signed",
    [(0, (*_BLUE, 0.8)), (0.5, (*_BLUE, 0.0)), (0.5, (*_ORANGE, 0.0)), (1, (*_ORANGE, 0.8))],
)
"""Blue for negative, orange for positive, clear at 0 alone, where the page's background shows."""


@explorer(
    **score_sliders(-5.0, 5.0, start=(1.0, 2.0, 0.0)),
    question="Entry (i, j) says how much probability i gains when score j rises. What is the sum "
    "of a row?",
    predict=guess.OneOf(
        "always 0",
        ["always 0", "always 1", "it depends on the scores"],
        given=(),
        seen="On the diagonal: each class gains from its own score. Orange gains, blue loses.",
        says="It is {answer}, as a common rise changes no probability. Now make the "
        "whole matrix vanish.",
    ),
    presets={
        "tie of two": {"cat": 5.0, "car": 5.0, "frog": -5.0},
        "tie of three": {"cat": 0.0, "car": 0.0, "frog": 0.0},
        "sure of car": {"cat": -2.0, "car": 5.0, "frog": -5.0},
    },
    size=(6.0, 2.9),
)  # fmt: skip
def jacobian(figure: Figure):
    """The derivative of softmax, diag(p) − p pᵀ, and its eigenvalues.

    One eigenvalue is always 0, because a shift of all scores changes nothing. None is negative, and
    none is above ½.
    """
    left, right = panels(
        figure, 1, 2, width_ratios=[3, 2], left=0.16, right=0.97, top=0.97, bottom=0.18, wspace=0.35
    )
    mesh = left.pcolormesh(np.zeros((3, 3)), cmap=_SIGNED, vmin=-0.25, vmax=0.25, edgecolor=INK)
    cells = [left.text(j + 0.5, i + 0.5, "", ha="center", va="center") for i, j in np.ndindex(3, 3)]
    guess.answer(*(cell for k, cell in enumerate(cells) if k % 4))  # off the diagonal
    middle = np.arange(3) + 0.5
    left.set(xticks=middle, xticklabels=[f"score {name}" for name in NAMES], yticks=middle,
             yticklabels=NAMES)  # fmt: skip
    left.invert_yaxis()
    left.grid(visible=False)
    left.tick_params(length=0)
    bars = right.bar([1, 2, 3], [0, 0, 0], color=INK, width=0.6)
    right.axhline(0.5, **THEORY)
    right.set(ylim=(0, 0.55), xlabel="eigenvalue number", ylabel="eigenvalue", xticks=[1, 2, 3],
              yticks=[0, 0.25, 0.5])  # fmt: skip

    def update(cat, car, frog):
        J = softmax_jacobian([cat, car, frog])
        eigenvalues = np.maximum(np.linalg.eigvalsh(J), 0)
        mesh.set_array(J)
        set_each(cells, text=two_digits(J.flat))
        set_each(bars, height=eigenvalues)
        p = named(softmax([cat, car, frog]))
        return (
            f"{p}. The sum of a row is always 0. Eigenvalues {', '.join(two_digits(eigenvalues))}, "
            "none above 0.50."
        )

    return update
