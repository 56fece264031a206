"""Regularizers that are no penalty: what changes the samples of a batch on their way."""

import numpy as np
from numpy.typing import ArrayLike

from descent.validation import check_array, check_integer, check_number, check_rng


def dropout(X: ArrayLike, rate: float, rng: np.random.Generator) -> np.ndarray:
    """Return `X` with each entry dropped to 0 with probability `rate`, and the rest made larger.

    What survives is divided by ``1 - rate``, so that every entry keeps its expectation and nothing
    has to be done when the model is used.

    Parameters
    ----------
    X : array_like, any shape
        Features or hidden activations.
    rate : float
        In [0, 1).
    rng : numpy.random.Generator

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
    X = check_array("X", X)
    rate = check_number("rate", rate, minimum=0, below=1)
    kept = check_rng("rng", rng).random(X.shape) >= rate
    return X * (kept / (1 - rate)).astype(X.dtype)


def batch_normalize(X: ArrayLike, epsilon: float = 1e-5) -> np.ndarray:
    """Return each column of a batch with mean 0 and, but for `epsilon`, variance 1.

    Parameters
    ----------
    X : array_like, shape (B, D)
        One row a sample of the batch.
    epsilon : float
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
    X = check_array("X", X, ndim=2)
    epsilon = check_number("epsilon", epsilon, above=0)
    return (X - X.mean(0)) / np.sqrt(X.var(0) + epsilon)


def shift_images(images: ArrayLike, reach: int, rng: np.random.Generator) -> np.ndarray:
    """Return each image moved by up to `reach` pixels in both directions, with 0 moving in.

    Parameters
    ----------
    images : array_like, shape (N, height, width)
    reach : int
        Each of the (2 reach + 1)² shifts is equally likely.
    rng : numpy.random.Generator

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
    images = check_array("images", images, ndim=3)
    reach = check_integer("reach", reach, minimum=0)
    padded = np.pad(images, ((0, 0), (reach, reach), (reach, reach)))
    count, height, width = images.shape
    up, left = check_rng("rng", rng).integers(0, 2 * reach + 1, size=(2, count, 1, 1))
    rows, columns = up + np.arange(height)[:, None], left + np.arange(width)
    return padded[np.arange(count)[:, None, None], rows, columns]
