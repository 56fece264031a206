"""Penalties R(W) that regularization adds to a loss, and their gradients.

All sum over every entry of an array of any shape: no mean, no hidden 1/2. A sum beyond the largest
float is inf.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from descent import kernels
from descent.docstrings import takes_what
from descent.validation import require_array, require_number


def l1(W: ArrayLike) -> np.floating:
    """Return ``sum(|W|)``.

    Parameters
    ----------
    W : array_like, any shape
        Finite weights.

    Returns
    -------
    float
        At least 0; inf beyond the largest float.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    R. Tibshirani, "Regression shrinkage and selection via the lasso", JRSS B 58, 1996.

    Examples
    --------
    >>> l1([0.25, 0.25, 0.25, -0.25])
    np.float64(1.0)
    """
    with np.errstate(over="ignore", under="ignore"):
        return kernels.l1(require_array("W", W))


@takes_what(l1)
def l1_gradient(W: ArrayLike) -> np.ndarray:
    """Return the sign of each weight: a subgradient of `l1`, 0 at the kink.

    Returns
    -------
    ndarray, shape of `W`
        The slope in each weight.

    Examples
    --------
    >>> l1_gradient([3.0, 0.0, -2.0])
    array([ 1.,  0., -1.])
    """
    return np.sign(require_array("W", W))


def l2(W: ArrayLike) -> np.floating:
    """Return ``sum(W²)``.

    Parameters
    ----------
    W : array_like, any shape
        Finite weights.

    Returns
    -------
    float
        At least 0; inf beyond the largest float.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    A. E. Hoerl and R. W. Kennard, "Ridge regression: biased estimation for nonorthogonal
    problems", Technometrics 12, 1970.

    Examples
    --------
    >>> l2([0.25, 0.25, 0.25, -0.25])
    np.float64(0.25)
    """
    with np.errstate(over="ignore", under="ignore"):
        return kernels.l2(require_array("W", W))


@takes_what(l2)
def l2_gradient(W: ArrayLike) -> np.ndarray:
    """Return ``2 W``.

    Returns
    -------
    ndarray, shape of `W`
        The slope in each weight.

    Examples
    --------
    >>> l2_gradient([3.0, 0.0, -2.0])
    array([ 6.,  0., -4.])
    """
    with np.errstate(over="ignore", under="ignore"):
        return kernels.l2_gradient(require_array("W", W))


def elastic_net(W: ArrayLike, beta: float) -> np.floating:
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
        At least 0; inf beyond the largest float.

    Raises
    ------
    ValueError
        If an argument is not as described.

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
    with np.errstate(over="ignore", under="ignore"):
        return kernels.elastic_net(W, beta)


@takes_what(elastic_net)
def elastic_net_gradient(W: ArrayLike, beta: float) -> np.ndarray:
    """Return ``2 beta W + sign(W)``: a subgradient, 0 at the kink.

    Returns
    -------
    ndarray, shape of `W`
        The slope in each weight.

    Examples
    --------
    >>> elastic_net_gradient([3.0, 0.0, -2.0], beta=0.5)
    array([ 4.,  0., -3.])
    """
    W = require_array("W", W)
    beta = require_number("beta", beta, minimum=0, dtype=W.dtype)
    with np.errstate(over="ignore", under="ignore"):
        return kernels.elastic_net_gradient(W, beta)
