"""The explorer in Jupyter: one anywidget that speaks to ``front.js`` through the kernel."""

from pathlib import Path
from typing import TYPE_CHECKING

import anywidget
import traitlets

from descent.explorers.stage import failure

if TYPE_CHECKING:
    from descent.explorers.core import Explorer


class ExplorerWidget(anywidget.AnyWidget):
    """The live side of an explorer; `value` and `caption` can be observed and linked.

    Parameters
    ----------
    explorer : Explorer
    """

    _esm = Path(__file__).with_name("front.js")
    _css = Path(__file__).with_name("front.css")
    html = traitlets.Unicode().tag(sync=True)
    value = traitlets.Dict()
    caption = traitlets.Unicode()

    def __init__(self, explorer: "Explorer"):
        self._explorer = explorer
        self._answering: int | None = None
        html = explorer.html()
        super().__init__(html=html, value=explorer.start, caption=explorer.caption())
        self.observe(self._publish, "value")
        self.on_msg(self._receive)

    @traitlets.validate("value")
    def _complete(self, proposal: dict) -> dict:
        return self._explorer.check({**self.value, **proposal["value"]})

    def _publish(self, _change: dict | None = None, *, whole: bool = False) -> None:
        message = self._explorer.stage.show(self.value, whole=whole)
        self.caption = message["caption"]
        self.send({**message, "serial": self._answering})

    def _receive(self, _widget, content: dict, _buffers) -> None:
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
