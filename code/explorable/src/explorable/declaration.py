"""What an author says of an explorer: a drawing function and data about it, nothing drawn yet."""

import inspect
import textwrap
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np

from explorable.controls import Choice, Control, Handle
from explorable.guess import Guess
from explorable.identity import identity

CELL = "__main__"
"""The module of what a cell has made: nobody can import it from there."""


@dataclass(frozen=True, eq=False)
class Declaration:
    """An interactive figure as data: what draws it, what can be moved, what there is to find out.

    Parameters
    ----------
    draw : callable
        ``draw(figure, **fixed)`` draws once and returns ``update(**values) -> caption``.
    controls : mapping of str to Control
    fixed : mapping
        Arguments that `draw` is given.
    question : str
        What the reader should predict before moving anything.
    presets : mapping of str to mapping
        Named values, shown as buttons.
    handles : tuple of Handle
    size : (float, float)
        Inches.
    predict : Guess or None
        What the reader is asked to guess before the picture answers.
    adapt : callable or None
        ``adapt(declaration, **fixed)`` returns the fields that are different once these arguments
        are bound, as a mapping: `fixed` itself as plain data, a question about the reader's own
        data, controls that suit it.
    heading : str
        The title, if it is not the first line of the drawing function's docstring.
    """

    draw: Callable
    controls: Mapping[str, Control]
    fixed: Mapping[str, Any]
    question: str
    presets: Mapping[str, Mapping[str, Any]]
    handles: tuple[Handle, ...]
    size: tuple[float, float]
    predict: Guess | None = None
    adapt: Callable | None = None
    heading: str = ""

    @property
    def name(self) -> str:
        """The drawing function's name."""
        return self.draw.__name__

    @property
    def module(self) -> str:
        """Where the drawing function can be imported from; ``__main__`` if a cell made it."""
        return self.draw.__module__

    @property
    def source(self) -> str:
        """The code of the drawing function, with its decorator.

        Raises
        ------
        OSError
            If Python has kept no source, as where only compiled files are.
        """
        try:
            return textwrap.dedent(inspect.getsource(inspect.unwrap(self.draw)))
        except (OSError, TypeError) as error:
            raise OSError(
                f"Python has kept no source of explorer {self.name} from {self.module!r}"
            ) from error

    @property
    def title(self) -> str:
        """The heading, or the first line of the drawing function's docstring."""
        return self.heading or (inspect.getdoc(self.draw) or "").partition("\n\n")[0]

    @property
    def prefix(self) -> str:
        """What every id in the picture starts with."""
        return self.name + (f"-{identity(repr(self.fixed))}" if self.fixed else "")

    @property
    def start(self) -> dict[str, Any]:
        """The values before anybody has moved anything."""
        return {name: each.start for name, each in self.controls.items()}

    @property
    def revealed(self) -> dict[str, Any]:
        """The values at which the picture answers the guess."""
        return self.start | (self.validate(self.predict.at) if self.predict else {})

    def label(self, name: str) -> str:
        """Return what readers call a control: its label, or its name without underscores."""
        return self.controls[name].label or name.replace("_", " ")

    def bind(self, **fixed: Any) -> Self:
        """Return this explorer with arguments of its drawing function bound."""
        self._refuse_unknown(fixed, list(inspect.signature(self.draw).parameters)[1:])
        changes: dict[str, Any] = {"fixed": {**self.fixed, **fixed}}
        if self.adapt:
            changes |= self.adapt(self, **changes["fixed"])
        plain = {name: self._plain(name, value) for name, value in changes["fixed"].items()}
        return replace(self, **changes | {"fixed": plain})

    def _plain(self, name: str, value: Any) -> Any:
        """Return `value` if a page can be sent it as JSON; NumPy's numbers as Python's."""
        match value:
            case np.generic():
                return value.item()
            case None | bool() | int() | float() | str() | np.ndarray():
                return value
            case list() | tuple():
                return type(value)([self._plain(name, each) for each in value])
            case Mapping() if all(isinstance(key, str) for key in value):
                return {key: self._plain(name, each) for key, each in value.items()}
        raise TypeError(
            f"{name} of explorer {self.name} must be data that JSON can carry (a number, a text, "
            f"a list, a mapping from texts, an array), got {value!r}; "
            f"let the drawing function look up anything else by its name"
        )

    def bind_data(self, fixed: Mapping[str, Any]) -> Self:
        """Return this explorer bound to the ``fixed`` of a spec, where JSON made arrays lists."""
        arrays = {n: np.array(v) if isinstance(v, list) else v for n, v in fixed.items()}
        return self.bind(**arrays) if arrays else self

    def only(self, values: Mapping[str, Iterable[Any]]) -> Self:
        """Return this explorer with menus of these values alone, and what still moves it."""
        menus = {}
        for name, given in values.items():
            options = [self.validate({name: each})[name] for each in given]
            start = self.start[name]
            first = start if start in options else options[0]
            menus[name] = Choice(options, start=first, label=self.controls[name].label)
        handles = tuple(each for each in self.handles if not menus.keys() & set(each.names))
        return replace(
            self, controls={**self.controls, **menus}, handles=handles,
            presets={} if menus else self.presets, predict=None if menus else self.predict,
        )  # fmt: skip

    def validate(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return `values` as the controls' own types.

        Raises
        ------
        ValueError
            If a name is unknown or a value lies outside its control.
        """
        self._refuse_unknown(values, list(self.controls))
        return {name: self.controls[name].validate(name, value) for name, value in values.items()}

    def moved(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return those of `values` that differ from the start's."""
        valid = self.validate(values)
        return {name: value for name, value in valid.items() if value != self.start[name]}

    def _refuse_unknown(self, names: Mapping[str, Any], allowed: list[str]) -> None:
        unknown = ", ".join(name for name in names if name not in allowed)
        if unknown:
            expected = ", ".join(allowed) or "nothing to set"
            raise ValueError(f"{self.name} has no {unknown}; it has {expected}")

    def spec(self, values: Mapping[str, Any] | None = None) -> dict:
        """Return all that a page has to know, as plain data."""
        guess = {}
        if self.predict:
            at = self.validate(self.predict.at)
            width, height = self.size
            foot = round(self.predict.foot * height / width, 3)  # of the width, as a style needs it
            shorter = {"foot": foot} if foot else {}
            guess = {"predict": self.predict.spec(self.fixed) | {"at": at} | shorter}
        return {
            "name": self.name, "module": self.module, "prefix": self.prefix,
            "title": self.title, "fixed": self.fixed,
            "start": self.start,
            "controls": {n: c.spec() | {"label": self.label(n)} for n, c in self.controls.items()},
            "presets": {n: self.validate(values) for n, values in self.presets.items()},
            "handles": [
                {"x": h.x, "y": h.y, "label": h.label or ", ".join(map(self.label, h.names))}
                for h in self.handles
            ],
            "values": {**self.start, **(values or {})},
            **guess,
        }  # fmt: skip
