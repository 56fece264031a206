"""Plain Markdown of the book's pages, for viewers of notebooks that know no directives.

Theorems keep their number and title, formulas their number, proofs are typeset, and what is folded
on a page is folded in ``<details>``. ``python -m tools.plain chapters _build/html`` writes so what
a built site offers to download.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

import nbformat
from explorable.sphinx.downloads import HANDOUT
from nbformat import NotebookNode

from tools.references import References, collect

_OPENS = re.compile(r"(?P<fence>`{3,}|:{3,})\{(?P<name>[\w:-]+)\} *(?P<title>.*)")
_OPTION = re.compile(r":(?P<key>\w+): *(?P<value>.*)")
_EXPLORER = re.compile(r"\{explorer\}`([^`<]+?) *<[^`]*>`")
_EXERCISE = re.compile(r"\{ref\}`([^`]+)`")
_TARGET = re.compile(r"^\([\w-]+\)=\n?", re.MULTILINE)


def plain(references: References, text: str, file: str, counts: Counter) -> str:
    """Return a page's or a cell's MyST as plain Markdown.

    Parameters
    ----------
    references : References
        What the book's files refer to.
    text : str
    file : str
        The name of the text's file.
    counts : Counter
        How many theorems and so on stand before the text; counted on.

    Raises
    ------
    KeyError
        If the text cites a work or refers to a label that is not there.
    """
    text = references.named(references.written_out(text, file, counts))
    text = _EXERCISE.sub(lambda match: references.places[match[1]][1], text)
    text = _EXPLORER.sub(r"\1", text)
    text = _TARGET.sub("", references.tagged(text))
    return "\n".join(_unfenced(iter(text.splitlines())))


def rewrite(notebook: NotebookNode, references: References, file: str) -> None:
    """Write all text of a notebook of the book, whose name is `file`, as plain Markdown."""
    counts = references.before[file].copy()
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = plain(references, cell.source, file, counts)


def downloads(book: Path, site: Path) -> None:
    """Write in plain Markdown what a built site offers to download, with solutions or without."""
    references = collect(book)
    for path in Path(site, "_sources", book.name).glob("*.ipynb"):
        file = f"{path.stem.removesuffix(Path(HANDOUT).stem)}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        rewrite(notebook, references, file)
        path.write_text(nbformat.writes(notebook) + "\n", "utf-8")


def _unfenced(lines: Iterator[str]) -> Iterator[str]:
    """Yield the lines without directives."""
    for line in lines:
        if match := _OPENS.fullmatch(line):
            yield from _directive(
                match, list(takewhile(lambda line: line.rstrip() != match["fence"], lines))
            )
        else:
            yield line


def _directive(opening: re.Match, body: list[str]) -> Iterator[str]:
    options = {}
    while body and (match := _OPTION.fullmatch(body[0])):
        options[match["key"]] = match["value"]
        del body[0]
    inner = list(_unfenced(iter(body)))
    name, title = opening["name"], opening["title"]
    parts = [
        name.rpartition(":")[2].capitalize(),
        options.get("enumerator"),
        title and f"({title})",
    ]
    numbered = " ".join(filter(None, parts))
    match name:
        case "dropdown":
            yield from ["<details>", f"<summary>{title}</summary>", "", *inner, "", "</details>"]
        case "exercise":
            yield from [f"**{numbered}.**", "", *inner]
        case _:
            head = numbered if ":" in name else title
            yield from (f"> {line}".rstrip() for line in [f"**{head}.**", "", *inner])


if __name__ == "__main__":
    downloads(*map(Path, sys.argv[1:]))
