"""The surface of log-sum-exp and a plane that touches it."""

import numpy as np
from explorable import Handle, Slider, explorer, guess
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from descent.explorers._parts import Lines, dots, named, panels, rounded
from descent.plotting import GRADIENT, GRAY, INK
from descent.simplex import logsumexp, softmax

_VIEW = np.array([[0.85, -0.5, 0.0], [0.28, 0.42, 0.62]])
"""Looks at space from the side and above: the two rows are right and up on the page."""


@explorer(
    cat=Slider(-4.0, 4.0, 0.1, start=1.5, label="score of cat"),
    car=Slider(-4.0, 4.0, 0.1, start=0.5, label="score of car"),
    question="The plane touches the surface at the point. Where must the point be for the plane to "
    "be level?",
    predict=guess.OneOf(
        "nowhere",
        ["where frog is sure", "at the tie of all three", "nowhere"],
        at={"cat": -4.0, "car": -4.0},
        seen="Log-sum-exp is 1.96 here. The plane rises toward cat and, less steeply, toward car.",
        says="It is level {answer}: here it comes close. Can you make it cut through the surface?",
    ),
    presets={
        "tie of three": {"cat": 0.0, "car": 0.0},
        "sure of cat": {"cat": 4.0, "car": -3.0},
        "sure of frog": {"cat": -4.0, "car": -4.0},
        "tie of two": {"cat": 3.0, "car": 3.0},
    },
    handles=[Handle(x="cat", y="car", axes=1, label="point")],
    size=(6.0, 3.1),
)
def log_sum_exp(figure: Figure):
    """Log-sum-exp, its tangent plane and its gradient.

    The score of frog is 0. Left, the surface and the plane that touches it at the point; right, its
    map from above with lines of equal height. The arrow is the gradient: the probabilities of cat
    and car.
    """
    left, right = panels(
        figure, 1, 2, width_ratios=[7, 5], left=0.0, right=0.98, top=0.98, bottom=0.17, wspace=0.22
    )
    ticks = np.linspace(-4, 4, 17)
    heights = _height(*np.meshgrid(ticks, ticks, indexing="ij"))
    surface = np.stack([*np.meshgrid(ticks, ticks, indexing="ij"), heights], -1) @ _VIEW.T
    left.add_collection(LineCollection([*surface, *surface.swapaxes(0, 1)], color=INK, lw=0.5))
    corners = np.array([[-4, -4], [4, -4], [4, 4], [-4, 4]])
    (plane,) = left.fill([0, 1, 1, 0], [0, 0, 1, 1], facecolor=GRADIENT, alpha=0.45)
    (touch,) = left.plot([0], [0], "o", color=INK)
    left.set(xlim=(-5.8, 5.8), ylim=(-5.5, 5.8))
    left.set_axis_off()
    for word, position in zip(("cat", "car"), ((2.6, -2.9), (-4.9, -2.3)), strict=True):
        left.text(*position, f"{word} →", ha="center")
    fine = np.linspace(-4, 4, 41)
    levels = [0.25, 0.5, 1, 2, 3, 4]
    right.contour(fine, fine, _height(*np.meshgrid(fine, fine)), levels, colors=GRAY, linewidths=1)
    lines = Lines(right, arrow={"color": GRADIENT, "linewidth": 3}, point=dots(INK))
    right.set(xlabel="score of cat", ylabel="score of car", xticks=[-4, 0, 4], yticks=[-4, 0, 4],
              xlim=(-4.2, 5.2), ylim=(-4.2, 5.2))  # fmt: skip

    def update(cat, car):
        value, p = float(_height(cat, car)), softmax([cat, car, 0.0])
        rise = value + (corners - [cat, car]) @ p[:2]
        plane.set_xy(np.column_stack([corners, rise]) @ _VIEW.T)
        touch.set_data(*(_VIEW @ [cat, car, value])[:, None])
        lines.set(arrow=([cat, cat + p[0]], [car, car + p[1]]), point=([cat], [car]))
        above = heights[-1, -1] - rise[2]
        corner = "" if cat == car == 4 else f": by {rounded(above)} at the corner (4, 4)"
        return (
            f"Log-sum-exp = {value:.2f}. Slope toward cat {p[0]:.2f}, toward car "
            f"{p[1]:.2f}: the softmax, {named(p)}, nowhere 0. The plane touches here "
            f"and is below everywhere else{corner}."
        )

    return update


def _height(cat, car):
    return logsumexp(np.stack(np.broadcast_arrays(cat, car, 0.0), -1))
