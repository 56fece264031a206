"""Where a page shows what a reader has done: on the map and in the contents, chapter by chapter.

A mark names the pages that count for its chapter, the core and what goes deeper; a script fills it.
Each page leads to the page that keeps a reader's work, by a line at its foot.
"""

import re
from functools import partial
from typing import Any

from bs4 import BeautifulSoup
from explorable.bundle import scripts
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

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
    found = sorted(page for page in env.found_docs if own and page.startswith(own))
    return f'<span class="explorable-done" data-explorable-pages="{" ".join(found)}"></span>'


def _mark_contents(app: Sphinx, page: str, _template: str, context: dict, _doctree: object) -> None:
    """Let the contents have marks behind the chapters when the theme asks for them."""
    contents = context["generate_toctree_html"]
    context["generate_toctree_html"] = partial(_marked, app.env, page, contents)


def _marked(env: BuildEnvironment, page: str, contents: Any, **given: object) -> BeautifulSoup:
    soup = contents(**given)
    for link in soup.select(".toctree-l1 > a"):
        target = page if link["href"] == "#" else link["href"].removesuffix(".html")
        name = target.rpartition("/")[2]
        if re.match(r"\d\d-", name):
            link.append(BeautifulSoup(mark(env, name), "html.parser").span)
    return soup


def _lead_to_work(app: Sphinx, page: str, _template: str, context: dict, _doctree: object) -> None:
    """Put the way to a reader's work at the foot of a page, and the script of the marks."""
    if page != WORK:
        link = context["pathto"](WORK)
        words = "Your work, and what to do again"
        context["theme_extra_footer"] = f'<a href="{link}">{words}</a>'
    attributes: dict[str, Any] = {"type": "module"}
    app.add_js_file(f"{scripts.folder()}/page/progress.js", **attributes)


def setup(app: Sphinx) -> None:
    """Mark the contents when the theme knows how to make them."""
    app.connect("html-page-context", _lead_to_work)
    app.connect("html-page-context", _mark_contents, priority=600)
