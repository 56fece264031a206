"""The points of three classes at which the curvature of a loss is looked at."""

from typing import Any

import numpy as np

from descent.datasets import make_blobs
from descent.explorers._data import points

_CENTERS = [[-1.0, 0.0], [1.0, 0.0], [0.0, 1.5]]


def three_classes(scale: float, data: Any = None) -> tuple[np.ndarray, np.ndarray]:
    """Return 20 points per class, or the reader's, with a 1 appended to each, and their labels."""
    if data is not None:
        own = points(data)
        return np.column_stack([own.X, np.ones(len(own.X))]), own.labels
    X, y = make_blobs(_CENTERS, per_class=20, scale=scale, rng=np.random.default_rng(6))
    return np.column_stack([X, np.ones(len(X))]), y
