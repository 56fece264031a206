"""SVG markup as short as it can be: no white space, numbers of two decimals."""

import re
from html import escape

_EXACT = {"href", "xlink:href", "id", "class"}
"""Attributes that are no geometry: an address may hold 10.1038."""

_LONG = re.compile(r"-?\d+\.\d{3,}(?![\de])")


class SvgWriter:
    """Elements, written one after the other, where matplotlib's own writer of XML would write.

    Attributes
    ----------
    roots : int
        How many elements stand in no other.

    Examples
    --------
    >>> writer = SvgWriter()
    >>> writer.element("text", "a & b", x="1.23456")
    >>> writer.text()
    '<text x="1.23">a &amp; b</text>'
    """

    def __init__(self):
        self.roots = 0
        self._parts: list[str] = []
        self._open: list[str] = []

    def start(self, tag: str, attrib: dict[str, str] | None = None, **more: str) -> None:
        """Open an element."""
        self._write(tag, {**(attrib or {}), **more}, ">")
        self._open.append(tag)

    def element(
        self, tag: str, text: str = "", attrib: dict[str, str] | None = None, **more: str
    ) -> None:
        """Write a whole element."""
        if text:
            self.start(tag, attrib, **more)
            self.data(text)
            self.end()
        else:
            self._write(tag, {**(attrib or {}), **more}, "/>")

    def _write(self, tag: str, attributes: dict[str, str], close: str) -> None:
        self.roots += not self._open
        given = "".join(
            f' {name}="{escape(value if name in _EXACT else _short(value))}"'
            for name, value in attributes.items()
            if value and not value.startswith("rotate(-0 ")  # a turn by nothing
        )
        self._parts.append(f"<{tag}{given}{close}")

    def data(self, text: str) -> None:
        """Write text."""
        self._parts.append(escape(text, quote=False))

    def comment(self, text: str) -> None:
        """Write nothing: matplotlib comments on what it draws."""

    def end(self, tag: str = "", indent: bool = True) -> None:
        """Close the innermost element."""
        self._parts.append(f"</{self._open.pop()}>")

    def keep_slots(self, names: list[str]) -> None:
        """Give an empty group to each of `names` that has none, before the next that has one."""
        if not names:
            return
        where = {part: k for k, part in enumerate(self._parts)}
        end = len(self._parts)
        for name in reversed(names):
            group = f'<g id="{name}">'
            if group in where:
                end = where[group]
            else:
                self._parts.insert(end, f"{group}</g>")

    def close(self, depth: int) -> None:
        """Do nothing: matplotlib closes the picture, which stands around what is written here."""

    def flush(self) -> None:
        """Do nothing: all is in memory."""

    def text(self) -> str:
        """Return what was written."""
        return "".join(self._parts)


def _short(value: str) -> str:
    """Return an attribute's value, its numbers rounded to a hundredth of a point.

    Those of a matrix stay: they are no points, a pixel's place is multiplied by them.
    """
    if "." in value and not value.startswith("matrix("):
        value = _LONG.sub(_rounded, value)
    return value


def _rounded(number: re.Match) -> str:
    return f"{float(number[0]):z.2f}".rstrip("0").rstrip(".")
