"""The pictures of the running example: whole, of the color that is told, the same each time."""

import numpy as np
import pytest
from descent.datasets import drawn, photos


@pytest.mark.parametrize("name", drawn.NAMES)
def test_a_picture_is_bytes_that_nobody_can_change(name):
    picture = drawn.draw(name)
    assert picture.shape == (32, 32, 3) and picture.dtype == np.uint8
    with pytest.raises(ValueError, match="read-only"):
        picture[0] = 0
    drawn.draw.cache_clear()
    np.testing.assert_array_equal(drawn.draw(name), picture)


@pytest.mark.parametrize(
    ("name", "row", "column", "darker"),
    [("cat", 10, 16, "blue"), ("car", 17, 14, "green"), ("frog", 11, 16, "blue")],
)
def test_a_cat_is_orange_a_car_red_and_a_frog_green(name, row, column, darker):
    red, green, blue = map(int, drawn.draw(name)[row, column])
    largest = {"cat": red, "car": red, "frog": green}[name]
    assert (
        largest == max(red, green, blue) and largest > 1.4 * {"blue": blue, "green": green}[darker]
    )


def test_a_cat_and_a_frog_look_straight_ahead():
    """Left and right are the same, but for light in the eyes and the grain."""
    for name in ("cat", "frog"):
        picture = drawn.draw(name).astype(int)
        assert np.median(np.abs(picture - picture[:, ::-1])) < 8
    car = drawn.draw("car").astype(int)
    assert np.abs(car - car[:, ::-1]).mean() > 8


def test_no_polygon_depends_on_the_direction_in_which_its_corners_are_told():
    corners = (3.0, 3.0), (20.0, 5.0), (9.0, 28.0)
    inside = drawn._polygon(*corners)
    np.testing.assert_array_equal(inside, drawn._polygon(*corners[::-1]))
    area = abs(17 * 25 - 6 * 2) / 2
    assert inside.mean() * 32**2 == pytest.approx(area, rel=0.02)


def test_the_weights_of_the_pixels_give_the_scores_of_the_running_example():
    scores = photos.vectors() @ photos.pixel_weights().T + photos.PIXEL_BIASES
    np.testing.assert_allclose(scores, photos.SCORES, atol=1e-9)


def test_no_smaller_weights_give_these_scores():
    """Any others differ by what no photo sees, which only makes them longer."""
    W, X = photos.pixel_weights(), photos.vectors()
    unseen = np.random.default_rng(0).normal(size=W.shape)
    unseen -= unseen @ np.linalg.pinv(X) @ X
    np.testing.assert_allclose(X @ unseen.T, 0, atol=1e-9)
    assert np.linalg.norm(W + unseen) > np.linalg.norm(W)
    np.testing.assert_allclose((W * unseen).sum(), 0, atol=1e-9)
