"""Projections and proximal steps: the closest point of a set, or of what a penalty likes.

A proximal step of R minimizes ``sum((V - W)²) / 2 + threshold * R(V)`` over V. The projection onto
a set is that of an R which is 0 in the set and inf outside. The projection onto the simplex is
`descent.sparsemax`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from descent import kernels
from descent.validation import require_array, require_number


def project_ball(x: ArrayLike, *, radius: float = 1.0) -> np.ndarray:
    """Return the point of length at most `radius` that is closest to `x`: the L2 ball's projection.

    Parameters
    ----------
    x : array_like, any shape
        Its length is the root of the sum of all squares.
    radius : float
        Of the ball around 0, > 0, in the unit of `x`.

    Returns
    -------
    ndarray, shape of `x`
        `x` itself, if it lies in the ball.

    Raises
    ------
    ValueError
        If `x` is not finite or `radius` is not positive.

    References
    ----------
    N. Parikh and S. Boyd, "Proximal algorithms", Foundations and Trends in Optimization 1, 2014,
    section 6.5.1. https://doi.org/10.1561/2400000003

    Examples
    --------
    >>> project_ball([3.0, 4.0])
    array([0.6, 0.8])
    >>> project_ball([3.0, 4.0], radius=10)
    array([3., 4.])
    """
    x = require_array("x", x)
    radius = require_number("radius", radius, above=0)
    top = np.abs(x).max()
    unit = x / (top or 1.0)  # its squares can neither overflow nor vanish
    length = np.linalg.norm(unit)
    with np.errstate(over="ignore"):
        outside = top * length > radius
    return unit * (radius / length) if outside else x.copy()


def soft_threshold(W: ArrayLike, threshold: float) -> np.ndarray:
    """Return W moved toward 0 by `threshold`, and no further: the proximal step of `l1`.

    It minimizes ``sum((V - W)²) / 2 + threshold * l1(V)`` over V, which makes small weights exactly
    0. In proximal gradient descent the threshold is the step size times the strength.

    Parameters
    ----------
    W : array_like, any shape
        Finite weights.
    threshold : float
        At least 0, in the unit of the weights.

    Returns
    -------
    ndarray, shape of `W`
        Weights closer to 0, the small ones exactly 0.

    Raises
    ------
    ValueError
        If an argument is not as described.

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

    It minimizes ``sum((V - W)²) / 2 + threshold * l2(V)`` over V.

    Parameters
    ----------
    W : array_like, any shape
        Finite weights.
    threshold : float
        At least 0, in the unit of the weights.

    Returns
    -------
    ndarray, shape of `W`
        Weights of the same signs, closer to 0.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    N. Parikh and S. Boyd, "Proximal algorithms", Foundations and Trends in Optimization 1, 2014.
    https://doi.org/10.1561/2400000003

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

    It minimizes ``sum((V - W)²) / 2 + threshold * elastic_net(V, beta)`` over V.

    Parameters
    ----------
    W : array_like, any shape
        Finite weights.
    threshold : float
        At least 0, in the unit of the weights.
    beta : float
        Weight of the squares, at least 0.

    Returns
    -------
    ndarray, shape of `W`
        Weights closer to 0, the small ones exactly 0.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    N. Parikh and S. Boyd, "Proximal algorithms", Foundations and Trends in Optimization 1, 2014.
    https://doi.org/10.1561/2400000003

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
