"""A site that is read without its host: the place where a reader asks for it, and the worker."""

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from explorable.bundle import precache
from explorable.sphinx.asked import Place
from explorable.sphinx.settings import Settings
from explorable.sphinx.steps import site_step


class Offline(Place):
    """``explorer-offline``: where a reader lets a device keep the site, and removes it.

    Its text says what else there is, for browsers that cannot keep it.
    """

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the place, if the site may be kept, and the text."""
        otherwise = nodes.container(classes=["explorable-otherwise"])
        self.state.nested_parse(self.content, self.content_offset, otherwise)
        return [*(super().run() if self.config.explorable_offline else []), otherwise]


def setup(app: Sphinx, settings: Settings) -> None:
    """Register the directive and, if the site may be kept, what writes the worker."""
    app.add_directive("explorer-offline", Offline)
    if settings.offline:
        site_step(app, _write, at="precache")


def _write(app: Sphinx) -> None:
    if app.builder.name in ("html", "dirhtml"):
        precache.write(Path(app.outdir))
