"""The book's notebooks: their cells, what they say as a reader reads it, words of the glossary."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import nbformat
import pytest
from _ext.course import is_deeper
from _ext.terms import homes, slug_of
from nbformat import NotebookNode

from tools import references

CHAPTERS = Path(__file__).parents[2] / "chapters"
NOTEBOOKS = sorted(CHAPTERS.glob("*.ipynb"))
PAGES = sorted(CHAPTERS.glob("[0-9]*.ipynb"), key=references.page_order)
CORES = [path for path in PAGES if not is_deeper(path.stem)]
DEEPER = [path for path in PAGES if path.stem.endswith("-deeper")]
each_notebook, each_page, each_core, each_deeper = (
    pytest.mark.parametrize("path", paths, ids=lambda path: path.stem)
    for paths in (NOTEBOOKS, PAGES, CORES, DEEPER)
)
markdown_of = cache(references.markdown_of)
"""The Markdown of a notebook's cells, or of a page: each is read once for all tests."""

HOMES = homes()
"""The page that teaches each term of the glossary."""

FLAGS = re.MULTILINE | re.DOTALL | re.VERBOSE
OUTLINE = re.compile(
    r"""^\#\#\ (?:What\ you\ will\ be\ able\ to\ do|What\ you\ can\ now\ do|Further\ reading)$
    .*? (?=^\#\#\ |\Z)""",
    FLAGS,
)
UNREAD = re.compile(
    r"""^[`:]{3,}[^\n]*$ | ^:\w+:[^\n]*$ | ^\#+\ [^\n]*$ | ^\([\w-]+\)=$ | ^\|[^\n]*$
    | \{[\w:-]+\}`[^`]*` | ``.*?`` | `[^`]*` | \$\$.*?\$\$(?:\ \([\w-]+\))? | \$[^$]*\$
    | \]\((?!glossary\.md)[^)]*\)""",
    FLAGS,
)
"""Titles, labels and tables, roles, code and formulas, and where other links lead."""
MARK = re.compile(r'<span id="[\w-]+"></span>')
"""Where a section stood that has moved: old addresses lead there."""


@cache
def read(path: Path) -> NotebookNode:
    """Return a notebook, read once for all tests: none changes it."""
    return nbformat.read(path, as_version=4)


def code_of(path: Path) -> list[NotebookNode]:
    """Return a notebook's cells of code."""
    return [cell for cell in read(path).cells if cell.cell_type == "code"]


def text_of(path: Path) -> str:
    """Return what a notebook says between its cells of code, as Markdown."""
    return "\n\n".join(markdown_of(path))


def tags_of(cell: NotebookNode) -> set[str]:
    """Return a cell's tags."""
    return set(cell.metadata.get("tags", []))


def body_of(path: Path) -> str:
    """Return a chapter's text after its opening question, without its outline and summary."""
    return MARK.sub("", OUTLINE.sub("", "\n\n".join(markdown_of(path)[1:])))


def uses(term: str, prose: str) -> Iterator[tuple[bool, str]]:
    """Yield each use of a term that is not part of a longer term, and whether it introduces it.

    Of each use comes the text around it, too.
    """
    for match in _pattern(term).finditer(prose):
        if match["new"] or match["plain"]:
            around = prose[max(0, match.start() - 40) : match.end() + 30]
            yield bool(match["new"]), " ".join(around.split())


@cache
def _pattern(term: str) -> re.Pattern:
    longer = [_word_of(other) for other in HOMES if re.search(rf"\b{re.escape(term)}\b.", other)]
    link = rf"\[[^\]]*\]\(glossary\.md\#{re.escape(slug_of(term))}\)"
    italics = rf"(?<![\w*])\*+(?=\S)[^*\n]{{0,30}}{_word_of(term)}[^*\n]{{0,30}}\*"
    other_links = r"(?<=\])\(glossary\.md\#[^)]*\)"
    skipped = "|".join([other_links, *longer])
    pattern = rf"(?P<new>{link}|{italics})|{skipped}|(?P<plain>{_word_of(term)})"
    return re.compile(pattern, re.IGNORECASE)


def _word_of(term: str) -> str:
    """Return a pattern of a term in the singular and the plural; "L1, L2" is two words."""
    words = [re.escape(word).replace(r"\ ", r"\s+") for word in term.split(", ")]
    return rf"(?<![\w-])(?:{'|'.join(words)})(?:s|es)?(?![\w-])"
