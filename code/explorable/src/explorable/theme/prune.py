"""Pages without needless weight: the style that they use, short paths, scripts that can wait.

And what is not seen waits: sections are laid out one by one (``arrival.js``), and no script asks
for the size of a box before the browser knows it.

What stands here, a number defends: how many times as late a phone (1.6 Mbit/s, 150 ms, a processor
four times slower) has the longest chapter's first paint and its first explorer without it, medians
of 7 or 9 visits with it and without, in turns.
"""

import re
from pathlib import Path

from pygments.token import STANDARD_TYPES, Name, Punctuation, Whitespace
from sphinx.application import Sphinx

from explorable.bundle import editor, scripts
from explorable.sphinx.steps import Page, page_step
from explorable.theme import paths, styles

_OPTIONS = re.compile(r'<script([^>]*) src="([^"?]*documentation_options\.js)[^"]*"></script>')
_CODE = re.compile(r'<div class="highlight"><pre>.*?</pre>', re.DOTALL)
_PLAIN = [STANDARD_TYPES[kind] for kind in (Name, Name.Namespace, Punctuation, Whitespace)]
_NAMES = re.compile(rf'<span class="(?:{"|".join(_PLAIN)})">(.*?)</span>')


def setup(app: Sphinx) -> None:
    """Prune what pages are made of."""
    for name in ("search_mark", "search_hits"):
        app.add_js_file(f"{scripts.folder()}/page/{name}.js", type="module", priority=100)
    app.add_post_transform(paths.ShortPaths)
    page_step(app, _leave_out_marks, at="scripts")


def _leave_out_marks(page: Page) -> None:
    """Leave marking of what was searched to `page/search_mark.js`: 2 kB, compressed."""
    if page.name != "search":
        page.leave_out_scripts("sphinx_highlight")


def pruned(html: str, page: str, path: Path, static: Path) -> str:
    """Return a page with its style in it, whose scripts do not hold it up: 1.44 and 1.18 times.

    Code goes without the spans that no style tells from text. They are a quarter of a chapter's
    elements, and 3 to 7 of its 70 to 140 kB, compressed.

    On the page of search the template has scripts that need the others at once.
    """
    html = _CODE.sub(lambda code: _NAMES.sub(r"\1", code[0]), html)
    html = _OPTIONS.sub(lambda match: _inline(match[1], path.parent / match[2]), html)
    if page != "search":
        head, end, body = html.partition("</head>")
        html = head.replace("<script src=", "<script defer src=") + end + body
    unused = "" if "fontawesome.js" in html else "fontawesome"
    names = styles.names_in_scripts(static, editor.HOME, unused=unused)
    return styles.with_style(html, path, names)


def _inline(attributes: str, script: Path) -> str:
    """Return a script that inline ones ask, written into the page: 1.15 times the first paint."""
    return f"<script{attributes}>{script.read_text('utf-8')}</script>"
