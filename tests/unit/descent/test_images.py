"""Pixels as pictures: what stands where, and that ink takes the page's color."""

import re

import numpy as np
import pytest
from descent import images, load_mnist, plotting
from explorable.picture import svg
from hypothesis import given
from hypothesis import strategies as st


@given(st.integers(1, 12), st.integers(1, 5), st.integers(0, 3))
def test_tile_puts_each_image_in_its_cell(count, columns, gap):
    pictures = np.arange(1, count * 6 + 1).reshape(count, 2, 3)
    whole = images.tile(pictures, columns, gap)
    for i, picture in enumerate(pictures):
        top, left = i // columns * (2 + gap), i % columns * (3 + gap)
        np.testing.assert_array_equal(whole[top : top + 2, left : left + 3], picture)
    assert whole.sum() == pictures.sum()


@pytest.mark.parametrize(
    ("shape", "options", "whole"),
    [
        ((3, 784), {"columns": 3, "gap": 0}, (28, 84)),  # rows of 784 pixels are squares
        ((2, 3, 3), {"columns": 2}, (3, 3 + 4 + 3)),
        ((2, 3, 3), {"columns": 1}, (3 + 4 + 3, 3)),
    ],
)
def test_tiles_are_4_pixels_apart_unless_it_is_said(shape, options, whole):
    assert images.tile(np.ones(shape), **options).shape == whole


@pytest.mark.parametrize(
    ("function", "given", "message"),
    [
        (images.tile, (np.ones((3, 100)), 3), r"shape \(n, 784\) or .*, got \(3, 100\)"),
        (images.center_digit, ([[1.0, -1.0]],), "drawing must hold numbers >= 0 and <= 1"),
        (images.center_digit, ([[0.0, 255.0]],), "drawing must hold numbers >= 0 and <= 1"),
        *((images.signed, ([[1.0]], limit), "limit") for limit in (0, -1.0, np.nan)),
        (
            images.signed,
            (np.zeros((1, 2), np.float32), 1e-320),
            "limit must be a number > 0 in float32, got 1e-320",
        ),
        (images.colored, ([[[0.0, 0.5, 1.0]]],), "pixels must be whole numbers, got 0.5"),
        (
            images.colored,
            ([[[0, 1, 300]]],),
            "pixels must hold numbers >= 0 and <= 255, got .* 300",
        ),
        (
            images.colored,
            ([[[0, 1]]],),
            r"pixels must have shape \(height, width, 3\), got \(1, 1, 2\)",
        ),
        (images.colored, ([[0, 1, 2]],), "pixels must be 3-D"),
    ],
)
def test_what_is_no_picture_is_refused(function, given, message):
    with pytest.raises(ValueError, match=message):
        function(*given)


@pytest.mark.filterwarnings("error")
def test_signed_shows_size_as_opacity_and_sign_as_color():
    pixels = images.signed([[-3.0, -1.0, 0.0, 1.0, 2.0]], limit=2)
    np.testing.assert_array_equal(pixels[0, :, 3], [255, 136, 0, 136, 255])
    assert (pixels[0, 0, :3] == pixels[0, 1, :3]).all()
    assert (pixels[0, 3, :3] == pixels[0, 4, :3]).all()
    assert (pixels[0, 0, :3] != pixels[0, 4, :3]).any()
    assert images.signed([[1e308]], limit=1e-308)[0, 0, 3] == 255  # and nothing overflows


def test_ink_is_flooded_with_the_color_of_the_page_and_colored_pixels_keep_theirs():
    markup = []
    for pixels in (images.ink([[0.0, 0.5], [1.0, 0.25]]), images.signed([[0.5, -0.5]], limit=1)):
        figure, axes = plotting.subplots()
        picture = images.draw(axes, pixels)
        assert (axes.get_xlim(), axes.get_ylim()) == ((-0.5, 1.5), (len(pixels) - 0.5, -0.5))
        assert list(picture.get_extent()) == [*axes.get_xlim(), *axes.get_ylim()]
        assert axes.get_aspect() == 1 and not axes.axison
        assert list(axes.get_images()) == [picture]
        markup.append(plotting.show(figure, alt="pixels").html)
    (name,) = re.findall(r'<filter id="([^"]+)"><feFlood flood-color="currentColor"', markup[0])
    assert re.search(rf'<g filter="url\(#{name}\)">.*?<image', markup[0], re.DOTALL)
    assert "<image" in markup[1] and "<filter" not in markup[1]


def test_a_changed_image_is_patched_alone():
    figure, axes = plotting.subplots()
    axes.text(0, 0, "stays")
    image = images.draw(axes, images.ink([[0.0, 1.0]]))
    picture = svg.Picture(figure, "p")
    picture.draw("pixels")
    image.set_data(images.ink([[1.0, 0.0]]))
    (patch,) = picture.patch().values()
    assert "<image" in patch and "stays" not in patch


def test_digits_of_mnist_stay_nearly_as_they_are():
    digits = load_mnist().X_test[:100].reshape(-1, 28, 28)
    alike = [
        np.corrcoef(images.center_digit(digit).ravel(), digit.ravel())[0, 1] for digit in digits
    ]
    assert np.median(alike) > 0.95


@pytest.mark.parametrize("size", [10, 28, 40, 75])
def test_a_drawing_is_scaled_to_twenty_pixels_around_its_center_of_mass(size):
    drawing = np.zeros((100, 90))
    drawing[5 : 5 + size, 9 : 9 + size // 5] = 1
    image = images.center_digit(drawing)
    places = np.arange(28) + 0.5
    for axis in (0, 1):
        ink = image.sum(axis=axis)
        assert ink @ places / ink.sum() == pytest.approx(14.5, rel=1e-9)
    assert (image.max(axis=1) > 0.5).sum() == pytest.approx(20, abs=1)
    assert (image.max(axis=0) > 0.5).sum() == pytest.approx(4, abs=1)
    assert image.min() >= 0 and image.max() <= 1


def test_where_a_drawing_stands_does_not_matter():
    digit = load_mnist().X_test[0].reshape(28, 28)
    first, second = np.zeros((2, 60, 60))
    first[:28, :28], second[30:58, 25:53] = digit, digit
    np.testing.assert_allclose(images.center_digit(first), images.center_digit(second), rtol=1e-9)


def test_fine_lines_of_a_large_drawing_turn_gray():
    """Shrinking takes the mean of the cells; picking some of them would be black or white."""
    drawing = np.zeros((80, 80))
    drawing[:, ::2] = 1
    inside = images.center_digit(drawing)[6:22, 6:22]
    np.testing.assert_allclose(inside, 0.5, rtol=1e-9)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_centered_digit_has_the_type_of_the_drawing_and_a_blank_one_stays_blank(dtype):
    assert images.center_digit(np.eye(9, dtype=dtype)).dtype == dtype
    blank = images.center_digit(np.zeros((5, 9), dtype))
    np.testing.assert_array_equal(blank, np.zeros((28, 28), dtype), strict=True)
