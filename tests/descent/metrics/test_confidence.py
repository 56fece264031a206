"""Calibration against scikit-learn's calibration curve and forecasts whose truth is known."""

import numpy as np
import pytest
from descent import softmax
from descent.metrics import calibration_error, calibration_floor, risk_coverage
from descent.metrics.confidence import bin_forecasts
from hypothesis import given
from hypothesis import strategies as st
from sklearn import calibration


def forecasts(seed, N=400, C=4, sharpness=1.0):
    """Return labels, and the distributions that they are drawn from, sharpened."""
    rng = np.random.default_rng(seed)
    truth = rng.dirichlet(np.ones(C), size=N)
    labels = np.array([rng.choice(C, p=p) for p in truth])
    p = truth**sharpness
    return labels, p / p.sum(1, keepdims=True)


@given(st.integers(0, 10**6), st.integers(1, 20), st.booleans())
def test_agrees_with_sklearn(seed, n_bins, on_edges):
    labels, p = forecasts(seed, N=50)
    right, confidence = p.argmax(1) == labels, p.max(1)
    if on_edges:  # 0.07 · 100 is 7.000000000000001: rounding up would put it into the next bin
        confidence = np.linspace(0, 1, n_bins + 1)[np.arange(50) % (n_bins + 1)]
    ours = bin_forecasts(right, confidence, n_bins=n_bins)[:2]
    theirs = calibration.calibration_curve(right, confidence, n_bins=n_bins)
    np.testing.assert_allclose(ours, theirs)


@given(st.integers(0, 10**6), st.integers(1, 20))
def test_the_error_lies_between_the_gap_of_the_means_and_one(seed, n_bins):
    labels, p = forecasts(seed, N=50)
    gap = abs(p.max(1).mean() - (p.argmax(1) == labels).mean())
    assert gap - 1e-12 <= calibration_error(labels, p, n_bins=n_bins) <= 1
    assert calibration_error(labels, p, n_bins=1) == pytest.approx(gap)


def test_true_probabilities_are_calibrated_and_sharpened_ones_are_not():
    assert calibration_error(*forecasts(0, N=20_000)) < 0.02
    assert calibration_error(*forecasts(0, N=20_000, sharpness=3)) > 0.1


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


def test_by_default_the_curve_has_5_bins_and_the_error_10():
    labels, p = forecasts(0)
    errors = [calibration_error(labels, p, n_bins=n) for n in (5, 9, 10, 11, 15, 20)]
    assert errors.count(calibration_error(labels, p)) == 1
    assert calibration_error(labels, p) == errors[2]


def test_the_floor_is_what_true_probabilities_show_by_chance():
    rng = np.random.default_rng(0)
    p = softmax(2 * rng.normal(size=(500, 10)))
    labels = np.array([rng.choice(10, p=row) for row in p])
    floor = calibration_floor(p, rng=rng)
    assert floor.shape == (200,)
    low, high = np.quantile(floor, [0.001, 0.999])
    assert 0.01 < low < calibration_error(labels, p) < high
    assert calibration_error(labels, softmax(6 * np.log(p))) > high  # overconfident


def test_the_floor_takes_a_seed():
    p = np.full((50, 2), 0.5)
    expected = calibration_floor(p, rng=np.random.default_rng(0))
    np.testing.assert_array_equal(calibration_floor(p, rng=0), expected)


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
