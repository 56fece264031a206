"""Figures on pages: the type of output that notebooks store for them, before all others."""

from docutils import nodes
from myst_nb.core.render import MimeData, NbElementRenderer
from sphinx.config import Config

from explorable.picture.output import PAGE

BUILDERS = ("html", "dirhtml", "singlehtml", "epub")


class Renderer:
    """What myst-nb asks about outputs: an entry point of the package names it."""

    @staticmethod
    def handle_mime(
        renderer: NbElementRenderer, data: MimeData, inline: bool
    ) -> list[nodes.Element] | None:
        """Return a figure as a page shows it; None of what is no figure."""
        if data.mime_type != PAGE:
            return None
        return renderer.render_text_html(data)


def prefer(config: Config) -> None:
    """Let pages show figures by their own type, unless the project wants another."""
    if "nb_mime_priority_overrides" in config:
        ours = [(builder, PAGE, 1) for builder in BUILDERS]
        config.nb_mime_priority_overrides = [*ours, *config.nb_mime_priority_overrides]
