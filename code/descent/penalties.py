"""Penalties R(W) that regularization adds to a loss, their gradients and proximal steps.

All sum over every entry of an array of any shape: no mean, no hidden 1/2. A sum beyond the largest
float is inf.
"""

import numpy as np
from numpy.typing import ArrayLike

from descent.validation import check_array, check_number


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
        return np.abs(check_array("W", W)).sum()


def l1_gradient(W: ArrayLike) -> np.ndarray:
    """Return the sign of each weight: a subgradient of `l1`, 0 at the kink.

    Examples
    --------
    >>> l1_gradient([3.0, 0.0, -2.0])
    array([ 1.,  0., -1.])
    """
    return np.sign(check_array("W", W))


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
        return (check_array("W", W) ** 2).sum()


def l2_gradient(W: ArrayLike) -> np.ndarray:
    """Return ``2 W``.

    Examples
    --------
    >>> l2_gradient([3.0, 0.0, -2.0])
    array([ 6.,  0., -4.])
    """
    with np.errstate(over="ignore"):
        return 2 * check_array("W", W)


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
    W = check_array("W", W)
    beta = check_number("beta", beta, minimum=0)
    with np.errstate(over="ignore"):
        return (beta * W * W + np.abs(W)).sum()


def elastic_net_gradient(W: ArrayLike, beta: float) -> np.ndarray:
    """Return ``2 beta W + sign(W)``: a subgradient, 0 at the kink.

    Examples
    --------
    >>> elastic_net_gradient([3.0, 0.0, -2.0], beta=0.5)
    array([ 4.,  0., -3.])
    """
    W = check_array("W", W)
    beta = check_number("beta", beta, minimum=0)
    with np.errstate(over="ignore"):
        return 2 * beta * W + np.sign(W)


def soft_threshold(W: ArrayLike, threshold: float) -> np.ndarray:
    """Return W moved towards 0 by `threshold`, and no further: the proximal step of `l1`.

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
    W = check_array("W", W)
    threshold = check_number("threshold", threshold, minimum=0)
    with np.errstate(over="ignore"):  # to float32 a threshold of 1e300 is inf
        return W - np.clip(W, -threshold, threshold)


def l2_proximal(W: ArrayLike, threshold: float) -> np.ndarray:
    """Return ``W / (1 + 2 threshold)``, the proximal step of `l2`: all shrink, none becomes 0.

    It minimizes ``sum((V - W)²) / 2 + threshold * l2(V)`` over V; arguments as in `soft_threshold`.

    Examples
    --------
    >>> l2_proximal([3.0, -1.5], 1.0)
    array([ 1. , -0.5])
    """
    W = check_array("W", W)
    return W / (1 + 2 * check_number("threshold", threshold, minimum=0))


def elastic_net_proximal(W: ArrayLike, threshold: float, beta: float) -> np.ndarray:
    """Return the proximal step of `elastic_net`: first that of `l1`, then that of ``beta * l2``.

    It minimizes ``sum((V - W)²) / 2 + threshold * elastic_net(V, beta)`` over V; arguments as in
    `soft_threshold` and `elastic_net`.

    Examples
    --------
    >>> elastic_net_proximal([3.0, 0.5, -2.0], 1.0, beta=0.5)
    array([ 1. ,  0. , -0.5])
    """
    beta = check_number("beta", beta, minimum=0)
    return l2_proximal(soft_threshold(W, threshold), threshold * beta)
