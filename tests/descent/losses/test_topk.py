"""Top-k losses by hand, by definition, by finite differences, and what they bound."""

from functools import partial

import numpy as np
import pytest
from descent.convexity import find_chord_violation
from descent.datasets import photos
from descent.gradients import check_gradient
from descent.losses import (
    softmax_cross_entropy,
    top_k_entropy,
    top_k_entropy_gradient,
    top_k_hinge,
    top_k_hinge_gradient,
)
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

PAIRS = [(top_k_entropy, top_k_entropy_gradient), (top_k_hinge, top_k_hinge_gradient)]
batches = arrays(np.float64, (4, 5), elements=st.floats(-9, 9))
labels = arrays(np.int64, 4, elements=st.integers(0, 4))
ks = st.integers(1, 4)
distinct = st.permutations(range(-10, 10)).map(lambda o: 0.7 * np.reshape(o, (4, 5)))


def test_by_hand():
    entropies = top_k_entropy(photos.SCORES, [0, 1, 2], 2, reduction="none")
    np.testing.assert_allclose(entropies, [0.0074, 0.027, 5.305], atol=0.0005)
    hinges = top_k_hinge(photos.SCORES, [0, 1, 2], 2, reduction="none")
    np.testing.assert_allclose(hinges, [(2.9 + 0) / 2, 0, (6.6 + 6.3) / 2])


@given(batches, labels, ks)
def test_by_definition(scores, targets, k):
    for o, y in zip(scores, targets, strict=True):
        rivals = np.sort(np.delete(o, y))[: 5 - k]  # without the k - 1 largest
        expected = np.log1p(np.exp(rivals - o[y]).sum())
        np.testing.assert_allclose(top_k_entropy(o, y, k), expected, rtol=1e-12)
        violations = np.sort(o - o[y] + (np.arange(5) != y))[-k:]
        # Scores of up to 9 cancel in the mean.
        np.testing.assert_allclose(
            top_k_hinge(o, y, k), max(0, violations.mean()), rtol=1e-12, atol=1e-14
        )


@given(batches, labels)
def test_with_k_1_they_are_the_losses_that_we_know(scores, targets):
    np.testing.assert_allclose(
        top_k_entropy(scores, targets, 1), softmax_cross_entropy(scores, targets), rtol=1e-12
    )
    own = scores[np.arange(4), targets][:, None]
    worst = np.maximum(0, scores - own + 1 - np.eye(5)[targets]).max(1)
    np.testing.assert_allclose(top_k_hinge(scores, targets, 1, reduction="none"), worst)


@given(batches, labels, ks)
def test_the_entropy_bounds_the_top_k_error(scores, targets, k):
    own = scores[np.arange(4), targets][:, None]
    missed = (scores > own).sum(1) >= k
    losses = top_k_entropy(scores, targets, k, reduction="none")
    assert (losses >= np.log(2) * missed - 1e-12).all()


@pytest.mark.parametrize(("loss", "gradient"), PAIRS)
@given(scores=distinct, targets=labels, k=ks)
def test_gradient(loss, gradient, scores, targets, k):
    options = {"labels": targets, "k": k}
    assert check_gradient(partial(loss, **options), partial(gradient, **options), scores) < 1e-6


@pytest.mark.parametrize("k", [1, 2])
def test_of_the_two_only_the_hinge_stays_convex(k):
    for loss, convex in ((top_k_hinge, True), (top_k_entropy, k == 1)):
        found = find_chord_violation(lambda o, f=loss: float(f(o, 0, k)), 4, trials=5000, rng=0)
        assert (found is None) == convex


@pytest.mark.parametrize(("loss", "gradient"), PAIRS)
def test_reductions_and_types(loss, gradient):
    scores, targets = photos.SCORES.astype(np.float32), [0, 1, 2]
    each = loss(scores, targets, 2, reduction="none")
    assert each.dtype == np.float32 and each.shape == (3,)
    assert loss(scores, targets, 2) == pytest.approx(each.mean())
    single = gradient(scores, targets, 2, reduction="none")
    np.testing.assert_allclose(gradient(scores, targets, 2), single / 3)
    assert gradient(scores[0], 0, 2).shape == (3,)


@pytest.mark.parametrize(("loss", "gradient"), PAIRS)
@pytest.mark.parametrize(
    ("scores", "k", "message"),
    [
        ([1.0, 2.0, 3.0], 3, "k must be less than the number of classes, 3, got 3"),
        ([1.0, 2.0, 3.0], 0, "k must be an integer >= 1"),
        ([1.0, -np.inf, 3.0], 1, "scores must be finite"),
    ],
)
def test_bad_arguments(loss, gradient, scores, k, message):
    for function in (loss, gradient):
        with pytest.raises(ValueError, match=message):
            function(scores, 0, k)


def test_where_the_hinge_is_just_0_its_gradient_is_0():
    assert top_k_hinge([1.0, 0.0, 0.0], 0, 1) == 0
    np.testing.assert_array_equal(top_k_hinge_gradient([1.0, 0.0, 0.0], 0, 1), 0)
    assert top_k_hinge_gradient([1.0, 2.0**-40, 0.0], 0, 1).tolist() == [-1, 1, 0]


def test_of_equal_rivals_so_many_as_k_says_are_left_out():
    slopes = top_k_entropy_gradient([0.0, 3.0, 3.0, 3.0, 3.0], 0, 3)
    assert (slopes == 0).sum() == 2
    slopes = top_k_hinge_gradient([0.0, 3.0, 3.0, 3.0, 3.0], 0, 3)
    assert sorted(slopes.round(6)) == [-1, 0, *[0.333333] * 3]
