"""Softmax and its relatives in every layout and at infinity; `test_digits` has their values."""

import numpy as np
import pytest
from descent.simplex import (
    log_softmax,
    logsumexp,
    one_hot,
    softmax,
    sparsemax,
)
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

INF = np.inf
MAPS = [softmax, sparsemax]


def batches(elements, **shape):
    shape = {"min_dims": 1, "max_dims": 3, "max_side": 6, **shape}
    return arrays(np.float64, array_shapes(**shape), elements=elements)


@pytest.mark.parametrize("axis", [0, 1, -1])
@pytest.mark.parametrize("function", [*MAPS, log_softmax, logsumexp])
def test_axis(function, axis):
    scores = np.random.default_rng(1).uniform(0.1, 2, (3, 4, 5))
    expected = np.apply_along_axis(function, axis, scores)
    np.testing.assert_allclose(function(scores, axis=axis), expected)


class TestInfinity:
    @pytest.mark.parametrize("simplex_map", MAPS)
    @pytest.mark.parametrize("dtype", [np.float32, np.float64])
    def test_limit(self, simplex_map, dtype):
        largest = np.finfo(dtype).max
        scores = [[INF, 0, largest], [-INF, 0, 0], [largest, -largest, -INF], [0, -INF, -INF]]
        expected = [[1, 0, 0], [0, 0.5, 0.5], [1, 0, 0], [1, 0, 0]]
        np.testing.assert_array_equal(simplex_map(np.array(scores, dtype)), expected)
        np.testing.assert_array_equal(simplex_map([INF]), [1])

    def test_limit_of_the_logarithm(self):
        np.testing.assert_array_equal(log_softmax([INF, 0.0]), [0, -INF])
        np.testing.assert_array_equal(log_softmax([-INF, 0.0]), [-INF, 0])
        assert logsumexp([INF, 0.0]) == INF
        assert logsumexp([-INF, 2.0]) == 2

    def test_infinities_in_different_rows_or_columns_are_no_conflict(self):
        scores = [[INF, 0.0], [INF, -INF]]
        np.testing.assert_array_equal(softmax(scores), [[1, 0], [1, 0]])
        with pytest.raises(ValueError, match="axis 0"):
            softmax(scores, axis=0)


class TestLogarithms:
    @pytest.mark.parametrize("dtype", [np.float32, np.float64])
    @pytest.mark.parametrize("gap", [0.5, 15.0, 20.0, 50.0, 80.0])
    def test_what_is_little_above_the_maximum_is_not_rounded_away(self, gap, dtype):
        scores, close = np.array([[0, -gap], [0, 0]], dtype), {"rtol": 4 * np.finfo(dtype).eps}
        expected = np.log1p(np.exp([[-gap], [0]]))
        np.testing.assert_allclose(logsumexp(scores), expected[:, 0], **close)
        np.testing.assert_allclose(logsumexp(scores.T, 0), expected[:, 0], **close)
        np.testing.assert_allclose(log_softmax(scores)[:, :1], -expected, **close)
        np.testing.assert_allclose(log_softmax(scores.T, 0)[:1], -expected.T, **close)


class TestSparseMaps:
    @given(batches(st.floats(-5, 5)), st.integers(0, 2))
    def test_sparsemax_meets_the_conditions_of_optimality(self, scores, axis):
        axis %= scores.ndim
        p = sparsemax(scores, axis)
        np.testing.assert_allclose(p.sum(axis), 1)
        threshold = np.max(scores - p, axis, keepdims=True)  # scores - p <= tau, equal where p > 0
        np.testing.assert_allclose(np.where(p > 0, scores - p - threshold, 0), 0, atol=1e-12)


def test_one_hot():
    np.testing.assert_array_equal(one_hot([[2], [0]], 3), [[[0, 0, 1]], [[1, 0, 0]]])
    np.testing.assert_array_equal(one_hot(1, 2), [0, 1])


def test_float32_at_temperatures_that_it_cannot_hold():
    scores = np.float32([1, 2, 0])
    np.testing.assert_array_equal(softmax(scores, temperature=1e-300), np.float32([0, 1, 0]))
    assert softmax(scores, temperature=1e300).dtype == np.float32
    np.testing.assert_allclose(softmax(scores, temperature=1e300), [1 / 3] * 3, rtol=1e-6)
