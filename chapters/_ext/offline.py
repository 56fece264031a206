"""In each page's menu of downloads, the ways to the whole course."""

from explorable.sphinx.steps import Page, page_step
from sphinx.application import Sphinx

PAGE = "chapters/offline"


def _offer(page: Page) -> None:
    """Add links to the menu of what a reader takes from a page."""
    if page.document is None or page.name == PAGE:
        return
    href = page.context["pathto"](PAGE)
    links = {"The whole course": href, "Keep pages on this device": f"{href}#on-this-device"}
    page.menu.extend({"url": url, "text": text} for text, url in links.items())


def setup(app: Sphinx) -> None:
    """Register it."""
    page_step(app, _offer, after="handout")
