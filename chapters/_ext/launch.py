"""Where else a chapter runs: in JupyterLite beside the book, and at hosts that know its sources."""

import re
from pathlib import Path

import descent
import explorable
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

HOSTS = {
    "notebook_interface": "jupyterlab",
    "binderhub_url": "https://mybinder.org",
    "colab_url": "https://colab.research.google.com",
}
"""As the theme's `launch_buttons`; each fetches the sources from their public repository."""
PLAIN = "notebooks"
"""The branch that ``pages.yml`` writes: the chapters in plain Markdown, which Colab can show."""
MENU = "launch-buttons"
"""The theme's name of its launches, which `explorable.theme.menu` joins with the downloads."""
WHEELS = (
    f"wheels/explorable-{explorable.__version__}-py3-none-any.whl",
    f"wheels/descent_book-{descent.__version__}-py3-none-any.whl",
)
"""What `tools.wheels` builds; by name, the index could one day have others."""


class Install(SphinxDirective):
    """The line that brings both packages to a Jupyter; an address that is unknown is a blank."""

    def run(self) -> list[nodes.Node]:
        """Return the line, and what to fill in."""
        address = self.config.html_baseurl
        line = install(address or "ADDRESS/")
        block = nodes.literal_block(line, line, language="text")
        return [block] if address else [block, _blank()]


def install(address: str) -> str:
    """Return what a notebook runs to have both packages from the book at an address, and SciPy.

    Examples
    --------
    >>> install("https://example.org/").split()[:2]
    ['%pip', 'install']
    """
    return " ".join(["%pip install", *(f"{address}{wheel}" for wheel in WHEELS), "scipy"])


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


def _name_hosts(app: Sphinx) -> None:
    """Let the theme offer the hosts that fetch the sources, if these have an address."""
    options = app.config.html_theme_options
    if options.get("repository_url"):
        options["launch_buttons"] = HOSTS


def _offer(
    _app: Sphinx, page: str, _template: str, context: dict, _doctree: nodes.document | None
) -> None:
    """Put JupyterLite first in the theme's menu of launches, which may have to be made."""
    if context.get("page_source_suffix") != ".ipynb":
        return
    lite = {
        "type": "link",
        "url": f"{context['pathto']('lite/lab/index.html', 1)}?path={Path(page).name}.ipynb",
        "text": "Run it in JupyterLab",
        "tooltip": "In your browser, with nothing to install",
    }
    buttons = context["header_buttons"]
    menu = next((each for each in buttons if each.get("label") == MENU), None)
    if not menu:
        menu = {"label": MENU, "buttons": []}
        buttons.insert(0, menu)
    for host in menu["buttons"]:
        host.pop("icon")  # a picture that every page would fetch
        host["text"] = f"Run it on {host['text']}"
        if host["url"].startswith(HOSTS["colab_url"]):
            host["url"] = re.sub("/blob/[^/]+/", f"/blob/{PLAIN}/", host["url"])
    menu["buttons"].insert(0, lite)


def setup(app: Sphinx) -> None:
    """Register the line and the menu."""
    app.add_directive("install", Install)
    app.connect("builder-inited", _name_hosts)
    app.connect("html-page-context", _offer, priority=510)  # after the theme's own buttons
