"""Calibration against scikit-learn's calibration curve and forecasts whose truth is known."""

import numpy as np
import pytest
from descent import softmax
from descent.metrics import calibration_error, calibration_floor, risk_coverage
from descent.metrics.confidence import bin_forecasts
from hypothesis import given
from hypothesis import strategies as st
from sklearn import calibration


def forecasts(seed):
    """Return labels, and the distributions that they are drawn from."""
    rng = np.random.default_rng(seed)
    p = rng.dirichlet(np.ones(4), size=50)
    return np.array([rng.choice(4, p=row) for row in p]), p


@given(st.integers(0, 10**6), st.integers(1, 20), st.booleans())
def test_agrees_with_sklearn(seed, n_bins, on_edges):
    labels, p = forecasts(seed)
    right, confidence = p.argmax(1) == labels, p.max(1)
    if on_edges:  # 0.07 · 100 is 7.000000000000001: rounding up would put it into the next bin
        confidence = np.linspace(0, 1, n_bins + 1)[np.arange(50) % (n_bins + 1)]
    ours = bin_forecasts(right, confidence, n_bins=n_bins)[:2]
    theirs = calibration.calibration_curve(right, confidence, n_bins=n_bins)
    np.testing.assert_allclose(ours, theirs)


@given(st.integers(0, 10**6), st.integers(1, 20))
def test_the_error_lies_between_the_gap_of_the_means_and_one(seed, n_bins):
    labels, p = forecasts(seed)
    gap = abs(p.max(1).mean() - (p.argmax(1) == labels).mean())
    assert gap - 1e-12 <= calibration_error(labels, p, n_bins=n_bins) <= 1
    assert calibration_error(labels, p, n_bins=1) == pytest.approx(gap)


@given(st.integers(0, 10_000))
def test_risk_and_coverage_are_what_each_threshold_makes_of_them(seed):
    rng = np.random.default_rng(seed)
    p = rng.dirichlet(np.ones(3), size=12).round(1)  # with ties
    p[:, 0] += 1 - p.sum(1)
    p, labels = np.abs(p) / np.abs(p).sum(1, keepdims=True), rng.integers(0, 3, 12)
    coverage, risk, threshold = risk_coverage(labels, p)
    assert (np.diff(threshold) < 0).all() and coverage[-1] == 1
    for share, error, least in zip(coverage, risk, threshold, strict=True):
        answered = p.max(1) >= least
        assert share == answered.mean()
        assert error == pytest.approx((p.argmax(1) != labels)[answered].mean())


def test_who_is_surest_where_right_errs_last():
    _, risk, _ = risk_coverage([0, 1, 1], [[0.9, 0.1], [0.2, 0.8], [0.6, 0.4]])
    assert risk.tolist() == [0, 0, pytest.approx(1 / 3)]
    with pytest.raises(ValueError, match=r"y_true and y_prob must have shapes \(N,\) and \(N, C\)"):
        risk_coverage(0, [0.9, 0.1])


def test_the_floor_is_what_true_probabilities_show_by_chance():
    rng = np.random.default_rng(0)
    p = softmax(2 * rng.normal(size=(500, 10)))
    labels = np.array([rng.choice(10, p=row) for row in p])
    floor = calibration_floor(p, rng=rng)
    assert floor.shape == (200,)
    low, high = np.quantile(floor, [0.001, 0.999])
    assert 0.01 < low < calibration_error(labels, p) < high
    assert calibration_error(labels, softmax(6 * np.log(p))) > high  # overconfident


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("n_bins", [1, 2, 3, 6, 7, 9, 10, 12, 24, 30, 49, 97, 1000])
def test_a_confidence_at_an_edge_is_in_the_bin_below(n_bins, dtype):
    edges = np.array([k / n_bins for k in range(1, n_bins + 1)]).astype(dtype)
    _, stated, counts = bin_forecasts(edges > 2, edges, n_bins=n_bins)
    assert counts.tolist() == [1] * n_bins
    np.testing.assert_array_equal(stated, edges)
    above = edges[:-1] * dtype(1 + 5 * np.finfo(dtype).eps)
    _, stated, counts = bin_forecasts(above > 2, above, n_bins=n_bins)
    np.testing.assert_array_equal(stated, above)


def test_the_error_of_confidences_at_an_edge_by_fractions():
    c = np.repeat([5 / 6, 7 / 9], 6)
    found = calibration_error([0] * 7 + [1] * 5, np.c_[c, 1 - c], n_bins=6)
    assert found == pytest.approx(2 / 9, rel=1e-12)
