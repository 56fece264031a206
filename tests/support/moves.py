"""A move of an explorer, for tests that look at the figure that was drawn."""

from typing import Any

import numpy as np
from explorable import Explorer
from matplotlib.axes import Axes
from matplotlib.figure import Figure


def moved(explorer: Explorer, **values: Any) -> tuple[Figure, str]:
    """Return the figure and the caption after a move."""
    caption = explorer.drawing.caption({**explorer.start, **values})
    return explorer.drawing.figure, caption


def lines(axes: Axes) -> list[np.ndarray]:
    """Return the points of each line."""
    return [line.get_xydata() for line in axes.lines]


def heights(axes: Axes) -> list[float]:
    """Return the heights of bars."""
    return [bar.get_height() for bar in axes.patches]


SCORES = np.array([3.2, 5.1, -1.7])
"""Of the photo that runs through the book: cat, car and frog."""


def probabilities(p: np.ndarray) -> str:
    """Return how captions say the probabilities of cat, car and frog."""
    named = ", ".join(f"{n} {x:.2f}" for n, x in zip(("cat", "car", "frog"), p, strict=True))
    return named.replace("-", "−")
