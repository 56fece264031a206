"""The control that a widget of ipywidgets stands for, or one of the same name on a page."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from explorable.controls import Checkbox, Choice, Control, Slider, Text, Time, Typed


def control_of(widget: Any) -> Control:
    """Return the control that does what a widget does.

    Parameters
    ----------
    widget : ipywidgets.ValueWidget
        Or a description of one, from `explorable.interaction.page`.

    Raises
    ------
    ValueError
        If there is no control that does it; says which there are.
    """
    if made := vars(widget).get("control"):
        return made
    kind = type(widget).__name__
    if kind not in _MADE:
        raise ValueError(f"pages have no {kind}; they have {', '.join(_MADE)}")
    return replace(_MADE[kind](widget), label=widget.description)


def _slider(widget: Any, kind: type[Slider] = Slider) -> Slider:
    step = widget.step or (widget.max - widget.min) / 100
    return kind(widget.min, widget.max, step, start=widget.value)


def _choice(widget: Any) -> Choice:
    options = dict(zip(widget._options_labels, widget._options_values, strict=True))
    return Choice(options, start=widget.label)


def _typed(widget: Any) -> Typed:
    return Typed(widget.value)


def _text(widget: Any) -> Text:
    return Text(widget.value)


def _checkbox(widget: Any) -> Checkbox:
    return Checkbox(widget.value)


_MADE: dict[str, Callable[[Any], Control]] = {
    "IntSlider": _slider,
    "FloatSlider": _slider,
    "BoundedIntText": _slider,
    "BoundedFloatText": _slider,
    "Play": lambda widget: _slider(widget, Time),
    "IntText": _typed,
    "FloatText": _typed,
    "Text": _text,
    "Textarea": _text,
    "Checkbox": _checkbox,
    "ToggleButton": _checkbox,
    "Dropdown": _choice,
    "RadioButtons": _choice,
    "Select": _choice,
    "SelectionSlider": _choice,
    "ToggleButtons": _choice,
}
