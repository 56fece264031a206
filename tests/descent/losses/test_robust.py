"""Focal and generalized cross-entropy: at their ends, by definition, by finite differences."""

from functools import partial

import numpy as np
import pytest
from descent.gradients import check_gradient
from descent.losses import (
    focal_loss,
    focal_loss_gradient,
    generalized_cross_entropy,
    generalized_cross_entropy_gradient,
    softmax_cross_entropy,
    softmax_cross_entropy_gradient,
)
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

batches = arrays(np.float64, (4, 3), elements=st.floats(-9, 9))
labels = arrays(np.int64, 4, elements=st.integers(0, 2))


def rivals(scores, targets):
    """Return r = Σ exp(oⱼ − oₖ) over the rivals j of the label k, which has p = 1/(1 + r)."""
    own = scores[np.arange(4), targets][:, None]
    return (np.exp(scores - own) * (targets[:, None] != np.arange(3))).sum(-1)


@given(batches, labels, st.floats(0, 5))
def test_focal_by_definition(scores, targets, gamma):
    r = rivals(scores, targets)
    losses = focal_loss(scores, targets, gamma=gamma, reduction="none")
    expected = (r / (1 + r)) ** gamma * np.log1p(r)  # -(1 - p)ᵞ log p
    np.testing.assert_allclose(losses, expected, rtol=1e-12)


@given(batches, labels, st.floats(0.05, 1))
def test_generalized_by_definition(scores, targets, q):
    losses = generalized_cross_entropy(scores, targets, q=q, reduction="none")
    expected = -np.expm1(-q * np.log1p(rivals(scores, targets))) / q  # (1 - pᵠ) / q
    np.testing.assert_allclose(losses, expected, rtol=1e-12)


def test_an_easy_sample_hardly_counts():
    scores = [np.log(9.0), 0.0]  # p = 0.9
    ratio = focal_loss(scores, 0) / softmax_cross_entropy(scores, 0)
    assert ratio == pytest.approx(0.01, rel=1e-12, abs=0)


def test_at_their_ends_they_are_the_cross_entropy():
    scores, targets = [[1.0, 2.0, 0.5]], [0]
    plain = softmax_cross_entropy(scores, targets)
    assert focal_loss(scores, targets, gamma=0) == pytest.approx(plain, rel=1e-12)
    assert generalized_cross_entropy(scores, targets, q=1e-9) == pytest.approx(plain)
    slope = softmax_cross_entropy_gradient(scores, targets)
    np.testing.assert_allclose(focal_loss_gradient(scores, targets, gamma=0), slope, rtol=1e-12)


@given(batches)
def test_with_q_1_the_losses_of_all_labels_have_one_sum(scores):
    losses = [
        generalized_cross_entropy(scores, np.full(4, k), q=1, reduction="none") for k in range(3)
    ]
    np.testing.assert_allclose(np.sum(losses, 0), 2, rtol=1e-14)


@pytest.mark.parametrize(
    ("loss", "gradient"),
    [
        (focal_loss, focal_loss_gradient),
        (generalized_cross_entropy, generalized_cross_entropy_gradient),
    ],
)
class TestBoth:
    @given(scores=batches, targets=labels, shape=st.sampled_from([0.5, 0.7, 1.0]))
    def test_gradient(self, loss, gradient, scores, targets, shape):
        functions = partial(loss, labels=targets), partial(gradient, labels=targets)
        named = "gamma" if loss is focal_loss else "q"
        error = check_gradient(*(partial(f, **{named: shape}) for f in functions), scores)
        assert error < 1e-5

    def test_far_scores_and_types(self, loss, gradient):
        for targets in ([0], [1]):
            assert not np.isnan(loss([[1e308, -1e308]], targets))
            assert np.isfinite(gradient([[1e308, -1e308]], targets)).all()
            assert loss(np.float32([[1, 2]]), targets).dtype == np.float32
            assert gradient(np.float32([[1, 2]]), targets).dtype == np.float32

    def test_reductions(self, loss, gradient):
        scores, targets = [[1.0, 2.0], [0.0, 3.0]], [0, 1]
        each = loss(scores, targets, reduction="none")
        assert loss(scores, targets, reduction="sum") == pytest.approx(each.sum())
        single = gradient(scores, targets, reduction="none")
        np.testing.assert_allclose(gradient(scores, targets), single / 2)

    def test_labels_are_classes(self, loss, gradient):
        for function in (loss, gradient):
            with pytest.raises(ValueError, match=r"labels must have shape \(2,\)"):
                function([[0.0, 1.0]] * 2, [[0.5, 0.5]] * 2)

    def test_bad_shape(self, loss, gradient):
        named = "gamma" if loss is focal_loss else "q"
        for function in (loss, gradient):
            with pytest.raises(ValueError, match=f"{named} must be a number"):
                function([1.0, 2.0], 0, **{named: -1})


def test_settings_that_float32_cannot_hold():
    scores = np.float32([1, 2])
    assert generalized_cross_entropy(scores, 0, q=1e-50) == pytest.approx(np.log1p(np.e), rel=1e-6)
    for function in (focal_loss, focal_loss_gradient):
        with pytest.raises(ValueError, match="gamma must be"):
            function(scores, 0, gamma=1e39)


@pytest.mark.parametrize("function", [focal_loss, focal_loss_gradient])
def test_gamma_is_not_negative(function):
    assert np.isfinite(function([1.0, 2.0], 0, gamma=0)).all()
    with pytest.raises(ValueError, match=r"gamma must be a number >= 0, got -0\.5"):
        function([1.0, 2.0], 0, gamma=-0.5)


@pytest.mark.parametrize(
    "function", [generalized_cross_entropy, generalized_cross_entropy_gradient]
)
def test_q_is_above_0_and_at_most_1_and_0_7_by_default(function):
    assert np.isfinite(function([1.0, 2.0], 0, q=1)).all()
    for q in (0, 1.01, -1):
        with pytest.raises(ValueError, match=f"q must be a number > 0 and <= 1, got {q}"):
            function([1.0, 2.0], 0, q=q)
    np.testing.assert_array_equal(function([1.0, 2.0], 0), function([1.0, 2.0], 0, q=0.7))
