"""Markdown within a line as HTML: formulas, code, emphasis, links; nothing else is markup.

It is kept in pieces until it is written: a page makes formulas and links of its own of them.
"""

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import chain
from typing import NamedTuple

_PIECE = re.compile(
    r"\\(?P<plain>[\\$`*\[\]])"
    r"|\$(?P<formula>[^$]+)\$"
    r"|\{(?P<role>eq|prf:ref)\}`(?P<label>[^`]+)`"
    r"|`(?P<code>[^`]+)`"
    r"|\*\*(?P<strong>\S(?:.*?\S)??)\*\*"
    r"|\*(?P<em>\S(?:.*?\S)??)\*"
    r"|\[(?P<words>(?:\\.|[^\]\\])+)\]\((?P<link>[^()\s]+)\)",
    re.DOTALL,
)


_LEADS = re.compile(r"(?:https?|mailto):|[^:]*(?:[/?#]|$)", re.IGNORECASE)
"""What a link may lead to: the web, mail, and addresses relative to the page; no script."""


class Tag(str):
    """HTML, written as it is; any other text is escaped."""

    __slots__ = ()


class Formula(NamedTuple):
    """A formula, as TeX."""

    tex: str


class Link(NamedTuple):
    """A link; that to a part which `helps` is called by the part's title where that is known."""

    to: str
    words: "list[Piece]"
    helps: bool = False


class Reference(NamedTuple):
    """A numbered formula or theorem, by its label; a notebook shows the role as it is written."""

    role: str
    label: str


Piece = str | Formula | Link | Reference


def inline(text: str) -> str:
    r"""Return `text` as HTML; a formula stays TeX, for whoever typesets it.

    Examples
    --------
    >>> inline("*Both* call `f(x)`, see [there](a.ipynb#b).")
    '<em>Both</em> call <code>f(x)</code>, see <a href="a.ipynb#b">there</a>.'
    >>> inline(r"[\[1\]](b.md)")
    '<a href="b.md">[1]</a>'
    >>> inline("$a < b$ costs \\$2")
    '<span class="math">\\(a &lt; b\\)</span> costs $2'
    """
    return html(pieces(text))


def pieces(text: str) -> list[Piece]:
    """Return a text in Markdown as tags, words, formulas and links.

    Examples
    --------
    >>> pieces("So $x$.")
    ['So ', Formula(tex='x'), '.']
    """
    result: list[Piece] = []
    end = 0
    for match in _PIECE.finditer(text):
        result += [text[end : match.start()], *_piece(match)]
        end = match.end()
    return [each for each in [*result, text[end:]] if each]


def _piece(part: re.Match) -> Iterator[Piece]:
    match part.lastgroup:
        case "plain":
            yield part["plain"]
        case "formula":
            yield Formula(part["formula"])
        case "label":
            yield Reference(part["role"], part["label"])
        case "code":
            yield from code(part["code"])
        case "strong" | "em" as name:
            yield from element(name, pieces(part[name]))
        case "link" if _LEADS.match(part["link"]):
            yield Link(part["link"], pieces(part["words"]))
        case _:
            yield from pieces(part["words"])


def code(text: str) -> list[Piece]:
    """Return a piece of a program."""
    return element("code", text)


def element(
    name: str, *inside: Piece | list[Piece], kind: str = "", attributes: str = ""
) -> list[Piece]:
    """Return an element of HTML with what stands `inside`; its `kind` is its class.

    Examples
    --------
    >>> html(element("p", "1 < 2", kind="sum"))
    '<p class="explorable-sum">1 &lt; 2</p>'
    """
    given = (kind and f' class="explorable-{kind}"') + (attributes and f" {attributes}")
    flat = chain.from_iterable(each if isinstance(each, list) else [each] for each in inside)
    return [Tag(f"<{name}{given}>"), *flat, Tag(f"</{name}>")]


def html(written: Iterable[Piece]) -> str:
    """Return pieces as HTML."""
    return "".join(map(_html, written))


def _html(piece: Piece) -> str:
    match piece:
        case Tag():
            return piece
        case Formula(tex):
            return rf'<span class="math">\({escape(tex, quote=False)}\)</span>'
        case Reference(role, label):
            return f"{{{role}}}{html(code(label))}"
        case Link(to, content, helps):
            kind = 'class="explorable-part" ' if helps else ""
            return f'<a {kind}href="{escape(to)}">{html(content)}</a>'
    return escape(piece, quote=False)
