"""Questions on pages: their stored HTML gets the book's formulas, links and words.

What needs the book becomes a node of its own, so that a formula is typeset, and a link resolved or
reported broken, as everywhere on the page.
"""

import re
from collections.abc import Iterator
from html import escape, unescape

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxTranslator

from explorable import words
from explorable.sphinx import cells

_PIECE = re.compile(
    r'<span class="math">\\\((?P<formula>.*?)\\\)</span>(?P<behind>[^\w\s<&]*)'
    r'|<a (?P<part>class="explorable-part" )?href="(?P<file>[^":#]*)#?(?P<id>[^":]*)">'
    r"(?P<words>.*?)</a>",
    re.DOTALL,
)
_LABEL = 'class="explorable-selftest" aria-label="{}"'
_ID = re.compile(r' id="(ask-\w+)"')

logger = logging.getLogger(__name__)


def setup(app: Sphinx) -> None:
    """Change documents before they are written."""
    app.add_node(Mixed, html=(_write_nothing, _write_nothing))
    app.add_post_transform(Questions)


class Mixed(nodes.General, nodes.TextElement):
    """HTML and nodes in turns; of itself it writes nothing."""


def _write_nothing(_translator: SphinxTranslator, _node: nodes.Element) -> None:
    pass


class Questions(SphinxPostTransform):
    """Takes formulas and links out of the stored HTML of questions."""

    default_priority = 6  # after myst-nb has chosen outputs, before references are resolved
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Change the document."""
        seen: set[str] = set()
        for raw in cells.questions(self.document):
            html = words.replace(raw.astext(), self.config.explorable_words)
            english, said = map(_LABEL.format, _self_test())
            html = html.replace(english, said)
            for name in _ID.findall(html):
                if name in seen:
                    logger.warning("the question %s stands here twice", name, location=raw)
                seen.add(name)
            raw.replace_self(Mixed("", "", *self._pieces(html)))

    def _pieces(self, html: str) -> Iterator[nodes.Node]:
        end = 0
        for found in _PIECE.finditer(html):
            yield _raw(html[end : found.start()])
            if found["words"] is None:
                yield nodes.math("", unescape(found["formula"]))
                yield nodes.Text(found["behind"])  # goes into the formula's line
            else:
                yield nodes.inline("", "", self._link(found))  # Sphinx wants it within text
            end = found.end()
        yield _raw(html[end:])

    def _link(self, found: re.Match) -> addnodes.pending_xref:
        """Return a link as MyST makes it; the part that helps is called by its title."""
        page = self.env.docname
        if found["file"]:
            page = self.env.path2doc(self.env.relfn2path(unescape(found["file"]))[1]) or page
        inside = [] if found["part"] else list(self._pieces(found["words"]))
        return addnodes.pending_xref(
            "",
            nodes.inline("", "", *inside),
            reftype="myst",
            refdomain="doc",
            refdoc=self.env.docname,
            reftarget=page,
            reftargetid=unescape(found["id"]) or None,
            refexplicit=not found["part"],
        )


def _self_test() -> tuple[str, str]:
    """Return what a self-test is called in English, and in the book."""
    return escape(words.english()["selfTest"]), escape(words.word("selfTest"))


def _raw(html: str) -> nodes.raw:
    return nodes.raw("", html, format="html")
