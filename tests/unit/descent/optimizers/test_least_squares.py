"""Ridge regression against scikit-learn's."""

import numpy as np
import pytest
from descent.optimizers import ridge
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import Ridge


def sample(seed, num_samples=12, num_features=4):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(num_samples, num_features)) + 3, rng.normal(size=num_samples)


@given(st.integers(0, 10_000), st.floats(1e-3, 1e3))
def test_agrees_with_sklearn(seed, strength):
    X, y = sample(seed)
    w, b = ridge(X, y, strength)
    oracle = Ridge(alpha=len(X) * strength).fit(X, y)
    # A weight, and the bias, are sums that may cancel: of such weights, and of such targets.
    np.testing.assert_allclose(w, oracle.coef_, rtol=1e-12, atol=1e-12 * np.abs(w).max())
    assert b == pytest.approx(oracle.intercept_, abs=1e-12 * np.abs(y).max())


def test_among_perfect_fits_it_takes_the_shortest():
    X, y = sample(1, num_samples=3, num_features=5)
    w, b = ridge(X, y, 0)
    np.testing.assert_allclose(X @ w + b, y)
    centered = X - X.mean(0)
    np.testing.assert_allclose(w, np.linalg.pinv(centered) @ (y - y.mean()), rtol=1e-10)
