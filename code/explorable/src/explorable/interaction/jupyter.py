"""`interact` in a kernel: that of ipywidgets, with its widgets, and figures that do not flicker.

It is a subclass of ``ipywidgets.interactive``, made into functions by its own ``factory``. What
differs: figures are drawn as SVG, and only what has changed of them is sent; an argument that the
function does not have is named; and a notebook keeps a picture and the controls for pages.
"""

import warnings
from collections.abc import Callable, Mapping
from typing import Any, cast

import anywidget
import ipywidgets
import traitlets
from ipywidgets.widgets import interaction

from explorable import esm, markup, stored
from explorable.interaction.controls import control_of
from explorable.interaction.figure import Interaction
from explorable.interaction.forms import warn_of_strays
from explorable.interaction.redrawing import Calls
from explorable.picture.drawing import Message
from explorable.picture.figures import WIDTH
from explorable.picture.output import output

fixed = ipywidgets.fixed

MODULES = "english", "words", "dom", "picture", "shown"
"""Each after those that it imports."""


class Area(anywidget.AnyWidget):
    """Where that stands which a function has shown, in the place of an ``Output``."""

    _esm = esm.join(MODULES)
    _css = esm.FRONT / "front.css"
    html = traitlets.Unicode().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    description = ""

    def __init__(self, function: Callable, display: Callable[[Any], Any] | None = None):
        self._figure = Interaction(function, {}, {}, "", {}, (), (WIDTH, 3.0))
        self.calls = Calls(function, self._figure.prefix, display)
        super().__init__(title=self._figure.title)
        self.on_msg(lambda *_: self.send({"picture": self.calls.shown.html}))

    def call(self, arguments: Mapping[str, Any], *, adds: bool = False) -> None:
        """Call the function, and show what has changed, or what it adds."""
        interaction.show_inline_matplotlib_plots()  # those of the cell's own
        patch = self.calls.call(arguments, adds=adds)
        if not self.html:
            self.html = self.calls.shown.html
        self.send({"picture": self.calls.shown.html} if patch is None else {"patch": patch})

    def bundle(self, widgets: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return what a notebook keeps of it: a picture for all, and for pages the controls.

        Parameters
        ----------
        widgets : mapping of str to ValueWidget or fixed
            By argument. Where a page has none that does the same, it has the picture alone.
        """
        shown = self.calls.shown
        html, words = f'<div class="explorable-figure">{shown.html}</div>', self.calls.said({})
        data: dict[str, Any] = {"text/plain": words, stored.PAGE: html}
        metadata: dict[str, Any] = {}
        if shown.figures:
            data, metadata = output(html, shown.figures[0], words or self.title)
        try:
            figure = self._figure.moved_by(widgets)
        except ValueError as error:
            warnings.warn(f"{self.title} stays still on a page: {error}", stacklevel=2)
        else:
            message = {"values": figure.start, "caption": words, "frames": []}
            spec = markup.spec_of(figure, cast(Message, message))
            data |= {stored.PAGE: shown.html, stored.DATA: stored.write("explorer", spec)}
        return data, metadata


class interactive(ipywidgets.interactive):  # noqa: N801 # as notebooks call it
    """``ipywidgets.interactive``, whose figures stay where they are and change."""

    @property
    def out(self) -> Area:
        """Where the function's pictures and texts stand."""
        return self._area

    @out.setter
    def out(self, output: ipywidgets.Output) -> None:
        output.close()  # ipywidgets makes one
        self._area = Area(self.f, self._display if self.auto_display else None)

    @staticmethod
    def _display(result: Any) -> None:
        interaction.display(result)

    def find_abbreviations(self, kwargs: dict[str, Any]) -> list[tuple[str, Any, Any]]:
        """Return what each argument is set with, and name what is no argument."""
        found = super().find_abbreviations(kwargs)
        names = [name for name, _, _ in found]
        warn_of_strays(kwargs.keys() - set(names), names, self.f)
        return found

    def update(self, *_args: Any) -> None:
        """Call the function with the values of the controls, and show what it shows."""
        if self.manual:
            self.manual_button.disabled = True
        try:
            self.kwargs = {w._kwarg: w.get_interact_value() for w in self.kwargs_widgets}
            self.out.call(self.kwargs, adds=not self.clear_output)
            self.result = self.out.calls.result
        finally:
            if self.manual:
                self.manual_button.disabled = False


    def _repr_mimebundle_(self, **asked: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the widget, and what stands for it where no kernel is."""
        live = super()._repr_mimebundle_(**asked)
        data, metadata = self.out.bundle({w._kwarg: w for w in self.kwargs_widgets})
        return live | data, metadata


def interactive_output(f: Callable, controls: Mapping[str, ipywidgets.ValueWidget]) -> Area:
    """Call a function with the values of widgets, now and when one changes; they stand elsewhere."""
    area = Area(f)

    def call(_change: object = None) -> None:
        area.call({name: widget.value for name, widget in controls.items()})

    for widget in controls.values():
        widget.observe(call, "value")
    call()
    return area


interact = interactive.factory()
interact_manual = interact.options(manual=True, manual_name="Run Interact")
