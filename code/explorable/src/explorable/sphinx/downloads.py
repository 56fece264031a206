"""Notebooks that a reader downloads: they say first what they need, and can be had to hand out."""

from functools import partial
from html import escape
from pathlib import Path

import nbformat
from docutils import nodes
from nbformat import NotebookNode
from sphinx.application import Sphinx

from explorable.sphinx.handout import has_solutions, without_solutions
from explorable.sphinx.settings import Settings
from explorable.sphinx.steps import Page, page_step, site_step
from explorable.stored import explorers
from explorable.words import word

NOTE = "explorable-note"
"""The id of the cell."""
HANDOUT = "-without-solutions.ipynb"
"""How the name ends of what is handed out."""


def setup(app: Sphinx, settings: Settings) -> None:
    """Add the note to the copies of notebooks that pages offer, and offer them as handouts."""
    site_step(app, partial(_edit, settings), at="notebooks")
    if settings.handouts:
        page_step(app, _offer, at="handout")


def _edit(settings: Settings, app: Sphinx) -> None:
    """Add the note to notebooks with explorers, and lay handouts beside those with solutions."""
    notebooks = Path(app.outdir, "_sources").rglob("*.ipynb")
    for path in [path for path in notebooks if not path.name.endswith(HANDOUT)]:
        notebook = nbformat.read(path, as_version=4)
        if any(explorers(notebook.cells)):
            add_note(notebook, settings.packages)
            path.write_text(nbformat.writes(notebook) + "\n", "utf-8")
        if settings.handouts and has_solutions(notebook):
            handout = nbformat.writes(without_solutions(notebook)) + "\n"
            path.with_name(path.stem + HANDOUT).write_text(handout, "utf-8")


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


def _offer(page: Page) -> None:
    """Offer what is handed out in the page's menu behind the notebook, else at the page's end."""
    source = page.context.get("sourcename", "")
    if not source.endswith(".ipynb") or not _hides_answers(page):
        return
    url = f"{page.context['pathto']('_sources', 1)}/{source.removesuffix('.ipynb')}{HANDOUT}"
    text, tooltip = word("handout"), word("handoutDownload")
    if page.menu is not None:
        page.menu.insert(1, {"url": url, "text": text, "tooltip": tooltip})
    else:
        link = f'<a href="{escape(url)}" title="{escape(tooltip)}">{escape(text)}</a>'
        page.context["body"] += f'<p class="explorable-handout">{link}</p>\n'


def _hides_answers(page: Page) -> bool:
    tags = {each for part in page.all(nodes.container) for each in part["classes"]}
    return bool({"tag_solution", "tag_question"} & tags)
