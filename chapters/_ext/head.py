"""What pages tell a browser and a screen reader; scripts that none needs, or not this one."""

from docutils import nodes
from sphinx.application import Sphinx

FONTS = (
    "SourceSerif4-Regular.woff2",
    "SourceSerif4-Semibold.woff2",
    "SourceSerif4-Italic.woff2",
    "SourceSans3-Regular.woff2",
    "SourceSans3-Semibold.woff2",
)
"""All of the book's. ``book.css`` lets words keep the font that they were first shown in, so that
a face that is asked for later than its sisters would leave its words in another font."""


def _ask_for_fonts(
    _app: Sphinx, _page: str, _template: str, context: dict, _doctree: object
) -> None:
    """Ask for fonts at once, before the page's elements do."""
    places = (context["pathto"](f"_static/fonts/{name}", True) for name in FONTS)
    links = (
        f'<link rel="preload" as="font" type="font/woff2" crossorigin href="{place}" />'
        for place in places
    )
    context["metatags"] = "\n".join([context.get("metatags", ""), *links, ""])


def _leave_out_scripts(
    _app: Sphinx, _page: str, _template: str, context: dict, _doctree: object
) -> None:
    """Load no script of sphinx_design's for tabs, which the book has not, nor to copy no code."""
    unused = ["design-tabs"]
    if 'class="highlight' not in context.get("body", ""):
        unused += ["clipboard", "copybutton"]
    context["script_files"] = [
        file for file in context["script_files"] if not any(u in str(file.filename) for u in unused)
    ]


def _visit_citation(writer: nodes.NodeVisitor, node: nodes.citation) -> None:
    """Write an entry of the bibliography as an item: a list may have no other children."""
    type(writer).visit_citation(writer, node)
    writer.body[-1] = writer.body[-1].replace('role="doc-biblioentry"', 'role="listitem"')


def _depart_citation(writer: nodes.NodeVisitor, node: nodes.citation) -> None:
    type(writer).depart_citation(writer, node)


def setup(app: Sphinx) -> None:
    """Register all of it."""
    app.add_node(nodes.citation, override=True, html=(_visit_citation, _depart_citation))
    app.connect("html-page-context", _ask_for_fonts)
    app.connect("html-page-context", _leave_out_scripts, priority=999)  # when all are added
