"""Rasterized artists: one image each, in its place, of its size, in the page's color."""

import base64
import io
import re

import matplotlib as mpl
import numpy as np
import pytest
from explorable.picture import svg
from explorable.picture.style import INK, style
from matplotlib._mathtext import Parser
from matplotlib.figure import Figure
from matplotlib.patches import Circle
from PIL import Image


def drawn(draw):
    with style():
        figure = Figure(figsize=(4, 3))
        axes = figure.add_axes([0, 0, 1, 1])
        axes.set(xlim=(0, 4), ylim=(0, 3))
        axes.set_axis_off()
        artist = draw(axes)
        return svg.still(figure, "p", "x"), artist


def images(markup):
    found = []
    for tag in re.findall(r"<image [^>]*>", markup):
        number = {n: float(v) for n, v in re.findall(r'(?<= )(x|y|width|height)="([^"]*)"', tag)}
        data = base64.b64decode(tag.partition("base64,")[2].partition('"')[0])
        found.append((number, np.asarray(Image.open(io.BytesIO(data)))))
    return found


def test_pixels_stand_where_the_artist_stands():
    square = [[1, 1], [2, 1], [2, 2], [1, 2]]
    markup, artist = drawn(
        lambda axes: axes.fill(*np.transpose(square), "r", lw=0, rasterized=True)[0]
    )
    ((place, pixels),) = images(markup)
    assert abs(place["width"] - 72) <= 1 and abs(place["height"] - 72) <= 1
    assert abs(place["x"] - 72) <= 1
    assert pixels.shape[:2] == (2 * place["height"], 2 * place["width"])
    assert (pixels[70, 70] == [255, 0, 0, 255]).all()
    assert f'<g id="{artist.get_gid()}"><image' in markup


def test_neighbors_are_images_of_their_own():
    def two(axes):
        axes.plot([0, 1], [0, 1], rasterized=True)
        axes.plot([2, 3], [2, 3], rasterized=True)
        axes.plot([2, 3], [1, 2])

    markup, _ = drawn(two)
    assert len(images(markup)) == 2
    assert markup.count("<path") >= 1


def test_ink_takes_the_pages_color_and_other_colors_stay():
    markup, _ = drawn(lambda axes: axes.plot([0, 4], [0, 3], color=INK, rasterized=True))
    assert 'flood-color="currentColor"' in markup
    markup, _ = drawn(lambda axes: axes.plot([0, 4], [0, 3], color="C0", rasterized=True))
    assert "flood" not in markup


def test_what_is_rasterized_and_empty_is_no_image():
    markup, _ = drawn(lambda axes: axes.plot([], [], rasterized=True))
    assert images(markup) == []


def test_a_formula_is_parsed_for_the_first_picture_alone(monkeypatch):
    parsed, parse = [], Parser.parse
    monkeypatch.setattr(Parser, "parse", lambda *given: parsed.append(given) or parse(*given))
    counts = []
    for _ in range(3):
        drawn(lambda axes: axes.text(1, 1, r"$2^{-17}$"))
        counts.append(len(parsed))
    assert counts[0] == counts[-1] > 0


RANDOM = np.random.default_rng(0)
MANY = {
    "scatter": lambda axes: axes.scatter(*RANDOM.normal(size=(2, 5500))),
    "markers": lambda axes: axes.plot(*RANDOM.normal(size=(2, 5500)), "."),
    "lines": lambda axes: axes.plot(RANDOM.normal(size=(200, 150)).cumsum(0)),
    "bars": lambda axes: axes.bar(range(1450), RANDOM.random(1450), color="r", alpha=0.5, ec="b"),
    "mesh": lambda axes: axes.pcolormesh(RANDOM.random((48, 48))),
    "image": lambda axes: axes.imshow(
        RANDOM.random((1200, 1200)).cumsum(0), interpolation="none", cmap="gray"
    ),
    "noise": lambda axes: axes.scatter(*RANDOM.random((2, 6000)), 3, RANDOM.random((6000, 3))),
    "inset": lambda axes: axes.inset_axes([0, 0, 1, 1]).plot(*RANDOM.normal(size=(2, 5500)), "o"),
}
LAST = {
    "in axes": lambda axes: axes.add_patch(Circle((0, 0), 1, zorder=10)),
    "line in axes": lambda axes: axes.plot([0, 1], [0, 1], zorder=10),
    "in an inset": lambda axes: axes.inset_axes([0, 0, 1, 1], zorder=9).axhspan(0, 1, zorder=9),
    "in twins": lambda axes: axes.twinx().fill_between([0, 1], [0, 1], zorder=10),
    "in a figure": lambda axes: axes.figure.add_artist(Circle((0, 0), 1, zorder=10)),
    "in all of it": lambda axes: [LAST[place](axes) for place in [*LAST][:-1]],
}
"""What draws a shape behind all words of a group: its pixels end with the group."""
MANY |= {
    f"a shape last {place}": lambda axes, draw=draw: (MANY["scatter"](axes), draw(axes))
    for place, draw in LAST.items()
}
IMAGES = {f"a shape last {place}": 2 for place in LAST}
IMAGES |= {"a shape last in a figure": 1, "a shape last in all of it": 4}
"""How many images its pixels are; elsewhere one."""
if mpl.__version_info__ >= (3, 11):  # one before draws contours as shapes alone
    MANY["contours"] = lambda axes: axes.contourf(RANDOM.random((30, 30)), 25)


@pytest.mark.parametrize("name", MANY)
def test_what_is_heavy_becomes_pixels_and_its_words_stay_words(name):
    figure = Figure((4, 3))
    axes = figure.add_subplot()
    axes.set_title("many")
    MANY[name](axes)
    before = svg.Picture(figure, "p").draw("x")
    markup = svg.still(figure, "p", "x")
    assert len(before) > svg.HEAVY > len(markup)
    assert f'<svg data-weight="{len(before) / 1000:.0f}" ' in markup
    assert len(images(markup)) == IMAGES.get(name, 1)
    assert ">many</text>" in markup and markup.count("<path") < 60
    assert svg.Picture(figure, "p").draw("x") == before
