"""A question in Jupyter: one anywidget, whose model keeps what was answered."""

import anywidget
import traitlets

from explorable import esm, words


class QuestionWidget(anywidget.AnyWidget):
    """The live side of a question or a self-test; `answers` can be observed.

    Parameters
    ----------
    html : str
        Of :attr:`explorable.question.Question.html`.
    """

    _esm = esm.join(esm.FRONT / "question_jupyter.js")
    _css = esm.style("question.css")
    html = traitlets.Unicode().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    answers = traitlets.Dict().tag(sync=True)

    def __init__(self, html: str):
        super().__init__(html=html, words=words.in_use())
        self.on_msg(self._typesetter)

    def _typesetter(self, _widget: object, _content: dict, _buffers: object) -> None:
        """Send what typesets formulas: one view of a page asks for it, for all."""
        self.send({"typesetter": esm.typesetter()})
