"""In a chapter's shown cells the first use of a name of the package leads to its entry."""

import re
from html import escape, unescape

from docutils import nodes
from sphinx.application import Sphinx

from _ext import package_uses, reference

_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"\w+")


def _find(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Note in each block of code which words lead where: text, copies and editors stay the same."""
    chapter = package_uses.chapters().get(page)
    if app.builder.format != "html" or chapter is None:
        return
    cells = {each.get("cell_index"): each for each in doctree.findall(nodes.container)}
    seen: set[str] = set()
    for use in chapter.uses:
        if use.shown and use.name not in seen:
            seen.add(use.name)
            block = next(cells[use.cell].findall(nodes.literal_block))
            uri = app.builder.get_relative_uri(page, reference.page_of(use.name))
            link = f"{uri}#{package_uses.path_of(use.name)}"
            block.setdefault("first-uses", {})[use.offset] = link


def linked(html: str, links: dict[int, str]) -> str:
    """Return highlighted code with links, each on the name at its offset in the text.

    Examples
    --------
    >>> html = '<pre>p <span class="o">=</span> softmax(o)</pre>'
    >>> linked(html, {4: "reference/simplex.html"})
    '<pre>p <span class="o">=</span> <a href="reference/simplex.html">softmax</a>(o)</pre>'
    """
    written, start = [], 0
    for piece in _TAG.split(html):
        if piece.startswith("<"):
            written.append(piece)
            continue
        text = unescape(piece)
        here = 0
        for offset, link in sorted(links.items()):
            at = offset - start
            if 0 <= at < len(text):
                before, name = escape(text[here:at], quote=False), _NAME.match(text, at)[0]
                written.append(f'{before}<a href="{escape(link)}">{name}</a>')
                here = at + len(name)
        written.append(escape(text[here:], quote=False))
        start += len(text)
    return "".join(written)


def _visit_block(writer: nodes.NodeVisitor, node: nodes.literal_block) -> None:
    try:
        type(writer).visit_literal_block(writer, node)
    except nodes.SkipNode:  # it is written, highlighted
        if links := node.get("first-uses"):
            writer.body[-1] = linked(writer.body[-1], links)
        raise


def _depart_block(writer: nodes.NodeVisitor, node: nodes.literal_block) -> None:
    type(writer).depart_literal_block(writer, node)


def setup(app: Sphinx) -> None:
    """Register it."""
    app.add_node(nodes.literal_block, override=True, html=(_visit_block, _depart_block))
    app.connect("doctree-resolved", _find)
