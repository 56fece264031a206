"""How a notebook shows a question: as a live widget, as HTML that reads, as data, and as text."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from explorable import stored
from explorable.question import inline
from explorable.question.digest import Asked
from explorable.question.inline import Link, Piece

if TYPE_CHECKING:
    from explorable.question.widget import QuestionWidget


class Shown:
    """What questions and self-tests have in common: a cell shows them by their name alone."""

    @property
    def asked(self) -> Asked:
        """All that is asked and answered, as plain data."""
        raise NotImplementedError

    def pieces(self, section: Link | None = None) -> list[Piece]:
        """Return it in pieces of HTML; `section` is where it stands on a page."""
        raise NotImplementedError

    @property
    def html(self) -> str:
        """HTML that reads without scripts."""
        return inline.html(self.pieces())

    @property
    def text(self) -> str:
        """What is asked, where neither pictures nor tags are shown."""
        raise NotImplementedError

    @cached_property
    def widget(self) -> "QuestionWidget":
        """The live side in Jupyter; ``widget.answers`` holds what was answered."""
        from explorable.question.widget import QuestionWidget  # a page has no anywidget

        return QuestionWidget(self.html)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict:
        data = stored.write("question", self.asked)
        bundle = {"text/plain": self.text, "text/html": self.html, stored.DATA: data}
        try:
            live = self.widget._repr_mimebundle_()
        except ImportError:
            return bundle
        return live[0] | bundle if live else bundle
