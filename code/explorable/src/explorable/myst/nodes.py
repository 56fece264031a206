"""What is seen of figures and questions where no script runs, as nodes of MyST's engine.

It numbers, links and exports them as all that an author writes: to print, PDF, Typst.
"""

from collections.abc import Callable, Iterable, Mapping
from html.parser import HTMLParser
from typing import Any

from explorable.question.inline import Formula, Link, Piece, Reference, Tag

Node = dict[str, Any]

_TYPES = {
    "p": "paragraph", "ul": "list", "ol": "list", "li": "listItem", "details": "details",
    "summary": "summary", "em": "emphasis", "strong": "strong", "b": "strong",
}  # fmt: skip
"""What the engine calls an element of HTML; all others are a ``div`` or, in a line, a ``span``."""

_IN_LINE = {"span", "label", "button"}
_VOID = {"input", "br", "img", "hr", "wbr"}


def still(*children: Node) -> Node:
    """Return what stands where nothing moves; a living view takes its place."""
    return {"type": "div", "class": "explorable-still", "children": list(children)}


def paragraph(text: str) -> Node:
    """Return a paragraph of plain words."""
    return {"type": "paragraph", "children": [{"type": "text", "value": text}]}


def picture(bundle: Mapping[str, str], alt: str) -> list[Node]:
    """Return the picture of an output, if one is stored that any viewer knows."""
    if "image/png" not in bundle:
        return []
    url = f"data:image/png;base64,{bundle['image/png'].strip()}"
    return [{"type": "image", "url": url, "alt": alt}]


class _Tree(HTMLParser):
    """Makes a tree of the tags that questions consist of."""

    def __init__(self, mathml: Callable[[str], str]):
        super().__init__()
        self.mathml = mathml
        self.open: list[Node] = [{"children": []}]

    def add(self, piece: Piece) -> None:
        """Add a tag, a text, a formula or a link."""
        match piece:
            case Tag():
                self.feed(piece)
            case Formula(tex):
                self._put({"type": "inlineMath", "value": tex, "html": self.mathml(tex)})
            case Link(to, content):
                self._put({"type": "link", "url": to, "children": tree(content, self.mathml)})
            case Reference(_, label):
                self._put({"type": "crossReference", "identifier": label, "label": label})
            case str():
                self.handle_data(piece)

    def _put(self, node: Node) -> None:
        self.open[-1]["children"].append(node)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a node; what a reader fills in has none."""
        if tag in _VOID:
            return
        node: Node = {"type": _TYPES.get(tag, "span" if tag in _IN_LINE else "div"), "children": []}
        if node["type"] == "list":
            node |= {"ordered": True, "start": 1} if tag == "ol" else {"ordered": False}
        self._put(node)
        self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        """Close a node; code holds a value instead of children."""
        if tag in _VOID:
            return
        node = self.open.pop()
        if tag in ("code", "pre"):
            value = "".join(each.get("value", "") for each in node.pop("children"))
            kind = "inlineCode" if tag == "code" else "code"
            node |= {"type": kind, "value": value}

    def handle_data(self, data: str) -> None:
        """Add a text."""
        self._put({"type": "text", "value": data})


def tree(pieces: Iterable[Piece], mathml: Callable[[str], str]) -> list[Node]:
    """Return pieces of a question as nodes.

    Parameters
    ----------
    pieces : iterable of Piece
    mathml : callable
        Typesets a formula.

    Examples
    --------
    >>> from explorable.question.inline import pieces
    >>> (code, text, link) = tree(pieces("`f` of [it](a.md)"), str)
    >>> code["value"], text["value"], link["url"]
    ('f', ' of ', 'a.md')
    """
    parser = _Tree(mathml)
    for piece in pieces:
        parser.add(piece)
    return parser.open[0]["children"]
