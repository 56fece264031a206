"""A few icons in a style sheet, in place of the theme's script and fonts of them (540 kB)."""

import re
from functools import partial
from html import escape, unescape
from pathlib import Path

from sphinx.application import Sphinx

from explorable.sphinx.theme.rewrite import Rule, apply, each_page
from explorable.words import word

STYLE = Path(__file__).with_name("icons.css")
RULES = (  # the template that writes it has no block
    Rule(
        "the theme's script of icons",
        "fontawesome.js",
        re.compile(r'<(?:script|link)\b[^>]*fontawesome\.js[^"]*"[^>]*>(?:</script>)?\n?'),
        "",
        always=True,
    ),
    Rule(  # an icon alone has no name
        "the theme's arrows that open the pages below one",
        '<summary><span class="toctree-toggle"',
        re.compile(r'([^<>]*)((?:</\w+>)+<details[^>]*>)<summary>(?=<span class="toctree-toggle")'),
        lambda found: f"{found[1]}{found[2]}{_named(found[1])}",
    ),
)


def _named(page: str) -> str:
    return f'<summary aria-label="{escape(word("subpages", page=unescape(page)))}">'


def setup(app: Sphinx) -> None:
    """Replace the icons on every page."""
    app.config.html_static_path.append(str(STYLE))
    app.add_css_file("icons.css", priority=400)
    each_page(app, partial(_edit, app), priority=900)


def _edit(app: Sphinx, html: str, page: str, _path: Path) -> str:
    return apply(RULES, html, page, app.config.html_theme)
