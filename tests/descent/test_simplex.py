"""Softmax and its relatives against scipy, cvxpy, finite differences and their laws."""

import cvxpy as cp
import numpy as np
import pytest
from descent.gradients import numerical_gradient
from descent.simplex import (
    log_softmax,
    logsumexp,
    one_hot,
    softmax,
    softmax_jacobian,
    sparsemax,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy import special

INF = np.inf
RUNNING_EXAMPLE = np.array([[3.2, 5.1, -1.7], [1.3, 4.9, 2.0], [2.2, 2.5, -3.1]])
MAPS = [softmax, sparsemax]
TO_INFINITY = [softmax, log_softmax, logsumexp, sparsemax]

moderate = st.floats(-50, 50)
extreme = st.one_of(
    moderate, st.floats(-1e4, 1e4), st.floats(allow_nan=False, allow_infinity=False)
)


def batches(elements, **shape):
    shape = {"min_dims": 1, "max_dims": 3, "max_side": 6, **shape}
    return arrays(np.float64, array_shapes(**shape), elements=elements)


def project(scores):
    """Minimize |p|² - 2 scores·p over the simplex: the projection, by a solver."""
    p = cp.Variable(len(scores))
    objective = cp.Minimize(cp.sum_squares(p) - 2 * scores @ p)
    cp.Problem(objective, [p >= 0, cp.sum(p) == 1]).solve(solver=cp.CLARABEL)
    return p.value


class TestSoftmax:
    def test_running_example_by_hand(self):
        unnormalized = np.exp([3.2, 5.1, -1.7])
        np.testing.assert_allclose(unnormalized, [24.5, 164.0, 0.18], atol=0.05)
        np.testing.assert_allclose(softmax([3.2, 5.1, -1.7]), [0.13, 0.87, 0.00], atol=0.005)

    @given(batches(extreme), st.integers(0, 2))
    def test_agrees_with_scipy(self, scores, axis):
        axis %= scores.ndim
        with np.errstate(over="ignore"):
            np.testing.assert_allclose(
                softmax(scores, axis), special.softmax(scores, axis), rtol=1e-12, atol=1e-300
            )

    @pytest.mark.parametrize("shape", [(3000, 7), (300, 40), (7, 3000)])
    @pytest.mark.parametrize("axis", [0, 1])
    def test_agrees_with_scipy_on_large_batches(self, shape, axis):
        scores = np.random.default_rng(0).normal(0, 500, shape)  # whose exp overflows
        expected = special.softmax(scores, axis)
        np.testing.assert_allclose(softmax(scores, axis), expected, rtol=1e-12, atol=1e-300)

    @given(batches(extreme), st.floats(1e-300, 1e300))
    def test_is_a_distribution_at_any_temperature(self, scores, temperature):
        p = softmax(scores, temperature=temperature)
        assert (p >= 0).all()
        np.testing.assert_allclose(p.sum(-1), 1)

    @given(batches(moderate), st.floats(-1e3, 1e3))
    def test_ignores_a_common_shift(self, scores, shift):
        np.testing.assert_allclose(softmax(scores + shift), softmax(scores), rtol=1e-9)

    @given(batches(st.floats(-50, 50).map(lambda s: round(s, 3))))
    def test_keeps_the_order_of_the_scores(self, scores):
        steps = np.diff(np.take_along_axis(softmax(scores), scores.argsort(-1), -1))
        assert (steps >= 0).all()

    @given(batches(moderate), st.floats(0.01, 100))
    def test_temperature_divides_the_scores(self, scores, temperature):
        expected = special.softmax(scores / temperature, -1)
        p = softmax(scores, temperature=temperature)
        np.testing.assert_allclose(p, expected, rtol=1e-11, atol=1e-300)

    def test_temperature_limits(self):
        np.testing.assert_array_equal(softmax([1.0, 2.0, 0.0], temperature=1e-300), [0, 1, 0])
        np.testing.assert_allclose(softmax([1.0, 2.0, 0.0], temperature=1e300), [1 / 3] * 3)
        hot = softmax([1e308, -1e308], temperature=1e308)
        np.testing.assert_allclose(hot, special.softmax([1, -1]))

    @given(arrays(np.float64, 4, elements=moderate), arrays(np.float64, 4, elements=moderate))
    def test_inverse_temperature_bounds_lipschitz_constant_and_cocoercivity(self, x, y):
        inverse = 2.0
        change = softmax(x, temperature=1 / inverse) - softmax(y, temperature=1 / inverse)
        assert np.linalg.norm(change) <= inverse * np.linalg.norm(x - y) + 1e-12
        assert change @ (x - y) >= change @ change / inverse - 1e-12

    def test_two_classes_are_the_sigmoid_of_the_difference(self):
        z = np.linspace(-40, 40, 81)
        scores = np.stack([z, np.zeros_like(z)], axis=-1)
        np.testing.assert_allclose(softmax(scores)[:, 0], special.expit(z))


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
    @given(batches(extreme))
    def test_log_softmax_agrees_with_scipy(self, scores):
        with np.errstate(over="ignore"):
            expected = special.log_softmax(scores, -1)
        # That of a sure class is near 0, where the oracle has rounded 1 + small.
        np.testing.assert_allclose(log_softmax(scores), expected, rtol=1e-12, atol=1e-15)

    @given(batches(extreme), st.integers(0, 2))
    def test_logsumexp_agrees_with_scipy(self, scores, axis):
        axis %= scores.ndim
        with np.errstate(over="ignore"):
            expected = special.logsumexp(scores, axis)
        # The maximum and the logarithm may cancel.
        np.testing.assert_allclose(logsumexp(scores, axis), expected, rtol=1e-12, atol=1e-15)

    @given(batches(moderate))
    def test_logsumexp_is_a_soft_maximum(self, scores):
        excess = logsumexp(scores) - scores.max(-1)
        assert (excess >= 0).all()
        assert (excess <= np.log(scores.shape[-1]) + 1e-12).all()

    def test_temperature(self):
        expected = special.log_softmax(RUNNING_EXAMPLE / 3, -1)
        found = log_softmax(RUNNING_EXAMPLE, temperature=3)
        np.testing.assert_allclose(found, expected, rtol=1e-13)

    @pytest.mark.parametrize("dtype", [np.float32, np.float64])
    @pytest.mark.parametrize("gap", [0.5, 15.0, 20.0, 50.0, 80.0])
    def test_what_is_little_above_the_maximum_is_not_rounded_away(self, gap, dtype):
        scores, close = np.array([[0, -gap], [0, 0]], dtype), {"rtol": 4 * np.finfo(dtype).eps}
        expected = np.log1p(np.exp([[-gap], [0]]))
        np.testing.assert_allclose(logsumexp(scores), expected[:, 0], **close)
        np.testing.assert_allclose(logsumexp(scores.T, 0), expected[:, 0], **close)
        np.testing.assert_allclose(log_softmax(scores)[:, :1], -expected, **close)
        np.testing.assert_allclose(log_softmax(scores.T, 0)[:1], -expected.T, **close)

    def test_softmax_is_the_gradient_of_logsumexp(self):
        scores = RUNNING_EXAMPLE[0]
        np.testing.assert_allclose(numerical_gradient(logsumexp, scores), softmax(scores))


class TestJacobian:
    @given(arrays(np.float64, (2, 4), elements=st.floats(-5, 5)))
    def test_is_the_derivative(self, scores):
        for row, jacobian in zip(scores, softmax_jacobian(scores), strict=True):
            for i in range(4):
                measured = numerical_gradient(lambda o, i=i: softmax(o)[i], row)
                np.testing.assert_allclose(jacobian[i], measured, atol=1e-9)

    @pytest.mark.parametrize("gap", [1, 17, 40, 100, 700])
    def test_sure_scores_keep_their_digits(self, gap):
        slope = np.exp(-gap) / (1 + np.exp(-gap)) ** 2
        expected = slope * np.array([[1, -1], [-1, 1]])
        np.testing.assert_allclose(softmax_jacobian([0.0, gap]), expected, rtol=1e-12)

    def test_symmetric_semidefinite_of_rank_one_less_and_rows_without_sum(self):
        jacobian = softmax_jacobian([0.3, -1.0, 2.0, 0.0])
        np.testing.assert_array_equal(jacobian, jacobian.T)
        np.testing.assert_allclose(jacobian.sum(-1), 0, atol=1e-16)
        eigenvalues = np.linalg.eigvalsh(jacobian)
        assert abs(eigenvalues[0]) < 1e-15
        assert eigenvalues[1] > 1e-3


class TestSparseMaps:
    @settings(max_examples=30)
    @given(arrays(np.float64, 5, elements=st.floats(-3, 3).map(lambda s: round(s, 3))))
    def test_sparsemax_is_the_projection(self, scores):
        np.testing.assert_allclose(sparsemax(scores), project(scores), atol=1e-4)

    @given(batches(st.floats(-5, 5)), st.integers(0, 2))
    def test_sparsemax_meets_the_conditions_of_optimality(self, scores, axis):
        axis %= scores.ndim
        p = sparsemax(scores, axis)
        np.testing.assert_allclose(p.sum(axis), 1)
        threshold = np.max(scores - p, axis, keepdims=True)  # scores - p <= tau, equal where p > 0
        np.testing.assert_allclose(np.where(p > 0, scores - p - threshold, 0), 0, atol=1e-12)

    def test_by_hand(self):
        np.testing.assert_allclose(sparsemax([0.6, 0.2]), [0.7, 0.3])

    @pytest.mark.parametrize("axis", [0, 1, -1])
    @pytest.mark.parametrize("function", MAPS)
    def test_axis(self, function, axis):
        scores = np.random.default_rng(1).uniform(0.1, 2, (3, 4))
        expected = np.apply_along_axis(function, axis, scores)
        np.testing.assert_allclose(function(scores, axis=axis), expected)


def test_one_hot():
    np.testing.assert_array_equal(one_hot([[2], [0]], 3), [[[0, 0, 1]], [[1, 0, 0]]])
    np.testing.assert_array_equal(one_hot(1, 2), [0, 1])


def test_float32_at_temperatures_that_it_cannot_hold():
    scores = np.float32([1, 2, 0])
    np.testing.assert_array_equal(softmax(scores, temperature=1e-300), np.float32([0, 1, 0]))
    assert softmax(scores, temperature=1e300).dtype == np.float32
    np.testing.assert_allclose(softmax(scores, temperature=1e300), [1 / 3] * 3, rtol=1e-6)
