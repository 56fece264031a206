"""In each page's menu of downloads, the ways to the whole course."""

from docutils import nodes
from sphinx.application import Sphinx

PAGE = "chapters/offline"


def _offer(
    _app: Sphinx, page: str, _template: str, context: dict, doctree: nodes.document | None
) -> None:
    """Add links to the theme's menu of downloads."""
    if doctree is None or page == PAGE:
        return
    place = context["pathto"](PAGE)
    links = {"The whole course": place, "Keep it on this device": f"{place}#on-this-device"}
    for menu in context.get("header_buttons", []):
        if menu.get("label") == "download-buttons":
            menu["buttons"] += [
                {"type": "link", "url": url, "text": text} for text, url in links.items()
            ]


def setup(app: Sphinx) -> None:
    """Register it."""
    app.connect("html-page-context", _offer, priority=510)  # after the theme's own buttons
