"""The control that a widget of ipywidgets stands for."""

from typing import Any

from explorable.controls import KINDS, Control
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


_KINDS = {widget: kind for kind in KINDS for widget in kind.widgets}

CONTROLS = tuple(_KINDS)
"""Widgets that a page has a control for."""

NAMES = (*CONTROLS, "Box", "HBox", "VBox", "GridBox", "Tab", "Accordion")
"""Widgets that a page shows as the controls of a figure, and what holds them."""
