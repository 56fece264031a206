"""The book in other languages: the way between a page and its translation, and to what has none.

A translation is a book of its own, whose pages lie in a folder of the original's, named by its
language: ``tools.translation`` builds it. It has few pages; links to others lead to the original.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from babel import Locale
from docutils import nodes
from myst_parser.mdit_to_docutils.base import default_slugify
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ExtensionError
from sphinx.locale import get_translation
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.inventory import InventoryFile


def _(message: str) -> str:
    """Return what is said in the frame of the pages in the book's language."""
    return str(get_translation("course")(message))


def N_(message: str) -> str:
    """Return the message: it is noted for translators, and said later."""
    return message


ORIGINAL = "en"
OF_THE_THEME = (
    N_("Toggle primary sidebar"),
    N_("Toggle secondary sidebar"),
    N_("Main"),
    N_("Page"),
)
"""Labels that the theme has in English alone."""
CATALOGS = "locale/*/LC_MESSAGES/chapters/*.po"


SLUGS = Path(__file__).parents[2] / "slugs.json"
"""Of a translation's headings, the anchors that they have in the original."""


def slug(heading: str) -> str:
    """Return the anchor of a heading in a translation: that of the original."""
    own = default_slugify(heading)
    return json.loads(SLUGS.read_text("utf-8")).get(own, own)


def translations(app: Sphinx) -> dict[str, set[str]]:
    """Return the pages that the book has in other languages, by language."""
    found: dict[str, set[str]] = {}
    for path in sorted(Path(app.srcdir).glob(CATALOGS)):
        found.setdefault(path.parts[-4], set()).add(f"chapters/{path.stem}")
    return found


def elsewhere(app: Sphinx, page: str) -> dict[str, str]:
    """Return the address of a page in other languages, by language, as seen from the page."""
    root = "../" * page.count("/")
    if app.config.original_pages:
        return {ORIGINAL: f"{root}../{page}.html"}
    return {
        each: f"{root}{each}/{page}.html" for each, has in translations(app).items() if page in has
    }


def link(app: Sphinx, page: str, target: str, anchor: str = "") -> str:
    """Return the attributes of a link from a page to another, in the original if it has to be.

    Parameters
    ----------
    app : Sphinx
    page, target : str
        Names of pages.
    anchor : str
        The place on the target, with its ``#``.
    """
    address = f"{'../' * page.count('/')}{target}.html{anchor}"
    if not app.config.original_pages or target in app.env.found_docs:
        return f'href="{escape(app.builder.get_relative_uri(page, target) + anchor)}"'
    file, name = Path(app.config.original_pages, f"{target}.html"), anchor.removeprefix("#")
    if not file.exists() or (name and f'id="{name}"' not in _html(file)):
        raise ExtensionError(f"{page}: the original has no {target}.html{anchor}")
    return f'href="../{escape(address)}" hreflang="{ORIGINAL}"'


def labels(app: Sphinx) -> dict[str, tuple[str, str]]:
    """Return the page and the anchor of each label, those that the original alone has, too."""
    own = {n: (page, at) for n, (page, at, *_) in app.env.get_domain("std").anonlabels.items()}
    return _original_labels(app.config.original_pages) | own if app.config.original_pages else own


@cache
def _original_labels(folder: str) -> dict[str, tuple[str, str]]:
    with Path(folder, "objects.inv").open("rb") as file:
        found = InventoryFile.load(file, "", lambda _, address: address)["std:label"]
    parts = {name: uri.partition(".html#") for name, (_, _, uri, _) in found.items()}
    return {name: (page, anchor) for name, (page, _, anchor) in parts.items()}


@cache
def _html(file: Path) -> str:
    return file.read_text("utf-8")


class LinksToTheOriginal(SphinxPostTransform):
    """Lets links lead to the original where the translation has no page."""

    default_priority = 8  # after questions have made links, before any is resolved
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Change the document."""
        for node in list(self.document.findall(addnodes.pending_xref)):
            if target := self._target(node) if self.config.original_pages else None:
                attributes = link(self.app, self.env.docname, *target)
                opening = nodes.raw("", f'<a class="reference" {attributes}>', format="html")
                inside = self._words(node) or node.children
                node.replace_self([opening, *inside, nodes.raw("", "</a>", format="html")])

    def _target(self, node: addnodes.pending_xref) -> tuple[str, str] | None:
        """Return the page and the anchor that a link means, if only the original has the page."""
        if node["refdomain"] == "prf" and node["reftarget"] not in self.env.proof_list:
            return self._theorem(node)[:2]
        if node["refdomain"] != "doc" or node["reftarget"] in self.env.found_docs:
            return None
        return node["reftarget"], f"#{node['reftargetid']}" if node["reftargetid"] else ""

    def _words(self, node: addnodes.pending_xref) -> list[nodes.Node]:
        if node["refdomain"] != "prf":
            return []
        kind = get_translation("proof")("Theorem")
        return [nodes.Text(f"{kind} {self._theorem(node)[2]}")]

    def _theorem(self, node: addnodes.pending_xref) -> tuple[str, str, str]:
        """Return where the original links to for a theorem, and the number that it gives it."""
        file = Path(self.config.original_pages, f"{self.env.docname}.html")
        pattern = rf'href="([\w-]+)\.html(#{node["reftarget"]})"[^>]*>(?:<[^>]+>)*[^<>]*?([\d.]+)<'
        if found := re.search(pattern, _html(file)):
            return f"chapters/{found[1]}", found[2], found[3]
        raise ExtensionError(f"{file} has no link to {node['reftarget']}")


def _add_switch(
    app: Sphinx, page: str, _template: str, context: dict, doctree: nodes.document | None
) -> None:
    """Write above a page in which other languages it can be read."""
    links = (
        f'<a class="language" href="{address}" hreflang="{each}" lang="{each}">'
        f"{Locale(each).get_display_name(each)}</a>"
        for each, address in (elsewhere(app, page) if doctree else {}).items()
    )
    context["body"] = "".join(links) + context.get("body", "")


def _name_alternates(
    app: Sphinx, page: str, _template: str, context: dict, doctree: nodes.document | None
) -> None:
    """Tell search engines which page says the same in another language."""
    if doctree and (others := elsewhere(app, page)):
        own = app.config.language or ORIGINAL
        context["metatags"] += "".join(
            _alternates(app, page, {own: f"{Path(page).name}.html"} | others)
        )


def _alternates(app: Sphinx, page: str, addresses: dict[str, str]) -> Iterator[str]:
    base = app.config.html_baseurl
    for each, address in addresses.items():
        if base:  # of the translation it ends in its language
            root = base.removesuffix(f"{app.config.language}/")
            address = f"{root}{'' if each == ORIGINAL else f'{each}/'}{page}.html"
        yield f'<link rel="alternate" hreflang="{each}" href="{escape(address)}" />\n'


def _translate_labels(
    _app: Sphinx, _page: str, _template: str, context: dict, _doctree: object
) -> None:
    """Let the template say what the theme has in English alone in the book's language."""

    def translated(html: str) -> str:
        for label in OF_THE_THEME:
            html = html.replace(f'="{label}"', f'="{_(label)}"')
        return html

    context["translated"] = translated


def _use_catalog(app: Sphinx, config: Config) -> None:
    """Say the book's language, and where it lies below the original."""
    app.add_message_catalog("course", str(Path(app.confdir) / "locale"))
    if config.original_pages:
        config.templates_path.append(str(Path(__file__).with_name("translated")))
        app.connect("html-page-context", _translate_labels)
        config.html_baseurl += f"{config.language}/" * bool(config.html_baseurl)


def setup(app: Sphinx) -> None:
    """Register it."""
    app.add_config_value("original_pages", "", "html", [str])
    app.add_post_transform(LinksToTheOriginal)
    app.connect("config-inited", _use_catalog, priority=900)  # when the address is known
    app.connect("html-page-context", _add_switch, priority=600)  # above all else
    app.connect("html-page-context", _name_alternates, priority=600)  # when there are tags
