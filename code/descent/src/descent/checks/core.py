"""How an answer is judged: what is wrong becomes a friendly sentence, never a traceback."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from html import escape
from typing import Any

import numpy as np
from numpy.typing import ArrayLike


class Wrong(Exception):
    """What is wrong with an answer, in one sentence that does not give the answer away."""


@dataclass(frozen=True, repr=False)
class Verdict:
    """What a check says about an answer.

    Examples
    --------
    >>> Verdict(passed=False, message="the sum is 2.")
    Not yet: the sum is 2.
    """

    passed: bool
    message: str

    def __repr__(self) -> str:
        return f"{'Correct' if self.passed else 'Not yet'}: {self.message}"

    def _repr_html_(self) -> str:
        verdict = "right" if self.passed else "wrong"
        return f'<p class="explorable-verdict" data-verdict="{verdict}">{escape(repr(self))}</p>'


def check(judge: Callable[[Any], str]) -> Callable[[Any], Verdict]:
    """Make a check of a function that raises `Wrong` or returns what a right answer has shown.

    Parameters
    ----------
    judge : callable
        Takes the answer, a function or numbers.

    Returns
    -------
    callable
        Takes the answer and returns a `Verdict`; an answer of None or ``...`` is not there yet.

    Examples
    --------
    >>> @check
    ... def half_of_ten(answer):
    ...     if answer != 5:
    ...         raise Wrong(f"twice {answer} is not 10.")
    ...     return "twice 5 is 10."
    >>> half_of_ten(4), half_of_ten(5), half_of_ten(...)
    (Not yet: twice 4 is not 10., Correct: twice 5 is 10., Not yet: put your answer for the dots.)
    """

    @wraps(judge)
    def judged(answer: Any) -> Verdict:
        try:
            if answer is None or answer is ...:
                raise Wrong("put your answer for the dots.")
            return Verdict(True, judge(answer))
        except Wrong as wrong:
            return Verdict(False, str(wrong))

    return judged


def ask(function: Callable, *arguments: Any, shape: tuple[int, ...]) -> np.ndarray:
    """Return what the reader's function makes of the arguments.

    Parameters
    ----------
    function : callable
        The reader's.
    *arguments
        What it is given; of lists and arrays a copy.
    shape : tuple of int
        The shape that its result must have.

    Raises
    ------
    Wrong
        If it is no function, fails, returns nothing, or not numbers of that shape.

    Examples
    --------
    >>> ask(np.exp, [0.0, 0.0], shape=(2,))
    array([1., 1.])
    """
    if not callable(function):
        raise Wrong(f"this check takes a function, got {function!r}.")
    name = getattr(function, "__name__", "your function")
    copies = [np.array(a) if isinstance(a, list | tuple | np.ndarray) else a for a in arguments]
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a NaN in the result will say it better
            result = function(*copies)
    except Exception as error:
        raise Wrong(f"{name} raised {type(error).__name__}: {error}{_hint(error)}") from error
    if result is None or result is ...:
        raise Wrong(f"{name} returned nothing.")
    return numbers(f"{name}'s result", result, shape)


def _hint(error: Exception) -> str:
    """Return what helps against an error that many readers meet, or nothing."""
    if "converted to Python scalars" not in str(error):
        return ""
    return ". It was given an array: math.exp and float take one number, np.exp takes them all."


def numbers(name: str, value: ArrayLike, shape: tuple[int, ...]) -> np.ndarray:
    """Return `value` as an array of that shape.

    Raises
    ------
    Wrong
        If it is not numbers, or of another shape.

    Examples
    --------
    >>> numbers("your answer", [1, 2], shape=(2,))
    array([1., 2.])
    """
    expected = f"an array of shape {shape}" if shape else "a number"
    try:
        array = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        raise Wrong(f"{name} should be {expected}, got {value!r}.") from None
    if array.shape != shape:
        raise Wrong(f"{name} should be {expected}, got shape {array.shape}.")
    return array
