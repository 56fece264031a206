"""What matplotlib's artists are made of, and what their pictures depend on beside themselves."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.collections import Collection
from matplotlib.figure import Figure, SubFigure
from matplotlib.image import AxesImage, BboxImage
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.patches import ConnectionPatch, Patch
from matplotlib.spines import Spine
from matplotlib.text import Annotation, Text

from explorable.picture.renderer import Renderer

_ALONE = (Line2D, Collection, Patch, Text, AxesImage, Legend, Axis)
"""Artists that can be drawn again alone; the others move their neighbors, or are moved by them."""

_NOT_ALONE = (Spine, Annotation, ConnectionPatch)


def children(figure: Figure) -> list[Artist]:
    """Return what stands in `figure` itself, without its background."""
    return [artist for artist in figure.get_children() if artist is not figure.patch]


def slots(artists: Iterable[Artist]) -> dict[str, list[str]]:
    """Return for axes among `artists`, by name, the names of what they draw, in that order.

    Axes that turn some of it into one image have no slots for that.
    """
    return {
        str(axes.get_gid()): [str(artist.get_gid()) for artist in _drawn(axes)]
        for axes in artists
        if isinstance(axes, Axes)
        and not axes.get_rasterized()
        and axes.get_rasterization_zorder() is None
    }


def links(figure: Figure) -> dict[str, str]:
    """Return where words of `figure` lead that have an address (`url`), by their names."""
    artists = [*children(figure), *chain(*(axes.get_children() for axes in figure.axes))]
    texts = (artist for artist in artists if isinstance(artist, Text))
    return {str(each.get_gid()): url for each in texts if (url := each.get_url())}


def _drawn(axes: Axes) -> list[Artist]:
    """Return what `axes` draw if it is visible, as `Axes.draw` sorts it."""
    artists = [artist for artist in axes.get_children() if artist is not axes.patch]
    artists.sort(key=lambda artist: artist.get_zorder())
    if not axes.axison:
        return [artist for artist in artists if not isinstance(artist, Axis)]
    return [axes.patch, *artists] if axes.get_frame_on() else artists


def shapes(figure: Figure) -> Iterator[Artist]:
    """Yield what stands for data: lines, patches, collections and images in axes."""
    inside: list[Any] = [*figure.axes]
    for axes in inside:
        inside += axes.child_axes
        for each in axes.get_children():
            is_shape = isinstance(each, (Line2D, Collection, Patch, AxesImage, BboxImage))
            if is_shape and not isinstance(each, Spine) and each is not axes.patch:
                yield each


def family(artist: Artist) -> list[Artist]:
    """Return `artist` and all that it is made of.

    An axis is asked for the ticks that it has: to look at others would make them.
    """
    members = [artist]
    for each in members:  # which grows meanwhile
        if isinstance(each, Axis):
            ticks = (vars(each).get(name, ()) for name in ("majorTicks", "minorTicks"))
            members += [each.label, each.offsetText, *chain(*ticks)]
        elif isinstance(each, Text):
            boxes = each.get_bbox_patch(), getattr(each, "arrow_patch", None)
            members += [box for box in boxes if box is not None]
        else:
            members += each.get_children()
    return members


def depends_on_others(artist: Artist) -> bool:
    """Whether the artist's picture follows from what stands elsewhere, or from a camera."""
    if isinstance(artist, Axes):
        return type(artist).draw is not Axes.draw or bool(artist.child_axes)
    if isinstance(artist, Annotation):
        return not all(isinstance(c, str) for c in (artist.xycoords, artist.anncoords))
    return isinstance(artist, ConnectionPatch | SubFigure)


def stands_alone(artist: Artist) -> bool:
    """Whether drawing the artist alone puts the picture right."""
    return (
        isinstance(artist, _ALONE)
        and not isinstance(artist, _NOT_ALONE)
        and not artist.get_animated()
        and not (isinstance(artist, Axis) and is_aligned(artist))
    )


def is_a_side(artist: Artist) -> bool:
    """Whether it is a line along a whole side of the axes: other limits leave it there."""
    return (
        isinstance(artist, Spine)
        and artist.spine_type in ("left", "right", "bottom", "top")
        and artist.get_bounds() in (None, (None, None))
        and artist.get_position() in (None, ("outward", 0.0))
    )


def both_axes(axes: Axes) -> list[Axis]:
    """Return the x-axis and the y-axis."""
    return [each for each in axes.get_children() if isinstance(each, Axis)]


def is_aligned(axis: Axis) -> bool:
    """Whether the axis's label stands where those of other axes stand."""
    axes, groups = axis.axes, axis.get_figure()._align_label_groups  # type: ignore[union-attr] # untyped
    return any(axes in group and len(group.get_siblings(axes)) > 1 for group in groups.values())


def titles(axes: Axes) -> tuple[Text, ...]:
    """Return the titles in the middle, to the left and to the right; most are empty."""
    return axes.title, axes._left_title, axes._right_title  # type: ignore[attr-defined] # untyped


def moves_titles(axes: Axes, artist: Artist, renderer: Renderer) -> bool:
    """Whether `artist` is a title of the axes, or an axis, and titles need other room now."""
    if artist not in titles(axes) and not isinstance(artist, Axis):
        return False
    before = [each.get_position() for each in titles(axes)]
    axes._update_title_position(renderer)  # type: ignore[attr-defined] # untyped
    return before != [each.get_position() for each in titles(axes)]


def axes_frame(axes: Axes) -> tuple:
    """Return what moves everything in the axes when it changes; ``get_position`` would move it.

    So do limits where an aspect is to be kept; else they move what follows them.
    """
    artists, aspect = axes.get_children(), axes.get_aspect()
    return (
        axes.bbox.bounds if aspect == "auto" else view_box(axes), aspect, axes.get_xscale(),
        axes.get_yscale(), axes.get_visible(), axes.axison, axes.get_frame_on(),
        axes.get_rasterized(), axes.get_rasterization_zorder(), list(map(order, artists)),
    )  # fmt: skip


def order(artist: Artist) -> tuple:
    """Return an artist with what says when, and in which layer, it is drawn."""
    return artist, artist.get_zorder(), artist.get_rasterized(), artist.get_animated()


def view_box(axes: Axes) -> tuple:
    """Return where axes stand and which part of the plane they show."""
    return tuple(axes.viewLim.extents), axes.bbox.bounds
