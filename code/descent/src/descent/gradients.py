"""Derivatives by finite differences, to check those that were derived by hand."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from descent.validation import (
    EPS,
    call,
    evaluate,
    evaluate_gradient,
    precision,
    require_array,
    require_overflow,
)


def numerical_gradient(function: Callable[[np.ndarray], float], x: ArrayLike) -> np.ndarray:
    """Return central differences ``(f(x + h) - f(x - h)) / (2 h)`` in every entry of `x`.

    The step h is the cube root of the machine epsilon, relative to entries above 1: it balances
    the error of the formula, of order h², against the rounding of order epsilon / h. About nine
    digits are right, four of a function whose values are float32, if the function changes on the
    scale of the entries, and of 1 where they are smaller: of sin at 1e6, whose waves are shorter
    than the step there, none is.

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
        If its differences are beyond all floats, or rounding the function's values hides all
        slopes, as where a large constant is added.

    References
    ----------
    J. Nocedal and S. J. Wright, Numerical Optimization, 2nd ed., 2006, section 8.1.

    Examples
    --------
    >>> numerical_gradient(lambda x: x @ x, [3.0, 1.0]).round(6)
    array([6., 2.])
    """
    x = require_array("x", x).astype(np.float64)
    with np.errstate(all="ignore"):  # what overflows or is undefined is found by its value
        gradient, value, last_digit = _slopes(function, x)
        if value and np.abs(gradient).max() <= 10 * last_digit.min():
            # steps as long as the entries show what rounding hides from short ones
            wide = _finite(_differences(call, function, x, _size(x))[0])
            sloped = np.abs(wide) > 4 * value * EPS / _size(x)
            _require_told("slopes", _largest(wide, gradient), sloped, last_digit, value)
    return gradient


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
        claimed = evaluate_gradient(gradient, x)
        measured, value, last_digit = _slopes(function, x)
        rounding, scale = 10 * last_digit, _largest(claimed, measured) or 1.0
        # at a minimum both are 0, but for up to three last digits of noise in what is measured
        sloped = (np.abs(claimed) > EPS * value) | (np.abs(measured) > 3 * last_digit)
        _require_told("slopes", scale, sloped, last_digit, value)
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
        If its differences are beyond all floats, or rounding the function's values hides them.

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
    with np.errstate(all="ignore"):
        H, value, eps = _measured(_second_differences, function, x, 1 / 4)
        require_overflow("the Hessian", H, "function's values")
        size = _size(x).ravel()
        last_digit = eps ** (1 / 2) * value / np.outer(size, size)
        if value and np.abs(H).max() <= 10 * last_digit.min():
            wide = _finite(_second_differences(call, function, x, _size(x))[0])
            sloped = np.abs(wide) > 4 * value * eps / np.outer(size, size)
            _require_told("second derivatives", _largest(wide, H), sloped, last_digit, value)
    return H


def _slopes(
    function: Callable[[np.ndarray], float], x: np.ndarray
) -> tuple[np.ndarray, float, np.ndarray]:
    """Return slopes, the size of the function's value, and what its last digit makes of each."""
    gradient, value, eps = _measured(_differences, function, x, 1 / 3)
    require_overflow("the gradient", gradient, "function's values")
    return gradient, value, eps ** (2 / 3) * value / _size(x)


def _measured(
    differences: Callable, function: Callable[[np.ndarray], float], x: np.ndarray, root: float
) -> tuple[np.ndarray, float, float]:
    """Return differences, the size of the function's value at x, and the epsilon of its values.

    The step with the least error depends on it.
    """
    value = evaluate(function, x)
    eps = precision(value)
    measured, values = differences(evaluate, function, x, eps**root * _size(x))
    if precision(*values) > eps:
        eps = precision(*values)
        measured, _ = differences(evaluate, function, x, eps**root * _size(x))
    return measured, abs(float(value)), eps


def _size(x: np.ndarray) -> np.ndarray:
    """Return the scale of each entry, at least 1."""
    return np.maximum(np.abs(x), 1)


def _finite(slopes: np.ndarray) -> np.ndarray:
    """Return slopes without those that were measured where the function is not defined."""
    return np.where(np.isfinite(slopes), slopes, 0)


def _largest(*arrays: np.ndarray) -> float:
    return max(float(np.abs(each).max()) for each in arrays)


def _require_told(
    name: str, scale: float, sloped: np.ndarray, last_digit: np.ndarray, value: float
) -> None:
    """Raise if there are slopes, yet none of their scale could be told from rounding."""
    if sloped.any() and scale <= 10 * last_digit.min():
        raise FloatingPointError(
            f"{name} up to {scale:.2g} cannot be told from the rounding of the function's "
            f"values, which are about {value:.2g}: try another x, or subtract a constant"
        )


Ask = Callable[[Callable[[np.ndarray], float], np.ndarray], float]


def _differences(
    ask: Ask, function: Callable[[np.ndarray], float], x: np.ndarray, steps: np.ndarray
) -> tuple[np.ndarray, list[float]]:
    """Return central differences in every entry, and the function's values in them."""
    slopes, values = np.empty_like(x), list[float]()
    for index, step in np.ndenumerate(steps):
        right, left = x.copy(), x.copy()
        right[index] += step
        left[index] -= step
        values += [ask(function, right), ask(function, left)]
        # what was really stepped, after rounding
        slopes[index] = (values[-2] - values[-1]) / (right[index] - left[index])
    return slopes, values


def _second_differences(
    ask: Ask, function: Callable[[np.ndarray], float], x: np.ndarray, steps: np.ndarray
) -> tuple[np.ndarray, list[float]]:
    """Return second differences in all pairs of entries, and the function's values in them.

    They are f(x + a + b) - f(x + a - b) - f(x - a + b) + f(x - a - b), over 4 |a| |b|.
    """
    steps, H, values = steps.ravel(), np.empty((x.size, x.size)), list[float]()
    shifts = np.diag(steps).reshape(x.size, *x.shape)
    for i, j in zip(*np.tril_indices_from(H), strict=True):
        a, b = shifts[i], shifts[j]
        four = [ask(function, x + each) for each in (a + b, -a - b, a - b, b - a)]
        H[i, j] = H[j, i] = four[0] + four[1] - (four[2] + four[3])
        values += four
    return H / (4 * np.outer(steps, steps)), values
