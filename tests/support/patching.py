"""A figure of every artist, what changes them, and its picture as patches bring it up to date."""

import numpy as np
from explorable.checking.patched import PatchedPicture
from explorable.picture.svg import Picture
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyArrowPatch, Wedge
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

GRID = np.arange(12.0).reshape(3, 4)


class Page:
    """A figure's picture, patched; `agrees` compares it with one that is drawn whole."""

    def __init__(self, figure):
        self.picture, self.page = Picture(figure, "p"), PatchedPicture()
        self.page.show({"picture": self.picture.draw("x")})

    def change(self):
        """Bring the page up to date and return the patch, or None if the whole was drawn."""
        patch = self.picture.patch()
        message = {"picture": self.picture.draw("x")} if patch is None else {"patch": patch}
        self.page.show(message)
        return patch

    def agrees(self):
        return self.page.looks_like(Picture(self.picture.figure, "p").draw("x"))


def sample_figure():
    """Return a figure with every class of artist that the book's and other authors' draw."""
    figure = Figure(figsize=(7, 5))
    plain, fields, bars, extra = figure.subplots(2, 2).flat
    (line,) = plain.plot([0, 1, 2], [1, 3, 2], "o-", label="line")
    artists = {
        "line": line,
        "scatter": plain.scatter([0, 1, 2], [2, 1, 3], label="points"),
        "band": plain.fill_between([0, 1, 2], [0, 1, 0], [1, 2, 1], alpha=0.3),
        "segments": plain.vlines([0.5, 1.5], 0, 2),
        "text": plain.text(1, 1, "text", bbox={"facecolor": "none"}),
        "note": plain.annotate("note", (1, 2), (1.5, 2.5), arrowprops={"arrowstyle": "->"}),
        "legend": plain.legend(),
        "mesh": fields.pcolormesh(GRID),
        "image": fields.imshow(GRID, extent=(0, 2, 0, 2)),
        "contours": fields.contour(GRID),
        "quiver": fields.quiver([1, 2], [1, 2], [1, 0], [0, 1]),
        "bar": bars.bar(["a", "b"], [1, 2], hatch="/")[0],
        "circle": bars.add_patch(Circle((0.5, 1), 0.3)),
        "wedge": bars.add_patch(Wedge((0.5, 1), 0.5, 0, 90)),
        "arrow": bars.add_patch(FancyArrowPatch((0, 0), (1, 1), mutation_scale=10)),
        "twin": bars.twinx().plot([0, 1], [3, 4], "s")[0],
        "spine": bars.spines["left"],
        "tick": bars.xaxis.get_ticklabels()[0],
        "axis": bars.yaxis,
        "title": bars.set_title("title"),
        "errors": extra.errorbar([0, 1], [1, 2], yerr=0.5).lines[2][0],
        "suptitle": figure.suptitle("figure"),
        "fields": fields,
        "plain": plain,
    }
    for axes in figure.axes:  # ticks take most of a drawing's time
        axes.locator_params("both" if axes in (plain, fields, extra) else "y", nbins=2)
    return figure, artists


def _set_data(artist, seed):
    data = np.random.default_rng(seed).random((2, 4)) * 2
    for name, values in (
        ("set_segments", ([[data[:, 0], data[:, 1]]],)),
        ("set_UVC", (data[0, :2], data[1, :2])),
        ("set_offsets", (data.T,)),
        ("set_data", (GRID * data[0] if artist.__class__.__name__ == "AxesImage" else data,)),
        ("set_array", (GRID * data[0],)),
        ("set_height", (data[0, 0],)),
        ("set_radius", (data[0, 0],)),
        ("set_positions", (data[:, 0], data[:, 1])),
        ("set_position", (data[:, 0],)),
        ("set_text", (f"{data[0, 0]:.3f}",)),
    ):
        plain = name != "set_position" or hasattr(artist, "get_text")
        if hasattr(artist, name) and plain and name not in _not_for(artist):
            getattr(artist, name)(*values)
            return


def _not_for(artist):
    return {
        "QuadContourSet": ("set_array", "set_offsets"),
        "FillBetweenPolyCollection": ("set_array", "set_offsets", "set_data"),
        "Line2D": ("set_offsets",),
    }.get(artist.__class__.__name__, ())


def _rotate_in_place(artist, seed):
    turn = getattr(artist, "turn", None)
    if turn is None and artist.axes is not None:
        artist.turn = Affine2D()
        artist.set_transform(artist.turn + artist.axes.transData)
    elif turn is not None:
        turn.rotate_deg(seed)


def _add_or_remove(artist, seed):
    if artist.axes is None:
        return
    added = vars(artist.axes).setdefault("added_by_test", [])
    if added and seed % 2:
        added.pop().remove()
    else:
        added.extend(artist.axes.plot([0, 1], [seed % 3, 1]))


def _words(artist, seed):
    artist.axes and artist.axes.set_title(f"title {seed}" if seed % 3 else "")
    if artist.axes and artist.axes.get_legend():
        artist.axes.get_legend().get_texts()[0].set_text(f"label {seed}")


SETTERS = {
    "visibility": lambda a, n: a.set_visible(not a.get_visible()),
    "zorder": lambda a, n: a.set_zorder(n % 5),
    "alpha": lambda a, n: a.set_alpha(None if n % 4 == 0 else (n % 4) / 4),
    "color": lambda a, n: hasattr(a, "set_color") and a.set_color(f"C{n % 6}"),
    "data": _set_data,
    "transform": _rotate_in_place,
    "clip": lambda a, n: a.set_clip_on(bool(n % 2)),
    "clip path": lambda a, n: a.set_clip_path(
        Path(np.array([[50, 50], [200 + n, 50], [200, 200 + n]])), Affine2D()
    ),
    "gid": lambda a, n: a.set_gid(f"mine-{n % 4}"),
    "rasterized": lambda a, n: a.set_rasterized(not a.get_rasterized()),
    "artists": _add_or_remove,
    "limits": lambda a, n: a.axes and a.axes.set_ylim(-n % 7 - 1.5, n % 5 + 3),
    "x limits": lambda a, n: a.axes and a.axes.set_xlim(-n % 3 - 1, n % 5 + 2),
    "words": _words,
    "font": lambda a, n: hasattr(a, "set_fontsize") and a.set_fontsize(6 + n % 8),
    "frame": lambda a, n: a.axes and a.axes.set_axis_off() if n % 3 else a.axes.set_axis_on(),
    "animated": lambda a, n: a.set_animated(n % 4 == 3),
}
