"""HTML that an author shows, closed where a browser would let it run into the page around it."""

from collections.abc import Callable
from functools import lru_cache
from html.parser import HTMLParser

_VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
}  # fmt: skip
_ENDS_ITSELF = {
    "body", "colgroup", "dd", "dt", "head", "html", "li", "option", "p", "tbody", "td", "tfoot",
    "th", "thead", "tr",
}  # fmt: skip
"""A browser ends them where what holds them ends."""


@lru_cache(8)  # at a move it is asked of what stood there and of what does, and of that again
def nested(html: str) -> str:
    """Return `html` without ends of what it has not begun, and with those that it lacks.

    Examples
    --------
    >>> nested("</div><b>bold"), nested("<p>one<p>two")
    ('<b>bold</b>', '<p>one<p>two')
    """
    parser = _Nesting(convert_charrefs=False)
    parser.feed(html)
    parser.end()
    return "".join(parser.parts) if parser.mended else html


def _written_as(form: str) -> Callable[..., None]:
    """Return what writes a piece that opens and closes nothing."""
    return lambda parser, piece: parser.parts.append(form.format(piece))


class _Nesting(HTMLParser):
    """Writes what it reads, each element ended within the one that it has begun in."""

    def __init__(self, **options: bool):
        super().__init__(**options)
        self.parts: list[str] = []
        self.mended = False
        self._open: list[str] = []

    def end(self) -> None:
        """Write what is left, a tag or a comment without its end as text, and end what is open."""
        rest = self.rawdata if self.cdata_elem else self.rawdata.replace("<", "&lt;")
        self.mended |= rest != self.rawdata
        self.parts.append(rest)
        self.end_down_to(0)

    def end_down_to(self, depth: int) -> None:
        """End what is open below `depth`."""
        while len(self._open) > depth:
            self.mended = True
            self.parts.append(f"</{self._open.pop()}>")

    def handle_starttag(self, tag, attrs):
        self.parts.append(self.get_starttag_text() or "")
        if tag not in _VOID | _ENDS_ITSELF:
            self._open.append(tag)

    def handle_startendtag(self, tag, attrs):
        if {"svg", "math"} & {tag, *self._open}:
            self.parts.append(self.get_starttag_text() or "")
        else:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        if tag in self._open:
            while self._open[-1] != tag:
                self.end_down_to(len(self._open) - 1)
            self._open.pop()
        elif tag not in _ENDS_ITSELF:
            self.mended = True
            return
        self.parts.append(f"</{tag}>")

    handle_data = _written_as("{}")
    handle_entityref = _written_as("&{};")
    handle_charref = _written_as("&#{};")
    handle_comment = _written_as("<!--{}-->")
    unknown_decl = _written_as("<![{}]]>")
    handle_pi = _written_as("<?{}>")

    def handle_decl(self, decl):
        """Leave out what stands at the head of a document."""
