"""The controls that a widget of ipywidgets stands for."""

from collections.abc import Mapping
from typing import Any

from explorable.controls import KINDS, Control, Slider
from explorable.interaction.prose import read


def control_of(widget: Any) -> Control:
    """Return the control that does what a widget does.

    Parameters
    ----------
    widget : ipywidgets.ValueWidget

    Raises
    ------
    ValueError
        If there is no control that does it; says which there are.
    """
    kind = type(widget).__name__
    if kind not in _KINDS:
        raise ValueError(f"pages have no {kind}; they have {', '.join(CONTROLS)}")
    return _KINDS[kind].of_widget(widget).changed(label=read(widget.description))


def controls_of(name: str, widget: Any) -> dict[str, Control]:
    """Return the controls that set an argument as its widget does: of a range one for each end."""
    if type(widget).__name__ not in _RANGES:
        return {name: control_of(widget)}
    slider, label = Slider.of_widget(widget), read(widget.description) or name
    ends = zip(_ENDS, widget.value, strict=True)
    return {f"{name}{end}": slider.changed(start=at, label=f"{label}{end}") for end, at in ends}


def base_name(name: str) -> str:
    """Return the name of an argument, or the label of a widget, without the end of a range.

    Examples
    --------
    >>> base_name("years ≥"), base_name("n")
    ('years', 'n')
    """
    return name.rstrip("".join(_ENDS))


def merged(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values of controls by arguments: of a range its two ends, in their order.

    Examples
    --------
    >>> merged({"years ≥": 7, "years ≤": 3, "n": 1})
    {'years': (3, 7), 'n': 1}
    """
    ends = {
        name: [v for k, v in values.items() if base_name(k) == base_name(name)] for name in values
    }
    return {
        base_name(n): v if n == base_name(n) else tuple(sorted(ends[n])) for n, v in values.items()
    }


_ENDS = " ≥", " ≤"
_RANGES = "IntRangeSlider", "FloatRangeSlider"
_KINDS = {widget: kind for kind in KINDS for widget in kind.widgets}

CONTROLS = (*_KINDS, *_RANGES)
"""Widgets that a page has a control for."""

NAMES = (*CONTROLS, "Box", "HBox", "VBox", "GridBox", "Tab", "Accordion")
"""Widgets that a page shows as the controls of a figure, and what holds them."""
