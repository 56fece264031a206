"""What of Markdown pages do not know: told to an author, by a whole parser if it is there."""

from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from explorable.interaction.prose import without_formulas

_KNOWN = {
    "paragraph", "heading", "bullet_list", "ordered_list", "list_item", "inline", "fence", "table",
    "thead", "tbody", "tr", "th", "td", "html_block", "text", "softbreak", "code_inline", "strong",
    "em", "link",
}  # fmt: skip
"""Of markdown-it's tokens, without ``_open`` and ``_close``; what else there is, is named so."""


def unsupported(text: str) -> list[str]:
    r"""Return what `explorable.interaction.prose.markdown` does not show as a notebook does.

    Examples
    --------
    >>> unsupported("- one\n- *two*, $a_1 + b_1$")
    []
    >>> unsupported("> said\n\n- one\n  - nested, _em_")
    ['blockquote', 'em by _', 'list in a list']
    """
    if not find_spec("markdown_it"):
        return []
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return sorted({*_strange(tokens.parse(without_formulas(text)))})


def _strange(tokens: list[Any], within: str = "") -> Iterator[str]:
    """Yield what pages do not know among tokens: `within` a list or a table that is more."""
    lists = 0
    for token in tokens:
        kind = token.type.removesuffix("_open").removesuffix("_close")
        if kind.endswith("_list"):
            lists += token.nesting
            if lists > 1:
                yield "list in a list"
            if token.attrGet("start"):
                yield "list that does not start at 1"
        elif kind not in _KNOWN:
            yield kind
        if kind in ("em", "strong") and "_" in token.markup:
            yield f"{kind} by {token.markup}"
        if kind == "heading" and "#" not in token.markup:
            yield "underlined heading"
        if kind == "softbreak" and within == "list":
            yield "list item of several lines"
        if kind in ("th", "td"):
            within = "table" if token.nesting > 0 else ""
        if kind == "inline" and not token.content.startswith("<"):  # which is shown as HTML
            if within == "table" and "|" in token.content:
                yield "| in a cell"
            yield from _strange(token.children, "list" if lists else within)
