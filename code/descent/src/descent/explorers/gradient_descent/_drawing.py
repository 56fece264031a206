"""What several explorers of the chapter draw and say: paths, level lines, small shares."""

import numpy as np
from matplotlib.axes import Axes

from descent.explorers._parts import set_new
from descent.explorers._plane import on_circle
from descent.plotting import GRADIENT, INK

PATH = {"color": GRADIENT, "marker": "o", "markersize": 3.5, "linewidth": 1.2}


def apart(points: np.ndarray, gap: float) -> list[int]:
    """Return which points of a way to mark, each at least `gap` from the one before.

    Examples
    --------
    >>> apart(np.array([[0.0, 0.0], [0.1, 0.0], [0.3, 0.0]]), 0.2)
    [0, 2]
    """
    marked = [0]
    for index, point in enumerate(points):
        if np.linalg.norm(point - points[marked[-1]]) >= gap:
            marked.append(index)
    return marked


def small(number: float) -> str:
    """Return a share of something as 0.034 or 2.1e-05, without the noise of rounding."""
    if number < 1e-12:
        return "less than 1e-12"
    return f"{number:.2g}" if number >= 1e-3 else f"{number:.1e}"


class LevelLines:
    """Four level lines of a quadratic function of two variables, ellipses around its minimum."""

    def __init__(self, axes: Axes):
        style = {"color": INK, "linewidth": 0.7, "alpha": 0.45}
        self.lines = [axes.plot([], [], **style)[0] for _ in range(4)]
        self.circle = on_circle(np.linspace(0, 2 * np.pi, 61))

    def set(self, minimum: np.ndarray, hessian: np.ndarray, height: float) -> None:
        """Move the outermost line to where the function is `height` above its minimum."""
        curvatures, directions = np.linalg.eigh(hessian)
        for line, share in zip(self.lines, (1, 0.3, 0.09, 0.02), strict=True):
            radii = np.sqrt(2 * share * height / curvatures)
            ellipse = minimum[:, None] + directions @ (radii[:, None] * self.circle)
            set_new(line, data=ellipse)
