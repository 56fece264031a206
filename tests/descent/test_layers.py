import numpy as np
import pytest
from descent.layers import batch_normalize, dropout, shift_images
from hypothesis import given
from hypothesis import strategies as st


@given(st.floats(0, 0.9), st.integers(0, 1000))
def test_dropout_keeps_or_drops_and_is_right_on_average(rate, seed):
    X = np.random.default_rng(seed).normal(size=(200, 100))
    dropped = dropout(X, rate, np.random.default_rng(seed))
    kept = dropped != 0
    np.testing.assert_allclose(dropped[kept], X[kept] / (1 - rate))
    assert kept.mean() == pytest.approx(1 - rate, abs=5 * np.sqrt(rate * (1 - rate) / X.size))


def test_dropout_keeps_the_type_and_refuses():
    rng = np.random.default_rng(0)
    assert dropout(np.ones((2, 3), np.float32), 0.5, rng).dtype == np.float32
    for rate in (-0.1, 1):
        with pytest.raises(ValueError, match="rate must be a number >= 0"):
            dropout([1.0], rate, rng)
    with pytest.raises(ValueError, match="rng must be"):
        dropout([1.0], 0.5, -1)


def test_batch_normalize_has_mean_0_and_variance_1_and_forgets_the_scale():
    X = np.random.default_rng(0).normal(2, 3, size=(50, 4))
    H = batch_normalize(X)
    np.testing.assert_allclose(H.mean(0), 0, atol=1e-12)
    np.testing.assert_allclose(H.var(0), 1, atol=1e-5)
    np.testing.assert_allclose(batch_normalize(100 * X + 7), H, atol=1e-5)
    with pytest.raises(ValueError, match="eps must be a number > 0"):
        batch_normalize(X, 0)


def moved(image, down, right):
    """Return the image moved, pixel by pixel."""
    result = np.zeros_like(image)
    for i, j in np.ndindex(image.shape):
        if 0 <= i - down < image.shape[0] and 0 <= j - right < image.shape[1]:
            result[i, j] = image[i - down, j - right]
    return result


def test_shift_images_makes_each_shift_equally_often():
    image = np.arange(1.0, 13).reshape(3, 4)
    shifted = shift_images(np.repeat(image[None], 9000, 0), 1, np.random.default_rng(0))
    shifts = [moved(image, down, right) for down in (-1, 0, 1) for right in (-1, 0, 1)]
    counts = [(shifted == one).all((1, 2)).sum() for one in shifts]
    assert sum(counts) == 9000 and min(counts) > 850 and max(counts) < 1150


def test_shift_images_by_nothing_is_the_identity():
    images = np.random.default_rng(0).normal(size=(5, 3, 3))
    np.testing.assert_array_equal(shift_images(images, 0, np.random.default_rng(0)), images)
    with pytest.raises(ValueError, match="images must be 3-D"):
        shift_images(images[0], 1, np.random.default_rng(0))
    with pytest.raises(ValueError, match="reach must be an integer >= 0"):
        shift_images(images, -1, np.random.default_rng(0))


@pytest.mark.parametrize("size", [1.0, 1e10, 1e300])
def test_batch_normalize_takes_numbers_of_any_size(size):
    X = np.random.default_rng(0).normal(5, 2, size=(50, 3))
    X[:, 2] = 0.1  # whose mean is rounded
    expected = (X - X.mean(0))[:, :2] / X.std(0)[:2]
    np.testing.assert_allclose(batch_normalize(size * X)[:, :2], expected, rtol=1e-5)
    assert not batch_normalize(size * X)[:, 2].any()
