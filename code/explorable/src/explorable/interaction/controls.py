"""The control that a widget of ipywidgets stands for."""

import re
from collections.abc import Callable
from dataclasses import replace
from html.entities import html5
from typing import Any

from explorable.controls import Checkbox, Choice, Control, Slider, Text, Time, Typed

_FORMULA = re.compile(r"\$(.+?)\$|\\\((.+?)\\\)")
_LETTER = re.compile(r"\\([a-zA-Z]+)")


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
    if kind not in _MADE:
        raise ValueError(f"pages have no {kind}; they have {', '.join(_MADE)}")
    return replace(_MADE[kind](widget), label=_read(widget.description))


def _read(description: str) -> str:
    r"""Return what a widget is called, formulas as a label can have them: Jupyter typesets them.

    Examples
    --------
    >>> _read(r"$\lambda_1$ or \(\Omega\)")
    'λ_1 or Ω'
    """
    plain = _FORMULA.sub(lambda found: found[1] or found[2], description)
    return _LETTER.sub(_letter, plain) if plain != description else description


def _letter(found: re.Match) -> str:
    return html5.get(f"{found[1]};", found[1])  # HTML and LaTeX have one name for a letter


def _slider(widget: Any, kind: type[Slider] = Slider) -> Slider:
    step = widget.step or (widget.max - widget.min) / 100
    return kind(widget.min, widget.max, step, start=widget.value)


def _powers(widget: Any) -> Choice:
    count = int((widget.max - widget.min) / widget.step + 1e-9)
    stops = {widget.base ** (widget.min + i * widget.step) for i in range(count + 1)}
    options = {f"{each:.4g}": each for each in sorted({*stops, widget.value})}
    return Choice(options, start=f"{widget.value:.4g}")


def _choice(widget: Any) -> Choice:
    options = dict(zip(widget._options_labels, widget._options_values, strict=True))
    return Choice(options, start=widget.label)


def _valued(kind: Callable[[Any], Control]) -> Callable[[Any], Control]:
    return lambda widget: kind(widget.value)


_MADE: dict[str, Callable[[Any], Control]] = {
    "IntSlider": _slider,
    "FloatSlider": _slider,
    "FloatLogSlider": _powers,
    "BoundedIntText": _slider,
    "BoundedFloatText": _slider,
    "Play": lambda widget: _slider(widget, Time),
    "IntText": _valued(Typed),
    "FloatText": _valued(Typed),
    "Text": _valued(Text),
    "Textarea": _valued(Text),
    "Checkbox": _valued(Checkbox),
    "ToggleButton": _valued(Checkbox),
    "Dropdown": _choice,
    "RadioButtons": _choice,
    "Select": _choice,
    "SelectionSlider": _choice,
    "ToggleButtons": _choice,
}

NAMES = (*_MADE, "Box", "HBox", "VBox", "GridBox", "Tab", "Accordion")
"""Widgets that a page shows as the controls of a figure, and what holds them."""
