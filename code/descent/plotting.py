"""The book's one visual style: colors with a meaning, figures of one width, pictures with alt text.

Nothing here touches pyplot's global state: a figure belongs to who made it.
"""

from contextlib import AbstractContextManager, nullcontext
from typing import NamedTuple

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.text import Text

from descent import svg

WIDTH = 6.0
"""Width of a full figure in inches: 10 pt text stays readable when a phone scales it down."""

INK = svg.INK
"""Stands for the page's own text color, so that a picture reads in light and in dark."""


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
THEORY = {"color": "#888888", "linewidth": 1.0}
MEASURED = {"color": INK, "linewidth": 2.0}

STYLE = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans", "Verdana", "sans-serif"],
    "font.size": 10,
    "mathtext.fontset": "dejavusans",
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.labelsize": 10,
    "axes.edgecolor": INK,
    "axes.facecolor": "none",
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 10.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.prop_cycle": mpl.cycler(color=[category.color for category in CLASSES]),
    "figure.facecolor": "none",
    "figure.edgecolor": "none",
    "figure.dpi": 72,
    "grid.color": INK,
    "grid.alpha": 0.15,
    "grid.linewidth": 0.6,
    "hatch.color": INK,
    "image.interpolation": "none",
    "legend.frameon": False,
    "legend.fontsize": 9.5,
    "lines.linewidth": 1.8,
    "xtick.color": INK,
    "xtick.labelsize": 9.5,
    "ytick.color": INK,
    "ytick.labelsize": 9.5,
}


def style() -> AbstractContextManager:
    """Return the context in which every figure of the book is made and drawn.

    Entering it copies all of matplotlib's settings, so within the style it does nothing.

    Examples
    --------
    >>> with style():
    ...     mpl.rcParams["font.size"]
    10.0
    """
    return nullcontext() if mpl.rcParams["text.color"] == INK else mpl.rc_context(STYLE)


def figure(width: float = WIDTH, height: float = 3.0) -> Figure:
    """Return an empty figure in the book's style.

    Parameters
    ----------
    width, height : float
        Size in inches.

    Examples
    --------
    >>> figure(height=2.0).get_size_inches()
    array([6., 2.])
    """
    with style():
        return Figure(figsize=(width, height))


def subplots(
    rows: int = 1, columns: int = 1, *, width: float = WIDTH, height: float = 3.0, **options
) -> tuple[Figure, Axes | np.ndarray]:
    """Return a figure and its axes in the book's style, laid out so that no label is cut.

    Parameters
    ----------
    rows, columns : int
        The grid of axes.
    width, height : float
        Size of the whole figure in inches.
    **options
        Passed on to :meth:`matplotlib.figure.Figure.subplots`.

    Returns
    -------
    figure : matplotlib.figure.Figure
    axes : matplotlib.axes.Axes or ndarray of them

    Examples
    --------
    >>> figure, axes = subplots(1, 2, height=2.5, sharey=True)
    >>> len(axes)
    2
    """
    with style():
        made = Figure(figsize=(width, height), layout="constrained")
        return made, made.subplots(rows, columns, **options)


class Still:
    """A finished picture: inline SVG for the page, its alt text for everyone else."""

    def __init__(self, markup: str, alt: str):
        self.markup, self.alt = markup, alt

    def __repr__(self) -> str:
        return f"<figure: {self.alt}>"

    def _repr_html_(self) -> str:
        return f'<figure class="descent-figure">{self.markup}</figure>'


def show(figure: Figure, alt: str) -> Still:
    """Return `figure` as a picture that a notebook stores and the website inlines.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    alt : str
        What a sighted reader concludes from the picture, with numbers.

    Raises
    ------
    ValueError
        If `alt` is empty: a picture without words is lost on part of the readers.

    Examples
    --------
    >>> made, axes = subplots()
    >>> show(made, alt="An empty pair of axes")
    <figure: An empty pair of axes>
    """
    if not alt.strip():
        raise ValueError("alt must say in words what the picture shows, got an empty text")
    _to_page_colors(figure)
    with style():
        return Still(svg.picture(figure, svg.identity(alt), alt), alt)


def _to_page_colors(figure: Figure) -> None:
    """Give words that were added outside the book's style the page's color, and legends no box."""
    for words in figure.findobj(Text):
        if mpl.colors.same_color(words.get_color(), "black"):
            words.set_color(INK)
    for legend in figure.findobj(Legend):
        legend.set_frame_on(False)
