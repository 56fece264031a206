"""What notebooks store for pages, before all others: figures, explorers, questions, verdicts."""

from docutils import nodes
from myst_nb.core.render import MimeData, NbElementRenderer
from sphinx.config import Config

from explorable.judging import Verdict
from explorable.sphinx.cells import AdviceNode, ExplorerNode, VerdictNode
from explorable.sphinx.questions import QuestionNode
from explorable.stored import DATA, PAGE, read

BUILDERS = ("html", "dirhtml", "singlehtml", "epub")


class Renderer:
    """What myst-nb asks about outputs: an entry point of the package names it."""

    @staticmethod
    def handle_mime(
        renderer: NbElementRenderer, data: MimeData, inline: bool
    ) -> list[nodes.Element] | None:
        """Return what is stored for a page as its node; None of what is stored for others."""
        if data.mime_type == PAGE:
            return renderer.render_text_html(data)
        if data.mime_type != DATA:
            return None
        match read({DATA: data.string}):
            case {"explorer": spec}:
                return [ExplorerNode("", format="html", spec=spec)]
            case {"advice": {"words": advice}}:
                return [AdviceNode("", format="html", words=advice)]
            case {"verdict": fields}:
                verdict = Verdict(**fields)
                return [VerdictNode("", verdict.html, format="html", passed=verdict.passed)]
            case {"question": asked}:
                return [QuestionNode("", asked=asked)]
        return None


def prefer(config: Config) -> None:
    """Let pages show figures by their own type, unless the project wants another."""
    if "nb_mime_priority_overrides" in config:
        ours = [(builder, kind, 1) for builder in BUILDERS for kind in (DATA, PAGE)]
        config.nb_mime_priority_overrides = [*ours, *config.nb_mime_priority_overrides]
