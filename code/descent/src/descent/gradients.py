"""Derivatives by finite differences, to check those that were derived by hand."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from descent.validation import evaluate, evaluate_gradient, require_array, require_overflow

EPS = np.finfo(np.float64).eps


def numerical_gradient(function: Callable[[np.ndarray], float], x: ArrayLike) -> np.ndarray:
    """Return central differences ``(f(x + h) - f(x - h)) / (2 h)`` in every entry of `x`.

    The step h is the cube root of the machine epsilon, relative to entries above 1: it balances
    the error of the formula, of order h², against the rounding of order epsilon / h. About nine
    digits are right if the function changes on the scale of the entries, and of 1 where they are
    smaller: of sin at 1e6, whose waves are shorter than the step there, none is.

    Parameters
    ----------
    function : callable
        Takes an array of the shape of `x`, returns a number.
    x : array_like, any shape
        Taken as float64; the caller's array is not changed.

    Returns
    -------
    ndarray, shape of `x`
        The slope in each entry.

    Raises
    ------
    ValueError
        If the function returns anything but a finite number near `x`.
    FloatingPointError
        If its differences are beyond all floats.

    References
    ----------
    J. Nocedal and S. J. Wright, Numerical Optimization, 2nd ed., 2006, section 8.1.

    Examples
    --------
    >>> numerical_gradient(lambda x: x @ x, [3.0, 1.0]).round(6)
    array([6., 2.])
    """
    x = require_array("x", x).astype(np.float64)
    gradient = np.empty_like(x)
    with np.errstate(all="ignore"):  # what overflows or is undefined is found by its value
        for index, step in np.ndenumerate(_difference_steps(x, order=1)):
            gradient[index] = _slope(function, x, index, step)
    return require_overflow("the gradient", gradient, "function's values")


def check_gradient(
    function: Callable[[np.ndarray], float],
    gradient: Callable[[np.ndarray], np.ndarray],
    x: ArrayLike,
) -> float:
    """Return the largest relative error of ``gradient(x)`` against central differences.

    The error of an entry is relative to the largest entry of both gradients, so that entries near
    0 do not alarm; errors that rounding the function's values explains count as 0. Below 1e-7 the
    gradient is right; above 1e-3 it is wrong, if the function changes on the scale that
    `numerical_gradient` assumes.

    Parameters
    ----------
    function, gradient : callable
        A function of an array of the shape of `x`, and what should be its gradient.
    x : array_like, any shape
        Where both are compared.

    Returns
    -------
    float
        From 0 to 2.

    Raises
    ------
    ValueError
        If a function returns anything but finite numbers, of the shape of `x` for the gradient.
    FloatingPointError
        If rounding the function's values would hide any gradient of this size, as it may near a
        minimum, or where a large constant is added.

    References
    ----------
    J. Nocedal and S. J. Wright, Numerical Optimization, 2nd ed., 2006, section 8.1.

    Examples
    --------
    >>> check_gradient(lambda x: x @ x, lambda x: 2 * x, [3.0, 1.0]) < 1e-7
    True
    >>> round(check_gradient(lambda x: x @ x, lambda x: x, [3.0, 1.0]), 3)
    0.5
    """
    x = require_array("x", x).astype(np.float64)
    with np.errstate(all="ignore"):
        claimed, measured = evaluate_gradient(gradient, x), numerical_gradient(function, x)
        value = abs(evaluate(function, x))
        last_digit = EPS * value / _difference_steps(x, order=1)
        rounding = 10 * last_digit
        scale = max(np.abs(claimed).max(), np.abs(measured).max()) or 1.0
        # at a minimum both are 0, but for up to three last digits of noise in what is measured
        sloped = (np.abs(claimed) > EPS * value) | (np.abs(measured) > 3 * last_digit)
        if sloped.any() and scale <= rounding.min():
            raise FloatingPointError(
                f"slopes up to {scale:.2g} cannot be told from the rounding of the function's "
                f"values, which are about {value:.2g}: try another x, or subtract a constant"
            )
        errors = np.abs(claimed / scale - measured / scale)
        return float(np.where(errors <= rounding / scale, 0, errors).max())


def hessian(function: Callable[[np.ndarray], float], x: ArrayLike) -> np.ndarray:
    """Return the second derivatives of `function` at `x` by central differences.

    Each entry comes from four values at distance h in both directions; the error is of order h².
    The step h is the fourth root of the machine epsilon, relative to entries above 1; some seven
    digits are right.

    Parameters
    ----------
    function : callable
        Takes an array of the shape of `x`, returns a number.
    x : array_like, shape (n,) or any other with n entries
        Where; taken as float64, and not changed.

    Returns
    -------
    ndarray, shape (n, n)
        Symmetric; rows and columns follow ``x.ravel()``.

    Raises
    ------
    ValueError
        If the function returns anything but a finite number near `x`.
    FloatingPointError
        If its differences are beyond all floats.

    References
    ----------
    M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions, 1964, formula 25.3.26.

    Examples
    --------
    >>> hessian(lambda x: x[0] ** 2 * x[1], [1.0, 3.0]).round(5)
    array([[6., 2.],
           [2., 0.]])
    """
    x = require_array("x", x).astype(np.float64)
    steps = _difference_steps(x.ravel(), order=2)
    shifts = np.diag(steps).reshape(x.size, *x.shape)
    H = np.empty((x.size, x.size))
    with np.errstate(all="ignore"):
        for i, j in zip(*np.tril_indices_from(H), strict=True):
            H[i, j] = H[j, i] = _mixed_difference(function, x, shifts[i], shifts[j])
        return require_overflow(
            "the Hessian", H / (4 * np.outer(steps, steps)), "function's values"
        )


def _difference_steps(x: np.ndarray, order: int) -> np.ndarray:
    """Return the steps with the least error for central differences of the given derivative."""
    return EPS ** (1 / (order + 2)) * np.maximum(np.abs(x), 1)


def _slope(
    function: Callable[[np.ndarray], float], x: np.ndarray, index: tuple[int, ...], step: float
) -> float:
    right, left = x.copy(), x.copy()
    right[index] += step
    left[index] -= step
    # what was really stepped, after rounding
    return (evaluate(function, right) - evaluate(function, left)) / (right[index] - left[index])


def _mixed_difference(
    function: Callable[[np.ndarray], float], x: np.ndarray, a: np.ndarray, b: np.ndarray
) -> float:
    """Return f(x + a + b) - f(x + a - b) - f(x - a + b) + f(x - a - b)."""
    same = evaluate(function, x + a + b) + evaluate(function, x - a - b)
    opposite = evaluate(function, x + a - b) + evaluate(function, x - a + b)
    return same - opposite
