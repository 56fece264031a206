import io
import re
from xml.etree import ElementTree

import numpy as np
import pytest
from explorable.picture import svg
from explorable.picture.style import style
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.path import Path
from matplotlib.transforms import Affine2D


def test_the_picture_is_one_well_formed_element_with_alt_text_the_same_each_time():
    with style():
        figure = Figure(figsize=(4, 3))
        axes = figure.subplots()
        axes.plot([0, 1, 2], [0, 1.23456789, 0], "o-")
        axes.plot([0, 1], [1, 0], "o")
        axes.set_title("A title & more")
    picture = svg.Picture(figure, "demo")
    text = picture.draw("Two lines")
    assert picture.draw("Two lines") == text
    root = ElementTree.fromstring(text)
    assert root.tag.endswith("svg")
    assert (root.get("role"), root.get("aria-label")) == ("img", "Two lines")
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids)) > 5
    assert all(name.startswith("demo-") for name in ids)
    assert "currentColor" in text and svg.INK not in text  # ink has the page's color
    assert "<metadata" not in text and "<style" not in text
    assert "A title &amp; more" in text
    assert all(len(part.split(" ")[0]) < 12 for part in text.split('x="')[1:])  # short numbers


def test_the_picture_says_its_font_once_and_authors_theirs_where_it_is():
    with style():
        figure = Figure()
        figure.subplots().text(0, 0, "other", family="monospace")
        markup = svg.still(figure, "p", "x")
    assert re.findall("<(svg|text) [^>]*font-family", markup) == ["svg", "text"]


def test_paths_are_written_in_hundredths_of_a_point_without_negative_zeros():
    with style():
        figure = Figure(figsize=(1, 1))
        line = Line2D([-1e-9, 1 / 3, -1e-9], [1 / 7, 2 / 3, 1], transform=None, linewidth=1)
        figure.add_artist(line)
    (path,) = re.findall(r'id="p-0"><path d="([^"]+)"', svg.still(figure, "p", "x"))
    assert path.split() == ["M", "0", "71.86", "L", "0.33", "71.33", "L", "0", "71"]


def test_markers_say_once_what_they_look_like():
    with style():
        figure = Figure(figsize=(2, 2))
        figure.subplots().plot([0, 1, 2], [1, 2, 0], "o", color="#ff0000", alpha=0.5)
    text = svg.still(figure, "p", "x")
    assert text.count("fill: #ff0000; fill-opacity: 0.5") == 1
    assert len(re.findall(r'<use xlink:href="#p-0-0-m\w+" x="[\d.]+" y="[\d.]+"/>', text)) == 3


def test_markers_under_a_veil_are_each_as_clear_as_alone():
    class Dots(Line2D):
        def draw(self, renderer):
            renderer.open_group("dots", self.get_gid())
            gc = renderer.new_gc()
            gc.set_alpha(0.5)
            points = Path(self.get_xydata())
            renderer.draw_markers(gc, Path.unit_circle(), Affine2D(), points, self.get_transform())
            renderer.close_group("dots")

    figure = Figure(figsize=(2, 2))
    figure.add_artist(Dots([0.2, 0.3], [0.5, 0.5]))
    text = svg.still(figure, "p", "x")
    assert len(re.findall('<use [^>]*style="opacity: 0.5"', text)) == text.count("opacity") == 2


def test_clips_and_hatches_stand_at_the_end_for_every_group_and_a_new_one_needs_the_whole():
    with style():
        figure = Figure(figsize=(2, 2))
        axes = figure.subplots()
        bars = axes.bar([0, 1], [1, 2], hatch="/")
    picture = svg.Picture(figure, "p")
    text = picture.draw("x")
    definitions = ElementTree.fromstring(text).iter()
    ends = {each.get("id") for each in definitions if each.tag.endswith(("clipPath", "pattern"))}
    used = set(re.findall(r"url\(#([^)]+)\)", text))
    assert used == ends and {name[:3] for name in ends} == {"p-p", "p-h"}
    bars[0].set_height(1.5)
    (group,) = picture.patch().values()
    assert set(re.findall(r"url\(#([^)]+)\)", group)) == ends and "<pattern" not in group
    bars[0].set_hatch("x")
    assert picture.patch() is None


def test_words_with_an_address_are_one_link_with_their_box_in_a_picture_that_can_be_pressed():
    figure = Figure()
    axes = figure.subplots()
    axes.text(0, 0, "two\nlines", url="#there", bbox={"boxstyle": "round"})
    root = ElementTree.fromstring(svg.still(figure, "p", "a map"))
    (link,) = (each for each in root.iter() if each.tag.endswith("}a"))
    assert link.attrib.items() >= {"href": "#there"}.items()
    assert [each.text for each in link.iter() if each.text] == ["two", "lines"]
    assert any(each.tag.endswith("}path") for each in link.iter())
    assert root.get("role") == "group"


RED = {"color": "#ff0000"}
WHOLE = {"rect": [0, 0, 1, 1], "xlim": (0, 1), "ylim": (0, 1)}
OUTSIDE = {
    "axes": lambda figure: figure.add_axes([1.1, 0.1, 0.8, 0.8]).plot([0, 1], [0, 1], "o-", **RED),
    "axes below": lambda figure: figure.add_axes([-0.9, -0.9, 0.8, 0.8]).plot(
        [0, 1], [0, 1], "o-", **RED
    ),
    "words": lambda figure: figure.text(-0.5, 1.2, "out", **RED),
    "a legend": lambda figure: figure.add_axes([0, 0, 1, 1]).legend(
        figure.axes[0].plot([0, 1], [0, 1], "o-", label="out", **RED),
        ["out"],
        loc="lower right",
        bbox_to_anchor=(0, 1),
    ),
    "a line": lambda figure: figure.add_axes(**WHOLE).plot(
        [-1, -0.5], [1.2, 1.5], "o-", clip_on=False, **RED
    ),
    "pixels": lambda figure: figure.add_axes(**WHOLE).plot(
        [-1, -0.5], [1.2, 1.5], clip_on=False, rasterized=True, **RED
    ),
    "an image": lambda figure: figure.add_axes([-0.9, 1.1, 0.8, 0.8]).imshow(
        [[0, 1], [1, 0]], cmap="bwr"
    ),
    "a camera": lambda figure: figure.add_axes([1.1, -1, 0.9, 0.9], projection="3d").plot(
        [0, 1], [0, 1], [0, 1], **RED
    ),
    "a circle": lambda figure: figure.add_axes([-1, 0.1, 0.8, 0.8], projection="polar").plot(
        [0, 3], [1, 2], **RED
    ),
}


@pytest.mark.parametrize("draw", OUTSIDE.values(), ids=OUTSIDE)
def test_what_stands_out_of_a_figure_is_seen_as_in_a_notebook(draw):
    """The size, and each red point's place in it, are those of matplotlib's own tight SVG."""
    ours, theirs = Figure((2, 1)), Figure((2, 1), dpi=72)
    for figure in (ours, theirs):
        draw(figure)
    markup = svg.still(ours, "p", "x", tight=True)
    file = io.StringIO()
    theirs.savefig(file, format="svg", bbox_inches="tight", dpi=72)
    for pattern in (r'viewBox="([^"]*)"', r'<path d="([^"]*)"[^>]*stroke: #ff0000'):
        got, expected = (
            [np.array(re.findall(r"-?[\d.]+", part), float) for part in re.findall(pattern, text)]
            for text in (markup, file.getvalue())
        )
        assert len(got) == len(expected)
        assert all(np.allclose(a, b, atol=1) for a, b in zip(got, expected, strict=True))
    assert ours.bbox_inches.size.tolist() == [2, 1]


def test_axes_that_stand_out_of_a_figure_are_seen_in_any_case():
    figure = Figure((2, 1))
    OUTSIDE["axes"](figure)
    whole = svg.still(figure, "p", "x", tight=True)
    assert svg.still(figure, "p", "x") == whole
    assert 'viewBox="0 0 144 72"' not in whole


def test_a_figure_that_holds_all_that_it_draws_keeps_its_margins():
    figure = Figure((6, 4))
    figure.subplots(1, 2)
    assert 'viewBox="0 0 432 288"' in svg.still(figure, "p", "inside", tight=True)


@pytest.mark.parametrize(
    ("draw", "layout", "times"),
    [("axes", None, 1), ("a camera", None, 2), ("axes", "constrained", 2)],
)
def test_what_stands_out_is_drawn_once_unless_a_drawing_places_it(draw, layout, times, monkeypatch):
    drawn = []
    whole = Figure.draw
    monkeypatch.setattr(Figure, "draw", lambda *given: drawn.append(1) or whole(*given))
    figure = Figure((2, 1), layout=layout)
    figure.subplots()
    OUTSIDE[draw](figure)
    assert 'viewBox="0 0 144 72"' not in svg.still(figure, "p", "x", tight=True)
    assert len(drawn) == times


@pytest.mark.parametrize("wide", [1, 1.5])
def test_each_axis_places_its_ticks_once_for_each_box_and_the_picture_is_the_same(
    wide, monkeypatch
):
    def draw():
        figure = Figure()
        left, right = figure.subplots(1, 2, sharey=True)
        left.plot([1, 3]), right.semilogx([1, 9]), left.set_title("left")
        figure.subplots_adjust(right=wide)
        return svg.still(figure, "p", "", tight=True)

    place, placed = Axis._update_ticks, []
    monkeypatch.setattr(Axis, "_update_ticks", lambda axis: placed.append(axis) or place(axis))
    picture = draw()
    assert len(placed) == len({*placed}) * (1 if wide == 1 else 2)
    monkeypatch.setattr(svg, "still", svg.still.__wrapped__)
    assert draw() == picture
    assert len(placed) > 30
