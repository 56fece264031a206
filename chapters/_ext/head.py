"""What pages tell a browser and a screen reader; scripts that none needs, or not this one."""

import re
from base64 import b64encode
from pathlib import Path

from docutils import nodes
from explorable.sphinx.steps import Page, page_step, site_step
from sphinx.application import Sphinx

STATIC = Path(__file__).parents[1] / "_static"
FONT = re.compile(r'url\("(\.\./fonts/[^"]+)"\)')
LOAD_FONTS = "for (const face of document.fonts) face.load();"
"""Has the faces ready when text is first laid out: else, on a slow phone, it is set twice."""


def _carry_fonts(app: Sphinx) -> None:
    """Put the fonts into their style sheet, so that no text is shown in another face before."""
    sheet = (STATIC / "fonts.css").read_text("utf-8")
    Path(app.outdir, "_static", "fonts.css").write_text(FONT.sub(_embedded, sheet), "utf-8")


def _embedded(font: re.Match) -> str:
    return f"url(data:font/woff2;base64,{b64encode((STATIC / font[1]).read_bytes()).decode()})"


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
    site_step(app, _carry_fonts, after="theme")
    app.add_js_file(None, body=LOAD_FONTS)
    page_step(app, _leave_out_scripts, after="scripts")
