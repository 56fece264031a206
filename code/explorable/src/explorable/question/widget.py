"""A question in Jupyter: one anywidget, whose model keeps what was answered."""

from pathlib import Path

import anywidget
import traitlets

from explorable import esm, words

MODULES = (
    "english", "words", "dom", "record", "question_answers", "question_drag", "question_lines",
    "question_forms", "question", "question_test", "question_jupyter",
)  # fmt: skip
"""Each after those that it imports."""

TYPESET = Path(__file__).parents[1] / "sphinx" / "typeset"


class QuestionWidget(anywidget.AnyWidget):
    """The live side of a question or a self-test; `answers` can be observed.

    Parameters
    ----------
    html : str
        Of :func:`explorable.question.markup.html`.
    """

    _esm = esm.join(MODULES)
    _css = esm.FRONT / "question.css"
    html = traitlets.Unicode().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    answers = traitlets.Dict().tag(sync=True)

    def __init__(self, html: str):
        super().__init__(html=html, words=words.in_use())
        self.on_msg(self._typesetter)

    def _typesetter(self, _widget: object, _content: dict, _buffers: object) -> None:
        """Send what typesets formulas: one view of a page asks for it, for all."""
        scripts = (TYPESET / name for name in ("temml.min.js", "mathml.js"))
        self.send({"typesetter": "\n".join(path.read_text("utf-8") for path in scripts)})
