"""Reliability against scikit-learn's calibration curve and forecasts whose truth is known."""

import numpy as np
import pytest
from descent import calibration_error, reliability
from hypothesis import given
from hypothesis import strategies as st
from sklearn.calibration import calibration_curve


def forecasts(seed, N=400, C=4, sharpness=1.0):
    """Return distributions, and labels drawn from them after `sharpness` has been undone."""
    rng = np.random.default_rng(seed)
    truth = rng.dirichlet(np.ones(C), size=N)
    labels = np.array([rng.choice(C, p=p) for p in truth])
    p = truth**sharpness
    return p / p.sum(1, keepdims=True), labels


@given(st.integers(0, 10**6), st.integers(1, 20))
def test_agrees_with_sklearn(seed, bins):
    p, labels = forecasts(seed, N=50)
    right = p.argmax(1) == labels
    accuracy, confidence = calibration_curve(right, p.max(1), n_bins=bins)
    found = reliability(p, labels, bins)
    np.testing.assert_allclose(found.accuracy, accuracy)
    np.testing.assert_allclose(found.confidence, confidence)
    assert found.counts.sum() == len(labels)


@given(st.integers(0, 10**6), st.integers(1, 20))
def test_the_error_lies_between_the_gap_of_the_means_and_one(seed, bins):
    p, labels = forecasts(seed, N=50)
    gap = abs(p.max(1).mean() - (p.argmax(1) == labels).mean())
    assert gap - 1e-12 <= calibration_error(p, labels, bins) <= 1
    assert calibration_error(p, labels, bins=1) == pytest.approx(gap)


def test_true_probabilities_are_calibrated_and_sharpened_ones_are_not():
    assert calibration_error(*forecasts(0, N=20_000)) < 0.02
    assert calibration_error(*forecasts(0, N=20_000, sharpness=3)) > 0.1


def test_certainty_and_bin_edges():
    confidence, accuracy, counts = reliability([[1, 0], [0.5, 0.5]], [0, 0], bins=2)
    assert (list(confidence), list(accuracy), list(counts)) == ([0.5, 1], [1, 1], [1, 1])


@pytest.mark.parametrize(
    ("p", "labels", "bins", "word"),
    [
        ([0.5, 0.5], [0], 10, "shapes"),
        ([[0.5, 0.5]], [0, 1], 10, "shapes"),
        ([[0.5, 0.6]], [0], 10, "sum to 1"),
        ([[0.5, 0.5]], [2], 10, "labels"),
        ([[0.5, 0.5]], [0], 0, "bins"),
    ],
)
def test_bad_input(p, labels, bins, word):
    with pytest.raises(ValueError, match=word):
        reliability(p, labels, bins)
