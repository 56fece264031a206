"""A message and its place in a source."""

from collections.abc import Callable, Iterable
from typing import NamedTuple


class Piece(NamedTuple):
    """A message and its place in a source.

    Parameters
    ----------
    start, end : int
        Where it stands among the source's characters.
    text : str
        What is translated.
    write : callable
        Returns what stands there instead, of a translation.
    """

    start: int
    end: int
    text: str
    write: Callable[[str], str] = str


def replace(source: str, pieces: Iterable[Piece], translate: Callable[[str], str]) -> str:
    """Return the source with each of its messages translated.

    Parameters
    ----------
    source : str
    pieces : iterable of Piece
    translate : callable
        Returns the translation of a message, or the message itself.

    Examples
    --------
    >>> replace("say no", [Piece(4, 6, "no")], {"no": "nein"}.__getitem__)
    'say nein'
    """
    for piece in sorted(pieces, reverse=True):
        if (said := translate(piece.text)) != piece.text:
            source = source[: piece.start] + piece.write(said) + source[piece.end :]
    return source
