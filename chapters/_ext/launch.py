"""Where else a chapter runs: in JupyterLite beside the book, and at hosts that know its sources."""

from pathlib import Path
from urllib.parse import quote

import descent
import explorable
from docutils import nodes
from explorable.sphinx.steps import Page, page_step
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from _ext import address

BINDER, COLAB = "https://mybinder.org", "https://colab.research.google.com"
"""Each fetches the sources from their public repository."""
PLAIN = "notebooks"
"""The branch that ``pages.yml`` writes: the chapters in plain Markdown, which Colab can show."""
WHEELS = (
    f"wheels/explorable-{explorable.__version__}-py3-none-any.whl",
    f"wheels/descent_book-{descent.__version__}-py3-none-any.whl",
)
"""What `tools.wheels` builds; by name, the index could one day have others."""


class Install(SphinxDirective):
    """The line that brings both packages to a Jupyter; an address that is unknown is a blank."""

    def run(self) -> list[nodes.Node]:
        """Return the line, and what to fill in."""
        site = address.site(self.config)
        line = install(site or "ADDRESS/")
        block = nodes.literal_block(line, line, language="text")
        return [block] if site else [block, _blank()]


def install(site: str) -> str:
    """Return what a notebook runs to have both packages from the book at an address, and SciPy.

    Examples
    --------
    >>> install("https://example.org/").split()[:2]
    ['%pip', 'install']
    """
    return " ".join(["%pip install", *(f"{site}{wheel}" for wheel in WHEELS), "scipy"])


def _blank() -> nodes.paragraph:
    """Say what stands for `ADDRESS/`."""
    return nodes.paragraph(
        "",
        "",
        nodes.Text("Put the address of this book for "),
        nodes.literal(text="ADDRESS/"),
        nodes.Text(", twice: what your browser shows for this page, without "),
        nodes.literal(text="chapters/anywhere.html"),
        nodes.Text("."),
    )


def hosts(repository: str, branch: str, page: str) -> dict[str, str]:
    """Return where a page's notebook runs at hosts that fetch its sources, by their names.

    Examples
    --------
    >>> hosts("https://gitlab.com/a/b", "main", "chapters/03-softmax")
    {'Binder': 'https://mybinder.org/v2/gl/a%2Fb/main?urlpath=lab/tree/chapters/03-softmax.ipynb'}
    >>> hosts("https://github.com/a/b", "main", "chapters/03-softmax")["Colab"]
    'https://colab.research.google.com/github/a/b/blob/notebooks/chapters/03-softmax.ipynb'
    """
    if not repository:
        return {}
    home, owner, name = repository.rsplit("/", 2)
    kinds = {
        "https://github.com": f"gh/{owner}/{name}",
        "https://gitlab.com": f"gl/{owner}%2F{name}",
    }
    kind = kinds.get(home, f"git/{quote(repository, safe='')}")
    file = f"{page}.ipynb"
    addresses = {"Binder": f"{BINDER}/v2/{kind}/{branch}?urlpath=lab/tree/{file}"}
    if home == "https://github.com":
        addresses["Colab"] = f"{COLAB}/github/{owner}/{name}/blob/{PLAIN}/{file}"
    return addresses


def _offer(page: Page) -> None:
    """Put JupyterLite first in the menu of what a reader takes from a page, then other hosts."""
    if page.context.get("page_source_suffix") != ".ipynb":
        return
    config = page.app.config
    lab = page.context["pathto"]("lite/lab/index.html", 1)
    lite = {
        "url": f"{lab}?path={Path(page.name).name}.ipynb",
        "text": "Run it in JupyterLab",
        "tooltip": "In your browser, with nothing to install",
    }
    addresses = hosts(address.repository(config), address.branch(config), page.name)
    others = [{"url": url, "text": f"Run it on {host}"} for host, url in addresses.items()]
    page.menu[:0] = [lite, *others]


def setup(app: Sphinx) -> None:
    """Register the line and the menu."""
    app.add_directive("install", Install)
    page_step(app, _offer, after="handout")
