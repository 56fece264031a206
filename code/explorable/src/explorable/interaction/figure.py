"""A function as people write them, and what it shows, as a figure of the stage."""

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from explorable.explorer import Explorer
from explorable.identity import identity
from explorable.interaction.controls import control_of
from explorable.interaction.redrawing import Redrawing

CELL = "__main__"
"""The module of what a cell has made: pages run the cell for it."""


@dataclass(frozen=True, eq=False, repr=False)
class Interaction(Explorer):
    """A function that is called anew for all values; its picture is whatever it shows.

    Parameters
    ----------
    display : callable or None
        Shows what the function has returned.
    hear : callable or None
        Is told the arguments of each call, and what it has returned.
    """

    display: Callable[[Any], None] | None = None
    hear: Callable[[dict[str, Any], Any], None] | None = None

    @property
    def name(self) -> str:
        """The function's name; of one that has none, such as a partial one, "interact"."""
        return re.sub(r"\W", "", getattr(self.draw, "__name__", "")) or "interact"

    @property
    def module(self) -> str:
        """That of cells, wherever the function comes from: it is a cell that shows it."""
        return CELL

    @property
    def title(self) -> str:
        """The first line of the function's docstring, or its name without underscores."""
        said = inspect.getdoc(self.draw) if inspect.isroutine(self.draw) else None
        return (said or self.name.replace("_", " ")).partition("\n")[0].strip()

    @property
    def prefix(self) -> str:
        """The function's name, and what tells it from others of that name: its code."""
        try:
            return f"{self.name}-{identity(self.source)}"
        except OSError:
            return self.name

    def drawn(self) -> Redrawing:  # type: ignore[override] # it has what is asked of a Drawing
        """Return what calls the function."""
        return Redrawing(self)

    def spec(self, values: Mapping[str, Any] | None = None) -> dict:
        """Return all that a page has to know; what is fixed its own Python knows."""
        return super().spec(values) | {"fixed": {}, "function": True}

    def arguments(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the function is called with for values of its controls."""
        moved = {name: self.controls[name].argument(value) for name, value in values.items()}
        return {**self.fixed, **moved}

    def labelled(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return values of all controls by what readers call these."""
        return {self.label(name): value for name, value in {**self.start, **values}.items()}

    def moved_by(self, widgets: Mapping[str, Any]) -> "Interaction":
        """Return it with the controls that do what widgets do, and with what is fixed."""
        fixed = {name: w.value for name, w in widgets.items() if type(w).__name__ == "fixed"}
        controls = {name: control_of(w) for name, w in widgets.items() if name not in fixed}
        return replace(self, controls=controls, fixed=fixed)
