"""The running example: photos of a cat, a car and a frog, their scores, and what scores them."""

import numpy as np

from descent.datasets.synthetic import make_blobs

SCORES = np.array([[3.2, 5.1, -1.7], [1.3, 4.9, 2.0], [2.2, 2.5, -3.1]])
"""The running example: row i holds the scores of photo i, which shows class i."""

POINTS, LABELS = make_blobs(
    [[-1.1, -1.0], [1.5, -0.5], [-0.3, 1.5]], 10, scale=0.45, rng=np.random.default_rng(3)
)
"""Thirty photos in the plane: how shiny they are, how green they are."""
WEIGHTS = np.array([[1.0, 1.8, -0.6], [0.5, -0.6, 1.8]])
BIASES = np.array([0.0, -1.0, -1.0])
"""Templates, one column per class, and biases. The cat's are those the reader starts from."""
