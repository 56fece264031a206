"""Notebooks that a reader downloads say first what they need."""

from functools import partial
from pathlib import Path

import nbformat
from sphinx.application import Sphinx

from explorable.sphinx.settings import Settings
from explorable.words import word

NOTE = "explorable-note"
"""The id of the cell."""


def setup(app: Sphinx, settings: Settings) -> None:
    """Add the note to the copies of notebooks that pages offer."""
    app.connect("build-finished", partial(_add_notes, settings))


def _add_notes(settings: Settings, app: Sphinx, error: Exception | None) -> None:
    for path in () if error else Path(app.outdir, "_sources").rglob("*.ipynb"):
        text = path.read_text("utf-8")
        if "data-explorer=" in text:
            path.write_text(with_note(text, settings.packages), "utf-8")


def with_note(text: str, packages: tuple[str, ...]) -> str:
    """Return a notebook that begins with what it needs; nothing is said twice.

    Parameters
    ----------
    text : str
        The notebook, as it is stored.
    packages : tuple of str
        What it imports besides ``explorable``.
    """
    notebook = nbformat.reads(text, as_version=4)
    if notebook.cells[0].get("id") == NOTE:
        return text
    names = " and ".join(f"`{name}`" for name in ("explorable", *packages))
    note = word("note", names=names)
    notebook.cells.insert(0, nbformat.v4.new_markdown_cell(f"*{note}*", id=NOTE))
    return nbformat.writes(notebook) + "\n"
