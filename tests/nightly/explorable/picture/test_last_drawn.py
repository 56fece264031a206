"""Whatever an author sets, on any artist, the patched picture is the figure drawn anew."""

from functools import partial

import numpy as np
import pytest
from explorable.picture.style import style
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.patches import Circle, ConnectionPatch
from patching import GRID, SETTERS, Page, sample_figure

# Of some artists matplotlib says that it will not rasterize them: they stay vectors.
pytestmark = pytest.mark.filterwarnings("ignore:Rasterization of")


NAMES = sorted(sample_figure()[1])
change = st.tuples(st.sampled_from(NAMES), st.sampled_from(sorted(SETTERS)), st.integers(0, 99))


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(change, min_size=1, max_size=3), min_size=1, max_size=5))
def test_fuzz_any_setters_of_any_artists(moves):
    with style(), np.errstate(all="ignore"):
        figure, artists = sample_figure()
        page = Page(figure)
        for move in moves:
            for name, setter, number in move:
                if artists[name].axes is not None or setter != "frame":
                    SETTERS[setter](artists[name], number)
            page.change()
            assert page.agrees()


@pytest.mark.parametrize("setter", sorted(SETTERS))
def test_each_setter_of_each_artist(setter):
    with style():
        figure, artists = sample_figure()
        page = Page(figure)
        for part in range(4):
            for artist in list(artists.values())[part::4]:
                if artist.axes is not None or setter != "frame":
                    SETTERS[setter](artist, 7)
            page.change()
            assert page.agrees(), list(artists)[part::4]


FOLLOWERS = {
    "annotation": lambda axes: axes.annotate("note", (1, 1)),
    "area": lambda axes: axes.axhspan(0, 1),
    "arrows": lambda axes: axes.quiver([1, 2], [1, 2], [1, 0], [0, 1], angles="xy"),
    "bars": lambda axes: axes.bar([1, 2], [1, 2]),
    "barbs": lambda axes: axes.barbs([1, 2], [1, 2], [10, 0], [0, 60]),
    "hexagons": lambda axes: axes.hexbin([1, 2, 2], [1, 2, 1], gridsize=4),
    "equal aspect": lambda axes: axes.set_aspect("equal"),
    "image": lambda axes: axes.imshow(GRID, aspect="auto"),
    "legend in the data": lambda axes: axes.legend(
        [Circle((0, 0))], ["c"], loc="center", bbox_to_anchor=(1, 1), bbox_transform=axes.transData
    ),
    "line": lambda axes: axes.axline((0, 0), slope=1),
    "log": lambda axes: axes.set_yscale("log"),
    "minor ticks": lambda axes: axes.minorticks_on(),
    "pixels": lambda axes: axes.plot([1, 2], [1, 2], rasterized=True),
    "spine": lambda axes: axes.spines["bottom"].set_position("zero"),
    "stairs": lambda axes: axes.stairs([1, 2, 3]),
    "table": lambda axes: axes.table([["a", "b"]]),
    "words": lambda axes: axes.text(1, 1, "in the data"),
    "words at the side": lambda axes: axes.text(1.02, 0.5, "side", transform=axes.transAxes),
    "words at a height": lambda axes: axes.text(0, 1, "y", transform=axes.get_yaxis_transform()),
}


@pytest.mark.parametrize("follower", FOLLOWERS.values(), ids=FOLLOWERS)
@pytest.mark.parametrize("limits", ["set_xlim", "set_ylim"])
def test_what_stands_in_axes_follows_their_limits(follower, limits):
    with style():
        figure = Figure()
        axes = figure.subplots()
        axes.plot([1, 2], [1, 2])
        follower(axes)
        page = Page(figure)
        for ends in ((0.5, 3), (0.1, 40_000), (0.5, 3)):
            getattr(axes, limits)(*ends)
            page.change()
            assert page.agrees()


def surface(figure):
    axes = figure.add_subplot(projection="3d")
    axes.plot_surface(*np.meshgrid([0, 1, 2], [0, 1, 2]), GRID[:, :3])
    return lambda: axes.view_init(elev=60, azim=10)


def line_in(figure, axes, more=lambda figure, axes, line: None):
    (line,) = axes.plot([0, 1], [0, 1])
    more(figure, axes, line)
    return lambda: (line.set_ydata([2, 0]), line.axes.set_xlim(-1, 2))


def connected(figure, axes, line):
    figure.add_artist(ConnectionPatch((0, 0), (0.5, 0.5), axes.transData, "figure fraction"))


FOLLOWING = {
    "camera": surface,
    "inset": lambda f: line_in(f, f.add_subplot().inset_axes([0.5, 0.1, 0.4, 0.4])),
    "connection": lambda f: line_in(f, f.add_subplot(), connected),
    "annotation": lambda f: line_in(
        f, f.add_subplot(), lambda _, axes, line: axes.annotate("end", (1, 1), xycoords=line)
    ),
    "subfigure": lambda f: line_in(f, f.subfigures(1, 2)[0].subplots()),
    "polar": lambda f: line_in(f, f.add_subplot(projection="polar")),
    "moved axes": lambda f: partial(f.add_subplot().set_position, [0.3, 0.3, 0.4, 0.4]),
}


@pytest.mark.parametrize("draw", FOLLOWING.values(), ids=FOLLOWING)
def test_artists_that_follow_others_draw_the_whole_figure(draw):
    with style():
        figure = Figure()
        move = draw(figure)
        page = Page(figure)
        move()
        assert page.change() is None and page.agrees()


@pytest.mark.parametrize("change", [{"size_inches": (5, 3)}, {"facecolor": "yellow"}], ids=str)
def test_another_size_or_background_of_the_figure_is_a_whole_picture(change):
    with style():
        figure, _ = sample_figure()
        page = Page(figure)
        figure.set(**change)
        assert page.change() is None and page.agrees()
