"""What paper shows of a figure that the text sets: the state that the words speak of, below them.

On a screen a link of the role ``explorer`` moves the figure; paper has the picture in its place.
"""

from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from explorable.picture import svg
from explorable.picture.drawing import Drawing
from explorable.sphinx import pages, settings
from explorable.sphinx.cells import ExplorerNode
from explorable.stored import Spec

SETS = "explorable_sets"
"""The attribute of a link: the explorer's name, and the values that it sets."""


class Printed(SphinxPostTransform):
    """Puts a picture behind each block of text that sets a figure of its own page."""

    default_priority = 4  # after explorers have their data, while folds are still containers
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Change the document."""
        figures = {node["spec"]["name"]: node for node in self.document.findall(ExplorerNode)}
        seen: set[str] = set()
        last: dict[nodes.Node, nodes.Node] = {}
        links = list(self.document.findall(nodes.reference))
        for link in (each for each in links if SETS in each):
            name, values = link[SETS]
            if name not in figures or link["refuri"] in seen or not self._is_drawn(figures[name]):
                continue
            seen.add(link["refuri"])
            block = _block(link)
            before = last.get(block, block)
            html = picture(figures[name]["spec"], values)
            last[block] = nodes.raw("", html, format="html")
            before.parent.insert(before.parent.index(before) + 1, last[block])

    def _is_drawn(self, explorer: ExplorerNode) -> bool:
        chosen = settings.read(self.config, Path(self.app.confdir))
        return pages.is_importable(chosen, explorer["spec"], self.env.docname)


def _block(link: nodes.Node) -> nodes.Node:
    """Return the paragraph, list or table that a link stands in, in a section or a fold."""
    block = link
    while not isinstance(block.parent, (nodes.section, nodes.container, nodes.document)):
        block = block.parent
    return block


def picture(spec: Spec, values: dict[str, Any]) -> str:
    """Return an explorer in a state as a figure that only paper shows.

    Parameters
    ----------
    spec : Spec
    values : dict
        Of the controls that are not as at the start.
    """
    drawing = Drawing(pages.explorer_of(spec))
    message = drawing.peek(spec["start"] | values)
    prefix = f"{spec['prefix']}-{sha256(repr(values).encode()).hexdigest()[:6]}"
    drawn = svg.still(drawing.peeked, prefix, message["caption"])
    return (
        f'<figure class="explorable-figure explorable-printed">{drawn}'
        f'<figcaption class="explorable-caption">{escape(message["caption"])}</figcaption></figure>'
    )
