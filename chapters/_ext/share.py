"""What a search engine and a link's preview are told of each page: see ``pages.yml``.

A preview's picture, of a chapter's key figure, is one of ``_static/previews``; `make picture` draws
them. A preview needs absolute addresses, so it has a picture where the book's address is known.
"""

import re
from functools import cache
from html import escape, unescape
from pathlib import Path

import yaml
from docutils import nodes
from explorable.sphinx.steps import Page, page_step
from sphinx.application import Sphinx

from _ext import address

CHAPTERS = Path(__file__).parents[1]
PREVIEWS = "_static/previews"
LANDING = "intro"
SIZE = 1200, 630
"""Of a preview's picture."""


@cache
def descriptions() -> dict[str, dict[str, str]]:
    """Return the description of each page, and the title of some."""
    return yaml.safe_load((CHAPTERS / "pages.yml").read_text("utf-8"))


def preview_of(page: str) -> str:
    """Return the picture's name: the chapter's, of which a deeper page has none of its own.

    Examples
    --------
    >>> preview_of("chapters/03-softmax-deeper"), preview_of("chapters/glossary")
    ('03-softmax.png', 'intro.png')
    """
    number = re.match(r"chapters/(\d\d-)", page)
    pictures = (CHAPTERS / PREVIEWS).glob(f"{number[1]}*.png") if number else ()
    return min((path.name for path in pictures), default=f"{LANDING}.png")


def tags(title: str, description: str, url: str = "", picture: str = "") -> str:
    """Return the tags of a page's head; without addresses, those that need none.

    Examples
    --------
    >>> print(tags("Softmax", "Scores become probabilities."))
    <meta name="description" property="og:description" content="Scores become probabilities." />
    <meta property="og:title" content="Softmax" />
    <meta property="og:site_name" content="Descent" />
    <meta property="og:type" content="article" />
    """
    properties = {"title": title, "site_name": "Descent", "type": "article"}
    if url:
        width, height = map(str, SIZE)
        properties |= {"url": url, "image": picture, "image:width": width, "image:height": height}
    lines = [
        f'<meta property="og:{key}" content="{escape(text)}" />' for key, text in properties.items()
    ]
    if url:
        lines.append('<meta name="twitter:card" content="summary_large_image" />')
    first = f'<meta name="description" property="og:description" content="{escape(description)}" />'
    return "\n".join([first, *lines])


def _describe(page: Page) -> None:
    """Put a page's tags into its head; lists that no author wrote are not to be found."""
    if page.document is None:
        page.add_tags('<meta name="robots" content="noindex" />')
    else:
        page.add_tags(_tags_of(page.app, page.name, page.context, page.document))


def _tags_of(app: Sphinx, page: str, context: dict, doctree: nodes.document) -> str:
    described = descriptions().get(page.removeprefix("chapters/"), {})
    if "title" in described:
        context["title"] = escape(described["title"])
    title = re.sub("<[^>]*>", "", unescape(context["title"]))
    description = described.get("description") or _first_words(doctree)
    return _with_addresses(app, page, title, description)


def _with_addresses(app: Sphinx, page: str, title: str, description: str) -> str:
    site = address.site(app.config)
    url = f"{site}{page}.html" if site else ""
    return tags(title, description, url, f"{site}{PREVIEWS}/{preview_of(page)}")


def landing(app: Sphinx) -> tuple[str, str]:
    """Return the title and the tags of the landing page, for the one that leads to it."""
    described = descriptions()[LANDING]
    lines = _with_addresses(
        app, f"chapters/{LANDING}", described["title"], described["description"]
    )
    return escape(described["title"]), lines


def _first_words(doctree: nodes.document) -> str:
    """Return the beginning of a page of which ``pages.yml`` says nothing."""
    first = next(doctree.findall(nodes.paragraph), nodes.paragraph())
    return " ".join(first.astext().split())[:160]


def setup(app: Sphinx) -> None:
    """Register it."""
    page_step(app, _describe, after="theme")
