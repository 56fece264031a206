"""Answers that are numbers: how they are read, compared with the right ones, and told apart."""

import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import KW_ONLY, dataclass
from decimal import Decimal
from fractions import Fraction
from numbers import Rational
from reprlib import repr as shorten
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from explorable.digits import within
from explorable.frozen import set_fields
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
) -> np.ndarray:
    """Return `value` as an array of that shape; what a reader has `typed` may be a text, "1/2".

    Raises
    ------
    Wrong
        If it is not real numbers, of another shape, not finite, or larger than `LARGEST`.

    Examples
    --------
    >>> numbers("your answer", [1, 2], shape=(2,))
    array([1., 2.])
    """
    expected = f"an array of shape {shape}" if shape else "a number"
    array = _real(name, value, expected, typed)
    if array.shape != shape:
        raise Wrong(f"{name} should be {expected}, got shape {array.shape}.")
    if finite and not np.isfinite(array).all():
        bad = array[~np.isfinite(array)][0]
        raise Wrong(f"{name} should be finite, got {bad}. Does something overflow, or is it log 0?")
    if finite and (np.abs(array) > LARGEST).any():
        raise Wrong(f"{name} is too far from 0 to compute with.")
    return array


def _real(name: str, value: ArrayLike, expected: str, typed: bool) -> np.ndarray:
    try:
        if any(map(np.ma.is_masked, value if isinstance(value, list | tuple) else [value])):
            expected += ", without a mask"
            raise TypeError
        array = np.asarray(value)
        if array.dtype.kind in "OUST" and value is not None:
            entries = [_entry(name, each, typed) for each in array.flat]
            array = np.array(entries, float).reshape(array.shape)
        if array.dtype.kind in "biuf":
            return array.astype(float)
    except OverflowError:
        raise Wrong(f"{name} is too far from 0 to compute with.") from None
    except Wrong:
        raise
    except Exception:  # whatever an object does that is asked for its numbers
        pass
    raise Wrong(f"{name} should be {expected}, got {_told(value)}.")


def _entry(name: str, entry: Any, typed: bool) -> float:
    """Return an object, or what a reader has typed, as a number."""
    if not isinstance(entry, str | bytes):
        return float("nan" if entry is None else entry)
    readings = numbers_in(entry) if typed and isinstance(entry, str) else []
    if len(readings) > 1:
        first, second = (f"{each:.12g}" for each in readings)
        raise Wrong(word("twoNumbers", text=entry, first=first, second=second))
    (reading,) = readings
    return reading


def _told(value: Any) -> str:
    """Return a value as it is written, or its type if nothing is written of it but an address."""
    text = shorten(value)
    return f"a {type(value).__name__}" if re.search(r"x[0-9a-f]{6,}>$", text) else text


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
    value: Any = number(answer)
    exact = np.asarray(answer).item()
    if isinstance(exact, str):
        (exact,) = numbers_in(exact)
    if isinstance(exact, Decimal):
        exact = Fraction(exact)
    if isinstance(exact, Rational):  # a float would round it
        value = exact
    if value % 1 != 0 or value < 1:
        raise Wrong("your answer should be a whole number, 1 or more.")
    return int(value)


def close(actual: ArrayLike, right: ArrayLike) -> bool:
    """Return whether all numbers are equal, up to the rounding of float32.

    Examples
    --------
    >>> close(1.000001, 1), close([1e-9, 0], [1e-9, 0]), close(2e-9, 1e-9), close(0, 1e-9)
    (True, True, False, False)
    """
    return bool(_same(actual, right).all())


def _same(actual: ArrayLike, right: ArrayLike) -> np.ndarray:
    sizes = np.abs(right)[np.isfinite(right)]
    largest = min(1.0, sizes.max(initial=0)) or 1.0  # what is smaller is measured by itself
    return np.isclose(actual, right, rtol=1e-5, atol=1e-6 * largest)


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
            actual: Any = count(answer)
        else:
            actual = numbers("your answer", answer, np.shape(self.right))
            actual = actual if actual.shape else float(actual)
        if self.is_near(actual, self.right):
            return self.praise
        for words, slip in self.slips.items():
            if self.is_near(actual, slip):
                raise Wrong(words)
        raise Wrong(self.otherwise(actual))

    def is_near(self, actual: ArrayLike, other: ArrayLike) -> bool:
        """Return whether two answers are the same, in the digits that are asked for."""
        if self.digits is None:
            return bool(actual == other)
        digits = self.digits
        pairs = np.broadcast(actual, other)
        return all(within(float(one), float(two), digits) for one, two in pairs)
