"""Explorers: a function that draws once, controls that move what it drew.

An explorer has three homes: a notebook, a page of a website, and the tests. All three talk to the
:class:`Explorer` that an author makes with the decorator :func:`explorer`.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from explorable import markup, saving, stored
from explorable.controls import Handle, Pad, Slider, control
from explorable.declaration import Declaration
from explorable.guess import Guess
from explorable.picture.drawing import Drawing, Message
from explorable.picture.figures import WIDTH
from explorable.picture.output import output

if TYPE_CHECKING:
    from explorable.widget import ExplorerWidget


OF_A_LINK = {"explorer", "copy"}
"""What a link says beside the controls' values: see ``page/links.js``."""


class Explorer(Declaration):
    """A declared figure, brought to life by whoever asks.

    Made by the decorator :func:`explorer`. As the last expression of a notebook's cell it is
    alive; :meth:`render` and :meth:`caption_at` give its picture and words for any values.
    """

    def __call__(self, **fixed: Any) -> "Explorer":
        """Return this explorer with arguments of its drawing function bound."""
        return self.bind(**fixed)

    def __repr__(self) -> str:
        state = ", ".join(f"{name}={value!r}" for name, value in self._values.items())
        return f"{self.name}({state}): {self.caption}"

    def drawn(self) -> Drawing:
        """Return a drawn copy, which moves by itself."""
        return Drawing(self)

    @cached_property
    def drawing(self) -> Drawing:
        """The one drawn copy of this explorer, made when first needed."""
        return self.drawn()

    @cached_property
    def widget(self) -> "ExplorerWidget":
        """The live widget; its traits ``value`` and ``caption`` can be observed and linked."""
        return self._make_widget(self.drawing.peek(self.start))

    def _make_widget(self, message: Message) -> "ExplorerWidget":
        """Return a widget that begins with the picture of the start."""
        from explorable.widget import ExplorerWidget  # only Jupyter carries ipywidgets

        return ExplorerWidget(self, self.drawing, message)

    @property
    def _live(self) -> "ExplorerWidget | None":
        """The widget if somebody has asked for it."""
        return vars(self).get("widget")

    def render(self, **values: Any) -> str:
        """Return the picture for `values` as SVG: the same bytes in every process."""
        return self.drawing.peek({**self.start, **values})["picture"]

    @property
    def caption(self) -> str:
        """The caption of the controls' current values."""
        return self._live.caption if self._live else self.drawing.caption(self.start)

    def caption_at(self, **values: Any) -> str:
        """Return the caption for `values`; what is not given stands at its start."""
        return self.drawing.caption({**self.start, **values})

    @property
    def _values(self) -> dict[str, Any]:
        return dict(self._live.value) if self._live else self.start

    @property
    def value(self) -> dict[str, Any]:
        """The controls' current values; assign a dict of some or all to move them.

        That of a pad is an array.
        """
        pads = {name: each for name, each in self.controls.items() if isinstance(each, Pad)}
        values = self._values
        return values | {name: pad.argument(values[name]) for name, pad in pads.items()}

    @value.setter
    def value(self, values: Mapping[str, Any]) -> None:
        self.widget.value = dict(values)

    def html(self, **values: Any) -> str:
        """Return picture, controls, caption and spec as HTML that reads without any script."""
        message = self.drawing.peek({**self.start, **values})
        return markup.figure(markup.spec_of(self, message), message["picture"])

    def save(
        self, file: str | PathLike, /, limits: Mapping[str, Any] = {}, **values: Iterable
    ) -> Path:
        """Write the figure into one file of HTML that needs no Python, no server and no network.

        Parameters
        ----------
        file : str or PathLike
        limits : mapping of str to number
            How much may be drawn, for the file holds a picture for each combination of values: some
            of ``combinations`` (400), ``seconds`` (60) and ``size`` in characters (5,000,000).
        **values
            Of a control: the only ones that the file has, in a menu; of one alone there is no
            control.

        Raises
        ------
        ValueError
            If there would be too much, or a control has no end of values; says what to set.
        """
        figure = self.only(values)
        return saving.save(figure, figure.drawn(), Path(file), replace(saving.LIMITS, **limits))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict, dict]:
        message = self.drawing.peek(self._values)
        description = f"{self.title} {message['caption']}"
        data, metadata = output(message["picture"], self.drawing.peeked, description)
        data[stored.DATA] = stored.write("explorer", markup.spec_of(self, message))
        try:
            if self._live is None:
                self.widget = self._make_widget(message)  # drawn once, for both
            live = self.widget._repr_mimebundle_()
        except ImportError:
            live = None
        return (live[0] | data if live else data), metadata


def explorer(
    draw: Callable | None = None,
    /,
    *,
    question: str = "",
    predict: Guess | None = None,
    presets: Mapping[str, Mapping[str, Any]] | None = None,
    handles: Sequence[Handle] = (),
    size: tuple[float, float] = (WIDTH, 3.0),
    adapt: Callable | None = None,
    **controls: Any,
) -> Callable[[Callable], Explorer]:
    """Make an explorer of a function that draws once and returns how to update what it drew.

    Parameters
    ----------
    question : str
        What the reader should predict before moving anything.
    predict : Guess, optional
        How the reader answers: one of :mod:`explorable.guess`.
    presets : mapping of str to mapping
        Named values, shown as buttons: ``{"tie": {"cat": 1.0, "car": 1.0}}``. What one does not
        name stands at its start. The start comes first, and three are seen at once.
    handles : sequence of Handle
        Points of the picture that can be dragged.
    size : (float, float)
        Inches.
    adapt : callable, optional
        What else is different once a call has bound arguments: see :class:`Declaration`.
    **controls
        Controls, or most of the abbreviations of ``ipywidgets.interact``: see
        :func:`explorable.controls.control`.

    Returns
    -------
    callable
        The decorator.

    Raises
    ------
    ValueError
        If a control is not understood or has a name that links use, a preset or the answer's place
        lies outside its control, a handle moves no slider, or the function has no name.
    TypeError
        If `question`, `predict`, `presets`, `handles`, `size` or `adapt` is something else.

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
    >>> tilted_line.caption_at(slope=1.5)
    'The line rises by 1.5.'
    """
    for name in OF_A_LINK & controls.keys():
        raise ValueError(f"a control cannot be named {name!r}: links to an explorer use that name")
    if draw is not None:
        raise TypeError("write @explorer() above the function, with brackets: controls go there")
    built = {name: control(name, abbreviation) for name, abbreviation in controls.items()}
    _refuse_other_types(
        question=question, predict=predict, presets=presets, handles=handles, size=size,
        adapt=adapt,
    )  # fmt: skip
    for name, each in controls.items():  # where an abbreviation starts, its author has not said
        if isinstance(each, Slider) and not each.stands:
            raise ValueError(
                f"{name} must start whole steps of {each.step} above {each.minimum}, where a "
                f"browser lets it stand, got {each.start}"
            )
    for handle in handles:
        if not handle.names or not all(isinstance(built.get(n), Slider) for n in handle.names):
            raise ValueError(f"a handle must move a slider, got {handle}")

    def decorate(draw: Callable) -> Explorer:
        if not draw.__name__.isidentifier():
            raise ValueError(f"an explorer must be a function with a name, got {draw!r}")
        takes = next(iter(inspect.signature(draw).parameters), None)
        if takes is None or takes in built:
            raise TypeError(
                f"{draw.__name__} must take a figure, draw into it once and return update(…), got "
                f"a function of {takes or 'nothing'}: one that draws anew for all values goes "
                f"under @interact(…), `from explorable import interact`"
            )
        named = dict(presets or {})
        result = Explorer(draw, built, {}, question, named, tuple(handles), size, predict, adapt)
        given = {name: result.start.get(name) for name in (predict and predict.given) or ()}
        for values in [*result.presets.values(), predict.at if predict else {}, given]:
            result.validate(values)
        return result

    return decorate


def _refuse_other_types(**given: Any) -> None:
    """Say what is expected of the decorator's own arguments; a control cannot have their names."""
    good = {
        "question": (isinstance(given["question"], str), "a text"),
        "predict": (isinstance(given["predict"], Guess | None), "one of explorable.guess"),
        "presets": (isinstance(given["presets"], Mapping | None), "a mapping from names to values"),
        "handles": (
            isinstance(given["handles"], Sequence)
            and all(isinstance(each, Handle) for each in given["handles"]),
            "a list of Handle",
        ),
        "size": (np.shape(given["size"]) == (2,), "a width and a height in inches"),
        "adapt": (given["adapt"] is None or callable(given["adapt"]), "a function"),
    }
    for name, (holds, expected) in good.items():
        if not holds:
            raise TypeError(f"{name} of an explorer must be {expected}, got {given[name]!r}")
