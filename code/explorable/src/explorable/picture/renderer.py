"""matplotlib's SVG renderer with ids that depend on nothing but the picture, and images in it.

An artist is one group, ``<g id>``. What it defines for itself (its marker, say) gets an id inside
that group, so that the group can be replaced alone; clips and hatches stand at the picture's end.
A rasterized artist is a group that holds one ``<image>``.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from inspect import signature
from io import StringIO
from typing import Any

import numpy as np
from matplotlib import _tight_bbox
from matplotlib._path import convert_to_string  # type: ignore[attr-defined] # untyped
from matplotlib.artist import Artist
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.backends.backend_svg import RendererSVG, _generate_css
from matplotlib.figure import Figure
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Bbox

from explorable.identity import identity
from explorable.picture.style import INK
from explorable.picture.svg_writer import SvgWriter

SHARPNESS = 2
"""Pixels in a point of a rasterized artist, unless that makes a picture too heavy."""

_TAKES_RENDERER = "renderer" in signature(_tight_bbox.adjust_bbox).parameters  # Matplotlib 3.11
_COMMANDS = [b"M", b"L", b"Q", b"C", b"z"]
_INK_BYTES = tuple(bytes.fromhex(INK[1:]))


def crop_to(figure: Figure, box: Bbox, renderer: Any, dpi: float) -> Callable[[], None]:
    """Let a figure's canvas be a box in inches, until what is returned is called."""
    by = (renderer,) if _TAKES_RENDERER else ()
    return _tight_bbox.adjust_bbox(figure, box, *by, dpi)  # type: ignore[call-arg]


@contextmanager
def each_tick_placed_once() -> Iterator[None]:
    """Let an axis place its ticks once while its limits and its box stay, and no code runs.

    Of itself matplotlib places them ten times for a drawing and its box: a fourth of the work.
    """
    update_ticks: Callable[[Axis], list] = Axis._update_ticks  # type: ignore[attr-defined] # untyped
    placed: dict[Axis, tuple[tuple, list]] = {}

    def once(axis: Axis) -> list:
        where = (*axis.get_view_interval(), *axis.axes.bbox.bounds, axis.axes.figure.dpi)
        if axis not in placed or placed[axis][0] != where:
            placed[axis] = where, update_ticks(axis)
        return placed[axis][1]

    Axis._update_ticks = once  # type: ignore[attr-defined]
    try:
        yield
    finally:
        Axis._update_ticks = update_ticks  # type: ignore[attr-defined]


class _Vector(RendererSVG):
    """Writes groups whose ids can be told from outside."""

    dpi = 72  # matplotlib's `Figure.figimage` asks for it
    writer: SvgWriter  # type: ignore[assignment] # in the place of matplotlib's own

    def __init__(self, figure: Figure, prefix: str):
        width, height = figure.get_size_inches() * 72
        super().__init__(width, height, StringIO())
        self._text2path = text_to_path  # shared: a new one would parse every tick's formula again
        self.prefix = prefix

    def begin(self, slots: dict[str, list[str]], links: dict[str, str]) -> SvgWriter:
        """Forget what was written and start on a clean sheet.

        `slots` are the groups that a group has in any case, in the order in which they are drawn,
        and `links` the addresses to which some groups lead.
        """
        self.writer, self._slots, self._links = SvgWriter(), slots, links
        self._clipd, self._hatchd = {}, {}
        self._style_of_each: str | None = None  # set while markers are drawn
        self._scopes: list[tuple] = []
        self._enter(self.prefix)
        return self.writer

    def _enter(self, scope: str) -> None:
        self._scope, self._markers, self._path_collection_id = scope, {}, 0

    def open_group(self, s, gid=None):
        self._scopes.append((self._scope, self._markers, self._path_collection_id))
        if gid is None or not gid.startswith(f"{self.prefix}-"):  # an author's own id
            self.writer.start("g")
        else:
            self._enter(gid)
            self.writer.start("g", id=gid)
            if gid in self._links:
                self.writer.start("a", href=self._links[gid])

    def close_group(self, s):
        outer = self._scopes.pop()
        if outer[0] != self._scope:
            self.writer.keep_slots(self._slots.get(self._scope, []))
            if self._scope in self._links:
                self.writer.end("a")
        self.writer.end("g")
        if outer[0] != self._scope:
            self._scope, self._markers, self._path_collection_id = outer

    def _make_id(self, type, content):
        shared = type in ("p", "h")  # clips and hatches stand at the end of the picture
        return f"{self.prefix if shared else self._scope}-{type}{identity(str(content))}"

    def _get_clippath_id(self, clippath):
        """Return what the path looks like: matplotlib counts, and an old path would keep its id."""
        corners = np.round(clippath.vertices, 6) + 0.0  # no negative zeros
        codes = None if clippath.codes is None else clippath.codes.tolist()
        return str((corners.tolist(), codes))

    def _convert_path(self, path, transform=None, clip=None, simplify=None, sketch=None):
        """Return the path in hundredths of a point; matplotlib's digits would be cut again."""
        clip = (0.0, 0.0, self.width, self.height) if clip else None
        text = convert_to_string(path, transform, clip, simplify, sketch, 2, _COMMANDS, False)
        return text.decode().replace("-0 ", "0 ")

    def draw_markers(self, gc, marker_path, marker_trans, path, trans, rgbFace=None):
        """Write the style of all markers once, around them; matplotlib writes it for each."""
        style = self._get_style_dict(gc, rgbFace)
        veil = style.pop("opacity", None)  # each marker's: overlaps must darken
        self._style_of_each = f"opacity: {veil}" if veil else ""
        self.writer.start("g", style=_generate_css(style))
        super().draw_markers(gc, marker_path, marker_trans, path, trans, rgbFace)
        self.writer.end("g")
        self._style_of_each = None

    def _get_style(self, gc, rgbFace):
        if self._style_of_each is None:
            return super()._get_style(gc, rgbFace)
        return self._style_of_each

    def option_image_nocomposite(self):
        """Return True: an image of its own can be replaced alone."""
        return True

    def draw_image(self, gc, x, y, im, transform=None):
        """Embed an image; the pixels of one that is all ink get the page's color."""
        gid = gc.get_gid()
        gc.set_gid(None)
        if gid:
            self.open_group("image", gid)
        if (im[..., :3] == _INK_BYTES).all():
            self._draw_ink(gc, x, y, im, transform)
        else:
            super().draw_image(gc, x, y, im, transform)
        if gid:
            self.close_group("image")

    def _draw_ink(self, gc, x, y, im, transform):
        name = self._make_id("f", "ink")
        self.writer.start("filter", id=name)
        self.writer.element("feFlood", attrib={"flood-color": INK})
        self.writer.element("feComposite", attrib={"in2": "SourceAlpha", "operator": "in"})
        self.writer.end("filter")
        self.writer.start("g", filter=f"url(#{name})")
        super().draw_image(gc, x, y, im, transform)
        self.writer.end("g")

    def draw_text(self, gc, x, y, s, prop, angle, ismath=False, mtext=None):
        self._draw_text_as_text(gc, x, y, s, prop, angle, ismath, mtext)


class Renderer:
    """What artists draw on: vectors, or pixels while a rasterized artist draws.

    It takes the place of matplotlib's ``MixedModeRenderer``, which puts neighbors into one image
    (https://github.com/matplotlib/matplotlib/pull/17159), without an id
    (https://github.com/matplotlib/matplotlib/issues/2816).

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    prefix : str
        Starts every id.
    crop : Bbox, optional
        In inches, what is seen in place of the figure's canvas, until `restore`.
    merges : bool
        Whether neighbors are one image, in which none can be replaced alone.
    sharpness : int
        Pixels in a point of a rasterized artist.
    """

    _raster_depth = 0  # matplotlib counts nested rasterizing in these two
    _rasterizing = False

    def __init__(
        self,
        figure: Figure,
        prefix: str,
        crop: Bbox | None = None,
        merges: bool = False,
        sharpness: int = SHARPNESS,
    ):
        self._figure, self._sharpness = figure, sharpness
        self._crop, self._merges = crop, merges
        self._restore: Callable[[], None] | None = None
        self._set_dpi(72)
        self._vector = _Vector(figure, prefix)
        self._raster: RendererAgg | None = None  # set while a rasterized artist draws
        self._open: list[str | None] = []

    def __getattr__(self, name):
        return getattr(self._vector if self._raster is None else self._raster, name)

    def draw(self, artist: Artist) -> None:
        """Let an artist draw on this."""
        artist.draw(self)  # type: ignore[arg-type] # it has all that a RendererBase has

    def _set_dpi(self, dpi: float) -> None:
        """Set the units of drawing, of the crop as well: it is fixed in them."""
        self.restore()
        self._figure.dpi = dpi
        if self._crop is not None:
            self._restore = crop_to(self._figure, self._crop, self, dpi)

    def restore(self) -> None:
        """Give the figure its own canvas again."""
        if self._restore is not None:
            self._restore()
            self._restore = None

    def start_rasterizing(self) -> None:
        """Draw pixels from now on."""
        self._set_dpi(72 * self._sharpness)
        width, height = self._figure.get_size_inches() * self._figure.dpi
        self._raster = RendererAgg(width, height, self._figure.dpi)
        self._open = []

    def stop_rasterizing(self) -> None:
        """Draw vectors again; what was drawn without a group becomes an image without one."""
        if self._raster is not None:
            self._embed(self._raster, None)

    def open_group(self, s, gid=None):
        """Open an artist's group; of a rasterized artist only the outermost is written."""
        if self._raster is None:
            self._vector.open_group(s, gid)
        else:
            self._open.append(gid)

    def close_group(self, s):
        """Close an artist's group; the outermost of a rasterized artist becomes an image.

        Unless it is to be one with its neighbors: then it waits for what is not rasterized, or
        for the end of the group in which they stand.
        """
        if not self._open:
            self.stop_rasterizing()
        if self._raster is None:
            self._vector.close_group(s)
        else:
            gid = self._open.pop()
            if not (self._open or self._merges):
                self._embed(self._raster, gid)

    def _embed(self, raster: RendererAgg, gid: str | None) -> None:
        pixels = np.asarray(raster.buffer_rgba())
        self._raster, self._rasterizing = None, False
        self._set_dpi(72)
        self._vector.open_group("raster", gid)
        rows, columns = (np.flatnonzero(pixels[..., 3].any(axis)) for axis in (1, 0))
        if len(rows):
            top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
            gc = self._vector.new_gc()
            self._vector.image_dpi = 72 * self._sharpness
            self._vector.draw_image(
                gc,
                left / self._sharpness,
                (len(pixels) - bottom) / self._sharpness,
                _only_ink(pixels[top:bottom, left:right])[::-1],
            )
            self._vector.image_dpi = 72
        self._vector.close_group("raster")


def _only_ink(pixels: np.ndarray) -> np.ndarray:
    """Return `pixels` in pure ink if they are ink, whose faint edges pixels cannot tell."""
    colors = pixels[pixels[..., 3] > 0][:, :3]
    if (colors <= _INK_BYTES).all() and (colors == _INK_BYTES).all(1).any():
        pixels = pixels.copy()
        pixels[..., :3] = _INK_BYTES
    return pixels
