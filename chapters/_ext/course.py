"""The face of the course: its chapters, its numbers, and what stands above each chapter's title.

All come from ``course.yml`` and from the notebooks, while the book is built.
"""

import re
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import nbformat
import yaml
from docutils import nodes
from docutils.parsers.rst import Directive
from explorable.sphinx import gallery
from explorable.sphinx.steps import Page, page_step
from nbformat import NotebookNode
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from _ext import clock, strip
from _ext.checked import checked_theorems

COURSE = Path(__file__).parents[1] / "course.yml"
LANDING = "chapters/intro"

_CHAPTER_LINK = re.compile(r"\]\((\d\d)-[\w-]+\.ipynb")
_CHECK = re.compile(r"checks\.\w+\.\w+(?=\()")


class Chapter(NamedTuple):
    """A chapter as ``course.yml`` has it."""

    page: str
    title: str
    question: str
    needs: list[int]
    at: list[int]
    lit: list[str]
    figure: str | None = None
    view: list[int] | None = None
    leans: dict[int, str] | None = None

    @property
    def number(self) -> int:
        """The number that its name begins with."""
        return int(self.page.split("-")[0])


def read() -> dict[int, Chapter]:
    """Return the chapters of the course by their numbers, each after those that it needs."""
    given = yaml.safe_load(COURSE.read_text("utf-8"))
    chapters = [Chapter(page, **entry) for page, entry in given.items()]
    return {chapter.number: chapter for chapter in chapters}


def may_be_skipped(chapters: dict[int, Chapter]) -> set[int]:
    """Return the numbers of those on which the last chapter does not lean, through others too."""
    leant = {max(chapters)}
    for number in sorted(chapters, reverse=True):
        leant.update(chapters[number].needs if number in leant else ())
    return chapters.keys() - leant


def needed(needs: Iterable[int], leans: dict[int, str] | None, link: Callable[[int], str]) -> str:
    """Return which chapters are needed, and which for a part and for what; each as a link.

    Examples
    --------
    >>> needed([9], {7: "Adam, for one section"}, "*{}*".format)
    'needs *9*, and *7* (Adam, for one section)'
    """
    parts = [
        ", ".join(map(link, needs)),
        *(f"{link(n)} ({why})" for n, why in (leans or {}).items()),
    ]
    return f"needs {', and '.join(filter(None, parts))}" if any(parts) else ""


def is_optional(page: str) -> bool:
    """Whether the way through the course passes a page by."""
    return page.endswith("-deeper")


def is_deeper(page: str) -> bool:
    """Whether a page stands behind the core of its chapter, for readers who want more."""
    return page.endswith(("-deeper", "-practice"))


def count_checks(notebooks: list[NotebookNode]) -> int:
    """Return how many different exercises check an answer, by a judge or by a question."""
    sources = [c.source for n in notebooks for c in n.cells if c.cell_type == "code"]
    judged = {check for source in sources for check in _CHECK.findall(source)}
    pairs = (pair for notebook in notebooks for pair in pairwise(notebook.cells))
    questions = sum(
        "{exercise}" in above.source and "question" in below.metadata.get("tags", [])
        for above, below in pairs
    )
    return len(judged) + questions


class CourseNumbers(Directive):
    """``course-numbers``: what the book has, counted, and that it asks other hosts for nothing."""

    def run(self) -> list[nodes.Node]:
        """Return the line as one raw node."""
        env = self.state.document.settings.env
        env.note_reread()  # it depends on all chapters
        files = {page: file for page, file in notebooks_of(env).items() if is_chapter(page)}
        read_by_page = {page: nbformat.read(file, as_version=4) for page, file in files.items()}
        notebooks = list(read_by_page.values())
        minutes = sum(clock.minutes(n) for page, n in read_by_page.items() if not is_deeper(page))
        counts = (
            ("hours", round(minutes / 60), "hours for the chapters"),
            ("figures", len(cards(env)), "figures that move"),
            ("exercises", count_checks(notebooks), "exercises that answer"),
            (
                "theorems",
                sum(map(len, map(checked_theorems, notebooks))),
                "theorems tried by code",
            ),
            ("requests", 0, "requests to third parties"),  # a promise: a test counts them
        )
        items = [f'<data class="{c}" value="{n}">{n}</data> {label}' for c, n, label in counts]
        html = "".join(f"<li>{item}</li>" for item in items)
        return [nodes.raw("", f'<ul class="course-numbers">{html}</ul>', format="html")]


def notebooks_of(env: BuildEnvironment) -> dict[str, Path]:
    """Return the files of the course's notebooks by page."""
    notebooks = sorted(Path(env.srcdir, "chapters").glob("*.ipynb"))
    return {f"chapters/{path.stem}": path for path in notebooks}


def cards(env: BuildEnvironment) -> list[gallery.Card]:
    """Return the whole course's explorers."""
    return gallery.cards_of(env, notebooks_of(env))


def is_chapter(page: str) -> bool:
    """Whether a page is one of the course: a core, or one that goes deeper."""
    return re.match(r"chapters/\d\d-", page) is not None


def notebook(env: BuildEnvironment, page: str) -> NotebookNode:
    """Return the notebook of a page."""
    return nbformat.read(env.doc2path(page), as_version=4)


def _add_header(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Write the strip, number, reading time and what is needed above a chapter's title."""
    if app.builder.format != "html" or not is_chapter(page):
        return
    chapters = read()
    chapter = next((c for c in chapters.values() if _belongs(page, c)), None)
    if chapter is None:
        raise ExtensionError(f"course.yml: {page} is missing")
    html = strip.strip(app, page, chapter.lit) if app.builder.name != "epub" else ""
    html += f'<p class="chapter-line">{" · ".join(_line(app, page, chapters, chapter))}</p>'
    section = next(iter(doctree.findall(nodes.section)))
    section.insert(0, nodes.raw("", html, format="html"))


def opening_links(notebook: NotebookNode) -> list[int]:
    """Return the chapters that the first cell links to: those that a page says it needs."""
    return sorted({int(number) for number in _CHAPTER_LINK.findall(notebook.cells[0].source)})


def _belongs(page: str, chapter: Chapter) -> bool:
    """Whether a page is the chapter's core, or one that goes deeper under its number."""
    name = page.removeprefix("chapters/")
    return name == chapter.page or (is_deeper(name) and int(name[:2]) == chapter.number)


def _line(app: Sphinx, page: str, chapters: dict[int, Chapter], chapter: Chapter) -> list[str]:
    """Return what a page is, how long it takes, and links to the chapters that it needs."""
    cells, needs, leans = notebook(app.env, page), chapter.needs, chapter.leans
    time = f"about {clock.minutes(cells)} minutes with all there is to do"
    parts = [f"Chapter {chapter.number}", time]
    if is_deeper(page):
        parts.insert(1, "Practice" if page.endswith("-practice") else "Deeper")
        needs, leans = opening_links(cells), None

    def link(number: int) -> str:
        address = app.builder.get_relative_uri(page, f"chapters/{chapters[number].page}")
        return f'<a href="{address}">{number}</a>'

    parts += filter(None, [needed(needs, leans, link)])
    if chapter.number in may_be_skipped(chapters):
        leaning = {
            c.number: c.leans[chapter.number]
            for c in chapters.values()
            if chapter.number in (c.leans or {})
        }
        parts.append(
            "may be skipped"
            + "".join(f", but {link(n)} leans on it ({why})" for n, why in leaning.items())
        )
    return parts


def _fold_further(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Fold what a page of practice has for those who read *Deeper*, below its heading and lead."""
    if app.builder.format != "html" or app.builder.name == "epub":
        return
    for section in doctree.findall(nodes.section):
        if any(name.endswith("-practice-deeper") for name in section["ids"]):
            opening = '<details class="further"><summary>Exercises and questions</summary>'
            section.insert(2, nodes.raw("", opening, format="html"))
            section += nodes.raw("", "</details>", format="html")


def _without_contents(page: Page) -> None:
    """Hide the secondary sidebar of the landing page; the map is its table of contents."""
    if page.name == LANDING:
        meta = page.context["meta"] or {}
        page.context["meta"] = {**meta, "html_theme.sidebar_secondary.remove": ""}


def setup(app: Sphinx) -> None:
    """Register the directive and the chapters' headers."""
    app.add_directive("course-numbers", CourseNumbers)
    app.connect("doctree-resolved", _add_header)
    app.connect("doctree-resolved", _fold_further)
    page_step(app, _without_contents, after="theme")
