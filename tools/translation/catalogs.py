"""The sources that can be translated, their messages, and the catalogs that translate them.

A catalog has the name of its source: ``chapters/intro.ipynb`` has
``locale/de/LC_MESSAGES/chapters/intro.po``. A source without one stays English.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import nbformat
from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po
from explorable import words

from tools.translation import markdown, python
from tools.translation.pieces import Piece, replace

CODE = Path("code/descent/src")
PACKAGES = ("explorers", "questions", "checks")
INTERFACE, COURSE, SPHINX = "interface", "course", "sphinx"
OF_SPHINX = ("Link to this heading", "Link to this equation")
"""What Sphinx says on the pages, but has in few languages."""
FOLDS = ("solution", "hint")
_PLAIN_LINE = re.compile(r"^ *(?:- )?(?:caption|title|question): *(.+)$", re.MULTILINE)
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_SPOKEN = re.compile(r"^ +search_bar_text: *(.+)$", re.MULTILINE)


def sources(book: Path) -> dict[str, list[Path]]:
    """Return what can be translated: by the names of catalogs, the files they speak for."""
    code = book / CODE / "descent"
    modules = [p for each in PACKAGES for p in sorted((code / each).rglob("*.py"))]
    pages = [p for p in sorted((book / "chapters").iterdir()) if p.suffix in (".ipynb", ".md")]
    found = {p.relative_to(book).with_suffix("").as_posix(): [p] for p in pages}
    found |= {
        p.relative_to(book / CODE).with_suffix("").as_posix(): [p]
        for p in [code / "plotting.py", *modules]
    }
    extensions = sorted((book / "chapters" / "_ext").glob("*.py"))
    settings = [book / name for name in ("_config.yml", "_toc.yml", "chapters/course.yml")]
    return {INTERFACE: [], SPHINX: [], COURSE: [*settings, *extensions], **found}


def template(book: Path, name: str) -> Catalog:
    """Return the messages of a source, in its order, none translated."""
    catalog = Catalog(project="Descent", charset="utf-8", fuzzy=False)
    if name == INTERFACE:
        for key, said in words.english().items():
            catalog.add(said, context=key)
    for said in OF_SPHINX if name == SPHINX else ():
        catalog.add(said)
    for path in sources(book)[name]:
        for text, note in _messages(path):
            catalog.add(text, auto_comments=[note] if note else [])
    return catalog


def _messages(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the messages of a file, each with a note for whoever translates it."""
    text = path.read_text("utf-8")
    if path.parent.name == "_ext":
        for message in python.marked(text):
            yield message, "a page's frame"
    elif path.suffix == ".ipynb":
        for number, cell in enumerate(nbformat.reads(text, as_version=4).cells, start=1):
            for piece in pieces(cell.source, _kind(cell)):
                yield piece.text, f"cell {number}, {cell.cell_type}"
    else:
        for piece in pieces(text, path.suffix):
            yield piece.text, ""


def pieces(text: str, kind: str) -> Iterator[Piece]:
    """Yield the messages of a text of this kind: ``.md``, ``.py``, ``cell`` or ``.yml``."""
    if kind == ".md":
        titles = {title_of(each, words.english()) for each in FOLDS}
        return (piece for piece in markdown.messages(text) if piece.text not in titles)
    if kind == ".yml":
        return _of_settings(text)
    return sorted_pieces(python.messages(text, cell=kind == "cell"))


def sorted_pieces(found: Iterator[Piece]) -> Iterator[Piece]:
    """Return pieces in the order of the source."""
    return iter(sorted(found))


def _of_settings(text: str) -> Iterator[Piece]:
    for pattern in (_PLAIN_LINE, _SPOKEN):
        for found in pattern.finditer(text):
            yield Piece(found.start(1), found.end(1), found[1], json.dumps)


def _kind(cell: nbformat.NotebookNode) -> str:
    return ".md" if cell.cell_type == "markdown" else "cell"


def title_of(fold: str, said: Mapping[str, str]) -> str:
    """Return the line above a folded cell; who runs a notebook writes it in English."""
    return f"**{said[fold]}**"


def translated(path: Path, translate: Callable[[str], str]) -> str:
    """Return what a file holds with its messages translated."""
    text = path.read_text("utf-8")
    if path.suffix != ".ipynb":
        return replace(text, pieces(text, path.suffix), translate)
    notebook = nbformat.reads(text, as_version=4)
    for cell in notebook.cells:
        cell.source = replace(cell.source, pieces(cell.source, _kind(cell)), translate)
    return nbformat.writes(notebook) + "\n"


def headings(path: Path) -> list[str]:
    """Return the headings of a page, without formulas, which anchors leave out."""
    text = path.read_text("utf-8")
    if path.suffix == ".ipynb":
        cells = nbformat.reads(text, as_version=4).cells
        text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return [re.sub(r"\$[^$]*\$", "", each) for each in _HEADING.findall(text)]


def place(book: Path, language: str) -> Path:
    """Return the folder of a language's catalogs."""
    return book / "locale" / language / "LC_MESSAGES"


def names(book: Path, language: str) -> list[str]:
    """Return the names of the catalogs that a language has."""
    folder = place(book, language)
    return sorted(p.relative_to(folder).with_suffix("").as_posix() for p in folder.rglob("*.po"))


def read(book: Path, language: str, name: str) -> Catalog:
    """Return a catalog of a language."""
    with (place(book, language) / f"{name}.po").open("rb") as file:
        return read_po(file, locale=language)


def write(catalog: Catalog, path: Path) -> None:
    """Write a catalog, with nothing in its head but what tools need."""
    catalog.header_comment = "# See TRANSLATING.md."
    catalog.version = catalog.msgid_bugs_address = ""
    catalog.last_translator = catalog.language_team = ""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=100, omit_header=False, ignore_obsolete=True)
