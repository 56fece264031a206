"""What of a drawn figure has changed, and whether it can be drawn again alone.

matplotlib marks an artist stale when a setter is called. That is too much, for it may be told what
it was told before, and not enough: some setters mark nothing, some mark only a part of the artist
that stands in the axes, and some artists depend on others. Where in doubt, what is larger is drawn:
the axes, or the whole figure.
"""

from itertools import chain
from operator import attrgetter

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.cm import ScalarMappable
from matplotlib.collections import Collection
from matplotlib.figure import Figure
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
    follows_limits,
    is_a_side,
    is_aligned,
    looks_for_room,
    stands_alone,
    view_box,
)
from explorable.picture.attributes import attributes, own_parts

_STALE, _RASTERIZED = attrgetter("_stale"), attrgetter("_rasterized")
"""What is asked of hundreds of parts at every move; the public ways are three times as slow."""

_PROBES = np.array([[0.1, 0.2], [0.7, 0.3], [2.0, 5.0]])
"""Points whose places tell whether a transform has changed; positive, for log scales."""


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
        self._axes: dict[Artist, tuple] = {}
        self._boxes: dict[Artist, tuple] = {}
        self._states: dict[Artist, dict[Artist, tuple]] = {}
        self._families: dict[Artist, list[Artist]] = {}  # walking the tree is slow
        self._attributes: dict[Artist, object] = {}
        if not self._whole_only:
            self.settle(figure)
            self.unmark()

    def settle(self, artist: Artist) -> None:
        """Remember `artist` as it has just been drawn."""
        for each in family(artist):
            if isinstance(each, Axes):
                self._axes[each], self._boxes[each] = axes_frame(each), view_box(each)
                self._families |= {child: list(family(child)) for child in each.get_children()}
                self._states[each] = self._now(each.get_children())
                self._attributes |= {child: attributes(child) for child in each.get_children()}

    def settle_in(self, axes: Axes, artist: Artist) -> None:
        """Remember `artist`, which has just been drawn alone; `stale` has seen where it stands."""
        members = self._families[artist] = list(family(artist))
        if isinstance(artist, Axis):  # drawing an axis sets the labels of its ticks
            self._attributes[artist] = attributes(artist)
        places, _, array = self._states[axes][artist]
        self._states[axes][artist] = places, list(map(_RASTERIZED, members)), array

    def unmark(self) -> None:
        """Take the mark from all: drawing leaves it on what is invisible, measuring sets it."""
        self._figure.stale = False
        for artist in self._figure.get_children():
            if isinstance(artist, Axes):
                known = (self._families.get(each) or family(each) for each in artist.get_children())
                members = chain([artist], *known)
            else:
                members = family(artist)
            for each in members:
                each._stale = False  # type: ignore[attr-defined] # untyped

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
            if isinstance(artist, Axes):
                changed = self._stale_in(artist)
                if (artist, None) in changed and any(map(is_aligned, both_axes(artist))):
                    return None  # labels aligned with other axes' move only together
                redrawn += changed
            elif any(map(_STALE, family(artist))):
                redrawn.append((artist, None))
        return redrawn

    def moved(self) -> bool:
        """Whether drawing has moved any axes, as an equal aspect or a colorbar may do."""
        return any(self._boxes[axes] != view_box(axes) for axes in self._figure.axes)

    def _stale_in(self, axes: Axes) -> list[tuple[Artist, Axes | None]]:
        whole: list[tuple[Artist, Axes | None]] = [(axes, None)]
        if self._axes[axes] != axes_frame(axes):
            return whole
        if self._boxes[axes] != (now := view_box(axes)):  # what they place has moved
            if not all(map(follows_limits, axes.get_children())):
                return whole
            self._boxes[axes] = now
        known = self._states[axes]
        states = self._states[axes] = self._now(axes.get_children())
        marked = {artist for artist in states if any(map(_STALE, self._families[artist]))}
        changed = [
            artist
            for artist, (*looks, array) in states.items()
            if ((artist in marked or array is not known[artist][-1]) and self._has_changed(artist))
            or looks != [*known[artist][:-1]]
        ]
        if not changed:
            return whole if axes.stale and not marked else []
        if not all(map(stands_alone, changed)):
            return whole
        legends = [each for each in states if looks_for_room(each) and each not in changed]
        return [(each, axes) for each in (*changed, *legends)]

    def _has_changed(self, artist: Artist) -> bool:
        """Whether an artist that is marked was told what it was not told before, and keep that."""
        before, self._attributes[artist] = self._attributes[artist], attributes(artist)
        others = (each for each in self._families[artist] if each not in own_parts(artist))
        return before != self._attributes[artist] or any(map(_STALE, others))

    def _now(self, artists: list[Artist]) -> dict[Artist, tuple]:
        """Return of artists what changes without a mark: places, pixels or not, and colors."""
        known: dict[int, bytes] = {}  # most artists share a few transforms: each is read once

        def place(transform: Transform) -> bytes:
            if isinstance(transform, IdentityTransform):  # new for each artist without one
                return b""
            if id(transform) not in known:
                known[id(transform)] = _numbers(transform).tobytes()
            return known[id(transform)]

        def state(artist: Artist) -> tuple:
            # A patch composes its transform anew at each call, so it is read by its parts.
            places: list[object] = []
            if not is_a_side(artist):
                places.append(place(Artist.get_transform(artist)))
            if isinstance(artist, Axis):
                places.append(np.array(artist.get_view_interval()).tobytes())
            if isinstance(artist, AxLine):
                places.append(repr((artist.get_xy1(), artist.get_xy2(), artist.get_slope())))
            if isinstance(artist, Annotation):
                places.append(repr(artist.xy))
            if isinstance(artist, PathPatch):
                places.append(artist.get_path())
            if isinstance(artist, Collection):
                places.append(place(artist.get_offset_transform()))
            rasterized = list(map(_RASTERIZED, self._families[artist]))
            array = artist.get_array() if isinstance(artist, ScalarMappable) else None
            return places, rasterized, array

        return {artist: state(artist) for artist in artists}

    def _figure_frame(self) -> tuple:
        order = tuple(
            (each, each.get_zorder(), each.get_rasterized(), each.get_animated())
            for each in children(self._figure)
        )
        return tuple(self._figure.get_size_inches()), order


def _numbers(transform: Transform) -> np.ndarray:
    """Return numbers that change when the transform does; an affine one keeps its matrix."""
    if transform.is_affine:
        return transform.get_affine().get_matrix()
    return transform.transform(_PROBES)
