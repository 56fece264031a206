"""The last touch on built pages: no needless weight, and a strict Content-Security-Policy.

The theme asks for fifteen style sheets, a font of icons, and scripts that hold up the page. What
is left is the style that the page needs, in its head, and scripts that run when the page is there.

The policy names the sum of each inline script that the theme wrote; anything else inline is
refused, and so is every other host. WebAssembly may be compiled, for Python; text is never
evaluated as JavaScript.
"""

import re
from base64 import b64encode
from functools import partial
from hashlib import sha256
from html import escape, unescape
from pathlib import Path

from sphinx.application import Sphinx

from descent.site import editor, styles

_NEEDLESS = re.compile(
    r'<script[^>]* src="[^"]*fontawesome\.js[^"]*"></script>\n?'  # 540 kB; icons.css has the few
    r'|<link rel="preload" as="script"[^>]*>\n?'
)
_SEARCH = re.compile(
    r'<script src="[^"]*(?:searchtools|language_data|searchindex)\.js"></script>\n?'
)
_TABS = re.compile(r'<script[^>]* src="[^"]*design-tabs\.js[^"]*"></script>\n?')
_OPTIONS = re.compile(r'<script src="([^"?]*documentation_options\.js)[^"]*"></script>')
_INLINE = re.compile(r"<script(?![^>]*\b(?:src|type)=)[^>]*>(.*?)</script>", re.DOTALL)
_FIRST_WORDS = re.compile(r"<article.*?<p>(.*?)</p>", re.DOTALL)
_PLAIN = re.compile(r'<span class="(?:n|nn|p|w)">([^<]*)</span>|<span></span>')  # of code
_THEME = 'localStorage.getItem("theme") || "auto";'
_KNOWN_THEME = (  # else a script finds it late, and the browser styles every element again
    '{light: "light", dark: "dark"}[localStorage.getItem("mode")] '
    '|| (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");'
)
_FONT = re.compile(r"@font-face\s*{\s*font-family: STIX2;\s*src: url\(([^)]+)\)")
_CHARSET = '<meta charset="utf-8" />'
_MARK = '<meta http-equiv="Content-Security-Policy"'


def setup(app: Sphinx) -> None:
    """Finish the pages when all are written."""
    app.connect("build-finished", _finish_all, priority=900)  # the theme's own last touch is before


def _finish_all(app: Sphinx, error: Exception | None) -> None:
    if error or app.builder.format != "html":
        return
    names = styles.names_in_scripts(Path(app.outdir, "_static"), editor.HOME)
    for path in Path(app.outdir).rglob("*.html"):
        text = path.read_text("utf-8")
        if _MARK not in text and _CHARSET in text:
            text = _OPTIONS.sub(partial(_within, path.parent), text)
            path.write_text(finish(styles.with_style(text, path, names)), "utf-8")


def _within(folder: Path, found: re.Match) -> str:
    """Return the script that was found, written into the page: the first words need not wait."""
    return f"<script>{(folder / found[1]).read_text('utf-8')}</script>"


def finish(page: str) -> str:
    """Return the page without needless weight and inline handlers, with its policy.

    Parameters
    ----------
    page : str
        HTML as the theme wrote it.

    Examples
    --------
    >>> finish('<meta charset="utf-8" /><button onclick="window.print()">')[-24:]
    '<button data-do="print">'
    """
    page = _PLAIN.sub(r"\1", _NEEDLESS.sub("", page))
    if 'id="search-results"' not in page:
        page = _SEARCH.sub("", page)
    if "sd-tab-set" not in page:
        page = _TABS.sub("", page)
    page = page.replace('<script src="', '<script defer src="')
    page = page.replace(_THEME, _KNOWN_THEME)
    page = page.replace('onclick="window.print()"', 'data-do="print"')
    # A list may have no other children; docutils calls them entries of a bibliography.
    page = page.replace('role="doc-biblioentry"', 'role="listitem"')
    head = f'{_CHARSET}\n{_MARK} content="{policy(page)}" />{_description(page)}{_font(page)}'
    return page.replace(_CHARSET, head, 1)


def _description(page: str) -> str:
    """Return the page's first words, for those who look for it."""
    words = _FIRST_WORDS.search(page)
    text = unescape(re.sub(r"<[^>]+>", "", words[1])) if words else ""
    text = " ".join(text.split())[:300]
    return f'\n<meta name="description" content="{escape(text)}" />' if text else ""


def _font(page: str) -> str:
    """Ask for the formulas' font at once: if it comes late, all formulas are laid out twice."""
    font = _FONT.search(page) if "<math" in page else None
    link = '<link rel="preload" as="font" type="font/woff2" crossorigin href="'
    return f'\n{link}{font[1]}" />' if font else ""


def policy(page: str) -> str:
    """Return the Content-Security-Policy under which this page works, and nothing more.

    Examples
    --------
    >>> "'wasm-unsafe-eval'" in policy("")
    True
    """
    sums = sorted({_sum(script) for script in _INLINE.findall(page)})
    scripts = " ".join(["'self'", "'wasm-unsafe-eval'", *(f"'{each}'" for each in sums)])
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",  # the pictures are inline SVG
            "img-src 'self' data:",
            "worker-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        ]
    )


def _sum(script: str) -> str:
    return "sha256-" + b64encode(sha256(script.encode()).digest()).decode()
