"""A Sphinx extension: light pages with a strict policy, in sphinx_book_theme's look or any other.

A page of any theme gets the style that it uses, and a policy under which nothing but its own
scripts runs, unless ``explorable_style`` or ``explorable_policy`` is off. In sphinx_book_theme one
menu without handlers takes the place of its buttons. The theme ``explorable_book`` is that theme
without scripts that most pages do not use, and with a few icons in place of a font. The living
pages of :mod:`explorable.sphinx` need nothing of this.

Examples
--------
In ``_config.yml`` of a Jupyter Book::

    sphinx:
      extra_extensions: [explorable.theme]
      config: {html_theme: explorable_book}
"""

import re
from functools import partial
from pathlib import Path
from typing import Any, cast

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config

from explorable.bundle.scripts import without_comments
from explorable.sphinx.steps import Page, page_step, site_step
from explorable.theme import menu, prune
from explorable.theme.policy import with_policy
from explorable.words import word

THEME = "explorable_book"
_HIDDEN = re.compile(
    r'(<button class="pst-navbar-icon sidebar-toggle) (?:primary|secondary)-toggle'
)
"""The buttons of pydata-sphinx-theme's header, which sphinx-book-theme hides behind its own two. A
script looks for the first of a name: on a page that has both, it would not hear those that are seen
(https://github.com/executablebooks/sphinx-book-theme/issues/988)."""
_STORAGE = Path(__file__).with_name("storage.js")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension with Sphinx."""
    app.setup_extension("explorable.sphinx")  # its scripts print, mark what was searched, and more
    app.add_html_theme(THEME, str(Path(__file__).with_name("book")))
    app.add_config_value("explorable_policy", True, "html", [bool])
    app.add_config_value("explorable_style", True, "html", [bool])
    app.connect("config-inited", _set_up_parts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _survive_refused_storage(page: Page) -> None:
    """Give scripts that take a browser's storage for granted another one, before they come."""
    page.add_tags(f"<script>{without_comments(_STORAGE.read_text('utf-8')).strip()}</script>")


def _name_arrows(page: Page) -> None:
    """Name the arrows that open the pages below one: an icon has no name."""
    if contents := page.context.get("generate_toctree_html"):
        page.context["generate_toctree_html"] = partial(_named, contents)


def _named(contents: Any, **given: object) -> Any:
    """Return the contents, in elements of BeautifulSoup's, with a name on each arrow."""
    soup = contents(**given)
    for arrow in soup.select("details > summary"):
        above = arrow.parent.find_previous_sibling()
        if above and not arrow.get_text(strip=True):
            arrow["aria-label"] = word("subpages", page=above.get_text())
    return soup


def _set_up_parts(app: Sphinx, config: Config) -> None:
    page_step(app, _survive_refused_storage, at="theme")
    page_step(app, _name_arrows, at="arrows")
    if config.html_theme in (THEME, "sphinx_book_theme"):
        menu.setup(app, config)
    if config.explorable_style:
        prune.setup(app)
    texts: dict[str, str] = {}
    page_step(app, partial(_note_text, texts), at="text")
    site_step(app, partial(_edit_pages, texts), at="pages")


def _note_text(texts: dict[str, str], page: Page) -> None:
    texts[page.name] = page.context.get("body", "")


def _edit_pages(texts: dict[str, str], app: Sphinx) -> None:
    """Edit what a build has written: only a finished page shows what it uses and runs."""
    builder, encoding = cast(StandaloneHTMLBuilder, app.builder), app.config.html_output_encoding
    for page, text in texts.items():
        path = Path(builder.get_outfilename(page))
        html = path.read_text(encoding)
        if app.config.html_theme in (THEME, "sphinx_book_theme"):
            html = _HIDDEN.sub(r"\1", html)
        if app.config.explorable_style:
            html = prune.pruned(html, page, path, Path(app.outdir, "_static"))
        if app.config.explorable_policy:
            html = with_policy(html, page, text)
        path.write_text(html, encoding, "xmlcharrefreplace")
