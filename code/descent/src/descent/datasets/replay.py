"""Trainings on MNIST, stored to be looked at again: epoch by epoch, and penalty by penalty."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np

from descent.validation import require_integer

GRID = 1 / 512
"""Stored weights are multiples of this; scores move by about 0.01, accuracies by at most 0.002."""

COARSE_GRID = 1 / 64
"""The same for hidden units, whose weights are only looked at."""

STRENGTHS = (0.0, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1)
"""The strengths λ of the L2 penalty whose weights are stored."""


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


class HiddenReplay(NamedTuple):
    """A training of two layers, 784 → 10 ReLU → 10, epoch by epoch, as far as it can be shown.

    Attributes
    ----------
    weights : ndarray of float64, shape (51, 784, 10)
        W of the hidden layer, one column a unit, rounded to multiples of `COARSE_GRID`.
    answers : ndarray of bool, shape (51, 10)
        Whether a unit is above 0 for any training image.
    curves : ndarray of float64, shape (51, 4)
        As in `Replay`.
    """

    weights: np.ndarray
    answers: np.ndarray
    curves: np.ndarray


class Penalized(NamedTuple):
    """What 50 epochs of softmax regression end at, for each of `STRENGTHS`.

    Attributes
    ----------
    weights : ndarray of float64, shape (8, 784, 10)
        W, rounded to multiples of `GRID`.
    judged : ndarray of float64, shape (8, 4)
        Mean cross-entropy (without the penalty) and accuracy on the training images, then on the
        test images.
    """

    weights: np.ndarray
    judged: np.ndarray


def load_replay(batch_size: int = 32) -> Replay:
    """Return 50 epochs of ``SoftmaxRegression(batch_size=…, random_state=0)`` on `load_mnist`.

    Parameters
    ----------
    batch_size : {32, 1}

    Returns
    -------
    Replay
        Weights, biases and curves, epoch by epoch.

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
    _require_stored(batch_size)
    arrays = _read("replay.npz")
    stacked = GRID * arrays[f"steps_{batch_size}"].cumsum(0, dtype=np.int32)
    return Replay(stacked[:, :-1], stacked[:, -1], arrays[f"curves_{batch_size}"])


def load_hidden_replay(batch_size: int = 32) -> HiddenReplay:
    """Return 50 epochs of ``MLP(batch_size=…, random_state=0)`` on `load_mnist`.

    Parameters
    ----------
    batch_size : {32, 1}

    Returns
    -------
    HiddenReplay
        The hidden layer's weights and answers, and curves, epoch by epoch.

    Raises
    ------
    ValueError
        If that training is not stored.

    Examples
    --------
    >>> load_hidden_replay().curves[[0, 1, 50], 2].round(2)
    array([2.43, 0.74, 0.66])
    """
    _require_stored(batch_size)
    arrays = _read("replay_hidden.npz")
    stacked = COARSE_GRID * arrays[f"steps_{batch_size}"].cumsum(0, dtype=np.int32)
    answers, curves = arrays[f"answers_{batch_size}"], arrays[f"curves_{batch_size}"]
    return HiddenReplay(stacked[:, :-1], answers, curves)


def load_penalized() -> Penalized:
    """Return ``SoftmaxRegression(penalty="l2", strength=…, random_state=0)`` for `STRENGTHS`.

    Returns
    -------
    Penalized
        Weights, and how they judge, strength by strength.

    Examples
    --------
    >>> penalized = load_penalized()
    >>> [round(float(np.linalg.norm(W)), 1) for W in penalized.weights[::3]]
    [14.7, 9.4, 3.2]
    """
    arrays = _read("penalized.npz")
    return Penalized(GRID * arrays["steps"].cumsum(0, dtype=np.int32)[:, :-1], arrays["judged"])


def _require_stored(batch_size: int) -> None:
    if require_integer("batch_size", batch_size, minimum=1) not in (1, 32):
        raise ValueError(f"batch_size must be 32 or 1, got {batch_size}")


def _read(name: str) -> dict[str, np.ndarray]:
    with np.load(Path(__file__).with_name(name)) as arrays:
        return dict(arrays)
