"""Figures that stand still: one width, one style, alt text."""

import sys
from collections.abc import Iterable
from math import isfinite
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.text import Text

from explorable.identity import identity
from explorable.picture import svg
from explorable.picture.output import output
from explorable.picture.style import INK, style

WIDTH = 6.0
"""Width of a full figure in inches: 10 pt text stays readable when a phone scales it down."""


def figure_numbers() -> set[int]:
    """Return the numbers of the figures that pyplot holds, if anybody has imported it."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    return set(pyplot.get_fignums()) if pyplot else set()


def max_abs(figures: Iterable[Figure]) -> dict[str, float]:
    """Return the largest number that something is drawn or colored by, if 32 bits do not hold it.

    Whole numbers of NumPy end there on a page; :mod:`explorable.sphinx.trial` compares.

    Examples
    --------
    >>> picture, axes = subplots()
    >>> _ = axes.plot([1, -3e9])
    >>> max_abs([picture])
    {'max_abs': 3000000000.0}
    """
    axes = [each for figure in figures for each in figure.axes]
    parts = [each for one in axes for each in one.get_children()]
    colors = [each.get_clim() for each in parts if isinstance(each, ScalarMappable)]
    ends = [*np.ravel([each.dataLim.extents for each in axes]), *np.ravel(colors)]
    largest = max((abs(each) for each in ends if each is not None and isfinite(each)), default=0)
    return {"max_abs": float(largest)} if largest > 2**31 else {}


def figure(width: float = WIDTH, height: float = 3.0) -> Figure:
    """Return an empty figure in the style of all pictures.

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
    rows: int = 1, columns: int = 1, *, width: float = WIDTH, height: float = 3.0, **options: Any
) -> tuple[Figure, Axes | np.ndarray]:
    """Return a figure and its axes in the style of all pictures, laid out so that no label is cut.

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
        figure = Figure(figsize=(width, height), layout="constrained")
        return figure, figure.subplots(rows, columns, **options)


class InlineFigure:
    """A finished picture with its alt text; `html` shows it as inline SVG."""

    def __init__(self, figure: Figure, alt: str):
        self.alt, self._figure = alt, figure
        with style():
            markup = svg.still(figure, identity(alt), alt)
        self.html = f'<figure class="explorable-figure">{markup}</figure>'

    def __repr__(self) -> str:
        return f"<figure: {self.alt}>"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict, dict]:
        return output(self.html, self._figure, self.alt)


def show(figure: Figure, alt: str) -> InlineFigure:
    """Return `figure` as a picture that a notebook stores and a website inlines.

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
    return InlineFigure(figure, alt)


def _to_page_colors(figure: Figure) -> None:
    """Give words that were added outside the style the page's color, and legends no box."""
    for text in figure.findobj(Text):
        if mpl.colors.same_color(text.get_color(), "black"):
            text.set_color(INK)
    for legend in figure.findobj(Legend):
        legend.set_frame_on(False)
