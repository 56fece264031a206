"""Numbers in the prose that nothing shows; no chapter may have a decimal among them.

A number that a reader cannot find in an output, a picture, a formula or the code was copied by hand
once, and nothing tells when it is no longer true. The list is a reading aid, not a verdict: facts
of the world and numbers that follow from two others stand in it as well.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from explorable.picture.output import PAGE
from nbformat import NotebookNode

SMALL = 20
"""Whole numbers below it are mostly counts of things in sight."""

_NO_PROSE = re.compile(
    r"""\]\([^)]*\)                    # where a link leads
    | \{[\w:-]+\}`[^`]*`               # a role
    | ^\([\w-]+\)=$ | ^:\w+:.*$        # a label, an option
    | ^`{3,}.*$ | ^\#+\ .*$            # a directive, a heading
    | [\w-]*[A-Za-z]-?\d[\w-]*         # a name with a digit
    | (?:chapter|section)s?\ \d\S*(?:\ (?:and|to)\ \d\S*)?""",
    re.MULTILINE | re.VERBOSE,
)
_FORMULA_OR_CODE = re.compile(r"\$\$.*?\$\$|`[^`]+`", re.DOTALL)
_PICTURE_TEXTS = re.compile(r"""aria-label="[^"]*" | <text.*?</text> | <td>[^<]*""", re.VERBOSE)
_TAG = re.compile(r"<[^>]*>")
_NUMBER = re.compile(
    r"""(?<![\w.,]) \d{1,3} (?:,\d{3})+ (?:\.\d+)?
    | \d+ (?:\.\d+)? (?:e[+-]?\d+)?""",
    re.VERBOSE,
)
_SHARE = re.compile(r"\s?(?:%|\\%|percent)")


class Unshown(NamedTuple):
    """A number and where it stands."""

    cell: int
    number: str
    around: str


def unshown(notebook: NotebookNode) -> list[Unshown]:
    """Return the numbers of the prose that no output, picture, formula or code shows.

    A number is shown if one that is shown rounds to it; 87 percent is shown by 0.869 as well.

    Examples
    --------
    >>> from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
    >>> shown = new_output("stream", text="loss 2.0449")
    >>> cells = [new_code_cell("f()", outputs=[shown]), new_markdown_cell("It is 2.04, not 2.05.")]
    >>> [each.number for each in unshown(new_notebook(cells=cells))]
    ['2.05']
    >>> cells[0].metadata.tags = ["question"]
    >>> [each.number for each in unshown(new_notebook(cells=cells))]
    ['2.04', '2.05']
    """
    known = sorted({number for text in _texts(notebook) for number in _values(text)})
    return [
        Unshown(index, match[0], _around(match))
        for index, text in _prose(notebook)
        for match in _NUMBER.finditer(text)
        if not _is_shown(match[0], bool(_SHARE.match(text, match.end())), known)
    ]


def _around(match: re.Match) -> str:
    return " ".join(match.string[max(0, match.start() - 50) : match.end() + 30].split())


def _prose(notebook: NotebookNode) -> Iterator[tuple[int, str]]:
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type == "markdown":
            yield index, _FORMULA_OR_CODE.sub(" ", _NO_PROSE.sub(" ", cell.source))


def _texts(notebook: NotebookNode) -> Iterator[str]:
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            yield from _FORMULA_OR_CODE.findall(cell.source)
            continue
        if "question" in cell.metadata.get("tags", []):  # its wrong answers show nothing
            continue
        yield cell.source
        for output in cell.outputs:
            data = output.get("data", {})
            yield output.get("text", "")
            yield data.get("text/plain", "")
            pictures = _PICTURE_TEXTS.findall(data.get(PAGE) or data.get("text/html", ""))
            yield from (_TAG.sub(" ", text) for text in pictures)


def _values(text: str) -> Iterator[Decimal]:
    return (Decimal(number.replace(",", "")) for number in _NUMBER.findall(text))


def _is_shown(text: str, share: bool, known: list[Decimal]) -> bool:
    number = Decimal(text.replace(",", ""))
    if number == int(number) and (number < SMALL or number % 100 == 0):
        return True
    half = Decimal(1).scaleb(int(number.as_tuple().exponent)) / 2
    scales = (1, 100) if share else (1,)
    return any(_holds(known, (number - half) / s, (number + half) / s) for s in scales)


def _holds(known: list[Decimal], low: Decimal, high: Decimal) -> bool:
    index = bisect_left(known, low)
    return index < len(known) and known[index] <= high
