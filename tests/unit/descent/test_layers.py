import numpy as np
import pytest
from descent.layers import BatchNormalization, batch_normalize, dropout
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import approx_fprime


@given(st.floats(0, 0.9), st.integers(0, 1000))
def test_dropout_keeps_or_drops_and_is_right_on_average(rate, seed):
    X = np.random.default_rng(seed).normal(size=(200, 100))
    dropped = dropout(X, rate, rng=np.random.default_rng(seed))
    kept = dropped != 0
    np.testing.assert_allclose(dropped[kept], X[kept] / (1 - rate))
    assert kept.mean() == pytest.approx(1 - rate, abs=5 * np.sqrt(rate * (1 - rate) / X.size))


@pytest.mark.parametrize("size", [1.0, 1e10, 1e300])
def test_batch_normalize_takes_numbers_of_any_size(size):
    X = np.random.default_rng(0).normal(5, 2, size=(50, 3))
    X[:, 2] = 0.1  # whose mean is rounded
    expected = (X - X.mean(0))[:, :2] / X.std(0)[:2]
    np.testing.assert_allclose(batch_normalize(size * X)[:, :2], expected, rtol=1e-5)
    assert not batch_normalize(size * X)[:, 2].any()


@pytest.fixture
def norm():
    made = BatchNormalization(3)
    made.scale[:], made.shift[:] = [2.0, -1.0, 0.5], [1.0, 0.0, -3.0]
    return made


def test_batch_normalization_trains_on_the_batch(norm):
    X = np.random.default_rng(0).normal(5, 2, size=(50, 3))
    H = norm.forward(X, training=True)
    np.testing.assert_allclose(H, batch_normalize(X) * norm.scale + norm.shift)


def test_batch_normalization_predicts_with_running_averages(norm):
    rng, mean, variance = np.random.default_rng(0), np.zeros(3), np.ones(3)
    for _ in range(5):
        X = rng.normal(5, 2, size=(20, 3))
        norm.forward(X, training=True)
        mean, variance = 0.9 * mean + 0.1 * X.mean(0), 0.9 * variance + 0.1 * X.var(0, ddof=1)
    expected = (X - mean) / np.sqrt(variance + 1e-5) * norm.scale + norm.shift
    np.testing.assert_allclose(norm.forward(X, training=False), expected)
    np.testing.assert_allclose(norm.forward(X[:1], training=False), expected[:1])


@pytest.mark.parametrize("training", [True, False])
def test_batch_normalization_backward_is_the_gradient(norm, training):
    rng = np.random.default_rng(0)
    X, G = rng.normal(size=(4, 3)), rng.normal(size=(4, 3))

    def function(values):
        return (G * norm.forward(values.reshape(4, 3), training)).sum()

    norm.momentum = 0.0  # or each call would move the averages
    dX, dscale = norm.backward(X, G, training)
    np.testing.assert_allclose(dX.ravel(), approx_fprime(X.ravel(), function, 1e-7), rtol=1e-5)
    for array, gradient in ((norm.scale, dscale), (norm.shift, G.sum(0))):
        here = array.copy()

        def in_array(values, array=array):
            array[:] = values
            return function(X)

        np.testing.assert_allclose(gradient, approx_fprime(here, in_array, 1e-7), rtol=1e-5)
        array[:] = here


def test_batch_normalization_of_one_row_is_the_shift(norm):
    H = norm.forward(np.full((1, 3), 7.0), training=True)
    np.testing.assert_array_equal(H[0], norm.shift)
    np.testing.assert_array_equal(norm.running_variance, 1)


def test_batch_normalization_returns_no_nan():
    norm, X = BatchNormalization(3), np.arange(12.0).reshape(4, 3)
    with pytest.raises(FloatingPointError, match="not finite: X too large"):
        norm.forward(1e307 * X, training=True)
    np.testing.assert_array_equal(norm.running_mean, 0)
    np.testing.assert_array_equal(
        norm.forward(X.tolist(), True), BatchNormalization(3).apply(X, True)
    )


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@given(value=st.floats(-1e9, 1e9), rows=st.integers(2, 9))
def test_batch_normalization_of_a_constant_column_is_0(dtype, value, rows):
    norm, X = BatchNormalization(1, momentum=1.0, dtype=dtype), np.full((rows, 1), value, dtype)
    for training in (True, False):  # and so are its averages
        np.testing.assert_array_equal(norm.forward(X, training), 0)


@pytest.mark.parametrize(
    ("X", "change", "message"),
    [
        ([[1e100], [2e100]], {}, "a running average is not finite"),
        ([[1.0], [2.0]], {"shift": np.array([np.inf])}, "the result is not finite"),
    ],
)
def test_a_batch_that_fails_moves_no_average(X, change, message):
    norm = BatchNormalization(1, dtype=np.float32)
    vars(norm).update(change)
    with pytest.raises(FloatingPointError, match=message):
        norm.forward(X, training=True)
    assert (norm.running_mean, norm.running_variance) == (0, 1)
