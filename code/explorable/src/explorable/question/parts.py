"""What a kind of question shows of its own, in pieces of HTML; its options have letters."""

from collections.abc import Iterable, Sequence
from string import ascii_uppercase
from typing import NamedTuple

from explorable.question.inline import Piece, element


class Feedback(NamedTuple):
    """What a wrong answer shows: its key, its name and the words, which are Markdown."""

    key: str
    name: list[Piece]
    words: str


class Parts(NamedTuple):
    """What a kind of question has of its own."""

    body: list[Piece]
    right: object
    """What the scripts compare an answer with, JSON."""
    truth: list[Piece]
    wrong: Sequence[Feedback] = ()
    must: Sequence[Piece] = ()
    """What a free answer has to contain."""


def listed(items: Iterable[list[Piece]], kind: str) -> list[Piece]:
    """Return a list whose items have letters."""
    made = (element("li", item) for item in items)
    return element("ol", *made, kind=kind, attributes='type="A"')


def letter(index: int) -> str:
    """Return the letter of an item."""
    return ascii_uppercase[index]


def letters(indices: Iterable[int]) -> str:
    """Return the letters of items, in this order."""
    return ", ".join(map(letter, indices))


def by_letter(words: Iterable[tuple[int, str]]) -> list[Feedback]:
    """Return what items show, each called by its letter."""
    return [Feedback(str(index), [letter(index)], text) for index, text in sorted(words)]
