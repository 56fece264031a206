"""Notebooks that a reader downloads: they say first what they need, and can be had to hand out."""

from functools import partial
from pathlib import Path

import nbformat
from docutils import nodes
from nbformat import NotebookNode
from sphinx.application import Sphinx

from explorable.sphinx.handout import has_solutions, without_solutions
from explorable.sphinx.settings import Settings
from explorable.stored import explorers
from explorable.words import word

NOTE = "explorable-note"
"""The id of the cell."""
HANDOUT = "-without-solutions.ipynb"
"""How the name ends of what is handed out."""


def setup(app: Sphinx, settings: Settings) -> None:
    """Add the note to the copies of notebooks that pages offer, and offer them as handouts."""
    app.connect("build-finished", partial(_add_notes, settings))
    if settings.handouts:
        app.connect("build-finished", _add_handouts, priority=600)
        app.connect("html-page-context", _offer, priority=510)  # after the theme's own buttons


def _add_notes(settings: Settings, app: Sphinx, error: Exception | None) -> None:
    for path in () if error else _notebooks(app):
        notebook = nbformat.read(path, as_version=4)
        if any(explorers(notebook.cells)):
            add_note(notebook, settings.packages)
            path.write_text(nbformat.writes(notebook) + "\n", "utf-8")


def _notebooks(app: Sphinx) -> list[Path]:
    found = Path(app.outdir, "_sources").rglob("*.ipynb")
    return [path for path in found if not path.name.endswith(HANDOUT)]


def add_note(notebook: NotebookNode, packages: tuple[str, ...]) -> None:
    """Let a notebook begin with what it needs; nothing is said twice.

    Parameters
    ----------
    notebook : NotebookNode
    packages : tuple of str
        What it imports besides ``explorable``.
    """
    if notebook.cells[0].get("id") != NOTE:
        names = " and ".join(f"`{name}`" for name in ("explorable", *packages))
        note = word("note", names=names)
        notebook.cells.insert(0, nbformat.v4.new_markdown_cell(f"*{note}*", id=NOTE))


def _add_handouts(app: Sphinx, error: Exception | None) -> None:
    for path in () if error else _notebooks(app):
        notebook = nbformat.read(path, as_version=4)
        if has_solutions(notebook):
            handout = nbformat.writes(without_solutions(notebook)) + "\n"
            path.with_name(path.stem + HANDOUT).write_text(handout, "utf-8")


def _offer(
    _app: Sphinx, _page: str, _template: str, context: dict, doctree: nodes.document | None
) -> None:
    """Add a link to a theme's menu of downloads, if it has one: sphinx-book-theme does."""
    source = context.get("sourcename", "")
    if doctree is None or not source.endswith(".ipynb") or not _hides_answers(doctree):
        return
    link = {
        "type": "link",
        "url": f"{context['pathto']('_sources', 1)}/{source.removesuffix('.ipynb')}{HANDOUT}",
        "text": word("handout"),
        "tooltip": word("handoutDownload"),
        "icon": "fas fa-file",
        "label": "download-handout-button",
    }
    for menu in context.get("header_buttons", []):
        if menu.get("label") == "download-buttons":
            menu["buttons"].insert(1, link)


def _hides_answers(doctree: nodes.document) -> bool:
    tags = {each for part in doctree.findall(nodes.container) for each in part["classes"]}
    return bool({"tag_solution", "tag_question"} & tags)
