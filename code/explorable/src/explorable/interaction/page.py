"""`interact` on a page: that of ipywidgets, with its widgets, of which the page shows its controls.

There is no kernel: a widget holds the value of the control that stands beside the figure which it
moves. What moves the control sets the widget, so that later cells read it.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any, cast

import ipywidgets
from traitlets import TraitError

from explorable.interaction.figure import Interaction, Redrawing
from explorable.interaction.forms import Interactive, call_now_and_later
from explorable.kernel.ipython import display, outputs
from explorable.kernel.outputs import parts
from explorable.picture.figures import WIDTH

fixed = ipywidgets.fixed


class Area(ipywidgets.DOMWidget):
    """Where that stands which a function has shown: a figure, whose controls set the widgets.

    Parameters
    ----------
    function : callable
    widgets : mapping of str to ValueWidget or fixed
        What sets its arguments.
    display : callable, optional
        Shows what it returns.
    manual : str
        What the button is called that calls it, if only that does.
    adds : bool
        Whether what it has shown before stays.
    hear : callable, optional
        Is told the arguments of each call, and what it has returned.
    """

    def __init__(
        self,
        function: Callable,
        widgets: Mapping[str, Any],
        display: Callable[[Any], Any] | None = None,
        manual: str = "",
        adds: bool = False,
        hear: Callable[[dict[str, Any], Any], None] | None = None,
    ):
        super().__init__()
        self._widgets, self._hear, self._follows = widgets, hear, False
        self.figure = Interaction(
            function, {}, {}, "", {}, (), (WIDTH, 3.0),
            display=display, hear=self._follow, manual=manual, adds=adds,
        )  # fmt: skip
        self._move()

    def _move(self) -> None:
        """Take over what the widgets say; where a page has no control for one, all stay still."""
        try:
            self.figure = self.figure.moved_by(self._widgets)
        except ValueError as error:
            outputs().show_note(str(error))
            fixed = {name: each.get_interact_value() for name, each in self._widgets.items()}
            self.figure = replace(self.figure, fixed=fixed)

    def call(self, _change: object = None) -> None:
        """Call the function with the values of its widgets, unless they follow the page."""
        if not self._follows:
            self._move()
            called = self.figure
            called.drawing.show(called.start)
            if called is self.figure:  # no widget that the function has set has called it again
                self._keep(cast(Redrawing, called.drawing))

    def _keep(self, drawing: Redrawing) -> None:
        """Take over, as a notebook does, what the function has set of its widgets: their ends."""
        with suppress(ValueError):  # which has been told
            drawing.declaration = self.figure = self.figure.moved_by(self._widgets)
            vars(self.figure)["drawing"] = drawing

    def _follow(self, arguments: dict[str, Any], result: Any) -> None:
        self._follows = True
        try:
            for name in arguments.keys() - self.figure.fixed.keys():
                with suppress(TraitError):  # the function has set other options since
                    self._widgets[name].value = arguments[name]
        finally:
            self._follows = False
        if self._hear:
            self._hear(arguments, result)

    def clear_output(self, wait: bool = False) -> None:
        """Do nothing: each call takes back what the one before has shown."""


class interactive(Interactive):  # as notebooks call it
    """``ipywidgets.interactive``, whose figure and controls a page shows."""

    def make_area(self, widgets: Mapping[str, Any]) -> Area:
        """Return where the function's pictures and texts stand."""
        manual = self.manual_name if self.manual else ""
        shows = display if self.auto_display else None
        return Area(self.f, widgets, shows, manual, not self.clear_output, self._note)

    def _note(self, arguments: dict[str, Any], result: Any) -> None:
        self.kwargs, self.result = arguments, result

    def update(self, *_args: Any) -> None:
        """Call the function with the values of the controls."""
        self.out.call()


def interactive_output(f: Callable, controls: Mapping[str, ipywidgets.ValueWidget]) -> Area:
    """Call a function with the values of widgets that stand elsewhere, now and when one changes."""
    area = Area(f, controls)
    call_now_and_later(area.call, controls)
    return area


interact = interactive.factory()
interact_manual = interact.options(manual=True, manual_name="Run Interact")


@parts.register(Area)
def _figure(area: Area) -> Iterator[Any]:
    yield area.figure
