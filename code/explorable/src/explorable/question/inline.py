"""Markdown within a line as HTML: formulas, code, emphasis, links; nothing else is markup."""

import re
from html import escape

_PIECE = re.compile(
    r"\\(?P<plain>[\\$`*\[\]])"
    r"|\$(?P<formula>[^$]+)\$"
    r"|`(?P<code>[^`]+)`"
    r"|\*\*(?P<strong>\S(?:.*?\S)?)\*\*"
    r"|\*(?P<em>\S(?:.*?\S)?)\*"
    r"|\[(?P<words>[^\]]+)\]\((?P<link>[^()\s]+)\)",
    re.DOTALL,
)


_LEADS = re.compile(r"(?:https?|mailto):|[^:]*(?:[/?#]|$)", re.IGNORECASE)
"""What a link may lead to: the web, mail, and addresses relative to the page; no script."""


def inline(text: str) -> str:
    r"""Return `text` as HTML; a formula stays TeX, for whoever typesets it.

    Examples
    --------
    >>> inline("*Both* call `f(x)`, see [there](a.ipynb#b).")
    '<em>Both</em> call <code>f(x)</code>, see <a href="a.ipynb#b">there</a>.'
    >>> inline("$a < b$ costs \\$2")
    '<span class="math">\\(a &lt; b\\)</span> costs $2'
    """
    html, end = "", 0
    for found in _PIECE.finditer(text):
        html += escape(text[end : found.start()], quote=False) + _piece(found)
        end = found.end()
    return html + escape(text[end:], quote=False)


def _piece(found: re.Match) -> str:
    name = found.lastgroup
    if name == "plain":
        return escape(found["plain"], quote=False)
    if name == "formula":
        return rf'<span class="math">\({escape(found["formula"], quote=False)}\)</span>'
    if name == "code":
        return f"<code>{escape(found['code'], quote=False)}</code>"
    if name == "link":
        words, link = inline(found["words"]), found["link"]
        return f'<a href="{escape(link)}">{words}</a>' if _LEADS.match(link) else words
    return f"<{name}>{inline(found[str(name)])}</{name}>"
