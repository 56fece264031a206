"""Where a page shows what a reader has done: on the map and in the contents, page by page.

A mark names its page; a script fills it. Each page leads to the page that keeps a reader's work, by
a line at its foot, and the landing page to where a reader goes on, or to the first chapter.
"""

from functools import partial
from typing import Any

from bs4 import BeautifulSoup
from docutils import nodes
from explorable.sphinx.steps import Page, page_step
from sphinx.application import Sphinx

from _ext import course

WORK = "chapters/again"


def mark(page: str) -> str:
    """Return the mark of a page, still empty."""
    return f'<span class="explorable-done" data-explorable-page="{page}"></span>'


def _mark_contents(page: Page) -> None:
    """Let the contents have marks behind the chapters when the theme asks for them."""
    contents = page.context["generate_toctree_html"]
    marked = partial(_marked, page.name, contents)
    page.context["generate_toctree_html"] = marked


def _marked(page: str, contents: Any, **given: object) -> BeautifulSoup:
    soup = contents(**given)
    for link in soup.select("a"):
        target = page if link["href"] == "#" else link["href"].removesuffix(".html")
        name = f"chapters/{target.rpartition('/')[2]}"
        if course.is_chapter(name):
            link.append(BeautifulSoup(mark(name), "html.parser").span)
    return soup


def _lead_to_work(page: Page) -> None:
    """Put the way to a reader's work at the foot of a page, and the script of the marks."""
    if page.name != WORK:
        link = page.context["pathto"](WORK)
        label = "Your work, and what to do again"
        page.context["theme_extra_footer"] = f'<a href="{link}">{label}</a>'
    page.add_script("page/progress.js")


def _remember(page: Page) -> None:
    """Let a chapter note where it was left, and the landing page ask for it."""
    name = page.name
    if role := "ask" if name == course.LANDING else "note" if course.is_chapter(name) else "":
        early = {"type": "module", "async": "async", "data-explorable-visit": role}
        if role == "note":
            early["data-number"] = str(int(name.removeprefix("chapters/")[:2]))
        page.add_script("page/visit.js", **early, **{"data-words": "Continue:"})


def _offer_the_way_on(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Leave room for the way on: below a chapter's title, and where the landing page begins."""
    if app.builder.format != "html" or not (page == course.LANDING or course.is_chapter(page)):
        return
    title = next(iter(doctree.findall(nodes.title)))
    begin, behind = "", 1
    if page == course.LANDING:
        start, behind = course.read()[1], 2
        address = app.builder.get_relative_uri(page, f"chapters/{start.page}")
        begin = f'<a href="{address}">Start with chapter 1: {start.title}</a>'
    room = nodes.raw("", f'<div class="explorable-continue">{begin}</div>', format="html")
    title.parent.insert(title.parent.index(title) + behind, room)


def setup(app: Sphinx) -> None:
    """Register all of it."""
    app.connect("doctree-resolved", _offer_the_way_on)
    page_step(app, _lead_to_work, after="theme")
    page_step(app, _remember, after="theme")
    page_step(app, _mark_contents, after="menu")
