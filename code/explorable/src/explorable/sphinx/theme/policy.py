"""A strict Content-Security-Policy on every page.

It names the sum of each inline script that the theme and its extensions wrote. Anything else inline
is refused, what stands in the text and in stored outputs included, and so is every other host. The
page's worker is bound too: its script is a blob, which inherits the policy. WebAssembly may be
compiled, for Python; text is never evaluated as JavaScript.
"""

import re
from base64 import b64encode
from functools import partial
from hashlib import sha256
from html import escape
from html.parser import HTMLParser
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from explorable.sphinx.theme.rewrite import Rule, apply, each_page, warn
from explorable.words import word

JAVASCRIPT = (None, "", "module", "text/javascript", "application/javascript")
# The theme writes handlers, and its macro of buttons has no block. To name their sums in the policy
# ('unsafe-hashes') is not enough: Sphinx's search parses pages, with their handlers, in another.
RULES = (
    Rule(
        "the theme's print button",
        'onclick="window.print()"',
        re.compile(r'onclick="window\.print\(\)"'),
        'data-do="print"',
    ),
    Rule(
        "the theme's words on its print button",
        'title="Print to PDF"',
        re.compile('title="Print to PDF"'),
        lambda _found: f'title="{escape(word("print"))}"',
    ),
    Rule(
        "the theme's button of full screen",
        'onclick="toggleFullScreen()"',
        re.compile(r'onclick="toggleFullScreen\(\)"'),
        'data-do="full-screen"',
    ),
)
_CHARSET = re.compile(r'<meta charset="utf-8"\s*/?>', re.IGNORECASE)
_EVALUATED = re.compile(r'new Function\(\s*"n",\s*`return \(\$\{catalog\.plural_expr\}\)`\s*\)')
_PLURAL = re.compile(r'"plural_expr": "([^"\\]*)"')
_MARK = '<meta http-equiv="Content-Security-Policy"'


class Scripts(HTMLParser):
    """The inline scripts of a piece of HTML, and what would run by an attribute."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.inline: list[str] = []
        self.handlers: list[str] = []
        self._open = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a script's begin and an element's handlers."""
        given = dict(attrs)
        self.handlers += [f"<{tag} {name}>" for name in given if name.startswith("on")]
        self._open = tag == "script" and "src" not in given and given.get("type") in JAVASCRIPT
        if self._open:
            self.inline.append("")

    def handle_data(self, data: str) -> None:
        """Note a script's text."""
        if self._open:
            self.inline[-1] += data

    def handle_endtag(self, tag: str) -> None:
        """Note a script's end."""
        self._open = False

    @property
    def sums(self) -> set[str]:
        """The sums of the inline scripts, as a policy names them."""
        return {
            "sha256-" + b64encode(sha256(script.encode()).digest()).decode()
            for script in self.inline
        }


def setup(app: Sphinx) -> None:
    """Give every page its policy."""
    texts: dict[str, Scripts] = {}

    def note_text(
        _app: Sphinx, page: str, _template: str, context: dict, _doctree: nodes.document
    ) -> None:
        texts[page] = Scripts(context.get("body", ""))

    app.connect("html-page-context", note_text, priority=999)
    each_page(app, partial(_edit, texts), priority=920)
    app.connect("build-finished", _write_plural)


def _write_plural(app: Sphinx, error: Exception | None) -> None:
    """Write a language's rule of plurals into Sphinx's script, which would evaluate a text."""
    words, script = (Path(app.outdir, "_static", f"{n}.js") for n in ("translations", "doctools"))
    if not error and words.exists() and (rule := _PLURAL.search(words.read_text("utf-8"))):
        text = script.read_text("utf-8")
        script.write_text(_EVALUATED.sub(f"(n) => ({rule[1]})", text), "utf-8")


def _edit(texts: dict[str, Scripts], html: str, page: str, _path: Path) -> str:
    text = texts[page]
    for _script in text.inline:
        warn(page, "a script in the text or in a stored output, which the policy will not run")
    return with_policy(apply(RULES, html, page), page, text.sums)


def with_policy(html: str, page: str = "", refused: set[str] | frozenset[str] = frozenset()) -> str:
    """Return a page with its policy.

    Parameters
    ----------
    html : str
        As the theme wrote it.
    page : str
        Its name, for warnings.
    refused : set of str
        The sums of scripts that are not the theme's.
    """
    scripts = Scripts(html)
    for handler in scripts.handlers:
        warn(page, f"{handler} is a handler within the page, which the policy will not run")
    if not _CHARSET.search(html):
        warn(page, "no <meta charset>, after which the policy is to stand")
    meta = f'{_MARK} content="{policy(scripts.sums - refused)}" />'
    return _CHARSET.sub(lambda found: f"{found[0]}\n{meta}", html, count=1)


def policy(sums: set[str]) -> str:
    """Return the Content-Security-Policy under which a page works, and nothing more.

    Parameters
    ----------
    sums : set of str
        Of the inline scripts that may run.

    Examples
    --------
    >>> "'wasm-unsafe-eval'" in policy(set())
    True
    """
    scripts = " ".join(["'self'", "'wasm-unsafe-eval'", *(f"'{each}'" for each in sorted(sums))])
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",  # the pictures are inline SVG
            "img-src 'self' data:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        ]
    )
