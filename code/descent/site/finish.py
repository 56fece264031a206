"""The last touch on built pages: no needless weight, and a strict Content-Security-Policy.

The policy names the sum of each inline script that the theme wrote; anything else inline is
refused, and so is every other host. WebAssembly may be compiled, for Python; text is never
evaluated as JavaScript.
"""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from sphinx.application import Sphinx

# 540 kB compressed for a dozen icons: book.css draws them.
_ICON_FONT = re.compile(r'<script defer src="[^"]*fontawesome\.js[^"]*"></script>')
_INLINE = re.compile(r"<script(?![^>]*\b(?:src|type)=)[^>]*>(.*?)</script>", re.DOTALL)
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
            path.write_text(finish(text), "utf-8")


def finish(page: str) -> str:
    """Return the page without the icon font and inline handlers, with its policy.

    Parameters
    ----------
    page : str
        HTML as the theme wrote it.

    Examples
    --------
    >>> finish('<head></head><button onclick="window.print()">')[-24:]
    '<button data-do="print">'
    """
    page = _ICON_FONT.sub("", page)
    page = page.replace('onclick="window.print()"', 'data-do="print"')
    page = page.replace(
        'role="doc-biblioentry"', 'role="listitem"'
    )  # the only child a list may have
    return page.replace("<head>", f'<head>\n{_MARK} content="{policy(page)}" />', 1)


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
