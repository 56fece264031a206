"""Margins in scores and in angles: by hand, between their bounds, and by finite differences."""

from functools import partial

import numpy as np
import pytest
from descent.datasets import photos
from descent.gradients import check_gradient
from descent.losses import (
    cosine_cross_entropy,
    cosine_cross_entropy_gradient,
    simplex_prototypes,
    softmax_cross_entropy,
    softmax_margin,
    softmax_margin_gradient,
)
from descent.simplex import softmax
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import special

LABELS = np.array([0, 1, 2])
batches = arrays(np.float64, (4, 3), elements=st.floats(-9, 9))
labels = arrays(np.int64, 4, elements=st.integers(0, 2))
costs = arrays(np.float64, (3, 3), elements=st.floats(0, 4)).map(lambda c: c * (1 - np.eye(3)))
cosines = arrays(np.float64, (4, 3), elements=st.floats(-0.99, 0.99))


class TestSoftmaxMargin:
    def test_by_hand(self):
        losses = softmax_margin(photos.SCORES, LABELS, reduction="none")
        np.testing.assert_allclose(losses, [2.955, 0.202, 7.155], atol=0.0005)

    @given(batches, labels, costs)
    def test_is_cross_entropy_plus_the_soft_maximum_of_the_costs(self, scores, targets, costs):
        p, c = special.softmax(scores, -1), costs[targets]
        plain = softmax_cross_entropy(scores, targets, reduction="none")
        losses = softmax_margin(scores, targets, costs=costs, reduction="none")
        soft_maximum = np.log1p((p * np.expm1(c)).sum(-1))  # log Σ p exp(c), as Σ p = 1
        np.testing.assert_allclose(losses, plain + soft_maximum, rtol=1e-12)
        assert (losses * (1 + 1e-12) >= plain + (p * c).sum(-1)).all()  # the risk

    @given(batches, labels, costs)
    def test_lies_between_the_hinge_and_the_hinge_plus_log_C(self, scores, targets, costs):
        own = scores[np.arange(4), targets]
        hinge = (scores + costs[targets]).max(-1) - own
        losses = softmax_margin(scores, targets, costs=costs, reduction="none")
        above = 1 + 1e-12
        assert (hinge <= losses * above).all() and (losses <= (hinge + np.log(3)) * above).all()

    @given(batches, labels, costs, st.sampled_from(["mean", "sum"]))
    def test_gradient(self, scores, targets, costs, reduction):
        options = {"labels": targets, "costs": costs, "reduction": reduction}
        loss, slope = (
            partial(softmax_margin, **options),
            partial(softmax_margin_gradient, **options),
        )
        assert check_gradient(loss, slope, scores) < 1e-6

    def test_one_number_is_the_cost_of_every_mistake(self):
        matrix = 2 * (1 - np.eye(3))
        for function in (softmax_margin, softmax_margin_gradient):
            np.testing.assert_allclose(
                function(photos.SCORES, LABELS, costs=2.0),
                function(photos.SCORES, LABELS, costs=matrix),
            )

    @pytest.mark.parametrize(
        ("costs", "message"),
        [
            (np.ones((2, 2)), r"shape \(3, 3\), got \(2, 2\)"),
            (-1.0, "costs must hold numbers >= 0"),
            (np.ones((3, 3)), "0 on the diagonal"),
            (np.nan, "costs must not contain NaN"),
        ],
    )
    def test_bad_costs(self, costs, message):
        with pytest.raises(ValueError, match=message):
            softmax_margin(photos.SCORES, LABELS, costs=costs)


class TestCosineCrossEntropy:
    @given(cosines, labels, st.floats(0.1, 30), st.floats(0, 1), st.floats(0, 3))
    def test_by_definition(self, cosines, targets, scale, margin, angle):
        scores = cosines.copy()
        own = np.arange(4), targets
        scores[own] = np.cos(np.arccos(cosines[own]) + angle) - margin
        losses = cosine_cross_entropy(
            cosines, targets, scale=scale, margin=margin, angle=angle, reduction="none"
        )
        expected = softmax_cross_entropy(scale * scores, targets, reduction="none")
        np.testing.assert_allclose(losses, expected, rtol=1e-12)

    @given(cosines, labels, st.floats(0, 1))
    def test_the_additive_margin_is_a_cost_times_the_scale(self, cosines, targets, margin):
        np.testing.assert_allclose(
            cosine_cross_entropy(cosines, targets, scale=5, margin=margin),
            softmax_margin(5 * cosines, targets, costs=5 * margin),
            rtol=1e-12,
        )

    @given(cosines, labels, st.floats(0, 1), st.floats(0, 3))
    def test_gradient(self, cosines, targets, margin, angle):
        options = {"labels": targets, "scale": 4.0, "margin": margin, "angle": angle}
        loss = partial(cosine_cross_entropy, **options)
        slope = partial(cosine_cross_entropy_gradient, **options)
        assert check_gradient(loss, slope, cosines) < 1e-4

    def test_the_slope_stays_finite_at_the_ends(self):
        slope = cosine_cross_entropy_gradient([[1.0, 0.0], [-1.0, 0.0]], [0, 0], angle=0.5)
        assert np.isfinite(slope).all()

    def test_a_slope_beyond_all_floats_is_an_error_though_the_loss_is_a_number(self):
        options = {"labels": 0, "angle": 1.0, "scale": 1e301}
        assert cosine_cross_entropy([1.0, 0.0], **options) == 0
        with pytest.raises(FloatingPointError, match="the slope is not finite: scale too large"):
            cosine_cross_entropy_gradient([1.0, 0.0], **options)

    @pytest.mark.parametrize(
        ("options", "message"),
        [
            ({"scale": 0}, "scale must be a number > 0"),
            ({"margin": -1}, "margin must be a number >= 0"),
            ({"angle": 4}, "angle must be a number >= 0 and <= 3.14"),
        ],
    )
    def test_bad_options(self, options, message):
        with pytest.raises(ValueError, match=message):
            cosine_cross_entropy([0.1, 0.2], 0, **options)

    def test_no_cosine(self):
        with pytest.raises(
            ValueError, match=r"cosines must hold numbers >= -1 and <= 1, got .* to 1\.5"
        ):
            cosine_cross_entropy([0.1, 1.5], 0)


class TestPrototypes:
    @pytest.mark.parametrize("count", [2, 3, 10])
    def test_are_unit_vectors_at_equal_angles(self, count):
        V = simplex_prototypes(count)
        np.testing.assert_allclose(np.linalg.norm(V, axis=1), 1)
        np.testing.assert_allclose((V @ V.T)[~np.eye(count, dtype=bool)], -1 / (count - 1))
        np.testing.assert_allclose(V.sum(0), 0, atol=1e-15)
        assert np.linalg.matrix_rank(V) == count - 1

    @given(st.integers(2, 6), st.integers(0, 99))
    def test_no_directions_are_farther_apart(self, count, seed):
        U = np.random.default_rng(seed).normal(size=(count, count))
        U /= np.linalg.norm(U, axis=1, keepdims=True)
        assert np.triu(U @ U.T, 1).max() >= -1 / (count - 1) - 1e-12

    @pytest.mark.parametrize(("scale", "floor"), [(1, 1.377), (10, 1.3e-4)])
    def test_unit_features_cannot_have_a_loss_below_the_floor(self, scale, floor):
        V = simplex_prototypes(10)
        lowest = cosine_cross_entropy(V[0] @ V.T, 0, scale=scale)
        assert lowest == pytest.approx(floor, rel=0.05)
        z = np.random.default_rng(0).normal(size=(2000, 10))
        z /= np.linalg.norm(z, axis=1, keepdims=True)
        zeros = np.zeros(2000, int)
        losses = cosine_cross_entropy(z @ V.T, zeros, scale=scale, reduction="none")
        assert losses.min() > lowest

    def test_too_few(self):
        with pytest.raises(ValueError, match="num_classes must be an integer >= 2"):
            simplex_prototypes(1)


@pytest.mark.parametrize("loss", [softmax_margin, cosine_cross_entropy])
def test_float32_stays_float32(loss):
    scores = np.float32([[0.5, -0.5], [0.1, 0.2]])
    assert loss(scores, [0, 1]).dtype == np.float32


def test_the_gradient_of_a_single_sample():
    cosines, scores = np.array([0.5, -0.2, 0.1]), photos.SCORES[0]
    assert cosine_cross_entropy_gradient(cosines, 1).shape == (3,)
    expected = softmax(np.add(scores, [0, 1, 1])) - [1, 0, 0]
    np.testing.assert_allclose(softmax_margin_gradient(scores, 0), expected)


def test_bad_cosines_are_called_cosines():
    for bad in ([np.nan, 0.3], [], "no", [[1, 2], [3]]):
        with pytest.raises(ValueError, match="cosines must"):
            cosine_cross_entropy(bad, 0)


@pytest.mark.parametrize("end", [1.0, -1.0])
@pytest.mark.parametrize("angle", [0.0, 0.5])
def test_a_cosine_that_rounding_took_beyond_its_end_counts_as_the_end(end, angle):
    for function in (cosine_cross_entropy, cosine_cross_entropy_gradient):
        beyond = function([end * (1 + 4e-7), 0.3], 0, angle=angle, scale=4)
        np.testing.assert_array_equal(beyond, function([end, 0.3], 0, angle=angle, scale=4))


def test_gradient_and_loss_start_from_the_same_scale():
    slope = cosine_cross_entropy_gradient([0.8, 0.3], 0)
    np.testing.assert_allclose(slope, cosine_cross_entropy_gradient([0.8, 0.3], 0, scale=16))
    assert check_gradient(lambda c: cosine_cross_entropy(c, 0), lambda c: slope, [0.8, 0.3]) < 1e-6
