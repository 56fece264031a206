"""What a reader is asked to guess before an explorer answers, as data.

The guess is declared with the question::

    @explorer(
        steps=Time(0, 100, 1),
        question="After how many steps is the loss below 0.1?",
        predict=guess.Number(37, unit="steps", minimum=0, maximum=100, tolerance=1,
                             at={"steps": 37}, seen="The loss begins at 2.3."),
    )

Until the reader has guessed, or moved anything, the caption says `seen`, and what the drawing
function has given to :func:`answer` is not shown. Then the picture moves to `at`, and guess and
truth stand side by side. Print, pages without scripts and stored notebooks show everything.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar

import numpy as np
from matplotlib.artist import Artist

from explorable.frozen import set_fields

ANSWER = "-answer"
"""What the ids of artists that wait for the guess end with."""

_PRIVATE = ("answer", "axes", "distractors", "foot", "given", "tolerance")
"""Fields of guesses that a page does not need, or gets last."""


def answer(*artists: Artist) -> None:
    """Keep artists from the reader's eyes until the guess is made.

    Parameters
    ----------
    *artists : matplotlib.artist.Artist
        What stands in the figure itself, or in axes of it; axes hide all that they hold.
    """
    for artist in artists:
        artist._explorable_answer = True  # type: ignore[attr-defined] # ours


def is_answer(artist: Artist) -> bool:
    """Return whether `artist` was given to :func:`answer`."""
    return getattr(artist, "_explorable_answer", False)


@dataclass(frozen=True, kw_only=True)
class Guess:
    """What all guesses have.

    Parameters
    ----------
    seen : str
        The caption until the guess is made: what is seen, not what follows from it.
    says : str
        The sentence that stands beside the guess; ``{answer}`` is the answer. The caption's own
        words are better than "It is {answer}.".
    at : mapping
        Values of controls: where the picture moves when the guess is made.
    given : sequence of str, optional
        The controls on which the answer depends: where one of them stands elsewhere, question,
        guess or verdict dim. By default all but those of `at`, which the answer is about: a curve
        over one of them, or where to set it.
    distractors : mapping
        Wrong guesses, each with why it tempts: said to whoever has made it.
    foot : float
        Which part of the picture's height, from below, the answer alone fills: words stand there
        until the guess is made.
    """

    seen: str
    says: str = ""
    at: Mapping[str, Any] = field(default_factory=dict)
    given: Sequence[str] | None = None
    distractors: Mapping[Any, str] = field(default_factory=dict)
    foot: float = 0.0
    kind: ClassVar[str]
    answer: Any

    def __post_init__(self):
        if not isinstance(self.seen, str) or not self.seen.strip():
            raise ValueError(f"seen of a guess must say what is seen, a text, got {self.seen!r}")
        for each in [*self.distractors, *([] if callable(self.answer) else [self.answer])]:
            self._check(each)

    def truth(self, fixed: Mapping[str, Any]) -> Any:
        """Return the answer; one that is a function is given what the drawing function is given."""
        return self._check(self.answer(**fixed) if callable(self.answer) else self.answer)

    def _check(self, truth: Any) -> Any:
        """Return the answer as plain data, or raise a ValueError."""
        raise NotImplementedError

    @property
    def place(self) -> int | None:
        """The axes in which the guess is made or marked, by their index."""
        return getattr(self, "axes", None)

    def spec(self, fixed: Mapping[str, Any]) -> dict:
        """Return all that a page has to know, as plain data."""
        common = {"kind": self.kind, "seen": self.seen, "says": self.says, "at": dict(self.at)}
        names = [each.name for each in fields(self) if each.name not in (*common, *_PRIVATE)]
        specific = {name: getattr(self, name) for name in names if getattr(self, name) is not None}
        specific = {n: each if np.isscalar(each) else list(each) for n, each in specific.items()}
        depends = {} if self.given is None else {"given": list(self.given)}
        wrong = (
            {"distractors": list(map(list, self.distractors.items()))} if self.distractors else {}
        )
        return common | specific | depends | wrong | {"answer": self.truth(fixed)}


@dataclass(frozen=True)
class Number(Guess):
    """A number, typed or set with the keys.

    Parameters
    ----------
    answer : float or callable
        The truth, or a function that computes it.
    unit : str
        Its unit, in the plural; empty if it has none.
    minimum, maximum, step : float
        What can be typed.
    tolerance : float
        How far from the truth a number says it already: the start must show none so near.
    along : {"", "x", "y"}
        Where the guess is marked in the picture: at this place of an axis, or nowhere.
    axes : int
        In which axes, by their index.
    """

    answer: float | Callable[[], float]
    unit: str = ""
    minimum: float = 0.0
    maximum: float = 100.0
    step: float = 1.0
    tolerance: float = 0.0
    along: str = ""
    axes: int = 0
    kind = "number"

    def __post_init__(self):
        super().__post_init__()
        if not self.minimum < self.maximum or not self.step > 0:
            raise ValueError(f"a number to guess needs a range and a step above 0, got {self}")
        if self.along not in ("", "x", "y"):
            raise ValueError(f"along of a guess must be '', 'x' or 'y', got {self.along!r}")

    @property
    def place(self) -> int | None:
        """The axes in which the guess is marked, by their index."""
        return self.axes if self.along else None

    def _check(self, truth: Any) -> float:
        if not self.minimum <= truth <= self.maximum:
            raise ValueError(
                f"the answer must lie between {self.minimum} and {self.maximum}, where it can be "
                f"guessed, got {truth!r}"
            )
        return _rounded(truth)


@dataclass(frozen=True)
class OneOf(Guess):
    """One of two to five options, each a chip.

    Parameters
    ----------
    answer : str or callable
        The option that is right, or a function that finds it.
    options : sequence of str
    """

    answer: str | Callable[[], str]
    options: Sequence[str]
    kind = "one"

    def _check(self, truth: Any) -> str:
        if truth not in self.options:
            raise ValueError(f"the answer must be one of {list(self.options)}, got {truth!r}")
        return truth


@dataclass(frozen=True)
class Ranking(Guess):
    """All of two to five options in an order: chips that are pressed one after another.

    Parameters
    ----------
    answer : sequence of str or callable
        The options in their true order, or a function that finds it.
    options : sequence of str
        As they are offered.
    """

    answer: Sequence[str] | Callable[[], Sequence[str]]
    options: Sequence[str]
    kind = "order"

    def _check(self, truth: Any) -> list[str]:
        if sorted(truth) != sorted(self.options):
            raise ValueError(f"the answer must order {list(self.options)}, got {truth!r}")
        return list(truth)


@dataclass(frozen=True)
class Mark(Guess):
    """A point of the picture.

    Parameters
    ----------
    answer : (float, float) or callable
        Where the point is, or a function that finds it.
    axes : int
        In which axes the reader marks it, by their index.
    decimals : int
        How many digits of a point are told.
    """

    answer: tuple[float, float] | Callable[[], tuple[float, float]]
    axes: int = 0
    decimals: int = 1
    kind = "mark"

    def _check(self, truth: Any) -> list[float]:
        if np.shape(truth) != (2,) or not np.isfinite(truth).all():
            raise ValueError(f"the answer must be a point (x, y), got {truth!r}")
        return [_rounded(each) for each in truth]


@dataclass(frozen=True)
class Line(Guess):
    """A curve that the reader sketches: its heights over given places of the x-axis.

    Parameters
    ----------
    answer : sequence of float or callable
        The heights of the true curve over `x`, or a function that computes them.
    x : sequence of float
        Three to twelve places, rising.
    axes : int
        In which axes the reader sketches, by their index.
    decimals : int
        How many digits of a height are told to a reader who cannot see them.
    minimum, maximum : float, optional
        What the quantity can be, where the axis goes further: a probability is at most 1.
    """

    answer: Sequence[float] | Callable[[], Sequence[float]]
    x: Sequence[float]
    axes: int = 0
    decimals: int = 1
    minimum: float | None = None
    maximum: float | None = None
    kind = "line"

    def __post_init__(self) -> None:
        set_fields(self, {"x": [float(each) for each in self.x]})
        super().__post_init__()

    def _check(self, truth: Any) -> list[float]:
        if np.shape(truth) != np.shape(self.x) or not np.isfinite(truth).all():
            raise ValueError(f"the answer must have a height for each of {self.x}, got {truth!r}")
        low = -np.inf if self.minimum is None else self.minimum
        high = np.inf if self.maximum is None else self.maximum
        if not low <= min(truth) <= max(truth) <= high:
            raise ValueError(f"the answer must lie between {low} and {high}, got {truth!r}")
        return [_rounded(each) for each in truth]


def _rounded(truth: float) -> float:
    """Return nine digits of a number: in the last ones processors differ."""
    return float(f"{truth:.9g}")
