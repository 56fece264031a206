"""Penalties by hand, against finite differences and as minimizers."""

import numpy as np
import pytest
from descent.gradients import check_gradient
from descent.penalties import (
    elastic_net,
    elastic_net_gradient,
    elastic_net_proximal,
    l1,
    l1_gradient,
    l2,
    l2_gradient,
    l2_proximal,
    ridge,
    soft_threshold,
)
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import optimize
from sklearn.linear_model import LinearRegression, Ridge

SPREAD, SPARSE = [0.25, 0.25, 0.25, 0.25], [1, 0, 0, 0]
away_from_kink = st.floats(-9, 9).filter(lambda w: abs(w) > 1e-3)
weights = arrays(np.float64, (2, 3), elements=away_from_kink)


def test_spreading_the_weights_matters_to_l2_alone():
    assert (l2(SPARSE), l2(SPREAD)) == (1, 0.25)
    assert (l1(SPARSE), l1(SPREAD)) == (1, 1)
    assert elastic_net(SPREAD, beta=2) == 1.5


@given(weights, st.floats(0, 5))
def test_gradients(W, beta):
    assert check_gradient(l1, l1_gradient, W) < 1e-7
    assert check_gradient(l2, l2_gradient, W) < 1e-7
    at_beta = (lambda W: elastic_net(W, beta)), (lambda W: elastic_net_gradient(W, beta))
    assert check_gradient(*at_beta, W) < 1e-7


def test_subgradient_at_the_kink_is_zero():
    np.testing.assert_array_equal(l1_gradient([0.0, -0.0]), 0)
    np.testing.assert_array_equal(elastic_net_gradient([0.0], beta=3), 0)


@given(st.floats(-5, 5), st.floats(0, 3))
def test_proximal_steps_minimize(w, threshold):
    for step, penalty in ((soft_threshold, l1), (l2_proximal, l2)):
        best = optimize.minimize_scalar(
            lambda v, penalty=penalty: (v - w) ** 2 / 2 + threshold * penalty(v),
            bounds=(-6, 6),
            method="bounded",
            options={"xatol": 1e-9},
        )
        np.testing.assert_allclose(step(w, threshold), best.x, atol=1e-5)


@given(st.floats(-5, 5), st.floats(0, 3), st.floats(0, 3))
def test_the_proximal_step_of_the_elastic_net_minimizes(w, threshold, beta):
    best = optimize.minimize_scalar(
        lambda v: (v - w) ** 2 / 2 + threshold * elastic_net(v, beta),
        bounds=(-6, 6),
        method="bounded",
        options={"xatol": 1e-9},
    )
    np.testing.assert_allclose(elastic_net_proximal(w, threshold, beta), best.x, atol=1e-5)


def test_soft_threshold_makes_exact_zeros():
    shrunk = soft_threshold([[3.0, 0.3], [-0.5, -2.0]], 0.5)
    np.testing.assert_array_equal(shrunk, [[2.5, 0], [0, -1.5]])
    np.testing.assert_array_equal(soft_threshold(np.float32([3, -2]), 1e300), 0)


def test_beyond_all_floats():
    assert l1([1e308, 1e308]) == np.inf
    assert l2([1e200]) == np.inf
    assert elastic_net([1e200], beta=0) == 1e200


@pytest.mark.parametrize("function", [l1, l1_gradient, l2, l2_gradient])
def test_input_of_plain_penalties(function):
    assert function(np.float32([1, -2])).dtype == np.float32
    for bad, message in (([np.nan], "NaN"), ([np.inf], "finite"), ([], "empty")):
        with pytest.raises(ValueError, match=f"W must.*{message}"):
            function(bad)


@pytest.mark.parametrize(
    ("function", "name"),
    [
        (elastic_net, "beta"),
        (elastic_net_gradient, "beta"),
        (soft_threshold, "threshold"),
        (l2_proximal, "threshold"),
    ],
)
def test_input_of_penalties_with_a_parameter(function, name):
    assert function(np.float32([1, -2]), 0.5).dtype == np.float32
    with pytest.raises(ValueError, match=f"{name} must be a number >= 0, got -1"):
        function([1.0], -1)
    with pytest.raises(ValueError, match="W must not contain NaN"):
        function([np.nan], 1)


def sample(seed, num_samples=12, num_features=4):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(num_samples, num_features)) + 3, rng.normal(size=num_samples)


@given(st.integers(0, 10_000), st.floats(1e-3, 1e3))
def test_agrees_with_sklearn(seed, strength):
    X, y = sample(seed)
    w, b = ridge(X, y, strength)
    oracle = Ridge(alpha=len(X) * strength).fit(X, y)
    np.testing.assert_allclose(w, oracle.coef_, rtol=1e-7, atol=1e-10)
    assert b == pytest.approx(oracle.intercept_, abs=1e-7)


def test_without_penalty_it_is_least_squares():
    X, y = sample(0)
    w, b = ridge(X, y, 0)
    oracle = LinearRegression().fit(X, y)
    np.testing.assert_allclose(w, oracle.coef_)
    assert b == pytest.approx(oracle.intercept_)


def test_a_single_feature():
    w, b = ridge([[-1.0], [0.0], [1.0]], [1.0, 3.0, 5.0], 2 / 3)
    np.testing.assert_allclose(w, [1])
    assert b == pytest.approx(3)


def test_among_perfect_fits_it_takes_the_shortest():
    X, y = sample(1, num_samples=3, num_features=5)
    w, b = ridge(X, y, 0)
    np.testing.assert_allclose(X @ w + b, y)
    centered = X - X.mean(0)
    np.testing.assert_allclose(w, np.linalg.pinv(centered) @ (y - y.mean()), atol=1e-12)


def test_an_infinite_penalty_leaves_the_mean():
    X, y = sample(2)
    w, b = ridge(X, y, 1e15)
    np.testing.assert_allclose(w, 0, atol=1e-12)
    assert b == pytest.approx(y.mean())


def test_ridge_refuses():
    X, y = sample(0)
    with pytest.raises(ValueError, match="strength must be a number >= 0"):
        ridge(X, y, -1)
    with pytest.raises(ValueError, match="shape of y"):
        ridge(X, y[1:], 1)
    with pytest.raises(ValueError, match="X must be 2-D"):
        ridge(X[0], y, 1)


def test_ridge_in_float32_stays_float32():
    X = np.float32([[-1.0], [0.0], [1.0]])
    w, b = ridge(X, np.float32([1, 3, 5]), 0.1)
    assert w.dtype == b.dtype == np.float32
