"""Checks of arrays, whatever they mean."""

from decimal import Decimal
from math import isfinite
from numbers import Integral, Real

import numpy as np
from numpy.typing import ArrayLike

from descent.validation.scalars import meets, spell

FLOATS = (np.dtype(np.float64), np.dtype(np.float32))
"""The types that arrays are computed in; float64 unless they come as float32."""


class OverflowFound(FloatingPointError):
    """A result of finite numbers is beyond all floats."""


def as_array(name: str, value: ArrayLike) -> np.ndarray:
    """Return `value` as an array of any type, which no ragged list can be, nor a masked array.

    Numbers that come as objects, as those of a data frame with columns of several types do, become
    an array of their own type; none may be missing.

    Examples
    --------
    >>> as_array("labels", ["cat", "frog"]).shape
    (2,)
    >>> as_array("X", np.array([1, 2.5], dtype=object))
    array([1. , 2.5])
    """
    if type(value) is np.ndarray and value.dtype != object:
        return value
    if (masked := _masked(value)) is not None:  # a mask, which a plain array would lose
        verb = "be" if masked is value else "hold"
        raise ValueError(
            f"{name} must not {verb} a masked array, got shape {masked.shape}: use filled(...) "
            f"or leave the masked entries out"
        )
    try:
        array = np.asarray(value)
    except ValueError as error:
        raise ValueError(f"{name} must be a rectangular array: {error}") from None
    return _of_numbers(name, array) if array.dtype == object and array.size else array


NUMBERS = {
    np.bool_: (bool, np.bool_),
    np.int64: (Integral, np.bool_),
    np.uint64: (Integral, np.bool_),
    np.float64: (Real, np.bool_, Decimal),
}
"""The types in which numbers that come as objects are kept, the first that holds them all."""


def _of_numbers(name: str, objects: np.ndarray) -> np.ndarray:
    """Return objects that are numbers as an array of these, and other ones as they are."""
    entries = list(objects.flat)
    for index, entry in enumerate(entries):
        # of pandas are the others; None alone is no array of missing values
        if objects.ndim and (entry is None or type(entry).__name__ in ("NAType", "NaTType")):
            where = tuple(int(i) for i in np.unravel_index(index, objects.shape))
            raise ValueError(f"{name} must not hold a missing value, got {entry} at index {where}")
    for dtype, known in NUMBERS.items():
        if all(isinstance(entry, known) for entry in entries):
            try:
                return objects.astype(dtype)
            except OverflowError:  # an integer that is too large for this type
                continue
    return objects


def _masked(value: object) -> np.ndarray | None:
    """Return a masked array that `value` is or, at any depth, holds."""
    if isinstance(value, np.ma.MaskedArray):
        return value
    if not isinstance(value, list | tuple | np.ndarray):
        return None
    if isinstance(value, np.ndarray) and value.dtype != object:
        return None
    parts = list(value.flat) if isinstance(value, np.ndarray) else value
    if any(issubclass(kind, list | tuple | np.ndarray) for kind in set(map(type, parts))):
        return next((part for each in parts if (part := _masked(each)) is not None), None)
    return None


def require_array(
    name: str,
    value: ArrayLike,
    *,
    ndim: int | tuple[int, ...] | None = None,
    infinite: bool = False,
    **bounds: float,
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
    **bounds : float
        What all entries are between, by the names that `require_number` has for it.

    Raises
    ------
    ValueError
        If the array is empty, not real, of the wrong dimension, out of bounds, or has NaN (or
        ±inf).

    Examples
    --------
    >>> require_array("scores", [3, 5, -1])
    array([ 3.,  5., -1.])
    >>> require_array("p", [0.5, 1.5], minimum=0, maximum=1)
    Traceback (most recent call last):
        ...
    ValueError: p must hold numbers >= 0 and <= 1, got values from 0.5 to 1.5
    """
    array = as_floats(name, value, ndim)
    if not are_finite(array):
        reject_non_finite(name, array, infinite)
    if bounds:
        require_bounds(name, array, **bounds)
    return array


def are_finite(array: np.ndarray) -> bool:
    """Return whether there is no NaN and no ±inf.

    The sum of all squares tells it at once, unless they overflow.
    """
    return isfinite(np.vdot(array, array)) or bool(np.isfinite(array).all())


def require_bounds(name: str, array: np.ndarray, **bounds: float) -> None:
    """Raise unless all entries are within the bounds, as `require_number` has them."""
    low, high = array.min(), array.max()
    if not (meets(low, **bounds) and meets(high, **bounds)):
        expected = f"{name} must hold numbers {spell(**bounds)}"
        raise ValueError(f"{expected}, got values from {low} to {high}")


def require_mask(name: str, value: ArrayLike) -> np.ndarray:
    """Return `value` as an array of bool, shape (N,).

    Examples
    --------
    >>> require_mask("truth", [0.0, 1.0])
    Traceback (most recent call last):
        ...
    ValueError: truth must be bool of shape (N,), got dtype float64 and shape (2,)
    """
    mask = as_array(name, value)
    if mask.dtype != bool or mask.ndim != 1 or mask.size == 0:
        got = f"dtype {mask.dtype} and shape {mask.shape}"
        raise ValueError(f"{name} must be bool of shape (N,), got {got}")
    return mask


def require_counts(name: str, value: ArrayLike) -> np.ndarray:
    """Return `value` as whole numbers, none negative, whose sum a float knows exactly.

    Examples
    --------
    >>> require_counts("counts", [1.5, 2])
    Traceback (most recent call last):
        ...
    ValueError: counts must be whole numbers, none negative, got [1.5 2. ]
    """
    counts = require_array(name, value, ndim=1)
    if counts.min() < 0 or (counts != counts.round()).any():
        raise ValueError(f"{name} must be whole numbers, none negative, got {counts}")
    if not counts.max() * len(counts) < 2**53:  # beyond it floats know no neighboring integers
        raise ValueError(f"{name} must be below 2**53 / {len(counts)}, got {counts.max()}")
    return counts


def as_floats(name: str, value: ArrayLike, ndim: int | tuple[int, ...] | None = None) -> np.ndarray:
    """Return what `require_array` does, before it looks for NaN and ±inf."""
    array = as_array(name, value)
    is_float = array.dtype in FLOATS
    if not is_float and array.dtype.kind not in "biuf":
        raise ValueError(f"{name} must hold real numbers, got dtype {array.dtype}")
    if array.size == 0:
        raise ValueError(f"{name} must not be empty, got shape {array.shape}")
    allowed = (ndim,) if isinstance(ndim, int) else ndim
    if allowed and array.ndim not in allowed:
        expected = " or ".join(f"{n}-D" for n in allowed)
        raise ValueError(f"{name} must be {expected}, got shape {array.shape}")
    swapped = array.dtype.newbyteorder("=")  # float32 of the other byte order is float32
    return array if is_float else array.astype(swapped if swapped in FLOATS else np.float64)


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


def require_overflow(name: str, value: np.ndarray, cause: str) -> np.ndarray:
    """Return a result `value` if it is finite; else say what was too large for floats.

    Examples
    --------
    >>> require_overflow("w", np.array([np.nan]), "X or y")
    Traceback (most recent call last):
        ...
    descent.validation.arrays.OverflowFound: w is not finite: X or y too large
    """
    if not np.isfinite(value).all():
        raise OverflowFound(f"{name} is not finite: {cause} too large")
    return value
