"""Explorers: a function that draws once, controls that move what it drew.

An explorer has three homes: a notebook, a page of the website, and the tests. All three talk to
the :class:`Explorer` that an author declares here, and to its ``stage``, the one drawn copy that
turns values into pictures and patches.
"""

import inspect
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import numpy as np

from descent import plotting, svg
from descent.explorers import markup
from descent.explorers.controls import Check as Check
from descent.explorers.controls import Choice as Choice
from descent.explorers.controls import Handle as Handle
from descent.explorers.controls import Slider as Slider
from descent.explorers.controls import Time as Time
from descent.explorers.controls import control
from descent.explorers.stage import Stage

_CATALOGUE: dict[str, "Explorer"] = {}


class Caption(str):
    """The caption of an explorer's current values; called with values, the caption of those."""

    __slots__ = ("_compute",)

    def __new__(cls, text: str, compute: Callable[..., str]) -> "Caption":
        """Return `text` as a caption that answers calls with `compute`."""
        caption = super().__new__(cls, text)
        caption._compute = compute
        return caption

    def __call__(self, **values: Any) -> str:
        """Return the caption for `values`; what is not given stands at its start."""
        return self._compute(**values)


class Explorer:
    """An interactive figure: what is drawn, what can be moved, and what there is to find out.

    Made by the decorator :func:`explorer`. As the last expression of a notebook's cell it is
    alive; :meth:`render` and :meth:`caption` give its picture and words for any values.

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
    handles : sequence of Handle
    size : (float, float)
        Inches.
    """

    def __init__(self, draw, controls, fixed, question, presets, handles, size):
        self.draw, self.controls, self.fixed = draw, controls, fixed
        self.question, self.presets, self.handles, self.size = question, presets, handles, size
        self.name = draw.__name__
        self.title, _, self.description = (inspect.getdoc(draw) or "").partition("\n\n")
        self.chapter = draw.__module__.removeprefix("descent.explorers.").partition(".")[0]
        self._live = None

    def __call__(self, **fixed: Any) -> "Explorer":
        """Return this explorer with arguments of its drawing function bound."""
        self._refuse_unknown(fixed, list(inspect.signature(self.draw).parameters)[1:])
        return Explorer(
            self.draw, self.controls, {**self.fixed, **fixed}, self.question,
            self.presets, self.handles, self.size,
        )  # fmt: skip

    def bound_as(self, fixed: Mapping[str, Any]) -> "Explorer":
        """Return this explorer bound to the ``fixed`` of a spec, where JSON made arrays lists."""
        arrays = {n: np.array(v) if isinstance(v, list) else v for n, v in fixed.items()}
        return self(**arrays) if arrays else self

    def __repr__(self) -> str:
        state = ", ".join(f"{name}={value!r}" for name, value in self.value.items())
        return f"{self.name}({state}): {self.caption}"

    @property
    def prefix(self) -> str:
        """What every id in the picture starts with."""
        return self.name + (f"-{svg.identity(repr(self.fixed))}" if self.fixed else "")

    @property
    def start(self) -> dict[str, Any]:
        """The values before anybody has moved anything."""
        return dict(self.stage.start)

    @cached_property
    def stage(self) -> Stage:
        """The one drawn copy, made when first needed."""
        return Stage(self)

    def check(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return `values` as the controls' own types.

        Raises
        ------
        ValueError
            If a name is unknown or a value lies outside its control.
        """
        self._refuse_unknown(values, list(self.controls))
        return {name: self.controls[name].check(name, value) for name, value in values.items()}

    def _refuse_unknown(self, names: Mapping[str, Any], allowed: list[str]) -> None:
        unknown = ", ".join(name for name in names if name not in allowed)
        if unknown:
            expected = ", ".join(allowed) or "nothing to set"
            raise ValueError(f"{self.name} has no {unknown}; it has {expected}")

    def render(self, **values: Any) -> str:
        """Return the picture for `values` as SVG: the same bytes in every process."""
        return self.stage.peek({**self.start, **values})["picture"]

    @property
    def caption(self) -> Caption:
        """The caption now; ``caption(**values)`` is the caption for other values."""
        current = self._live.caption if self._live else self.stage.caption(self.start)
        return Caption(current, lambda **values: self.stage.caption({**self.start, **values}))

    @property
    def value(self) -> dict[str, Any]:
        """The controls' current values; assign a dict of some or all to move them."""
        return dict(self._live.value) if self._live else self.start

    @value.setter
    def value(self, values: Mapping[str, Any]) -> None:
        self.widget.value = values

    @property
    def widget(self):
        """The live widget; its traits ``value`` and ``caption`` can be linked with any other's."""
        if self._live is None:
            from descent.explorers.widget import ExplorerWidget  # only Jupyter carries ipywidgets

            self._live = ExplorerWidget(self)
        return self._live

    def observe(self, handler: Callable, names: str = "value") -> None:
        """Call `handler` when the trait ``value`` or ``caption`` changes, as in ipywidgets."""
        self.widget.observe(handler, names)

    def unobserve(self, handler: Callable, names: str = "value") -> None:
        """Stop calling `handler`."""
        self.widget.unobserve(handler, names)

    def spec(self, values: Mapping[str, Any] | None = None) -> dict:
        """Return all that a page has to know, as plain data."""
        return {
            "name": self.name, "chapter": self.chapter, "prefix": self.prefix,
            "title": self.title, "fixed": self.fixed,
            "start": self.start,
            "controls": {name: each.spec() for name, each in self.controls.items()},
            "presets": self.presets,
            "handles": [
                {"x": h.x, "y": h.y, "label": h.label or " and ".join(h.names)}
                for h in self.handles
            ],
        } | {"values": {**self.start, **(values or {})}}  # fmt: skip

    def html(self, **values: Any) -> str:
        """Return picture, controls, caption and spec as HTML that reads without any script."""
        message = self.stage.peek({**self.start, **values})
        return markup.figure(self.question, self.spec(message["values"]), message)

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        bundle = {"text/plain": repr(self), "text/html": self.html(**self.value)}
        try:
            return self.widget._repr_mimebundle_()[0] | bundle
        except ImportError:
            return bundle


def explorer(
    *,
    question: str = "",
    presets: Mapping[str, Mapping[str, Any]] | None = None,
    handles: tuple[Handle, ...] | list[Handle] = (),
    size: tuple[float, float] = (plotting.WIDTH, 3.0),
    **controls: Any,
) -> Callable[[Callable], Explorer]:
    """Make an explorer of a function that draws once and returns how to update what it drew.

    Parameters
    ----------
    question : str
        What the reader should predict before moving anything.
    presets : mapping of str to mapping
        Named values, shown as buttons: ``{"tie": {"cat": 1.0, "car": 1.0}}``.
    handles : sequence of Handle
        Points of the picture that can be dragged.
    size : (float, float)
        Inches.
    **controls
        Controls, or the abbreviations of ``ipywidgets.interact``.

    Returns
    -------
    callable
        The decorator; it registers the explorer for the catalogue.

    Raises
    ------
    ValueError
        If a control is not understood, a preset lies outside its control, a handle moves
        something that is no slider, or the name is already taken.

    Examples
    --------
    >>> @explorer(slope=(-2.0, 2.0, 0.5))
    ... def tilted_line(figure):
    ...     '''A line and its slope.'''
    ...     axes = figure.subplots()
    ...     line, = axes.plot([0, 1], [0, 0])
    ...     def update(slope):
    ...         line.set_ydata([0, slope])
    ...         return f"The line rises by {slope:.1f}."
    ...     return update
    >>> tilted_line.caption(slope=1.5)
    'The line rises by 1.5.'
    >>> _ = _CATALOGUE.pop("tilted_line")
    """
    made = {name: control(name, abbreviation) for name, abbreviation in controls.items()}
    for handle in handles:
        for name in handle.names:
            if not isinstance(made.get(name), Slider):
                raise ValueError(f"a handle must move a slider, got {name!r}")

    def decorate(draw: Callable) -> Explorer:
        result = Explorer(draw, made, {}, question, dict(presets or {}), tuple(handles), size)
        for values in result.presets.values():
            result.check(values)
        taken = _CATALOGUE.get(result.name)
        if taken is not None and taken.draw.__module__ != draw.__module__:
            raise ValueError(f"an explorer called {result.name} exists in {taken.chapter}")
        _CATALOGUE[result.name] = result
        return result

    return decorate
