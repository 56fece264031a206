"""Ridge regression against scikit-learn's."""

import operator
from fractions import Fraction

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


@pytest.mark.parametrize("strength", [0, 0.01])
@given(st.integers(0, 10_000), st.lists(st.integers(-30, 30), min_size=4, max_size=4))
def test_units_of_columns_do_not_matter(strength, seed, powers):
    X, y = sample(seed)
    units = 2.0 ** np.array(powers)
    w = [Fraction(each) for each in ridge(X * units, y, strength)[0].tolist()]
    columns = [[Fraction(v) for v in column] for column in (X * units).T.tolist()]
    columns = [[v - sum(column) / len(X) for v in column] for column in columns]
    missed = [
        sum(map(operator.mul, w, row)) - Fraction(target)
        for *row, target in zip(*columns, y.tolist(), strict=True)
    ]
    for weight, column, unit in zip(w, columns, units, strict=True):  # in exact fractions
        slope = sum(map(operator.mul, missed, column)) / len(X) + Fraction(strength) * weight
        assert float(slope) / max(unit, strength) == pytest.approx(0, abs=1e-11)


def test_among_perfect_fits_in_other_units_it_takes_the_shortest():
    X, y = sample(1, num_samples=3, num_features=5)
    X = (X - X.mean(0)) * [1e9, 1, 1, 1, 1e-3]
    w, b = ridge(X, y, 0)
    np.testing.assert_allclose(X @ w + b, y)
    assert np.linalg.norm(w) <= np.linalg.norm(np.linalg.pinv(X, rcond=1e-14) @ (y - y.mean()))


def test_among_perfect_fits_it_takes_the_shortest():
    X, y = sample(1, num_samples=3, num_features=5)
    w, b = ridge(X, y, 0)
    np.testing.assert_allclose(X @ w + b, y)
    centered = X - X.mean(0)
    np.testing.assert_allclose(w, np.linalg.pinv(centered) @ (y - y.mean()), rtol=1e-10)
