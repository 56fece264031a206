"""Checks of arrays, numbers and choices, whatever they mean."""

import operator
from collections.abc import Collection
from math import isfinite
from numbers import Integral, Real
from reprlib import repr as shorten

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

RNGLike = int | np.random.Generator | None
"""What an argument ``rng`` takes: a seed, a generator, or None for a fresh one."""

_COMPARE = {">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le}


def as_array(name: str, value: ArrayLike) -> np.ndarray:
    """Return `value` as an array of any type, which no ragged list can be, nor a masked array.

    Examples
    --------
    >>> as_array("labels", ["cat", "frog"]).shape
    (2,)
    """
    if isinstance(value, np.ndarray) and hasattr(value, "mask"):  # which a plain array would lose
        raise ValueError(
            f"{name} must not be a masked array, got shape {value.shape}: use {name}.filled(...) "
            f"or leave the masked entries out"
        )
    try:
        return np.asarray(value)
    except ValueError as error:
        raise ValueError(f"{name} must be a rectangular array: {error}") from None


def require_array(
    name: str,
    value: ArrayLike,
    *,
    ndim: int | tuple[int, ...] | None = None,
    infinite: bool = False,
) -> np.ndarray:
    """Return `value` as a float array without NaN: float32 stays float32, all else is float64.

    Parameters
    ----------
    name : str
        The argument's name, for the message.
    value : array_like
        Real numbers, at least one.
    ndim : int or tuple of int, optional
        The number of dimensions that are allowed; any by default.
    infinite : bool
        Whether ±inf is allowed.

    Raises
    ------
    ValueError
        If the array is empty, not real, of the wrong dimension, or has NaN (or ±inf).

    Examples
    --------
    >>> require_array("scores", [3, 5, -1])
    array([ 3.,  5., -1.])
    """
    array = as_floats(name, value, ndim)
    if not np.isfinite(array).all():
        reject_non_finite(name, array, infinite)
    return array


def as_floats(name: str, value: ArrayLike, ndim: int | tuple[int, ...] | None = None) -> np.ndarray:
    """Return what `require_array` does, before it looks for NaN and ±inf."""
    array = as_array(name, value)
    if array.dtype.kind not in "biuf":
        raise ValueError(f"{name} must hold real numbers, got dtype {array.dtype}")
    if array.size == 0:
        raise ValueError(f"{name} must not be empty, got shape {array.shape}")
    allowed = (ndim,) if isinstance(ndim, int) else ndim
    if allowed and array.ndim not in allowed:
        expected = " or ".join(f"{n}-D" for n in allowed)
        raise ValueError(f"{name} must be {expected}, got shape {array.shape}")
    return array if array.dtype == np.float32 else array.astype(np.float64, copy=False)


def reject_non_finite(name: str, array: np.ndarray, infinite: bool) -> None:
    """Raise for the first NaN, or the first ±inf unless `infinite` allows it."""
    if np.isnan(array).any():
        where = tuple(int(i) for i in np.argwhere(np.isnan(array))[0])
        raise ValueError(f"{name} must not contain NaN, got NaN at index {where}")
    if not infinite:
        where = tuple(int(i) for i in np.argwhere(np.isinf(array))[0])
        raise ValueError(f"{name} must be finite, got {array[where]} at index {where}")


def require_same_shape(name: str, array: np.ndarray, other_name: str, other: np.ndarray) -> None:
    """Raise unless the two arrays have the same shape.

    Examples
    --------
    >>> require_same_shape("p", np.ones(2), "q", np.ones(3))
    Traceback (most recent call last):
        ...
    ValueError: q must have the shape of p, (2,), got shape (3,)
    """
    if array.shape != other.shape:
        raise ValueError(
            f"{other_name} must have the shape of {name}, {array.shape}, got shape {other.shape}"
        )


def require_rng(name: str, value: RNGLike) -> np.random.Generator:
    """Return the generator that `value` stands for: itself, one with that seed, or a fresh one.

    This is scientific Python's rule for ``rng`` arguments, SPEC 7.

    Examples
    --------
    >>> float(require_rng("rng", 0).random()) == float(np.random.default_rng(0).random())
    True
    """
    try:
        return np.random.default_rng(value)
    except (TypeError, ValueError):
        raise ValueError(
            f"{name} must be None, an integer >= 0 or a numpy.random.Generator, got {value!r}"
        ) from None


def require_number(
    name: str,
    value: float,
    *,
    above: float | None = None,
    minimum: float | None = None,
    below: float | None = None,
    maximum: float | None = None,
    dtype: DTypeLike = np.float64,
) -> float:
    """Return `value` as a finite float within the bounds (`above` and `below` are exclusive).

    What is to meet arrays of float32 must be finite in that type, too.

    Examples
    --------
    >>> require_number("temperature", 0, above=0)
    Traceback (most recent call last):
        ...
    ValueError: temperature must be a number > 0, got 0
    """
    bounds = {">": above, ">=": minimum, "<": below, "<=": maximum}
    given = {sign: bound for sign, bound in bounds.items() if bound is not None}
    number = _as_float(value)
    finite = isfinite(number) and abs(number) <= float(np.finfo(dtype).max)
    if not finite or not all(_COMPARE[s](number, bound) for s, bound in given.items()):
        expected = " and ".join(f"{sign} {bound}" for sign, bound in given.items())
        expected += " in float32" * (dtype == np.float32)
        raise ValueError(f"{name} must be a number {expected}".rstrip() + f", got {shorten(value)}")
    return number


def _as_float(value: object) -> float:
    """Return a real number of any type, also in an array without axes, as a float; NaN if none."""
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value.item()
    try:
        return float(value) if isinstance(value, Real) else float("nan")
    except OverflowError:  # an int beyond all floats
        return float("inf")


def require_integer(name: str, value: int, *, minimum: int) -> int:
    """Return `value` as an int that is at least `minimum`.

    Examples
    --------
    >>> require_integer("epochs", 3, minimum=1)
    3
    """
    if isinstance(value, bool) or not isinstance(value, Integral) or value < minimum:
        raise ValueError(f"{name} must be an integer >= {minimum}, got {shorten(value)}")
    return int(value)


def require_choice(name: str, value: str, choices: Collection[str]) -> str:
    """Return `value` if it is one of `choices`.

    Examples
    --------
    >>> require_choice("reduction", "mean", ("mean", "sum", "none"))
    'mean'
    """
    if not isinstance(value, str) or value not in choices:
        raise ValueError(f"{name} must be one of {', '.join(map(repr, choices))}, got {value!r}")
    return value


def require_overflow(name: str, value: np.ndarray, cause: str) -> np.ndarray:
    """Return a result `value` if it is finite; else say what was too large for floats.

    Examples
    --------
    >>> require_overflow("w", np.array([np.nan]), "X or y")
    Traceback (most recent call last):
        ...
    FloatingPointError: w is not finite: X or y too large
    """
    if not np.isfinite(value).all():
        raise FloatingPointError(f"{name} is not finite: {cause} too large")
    return value
