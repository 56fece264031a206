"""The role ``explorer``: a link to an explorer in a state that the text sets, checked at build.

``{explorer}`words <wave>` `` leads to where the book shows the explorer first, and its guess is
asked; ``<wave: slow>`` opens it in the state of a preset, ``<wave?freq=0.5>`` with these values.
"""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any
from urllib.parse import parse_qsl, urlencode

from docutils import nodes
from docutils.nodes import system_message
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import ReferenceRole

from explorable.controls import as_script, made_again
from explorable.sphinx import gallery, printed
from explorable.stored import Spec

_TARGET = re.compile(r"(?P<name>\w+)(?:: (?P<preset>.+)|\?(?P<values>.+))?")

logger = logging.getLogger(__name__)


class ExplorerLink(ReferenceRole):
    """A link to an explorer, in a state that a preset or the text sets."""

    def run(self) -> tuple[list[nodes.Node], list[system_message]]:
        """Return the link, or its words alone and a warning."""
        try:
            return [self._link()], []
        except ValueError as error:
            logger.warning(
                "the link <%s> leads nowhere: %s", self.target, error,
                location=self.get_location(), type="explorable", subtype="links",
            )  # fmt: skip
            return [nodes.Text(self.title)], []

    def _link(self) -> nodes.reference:
        match = _TARGET.fullmatch(self.target)
        card = self._cards().get(match["name"]) if match else None
        if not (match and card):
            near = get_close_matches(match["name"] if match else "", self._cards(), 1)
            hint = near[0] if near else "one that stands in the stored outputs of a notebook"
            raise ValueError(f"no page shows such an explorer; name {hint}")
        given = dict(parse_qsl(match["values"] or "", True))
        values = values_of(card.spec, match["preset"], given)
        page = self.env.app.builder.get_relative_uri(self.env.docname, card.page)
        title = self.title if self.has_explicit_title else card.spec["title"]
        address = f"{page}#{fragment(card.spec, values)}"
        link = nodes.reference("", title, internal=True, refuri=address)
        if values:
            link[printed.SETS] = card.name, values
        return link

    def _cards(self) -> dict[str, gallery.Card]:
        """Return the book's explorers, read once a page."""
        key = "explorable-cards"
        if key not in self.env.temp_data:
            cards = {card.name: card for card in gallery.cards_of(self.env)}
            self.env.temp_data[key] = cards
        return self.env.temp_data[key]


def values_of(spec: Spec, preset: str | None, given: Mapping[str, str]) -> dict[str, Any]:
    """Return the values that a link sets.

    Parameters
    ----------
    spec : Spec
    preset : str, optional
        Whose values are meant, if none are given.
    given : mapping of str to str
        By the names of controls.

    Raises
    ------
    ValueError
        If there is no such preset or control, or the control does not take the value.

    Examples
    --------
    >>> from explorable import Slider
    >>> wave = Slider(1, 9, 1).spec()
    >>> values_of({"name": "sea", "controls": {"wave": wave}, "presets": {}}, None, {"wave": "3"})
    {'wave': 3}
    """
    if preset:
        if preset not in spec["presets"]:
            raise ValueError(f"its presets are {', '.join(spec['presets'])}, got {preset!r}")
        return dict(spec["presets"][preset])
    values = {}
    for name, text in given.items():
        if name not in spec["controls"]:
            raise ValueError(f"its controls are {', '.join(spec['controls'])}, got {name!r}")
        control = made_again(spec["controls"][name])
        values[name] = control.parse(f"its control {name}", text)
    return values


def fragment(spec: Spec, values: Mapping[str, Any]) -> str:
    """Return what of an address sets an explorer's state, as ``page/links.js`` reads it.

    Examples
    --------
    >>> fragment({"name": "sea"}, {"wave": 3})
    'explorer=sea&wave=3'
    """
    texts = {name: as_script(value) for name, value in values.items()}
    return urlencode({"explorer": spec["name"], **texts})


def setup(app: Sphinx) -> None:
    """Register the role, and what paper shows of it."""
    app.add_role("explorer", ExplorerLink())
    app.add_post_transform(printed.Printed)
