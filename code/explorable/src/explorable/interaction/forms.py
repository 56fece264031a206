"""What `interact` of ipywidgets is in a kernel and on a page alike."""

import sys
import warnings
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any

import ipywidgets

from explorable.interaction.figure import Interaction


class Interactive(ipywidgets.interactive):
    """``ipywidgets.interactive``, with a place of its own for what is shown."""

    def make_area(self, widgets: Mapping[str, Any]) -> Any:
        """Return the widget that stands where the function's pictures and texts stand."""
        raise NotImplementedError

    @property
    def out(self) -> Any:
        """Where the function's pictures and texts stand."""
        return self._area

    @out.setter
    def out(self, output: ipywidgets.Output) -> None:
        output.close()  # ipywidgets makes one
        self._area = self.make_area({each._kwarg: each for each in self.kwargs_widgets})

    @property
    def figure(self) -> Interaction:
        """What pages know of it; `explorable.check` takes it."""
        return self.out.figure

    def find_abbreviations(self, kwargs: dict[str, Any]) -> list[tuple[str, Any, Any]]:
        """Return what each argument is set with, and name what is no argument."""
        found = super().find_abbreviations(kwargs)
        names = [name for name, _, _ in found]
        warn_of_strays(kwargs.keys() - set(names), names, self.f)
        return found


def call_now_and_later(call: Callable[..., None], controls: Mapping[str, Any]) -> None:
    """Call it now, and when the value of a widget changes."""
    for widget in controls.values():
        widget.observe(call, "value")
    call()


def warn_of_strays(given: Iterable[str], names: list[str], function: object) -> None:
    """Warn of what was given for arguments that the function does not have."""
    called = getattr(function, "__name__", repr(function))
    for stray in given:
        near = get_close_matches(stray, names, 1)
        hint = f"; {near[0]}?" if near else f"; it has {', '.join(names) or 'none'}"
        warnings.warn(f"{stray} is no argument of {called}{hint}", stacklevel=_depth())


def _depth() -> int:
    """Return how far above the caller the cell stands."""
    depth, frame = 1, sys._getframe(1)
    while frame.f_back and frame.f_globals["__name__"].startswith(("explorable.", "ipywidgets.")):
        depth, frame = depth + 1, frame.f_back
    return depth
