"""What several explorers draw in the plane of the photos: regions of classes, and templates."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Polygon
from numpy.typing import ArrayLike

from descent.explorers._parts import set_each
from descent.geometry import decision_regions
from descent.plotting import INK, Category


class Regions:
    """The part of the plane that each class owns, in its color.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Its limits are those of `box` from then on.
    box : (float, float, float, float)
        Left, right, bottom and top.
    classes : sequence of Category

    Examples
    --------
    >>> from descent.plotting import CLASSES
    >>> from matplotlib.figure import Figure
    >>> regions = Regions(Figure().subplots(), (-1, 1, -1, 1), CLASSES[:2])
    >>> regions.set([[-1, 1], [0, 0]], [0, 0])
    >>> float(regions.patches[0].get_xy()[:, 0].max())
    0.0
    """

    def __init__(self, axes: Axes, box: Sequence[float], classes: Sequence[Category]):
        self.box = box
        axes.set(xlim=box[:2], ylim=box[2:])
        style = {"edgecolor": INK, "linewidth": 0.8, "zorder": 0.5}
        self.patches = [axes.add_patch(Polygon(np.zeros((3, 2)), facecolor=(c.color, 0.2), **style))
                        for c in classes]  # fmt: skip

    def set(self, W: ArrayLike, b: ArrayLike) -> None:
        """Show where each of the scores x W + b is largest."""
        nowhere, regions = np.full((3, 2), np.nan), decision_regions(W, b, box=self.box)
        set_each(self.patches, xy=[corners if len(corners) else nowhere for corners in regions])


def on_circle(angle: ArrayLike) -> np.ndarray:
    """Return x and y of points on the circle of radius 1, at these angles.

    Examples
    --------
    >>> on_circle([0, np.pi / 2]).round().tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    return np.array([np.cos(angle), np.sin(angle)])


def arrow(tip: ArrayLike) -> np.ndarray:
    """Return x and y of a line that draws an arrow from the origin to `tip`, shape (2, 5).

    Examples
    --------
    >>> x, y = arrow([1, 0])
    >>> [float(step) for step in x]
    [0.0, 1.0, 0.75, 1.0, 0.75]
    """
    tip = np.asarray(tip, dtype=float)
    length = np.hypot(*tip)
    along = tip / max(length, 1e-9) * min(0.25, length)
    aside = 0.6 * np.array([-along[1], along[0]])
    return np.transpose([np.zeros(2), tip, tip - along + aside, tip, tip - along - aside])
