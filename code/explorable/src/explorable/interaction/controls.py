"""The control that a widget of ipywidgets stands for."""

import re
from html.entities import html5
from typing import Any

from explorable.controls import KINDS, Control

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
    if kind not in _KINDS:
        raise ValueError(f"pages have no {kind}; they have {', '.join(_KINDS)}")
    return _KINDS[kind].of_widget(widget).changed(label=_read(widget.description))


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


_KINDS = {widget: kind for kind in KINDS for widget in kind.widgets}

NAMES = (*_KINDS, "Box", "HBox", "VBox", "GridBox", "Tab", "Accordion")
"""Widgets that a page shows as the controls of a figure, and what holds them."""
