"""Layers without weights: what changes a batch on its way into a network or through it."""

import numpy as np
from numpy.typing import ArrayLike

from descent.validation import RNGLike, require_array, require_integer, require_number, require_rng


def dropout(X: ArrayLike, rate: float, rng: RNGLike) -> np.ndarray:
    """Return `X` with each entry dropped to 0 with probability `rate`, and the rest made larger.

    What survives is divided by ``1 - rate``, so that every entry keeps its expectation and nothing
    has to be done when the model is used.

    Parameters
    ----------
    X : array_like, any shape
        Features or hidden activations.
    rate : float
        In [0, 1).
    rng : None, int or numpy.random.Generator
        An int is a seed; None draws differently every time.

    Returns
    -------
    ndarray, shape of `X`

    References
    ----------
    N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever and R. Salakhutdinov, "Dropout: a simple
    way to prevent neural networks from overfitting", JMLR 15, 2014, section 10.

    Examples
    --------
    >>> dropout(np.ones(6), 0.5, np.random.default_rng(0))
    array([2., 0., 0., 0., 2., 2.])
    """
    X = require_array("X", X)
    rate = require_number("rate", rate, minimum=0, below=1)
    kept = require_rng("rng", rng).random(X.shape) >= rate
    with np.errstate(over="ignore"):
        return X * (kept / (1 - rate)).astype(X.dtype)


def batch_normalize(X: ArrayLike, eps: float = 1e-5) -> np.ndarray:
    """Return each column of a batch with mean 0 and, but for `eps`, variance 1.

    Parameters
    ----------
    X : array_like, shape (B, D)
        One row per sample of the batch.
    eps : float
        Added to the variance, > 0: a constant column becomes 0.

    Returns
    -------
    ndarray, shape (B, D)

    References
    ----------
    S. Ioffe and C. Szegedy, "Batch normalization: accelerating deep network training by reducing
    internal covariate shift", ICML 2015, algorithm 1.

    Examples
    --------
    >>> batch_normalize([[1.0, 5.0], [3.0, 5.0]]).round(3)
    array([[-1.,  0.],
           [ 1.,  0.]])
    """
    X = require_array("X", X, ndim=2)
    eps = require_number("eps", eps, above=0, dtype=X.dtype)
    # Large columns are halved until their squares are floats: a power of 2 changes no digit.
    scale = np.exp2(np.maximum(np.frexp(np.abs(X).max(0))[1] - 1, 0)).astype(X.dtype)
    centered = X / scale - X[0] / scale  # so that a constant column is exactly 0
    centered -= centered.mean(0)
    smallest = np.finfo(X.dtype).tiny
    return centered / np.sqrt(centered.var(0) + np.maximum(eps / scale / scale, smallest))


def shift_images(images: ArrayLike, reach: int, rng: RNGLike) -> np.ndarray:
    """Return each image moved by up to `reach` pixels in both directions, with 0 moving in.

    Parameters
    ----------
    images : array_like, shape (N, height, width)
    reach : int
        Each of the (2 reach + 1)² shifts is equally likely.
    rng : None, int or numpy.random.Generator
        An int is a seed; None draws differently every time.

    Returns
    -------
    ndarray, shape (N, height, width)

    Examples
    --------
    >>> image = np.array([[[0, 0, 0], [0, 7, 0], [0, 0, 0]]])
    >>> shift_images(image, 1, np.random.default_rng(0))[0]
    array([[0., 7., 0.],
           [0., 0., 0.],
           [0., 0., 0.]])
    """
    images = require_array("images", images, ndim=3)
    reach = require_integer("reach", reach, minimum=0)
    padded = np.pad(images, ((0, 0), (reach, reach), (reach, reach)))
    count, height, width = images.shape
    up, left = require_rng("rng", rng).integers(0, 2 * reach + 1, size=(2, count, 1, 1))
    rows, columns = up + np.arange(height)[:, None], left + np.arange(width)
    return padded[np.arange(count)[:, None, None], rows, columns]
