"""A site that its readers may keep on a device: the place where they do, the list, the news."""

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from explorable.bundle import keeping, scripts
from explorable.sphinx.asked import Place
from explorable.sphinx.settings import Settings
from explorable.sphinx.steps import Page, page_step, site_step

NEWS = """if (navigator.serviceWorker?.controller) {{
  const {{ content_root = "." }} = document.documentElement.dataset;
  import(new URL("_static/{folder}/page/edition.js", new URL(content_root, location.href)).href);
}}"""
"""On each page, what costs nothing where the book is not kept."""


class Keep(Place):
    """``explorer-keep``: where a reader keeps the site on a device, and forgets it.

    Its text says what else there is, for browsers that keep none.
    """

    script = "keep"
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the place, if the site may be kept, and the text."""
        otherwise = nodes.container(classes=["explorable-otherwise"])
        self.state.nested_parse(self.content, self.content_offset, otherwise)
        return [*(super().run() if self.config.explorable_keep else []), otherwise]

    def data(self) -> dict[str, str]:
        """Return where the site's root is, as seen from the page."""
        root = "../" * self.env.docname.count("/") + self.config.explorable_keep
        return {"root": f"{root}/"}


def setup(app: Sphinx, settings: Settings) -> None:
    """Register the directive and, if the site may be kept, what pages and the site need for it."""
    app.add_directive("explorer-keep", Keep)
    if settings.keep:
        page_step(app, _follow_news, at="news")
    if settings.keep == ".":
        site_step(app, _write, at="keep")


def _follow_news(page: Page) -> None:
    page.app.add_js_file(None, body=NEWS.format(folder=scripts.folder()))


def _write(app: Sphinx) -> None:
    if app.builder.name == "html":
        keeping.write(Path(app.outdir))
