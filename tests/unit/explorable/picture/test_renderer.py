"""Rasterized artists: one image each, in its place, of its size, in the page's color."""

import numpy as np
from explorable.picture import svg
from explorable.picture.style import INK, style
from matplotlib._mathtext import Parser
from matplotlib.figure import Figure
from rasters import images


def drawn(draw):
    with style():
        figure = Figure(figsize=(4, 3))
        axes = figure.add_axes([0, 0, 1, 1])
        axes.set(xlim=(0, 4), ylim=(0, 3))
        axes.set_axis_off()
        artist = draw(axes)
        return svg.still(figure, "p", "x"), artist


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
