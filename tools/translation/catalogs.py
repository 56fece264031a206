"""Bring catalogs up to date with the book: ``python -m tools.translation.catalogs [de PAGE ...]``.

What a catalog translates stays, and what has changed in English is marked fuzzy. A page has a
catalog of its name, which Sphinx's gettext makes; a page without one stays English. `FRAME` has
what stands around the prose, `INTERFACE` the words of figures, cells and questions.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po
from explorable import words

FRAME, INTERFACE = "sphinx", "interface"
OF_SPHINX = ("Link to this heading", "Link to this equation")
"""What Sphinx says on the pages, but has in few languages."""
SETTINGS = ("_config.yml", "_toc.yml", "chapters/course.yml")
_SAID = re.compile(r"^ *(?:- )?(?:caption|title|question|search_bar_text): *(.+)$", re.MULTILINE)


def place(book: Path, language: str) -> Path:
    """Return the folder of a language's catalogs."""
    return book / "locale" / language / "LC_MESSAGES"


def pages(book: Path, language: str) -> list[str]:
    """Return the names of the pages that a language has."""
    return sorted(f"chapters/{path.stem}" for path in place(book, language).glob("chapters/*.po"))


def read(book: Path, language: str, name: str) -> Catalog:
    """Return a catalog of a language."""
    with (place(book, language) / f"{name}.po").open("rb") as file:
        return read_po(file, locale=language)


def templates(book: Path, folder: Path, pages: Iterable[str]) -> dict[str, Catalog]:
    """Return what there is to translate, by the names of catalogs, none of it translated.

    Parameters
    ----------
    book : Path
    folder : Path
        Where Sphinx writes what it finds.
    pages : iterable of str
        The pages that are read.
    """
    found = {FRAME: _frame(book), INTERFACE: _interface()}
    wanted = sorted(pages)
    only = f"include_patterns={','.join(f'{page}.*' for page in wanted)}"
    command = [sys.executable, "-m", "sphinx", "-Q", "-b", "gettext", "-D", only]
    subprocess.run([*command, str(book), str(folder)], check=True)
    for page in wanted:
        with (folder / f"{page}.pot").open("rb") as file:
            found[page] = read_po(file)
    return found


def _interface() -> Catalog:
    catalog = Catalog()
    for name, said in words.english().items():
        catalog.add(said, context=name)
    return catalog


def _frame(book: Path) -> Catalog:
    catalog = Catalog()
    for name in SETTINGS:
        for said in _SAID.findall((book / name).read_text("utf-8")):
            catalog.add(said)
    for path in sorted((book / "chapters" / "_ext").glob("*.py")):
        for said in marked(path.read_text("utf-8")):
            catalog.add(said)
    for said in OF_SPHINX:
        catalog.add(said)
    return catalog


def marked(source: str) -> Iterator[str]:
    r"""Yield what Python marks by ``_("…")``; Babel does not look into f-strings before 3.12.

    Examples
    --------
    >>> sorted(marked("f'{_(\"needs\")} {n}', N_('code'), _(said)"))
    ['code', 'needs']
    """
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id="_" | "N_"), args=[ast.Constant(value=str(said))]):
                yield said


def update(path: Path, language: str, template: Catalog) -> None:
    """Bring a catalog up to date, or begin it."""
    catalog = Catalog(locale=language, project="Descent", fuzzy=False)
    if path.exists():
        with path.open("rb") as file:
            catalog = read_po(file, locale=language)
        template.creation_date = catalog.creation_date  # else every update changes every catalog
    catalog.update(template)
    catalog.header_comment = "# See TRANSLATING.md."
    catalog.version = catalog.msgid_bugs_address = ""
    catalog.last_translator = catalog.language_team = ""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=100, no_location=True, ignore_obsolete=True)


def main() -> None:
    """Update the catalogs that there are, and begin those of the pages named."""
    book = Path()
    language, *begun = sys.argv[1:] or [""]
    if unknown := [page for page in begun if not list(book.glob(f"{page}.*"))]:
        sys.exit(f"there is no page {', '.join(unknown)}; one is named as in _toc.yml")
    wanted = {folder.name: set(pages(book, folder.name)) for folder in book.glob("locale/*")}
    if begun:
        wanted.setdefault(language, set()).update(begun)
    found = templates(book, book / "_build" / "gettext", set().union(*wanted.values()))
    for each, own in wanted.items():
        for name in (FRAME, INTERFACE, *sorted(own)):
            update(place(book, each) / f"{name}.po", each, found[name])


if __name__ == "__main__":
    main()
