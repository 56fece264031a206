"""How a test says what an exercise's check should make of an answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from descent.checks.core import check as checked
from descent.checks.fresh import Fresh


@dataclass(frozen=True)
class Answers:
    """Answers to an exercise, and what its check should make of them.

    `right`: three or more, in different styles; of a function the first is the oracle. `wrong`: a
    piece of the message of each. `inputs(rng)`: arguments on which a mutant of the stored solution
    is compared with the oracle. Of a check with fresh numbers all may be functions of the numbers.
    """

    right: Sequence | Callable[[Mapping], Sequence]
    wrong: Mapping[str, Any] | Callable[[Mapping], Mapping[str, Any]]
    inputs: Callable[[np.random.Generator], tuple] | None = None


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
