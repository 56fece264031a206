"""Pages without needless weight: the style that they use, short paths, scripts that can wait.

And what is not seen waits: sections are laid out one by one (``arrival.js``), and no script asks
for the size of a box before the browser knows it.

What stands here, a number defends: how many times as late a phone (1.6 Mbit/s, 150 ms, a processor
four times slower) has the longest chapter's first paint and its first explorer without it, medians
of 7 or 9 visits with it and without, in turns.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from pygments.formatters import HtmlFormatter
from pygments.token import Name, Punctuation, Text, Whitespace
from sphinx.application import Sphinx
from sphinx.highlighting import PygmentsBridge
from sphinx.util import logging

from explorable.bundle import editor, scripts
from explorable.theme import paths, styles

_TAB_STOPS = re.compile(r"\{\w\.tabIndex=[^}]*clientHeight\?0:-1\}")
_OPTIONS = re.compile(r'<script([^>]*) src="([^"?]*documentation_options\.js)[^"]*"></script>')

logger = logging.getLogger(__name__)


def setup(app: Sphinx) -> None:
    """Prune what pages are made of."""
    app.add_js_file(f"{scripts.folder()}/page/search_mark.js", type="module", priority=100)
    app.add_post_transform(paths.ShortPaths)
    PygmentsBridge.html_formatter = PlainNames
    app.connect("html-page-context", _leave_out_marks, priority=999)  # when all are added
    app.connect("build-finished", _leave_out_tab_stops)


class PlainNames(HtmlFormatter):
    """Writes code without the spans that no style tells from text.

    They are a quarter of a chapter's elements, and 3 to 7 of its 70 to 140 kB, compressed.
    """

    def format(self, tokensource: Iterable, outfile: TextIO) -> None:
        """Write code."""
        plain = (Name, Name.Namespace, Punctuation, Whitespace)
        tokens = ((Text if kind in plain else kind, text) for kind, text in tokensource)
        super().format(tokens, outfile)


def _leave_out_marks(
    _app: Sphinx, page: str, _template: str, context: dict, _doctree: object
) -> None:
    """Leave marking of what was searched to `page/search_mark.js`: 2 kB, compressed."""
    if page != "search":
        files = context["script_files"]
        context["script_files"] = [f for f in files if "sphinx_highlight" not in str(f.filename)]


def pruned(html: str, page: str, path: Path, static: Path) -> str:
    """Return a page with its style in it, whose scripts do not hold it up: 1.44 and 1.18 times.

    On the page of search the template has scripts that need the others at once.
    """
    html = _OPTIONS.sub(lambda found: _inline(found[1], path.parent / found[2]), html)
    if page != "search":
        head, end, body = html.partition("</head>")
        html = head.replace("<script src=", "<script defer src=") + end + body
    unused = "" if "fontawesome.js" in html else "fontawesome"
    names = styles.names_in_scripts(static, editor.HOME, unused=unused)
    return styles.with_style(html, path, names)


def _inline(attributes: str, script: Path) -> str:
    """Return a script that inline ones ask, written into the page: 1.15 times the first paint."""
    return f"<script{attributes}>{script.read_text('utf-8')}</script>"


def _leave_out_tab_stops(app: Sphinx, error: Exception | None) -> None:
    """Take its tab stops, which no option leaves out, from the theme's script: 1.15 and 1.56 times.

    For these it lays out the whole page, box by box; `page/tab_stops.js` waits until a box is.
    """
    script = Path(app.outdir, "_static", "scripts", "pydata-sphinx-theme.js")
    if error or not script.exists():
        return
    text = _TAB_STOPS.sub("{}", script.read_text("utf-8"))
    script.write_text(text, "utf-8")
    if "clientHeight?0:-1}" in text:
        words = "the theme gives tab stops in other words than this extension knows"
        logger.warning(words, type="explorable", subtype="theme")
