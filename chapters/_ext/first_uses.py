"""In a chapter's shown cells the first use of a name of the package leads to its entry."""

import ast
import re
from collections.abc import Iterator
from html import escape

from docutils import nodes
from nbformat import NotebookNode
from sphinx.application import Sphinx

from _ext import course, reference

_FOLDED = {"exercise", "hide-cell", "hide-input", "question"}
_COMMAND = re.compile("^[%!]", re.MULTILINE)
_TAG_OR_LETTER = re.compile(r"<[^>]*>|(&#?\w+;|[^<])")
_NAME = re.compile(r"\w+")


def uses(notebook: NotebookNode) -> dict[str, tuple[int, int]]:
    """Return where a notebook's shown cells first use public names: cell and offset in its code."""
    imported, found = {"descent": "descent"}, {}
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type == "code":
            source = _COMMAND.sub("#", cell.source)  # of Jupyter's, no code
            code = ast.parse(source)
            imported |= _imports(code)
            if not _FOLDED & set(cell.metadata.get("tags", ())):
                for name, offset in sorted(_names(code, source, imported), key=lambda use: use[1]):
                    found.setdefault(name, (number, offset))
    return found


def _imports(code: ast.Module) -> dict[str, str]:
    """Return the paths of what a cell imports, by the names that it gives them."""
    return {
        each.asname or each.name: f"{node.module}.{each.name}"
        for node in ast.walk(code)
        if isinstance(node, ast.ImportFrom)
        for each in node.names
    }


def _names(code: ast.Module, source: str, imported: dict[str, str]) -> Iterator[tuple[str, int]]:
    """Yield each public name that a cell's code uses, with its offset."""
    modules = reference.modules()
    lines = source.encode().splitlines(keepends=True)
    for node in ast.walk(code):
        home, _, name = _path(node, imported).rpartition(".")
        if name in modules and home in ("descent", f"descent.{modules[name]}"):
            word = node.attr if isinstance(node, ast.Attribute) else node.id
            before = b"".join(lines[: node.end_lineno - 1])
            before += lines[node.end_lineno - 1][: node.end_col_offset]
            yield name, len(before.decode()) - len(word)


def _path(node: ast.AST, imported: dict[str, str]) -> str:
    """Return what `softmax` or `losses.mae` stands for: ``descent.losses.mae``."""
    match node:
        case ast.Name(id=name, ctx=ast.Load()):
            return imported.get(name, "")
        case ast.Attribute(value=home, attr=name):
            return f"{_path(home, imported)}.{name}"
    return ""


def _find(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Note in each block of code which words lead where: text, copies and editors stay the same."""
    if app.builder.format != "html" or not course.is_chapter(page):
        return
    cells = {each.get("cell_index"): each for each in doctree.findall(nodes.container)}
    for name, (cell, offset) in uses(course.notebook(app.env, page)).items():
        block = next(cells[cell].findall(nodes.literal_block))
        uri = app.builder.get_relative_uri(page, reference.page_of(name))
        links = block.setdefault("first-uses", {})
        links[offset] = f"{uri}#{reference.path_of(name)}"


def linked(html: str, links: dict[int, str]) -> str:
    """Return highlighted code with links, each on the name at its offset in the text.

    Examples
    --------
    >>> html = '<pre>p <span class="o">=</span> softmax(o)</pre>'
    >>> linked(html, {4: "reference/simplex.html"})
    '<pre>p <span class="o">=</span> <a href="reference/simplex.html">softmax</a>(o)</pre>'
    """
    positions = [letter.start() for letter in _TAG_OR_LETTER.finditer(html) if letter[1]]
    for offset, link in sorted(links.items(), reverse=True):
        start, end = _NAME.match(html, positions[offset]).span()
        html = f'{html[:start]}<a href="{escape(link)}">{html[start:end]}</a>{html[end:]}'
    return html


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
