"""Whatever an author sets, the patched picture is the figure as it would be drawn anew."""

import numpy as np
import pytest
from explorable.picture.style import style
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from patching import GRID, Page, sample_figure

# Of some artists matplotlib says that it will not rasterize them: they stay vectors.
pytestmark = pytest.mark.filterwarnings("ignore:Rasterization of")


@pytest.fixture
def drawn():
    with style():
        figure, artists = sample_figure()
        yield Page(figure), artists


def test_a_few_artists_are_a_few_groups(drawn):
    page, artists = drawn
    artists["line"].set_linewidth(3)
    artists["bar"].set_height(3)
    patch = page.change()
    assert artists["line"].get_gid() in patch and artists["bar"].get_gid() in patch
    assert page.change() == {}


def test_a_legend_that_looks_for_room_moves_with_the_data(drawn):
    page, artists = drawn
    before = page.change()
    artists["line"].set_ydata([3, 3, 1])
    patch = page.change()
    assert before == {} and artists["legend"].get_gid() in patch and page.agrees()


def test_a_title_and_one_tick_label_are_drawn_alone_unless_titles_make_room(drawn):
    page, artists = drawn
    artists["tick"].set_color("red")
    assert list(page.change()) == [artists["bar"].axes.xaxis.get_gid()] and page.agrees()
    artists["title"].set_text("other words")
    assert list(page.change()) == [artists["title"].get_gid()] and page.agrees()
    artists["title"].axes.xaxis.tick_top()
    page.change()
    for text in ("$\\int_0^1$", "two\nlines", ""):
        artists["title"].set_text(text)
        assert page.change() and page.agrees()


def test_an_axis_is_drawn_alone_unless_labels_are_aligned_or_titles_make_room(drawn):
    page, artists = drawn
    axes = artists["bar"].axes
    axes.set_yticks([0, 1, 2], ["none", "one", "two"])
    assert list(page.change()) == [axes.yaxis.get_gid()] and page.agrees()
    axes.xaxis.tick_top()
    axes.set_title("above")
    page.change()
    axes.set_xticks([0, 1], ["two\nlines", "and\nmore"])
    assert axes.get_gid() in page.change() and page.agrees()
    page.picture.figure.align_ylabels()
    axes.set_yticks([0, 1])
    assert page.change() is None and page.agrees()


def test_other_limits_of_one_axis_leave_what_does_not_follow_them():
    figure = Figure()
    axes = figure.subplots()
    (line,) = axes.plot([0, 1], [0, 1])
    axes.set(title="title", xlabel="x")
    page = Page(figure)
    axes.set_ylim(0, 20)
    assert set(page.change()) == {line.get_gid(), axes.yaxis.get_gid()} and page.agrees()
    axes.set_xlim(0, 3)
    assert set(page.change()) == {line.get_gid(), axes.xaxis.get_gid()} and page.agrees()
    axes.viewLim.intervaly = (0, 7)  # which marks nothing
    assert axes.yaxis.get_gid() in page.change() and page.agrees()


def test_what_was_not_drawn_at_first_has_its_place(drawn):
    page, artists = drawn
    low = artists["line"].axes.plot([0, 2], [0, 0], zorder=0.5, visible=False)[0]
    word = artists["line"].axes.text(1, 2, "")
    page.change()
    low.set_visible(True)
    word.set_text("here")
    patch = page.change()
    assert {low.get_gid(), word.get_gid()} <= set(patch) and page.agrees()
    assert low.axes.get_gid() not in patch
    artists["line"].axes.set_axis_off()
    page.change()
    artists["line"].axes.xaxis.set_tick_params(color="red")
    assert page.change() is not None and page.agrees()


def test_pixels_drawn_together_have_no_places(drawn):
    page, artists = drawn
    axes, word = artists["line"].axes, artists["line"].axes.text(1, 2, "")
    axes.set_rasterization_zorder(10)
    page.change()
    word.set_text("here")
    assert word.get_gid() not in (page.change() or {}) and page.agrees()


def test_axes_that_are_drawn_whole_are_drawn_once(drawn):
    page, artists = drawn
    artists["line"].set_linewidth(3)
    artists["text"].set_text("")
    page.change()
    axes = artists["line"].axes
    axes.set_title("above")
    artists["line"].set_linewidth(4)
    axes.xaxis.tick_top()
    assert list(page.change()) == [axes.get_gid()] and page.agrees()
    axes.plot([0, 1], [0.5, 0.5])
    assert list(page.change()) == [axes.get_gid()]
    assert page.agrees()


def test_axes_that_are_drawn_whole_again_undo_what_was_sent_since(drawn):
    page, artists = drawn
    spine, height = artists["spine"], artists["bar"].get_height()
    for other in (3, height):
        spine.set_linewidth(spine.get_linewidth())  # no spine is drawn alone
        artists["bar"].set_height(height)
        assert page.change() and page.agrees()
        artists["bar"].set_height(other)
        page.change()
        assert page.agrees()


def test_axes_may_come_and_go(drawn):
    page, artists = drawn
    for visible in (False, True, False, True):
        artists["line"].axes.set_visible(visible)
        assert page.change() and page.agrees()


@pytest.mark.parametrize(
    ("make", "change"),
    [
        (lambda a: a.axline((0, 0), slope=1), lambda line: line.set_slope(2)),
        (lambda a: a.axline((0, 0), (1, 1)), lambda line: line.set_xy2((1, 2))),
        (
            lambda a: a.annotate("here", (0.2, 0.2), (0.5, 0.5), arrowprops={}),
            lambda note: setattr(note, "xy", (0.8, 0.3)),
        ),
        (
            lambda a: a.add_patch(PathPatch(Path([(0, 0), (1, 0), (1, 1)]))),
            lambda patch: patch.set_path(Path([(0, 0), (1, 0), (0, 1)])),
        ),
        (lambda a: a.pcolormesh(GRID), lambda mesh: mesh.set_array(GRID[::-1])),
        (lambda a: a.pcolormesh(GRID), lambda mesh: mesh.get_array().put(0, 11)),
        (lambda a: a.xaxis, lambda axis: axis.set_tick_params(reset=True, labelcolor="red")),
        (
            lambda a: a.figure.colorbar(a.pcolormesh(GRID)).mappable,
            lambda mesh: mesh.set_clim(0, 30),
        ),
    ],
    ids=[
        "slope",
        "second point",
        "place of an arrow",
        "path",
        "colors",
        "one color",
        "ticks",
        "colors of a bar",
    ],
)
def test_what_changes_without_a_mark(make, change):
    figure = Figure()
    artist, page = make(figure.subplots()), Page(figure)
    change(artist)
    assert page.change() and page.agrees()


def test_an_image_of_the_whole_figure_is_drawn():
    figure = Figure()
    figure.figimage(np.eye(4))
    assert "<image" in Page(figure).picture.draw("x")


AGAIN = {
    "a line": lambda artists: artists["line"].set_data(np.arange(3), np.array([1.0, 3, 2])),
    "its color": lambda artists: artists["line"].set_color(artists["line"].get_color()),
    "words": lambda artists: artists["words"].set(x=1, text="words", size=10),
    "a title": lambda artists: artists["axes"].set_title("title"),
    "a label": lambda artists: artists["axes"].set_xlabel("label"),
    "a bar": lambda artists: artists["bar"].set_height(2),
    "a polygon": lambda artists: artists["polygon"].set_xy([[0, 0], [1, 0], [1, 1]]),
    "pixels": lambda artists: artists["pixels"].set_data(np.zeros((2, 2, 4), "u1")),
    "limits": lambda artists: artists["axes"].set(xlim=(0, 3), ylim=(0, 4)),
    "there and back": lambda artists: (
        artists["bar"].set_height(1),
        artists["bar"].set_height(2),
    ),
}
NEW = {
    "one point": lambda artists: artists["line"].set_data([0, 1, 2], [1, 3, 2.5]),
    "no number": lambda artists: artists["line"].set_ydata([1, np.nan, 2]),
    "in place": lambda artists: (
        artists["polygon"].get_xy().__setitem__((2, 1), 2),
        artists["polygon"].set_linewidth(artists["polygon"].get_linewidth()),
    ),
    "a marker": lambda artists: artists["line"].set_marker("s"),
    "a size of words": lambda artists: artists["words"].set_size(12),
    "a weight": lambda artists: artists["words"].set_weight("bold"),
    "a label": lambda artists: artists["axes"].set_xlabel("another"),
    "a tick": lambda artists: artists["axes"].set_xticks([0, 3]),
    "tick labels": lambda artists: artists["axes"].tick_params(labelsize=6),
    "a grid": lambda artists: artists["axes"].grid(axis="x"),
    "limits": lambda artists: artists["axes"].set_ylim(0, 5),
    "a bar": lambda artists: artists["bar"].set_height(1),
    "a corner": lambda artists: artists["polygon"].set_xy([[0, 0], [1, 0], [1, 2]]),
    "a pixel": lambda artists: artists["pixels"].set_data(np.eye(4, dtype="u1").reshape(2, 2, 4)),
    "opacity": lambda artists: artists["pixels"].set_alpha(0.5),
}


@pytest.fixture
def told():
    """A page, and one of each kind of artist that is asked what it was told."""
    with style():
        axes = Figure().subplots()
        axes.set(title="title", xlabel="label", xlim=(0, 3), ylim=(0, 4))
        artists = {
            "axes": axes,
            "line": axes.plot(np.arange(3), np.array([1.0, 3, 2]), "o-")[0],
            "words": axes.text(1, 1, "words"),
            "bar": axes.bar([0], [2])[0],
            "polygon": axes.fill([0, 1, 1], [0, 0, 1])[0],
            "pixels": axes.imshow(np.zeros((2, 2, 4), "u1"), aspect="auto", extent=(0, 1, 2, 3)),
        }
        axes.set(xlim=(0, 3), ylim=(0, 4))
        yield Page(axes.figure), artists


@pytest.mark.parametrize("tell", AGAIN.values(), ids=AGAIN)
def test_what_is_told_what_it_was_told_is_not_drawn_again(told, tell):
    page, artists = told
    for _ in range(2):
        tell(artists)
        assert page.change() == {}
        assert not artists["axes"].figure.stale


@pytest.mark.parametrize("tell", NEW.values(), ids=NEW)
def test_what_is_told_anything_new_is_drawn(told, tell):
    page, artists = told
    tell(artists)
    assert page.change() != {}
    assert page.agrees()


def test_what_was_drawn_for_another_reason_is_remembered_too(told):
    page, artists = told
    for height, top in ((1, 5), (2, 5)):
        artists["bar"].set_height(height)
        artists["axes"].set_ylim(0, top)
        page.change()
        assert page.agrees()
