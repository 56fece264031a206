"""Checks with fresh numbers: each reader has others, and after a wrong answer they are new."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from explorable.judging.verdict import Verdict, check


@dataclass(frozen=True)
class Task:
    """The numbers that were drawn, and how an answer to them is judged.

    Parameters
    ----------
    numbers : mapping of str to Any
        By the names that the exercise's text uses.
    judge : callable
        Takes the answer; raises `Wrong`, or returns what a right answer has shown.
    """

    numbers: Mapping[str, Any]
    judge: Callable[[Any], str]

    def __str__(self) -> str:
        return ", ".join(f"{name} = {value}" for name, value in self.numbers.items())


class Fresh:
    """A check that draws its numbers from the reader's seed.

    Made by the decorator :func:`fresh`. The numbers stay until an answer to them was wrong; what is
    right for any that the reader has been shown is right.
    """

    def __init__(self, draw: Callable[[np.random.Generator], Task]):
        self.__wrapped__, self.__doc__ = draw, draw.__doc__
        self.__name__, self.__module__ = draw.__name__, draw.__module__
        self._wrong: Counter[int] = Counter()

    def __call__(self, answer: Any = ..., *, seed: int = 1) -> Verdict:
        """Judge an answer to the numbers of this seed, and tell the numbers."""
        *earlier, task = (self._task(seed, wrong) for wrong in range(self._wrong[seed] + 1))
        if answer is ...:
            return Verdict(None, f"Your numbers: {task}. Put your answer for the dots.")
        verdict = check(task.judge)(answer)
        if verdict.passed:
            return verdict
        for each in reversed(earlier):
            if (right := check(each.judge)(answer)).passed:
                return right
        self._wrong[seed] += 1
        text = f"{verdict.message} That was {task}; now take {self._task(seed, self._wrong[seed])}."
        return Verdict(False, text, verdict.rerun)

    def numbers(self, seed: int = 1) -> Mapping[str, Any]:
        """Return the numbers that this seed has now, by name."""
        return self._task(seed, self._wrong[seed]).numbers

    def _task(self, seed: int, wrong: int) -> Task:
        return self.__wrapped__(np.random.default_rng([seed, wrong]))


def fresh(draw: Callable[[np.random.Generator], Task]) -> Fresh:
    """Make a check of a function that draws numbers and says how to judge an answer to them.

    Parameters
    ----------
    draw : callable
        Takes a generator and returns a `Task`.

    Examples
    --------
    >>> from explorable.judging import Wrong
    >>> @fresh
    ... def double(rng):
    ...     '''Check twice a number.'''
    ...     n = int(rng.integers(2, 90))
    ...     def judge(answer):
    ...         if answer != 2 * n:
    ...             raise Wrong(f"twice the number is not {answer}.")
    ...         return f"twice {n} is {2 * n}."
    ...     return Task({"n": n}, judge)
    >>> double()
    Your numbers: n = 43. Put your answer for the dots.
    >>> double(2 * double.numbers()["n"])
    Correct: twice 43 is 86.
    >>> double(5).passed, double.numbers()["n"] == 43
    (False, False)
    """
    return Fresh(draw)
