"""The points of three classes at which the curvature of a loss is looked at."""

import numpy as np

from descent.datasets import make_blobs

_CENTERS = [[-1.0, 0.0], [1.0, 0.0], [0.0, 1.5]]


def three_classes() -> tuple[np.ndarray, np.ndarray]:
    """Return 20 points per class, with a 1 appended to each, and their labels."""
    X, y = make_blobs(_CENTERS, per_class=20, scale=0.7, rng=np.random.default_rng(6))
    return np.column_stack([X, np.ones(len(X))]), y
