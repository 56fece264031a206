"""The last touch on built pages: no needless weight, and a strict Content-Security-Policy.

The theme asks for fifteen style sheets, a font of icons, and scripts that hold up the page. What
is left is one style sheet, and scripts that run when the page is there.

The policy names the sum of each inline script that the theme wrote; anything else inline is
refused, and so is every other host. WebAssembly may be compiled, for Python; text is never
evaluated as JavaScript.
"""

import re
from base64 import b64encode
from hashlib import sha256
from html import escape, unescape
from pathlib import Path

from sphinx.application import Sphinx

_NEEDLESS = re.compile(
    r'<script[^>]* src="[^"]*fontawesome\.js[^"]*"></script>\n?'  # 540 kB; icons.css has the few
    r'|<link rel="preload" as="script"[^>]*>\n?'
)
_SEARCH = re.compile(
    r'<script src="[^"]*(?:searchtools|language_data|searchindex)\.js"></script>\n?'
)
_STYLE = re.compile(r'<link [^>]*href="((?:\.\./)*_static/[^"?]+\.css)[^"]*"[^>]*>\n?')
_WAITING = re.compile(r'<script src="(?![^"]*documentation_options)')
_INLINE = re.compile(r"<script(?![^>]*\b(?:src|type)=)[^>]*>(.*?)</script>", re.DOTALL)
_FIRST_WORDS = re.compile(r"<article.*?<p>(.*?)</p>", re.DOTALL)
_ADDRESS = re.compile(r"url\((?!data:|[\"']?data:|#)[\"']?([^)\"']+)[\"']?\)")
_MARK = '<meta http-equiv="Content-Security-Policy"'


def setup(app: Sphinx) -> None:
    """Finish the pages when all are written."""
    app.connect("build-finished", _finish_all)


def _finish_all(app: Sphinx, error: Exception | None) -> None:
    if error or app.builder.format != "html":
        return
    for path in Path(app.outdir).rglob("*.html"):
        text = path.read_text("utf-8")
        if _MARK not in text and "<head>" in text:
            path.write_text(finish(one_style_sheet(text, path)), "utf-8")


def finish(page: str) -> str:
    """Return the page without needless weight and inline handlers, with its policy.

    Parameters
    ----------
    page : str
        HTML as the theme wrote it.

    Examples
    --------
    >>> finish('<head></head><button onclick="window.print()">')[-24:]
    '<button data-do="print">'
    """
    page = _NEEDLESS.sub("", page)
    if 'id="search-results"' not in page:
        page = _SEARCH.sub("", page)
    page = _WAITING.sub('<script defer src="', page)
    page = page.replace('onclick="window.print()"', 'data-do="print"')
    head = f'<head>\n{_MARK} content="{policy(page)}" />{_description(page)}'
    return page.replace("<head>", head, 1)


def _description(page: str) -> str:
    """Return the page's first words, for those who look for it."""
    words = _FIRST_WORDS.search(page)
    text = unescape(re.sub(r"<[^>]+>", "", words[1])) if words else ""
    text = " ".join(text.split())[:300]
    return f'\n<meta name="description" content="{escape(text)}" />' if text else ""


def one_style_sheet(page: str, path: Path) -> str:
    """Return the page with its local style sheets made one, which is written beside them.

    Parameters
    ----------
    page : str
        HTML as the theme wrote it.
    path : Path
        Where the page lies; its links are relative to that.
    """
    links = list(_STYLE.finditer(page))
    if not links:
        return page
    sheets = [(path.parent / link[1]).resolve() for link in links]
    home = next(parent for parent in sheets[0].parents if parent.name == "_static")
    text = "\n".join(_moved(sheet, home) for sheet in sheets)
    name = f"style-{sha256(text.encode()).hexdigest()[:12]}.css"
    (home / name).write_text(text, "utf-8")
    up = links[0][1].partition("_static/")[0]
    page = _STYLE.sub("", page)
    return page.replace(
        "</head>", f'<link rel="stylesheet" href="{up}_static/{name}" />\n</head>', 1
    )


def _moved(sheet: Path, home: Path) -> str:
    """Return a style sheet whose addresses are relative to `home`."""
    folder = sheet.parent

    def address(found: re.Match) -> str:
        target = (folder / found[1]).resolve()
        return f"url({target.relative_to(home).as_posix()})" if home in target.parents else found[0]

    text = sheet.read_text("utf-8").replace("font-display:block", "font-display:swap")
    return _ADDRESS.sub(address, text).replace('@charset "UTF-8";', "")


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
