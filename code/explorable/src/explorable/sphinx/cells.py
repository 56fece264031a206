"""Cells and explorers in the documents that myst-nb makes of notebooks.

myst-nb marks what it makes by the attribute ``nb_element`` of its nodes.
"""

import json
from html import escape
from html.parser import HTMLParser

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode, depart_HideCellInput, visit_HideCellInput
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxTranslator

from explorable import words

WIDGET = "application/vnd.jupyter.widget-view+json"
_CONTROLS = '<fieldset class="explorable-controls"'
_GIVEN = 'data-verdict="none"'
_STATUS = '<p class="explorable-status"></p>'
_ALIKE = ' aria-label="Toggle hidden content"'
"""What myst-nb calls every fold, over the words that are seen."""

logger = logging.getLogger(__name__)


def setup(app: Sphinx) -> None:
    """Change documents before they are written."""
    app.add_post_transform(Faces)
    app.add_post_transform(Places)
    app.add_node(HideCodeCellNode, override=True, html=(_visit_fold, depart_HideCellInput))


class Faces(SphinxPostTransform):
    """Shows explorers and questions by their HTML, not as widgets, which a page has no kernel for.

    A page without other widgets then needs none of their scripts, which come from other hosts.
    """

    default_priority = 3  # before myst-nb chooses outputs
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Change the document."""
        widgets = 0
        for bundle in _containers(self.document, "mime_bundle"):
            views = [each for each in bundle if each["mime_type"] == WIDGET]
            if explorers(bundle) or questions(bundle):
                bundle.children = [each for each in bundle if each not in views]
            else:
                widgets += len(views)
        if not widgets:
            metadata = getattr(self.env, "nb_metadata", {}).get(self.env.docname, {})
            files = metadata.get("js_files", {})
            metadata["js_files"] = {
                k: v for k, v in files.items() if not k.startswith("ipywidgets")
            }


class Figures(HTMLParser):
    """The specs of the explorers in a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.specs: list[dict] = []
        self._inside = self._reading = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where an explorer begins, and its spec."""
        given = dict(attrs)
        self._inside |= tag == "figure" and "data-explorer" in given
        self._reading = self._inside and given.get("type") == "application/json"

    def handle_data(self, data: str) -> None:
        """Read a spec."""
        if self._reading:
            self.specs.append(json.loads(data))
            self._reading = False

    def handle_endtag(self, tag: str) -> None:
        """Note where an explorer ends."""
        self._inside &= tag != "figure"


class Places(SphinxPostTransform):
    """Makes room for what scripts bring, and says the book's words.

    Room is made for a cell's tools and an explorer's line of state: nothing moves when they come.
    An exercise shows no stored verdict: nobody is judged before having tried. What is given, such
    as the numbers of its task, is shown.
    """

    default_priority = 210  # after myst-nb has chosen outputs and folded cells
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Change the document."""
        for source in sources(self.document):
            tools = nodes.raw("", '<div class="explorable-toolbar"></div>', format="html")
            source.parent.insert(source.parent.index(source) + 1, tools)
        cells = [each for each in _containers(self.document, "cell_code") if sources(each)]
        for number, cell in enumerate(cells, start=1):
            for fold in cell.findall(HideCodeCellNode):
                fold["place"] = words.word("cell", number=number)
            for output in _containers(cell, "cell_code_output") if _is_exercise(cell) else ():
                if _GIVEN not in str(output):
                    output.parent.remove(output)
        for raw in explorers(self.document):
            html = words.replace(raw.astext(), self.config.explorable_words)
            raw.children = [nodes.Text(_with_status(html, raw))]
        for fold in self.document.findall(HideCodeCellNode):
            for prompt in ("prompt_show", "prompt_hide"):
                fold[prompt] = words.translate(fold[prompt])


def sources(node: nodes.Element) -> list[nodes.container]:
    """Return the sources of the code cells that the page shows."""
    return _containers(node, "cell_code_source")


def _containers(node: nodes.Element, kind: str) -> list[nodes.container]:
    found = node.findall(nodes.container)
    return [each for each in found if each.get("nb_element") == kind]


def _is_exercise(cell: nodes.container) -> bool:
    return "tag_exercise" in cell["classes"]


def _visit_fold(self: SphinxTranslator, fold: HideCodeCellNode) -> None:
    """Write what opens a fold: its words are its name, and who hears it hears which it is."""
    start = len(self.body)
    visit_HideCellInput(self, fold)
    place = f'<span class="explorable-heard">{escape(fold.get("place", ""))}</span>\n</summary>'
    opening = "".join(self.body[start:]).replace(_ALIKE, "").replace("</summary>", place)
    self.body[start:] = [opening]


def explorers(node: nodes.Element) -> list[nodes.raw]:
    """Return the pieces of HTML that hold explorers."""
    return _html_with(node, "data-explorer=")


def questions(node: nodes.Element) -> list[nodes.raw]:
    """Return the pieces of HTML that hold questions."""
    return _html_with(node, "data-ask=")


def _html_with(node: nodes.Element, mark: str) -> list[nodes.raw]:
    raws = node.findall(nodes.raw)
    return [raw for raw in raws if "html" in raw["format"] and mark in raw.astext()]


def _with_status(html: str, node: nodes.Node) -> str:
    """Return an explorer with a place for what its state is, above the controls."""
    if _CONTROLS not in html:
        logger.warning("an explorer's markup has no %s", _CONTROLS, location=node)
    return html.replace(_CONTROLS, _STATUS + _CONTROLS)
