"""Checks of arrays, numbers and choices, whatever they mean."""

import operator
from collections.abc import Collection
from numbers import Integral, Real

import numpy as np
from numpy.typing import ArrayLike

_COMPARE = {">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le}


def as_array(name: str, value: ArrayLike) -> np.ndarray:
    """Return `value` as an array of any type, which no ragged list can be.

    Examples
    --------
    >>> as_array("labels", ["cat", "frog"]).shape
    (2,)
    """
    try:
        return np.asarray(value)
    except ValueError as error:
        raise ValueError(f"{name} must be a rectangular array: {error}") from None


def check_array(
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
    >>> check_array("scores", [3, 5, -1])
    array([ 3.,  5., -1.])
    """
    array = as_array(name, value)
    if array.dtype.kind not in "biuf":
        raise ValueError(f"{name} must hold real numbers, got dtype {array.dtype}")
    if array.size == 0:
        raise ValueError(f"{name} must not be empty, got shape {array.shape}")
    allowed = (ndim,) if isinstance(ndim, int) else ndim
    if allowed and array.ndim not in allowed:
        expected = " or ".join(f"{n}-D" for n in allowed)
        raise ValueError(f"{name} must be {expected}, got shape {array.shape}")
    if array.dtype != np.float32:
        array = array.astype(np.float64, copy=False)
    if not np.isfinite(array).all():
        _reject_non_finite(name, array, infinite)
    return array


def _reject_non_finite(name: str, array: np.ndarray, infinite: bool) -> None:
    if np.isnan(array).any():
        where = tuple(int(i) for i in np.argwhere(np.isnan(array))[0])
        raise ValueError(f"{name} must not contain NaN, got NaN at index {where}")
    if not infinite:
        where = tuple(int(i) for i in np.argwhere(np.isinf(array))[0])
        raise ValueError(f"{name} must be finite, got {array[where]} at index {where}")


def check_same_shape(name: str, array: np.ndarray, other_name: str, other: np.ndarray) -> None:
    """Raise unless the two arrays have the same shape.

    Examples
    --------
    >>> check_same_shape("p", np.ones(2), "q", np.ones(3))
    Traceback (most recent call last):
        ...
    ValueError: q must have the shape of p, (2,), got shape (3,)
    """
    if array.shape != other.shape:
        raise ValueError(
            f"{other_name} must have the shape of {name}, {array.shape}, got shape {other.shape}"
        )


def check_rng(name: str, value: np.random.Generator) -> np.random.Generator:
    """Return `value` if it is a NumPy random generator.

    Examples
    --------
    >>> check_rng("rng", 0)
    Traceback (most recent call last):
        ...
    ValueError: rng must be a numpy.random.Generator such as default_rng(0), got 0
    """
    if not isinstance(value, np.random.Generator):
        raise ValueError(
            f"{name} must be a numpy.random.Generator such as default_rng(0), got {value!r}"
        )
    return value


def check_number(
    name: str,
    value: float,
    *,
    above: float | None = None,
    minimum: float | None = None,
    below: float | None = None,
    maximum: float | None = None,
) -> float:
    """Return `value` as a finite float within the bounds (`above` and `below` are exclusive).

    Examples
    --------
    >>> check_number("temperature", 0, above=0)
    Traceback (most recent call last):
        ...
    ValueError: temperature must be a number > 0, got 0
    """
    tests = {">": above, ">=": minimum, "<": below, "<=": maximum}
    given = {sign: bound for sign, bound in tests.items() if bound is not None}
    real = isinstance(value, Real) and np.isfinite(value)
    if not real or not all(_COMPARE[sign](value, bound) for sign, bound in given.items()):
        expected = " and ".join(f"{sign} {bound}" for sign, bound in given.items())
        raise ValueError(f"{name} must be a number {expected}".rstrip() + f", got {value!r}")
    return float(value)


def check_integer(name: str, value: int, *, minimum: int) -> int:
    """Return `value` as an int that is at least `minimum`.

    Examples
    --------
    >>> check_integer("epochs", 3, minimum=1)
    3
    """
    if isinstance(value, bool) or not isinstance(value, Integral) or value < minimum:
        raise ValueError(f"{name} must be an integer >= {minimum}, got {value!r}")
    return int(value)


def check_choice(name: str, value: str, choices: Collection[str]) -> str:
    """Return `value` if it is one of `choices`.

    Examples
    --------
    >>> check_choice("reduction", "mean", ("mean", "sum", "none"))
    'mean'
    """
    if value not in choices:
        raise ValueError(f"{name} must be one of {', '.join(map(repr, choices))}, got {value!r}")
    return value
