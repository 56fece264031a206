"""The explorer in Jupyter: one anywidget that speaks to the front end through the kernel."""

from collections.abc import Iterator

import anywidget
import traitlets

from explorable import esm, markup, words
from explorable.declaration import Declaration
from explorable.picture.drawing import Drawing, Message, failure


class ExplorerWidget(anywidget.AnyWidget):
    """The live side of an explorer; `value` and `caption` can be observed and linked.

    Parameters
    ----------
    declaration : Declaration
    drawing : Drawing
        The drawn copy that this widget moves.
    message : Message
        Of its picture of the start, with which the widget begins.
    """

    _esm = esm.join(esm.FRONT / "jupyter.js")
    _css = esm.style("front.css")
    html = traitlets.Unicode().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    guess = traitlets.Unicode().tag(sync=True)
    value = traitlets.Dict()
    caption = traitlets.Unicode()

    def __init__(self, declaration: Declaration, drawing: Drawing, message: Message):
        self._declaration, self._drawing = declaration, drawing
        self._answering: str | None = None
        self._pictures: Iterator[Message] = iter(())
        self._last = message
        html = markup.figure(markup.spec_of(declaration, message), message["picture"])
        state = {"value": message["values"], "caption": message["caption"]}
        super().__init__(html=html, words=words.in_use(), **state)
        self.observe(self._publish, "value")
        self.on_msg(self._receive)

    @traitlets.validate("value")
    def _complete(self, proposal: dict) -> dict:
        return self._declaration.validate({**self.value, **proposal["value"]})

    def _publish(self, _change: dict | None = None, *, whole: bool = False) -> None:
        """Show the values: of a stream the last picture, or all if a view has moved them."""
        drawing = self._drawing
        if whole and drawing.streams:  # a new view: nobody has asked for anything to move
            self._pictures = iter([drawing.peek(self.value)])
        elif self._answering is None:
            self._pictures = iter([drawing.show(self.value, since=self._last["revision"])])
        else:
            since = None if whole else self._last["revision"]
            self._pictures = drawing.stream(self.value, since=since)
        self._advance()

    def _advance(self) -> None:
        """Send the next picture; where there is none any more, the last once more."""
        self._last = next(self._pictures, self._last)
        self.caption = self._last["caption"]
        self.send({**self._last, "serial": self._answering})

    def _receive(self, _widget: object, content: dict, _buffers: object) -> None:
        """Answer a view: it sends values that a reader moved, or nothing when it is new.

        Of a stream it asks for one picture after another: in between the kernel hears whatever
        comes, and new values begin another stream.
        """
        self._answering = content["serial"]
        try:
            if content.get("next"):
                return self._advance()
            before = self.value
            self.value = content.get("values", {})
            if self.value == before:
                self._publish(whole="values" not in content)
        except Exception as error:
            self.send({**failure(error), "serial": self._answering})
        finally:
            self._answering = None
