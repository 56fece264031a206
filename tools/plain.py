"""Plain Markdown of the book's pages, for viewers of notebooks that know no directives.

Theorems keep their number and title, formulas their number, proofs are typeset, and what is folded
on a page is folded in ``<details>``. ``python -m tools.plain chapters _build/html`` writes so what
a built site offers to download.
"""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from itertools import takewhile
from pathlib import Path

import nbformat
from explorable.sphinx.downloads import HANDOUT
from nbformat import NotebookNode

from tools.references import References, collect, numbered

_OPENS = re.compile(r"(?P<fence>`{3,}|:{3,})\{(?P<name>[\w:-]+)\} *(?P<title>.*)")
_OPTION = re.compile(r":(?P<key>\w+): *(?P<value>.*)")
_EXPLORER = re.compile(r"\{explorer\}`([^`<]+?) *<[^`]*>`")
_BIBLIOGRAPHY = re.compile(r"^```\{bibliography\}\n```$", re.MULTILINE)
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
    text = references.tagged(references.named(references.cited(text), file))
    text = _BIBLIOGRAPHY.sub(lambda _: references.listed(), text)
    text = _TARGET.sub("", _EXPLORER.sub(r"\1", text))
    number = partial(numbered, file=file, counts=counts)
    return "\n".join(_unfenced(iter(text.splitlines()), number))


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


def _unfenced(lines: Iterator[str], number: Callable[[str], str]) -> Iterator[str]:
    """Yield the lines without directives; `number` tells what the next of a kind is called."""
    for line in lines:
        if match := _OPENS.fullmatch(line):
            body = takewhile(lambda line: line.rstrip() != match["fence"], lines)
            yield from _directive(match["name"], match["title"], list(body), number)
        else:
            yield line


def _directive(
    name: str, title: str, body: list[str], number: Callable[[str], str]
) -> Iterator[str]:
    options = {}
    while body and (match := _OPTION.fullmatch(body[0])):
        options[match["key"]] = match["value"]
        del body[0]
    domain, _, kind = name.rpartition(":")
    if kind == "exercise":
        title = options.get("class", "").replace(" ", ", ")
    if domain or kind == "exercise":
        title = " ".join(filter(None, [
            "Proof" if kind == "proof" else number(kind), title and f"({title})"
        ]))  # fmt: skip
    inner = list(_unfenced(iter(body), number))
    if name == "dropdown":
        yield from ["<details>", f"<summary>{title}</summary>", "", *inner, "", "</details>"]
    elif kind == "exercise":
        yield from [f"**{title}.**", "", *inner]
    elif title or inner:
        yield from (f"> {line}".rstrip() for line in [f"**{title}.**", "", *inner])
    else:
        yield "*This is drawn on the book's site.*"


if __name__ == "__main__":
    downloads(*map(Path, sys.argv[1:]))
