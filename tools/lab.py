"""A reader's own copy of the chapters: ``python -m tools.lab chapters work``.

The copy may be changed and run at will. A file that the reader has changed stays; the others follow
the book. To get the book's version of a changed file, rename or remove it.
"""

import json
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import nbformat
from explorable.bundle.download import store
from nbformat.sign import NotebookNotary

from tools.plain import plain, rewrite
from tools.references import References, collect

COPIED = {".ipynb", ".md", ".png", ".svg"}
SITE_ONLY = {
    "again.md",
    "anywhere.md",
    "benchmarks.md",
    "gallery.md",
    "hosting.md",
    "terms.md",
    "license.md",
    "changelog.md",
    "offline.md",
    "reference",
    "reference.md",
}
"""Pages, and a folder of them, made with the site: a copy has no use for them."""
SETTINGS = ".settings"
"""The folder in the copy with JupyterLab's settings for it."""
SAVES_WIDGETS = {"@jupyter-widgets/jupyterlab-manager:plugin": {"saveState": True}}
RECORD = ".copied.json"
"""The file in the copy that knows two digests of each file as it came from the book.

They are of all of it, and of what a reader writes: JupyterLab changes a notebook's metadata as soon
as it opens it, and its outputs when it runs.
"""


def copy(book: Path, work: Path) -> list[str]:
    """Bring the folder `work` up to date with the folder `book`; trust what came from the book.

    Returns
    -------
    list of str
        Files that the reader has changed, and the book too, since they were copied.
    """
    record = work / RECORD
    copied = json.loads(record.read_text("utf-8")) if record.exists() else {}
    outdated = []
    for name, content in contents(book):
        before, now = copied.get(name), _digests(name, content)
        if _is_changed(work / name, before, now):
            outdated += [name] if before != now else []
        elif before != now or not (work / name).exists():
            _write(work / name, content)
            copied[name] = now
    record.write_text(json.dumps(copied, indent=1) + "\n", encoding="utf-8")
    return outdated


def contents(book: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of each file of a book, as a reader of notebooks gets it."""
    references = collect(book)
    for path in sorted(path for path in book.rglob("*") if _belongs(path.relative_to(book))):
        yield path.relative_to(book).as_posix(), _content(path, references)


def _belongs(path: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.parts)
    return path.suffix in COPIED and SITE_ONLY.isdisjoint(path.parts) and not hidden


def _is_changed(path: Path, before: list[str] | None, now: list[str]) -> bool:
    """Whether the reader wrote in the file: its text is not what was copied, nor what would be."""
    if not path.exists():
        return False
    text = _digests(path.name, path.read_bytes())[1]
    return text not in (before and before[1], now[1])


def _digests(name: str, content: bytes) -> list[str]:
    """Return the SHA-256 of the content and of the text in it: a notebook's cells, say."""
    text = content
    if name.endswith(".ipynb"):
        cells = nbformat.reads(content.decode(), as_version=4).cells
        text = json.dumps([(cell.cell_type, cell.source) for cell in cells]).encode()
    return [sha256(each).hexdigest() for each in (content, text)]


def _content(path: Path, references: References) -> bytes:
    """Return the file as the reader gets it, in plain Markdown."""
    if path.suffix not in (".ipynb", ".md"):
        return path.read_bytes()
    if path.suffix == ".md":
        counts = references.before[path.name].copy()
        return plain(references, path.read_text("utf-8"), path.name, counts).encode()
    notebook = nbformat.read(path, as_version=4)
    rewrite(notebook, references, path.name)
    return f"{nbformat.writes(notebook)}\n".encode()


def _write(path: Path, content: bytes) -> None:
    store(content, path)
    if path.suffix == ".ipynb":
        NotebookNotary().sign(nbformat.reads(content.decode(), as_version=4))


def save_figures(work: Path) -> None:
    """Let a notebook that is saved in the copy be opened again with its figures."""
    store(json.dumps(SAVES_WIDGETS).encode(), work / SETTINGS / "overrides.json")


def main() -> None:
    """Copy, and name the files of which the book has a newer version than the reader."""
    book, work = map(Path, sys.argv[1:])
    save_figures(work)
    for name in copy(book, work):
        print(f"{work / name} has your changes and stays. The book's is newer: to get it,")
        print("rename or remove yours and run this again.")


if __name__ == "__main__":
    main()
