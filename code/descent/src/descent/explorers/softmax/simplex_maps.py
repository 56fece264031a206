"""Softmax among other maps to the simplex."""

import numpy as np
from explorable import Handle, Slider, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._parts import NAMES, Lines, dots, named, plain
from descent.plotting import GRADIENT, INK, THEORY
from descent.simplex import softmax, sparsemax

_CORNERS = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, np.sqrt(0.75)]])
"""The triangle of all distributions over cat, car and frog: each corner is sure of one class."""
_NOWHERE = np.full(3, np.nan)
_MAPS = {
    "softmax": (softmax, "o", "full"),
    "sparsemax": (sparsemax, "D", "full"),
    "sparsehourglass": (lambda o: sparsemax(o * (1 + 3) / (abs(o.sum()) + 3)), "P", "full"),
    "sum-normalized": (
        lambda o: o / o.sum() if o.min() >= 0 < o.max() else _NOWHERE,
        "s",
        "none",
    ),
    "spherical": (lambda o: o**2 / (o**2).sum() if o.any() else _NOWHERE, "^", "none"),
}


@explorer(
    shift=Slider(-2.0, 2.0, 0.1, start=0.0, label="scores plus"),
    scale=Slider(0.2, 8.0, 0.1, start=4.0, label="scores times"),
    across=Slider(-0.3, 1.1, 0.01, start=0.8, label="point, across"),
    up=Slider(-0.3, 0.9, 0.01, start=0.25, label="point, up"),
    question="Five marks: five ways from the same scores to probabilities. Add 2 to all scores. "
    "Which marks stay where they are?",
    predict=guess.OneOf(
        "softmax and sparsemax",
        ["all five", "none", "only softmax", "softmax and sparsemax"],
        at={"shift": 2.0},
        seen="The point in the triangle, times 4, gives the scores. The square is under it.",
        says="Only {answer}. And if all scores are multiplied by a number?",
    ),
    presets={
        "a distribution": {"across": 0.8, "up": 0.25, "scale": 1.0, "shift": 0.0},
        "sharper": {"across": 0.8, "up": 0.25, "scale": 8.0, "shift": 0.0},
        "shifted": {"across": 0.8, "up": 0.25, "scale": 4.0, "shift": 2.0},
        "negative scores": {"across": 1.1, "up": 0.2, "scale": 1.0, "shift": 0.0},
    },
    handles=[Handle(x="across", y="up", label="point")],
    size=(6.0, 3.6),
)
def simplex_maps(figure: Figure):
    """Five ways from scores to the triangle of distributions.

    The point's barycentric coordinates, times a number, plus a number, are the scores. The × shows
    these scores as they are seen along the diagonal (1, 1, 1), and the dashed line leads from it to
    the closest point of the triangle: sparsemax. A gray line leads to each mark from where it is if
    nothing is added.
    """
    axes = figure.add_axes([0.0, 0.0, 1.0, 1.0], frameon=False, xticks=[], yticks=[])
    axes.set(xlim=(-0.4, 2.1), ylim=(-0.38, 1.12))
    axes.fill(*_CORNERS.T, facecolor="none", edgecolor=INK)
    for name, corner, down in zip(NAMES, _CORNERS, (0.09, 0.09, -0.06), strict=True):
        axes.text(corner[0], corner[1] - down, name, ha="center")
    lines = Lines(
        axes,
        path={"color": INK, "linestyle": "--", "linewidth": 1},
        seen=dots(INK, "x"),
        point=dots(GRADIENT),
    )
    trails = [axes.plot([0, 0], [0, 0], **THEORY)[0] for _ in _MAPS]
    marks = {}
    for row, (name, (_, marker, fill)) in enumerate(_MAPS.items()):
        style = {"marker": marker, "fillstyle": fill, "markersize": 9, "color": INK}
        (marks[name],) = axes.plot([0], [0], **style)
        axes.plot([1.3], [1.0 - 0.12 * row], **style)
        axes.text(1.37, 1.0 - 0.12 * row, name, va="center")
    axes.plot([1.3], [0.42], "x", color=INK)
    axes.plot([1.25, 1.35], [0.3, 0.3], "--", color=INK, linewidth=1)
    for y, text in ((0.42, "the scores"), (0.3, "to the closest point")):
        axes.text(1.37, y, text, va="center")

    def update(shift, scale, across, up):
        frog = up / _CORNERS[2, 1]
        coordinates = np.array([1 - across - frog / 2, across - frog / 2, frog])
        scores = scale * coordinates + shift
        center = _CORNERS.mean(0)
        end = center + scale * (np.array([across, up]) - center)
        path = np.transpose([end, sparsemax(scores) @ _CORNERS])
        lines.set(path=path, seen=end[:, None], point=([across], [up]))
        sure, still, refused = [], [], []
        for (name, (image, _, _)), trail in zip(_MAPS.items(), trails, strict=True):
            unshifted, p = image(scores - shift), image(scores)
            marks[name].set_data(*(p @ _CORNERS)[:, None])
            trail.set_data(*(np.array([unshifted, p]) @ _CORNERS).T)
            still += [name] * np.allclose(unshifted, p)
            sure += [name] * bool((p == 0).any())
            refused += [name] * bool(np.isnan(p).any())
        unmoved = f" Adding {plain(shift)} leaves {' and '.join(still)} in place." if shift else ""
        zeros = f" A class has 0 by {' and '.join(sure)}." if sure else ""
        lacks = f" Not defined for these scores: {' and '.join(refused)}." if refused else ""
        p = named(softmax(scores))
        return f"Scores: {named(scores)}.{unmoved} softmax: {p}.{zeros}{lacks}"

    return update
