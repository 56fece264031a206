"""What a kind of question hands to a page and to Moodle, and the pieces that kinds share."""

from collections.abc import Iterable, Mapping, Sequence
from string import ascii_uppercase
from typing import NamedTuple

from explorable.question.inline import Piece, element


class Feedback(NamedTuple):
    """What a wrong answer shows: its key, its name and the words, which are Markdown."""

    key: str
    name: list[Piece]
    words: str


class Parts(NamedTuple):
    """What a kind of question has of its own on a page."""

    body: list[Piece]
    right: object
    """What the scripts compare an answer with, JSON."""
    truth: list[Piece]
    feedback: Sequence[Feedback] = ()
    must: Sequence[str] = ()
    """What a reader compares a free answer with."""


class Answer(NamedTuple):
    """An answer, as Moodle judges it: HTML or a number, the share of the points, and Markdown."""

    text: str
    fraction: int
    words: str
    tolerance: float | None = None


class Export(NamedTuple):
    """What a kind of question has of its own in Moodle.

    Its type of question there, what stands below the prompt, the settings, and the answers that
    are judged or the HTML by which a teacher grades.
    """

    type: str
    body: list[Piece]
    settings: Mapping[str, str] = {}
    answers: Sequence[Answer] = ()
    model: str = ""


def lettered(items: Iterable[list[Piece]], kind: str) -> list[Piece]:
    """Return a list whose items are named by letters."""
    return element("ol", *(element("li", i) for i in items), kind=kind, attributes='type="A"')


def letters(*indices: int) -> str:
    """Return the letters of items.

    Examples
    --------
    >>> letters(0, 2)
    'A, C'
    """
    return ", ".join(ascii_uppercase[index] for index in indices)


def by_letter(feedback: Iterable[tuple[int, str]]) -> list[Feedback]:
    """Return what items of a list show, in the list's order."""
    return [Feedback(str(index), [letters(index)], text) for index, text in sorted(feedback)]
