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
    with np.errstate(over="ignore", under="ignore"):  # to float32 a threshold of 1e300 is inf
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
    with np.errstate(over="ignore", under="ignore"):
        return kernels.l2_proximal(W, require_number("threshold", threshold, minimum=0))
