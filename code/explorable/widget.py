"""The explorer in Jupyter: one anywidget that speaks to ``front.js`` through the kernel."""

import re
from pathlib import Path

import anywidget
import traitlets

from explorable import markup, words
from explorable.declaration import Declaration
from explorable.drawing import Drawing, failure

HERE = Path(__file__).parent
MODULES = (
    "page/words.js",
    "front/parts.js",
    "front/pad.js",
    "front/controls.js",
    "front/handles.js",
    "front.js",
)


def front_end() -> str:
    """Return the front end as the one module that anywidget takes: its modules, unlinked."""
    text = "\n".join((HERE / name).read_text("utf-8") for name in MODULES)
    return re.sub(r"^import .*;$|^export (?!default)", "", text, flags=re.MULTILINE)


class ExplorerWidget(anywidget.AnyWidget):
    """The live side of an explorer; `value` and `caption` can be observed and linked.

    Parameters
    ----------
    declaration : Declaration
    drawing : Drawing
        The drawn copy that this widget moves.
    """

    _esm = front_end()
    _css = HERE / "front.css"
    html = traitlets.Unicode().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    value = traitlets.Dict()
    caption = traitlets.Unicode()

    def __init__(self, declaration: Declaration, drawing: Drawing):
        self._declaration, self._drawing = declaration, drawing
        self._answering: int | None = None
        message = drawing.peek(declaration.start)
        html = markup.figure(declaration, message)
        state = {"value": message["values"], "caption": message["caption"]}
        super().__init__(html=html, words=words.in_use(), **state)
        self.observe(self._publish, "value")
        self.on_msg(self._receive)

    @traitlets.validate("value")
    def _complete(self, proposal: dict) -> dict:
        return self._declaration.check_values({**self.value, **proposal["value"]})

    def _publish(self, _change: dict | None = None, *, whole: bool = False) -> None:
        message = self._drawing.show(self.value, whole=whole)
        self.caption = message["caption"]
        self.send({**message, "serial": self._answering})

    def _receive(self, _widget: object, content: dict, _buffers: object) -> None:
        """Answer a view: it sends values that a reader moved, or none when it is new."""
        self._answering = content["serial"]
        try:
            before = self.value
            self.value = content["values"]
            if self.value == before:
                self._publish(whole=not content["values"])
        except Exception as error:
            self.send({**failure(error), "serial": self._answering})
        finally:
            self._answering = None
