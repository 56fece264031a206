"""Figures as inline SVG: the same bytes every time, in the page's colors, patched where stale.

A picture is drawn whole once. After that only the artists that have changed are drawn again, each
as the ``<g id>`` that replaces its old self in the page. That is some ten times cheaper than
drawing the figure, and where it would not give the same picture, the whole is drawn.
"""

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.transforms import Bbox, BboxBase

from explorable.guess import ANSWER, is_answer
from explorable.picture.artists import children, links, moves_titles, shapes, slots
from explorable.picture.difference import parts
from explorable.picture.last_drawn import LastDrawn
from explorable.picture.renderer import SHARPNESS, Renderer, each_tick_placed_once
from explorable.picture.style import INK, STYLE
from explorable.picture.svg_writer import SvgWriter

_FAMILY = "".join(f"{name!r}, " for name in STYLE["font.sans-serif"][:-1])
_COMMON_FONT = escape(f"font-family: {_FAMILY}sans-serif; ")
"""What matplotlib writes at every text; the whole picture says it once."""

_EMPTY = re.compile(r'<g id="[^"]*"></g>')
_ID = re.compile(r'\bid="([^"]+)"')
_REFERENCE = re.compile(r'(?:url\(|href=")#([^")]+)')


LARGEST = 2**16
"""Pixels that matplotlib's images have at most on a side."""

HEAVY = 300_000
"""Characters above which a picture that stands still has its shapes as pixels: as many as all
frames of a figure may have."""

WEIGHT = "data-weight"
"""What notes the kilobytes that such a picture would have without pixels."""


class Picture:
    """A figure and what of it stands on the page.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Drawn outside pyplot.
    prefix : str
        Starts every id, so that two pictures on a page do not meet.
    """

    def __init__(self, figure: Figure, prefix: str):
        self.figure = figure
        self._prefix = prefix
        self._ids: set[str] = set()

    def draw(
        self,
        alt: str,
        crop: Bbox | None = None,
        *,
        merges: bool = False,
        sharpness: int = SHARPNESS,
    ) -> str:
        """Return the whole picture as an ``<svg>`` element that is called `alt`.

        A picture that is cropped, to a box in inches, or merges pixels, cannot be patched.
        """
        self._name_artists()
        self._renderer = Renderer(self.figure, self._prefix, crop, merges, sharpness)
        try:
            self._links = links(self.figure)
            writer = self._renderer.begin(slots(self.figure.axes), self._links)
            self._renderer.draw(self.figure)
            self._renderer.finalize()
            width, height = self.figure.get_size_inches() * 72
        finally:
            self._renderer.restore()
        self.figure.set_layout_engine("none")  # later layouts would move what no value has changed
        body = _in_the_pages_terms(writer)
        self._ids = set(_ID.findall(body))
        self._markup = parts(body)  # of each artist, as the page has it
        role = "group" if self._links else "img"  # what is in an image cannot be pressed
        self._last = LastDrawn(self.figure)
        return (
            f'<svg viewBox="0 0 {width:g} {height:g}" width="{width:g}pt" role="{role}"'
            f' aria-label="{escape(alt)}" stroke-linejoin="round" font-family="{_FAMILY}sans-serif"'
            f' xmlns="http://www.w3.org/2000/svg"'
            f' xmlns:xlink="http://www.w3.org/1999/xlink">{body}</svg>'
        )

    @property
    def beyond(self) -> Bbox | None:
        """The box in inches of all that is drawn, or None if it lies in the figure."""
        return beyond(self.figure, Renderer(self.figure, self._prefix))

    def patch(self) -> dict[str, str] | None:
        """Return the groups to replace, by id, or None if the whole picture has to be drawn."""
        stale = self._last.stale()
        if stale is None:
            return None
        self._name_artists()  # an update may have added artists
        groups: dict[str, str] = {}
        redrawn: set[Axes | None] = set()
        for artist, axes in stale:
            if axes in redrawn:
                continue
            crowded = axes is not None and moves_titles(axes, artist, self._renderer)
            markup = None if crowded else self._group(artist)
            if markup is None and axes is not None:
                artist, markup = axes, self._group(axes)
            if markup is None:
                return None
            gid = str(artist.get_gid())
            if isinstance(artist, Axes):
                redrawn.add(artist)
                groups, self._markup = _outside(gid, groups), _outside(gid, self._markup)
                self._last.settle(artist)
            elif axes is not None:
                self._last.settle(axes, artist)
            if markup and self._markup.get(gid) != markup:
                groups[gid] = self._markup[gid] = markup
        moved = bool(stale) and self._last.moved()
        self._last.unmark({axes or artist for artist, axes in stale})
        return None if moved else groups

    def _name_artists(self) -> None:
        for i, artist in enumerate(children(self.figure)):
            name = _name(artist, f"{self._prefix}-{i}")
            if isinstance(artist, Axes):
                for j, child in enumerate(artist.get_children()):
                    _name(child, f"{name}-{j}")

    def _group(self, artist: Artist) -> str | None:
        """Return the artist's ``<g>``, or None if that alone would not put the picture right."""
        gid = artist.get_gid()
        writer = self._renderer.begin(slots([artist]), self._links)
        self._renderer.draw(artist)
        self._renderer.stop_rasterizing()
        markup = _in_the_pages_terms(writer)
        inside: set[str] = set()
        if isinstance(artist, Axes):  # an update may have added or removed artists in them
            inside = {name for name in self._ids if name.startswith(f"{gid}-")}
        if self._markup.get(str(gid)) == markup:
            return markup
        if not markup:  # invisible now: its empty group stays on the page
            self._ids -= inside
            return f'<g id="{gid}"></g>' if gid in self._ids else ""
        if gid not in self._ids or writer.roots != 1 or not markup.startswith(f'<g id="{gid}"'):
            return None
        self._ids -= inside
        self._ids.update(_ID.findall(markup))
        return markup if self._ids.issuperset(_REFERENCE.findall(markup)) else None


def _outside(gid: str, groups: dict[str, str]) -> dict[str, str]:
    """Return the groups that are neither the one of that name nor inside it."""
    return {each: g for each, g in groups.items() if not f"{each}-".startswith(f"{gid}-")}


def _name(artist: Artist, name: str) -> str:
    """Give the artist a name that tells a page whether it waits for the reader's guess."""
    artist.set_gid(name := name + ANSWER * is_answer(artist))
    return name


def _in_the_pages_terms(writer: SvgWriter) -> str:
    return writer.text().replace(INK, "currentColor").replace(_COMMON_FONT, "")


@each_tick_placed_once()
def still(figure: Figure, prefix: str, alt: str, *, tight: bool = False) -> str:
    """Return `figure` as one ``<svg>`` element: deterministic, themed, with alt text.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    prefix : str
        Starts every id in the picture.
    alt : str
        The picture in words.
    tight : bool, optional
        Whether words and legends, too, that stand out of the figure are seen as in a notebook,
        which crops to what is drawn; axes are in any case. A figure that holds all that it draws
        keeps its margins, and its size when it moves.

    What is heavier than `HEAVY` has its shapes as pixels if that is lighter, and a note of it.

    Examples
    --------
    >>> still(Figure(), "p", "Nothing yet")[:33]
    '<svg viewBox="0 0 460.8 345.6" wi'
    """
    picture = Picture(figure, prefix)
    markup = "" if tight and _is_placed(figure) else picture.draw(alt)
    axes_stand_out = not _holds(figure.bbox.padded(1), *(axes.bbox for axes in figure.axes))
    crop = picture.beyond if tight or axes_stand_out else None
    if crop or not markup:
        markup = picture.draw(alt, crop)
    if len(markup) > HEAVY:
        with _as_pixels(figure):
            light = picture.draw(alt, crop, merges=True)
            if len(light) > HEAVY:  # of noise, pixels are heavy, too
                light = picture.draw(alt, crop, merges=True, sharpness=1)
        noted = f'<svg {WEIGHT}="{len(markup) / 1000:.0f}"'
        markup = min(markup, light.replace("<svg", noted, 1), key=len)
    return _EMPTY.sub("", markup)  # never patched


@contextmanager
def _as_pixels(figure: Figure) -> Iterator[None]:
    """Let shapes in axes be pixels meanwhile; words, axes and legends stay as they are."""
    drawn = {each: each.get_rasterized() for each in shapes(figure)}
    images = [each for each in drawn if isinstance(each, AxesImage)]
    # These are embedded with all of their pixels, however small they are drawn.
    whole = [each for each in images if each.get_interpolation() == "none"]
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Rasterization")  # contours' comes with 3.11
            for each in drawn:
                each.set_rasterized(True)
        for each in whole:
            each.set_interpolation("auto")
        yield
    finally:
        for each, before in drawn.items():
            each.set_rasterized(before)
        for each in whole:
            each.set_interpolation("none")


def beyond(figure: Figure, renderer: Any = None) -> Bbox | None:
    """Return in inches the box of all that is drawn, or None if it lies in the figure.

    None, too, if it is larger than any image of matplotlib's: a notebook shows an error then.
    """
    canvas = figure.bbox_inches.padded(1 / 72)
    drawn = figure.get_tightbbox(renderer)
    if _holds(canvas, drawn) or not max(drawn.size) * mpl.rcParamsDefault["figure.dpi"] < LARGEST:
        return None
    return drawn.padded(mpl.rcParams["savefig.pad_inches"])


def _is_placed(figure: Figure) -> bool:
    """Whether all of it stands where it will: a layout and what has depth come with a drawing."""
    return figure.get_layout_engine() is None and all(each.name != "3d" for each in figure.axes)


def _holds(canvas: Bbox, *boxes: BboxBase) -> bool:
    return np.array_equal(Bbox.union([canvas, *boxes]).extents, canvas.extents)
