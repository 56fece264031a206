"""The book in other languages: what a translation changes, and the way between two languages.

A translation is this book, built with another ``language`` into a folder of the original's, named
by it. Sphinx translates the prose by the catalogs in ``locale``. All pages are read, those with a
catalog are written, and links to others lead to the original.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from pathlib import Path

from babel import Locale
from babel.messages.pofile import read_po
from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.locale import get_translation
from sphinx.util.nodes import clean_astext

ORIGINAL = "en"


def _(message: str) -> str:
    """Return what is said in the frame of the pages in the book's language."""
    return str(get_translation("sphinx")(message))


def N_(message: str) -> str:
    """Return the message: it is noted for translators, and said later."""
    return message


@cache
def translations(book: Path) -> dict[str, set[str]]:
    """Return the pages that a book has in other languages, by language."""
    found: dict[str, set[str]] = {}
    for path in sorted(book.glob("locale/*/LC_MESSAGES/chapters/*.po")):
        found.setdefault(path.parts[-4], set()).add(f"chapters/{path.stem}")
    return found


def elsewhere(app: Sphinx, page: str) -> dict[str, str]:
    """Return the address of a page in other languages, by language, as seen from the page."""
    root = "../" * page.count("/")
    if app.config.language != ORIGINAL:
        return {ORIGINAL: f"{root}../{page}.html"}
    found = translations(Path(app.srcdir))
    return {each: f"{root}{each}/{page}.html" for each, has in found.items() if page in has}


class Translation(StandaloneHTMLBuilder):
    """Leads to the original where the translation has no page."""

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the address of a page, as seen from the translation's folder."""
        own = super().get_target_uri(docname, typ)
        has = translations(Path(self.srcdir))[self.config.language]
        return f"../{own}" if docname in self.env.found_docs - has else own

    def load_indexer(self, docnames: Iterable[str]) -> None:
        """Begin the index of the search, which has no other pages than those written."""
        super().load_indexer(self.env.all_docs)


def _configure(app: Sphinx, config: Config) -> None:
    """Change the settings of a translation."""
    if config.language == ORIGINAL:
        return
    app.add_builder(Translation, override=True)
    config.html_baseurl += f"{config.language}/" * bool(config.html_baseurl)
    config.html_css_files = [*config.html_css_files, f"{config.language}.css"]
    config.html_extra_path = []
    config.explorable_handouts = False
    config.explorable_keep = ".."
    options = config.html_theme_options
    config.html_theme_options = {**options, "search_bar_text": _(options["search_bar_text"])}
    words = Path(app.srcdir, "locale", config.language, "LC_MESSAGES", "interface.po")
    with words.open("rb") as file:
        said = [each for each in read_po(file) if each.id and each.string and not each.fuzzy]
    config.explorable_words = {str(each.context): str(each.string) for each in said}


def _prepare(app: Sphinx, doctree: nodes.document) -> None:
    """Translate the contents, keep formulas from translators, and name what stays English."""
    for contents in doctree.findall(addnodes.toctree):
        contents["caption"] = contents["caption"] and _(contents["caption"])
        contents["rawcaption"] = ""  # else it would be asked for with the page's prose, too
        contents["entries"] = [(title and _(title), page) for title, page in contents["entries"]]
    if slugs := getattr(doctree, "myst_slugs", None):  # MyST has lost them: its issue 844
        app.env.metadata[app.env.docname]["myst_slugs"] = _named(slugs, doctree)
    for formula in doctree.findall(nodes.math_block):
        formula["translatable"] = False
    for node in doctree.findall(nodes.Element) if app.config.language != ORIGINAL else ():
        if node.get("nb_element") == "cell_code_output" or _is_left(node):
            node["classes"].append(f"language-{ORIGINAL}")  # docutils writes it as `lang`


def _named(slugs: dict[str, tuple], doctree: nodes.document) -> dict[str, tuple]:
    """Return MyST's sections by anchors, each with the title it has now: links are called by it."""
    sections = doctree.findall(nodes.section)
    titles = {key: clean_astext(each[0]) for each in sections for key in each["ids"]}
    return {slug: (line, key, titles.get(key, said)) for slug, (line, key, said) in slugs.items()}


def _is_left(node: nodes.Element) -> bool:
    """Tell whether a node is prose left English; of formulas and pictures Sphinx says so, too."""
    has_words = isinstance(node, nodes.TextElement) and not isinstance(node, nodes.math_block)
    return has_words and node.get("translated") is False


def _lead_elsewhere(
    app: Sphinx, page: str, _template: str, context: dict, doctree: nodes.document | None
) -> None:
    """Say in a page's header, and to search engines, where it is in other languages.

    Above a translation stands what of it is English.
    """
    if doctree is None:
        return
    own, others = app.config.language, elsewhere(app, page)
    context["languages"] = [
        (each, Locale(each).get_display_name(each), place) for each, place in others.items()
    ]
    if own != ORIGINAL:
        stays = _("Figures, questions and code are in English.")
        context["body"] = f'<p class="stays">{stays}</p>{context["body"]}'
    if others:
        both = {own: f"{Path(page).name}.html"} | others
        context["metatags"] += "".join(_alternates(app, page, both))


def _alternates(app: Sphinx, page: str, addresses: dict[str, str]) -> Iterator[str]:
    base = app.config.html_baseurl
    for each, address in addresses.items():
        if base:  # of the translation it ends in its language
            root = base.removesuffix(f"{app.config.language}/")
            address = f"{root}{'' if each == ORIGINAL else f'{each}/'}{page}.html"
        yield f'<link rel="alternate" hreflang="{each}" href="{escape(address)}" />\n'


def setup(app: Sphinx) -> None:
    """Register it."""
    app.connect("config-inited", _configure, priority=400)  # before figures ask for their words
    app.connect("doctree-read", _prepare, priority=400)  # before the contents are collected
    app.connect("html-page-context", _lead_elsewhere, priority=600)  # above all else in the text
