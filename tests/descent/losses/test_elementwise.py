"""Binary cross-entropy, squared and absolute error against scikit-learn and their slopes."""

from functools import partial

import numpy as np
import pytest
from descent.gradients import check_gradient
from descent.losses import (
    binary_cross_entropy_with_logits,
    binary_cross_entropy_with_logits_gradient,
    mae,
    mae_gradient,
    mse,
    mse_gradient,
    softmax_cross_entropy,
)
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import special
from sklearn import metrics

bce, bce_gradient = binary_cross_entropy_with_logits, binary_cross_entropy_with_logits_gradient
INF = np.inf
LAST = 4 * np.nextafter(0, 1)  # below normal numbers the last digit is all there is
LOSSES = [
    (
        bce,
        bce_gradient,
        ("scores", "labels"),
    ),
    (mse, mse_gradient, ("predictions", "targets")),
    (mae, mae_gradient, ("predictions", "targets")),
]
numbers = arrays(np.float64, (2, 3), elements=st.floats(-9, 9))
shares = arrays(np.float64, (2, 3), elements=st.sampled_from([0.0, 0.25, 0.9, 1.0]))


class TestBinaryCrossEntropy:
    @given(numbers, shares)
    def test_by_definition(self, scores, labels):
        p = special.expit(scores)
        expected = -labels * np.log(p) - (1 - labels) * np.log1p(-p)
        losses = bce(scores, labels, reduction="none")
        np.testing.assert_allclose(losses, expected, rtol=1e-9)

    @pytest.mark.parametrize("score", [20.0, 50.0, 700.0])
    def test_the_slope_of_a_small_loss_is_not_rounded_away(self, score):
        np.testing.assert_allclose(bce_gradient(score, 1), -np.exp(-score), rtol=1e-8)
        np.testing.assert_allclose(bce_gradient(-score, 0), np.exp(-score), rtol=1e-8)
        np.testing.assert_allclose(bce_gradient(np.float32(20), 1), -np.exp(-20.0), rtol=1e-6)

    @given(st.floats(-1e4, 1e4), st.integers(0, 1))
    def test_is_softmax_cross_entropy_with_the_other_score_at_zero(self, score, label):
        expected = softmax_cross_entropy([0, score], label)
        tiny = np.finfo(float).tiny  # below it, floats have fewer digits
        np.testing.assert_allclose(bce(score, label), expected, rtol=1e-12, atol=tiny)

    def test_limits(self):
        losses = bce([INF, -INF, INF, -INF], [1, 0, 0, 1], reduction="none")
        np.testing.assert_array_equal(losses, [0, 0, INF, INF])
        losses = bce([1e308, -1e308, INF], [0, 1, 0.5], reduction="none")
        np.testing.assert_array_equal(losses, [1e308, 1e308, INF])
        gradient = bce_gradient([INF, -INF], [0, 1], reduction="none")
        np.testing.assert_array_equal(gradient, [1, -1])

    @pytest.mark.parametrize("label", [-0.1, 1.1])
    def test_bad_labels(self, label):
        with pytest.raises(ValueError, match="labels must hold numbers >= 0 and <= 1, got"):
            bce([1.0], [label])


@given(numbers, numbers)
def test_errors_agree_with_scikit_learn(predictions, targets):
    expected = metrics.mean_squared_error(targets, predictions)
    np.testing.assert_allclose(mse(predictions, targets), expected, rtol=1e-7, atol=LAST)
    expected = metrics.mean_absolute_error(targets, predictions)
    np.testing.assert_allclose(mae(predictions, targets), expected, rtol=1e-7, atol=LAST)


def test_errors_beyond_all_floats():
    for loss in (mse, mae):
        assert loss([1e308, 1.0], [-1e308, 1.0]) == INF
        assert loss([1e308, -1e308], [0.0, 0.0], reduction="sum") == INF
        assert loss(np.float32([1]), [1e300]) == INF
    np.testing.assert_array_equal(mse_gradient([1e308], [-1e308]), [INF])
    np.testing.assert_array_equal(mae_gradient([1e308, 1.0], [-1e308, 1.0]), [0.5, 0])


@pytest.mark.parametrize(("loss", "gradient", "names"), LOSSES)
class TestAll:
    @given(scores=numbers, labels=shares)
    def test_gradient(self, loss, gradient, names, scores, labels):
        scores = np.where(np.abs(scores - labels) < 1e-3, scores + 1, scores)  # mae has a kink
        for reduction in ("mean", "sum"):
            at_labels = [partial(f, reduction=reduction) for f in (loss, gradient)]
            error = check_gradient(*(lambda o, f=f: f(o, labels) for f in at_labels), scores)
            assert error < 1e-6

    def test_reductions(self, loss, gradient, names):
        scores, labels = np.array([[0.2, -3.0], [1.5, 0.0]]), np.array([[1, 0], [0.5, 1]])
        losses = loss(scores, labels, reduction="none")
        assert losses.shape == (2, 2)
        np.testing.assert_allclose(loss(scores, labels), losses.mean())
        np.testing.assert_allclose(loss(scores, labels, reduction="sum"), losses.sum())
        slopes = gradient(scores, labels, reduction="none")
        np.testing.assert_allclose(gradient(scores, labels), slopes / 4)
        np.testing.assert_allclose(gradient(scores, labels, reduction="sum"), slopes)

    def test_single_numbers_and_float32(self, loss, gradient, names):
        assert np.ndim(loss(0.3, 1)) == np.ndim(gradient(0.3, 1)) == 0
        scores = np.float32([0.2, -3.0])
        for value in (loss(scores, [1, 0]), gradient(scores, [1, 0])):
            assert value.dtype == np.float32
        np.testing.assert_array_equal(scores, np.float32([0.2, -3.0]))

    def test_bad_arguments(self, loss, gradient, names):
        first, second = names
        for function in (loss, gradient):
            with pytest.raises(ValueError, match=f"{first} must not contain NaN"):
                function([np.nan], [1])
            with pytest.raises(ValueError, match=f"{second} must not be empty"):
                function([1.0], [])
            with pytest.raises(ValueError, match=rf"{second} must have the shape of {first}"):
                function([1.0, 2.0], [[1], [0]])
            with pytest.raises(ValueError, match="reduction must be one of"):
                function([1.0], [1], reduction="max")
