"""Which artists of a figure may look different from what was drawn last.

That is what matplotlib marks as stale, and what it changes without a mark. Where in doubt, what is
larger is drawn: the axes, or the whole figure. What was drawn again and looks as before is not
sent: `explorable.picture.svg` compares the markup.
"""

from collections.abc import Iterable
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.collections import Collection
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.lines import AxLine
from matplotlib.patches import PathPatch
from matplotlib.text import Annotation
from matplotlib.transforms import IdentityTransform, Transform

from explorable.picture.artists import (
    axes_frame,
    both_axes,
    children,
    depends_on_others,
    family,
    is_a_side,
    is_aligned,
    order,
    stands_alone,
    titles,
    view_box,
)

_STALE = attrgetter("stale")

_UNMARKED = (AxLine, Legend, PathPatch)
"""Artists that a setter, or other artists, change without a mark."""


class LastDrawn:
    """How a figure stood when it was last drawn.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    """

    def __init__(self, figure: Figure):
        self._figure = figure
        self._frame = self._figure_frame()
        self._whole_only = any(map(depends_on_others, figure.findobj()))
        self._axes: dict[Axes, tuple] = {}
        self._inside: dict[Axes, dict[Artist, _Drawn]] = {}
        if not self._whole_only:
            for axes in figure.axes:
                self.settle(axes)
            self.unmark(children(figure))

    def settle(self, axes: Axes, artist: Artist | None = None) -> None:
        """Remember axes that have just been drawn, or one artist in them."""
        if artist is None:
            self._axes[axes] = axes_frame(axes), view_box(axes)
            self._inside[axes] = {}
        for each in axes.get_children() if artist is None else [artist]:
            self._inside[axes][each] = _Drawn(_state(each), _parts(each), _is_unmarked(each, axes))

    def unmark(self, artists: Iterable[Artist]) -> None:
        """Take the mark from these: drawing leaves it on what is invisible, measuring sets it."""
        for each in (self._figure, self._figure.patch, *self._figure.axes):
            each.stale = False
        for artist in artists:
            inside = self._inside.get(artist)  # type: ignore[call-overload] # of axes
            drawn = [each.parts for each in inside.values()] if inside else [family(artist)]
            for part in chain(*drawn):
                part.stale = False

    def stale(self) -> list[tuple[Artist, Axes | None]] | None:
        """Return the artists to draw again, each with its axes if it stands in some.

        Returns
        -------
        list or None
            None if the whole figure has to be drawn.
        """
        if self._whole_only or self._frame != self._figure_frame() or self._figure.patch.stale:
            return None
        redrawn: list[tuple[Artist, Axes | None]] = []
        for artist in children(self._figure):
            if not isinstance(artist, Axes):
                redrawn += [(artist, None)] if any(map(_STALE, _parts(artist))) else []
            elif (changed := self._stale_in(artist)) is not None:
                redrawn += [(each, artist) for each in changed]
            elif any(map(is_aligned, both_axes(artist))):
                return None  # labels aligned with other axes' move only together
            else:
                redrawn.append((artist, None))
        return redrawn

    def moved(self) -> bool:
        """Whether drawing has moved any axes, as an equal aspect or a colorbar may do."""
        return any(self._axes[axes][1] != view_box(axes) for axes in self._figure.axes)

    def _stale_in(self, axes: Axes) -> list[Artist] | None:
        """Return what to draw again in axes; None if all of them has to be drawn."""
        frame, box = self._axes[axes]
        new_frame, new_box = self._axes[axes] = axes_frame(axes), view_box(axes)
        if frame != new_frame:
            return None
        changed = [
            artist
            for artist, drawn in self._inside[axes].items()
            if drawn.unmarked
            or any(map(_STALE, drawn.parts))
            or drawn.state != _state(artist)
            or (box != new_box and _follows_limits(artist, axes))
        ]
        return changed if all(map(stands_alone, changed)) else None

    def _figure_frame(self) -> tuple:
        return tuple(self._figure.get_size_inches()), list(map(order, children(self._figure)))


class _Drawn(NamedTuple):
    """An artist as it was drawn: its state, what it is made of, whether it moves without a mark."""

    state: object
    parts: list[Artist]
    unmarked: bool


def _state(artist: Artist) -> object:
    """Return what is set without a mark, or marked even when it is set to what it was."""
    if isinstance(artist, Annotation):
        return repr(artist.xy)
    if isinstance(artist, Collection):
        array = artist.get_array()
        return None if array is None else array.tobytes()
    if isinstance(artist, Axis):
        return (
            *artist.get_view_interval(), artist.get_visible(), artist.get_major_locator(),
            artist.get_major_formatter(), artist.get_minor_locator(), artist.get_minor_formatter(),
            *vars(artist).get("majorTicks", ()), *vars(artist).get("minorTicks", ()),
        )  # fmt: skip
    return None


def _parts(artist: Artist) -> list[Artist]:
    """Return those whose marks tell that `artist` looks different.

    The mark of an axis itself says no more than its `_state`: every ``set_ylim`` sets it.
    """
    return [part for part in family(artist) if not isinstance(part, Axis)]


def _is_unmarked(artist: Artist, axes: Axes) -> bool:
    """Whether the artist may change without a mark: an author's transform may, in place."""
    if artist in titles(axes) or isinstance(artist, Axis):
        return False
    transforms = [Artist.get_transform(artist)]  # that of a patch itself is composed anew
    if isinstance(artist, Collection):
        transforms.append(artist.get_offset_transform())
    return isinstance(artist, _UNMARKED) or not all(_is_own(each, axes) for each in transforms)


def _is_own(transform: Transform, axes: Axes) -> bool:
    """Whether a transform is one of the axes' own; an author's may be changed in place."""
    known = axes.transData, axes.transAxes, axes.get_xaxis_transform(), axes.get_yaxis_transform()
    return isinstance(transform, IdentityTransform) or any(transform is each for each in known)


def _follows_limits(artist: Artist, axes: Axes) -> bool:
    """Whether other limits may move the artist; the `_state` of an axis tells by itself."""
    stays = isinstance(artist, Axis) or artist in titles(axes) or is_a_side(artist)
    return not stays and Artist.get_transform(artist) is not axes.transAxes
