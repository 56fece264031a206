"""One menu of what a reader takes from a page: where it runs, its notebooks, paper.

sphinx-book-theme has two, of launches and of downloads, and names what they hold by suffixes. Here
each entry says what one gets. The page's scripts add a lecture and all code (``page/menu.js``).
"""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from explorable.words import word

MENUS = ("launch-buttons", "download-buttons")
"""What the theme calls its own two; the one of both has the name of the second."""
NOTEBOOK = ".ipynb"


def gather(
    _app: Sphinx, _page: str, _template: str, context: dict, _doctree: nodes.document | None
) -> None:
    """Put one menu in the place of the theme's two, if the page has any."""
    found = [each for each in context.get("header_buttons", []) if each.get("label") in MENUS]
    if not found:
        return
    entries = [_named(entry) for menu in found for entry in menu["buttons"]]
    is_chapter = any(entry["text"] == word("notebook") for entry in entries)
    menu = {
        "type": "group",
        "label": MENUS[1],
        "icon": "fas fa-download",
        "tooltip": word("takeChapter" if is_chapter else "takePage"),
        "buttons": entries,
    }
    rest = [each for each in context["header_buttons"] if each not in found]
    context["header_buttons"] = [menu, *rest]


def _named(entry: dict[str, Any]) -> dict[str, Any]:
    """Return an entry with words for what one gets, and without an icon: the words say it."""
    text, said = entry["text"], {}
    if entry.get("label") == "download-pdf-button":
        said = {"text": word("paper"), "tooltip": word("print")}
    elif text == NOTEBOOK:
        said = {"text": word("notebook"), "tooltip": word("notebookDownload")}
    elif entry.get("label") == "download-source-button":
        said = {"text": word("pageText", suffix=text), "tooltip": None}
    return {key: value for key, value in {**entry, **said}.items() if key != "icon"}
