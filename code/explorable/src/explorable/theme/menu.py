"""One menu of what a reader takes from a page: where it runs, its notebooks, paper.

The template ``explorable-menu.html`` shows it, in the place of sphinx-book-theme's two of launches
and of downloads, which name what they hold by suffixes. Here each entry says what one gets. A book
and the page's scripts (``page/menu.js``) add what they have.
"""

from sphinx.application import Sphinx
from sphinx.config import Config

from explorable.sphinx.steps import Page, page_step
from explorable.words import word

NOTEBOOK = ".ipynb"


def setup(app: Sphinx, config: Config) -> None:
    """Offer the menu in the place of the theme's downloads, unless a project wants none."""
    options = config.html_theme_options
    if options.get("use_download_button", True):
        config.html_theme_options = {**options, "use_download_button": False}
        page_step(app, _begin, at="menu")


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
