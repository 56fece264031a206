"""Losses of class scores: their laws, differences, limits; `test_digits` has their values."""

from functools import partial

import numpy as np
import pytest
from descent.gradients import check_gradient
from descent.losses import (
    multiclass_hinge,
    multiclass_hinge_gradient,
    softmax_cross_entropy,
    softmax_cross_entropy_gradient,
)
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

INF = np.inf
SCORES = np.array([[3.2, 5.1, -1.7], [1.3, 4.9, 2.0], [2.2, 2.5, -3.1]])
batches = arrays(np.float64, (4, 3), elements=st.floats(-9, 9))
labels = arrays(np.int64, 4, elements=st.integers(0, 2))
class_weights = arrays(np.float64, 3, elements=st.floats(0.1, 5))
distributions = arrays(np.float64, (4, 3), elements=st.floats(0.05, 1)).map(
    lambda q: q / q.sum(-1, keepdims=True)
)


def surprise(scores):
    """Return log(1 + Σ exp(oⱼ − oₖ)) over the rivals j of each class k: no digit cancels."""
    rivals = np.exp(scores[:, None] - scores[:, :, None]) * (1 - np.eye(scores.shape[1]))
    return np.log1p(rivals.sum(-1))


class TestSoftmaxCrossEntropy:
    @given(batches, distributions, class_weights, st.floats(0, 1))
    def test_smoothing_and_weights_by_definition(self, scores, targets, weights, smoothing):
        smooth = (1 - smoothing) * targets + smoothing / 3
        expected = (weights * smooth * surprise(scores)).sum(-1).mean()
        mean = softmax_cross_entropy(
            scores, targets, label_smoothing=smoothing, class_weights=weights
        )
        np.testing.assert_allclose(mean, expected, rtol=1e-12)

    @given(batches, labels, distributions, class_weights, st.sampled_from([0, 0.1, 1]))
    def test_gradient(self, scores, targets, soft_targets, weights, smoothing):
        scores = scores.round(2)  # 1e-12 from a minimum, rounding the loss would hide the gradient
        options = {"label_smoothing": smoothing, "class_weights": weights}
        for each in (targets, soft_targets):
            for reduction in ("mean", "sum"):
                loss = partial(softmax_cross_entropy, labels=each, reduction=reduction, **options)
                gradient = partial(
                    softmax_cross_entropy_gradient, labels=each, reduction=reduction, **options
                )
                assert check_gradient(loss, gradient, scores) < 1e-6

    def test_stays_exact_where_the_logarithm_of_the_softmax_fails(self):
        scores = [[0.0, 1e4], [0.0, -1e4], [0.0, 1e308], [-1e308, 1e308]]  # 2e308 is no float
        losses = softmax_cross_entropy(scores, [0] * 4, reduction="none")
        assert losses.tolist() == [1e4, 0, 1e308, INF]
        offset = np.float32([1e4, 1e4 + 1])
        assert softmax_cross_entropy(offset, 0) == pytest.approx(np.log(1 + np.e), rel=1e-6)

    def test_infinite_scores(self):
        scores = [[INF, 2.0, 3.0], [-INF, 0.0, 0.0], [-INF, 0.0, 0.0]]
        losses = softmax_cross_entropy(scores, [0, 0, 1], reduction="none")
        np.testing.assert_allclose(losses, [0, INF, np.log(2)])
        gradient = softmax_cross_entropy_gradient(scores, [0, 0, 1], reduction="none")
        np.testing.assert_allclose(gradient, [[0, 0, 0], [-1, 0.5, 0.5], [0, -0.5, 0.5]])

    def test_an_infinite_surprise_without_weight_costs_nothing(self):
        scores = [[-INF, 0.0, 0.0]]
        impossible = partial(softmax_cross_entropy, scores, reduction="sum")
        assert impossible([[0, 0.5, 0.5]]) == pytest.approx(np.log(2))
        assert impossible([1], label_smoothing=0.1) == INF
        weights = [0, 1, 1]
        assert impossible([0], class_weights=weights) == 0
        smooth = impossible([1], label_smoothing=0.3, class_weights=weights)
        assert smooth == pytest.approx((0.7 + 0.2) * np.log(2))

    @pytest.mark.parametrize("dtype", [np.float64, np.float32])
    @pytest.mark.parametrize("reduction", ["sum", "none"])
    def test_an_infinite_surprise_of_one_sample_without_weight_costs_nothing(
        self, dtype, reduction
    ):
        scores, weights = np.array([-INF, 0, 1], dtype), [0, 1, 1]
        loss = softmax_cross_entropy(scores, 0, class_weights=weights, reduction=reduction)
        assert loss == 0 and loss.dtype == dtype

    def test_weights_that_leave_nothing(self):
        with pytest.raises(ValueError, match="class_weights of the labels must not all be 0"):
            softmax_cross_entropy(SCORES, [0, 0, 0], class_weights=[0, 1, 1])
        zeros = softmax_cross_entropy(SCORES, [0, 0, 0], class_weights=[0, 1, 1], reduction="none")
        np.testing.assert_array_equal(zeros, 0)


class TestMulticlassHinge:
    @pytest.mark.parametrize("squared", [False, True])
    @given(scores=arrays(np.int64, (4, 3), elements=st.integers(-3, 3)), targets=labels)
    def test_gradient(self, squared, scores, targets):
        # No integer difference meets the kink.
        options = {"labels": targets, "margin": 0.5, "squared": squared, "reduction": "sum"}
        loss = partial(multiclass_hinge, **options)
        assert check_gradient(loss, partial(multiclass_hinge_gradient, **options), scores) < 1e-6

    def test_infinite_and_huge_scores(self):
        scores = [[INF, 0, 1], [INF, 0, 1], [-INF, 0, 1], [-INF, -INF, 1], [1e308, -1e308, 0]]
        targets = [0, 1, 0, 0, 1]
        for squared in (False, True):
            losses = multiclass_hinge(scores, targets, squared=squared, reduction="none")
            np.testing.assert_array_equal(losses, [0, INF, INF, INF, INF])
            gradient = multiclass_hinge_gradient(scores, targets, squared=squared, reduction="none")
            assert not np.isnan(gradient).any()


@pytest.mark.parametrize("size", [1e-300, 1e300])
def test_a_mean_does_not_depend_on_the_size_of_the_class_weights(size):
    scores = np.random.default_rng(0).normal(size=(1000, 3))
    labels, weights = np.arange(1000) % 3, np.array([1.0, 2.0, 3.0])
    for function in (softmax_cross_entropy, softmax_cross_entropy_gradient):
        expected = function(scores, labels, class_weights=weights)
        found = function(scores, labels, class_weights=size * weights)
        np.testing.assert_allclose(found, expected, rtol=1e-10)


def test_the_largest_class_weight_may_be_any_number_of_times_the_smallest():
    scores, labels = np.array([[1.0, 2.0, 3.0]] * 2), [0, 2]
    found = softmax_cross_entropy(scores, labels, class_weights=[1e-200, 1.0, 1e200])
    assert found == pytest.approx(softmax_cross_entropy(scores[1:], [2]), rel=1e-12)


@pytest.mark.parametrize("heaviest", [1.0, 1e308])
def test_what_a_class_without_labels_weighs_does_not_matter(heaviest):
    weights = [1e-20, heaviest]
    for function in (softmax_cross_entropy, softmax_cross_entropy_gradient):
        found = function([[1.0, 0.0], [0.0, 1.0]], [0, 0], class_weights=weights)
        np.testing.assert_allclose(found, function([[1.0, 0.0], [0.0, 1.0]], [0, 0]))
    with pytest.raises(FloatingPointError, match="a weight in the mean is not finite"):
        softmax_cross_entropy([0.0, 1.0], 0, class_weights=[1e-20, 1e308], label_smoothing=0.1)


def test_a_sum_beyond_all_floats_is_infinite():
    scores, labels = [[0.0, 1e308]] * 2, [0, 0]
    assert softmax_cross_entropy(scores, labels, reduction="sum") == np.inf
    weights = [1e10, 1.0]
    losses = softmax_cross_entropy(scores, labels, class_weights=weights, reduction="none")
    np.testing.assert_array_equal(losses, np.inf)
