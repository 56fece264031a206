"""Questions on pages: their formulas, links and words are those of the book.

What needs the book becomes a node of its own, so that a formula is typeset, and a link resolved or
reported broken, as everywhere on the page.
"""

from collections.abc import Iterable, Iterator

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxTranslator

from explorable.question.inline import Formula, Link, Piece, Reference, Tag
from explorable.question.kinds import restored

logger = logging.getLogger(__name__)


def setup(app: Sphinx) -> None:
    """Change documents before they are written."""
    app.add_node(QuestionNode, html=(_write_nothing, _write_nothing))
    app.add_post_transform(Questions)


class QuestionNode(nodes.General, nodes.TextElement):
    """A question or a self-test, as it was ``asked``; of itself it writes nothing."""

    @property
    def names(self) -> list[str]:
        """The digests of its questions."""
        return [question.digest for question in restored(self["asked"]).questions]


def _write_nothing(_translator: SphinxTranslator, _node: nodes.Element) -> None:
    pass


class Questions(SphinxPostTransform):
    """Makes HTML, formulas and links of questions."""

    default_priority = 6  # after myst-nb has chosen outputs, before references are resolved
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Change the document."""
        seen: set[str] = set()
        for question in self.document.findall(QuestionNode):
            for name in question.names:
                if name in seen:
                    logger.warning(
                        "the question %s stands here twice, and answers are kept by its name; give "
                        "one of both another",
                        name, location=question, type="explorable", subtype="questions",
                    )  # fmt: skip
                seen.add(name)
            question += self._nodes(restored(question["asked"]).pieces(_section(question)))

    def _nodes(self, pieces: Iterable[Piece]) -> Iterator[nodes.Node]:
        for piece in pieces:
            match piece:
                case Tag():
                    yield nodes.raw("", piece, format="html")
                case Formula(tex):
                    yield nodes.math("", tex)
                case Link():
                    yield nodes.inline("", "", self._link(piece))  # Sphinx wants it within text
                case Reference():
                    yield nodes.inline("", "", self._numbered(piece))
                case _:
                    yield nodes.Text(piece)

    def _numbered(self, reference: Reference) -> nodes.Element:
        """Return a link that its domain calls by the number of the formula or theorem."""
        domain, _, kind = reference.role.rpartition(":")
        return addnodes.pending_xref(
            "",
            nodes.literal("", reference.label),
            reftype=kind,
            refdomain=domain or "math",
            refdoc=self.env.docname,
            reftarget=reference.label,
            refexplicit=False,
            refwarn=True,
        )

    def _link(self, link: Link) -> nodes.Element:
        """Return a link as MyST makes it; the part that helps is called by its title."""
        inside = () if link.helps else self._nodes(link.words)
        if link.to.startswith("#") and not link.helps:
            return nodes.reference("", "", *inside, refid=link.to[1:], internal=True)
        if ":" in link.to:
            return nodes.reference("", "", *inside, refuri=link.to)
        file, _, anchor = link.to.partition("#")
        page = self.env.docname
        if file:
            page = self.env.path2doc(self.env.relfn2path(file)[1]) or page
        return addnodes.pending_xref(
            "",
            nodes.inline("", "", *inside),
            reftype="myst",
            refdomain="doc",
            refdoc=self.env.docname,
            reftarget=page,
            reftargetid=anchor or None,
            refexplicit=not link.helps,
        )


def _section(question: nodes.Element) -> Link | None:
    """Return a link to the section that a question stands in; a page as a whole is none."""
    section = question.parent
    while section is not None and not isinstance(section, nodes.section):
        section = section.parent
    if section is None or isinstance(section.parent, nodes.document):
        return None
    return Link(f"#{section['ids'][0]}", [section[0].astext()])
