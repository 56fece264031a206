"""An exercise in code, as one object: what is right, what is tried, and what slips are called."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from explorable.frozen import set_fields
from explorable.judging.answers import close, difference, is_large
from explorable.judging.asking import ask, ask_parts, copies_of, memory
from explorable.judging.patience import LINES
from explorable.judging.rerun import last_call
from explorable.judging.verdict import Verdict, Wrong, case, check

DRAWS = 8
"""How often an answer is compared with the oracle on random inputs."""


@dataclass(frozen=True)
class ResourceLimit:
    """What a right answer must do with little memory and little work.

    Parameters
    ----------
    arguments : tuple
        What is large.
    numbers : float
        How many numbers the answer may hold at once.
    question : str
        What is asked of one who holds more.
    lines : int
        How many lines of Python it may run.
    """

    arguments: tuple
    numbers: float
    question: str
    lines: int = LINES


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """A function that a reader writes, compared with an oracle on chosen and on random inputs.

    Called with an answer, it returns the `Verdict`.

    Parameters
    ----------
    oracle : callable
        A function that is right.
    inputs : callable
        Draws the arguments of a call, from a NumPy generator.
    praise : str
        What a right answer has shown.
    cases : mapping of str to tuple
        Chosen arguments, which are tried first, by the words that tell of them. It keeps copies.
    slips : mapping of str to callable
        What is said to a function that makes the same as this one, wrong one. It is said only if
        both make the same of all random inputs, or of other cases, where it is not right.
    also : callable, optional
        Another function that is right, where the exercise leaves it open.
    parts : tuple of str
        The names of the arrays, if more than one is returned; the first of them, of fewer.
    keeps : str
        The name of the array among the arguments that must stay as it is; none if empty.
    finite : bool
        Whether its result must be finite.
    measure : callable, optional
        What of a result must be right, from the result and the arguments, if not all of it.
    explain : callable, optional
        What is said where no slip is known, from the result, the right one and the arguments.
    limit : ResourceLimit, optional
        How little memory will do.

    Examples
    --------
    >>> twice = Exercise(
    ...     oracle=lambda x: 2 * x,
    ...     inputs=lambda rng: (round(rng.normal(), 2),),
    ...     cases={"for 3": (3.0,)},
    ...     slips={"that is the square.": lambda x: x**2},
    ...     praise="3 becomes 6.",
    ... )
    >>> twice(lambda x: x + x)
    Correct: 3 becomes 6.
    >>> print(twice(lambda x: x * x).message)
    for 3: that is the square.
    >>> print(twice(lambda x: 6.0).message)
    with random numbers: it should be 0.26, yours is 6.00.
    """

    oracle: Callable
    inputs: Callable[[np.random.Generator], tuple]
    praise: str
    cases: Mapping[str, tuple] = field(default_factory=dict)
    slips: Mapping[str, Callable] = field(default_factory=dict)
    also: Callable | None = None
    parts: tuple[str, ...] = ()
    keeps: str = ""
    finite: bool = True
    measure: Callable | None = None
    explain: Callable[..., str] | None = None
    limit: ResourceLimit | None = None

    def __post_init__(self) -> None:
        cases = {name: copies_of(given) for name, given in self.cases.items()}
        set_fields(self, {"cases": cases})

    def __call__(self, answer: Any = ...) -> Verdict:
        """Judge a reader's function."""
        return check(self._judge)(answer)

    def calls(self) -> Iterator[tuple[str, tuple]]:
        """Yield what each call is named and its arguments, the chosen cases first."""
        yield from self.cases.items()
        for seed in range(DRAWS):
            yield "with random numbers", self.inputs(np.random.default_rng(seed))

    def _judge(self, function: Callable) -> str:
        for name, given in self.calls():
            with case(name):
                self._try(function, given)
        if self.limit:
            self._weigh(function, self.limit)
        return self.praise

    def _try(self, function: Callable, given: tuple) -> None:
        right = self.oracle(*given)
        actual = self._ask(function, given, right)
        if self.agree(actual, right, given):
            return
        if self.also and self.agree(actual, self.also(*given), given):
            return
        line = last_call()
        for feedback, slip in self.slips.items():
            if _same(actual, _slipped(slip, given)) and self._confirmed(function, slip):
                raise Wrong(feedback, line)
        explain = self.explain or self._first_difference
        raise Wrong(explain(actual, right, *given), line)

    def _ask(self, function: Callable, given: tuple, right: Any) -> Any:
        """Return what the reader's function makes of the arguments, shaped like what is right."""
        if self.parts:
            shapes = dict(zip(self.parts, map(np.shape, right)))  # noqa: B905  as many as there are
            large = [name for name, each in zip(self.parts, right) if is_large(each).any()]  # noqa: B905
            return ask_parts(function, *given, shapes=shapes, whole=large)
        shape, whole = np.shape(right), bool(is_large(right).any())
        return ask(function, *given, shape=shape, finite=self.finite, keeps=self.keeps, whole=whole)

    def agree(self, actual: Any, right: Any, given: tuple) -> bool:
        """Return whether two results for the arguments are the same, in all that counts."""
        if self.measure:
            actual, right = self.measure(actual, *given), self.measure(right, *given)
        return _same(actual, right)

    def _confirmed(self, function: Callable, slip: Callable) -> bool:
        """Return whether an answer makes what the slip does, of a second input at least."""
        telling = 0
        for _, given in self.calls():
            right, slipped = self.oracle(*given), _slipped(slip, given)
            if slipped is None or self.agree(slipped, right, given):
                continue
            try:
                actual = self._ask(function, given, right)
            except Wrong:
                continue
            if not _same(actual, slipped):
                return False
            telling += 1
        return telling > 1

    def _first_difference(self, actual: Any, right: Any, *given: Any) -> str:
        if not self.parts:
            return difference(actual, np.asarray(right))
        for name, mine, expected in zip(self.parts, actual, right):  # noqa: B905
            if not close(mine, expected):
                return f"of {name}, {difference(mine, np.asarray(expected))}"
        raise AssertionError("two results differ, but none of their parts")

    def _weigh(self, function: Callable, limit: ResourceLimit) -> None:
        shape = np.shape(self.oracle(*limit.arguments))
        with case("right, but with much to do"):
            held = memory(function, *limit.arguments, shape=shape, lines=limit.lines)
        if held > limit.numbers:
            raise Wrong(
                f"the right numbers, but here your function holds {held:,.0f} of them at once. "
                f"{limit.question}"
            )


def _slipped(slip: Callable, given: tuple) -> Any:
    """Return what a slip makes of the arguments; None if their shapes leave no room for it."""
    try:
        return slip(*given)
    except (IndexError, ValueError):
        return None


def _same(one: Any, other: Any) -> bool:
    """Return whether two results, arrays or tuples of them, have the same shapes and numbers."""
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    return other is not None and np.shape(one) == np.shape(other) and close(one, other)
