"""Pages without needless weight: the style that they use, short paths, scripts that can wait.

And what is not seen waits: sections are laid out one by one (``arrival.js``), and no script asks
for the size of a box before the browser knows it.

What stands here, a number defends: how many times as late a phone (1.6 Mbit/s, 150 ms, a processor
four times slower) has the longest chapter's first paint and its first explorer without it, medians
of 7 or 9 visits with it and without, in turns.
"""

import re
from collections.abc import Iterable
from functools import cache, partial
from pathlib import Path
from typing import TextIO, cast

from pygments.formatters import HtmlFormatter
from pygments.token import Name, Punctuation, Text, Whitespace
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.highlighting import PygmentsBridge

from explorable.bundle import editor, scripts
from explorable.sphinx.theme import paths, styles
from explorable.sphinx.theme.rewrite import Rule, apply, each_page

HERE = Path(__file__).parent
SEARCH = Rule(  # the theme's template has no block for them; 57 of a page's 356 kB, compressed
    "the scripts of search, on pages that do not search",
    'searchtools.js"',
    re.compile(r'<script src="[^"]*(?:searchtools|language_data|searchindex)\.js"></script>\n?'),
    "",
    always=True,
)
MARKS = Rule(  # 2 kB, compressed
    "Sphinx's marks of what was searched, which `page/search_mark.js` asks for when there are any",
    "_static/sphinx_highlight.js",
    re.compile(r"<script [^>]*sphinx_highlight\.js[^>]*></script>\n?"),
    "",
    always=True,
)
TAB_STOPS = Rule(  # `page/tab_stops.js` gives them, and waits until a box is laid out
    "the theme's tab stops, for which it lays out the whole page, box by box",
    "clientHeight?0:-1}",
    re.compile(r"\{\w\.tabIndex=[^}]*clientHeight\?0:-1\}"),
    "{}",
    always=True,
)
_THEME_SCRIPT = "scripts/pydata-sphinx-theme.js"
_OPTIONS = re.compile(r'<script([^>]*) src="([^"?]*documentation_options\.js)[^"]*"></script>')
_LIGHT_OR_DARK = """{
  const { dataset } = document.documentElement;
  const guess = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  if (dataset.mode) dataset.theme = dataset.mode === "auto" ? guess : dataset.mode;
}"""


def setup(app: Sphinx) -> None:
    """Prune every page."""
    app.add_js_file(f"{scripts.folder()}/page/search_mark.js", type="module", priority=100)
    # The theme guesses late, and the browser styles every element again: 1.12 and 1.57 times.
    app.add_js_file(None, body=_LIGHT_OR_DARK)
    app.add_post_transform(paths.ShortPaths)
    PygmentsBridge.html_formatter = PlainNames
    app.connect("html-page-context", _defer_scripts, priority=999)
    each_page(app, partial(_edit, app), priority=910)
    app.connect("build-finished", _edit_theme)


class PlainNames(HtmlFormatter):
    """Writes code without the spans that no style tells from text.

    They are a quarter of a chapter's elements, and 3 to 7 of its 70 to 140 kB, compressed.
    """

    def format(self, tokensource: Iterable, outfile: TextIO) -> None:
        """Write code."""
        plain = (Name, Name.Namespace, Punctuation, Whitespace)
        tokens = ((Text if kind in plain else kind, text) for kind, text in tokensource)
        super().format(tokens, outfile)


def _defer_scripts(
    _app: Sphinx, page: str, _template: str, context: dict, _doctree: object
) -> None:
    """Let no script hold up the page: 1.44 and 1.18 times.

    On the page of search the template has scripts that are not asked here and need these.
    """
    if page != "search":
        tag = context["js_tag"]
        context["js_tag"] = lambda file: _deferred(tag(file))


def _deferred(tag: str) -> str:
    """Return a script's tag so that the script waits, unless inline ones ask it."""
    return tag if _OPTIONS.match(tag) else tag.replace("<script src=", "<script defer src=")


def _edit(app: Sphinx, html: str, page: str, path: Path) -> str:
    if page != "search":
        html = apply([SEARCH, MARKS], html, page, app.config.html_theme)
    html = _OPTIONS.sub(lambda found: _inline(found[1], path.parent / found[2]), html)
    unused = "fontawesome" if app.config.explorable_icons else ""
    names = styles.names_in_scripts(Path(app.outdir, "_static"), editor.HOME, unused=unused)
    return styles.with_style(html, path, names).replace("</head>", f"{_arrival()}</head>", 1)


def _inline(attributes: str, script: Path) -> str:
    """Return a script that inline ones ask, written into the page: 1.15 times the first paint."""
    return f"<script{attributes}>{script.read_text('utf-8')}</script>"


def _edit_theme(app: Sphinx, error: Exception | None) -> None:
    """Put the theme's script into the book without its tab stops: 1.15 and 1.56 times."""
    if error or app.builder.format != "html":
        return
    theme = cast(StandaloneHTMLBuilder, app.builder).theme
    for script in (Path(folder, "static", _THEME_SCRIPT) for folder in theme.get_theme_dirs()):
        if script.exists():
            text = apply([TAB_STOPS], script.read_text("utf-8"), theme=app.config.html_theme)
            Path(app.outdir, "_static", _THEME_SCRIPT).write_text(text, "utf-8")


@cache
def _arrival() -> str:
    """Return what lays out a page section by section: 1.37 and 1.27 times."""
    style, script = ((HERE / f"arrival.{kind}").read_text("utf-8") for kind in ("css", "js"))
    script = scripts.without_comments(script).strip()
    return f"<style>{style}</style>\n<script>{script}</script>\n"
