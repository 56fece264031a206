"""Penalties R(W) that regularization adds to a loss, their gradients and proximal steps.

All sum over every entry of an array of any shape: no mean, no hidden 1/2. A sum beyond the largest
float is inf.
"""

import numpy as np
from numpy.typing import ArrayLike

from descent import kernels
from descent.validation import require_array, require_number, require_overflow, require_same_shape


def l1(W: ArrayLike) -> np.ndarray:
    """Return ``sum(|W|)``.

    Parameters
    ----------
    W : array_like, any shape
        Finite weights.

    Returns
    -------
    float

    References
    ----------
    R. Tibshirani, "Regression shrinkage and selection via the lasso", JRSS B 58, 1996.

    Examples
    --------
    >>> l1([0.25, 0.25, 0.25, -0.25])
    np.float64(1.0)
    """
    with np.errstate(over="ignore"):
        return kernels.l1(require_array("W", W))


def l1_gradient(W: ArrayLike) -> np.ndarray:
    """Return the sign of each weight: a subgradient of `l1`, 0 at the kink.

    Examples
    --------
    >>> l1_gradient([3.0, 0.0, -2.0])
    array([ 1.,  0., -1.])
    """
    return np.sign(require_array("W", W))


def l2(W: ArrayLike) -> np.ndarray:
    """Return ``sum(W²)``.

    References
    ----------
    A. E. Hoerl and R. W. Kennard, "Ridge regression: biased estimation for nonorthogonal
    problems", Technometrics 12, 1970.

    Examples
    --------
    >>> l2([0.25, 0.25, 0.25, -0.25])
    np.float64(0.25)
    """
    with np.errstate(over="ignore"):
        return kernels.l2(require_array("W", W))


def l2_gradient(W: ArrayLike) -> np.ndarray:
    """Return ``2 W``.

    Examples
    --------
    >>> l2_gradient([3.0, 0.0, -2.0])
    array([ 6.,  0., -4.])
    """
    with np.errstate(over="ignore"):
        return kernels.l2_gradient(require_array("W", W))


def elastic_net(W: ArrayLike, beta: float) -> np.ndarray:
    """Return ``sum(beta * W² + |W|)``.

    Parameters
    ----------
    W : array_like, any shape
        Finite weights.
    beta : float
        Weight of the squares, at least 0.

    Returns
    -------
    float

    References
    ----------
    H. Zou and T. Hastie, "Regularization and variable selection via the elastic net",
    JRSS B 67, 2005.

    Examples
    --------
    >>> elastic_net([3.0, 0.0, -2.0], beta=0.5)
    np.float64(11.5)
    """
    W = require_array("W", W)
    beta = require_number("beta", beta, minimum=0, dtype=W.dtype)
    with np.errstate(over="ignore"):
        return kernels.elastic_net(W, beta)


def elastic_net_gradient(W: ArrayLike, beta: float) -> np.ndarray:
    """Return ``2 beta W + sign(W)``: a subgradient, 0 at the kink.

    Examples
    --------
    >>> elastic_net_gradient([3.0, 0.0, -2.0], beta=0.5)
    array([ 4.,  0., -3.])
    """
    W = require_array("W", W)
    beta = require_number("beta", beta, minimum=0, dtype=W.dtype)
    with np.errstate(over="ignore"):
        return kernels.elastic_net_gradient(W, beta)


def soft_threshold(W: ArrayLike, threshold: float) -> np.ndarray:
    """Return W moved toward 0 by `threshold`, and no further: the proximal step of `l1`.

    It minimizes ``sum((V - W)²) / 2 + threshold * l1(V)`` over V, which makes small weights exactly
    0. In proximal gradient descent the threshold is the learning rate times the strength.

    Parameters
    ----------
    W : array_like, any shape
    threshold : float
        At least 0, in the unit of the weights.

    Returns
    -------
    ndarray, shape of `W`

    References
    ----------
    N. Parikh and S. Boyd, "Proximal algorithms", Foundations and Trends in Optimization 1, 2014,
    section 6.5.2.

    Examples
    --------
    >>> soft_threshold([3.0, 0.5, -2.0], 1.0)
    array([ 2.,  0., -1.])
    """
    W = require_array("W", W)
    threshold = require_number("threshold", threshold, minimum=0)
    with np.errstate(over="ignore"):  # to float32 a threshold of 1e300 is inf
        return kernels.soft_threshold(W, threshold)


def l2_proximal(W: ArrayLike, threshold: float) -> np.ndarray:
    """Return ``W / (1 + 2 threshold)``, the proximal step of `l2`: all shrink, none becomes 0.

    It minimizes ``sum((V - W)²) / 2 + threshold * l2(V)`` over V; arguments as in `soft_threshold`.

    Examples
    --------
    >>> l2_proximal([3.0, -1.5], 1.0)
    array([ 1. , -0.5])
    """
    W = require_array("W", W)
    with np.errstate(over="ignore"):
        return kernels.l2_proximal(W, require_number("threshold", threshold, minimum=0))


def elastic_net_proximal(W: ArrayLike, threshold: float, beta: float) -> np.ndarray:
    """Return the proximal step of `elastic_net`: first that of `l1`, then that of ``beta * l2``.

    It minimizes ``sum((V - W)²) / 2 + threshold * elastic_net(V, beta)`` over V; arguments as in
    `soft_threshold` and `elastic_net`.

    Examples
    --------
    >>> elastic_net_proximal([3.0, 0.5, -2.0], 1.0, beta=0.5)
    array([ 1. ,  0. , -0.5])
    """
    W = require_array("W", W)
    threshold = require_number("threshold", threshold, minimum=0)
    beta = require_number("beta", beta, minimum=0, dtype=W.dtype)
    with np.errstate(over="ignore"):
        return kernels.l2_proximal(kernels.soft_threshold(W, threshold), threshold * beta)


def ridge(X: ArrayLike, y: ArrayLike, strength: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the w and b that minimize ``mean((X w + b - y)²) + strength * l2(w)``.

    Parameters
    ----------
    X : array_like, shape (N, D)
    y : array_like, shape (N,)
    strength : float
        λ, ≥ 0. At 0 it is plain least squares, and where many w fit equally well, the shortest.

    Returns
    -------
    w : ndarray, shape (D,)
    b : float
        Not penalized.

    Raises
    ------
    ValueError
        If an argument is not as described.
    FloatingPointError
        If the solution is beyond all floats.

    References
    ----------
    A. E. Hoerl and R. W. Kennard, "Ridge regression: biased estimation for nonorthogonal
    problems", Technometrics 12, 1970.

    Examples
    --------
    >>> X, y = [[-1.0], [0.0], [1.0]], [1.0, 3.0, 5.0]
    >>> w, b = ridge(X, y, strength=0)
    >>> w.round(6), b.round(6)
    (array([2.]), np.float64(3.0))
    >>> ridge(X, y, strength=2 / 3)[0].round(6)
    array([1.])
    """
    X = require_array("X", X, ndim=2)
    y = require_array("y", y, ndim=1)
    require_same_shape("y", y, "X[:, 0]", X[:, 0])
    strength = require_number("strength", strength, minimum=0)
    with np.errstate(over="ignore", invalid="ignore"):
        mean_x, mean_y = X.mean(0), y.mean()  # in the minimum b = mean_y - mean_x @ w
        # λ Σ w² is the squared error of D more rows, √(N λ) I, whose targets are 0.
        prior = float(np.sqrt(len(X) * strength)) * np.eye(X.shape[1], dtype=X.dtype)
        rows = np.vstack([X - mean_x, prior])
        targets = np.concatenate([y - mean_y, np.zeros(X.shape[1], X.dtype)])
        w = np.linalg.lstsq(require_overflow("X - mean", rows, "X or strength"), targets)[0]
        b = mean_y - mean_x @ w
    require_overflow("w or b", np.append(w, b), "X or y")
    return w, b
