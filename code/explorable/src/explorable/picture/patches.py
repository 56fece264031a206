"""What of a drawn figure has changed, and whether it can be drawn again alone.

matplotlib marks an artist stale when a setter is called. That is too much, for it may be told what
it was told before, and not enough: some setters mark nothing, some mark only a part of the artist
that stands in the axes, and some artists depend on others. Where in doubt, what is larger is drawn:
the axes, or the whole figure.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from operator import attrgetter

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.cm import ScalarMappable
from matplotlib.collections import Collection
from matplotlib.figure import Figure, SubFigure
from matplotlib.image import AxesImage
from matplotlib.legend import Legend
from matplotlib.lines import AxLine, Line2D
from matplotlib.patches import ConnectionPatch, Patch, PathPatch
from matplotlib.spines import Spine
from matplotlib.text import Annotation, Text
from matplotlib.transforms import IdentityTransform, Transform

from explorable.picture.renderer import Renderer
from explorable.picture.told import own_parts, told

_ALONE = (Line2D, Collection, Patch, Text, AxesImage, Legend, Axis)
"""Artists that can be drawn again alone; the others move their neighbors, or are moved by them."""

_NOT_ALONE = (Spine, Annotation, ConnectionPatch)

_STALE, _RASTERIZED = attrgetter("_stale"), attrgetter("_rasterized")
_ORDER = attrgetter("zorder", "_rasterized", "_animated")
"""What is asked of hundreds of parts at every move; the public ways are three times as slow."""

_PROBES = np.array([[0.1, 0.2], [0.7, 0.3], [2.0, 5.0]])
"""Points whose places tell whether a transform has changed; positive, for log scales."""


def children(figure: Figure) -> list[Artist]:
    """Return what stands in `figure` itself, without its background."""
    return [artist for artist in figure.get_children() if artist is not figure.patch]


def places(artists: Iterable[Artist]) -> dict[str, list[str]]:
    """Return for axes among `artists`, by name, the names of what they draw, in that order.

    Axes that turn some of it into one image have no places for that.
    """
    return {
        str(axes.get_gid()): [str(artist.get_gid()) for artist in _drawn(axes)]
        for axes in artists
        if isinstance(axes, Axes)
        and not axes.get_rasterized()
        and axes.get_rasterization_zorder() is None
    }


def _drawn(axes: Axes) -> list[Artist]:
    """Return what `axes` draw if it is visible, as `Axes.draw` sorts it."""
    artists = [artist for artist in axes.get_children() if artist is not axes.patch]
    artists.sort(key=lambda artist: artist.get_zorder())
    if not axes.axison:
        return [artist for artist in artists if not isinstance(artist, Axis)]
    return [axes.patch, *artists] if axes.get_frame_on() else artists


def family(artist: Artist) -> Iterator[Artist]:
    """Yield `artist` and all that it is made of.

    An axis is asked for the ticks that it has: to look at others would make them.
    """
    yield artist
    if isinstance(artist, Axis):
        ticks = (vars(artist).get(each, ()) for each in ("majorTicks", "minorTicks"))
        parts = [artist.label, artist.offsetText, *chain(*ticks)]
    elif isinstance(artist, Text):
        parts = [artist.get_bbox_patch(), getattr(artist, "arrow_patch", None)]
    else:
        parts = artist.get_children()
    for part in parts:
        if part is not None:
            yield from family(part)


class Memory:
    """How a figure stood when it was last drawn.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    """

    def __init__(self, figure: Figure):
        self._figure = figure
        self._frame = self._figure_frame()
        self._whole_only = any(map(_depends_on_others, figure.findobj()))
        self._axes: dict[Artist, tuple] = {}
        self._boxes: dict[Artist, tuple] = {}
        self._states: dict[Artist, dict[Artist, tuple]] = {}
        self._families: dict[Artist, list[Artist]] = {}  # of what stands in axes; to ask is slow
        self._told: dict[Artist, object] = {}
        if not self._whole_only:
            self.settle(figure)
            self.unmark()

    def settle(self, artist: Artist) -> None:
        """Remember `artist` as it has just been drawn."""
        for each in family(artist):
            if isinstance(each, Axes):
                self._axes[each], self._boxes[each] = _axes_frame(each), _box(each)
                self._families |= {child: list(family(child)) for child in each.get_children()}
                self._states[each] = self._now(each.get_children())
                self._told |= {child: told(child) for child in each.get_children()}

    def settle_in(self, axes: Axes, artist: Artist) -> None:
        """Remember `artist`, which has just been drawn alone; `stale` has seen where it stands."""
        members = self._families[artist] = list(family(artist))
        if isinstance(artist, Axis):  # whose drawing tells its ticks
            self._told[artist] = told(artist)
        places, _, array = self._states[axes][artist]
        self._states[axes][artist] = places, list(map(_RASTERIZED, members)), array

    def unmark(self) -> None:
        """Take the mark from all: drawing leaves it on what is invisible, measuring sets it."""
        self._figure.stale = False
        for artist in self._figure.get_children():
            if isinstance(artist, Axes):
                members = chain([artist], *map(self._family, artist.get_children()))
            else:
                members = family(artist)
            for each in members:
                each._stale = False  # type: ignore[attr-defined] # untyped

    def _family(self, artist: Artist) -> Iterable[Artist]:
        return self._families.get(artist) or family(artist)

    def stale(self) -> list[tuple[Artist, Axes | None]] | None:
        """Return the artists to draw again, each with its axes if it stands in some.

        Returns
        -------
        list or None
            None if the whole figure has to be drawn.
        """
        if self._whole_only or self._frame != self._figure_frame() or self._figure.patch.stale:
            return None
        found: list[tuple[Artist, Axes | None]] = []
        for artist in children(self._figure):
            if isinstance(artist, Axes):
                changed = self._stale_in(artist)
                if (artist, None) in changed and any(map(_is_aligned, _axes_of(artist))):
                    return None  # its labels stand where those of other axes do
                found += changed
            elif any(map(_STALE, family(artist))):
                found.append((artist, None))
        return found

    def moved(self) -> bool:
        """Whether drawing has moved any axes, as an equal aspect or a colorbar may do."""
        return any(self._boxes[axes] != _box(axes) for axes in self._figure.axes)

    def _stale_in(self, axes: Axes) -> list[tuple[Artist, Axes | None]]:
        whole: list[tuple[Artist, Axes | None]] = [(axes, None)]
        if self._axes[axes] != _axes_frame(axes):
            return whole
        if self._boxes[axes] != (box := _box(axes)):  # its artists know by their transforms
            if not all(map(_follows_limits, axes.get_children())):
                return whole
            self._boxes[axes] = box
        known = self._states[axes]
        states = self._states[axes] = self._now(axes.get_children())
        marked = {artist for artist in states if any(map(_STALE, self._families[artist]))}
        found = [
            artist
            for artist, (*looks, array) in states.items()
            if ((artist in marked or array is not known[artist][-1]) and self._is_told_new(artist))
            or looks != [*known[artist][:-1]]
        ]
        if not found:
            return whole if axes.stale and not marked else []
        if not all(map(_stands_alone, found)):
            return whole
        legends = [each for each in states if _looks_for_room(each) and each not in found]
        return [(each, axes) for each in (*found, *legends)]

    def _is_told_new(self, artist: Artist) -> bool:
        """Whether an artist that is marked was told what it was not told before, and keep that."""
        before, self._told[artist] = self._told[artist], told(artist)
        others = (each for each in self._families[artist] if each not in own_parts(artist))
        return before != self._told[artist] or any(map(_STALE, others))

    def _now(self, artists: list[Artist]) -> dict[Artist, tuple]:
        """Return of artists what changes without a mark: places, pixels or not, and colors."""
        known: dict[int, bytes] = {}  # most share a few transforms

        def place(transform: Transform) -> bytes:
            if isinstance(transform, IdentityTransform):  # every artist without one makes its own
                return b""
            if id(transform) not in known:
                known[id(transform)] = _numbers(transform).tobytes()
            return known[id(transform)]

        def state(artist: Artist) -> tuple:
            # A patch's own is put together anew.
            places: list[object] = []
            if not _is_a_side(artist):
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
        order = tuple((a, a.get_zorder(), a.get_rasterized()) for a in children(self._figure))
        return tuple(self._figure.get_size_inches()), order


def _numbers(transform: Transform) -> np.ndarray:
    """Return numbers that change when the transform does; an affine one keeps its matrix."""
    if transform.is_affine:
        return transform.get_affine().get_matrix()
    return transform.transform(_PROBES)


def _depends_on_others(artist: Artist) -> bool:
    """Whether the artist's picture follows from what stands elsewhere, or from a camera."""
    if isinstance(artist, Axes):
        return type(artist).draw is not Axes.draw or bool(artist.child_axes)
    if isinstance(artist, Annotation):
        return not all(isinstance(c, str) for c in (artist.xycoords, artist.anncoords))
    return isinstance(artist, ConnectionPatch | SubFigure)


def _stands_alone(artist: Artist) -> bool:
    return (
        isinstance(artist, _ALONE)
        and not isinstance(artist, _NOT_ALONE)
        and not artist.get_animated()
        and not (isinstance(artist, Axis) and _is_aligned(artist))
    )


def _follows_limits(artist: Artist) -> bool:
    """Whether a transform, or an axis' own interval, tells that other limits move the artist."""
    return isinstance(artist, (Spine, *_ALONE)) and not isinstance(
        artist, (Legend, Annotation, ConnectionPatch)
    )


def _is_a_side(artist: Artist) -> bool:
    """Whether it is a line along a whole side of the axes: other limits leave it there."""
    return (
        isinstance(artist, Spine)
        and artist.spine_type in ("left", "right", "bottom", "top")
        and artist.get_bounds() in (None, (None, None))
        and artist.get_position() in (None, ("outward", 0.0))
    )


def _axes_of(axes: Axes) -> list[Axis]:
    return [each for each in axes.get_children() if isinstance(each, Axis)]


def _is_aligned(axis: Axis) -> bool:
    """Whether the axis's label stands where those of other axes stand."""
    axes, groups = axis.axes, axis.get_figure()._align_label_groups  # type: ignore[union-attr] # untyped
    return any(axes in group and len(group.get_siblings(axes)) > 1 for group in groups.values())


def moves_titles(axes: Axes, artist: Artist, renderer: Renderer) -> bool:
    """Whether `artist` is a title of the axes, or an axis, and titles need other room now."""
    titles = (axes.title, axes._left_title, axes._right_title)  # type: ignore[attr-defined] # untyped
    if artist not in titles and not isinstance(artist, Axis):
        return False
    before = [each.get_position() for each in titles]
    axes._update_title_position(renderer)  # type: ignore[attr-defined] # untyped
    return before != [each.get_position() for each in titles]


def _looks_for_room(artist: Artist) -> bool:
    """Whether it is a legend that stands where it hides least."""
    return isinstance(artist, Legend) and artist._get_loc() == 0  # type: ignore[attr-defined] # untyped


def _axes_frame(axes: Axes) -> tuple:
    """Return what moves everything in the axes when it changes; ``get_position`` would move it.

    So do limits where an aspect is to be kept; else they move what follows them.
    """
    artists, aspect = axes.get_children(), axes.get_aspect()
    return (
        axes.bbox.bounds if aspect == "auto" else _box(axes), aspect, axes.get_xscale(),
        axes.get_yscale(), axes.get_visible(), axes.axison, axes.get_frame_on(),
        axes.get_rasterized(), axes.get_rasterization_zorder(), artists, list(map(_ORDER, artists)),
    )  # fmt: skip


def _box(axes: Axes) -> tuple:
    return tuple(axes.viewLim.extents), axes.bbox.bounds
