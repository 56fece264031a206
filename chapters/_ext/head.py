"""What pages tell a browser and a screen reader; scripts that none needs, or not this one."""

from docutils import nodes
from explorable.sphinx.steps import Page, page_step
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


def _ask_for_fonts(page: Page) -> None:
    """Ask for fonts at once, before the page's elements do."""
    for name in FONTS:
        place = page.context["pathto"](f"_static/fonts/{name}", True)
        page.add_tags(
            f'<link rel="preload" as="font" type="font/woff2" crossorigin href="{place}" />'
        )


def _leave_out_scripts(page: Page) -> None:
    """Load no script of sphinx_design's for tabs, which the book has not, nor to copy no code."""
    page.leave_out_scripts("design-tabs")
    if 'class="highlight' not in page.context.get("body", ""):
        page.leave_out_scripts("clipboard", "copybutton")


def _visit_citation(writer: nodes.NodeVisitor, node: nodes.citation) -> None:
    """Write an entry of the bibliography as an item: a list may have no other children."""
    type(writer).visit_citation(writer, node)
    writer.body[-1] = writer.body[-1].replace('role="doc-biblioentry"', 'role="listitem"')


def _depart_citation(writer: nodes.NodeVisitor, node: nodes.citation) -> None:
    type(writer).depart_citation(writer, node)


def setup(app: Sphinx) -> None:
    """Register all of it."""
    app.add_node(nodes.citation, override=True, html=(_visit_citation, _depart_citation))
    page_step(app, _ask_for_fonts, after="theme")
    page_step(app, _leave_out_scripts, after="scripts")
