"""One menu of what a reader takes from a page: where it runs, its notebooks, paper.

Templates in ``header`` show it, in the place of sphinx-book-theme's two of launches and of
downloads, which name what they hold by suffixes. Here each entry says what one gets. A book and the
page's scripts (``page/menu.js``) add what they have.
"""

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

from explorable.sphinx.steps import Page, page_step
from explorable.words import word

NOTEBOOK = ".ipynb"
TEMPLATES = Path(__file__).with_name("header")
HEADER = {
    "article_header_end": ["explorable-header-buttons.html"],
    "use_download_button": False,
    "use_fullscreen_button": False,
}
"""Options of the theme: its own buttons of both kinds are handlers in the page, which the policy
refuses. For a policy to name the hashes of handlers (``'unsafe-hashes'``) is not enough: Sphinx's
search parses pages, with their handlers, in another."""


def setup(app: Sphinx, config: Config) -> None:
    """Offer the menu in the place of the theme's downloads, unless a project wants none."""
    if config.html_theme_options.get("use_download_button", True):
        page_step(app, _begin, at="menu")
    config.templates_path.append(str(TEMPLATES))
    config.html_theme_options = {**config.html_theme_options, **HEADER}


def _begin(page: Page) -> None:
    """Begin the menu of a page with what every page has: its source, and paper."""
    suffix = page.context.get("page_source_suffix")
    if not suffix:
        return
    is_notebook = suffix == NOTEBOOK
    source = {"url": f"{page.context['pathto']('_sources', 1)}/{page.context['sourcename']}"}
    if is_notebook:
        source |= {"text": word("notebook"), "tooltip": word("notebookDownload")}
    else:
        source |= {"text": word("pageText", suffix=suffix)}
    paper = {"do": "print", "text": word("paper"), "tooltip": word("print")}
    page.context["explorable_takes"] = word("takeChapter" if is_notebook else "takePage")
    page.context["explorable_menu"] = [source, paper]
