"""What several explorers draw and say: bars, titles, numbers, the running example's classes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from explorable import Handle, Slider
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text
from numpy.typing import ArrayLike

from descent.datasets import photos
from descent.plotting import CLASSES, Category

NAMES = tuple(category.name for category in CLASSES)
COLORS = tuple(category.color for category in CLASSES)
SCORES = tuple(photos.SCORES[0].tolist())
"""The scores of the running example's first photo, which shows a cat."""
HALVES: dict[str, Any] = {"yticks": [0, 0.5, 1], "yticklabels": ["0", "½", "1"]}
"""The ticks of an axis of shares."""
SCORE_HANDLES = [Handle(x=i, y=name, label=f"score of {name}") for i, name in enumerate(NAMES)]
"""Where bars of the three scores end, for their sliders."""


def score_sliders(low: float, high: float, start: Sequence[float] = SCORES) -> dict[str, Slider]:
    """Return a slider for the score of each class, named as it is.

    Examples
    --------
    >>> score_sliders(-10.0, 10.0)["cat"].start
    3.2
    """
    return {
        name: Slider(low, high, 0.1, start=score, label=f"score of {name}")
        for name, score in zip(NAMES, start, strict=True)
    }


class Bars:
    """A bar for each class with a number at its end.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    title : str
        What the heights are, with their unit.
    ylim : (float, float)
    gap : float
        From the end of a bar to its number, as a share of the axes' height.
    classes : sequence of Category

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> bars = Bars(Figure().subplots(), "probability")
    >>> bars.set([0.13, 0.87, 0.0], ["13%", "87%", "0%"])
    >>> bars.texts[1].get_text()
    '87%'
    """

    def __init__(
        self,
        axes: Axes,
        title: str,
        ylim: tuple[float, float] = (0, 1.15),
        gap: float = 0.02,
        classes: Sequence[Category] = CLASSES,
    ):
        names, colors = [each.name for each in classes], [each.color for each in classes]
        self.bars = axes.bar(names, [0] * len(names), color=colors, width=0.6)
        self.texts = [axes.text(i, 0, "", ha="center") for i in range(len(names))]
        self.gap = gap * (ylim[1] - ylim[0])
        set_axes(axes, title, ylim=ylim)
        axes.grid(axis="x", visible=False)
        axes.tick_params(axis="x", length=0)
        fit_names(axes, names)
        if ylim[0] == 0:
            axes.set(**HALVES)

    def set(self, heights: Iterable[float], numbers: Iterable[str]) -> None:
        """Give the bars their heights and numbers."""
        for bar, text, height, number in zip(self.bars, self.texts, heights, numbers, strict=True):
            set_new(bar, height=height)
            set_new(text, y=max(height, 0) + self.gap, text=number)


class Lines(dict[str, Line2D]):
    """Lines in one axes, by their names; they have no points until they are set.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    **looks : mapping
        How each looks: what `axes.plot` takes by name.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> lines = Lines(Figure().subplots(), way={"linewidth": 2}, end=dots("black"))
    >>> lines.set(way=([0, 1, 3], [0, 1, 0]), end=([3], [0]))
    >>> lines["way"].get_xdata()
    [0, 1, 3]
    """

    def __init__(self, axes: Axes, **looks: Mapping[str, Any]):
        super().__init__({name: axes.plot([], [], **look)[0] for name, look in looks.items()})

    def set(self, **points: tuple[ArrayLike, ArrayLike] | np.ndarray) -> None:
        """Give lines their points: x and y."""
        for name, (x, y) in points.items():
            set_new(self[name], data=(x, y))


def set_new(artist: Artist, **values: Any) -> None:
    """Set the properties of an artist that have other values: whatever is set is drawn again.

    Examples
    --------
    >>> from matplotlib.text import Text
    >>> text = Text(0, 0, "13%")
    >>> text.stale = False
    >>> set_new(text, text="13%", y=0)
    >>> text.stale
    False
    >>> set_new(text, text="14%")
    >>> text.stale, text.get_text()
    (True, '14%')
    """
    for name, value in values.items():
        if not np.array_equal(_property(artist, name), value):
            getattr(artist, f"set_{name}")(value)


def _property(artist: Artist, name: str) -> Any:
    """Return a property of an artist; None of one that nothing tells."""
    if isinstance(artist, Text) and name in ("x", "y"):
        return artist.get_position()["xy".index(name)]
    if isinstance(artist, Patch) and name == "color":
        color = artist.get_facecolor()
        same = color == artist.get_edgecolor()
        return to_hex(color).upper() if same else None  # as the palette writes it
    return getattr(artist, f"get_{name}", lambda: None)()


def set_each(artists: Iterable[Artist], **values: Iterable[Any]) -> None:
    """Give each of several artists its own value of each property.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> bars = Figure().subplots().bar([0, 1], [0, 0])
    >>> set_each(bars, height=[0.13, 0.87])
    >>> bars[1].get_height()
    0.87
    """
    for artist, *settings in zip(artists, *values.values(), strict=True):
        set_new(artist, **dict(zip(values, settings, strict=True)))


def dots(color: str, marker: str = "o", **look: Any) -> dict[str, Any]:
    """Return how marks look that no line joins."""
    return {"color": color, "marker": marker, "linestyle": "none", **look}


def fit_names(axes: Axes, names: Sequence[str]) -> None:
    """Write names under bars small enough to stand beside each other; three short ones fit."""
    room = 72 * axes.bbox.width / axes.figure.dpi / len(names)
    longest = max(map(len, names))
    if longest > 4 or len(names) > 3:
        axes.tick_params(axis="x", labelsize=min(10.0, room / (0.62 * longest)))


def panels(figure: Figure, rows: int = 1, columns: int = 1, share: str = "", **grid: Any) -> Any:
    """Return the axes of a figure, or an array of them, all with one x or y if they `share` it.

    What else they are laid out by, is Matplotlib's `GridSpec` given.

    Examples
    --------
    >>> left, right = panels(Figure(), 1, 2, width_ratios=[1, 2], left=0.1, right=1.0, wspace=0.0)
    >>> right.get_position().width.round(3).item()
    0.6
    """
    return figure.subplots(
        rows, columns, sharex=share == "x", sharey=share == "y", gridspec_kw=grid
    )


def mosaic(figure: Figure, rows: str, **grid: Any) -> Iterable[Axes]:
    """Return the axes that letters name, each as large as its letters are in the rows.

    Examples
    --------
    >>> left, right, below = mosaic(Figure(), "ab;cc", left=0.1, right=0.9)
    >>> below.get_position().width.round(3).item()
    0.8
    """
    return figure.subplot_mosaic(rows, gridspec_kw=grid).values()


def set_axes(axes: Axes, title: str, **properties: Any) -> Text:
    """Set the title and other properties of `axes`; return the title.

    It says what stands on the upright axis, which takes no label then.
    """
    axes.set(**properties)
    return axes.set_title(title, y=1, weight="normal", size=10)


def log_ticks(axis: Axis, ticks: Iterable[float]) -> None:
    """Write the ticks of a logarithmic `axis` as plain numbers, without smaller ones between them.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> axes = Figure().subplots()
    >>> axes.set_xscale("log")
    >>> log_ticks(axes.xaxis, [0.1, 1, 10])
    >>> [label.get_text() for label in axes.get_xticklabels()]
    ['0.1', '1', '10']
    """
    axis.set_ticks(ticks, [f"{tick:g}" for tick in ticks])
    axis.minorticks_off()


def plain(value: float, spec: str = "z.1f") -> str:
    """Return a number as in the text, with a true minus sign.

    Examples
    --------
    >>> plain(-1.7), plain(-0.01), plain(-0.00002, ".0e")
    ('−1.7', '0.0', '−2e−05')
    """
    return f"{value:{spec}}".replace("-", "−")


def counted(number: float, noun: str) -> str:
    """Return a number of things in words.

    Examples
    --------
    >>> counted(1, "step"), counted(0, "step"), counted(1200, "step")
    ('1 step', '0 steps', '1,200 steps')
    """
    return f"{number:,.0f} {noun}{'s' * (round(number) != 1)}"


def rounded(value: float) -> str:
    """Return a number above 0 with two decimal places, and never as 0.00.

    Examples
    --------
    >>> rounded(0.131), rounded(0.005), rounded(0.004)
    ('0.13', '0.01', 'less than 0.01')
    """
    return f"{value:.2f}" if value >= 0.005 else "less than 0.01"


def two_digits(values: Iterable[float]) -> list[str]:
    """Return each value with two decimal places.

    Examples
    --------
    >>> two_digits([0.131, -2, -0.001])
    ['0.13', '−2.00', '0.00']
    """
    return [plain(value, "z.2f") for value in values]


def named(values: Iterable[float], names: Sequence[str] = NAMES) -> str:
    """Return a value for each class in words.

    Examples
    --------
    >>> named([0.131, 0.869, 0.001])
    'cat 0.13, car 0.87, frog 0.00'
    """
    return ", ".join(map(" ".join, zip(names, two_digits(values), strict=True)))
