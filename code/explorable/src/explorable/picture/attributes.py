"""Whether a setter has told an artist anything new: matplotlib marks it in any case.

What an artist was told stands in its attributes. They are kept as values that can be compared,
arrays as bytes, so that a change in place is seen as well. What is not known well enough is never
equal to what it was: it is drawn again. An `update` sets all that it may change: drawing whatever
it sets would make moves a fifth longer (the median of sixteen explorers), up to 1.9 times as long.
"""

from collections.abc import Callable
from functools import cache, singledispatch
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axis import Axis, Ticker, XAxis, YAxis
from matplotlib.font_manager import FontProperties
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.ticker import Formatter, Locator

_WORKED_OUT: dict[type, set[str]] = {
    Line2D: {
        "_invalidx", "_invalidy", "_x", "_y", "_xy", "_x_filled", "_path", "_subslice",
        "_transformed_path",
    },
    Text: {"_renderer"}, Rectangle: set(), Polygon: set(), AxesImage: {"_imcache"},
    XAxis: set(), YAxis: set(),
}  # fmt: skip
"""Of artists, without their subclasses, whose picture follows from what they were told: what they
keep beside that, for drawing."""

_LEFT_OUT = {"_stale", "_transform"} | {
    "stale_callback", "_axes", "_parent_figure", "_callbacks", "_remove_method", "_sticky_edges",
}  # fmt: skip
"""Of all artists: what `LastDrawn` sees to, and what is not drawn."""

_IGNORED = {kind: _LEFT_OUT | worked_out for kind, worked_out in _WORKED_OUT.items()}

_PLAIN = {type(None), bool, int, float, str}


def own_parts(artist: Artist) -> tuple[Artist, ...]:
    """Return the parts of `artist` of which `attributes` knows."""
    return (artist, artist.label) if isinstance(artist, Axis) else (artist,)


def attributes(artist: Artist) -> object:
    """Return what `artist` was told; equal to an earlier answer only if its picture is, too.

    Examples
    --------
    >>> line, text = Line2D([0, 1], [0, 1]), Text(text="a")
    >>> before = attributes(line), attributes(text)
    >>> line.set_data([0, 1], [0, 1])
    >>> text.set_text("b")
    >>> attributes(line) == before[0], attributes(text) == before[1]
    (True, False)
    """
    if type(artist) not in _WORKED_OUT:
        return _never_equal()
    if isinstance(artist, AxesImage) and np.ndim(artist.get_array()) < 3:  # type: ignore[arg-type]
        return _never_equal()  # its colors depend on a norm that others may change
    left_out = _IGNORED[type(artist)]
    values = {
        name: value if type(value) in _PLAIN else _frozen(value)  # spares most a call
        for name, value in vars(artist).items()
        if name not in left_out
    }
    return values, [attributes(part) for part in own_parts(artist)[1:]]


def _never_equal() -> object:
    return object()


def _frozen(value: object) -> object:
    """Return `value` as it is now, to be compared."""
    return _way(type(value))(value)


@singledispatch
def _keep(value: object) -> object:
    same = callable(value) or type(value).__eq__ is object.__eq__
    return value if same else _never_equal()


_way: Callable[[type], Callable[[Any], object]] = cache(_keep.dispatch)
"""Asked at every move for thousands of values; to dispatch is five times as slow."""

for _plain in (*_PLAIN, np.generic):
    _keep.register(_plain, lambda value: value)


@_keep.register
def _(value: np.ndarray) -> object:
    if isinstance(value, np.ma.MaskedArray):
        return _frozen(value.filled(0)), _frozen(np.ma.getmaskarray(value))
    return _never_equal() if value.dtype == object else (value.dtype, value.shape, value.tobytes())


@_keep.register(list)
@_keep.register(tuple)
def _(value: list | tuple) -> object:
    return [part if type(part) in _PLAIN else _frozen(part) for part in value]


@_keep.register(set)
def _(value: set) -> object:
    return frozenset(value)


@_keep.register
def _(value: dict) -> object:
    return {name: part if type(part) in _PLAIN else _frozen(part) for name, part in value.items()}


for _changed_in_place in (FontProperties, Path, Ticker, Locator, Formatter):
    _keep.register(_changed_in_place, lambda value: _frozen(vars(value)))
