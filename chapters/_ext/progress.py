"""Where a page shows what a reader has done: on the map and in the contents, chapter by chapter.

A mark names the pages that count for its chapter, the core and what goes deeper; a script fills it.
Each page leads to the page that keeps a reader's work, by a line at its foot.
"""

import re
from functools import partial
from pathlib import Path
from typing import Any

from explorable.bundle import scripts
from explorable.sphinx.theme.rewrite import each_page, warn
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from _ext.language import _

WORK = "chapters/again"
_ENTRY = re.compile(r'<li class="toctree-l1[^"]*"><a class="[^"]*" href="(?P<to>[^"]*)">[^<]*')


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


def _mark_contents(app: Sphinx, html: str, page: str, _path: Path) -> str:
    """Put marks behind the chapters in the contents."""

    def marked(entry: re.Match) -> str:
        name = page if entry["to"] == "#" else entry["to"].removesuffix(".html")
        name = name.rpartition("/")[2]
        return entry[0] + mark(app.env, name) if re.match(r"\d\d-", name) else entry[0]

    marked_html = _ENTRY.sub(marked, html)
    if "explorable-done" not in marked_html:
        warn(page, "the contents have another markup than the marks of progress know")
    return marked_html


def _lead_to_work(app: Sphinx, page: str, _template: str, context: dict, _doctree: object) -> None:
    """Put the way to a reader's work at the foot of a page, and the script of the marks."""
    if page != WORK:
        link = context["pathto"](WORK)
        words = _("Your work, and what to do again")
        context["theme_extra_footer"] = f'<a href="{link}">{words}</a>'
    attributes: dict[str, Any] = {"type": "module"}
    app.add_js_file(f"{scripts.folder()}/page/progress.js", **attributes)


def setup(app: Sphinx) -> None:
    """Mark the contents when all pages are written, before their style is chosen."""
    app.connect("html-page-context", _lead_to_work)
    each_page(app, partial(_mark_contents, app), priority=600)
