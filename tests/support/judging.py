"""How a test says what an exercise's check should make of an answer, and what may be handed in."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from explorable.judging import Fresh
from explorable.judging import check as checked


@dataclass(frozen=True)
class Answers:
    """Answers to an exercise, and what its check should make of them.

    `right`: in different styles. `wrong`: below a piece of what is said of each, if it is no slip
    of the exercise. Of a check with fresh numbers all may be functions of the numbers.
    """

    right: Sequence | Callable[[Mapping], Sequence]
    wrong: Mapping[str, Any] | Callable[[Mapping], Mapping[str, Any]]


def accepted(check, answer):
    """Assert that the answer passes."""
    verdict = check(answer)
    assert verdict.passed, verdict


def refused(check, answer, word):
    """Assert that the answer does not pass, and that what is said contains `word`."""
    verdict = check(answer)
    assert not verdict.passed and word in verdict.message, verdict


def task(check, seed=1):
    """Return the numbers that a check has at first, and its judge: always the same of a seed."""
    if not isinstance(check, Fresh):
        return {}, check
    drawn = check.__wrapped__(np.random.default_rng([seed, 0]))
    return drawn.numbers, checked(drawn.judge)


def leave(*arguments):
    sys.exit()


def deep(*arguments):
    return deep(*arguments)


HOSTILE = {
    "an exit": (leave, "leave raised SystemExit, in line"),
    "an error": (lambda *arguments: 1 / 0, "raised ZeroDivisionError: division by zero, in line"),
    "no end": (deep, "deep raised RecursionError"),
    "no arguments": (lambda: 0, "raised TypeError"),
    "nothing": (lambda *arguments: None, "returned nothing"),
    "NaN": (lambda *arguments: np.nan, ""),
    "a huge number": (lambda *arguments: 10**400, ""),
    "a complex number": (lambda *arguments: 1j, ""),
    "text": (lambda *arguments: "text", ""),
    "a dictionary": (lambda *arguments: {}, ""),
    "two rows": (lambda *arguments: [[1], [2, 3]], ""),
    "NaNs": (lambda first, *more: np.nan * np.asarray(first if np.ndim(first) else 1.0), ""),
    **{
        f"no function but {type(answer).__name__}": (answer, "this check takes a function, got")
        for answer in (None, 10**400, "text", [], {}, 1j, np.ones(3))
    },
}
"""What is handed in where a function is asked for, and a piece of what is said of it."""
NO_NUMBERS = (None, "text", {}, [[1], [2, 3]], 1j, [1j, 2], print, object())
