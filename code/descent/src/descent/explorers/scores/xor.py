"""Four points that no straight line divides as asked."""

import numpy as np
from explorable import Choice, Handle, Slider, explorer
from matplotlib.figure import Figure

from descent.explorers._parts import Lines, dots, set_each
from descent.explorers._plane import Regions
from descent.plotting import CLASSES, INK, THEORY

CORNERS = np.array([[-1, -1], [1, 1], [-1, 1], [1, -1]])
"""Two cats, whose features have the same sign, then two cars."""
CATS = np.array([True, True, False, False])
PRODUCT = "product of both"
BOX = (-1.8, 1.8, -1.8, 1.8)


@explorer(
    x1=Slider(-1.8, 1.8, 0.1, start=-1.6, label="first end: x"),
    y1=Slider(-1.8, 1.8, 0.1, start=0.3, label="first end: y"),
    x2=Slider(-1.8, 1.8, 0.1, start=1.6, label="second end: x"),
    y2=Slider(-1.8, 1.8, 0.1, start=0.3, label="second end: y"),
    height=Choice(["second feature", PRODUCT], label="height"),
    question="Drag the ends of the line so that both cats lie on one side and both cars on the "
    "other: can you?",
    presets={
        "level": {"x1": -1.6, "y1": 0.3, "x2": 1.6, "y2": 0.3, "height": "second feature"},
        "one corner cut off": {"x1": -1.6, "y1": 0.4, "x2": 0.4, "y2": -1.6,
                               "height": "second feature"},
        "another feature": {"x1": -1.6, "y1": 0.3, "x2": 1.6, "y2": 0.3, "height": PRODUCT},
    },
    handles=[
        Handle(x="x1", y="y1", label="first end of the line"),
        Handle(x="x2", y="y2", label="second end of the line"),
    ],
    size=(6.0, 3.4),
)  # fmt: skip
def xor(figure: Figure):
    """One straight line, two cats and two cars.

    Cats lie where both features have the same sign, cars where the signs differ: exclusive or. The
    line may be read either way; its cats' side is the one that gets more of the four right.
    """
    axes = figure.add_axes([0.27, 0.13, 0.47, 0.47 * 6.0 / 3.4])
    regions = Regions(axes, BOX, CLASSES[:2])
    axes.set(xticks=[-1, 0, 1], yticks=[-1, 0, 1])
    axes.set_xlabel("first feature (no unit)", labelpad=0)
    label = axes.set_ylabel("", labelpad=2)
    segments = [axes.plot([], [], **THEORY)[0] for _ in range(2)]
    marks = [axes.plot([], [], c.marker, color=c.color, markersize=11)[0] for c in CLASSES[:2]]
    lines = Lines(
        axes,
        border={"color": INK, "marker": "o", "linewidth": 2, "markersize": 5},
        wrong=dots(INK, fillstyle="none", markersize=18),
    )

    def update(x1, y1, x2, y2, height):
        corners = CORNERS.copy()
        if height == PRODUCT:
            corners[:, 1] = corners.prod(1)
        label.set_text(f"{height} (no unit)")
        v, c = through([x1, y1], [x2, y2])
        v, c = max([(v, c), (-v, -c)], key=lambda way: well_placed(corners, *way).sum())
        right = well_placed(corners, v, c)
        regions.set(np.column_stack([v, np.zeros(2)]), [c, 0.0])
        lines.set(border=([x1, x2], [y1, y2]), wrong=corners[~right].T)
        pairs = [corners[CATS].T, corners[~CATS].T]
        set_each(marks, data=pairs)
        set_each(segments, data=pairs if right.sum() > 2 else [([], [])] * 2)
        return f"{right.sum()} of 4 on their own side. {_comment(right.sum(), v, height)}"

    return update


def through(start, end) -> tuple[np.ndarray, float]:
    """Return v and c of the line v·x + c = 0 through two points; v = 0 if they are one."""
    (x1, y1), (x2, y2) = start, end
    v = np.array([y1 - y2, x2 - x1])
    return v, -float(v @ start)


def well_placed(corners: np.ndarray, v: np.ndarray, c: float) -> np.ndarray:
    """Return which corners have their class's sign; one on the line has none."""
    lead = (corners @ v + c).round(9)
    return np.where(CATS, lead > 0, lead < 0)


def _comment(right: int, v: np.ndarray, height: str) -> str:
    if not v.any():
        return "The two ends are one point, and that is no line."
    if right == 4:
        return "With the product of both features as height, a line does it."
    if height == PRODUCT:
        return "Now the cats lie at height 1 and the cars at −1."
    if right == 3:
        return (
            "That is the most: the two cats have the same midpoint as the two cars, (0, 0), and it "
            "cannot lie on both sides of a line."
        )
    return "Rings mark the others."
