"""What colors and markers mean in the book: never a color alone."""

from __future__ import annotations

from typing import Any, NamedTuple

from explorable.picture.figures import WIDTH as WIDTH
from explorable.picture.figures import figure as figure
from explorable.picture.figures import show as show
from explorable.picture.figures import subplots as subplots
from explorable.picture.style import INK
from explorable.picture.style import style as style


class Category(NamedTuple):
    """How one class of the running example looks: never by color alone."""

    name: str
    color: str
    marker: str


CLASSES = (
    Category("cat", "#0072B2", "o"),
    Category("car", "#D55E00", "s"),
    Category("frog", "#009E73", "^"),
)
LOSS = "#CC79A7"
GRADIENT = "#E69F00"
REGULARIZER = "#56B4E9"
GRAY = "#888888"
THEORY: dict[str, Any] = {"color": GRAY, "linewidth": 1.0}
MEASURED: dict[str, Any] = {"color": INK, "linewidth": 2.0}
OPTIMIZERS: dict[str, dict[str, Any]] = {
    "gradient descent": {"color": INK, "marker": "o"},
    "momentum": {"color": "#E69F00", "marker": "s"},
    "Nesterov": {"color": "#D55E00", "marker": "D"},
    "AdaGrad": {"color": "#009E73", "marker": "v"},
    "RMSProp": {"color": "#56B4E9", "marker": "^"},
    "Adam": {"color": "#0072B2", "marker": "P"},
}
"""How the way of each optimizer looks."""
