"""Derivatives by finite differences, to check those that were derived by hand."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from descent.validation import check_array, check_same_shape

EPSILON = np.finfo(np.float64).eps


def numerical_gradient(function: Callable[[np.ndarray], float], x: ArrayLike) -> np.ndarray:
    """Return central differences ``(f(x + h) - f(x - h)) / (2 h)`` in every entry of `x`.

    The step h is the cube root of the machine epsilon, relative to entries above 1: it balances
    the error of the formula, of order h², against the rounding of order epsilon / h. About nine
    digits are right.

    Parameters
    ----------
    function : callable
        Takes an array of the shape of `x`, returns a number.
    x : array_like, any shape
        Taken as float64; the caller's array is not changed.

    Returns
    -------
    ndarray, shape of `x`

    Raises
    ------
    ValueError
        If the function returns anything but a finite number near `x`.

    References
    ----------
    J. Nocedal and S. J. Wright, Numerical Optimization, 2nd ed., 2006, section 8.1.

    Examples
    --------
    >>> numerical_gradient(lambda x: x @ x, [3.0, 1.0]).round(6)
    array([6., 2.])
    """
    x = check_array("x", x).astype(np.float64)
    gradient = np.empty_like(x)
    for index, step in np.ndenumerate(difference_steps(x, order=1)):
        gradient[index] = _slope(function, x, index, step)
    return gradient


def check_gradient(
    function: Callable[[np.ndarray], float],
    gradient: Callable[[np.ndarray], np.ndarray],
    x: ArrayLike,
) -> float:
    """Return the largest relative error of ``gradient(x)`` against central differences.

    The error of an entry is relative to the largest entry of both gradients, so that entries near
    0 do not alarm; errors that rounding the function's values explains, as at a minimum, count as
    0. Below 1e-7 the gradient is right; above 1e-3 it is wrong.

    Parameters
    ----------
    function, gradient : callable
        A function of an array of the shape of `x`, and what should be its gradient.
    x : array_like, any shape

    Returns
    -------
    float

    Examples
    --------
    >>> check_gradient(lambda x: x @ x, lambda x: 2 * x, [3.0, 1.0]) < 1e-7
    True
    >>> round(check_gradient(lambda x: x @ x, lambda x: x, [3.0, 1.0]), 3)
    0.5
    """
    x = check_array("x", x).astype(np.float64)
    claimed = check_array("gradient(x)", gradient(x.copy()))
    check_same_shape("x", x, "gradient(x)", claimed)
    measured = numerical_gradient(function, x)
    rounding = 10 * EPSILON * abs(evaluate(function, x)) / difference_steps(x, order=1)
    errors = np.where(np.abs(claimed - measured) <= rounding, 0, np.abs(claimed - measured))
    scale = max(np.abs(claimed).max(), np.abs(measured).max())
    return float(errors.max() / scale) if scale > 0 else 0.0


def difference_steps(x: np.ndarray, order: int) -> np.ndarray:
    """Return the steps with the least error for central differences of the given derivative."""
    relative = EPSILON ** (1 / (order + 2))
    return relative * np.maximum(np.abs(x), 1)


def evaluate(function: Callable[[np.ndarray], float], x: np.ndarray) -> float:
    """Return function(x), which must be a finite number."""
    value = np.asarray(function(x))
    if value.size != 1 or value.dtype.kind not in "biuf" or not np.isfinite(value).all():
        raise ValueError(f"function must return a finite number, got {value!r} at {x!r}")
    return value.item()


def _slope(
    function: Callable[[np.ndarray], float], x: np.ndarray, index: tuple[int, ...], step: float
) -> float:
    right, left = x.copy(), x.copy()
    right[index] += step
    left[index] -= step
    # what was really stepped, after rounding
    return (evaluate(function, right) - evaluate(function, left)) / (right[index] - left[index])
