"""What colors and markers mean in the book: never a color alone."""

from __future__ import annotations

from typing import Any, NamedTuple

from explorable.palette import COLORS as COLORS
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
    Category("cat", COLORS["blue"], "o"),
    Category("car", COLORS["vermillion"], "s"),
    Category("frog", COLORS["green"], "^"),
)
LOSS = COLORS["purple"]
GRADIENT = COLORS["orange"]
REGULARIZER = COLORS["sky"]
GRAY = "#888888"
THEORY: dict[str, Any] = {"color": GRAY, "linewidth": 1.0}
MEASURED: dict[str, Any] = {"color": INK, "linewidth": 2.0}
OPTIMIZERS: dict[str, dict[str, Any]] = {
    "gradient descent": {"color": INK, "marker": "o"},
    "momentum": {"color": COLORS["orange"], "marker": "s"},
    "Nesterov": {"color": COLORS["vermillion"], "marker": "D"},
    "AdaGrad": {"color": COLORS["green"], "marker": "v"},
    "RMSProp": {"color": COLORS["sky"], "marker": "^"},
    "Adam": {"color": COLORS["blue"], "marker": "P"},
}
"""How the way of each optimizer looks."""
