"""The messages of a page's Markdown: titles, paragraphs and items of lists, each whole."""

import re
from collections.abc import Iterator

from tools.translation.pieces import Piece

_FENCE = re.compile(r"\s*(?:`{3,}|:{3,})(?:\{[\w:-]+\})?[ \t]*")
_LITERAL = re.compile(r"\s*```\w")
_OPTION = re.compile(r":[\w-]+:")
_TARGET = re.compile(r"\([\w-]+\)=$")
_ITEM = re.compile(r"\s*(?:[-*]|\d+\.) (?=\S)")
_HEADING = re.compile(r"#+ ")
_TEXT = re.compile(r"[^\W\d_]{2}|\w\?")
_BLOCK = re.compile(r"^\$\$$.*?^\$\$.*?$|^ *```\w.*?^ *```$", re.MULTILINE | re.DOTALL)


def messages(source: str) -> Iterator[Piece]:
    r"""Yield what a reader reads in Markdown; a displayed formula only if it holds words.

    Examples
    --------
    >>> source = "(top)=\n# Waves\n\nOne\nline.\n\n$$\nx\n$$\n\n:::{tip} Why?\n:open:\n- So.\n:::"
    >>> [piece.text for piece in messages(source)]
    ['Waves', 'One line.', 'Why?', 'So.']
    """
    place = 0
    for block in _BLOCK.finditer(source):
        yield from _paragraphs(source, place, block.start())
        if r"\text{" in block[0]:
            yield Piece(*block.span(), block[0])
        place = block.end()
    yield from _paragraphs(source, place, len(source))


def _paragraphs(source: str, place: int, end: int) -> Iterator[Piece]:
    start: int | None = None  # of a paragraph that has not ended
    for line in source[place:end].splitlines(keepends=True):
        text = line.strip()
        opening = next((m for p in (_FENCE, _HEADING, _ITEM) if (m := p.match(line))), None)
        silent = not text or _OPTION.match(text) or _TARGET.match(text)
        if start is not None and (opening or silent):
            yield from _piece(source, start, place)
            start = None
        if opening and not _ITEM.match(line):
            yield from _piece(source, place + opening.end(), place + len(line))
        elif not silent and start is None:
            start = place + (opening.end() if opening else len(line) - len(line.lstrip()))
        place += len(line)
    if start is not None:
        yield from _piece(source, start, place)


def _piece(source: str, start: int, end: int) -> Iterator[Piece]:
    text = source[start:end].rstrip()
    if _TEXT.search(text):
        yield Piece(start, start + len(text), " ".join(text.split()))
