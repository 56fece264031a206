"""In each page's menu of downloads, the way to the whole course."""

from docutils import nodes
from sphinx.application import Sphinx

from _ext.language import _

PAGE = "chapters/offline"


def _offer(
    _app: Sphinx, page: str, _template: str, context: dict, doctree: nodes.document | None
) -> None:
    """Add a link to the theme's menu of downloads."""
    if doctree is None or page == PAGE:
        return
    link = {"type": "link", "url": context["pathto"](PAGE), "text": _("The whole course")}
    for menu in context.get("header_buttons", []):
        if menu.get("label") == "download-buttons":
            menu["buttons"].append(link)


def setup(app: Sphinx) -> None:
    """Register it."""
    app.connect("html-page-context", _offer, priority=510)  # after the theme's own buttons
