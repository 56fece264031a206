"""Where a page shows what a reader has done: on the map and in the contents, chapter by chapter.

A mark names the pages that count for its chapter, the core and what goes deeper; a script fills it.
Each page leads to the page that keeps a reader's work, by a line at its foot. Who has opened a
chapter sees another figure on the landing page: both are in the page, the style sheet shows one.
"""

import re
from functools import partial
from typing import Any

from bs4 import BeautifulSoup
from docutils import nodes
from explorable.sphinx.steps import Page, page_step
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from _ext import course

WORK = "chapters/again"


def mark(env: BuildEnvironment, chapter: str) -> str:
    """Return the mark of a chapter, still empty; none of what is not a chapter.

    Parameters
    ----------
    env : BuildEnvironment
    chapter : str
        The name of its core, as in ``course.yml``.
    """
    number = re.match(r"\d\d-", chapter)
    own = f"chapters/{number[0]}" if number else None
    pages = sorted(page for page in env.found_docs if own and page.startswith(own))
    return f'<span class="explorable-done" data-explorable-pages="{" ".join(pages)}"></span>'


def _mark_contents(page: Page) -> None:
    """Let the contents have marks behind the chapters when the theme asks for them."""
    contents = page.context["generate_toctree_html"]
    marked = partial(_marked, page.app.env, page.name, contents)
    page.context["generate_toctree_html"] = marked


def _marked(env: BuildEnvironment, page: str, contents: Any, **given: object) -> BeautifulSoup:
    soup = contents(**given)
    for link in soup.select(".toctree-l1 > a"):
        target = page if link["href"] == "#" else link["href"].removesuffix(".html")
        name = target.rpartition("/")[2]
        if re.match(r"\d\d-", name):
            link.append(BeautifulSoup(mark(env, name), "html.parser").span)
    return soup


def _lead_to_work(page: Page) -> None:
    """Put the way to a reader's work at the foot of a page, and the script of the marks."""
    if page.name != WORK:
        link = page.context["pathto"](WORK)
        words = "Your work, and what to do again"
        page.context["theme_extra_footer"] = f'<a href="{link}">{words}</a>'
    page.add_script("page/progress.js")


def _remember(page: Page) -> None:
    """Let a chapter note where it was left, and the landing page ask for it."""
    name = page.name
    if role := "ask" if name == course.LANDING else "note" if course.is_chapter(name) else "":
        early = {"type": "module", "async": "async", "data-explorable-visit": role}
        page.add_script("page/visit.js", **early, **{"data-words": "Continue:"})


def _offer_the_way_on(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Leave room below the first words of what asks and notes for the way on."""
    if app.builder.format == "html" and (page == course.LANDING or course.is_chapter(page)):
        first = next(iter(doctree.findall(nodes.paragraph)))
        room = nodes.raw("", '<p class="explorable-continue"></p>', format="html")
        first.parent.insert(first.parent.index(first) + 1, room)


def setup(app: Sphinx) -> None:
    """Register all of it."""
    app.connect("doctree-resolved", _offer_the_way_on)
    page_step(app, _lead_to_work, after="theme")
    page_step(app, _remember, after="theme")
    page_step(app, _mark_contents, after="menu")
