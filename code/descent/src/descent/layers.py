"""Layers without weight matrices: what changes a batch on its way into a network or through it."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from descent import kernels
from descent.sums import mean, total, variance
from descent.validation import (
    RNGLike,
    require_array,
    require_bool,
    require_integer,
    require_number,
    require_overflow,
    require_rng,
    require_same_shape,
)


def dropout(X: ArrayLike, rate: float, *, rng: RNGLike) -> np.ndarray:
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
        In the type of `X`.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever and R. Salakhutdinov, "Dropout: a simple
    way to prevent neural networks from overfitting", JMLR 15, 2014, section 10.

    Examples
    --------
    >>> dropout(np.ones(6), 0.5, rng=np.random.default_rng(0))
    array([2., 0., 0., 0., 2., 2.])
    """
    X = require_array("X", X)
    rate = require_number("rate", rate, minimum=0, below=1)
    factors = kernels.dropout_factors(X, rate, require_rng("rng", rng))
    with np.errstate(over="ignore", under="ignore"):
        return X * factors


def batch_normalize(X: ArrayLike, *, eps: float = 1e-5) -> np.ndarray:
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
        In the type of `X`.

    Raises
    ------
    ValueError
        If an argument is not as described.

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
    with np.errstate(over="ignore", under="ignore"):
        # Large columns are halved until their squares are floats: a power of 2 changes no digit.
        scale = np.exp2(np.maximum(np.frexp(np.abs(X).max(0))[1] - 1, 0)).astype(X.dtype)
        _, centered = _center(X / scale)
        smallest = np.finfo(X.dtype).tiny
        return centered / np.sqrt(variance(centered) + np.maximum(eps / scale / scale, smallest))


def _center(X: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the mean of each column, and the rows less it.

    The first row is subtracted before: a mean is rounded, and a constant column would not become 0.
    """
    apart = X - X[0]
    middle = mean(apart)
    return X[0] + middle, apart - middle


class BatchNormalization:
    """Normalized columns, then a scale and a shift that are learned.

    In training a column is normalized by the mean and the variance of the batch; running averages
    of both are kept, and stand for them in prediction, where a row must not depend on the others.

    Parameters
    ----------
    width : int
        How many columns.
    momentum : float
        In [0, 1]: the share of a batch in the running averages.
    eps : float
        Added to the variance, > 0 also in float32.
    dtype : data type
        Of all arrays.

    Attributes
    ----------
    scale, shift : ndarray, shape (width,)
        Learned; 1 and 0 at the start.
    running_mean, running_variance : ndarray, shape (width,)
        0 and 1 at the start. The variances that are averaged are unbiased: a batch divides by one
        less than its size.

    Raises
    ------
    ValueError
        If a setting is not as described.

    References
    ----------
    S. Ioffe and C. Szegedy, "Batch normalization: accelerating deep network training by reducing
    internal covariate shift", ICML 2015, algorithms 1 and 2.

    Examples
    --------
    >>> norm, X = BatchNormalization(1), np.array([[1.0], [3.0]])
    >>> norm.forward(X, training=True).round(3).tolist()
    [[-1.0], [1.0]]
    >>> norm.running_mean, norm.running_variance
    (array([0.2]), array([1.1]))
    >>> norm.forward(X, training=False).round(3).tolist()
    [[0.763], [2.67]]
    """

    def __init__(
        self,
        width: int,
        *,
        momentum: float = 0.1,
        eps: float = 1e-5,
        dtype: DTypeLike = np.float64,
    ) -> None:
        width = require_integer("width", width, minimum=1)
        if getattr(dtype, "__name__", str(dtype)) not in ("float32", "float64"):
            raise ValueError(f"dtype must be float32 or float64, got {dtype!r}")
        self.momentum = require_number("momentum", momentum, minimum=0, maximum=1)
        self.eps = require_number("eps", eps, above=0, dtype=np.float32)
        self.scale, self.shift = np.ones(width, dtype), np.zeros(width, dtype)
        self.running_mean, self.running_variance = np.zeros(width, dtype), np.ones(width, dtype)

    def forward(self, X: ArrayLike, training: bool) -> np.ndarray:
        """Return the rows of `X`, shape (B, width), normalized, scaled and shifted.

        In training the running averages move; a batch of one row, which has no variance, leaves
        them.

        Raises
        ------
        ValueError
            If an argument is not as described.
        FloatingPointError
            If the result or an average is beyond all floats; then no average has moved.
        """
        X, training = self._require("X", X), require_bool("training", training)
        with np.errstate(over="ignore", under="ignore", invalid="ignore"):
            Z, deviation = self._normalize(X, training)
            require_overflow("the deviation", deviation, "X")
            result = require_overflow("the result", Z * self.scale + self.shift, "X")
            if training and len(X) > 1:
                averages = np.array(self._averages(X), self.scale.dtype)
                require_overflow("a running average", averages, "X")
                self.running_mean[:], self.running_variance[:] = averages
        return result

    def backward(
        self, X: ArrayLike, gradient: ArrayLike, training: bool
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return the gradients in `X` and in the scale, given that in what `forward` returns.

        The gradient in the shift is ``gradient.sum(0)``.

        Raises
        ------
        ValueError
            If an argument is not as described.
        FloatingPointError
            If a gradient is beyond all floats.
        """
        X, gradient = self._require("X", X), self._require("gradient", gradient)
        require_same_shape("X", X, "gradient", gradient)
        with np.errstate(over="ignore", under="ignore", invalid="ignore"):
            dX, dscale = self.pull_back(X, gradient, require_bool("training", training))
        cause = "X or gradient"
        require_overflow("the gradient in the scale", dscale, cause)
        return require_overflow("the gradient in X", dX, cause), dscale

    def apply(self, X: np.ndarray, training: bool) -> np.ndarray:
        """Do what ``forward`` does without looking at the array: for inner loops."""
        if training and len(X) > 1:
            self.running_mean[:], self.running_variance[:] = self._averages(X)
        return self._normalize(X, training)[0] * self.scale + self.shift

    def pull_back(
        self, X: np.ndarray, gradient: np.ndarray, training: bool
    ) -> tuple[np.ndarray, np.ndarray]:
        """Do what ``backward`` does without looking at the arrays: for inner loops."""
        Z, deviation = self._normalize(X, training)
        dZ = gradient * self.scale
        dX = kernels.standardize_gradient(Z, deviation, dZ) if training else dZ / deviation
        return dX, total(gradient * Z)

    def _require(self, name: str, X: ArrayLike) -> np.ndarray:
        X = require_array(name, X, ndim=2)
        if X.shape[1] != len(self.scale):
            raise ValueError(f"{name} must have shape (B, {len(self.scale)}), got {X.shape}")
        return X

    def _normalize(self, X: np.ndarray, training: bool) -> tuple[np.ndarray, np.ndarray]:
        if training:
            _, centered = _center(X)
            spread = variance(centered)
        else:
            centered, spread = X - self.running_mean, self.running_variance
        deviation = np.sqrt(spread + self.eps, dtype=X.dtype)
        return centered / deviation, deviation

    def _averages(self, X: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the running mean and variance after a batch."""
        middle, centered = _center(X)
        moved = self.momentum * (middle - self.running_mean)
        spread = self.momentum * (variance(centered, ddof=1) - self.running_variance)
        return self.running_mean + moved, self.running_variance + spread
