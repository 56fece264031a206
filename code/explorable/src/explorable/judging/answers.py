"""Answers that are numbers: how they are read, compared with the right ones, and told apart."""

import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import KW_ONLY, dataclass
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from numbers import Integral, Rational
from reprlib import repr as shorten
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from explorable.digits import EXACT, is_beyond_floats, within
from explorable.frozen import set_fields
from explorable.judging.patience import Endless, bounded
from explorable.judging.verdict import Wrong
from explorable.typed_numbers import numbers_in
from explorable.words import word

LARGEST = 1e100
"""No exercise has a larger answer, and the powers of a larger one overflow."""


def numbers(
    name: str,
    value: ArrayLike,
    shape: tuple[int, ...],
    *,
    finite: bool = True,
    typed: bool = True,
    whole: bool = False,
) -> np.ndarray:
    """Return `value` as an array of that shape; what a reader has `typed` may be a text, "1/2".

    The array is one of floats, or where numbers are to be `whole` one that keeps them as they are.

    Raises
    ------
    Wrong
        If it is not real numbers, of another shape, not finite, or larger than `LARGEST`.

    Examples
    --------
    >>> numbers("your answer", [1, 2], shape=(2,))
    array([1., 2.])
    """
    array, exact = _read(name, value, shape, finite, typed)
    return exact if whole else array


def _read(
    name: str, value: ArrayLike, shape: tuple[int, ...], finite: bool = True, typed: bool = True
) -> tuple[np.ndarray, np.ndarray]:
    """Return `value` as an array of floats, and as one whose whole numbers are exact."""
    expected = f"an array of shape {shape}" if shape else "a number"
    exact = _exact(name, value, expected, typed)
    array = exact.astype(float)
    if array.shape != shape:
        raise Wrong(f"{name} should be {expected}, got shape {array.shape}.")
    if finite and not np.isfinite(array).all():
        bad = array[~np.isfinite(array)][0]
        raise Wrong(f"{name} should be finite, got {bad}. Does something overflow, or is it log 0?")
    if finite and (np.abs(array) > LARGEST).any():
        raise Wrong(f"{name} is too far from 0 to compute with.")
    return array, exact


def _exact(name: str, value: ArrayLike, expected: str, typed: bool) -> np.ndarray:
    """Return the numbers of a reader's object, whose conversion may never end."""
    try:
        return bounded(_entries, name, value, typed)
    except OverflowError:
        raise Wrong(f"{name} is too far from 0 to compute with.") from None
    except Endless as endless:
        raise Wrong(f"{name} {endless}.") from None
    except (Wrong, KeyboardInterrupt):
        raise
    except _Masked:
        expected += ", without a mask"
    except BaseException:  # whatever an object does that is asked for its numbers
        pass
    raise Wrong(f"{name} should be {expected}, got {_told(value)}.")


class _Masked(Exception):
    """A masked entry has no number."""


def _entries(name: str, value: ArrayLike, typed: bool) -> np.ndarray:
    if _is_masked(value):
        raise _Masked
    array = np.asarray(value)
    if array.dtype.kind == "f" and isinstance(value, list | tuple) and np.any(abs(array) >= EXACT):
        array = np.asarray(value, object)  # floats have rounded its whole numbers
    if array.dtype.kind in "OUST" and value is not None:
        entries = np.empty(array.size, object)
        entries[:] = [_entry(name, each, typed) for each in array.flat]
        return entries.reshape(array.shape)
    if array.dtype.kind not in "biuf":
        raise TypeError
    return array


def _is_masked(value: Any) -> bool:
    """Whether an entry is masked, however deep in lists."""
    if isinstance(value, list | tuple):
        return any(map(_is_masked, value))
    if isinstance(value, np.ndarray) and value.dtype == object:
        return np.ma.is_masked(value) or any(map(np.ma.is_masked, value.flat))
    return np.ma.is_masked(value)


def _entry(name: str, entry: Any, typed: bool) -> float | Fraction:
    """Return an object, or what a reader has typed, as a number; a rational one as it is."""
    if isinstance(entry, str | bytes):
        readings = numbers_in(entry) if typed and isinstance(entry, str) else []
        if len(readings) > 1:
            first, second = (f"{each:.12g}" for each in readings)
            raise Wrong(word("twoNumbers", text=entry, first=first, second=second))
        (entry,) = readings
    near = float("nan" if entry is None else entry)
    if isinstance(entry, Integral):
        return int(entry)
    return Fraction(entry) if isinstance(entry, Rational | Decimal) and isfinite(near) else near


def _told(value: Any) -> str:
    """Return the text of a value, or its type if that text is no more than an address in memory."""
    try:
        text = bounded(shorten, value)
    except KeyboardInterrupt:
        raise
    except BaseException:  # whatever an object does that is to be written
        text = ""
    kind = f"a {type(value).__name__}"
    return kind if not text or re.search(r"x[0-9a-f]{6,}>$", text) else text


def number(answer: ArrayLike) -> float:
    """Return an answer that is one number."""
    return float(numbers("your answer", answer, shape=()))


def count(answer: ArrayLike) -> int:
    """Return an answer that counts something.

    Examples
    --------
    >>> count(7.0)
    7
    """
    value = _read("your answer", answer, shape=())[1].item()
    if value % 1 != 0 or value < 1:
        raise Wrong("your answer should be a whole number, 1 or more.")
    return int(value)


def close(actual: ArrayLike, right: ArrayLike) -> bool:
    """Return whether all numbers are equal, up to the rounding of float32.

    Each may be off by 1e-5 of what is right, and beside larger ones by what their rounding leaves
    of it: by 1e-6 of the largest, or of 1, where 0 is right or where `actual` holds numbers of
    float32; by 1e-12 of it where they have more digits. Whole numbers are off by no half, and
    those that floats round are exact.

    Examples
    --------
    >>> close(1.000001, 1), close([1e-9, 0], [1e-9, 0]), close(2e-9, 1e-9), close(0, 1e-9)
    (True, True, False, False)
    >>> close([1, 2e-9], [1, 1e-9]), close([1, 1e-9], [1, 0]), close(1e6 + 1, 10**6)
    (False, True, False)
    >>> close(10**30, 10**30), close(10**30 + 1, 10**30)
    (True, False)
    """
    return bool(_same(actual, right).all())


def _same(actual: ArrayLike, right: ArrayLike) -> np.ndarray:
    given, expected = np.asarray(actual), np.asarray(right)
    actual, right = (e.astype(float) if e.dtype == object else e for e in (given, expected))
    sizes = np.abs(right)
    largest = min(1.0, sizes[np.isfinite(right)].max(initial=0)) or 1.0  # by itself, if it is less
    rounded = largest * (1e-6 if _is_single(actual) else 1e-12)
    atol = np.where(sizes <= 1e-12 * largest, 1e-6 * largest, rounded)
    same = np.isclose(actual, right, rtol=1e-5, atol=atol)
    whole, large = _whole(expected), is_large(expected)
    if whole.any():
        same &= ~whole | (np.abs(actual - right) < 0.5)
    return same & (~large | (given.astype(object) == expected)) if large.any() else same


def is_large(right: ArrayLike) -> np.ndarray:
    """Return which numbers are whole and so large that floats round them.

    Examples
    --------
    >>> is_large([2**53, 1]), is_large(2.0**60)
    (array([ True, False]), array(False))
    """
    array = np.asarray(right)
    large = _whole(array)
    large[large] = [abs(int(each)) >= EXACT for each in array[large]]
    return large


def _whole(array: np.ndarray) -> np.ndarray:
    """Return which numbers are whole by their type."""
    if array.dtype.kind != "O":
        return np.full(array.shape, array.dtype.kind in "iu")
    return np.array([isinstance(each, Integral) for each in array.flat], bool).reshape(array.shape)


def _is_single(array: np.ndarray) -> bool:
    """Return whether numbers are of float32, and not all of them so plain that others could be."""
    with np.errstate(over="ignore"):
        single, half = (array.astype(kind) for kind in (np.float32, np.float16))
    return np.array_equal(single, array, equal_nan=True) and not np.array_equal(half, array)


def first_wrong(actual: np.ndarray, right: ArrayLike) -> tuple[int, ...]:
    """Return where the first entry is that is not right."""
    return tuple(int(i) for i in np.argwhere(~_same(actual, right))[0])


def apart(
    actual: float | np.floating | np.ndarray, right: float | np.floating | np.ndarray
) -> tuple[str, str]:
    """Return two different numbers with as many digits as tell them apart, two at least.

    Examples
    --------
    >>> apart(6.69, 6.6859), apart(1, 2)
    (('6.690', '6.686'), ('1.00', '2.00'))
    """
    if is_large(right) and float(actual).is_integer():
        return str(int(actual)), str(int(right))
    texts = [(f"{actual:z.{digits}f}", f"{right:z.{digits}f}") for digits in range(2, 17)]
    small = [(f"{actual:.{digits}e}", f"{right:.{digits}e}") for digits in range(2, 17)]
    return next((pair for pair in texts + small if pair[0] != pair[1]), texts[-1])


def difference(actual: np.ndarray, right: np.ndarray) -> str:
    """Return what the first wrong entry, or the one number, should be, and what it is.

    Examples
    --------
    >>> difference(np.array([1.0, 3.0]), np.array([1.0, 2.0]))
    'entry [1] should be 2.00, yours is 3.00.'
    """
    where = first_wrong(actual, right)
    yours, expected = apart(actual[where], right[where])
    return f"{f'entry {[*where]}' if where else 'it'} should be {expected}, yours is {yours}."


@dataclass(frozen=True)
class Value:
    """A number that is asked for, or several: a judge of answers to it.

    Parameters
    ----------
    right : array_like
        The number or numbers.
    praise : str
        What a right answer has shown.
    slips : mapping of str to array_like
        What is said of another number.
    otherwise : callable
        What is said of any other one, from the number; it may raise `Wrong` itself.
    digits : int or None
        How many decimal places are asked for; None of what is counted, and is whole.

    Examples
    --------
    >>> slips = {"that is a half.": 0.5}
    >>> third = Value(1 / 3, "3 make 1.", slips, lambda x: f"3 of them make {3 * x:g}.", digits=2)
    >>> third(0.33)
    '3 make 1.'
    """

    right: ArrayLike
    praise: str
    slips: Mapping[str, ArrayLike]
    otherwise: Callable[..., str]
    _: KW_ONLY
    digits: int | None

    def __post_init__(self):
        # What becomes of an author's arrays later changes neither.
        set_fields(self, {"right": deepcopy(self.right), "slips": deepcopy(self.slips)})
        for each in np.ravel(self.right) if self.digits is not None else ():
            if each != 0 and round(float(each), self.digits) == 0:
                raise ValueError(f"digits must show what is right, {each}, got {self.digits}")

    def __call__(self, answer: ArrayLike) -> str:
        """Return the praise, or raise `Wrong`."""
        if self.digits is None:
            actual = exact = count(answer)
        else:
            actual, exact = _read("your answer", answer, np.shape(self.right))
            actual = actual if actual.shape else float(actual)
        if self.is_near(exact, self.right):
            return self.praise
        for feedback, slip in self.slips.items():
            if self.is_near(exact, slip):
                raise Wrong(feedback)
        raise Wrong(self.otherwise(actual))

    def is_near(self, actual: ArrayLike, other: ArrayLike) -> bool:
        """Return whether two answers are the same, in the digits that are asked for."""
        if self.digits is None:
            return bool(actual == other)
        pairs = np.broadcast(actual, np.asarray(other, object))  # floats round whole numbers
        return all(_is_right(one, two, self.digits) for one, two in pairs)


def _is_right(one: Any, right: Any, digits: int) -> bool:
    """Return whether a number is right to its digits; a whole one beyond floats, exactly."""
    if is_beyond_floats(right) and digits >= 0:
        return one == right
    return within(float(one), float(right), digits)
