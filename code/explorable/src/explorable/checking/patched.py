"""A picture as it stands on a page after messages, to be compared with one that is drawn anew."""

from collections.abc import Mapping
from copy import deepcopy
from xml.etree import ElementTree

_SVG = "http://www.w3.org/2000/svg"
_NAMESPACES = f'xmlns="{_SVG}" xmlns:xlink="http://www.w3.org/1999/xlink"'


class PatchedPicture:
    """What a page shows after a row of messages, with Python's own XML."""

    revision: int | None = None

    def show(self, message: Mapping) -> None:
        """Take the message of :meth:`explorable.picture.drawing.Drawing.show`."""
        if "picture" in message:
            self._tree = ElementTree.fromstring(message["picture"])
        for name, markup in message.get("patch", {}).items():
            (group,) = ElementTree.fromstring(f"<g {_NAMESPACES}>{markup}</g>")
            (element,) = self._tree.findall(f".//*[@id='{name}']")
            element[:], element.attrib = group, group.attrib
        self.revision = message.get("revision")

    def looks_like(self, picture: str) -> bool:
        """Whether a reader sees what `picture` shows: the same groups in the same order.

        An artist that has vanished may keep an empty place; clips stand in no order, and those
        that nothing uses any more may stay.
        """
        fresh, page = _drawn(ElementTree.fromstring(picture)), _drawn(self._tree)
        return fresh[0] == page[0] and fresh[1].items() <= page[1].items()


def _drawn(tree: ElementTree.Element) -> tuple[list[bytes], dict]:
    """Return what is drawn, in order, without empty places; and the clips and hatches by id."""
    tree = deepcopy(tree)
    for parent in list(tree.iter()):
        for group in [g for g in parent if g.tag == f"{{{_SVG}}}g" and not len(g)]:
            parent.remove(group)
    shared = (f"{{{_SVG}}}clipPath", f"{{{_SVG}}}pattern")
    defined = {e.get("id"): ElementTree.tostring(e) for e in tree.iter() if e.tag in shared}
    return [ElementTree.tostring(g) for g in tree if not g.tag.endswith("}defs")], defined
