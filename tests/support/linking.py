"""Whether links, references and citations of the book's notebooks lead somewhere."""

import re
from collections.abc import Iterator
from functools import cache

from _ext.terms import slug_of
from prose import CHAPTERS, markdown_of, read

from tools.references import collect

ROLES = ("eq", "prf:ref", "cite", "cite:t")
_LINK = re.compile(rf"\{{(?P<role>{'|'.join(ROLES)})\}}`(?P<names>[^`]+)`|\]\((?P<link>[^()\s]+)\)")
_LABEL = re.compile(r"^\(([\w-]+)\)=$", re.MULTILINE)


@cache
def anchors_of(page):
    """Return what a link to a page of the book can name: its headings, for MyST knows no label."""
    text = "\n".join(markdown_of(CHAPTERS / page))
    return {slug_of(heading) for heading in re.findall(r"^#{1,3} (.+)$", text, re.MULTILINE)}


@cache
def _references():
    return collect(CHAPTERS)


@cache
def _labels(page):
    return set(_LABEL.findall("\n".join(markdown_of(CHAPTERS / page))))


def broken(link):
    """Whether a link within the book leads to no page, or to no part of it."""
    page, _, anchor = link.partition("#")
    path = CHAPTERS / page
    return not path.is_file() or (bool(anchor) and anchor not in anchors_of(page))


def cells_of(path) -> dict[int, str]:
    """Return the Markdown of a notebook's cells by their number, from 1."""
    cells = enumerate(read(path).cells, start=1)
    return {number: cell.source for number, cell in cells if cell.cell_type == "markdown"}


def links(text: str) -> Iterator[tuple[str, str]]:
    """Yield the role, "" for a link, and the target of each link, reference and citation."""
    for found in _LINK.finditer(text):
        if found["link"]:
            if "://" not in found["link"]:
                yield "", found["link"]
            continue
        names = found["names"].split(",") if "cite" in found["role"] else [found["names"]]
        yield from ((found["role"], name.strip()) for name in names)


def broken_in(cells: dict[int, str], page: str) -> list[str]:
    """Return a line for each link that leads nowhere, with its cell and its target."""
    return [
        f"cell {number}: {{{role}}}`{name}`" if role else f"cell {number}: {name}"
        for number, text in cells.items()
        for role, name in links(text)
        if _leads_nowhere(role, name, page)
    ]


def _leads_nowhere(role, name, page):
    if "cite" in role:
        return name not in _references().works
    if role:
        return name not in _references().targets
    return broken(name) and name not in _labels(page)
