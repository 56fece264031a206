"""Two trainings of softmax regression on MNIST, stored epoch by epoch to be looked at again."""

from importlib.resources import files
from typing import NamedTuple

import numpy as np

from descent.validation import require_integer

GRID = 1 / 512
"""Stored weights are multiples of this; scores move by about 0.01, accuracies by at most 0.002."""


class Replay(NamedTuple):
    """A training, epoch by epoch; index 0 is the state before the first one.

    Attributes
    ----------
    weights : ndarray of float64, shape (51, 784, 10)
        W, rounded to multiples of `GRID`.
    biases : ndarray of float64, shape (51, 10)
        b, rounded likewise.
    curves : ndarray of float64, shape (51, 4)
        Loss and accuracy on the training images, loss and accuracy on the test images.
    """

    weights: np.ndarray
    biases: np.ndarray
    curves: np.ndarray


def load_replay(batch_size: int = 32) -> Replay:
    """Return 50 epochs of ``SoftmaxRegression(batch_size=…, random_state=0)`` on `load_mnist`.

    Parameters
    ----------
    batch_size : {32, 1}

    Raises
    ------
    ValueError
        If that training is not stored.

    Examples
    --------
    >>> replay = load_replay()
    >>> replay.curves[[0, 1, 50]].round(2)
    array([[2.3 , 0.1 , 2.3 , 0.08],
           [0.49, 0.88, 0.6 , 0.84],
           [0.15, 0.96, 0.38, 0.89]])
    """
    if require_integer("batch_size", batch_size, minimum=1) not in (1, 32):
        raise ValueError(f"batch_size must be 32 or 1, got {batch_size}")
    with (files("descent.datasets") / "replay.npz").open("rb") as file, np.load(file) as arrays:
        stacked = GRID * arrays[f"steps_{batch_size}"].cumsum(0, dtype=np.int32)
        return Replay(stacked[:, :-1], stacked[:, -1], arrays[f"curves_{batch_size}"])
