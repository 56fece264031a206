"""The running example: photos of a cat, a car and a frog, their scores, and what scores them."""

from functools import cache

import numpy as np

from descent.datasets import drawn
from descent.datasets.synthetic import make_blobs

SCORES = np.array([[3.2, 5.1, -1.7], [1.3, 4.9, 2.0], [2.2, 2.5, -3.1]])
"""The running example: row i holds the scores of photo i, which shows class i."""

PIXEL_BIASES = np.array([0.5, 1.0, -0.5])
"""The biases that go with `pixel_weights`."""

POINTS, LABELS = make_blobs(
    [[-1.1, -1.0], [1.5, -0.5], [-0.3, 1.5]], 10, scale=0.45, rng=np.random.default_rng(3)
)
"""Thirty photos in the plane: how shiny they are, how green they are."""
WEIGHTS = np.array([[1.0, 1.8, -0.6], [0.5, -0.6, 1.8]])
BIASES = np.array([0.0, -1.0, -1.0])
"""Templates, one column per class, and biases. The cat's are those the reader starts from."""

for _shared in (SCORES, PIXEL_BIASES, POINTS, LABELS, WEIGHTS, BIASES):
    _shared.setflags(write=False)
del _shared


def pixels() -> np.ndarray:
    """Return the three photos.

    Returns
    -------
    ndarray of uint8, shape (3, 32, 32, 3)
        Red, green and blue of 32 rows of 32 pixels, from 0 to 255.

    Examples
    --------
    >>> pixels()[0, 16, 16]  # of the cat: orange fur
    array([222, 136,  51], dtype=uint8)
    """
    return np.array([drawn.draw(name) for name in drawn.NAMES])


def vectors() -> np.ndarray:
    """Return the photos as vectors of numbers from 0 to 1, row by row, shape (3, 3072)."""
    return pixels().reshape(3, -1) / 255


@cache
def pixel_weights() -> np.ndarray:
    """Return the smallest weights that give the three photos exactly their scores.

    Returns
    -------
    ndarray, shape (3, 3072)
        A row for each class. With `PIXEL_BIASES`, ``W @ x + b`` is a photo's row of `SCORES`. It
        cannot be written to.

    Examples
    --------
    >>> (pixel_weights() @ vectors()[0] + PIXEL_BIASES).round(6)
    array([ 3.2,  5.1, -1.7])
    """
    W = (np.linalg.pinv(vectors()) @ (SCORES - PIXEL_BIASES)).T
    W.setflags(write=False)
    return W
