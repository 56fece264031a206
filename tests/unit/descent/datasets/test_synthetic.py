import numpy as np
import pytest
from descent.datasets import make_blobs, make_houses, make_polynomial, make_spirals
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier


@pytest.fixture
def rng():
    return np.random.default_rng(0)


MAKERS = [
    lambda rng: make_blobs([[0, 0], [1, 1]], 10, rng=rng),
    lambda rng: make_spirals(3, 10, rng=rng),
    lambda rng: make_polynomial([1, 2, 3], 10, noise=0.1, rng=rng),
    lambda rng: make_houses(10, rng=rng),
]


@pytest.mark.parametrize("make", MAKERS)
def test_the_same_seed_gives_the_same_data(make):
    first, again, other = (make(rng) for rng in (0, np.random.default_rng(0), 1))
    for a, b in zip(first, again, strict=True):
        np.testing.assert_array_equal(a, b)
    assert not np.array_equal(first[0], other[0])


def test_blobs_have_their_centers_and_their_width(rng):
    centers = [[0.0, 5.0, 1.0], [-3.0, 0.0, 2.0]]
    X, y = make_blobs(centers, 20_000, scale=2.0, rng=rng)
    for k, center in enumerate(centers):
        np.testing.assert_allclose(X[y == k].mean(0), center, atol=0.1)
        np.testing.assert_allclose(np.cov(X[y == k].T), 4 * np.eye(3), atol=0.2)


def test_blobs_without_width_are_their_centers(rng):
    X, y = make_blobs([[0, 1], [2, 3]], 2, scale=0, rng=rng)
    assert X.tolist() == [[0, 1], [0, 1], [2, 3], [2, 3]]
    assert y.tolist() == [0, 0, 1, 1]


def test_spirals_defeat_a_linear_classifier_but_not_a_local_one(rng):
    X, y = make_spirals(3, 200, rng=rng)
    assert LogisticRegression().fit(X, y).score(X, y) < 0.7
    assert KNeighborsClassifier(5).fit(X, y).score(X, y) > 0.95


def test_arms_without_noise_are_one_arm_turned(rng):
    X, y = make_spirals(4, 50, noise=0, rng=rng)
    quarter = np.array([[0, 1], [-1, 0]])
    np.testing.assert_allclose(X[y == 0] @ quarter.T, X[y == 1], rtol=1e-12)
    np.testing.assert_allclose(np.hypot(*X[y == 2].T), np.linspace(0, 1, 50), rtol=1e-12)


def test_a_polynomial_and_its_noise(rng):
    x, y = make_polynomial([1.0, -2.0, 0.5], 20_000, noise=0.3, rng=rng)
    residual = y - (1 - 2 * x + 0.5 * x**2)
    assert (np.diff(x) >= 0).all() and x[0] >= -1 and x[-1] <= 1
    assert abs(residual.mean()) < 0.01
    assert residual.std() == pytest.approx(0.3, rel=0.05)


def test_houses_sell_by_what_they_are_worth_beyond_their_price(rng):
    X, y = make_houses(20_000, rng=rng)
    bargain = 1 + X @ [2, -0.2, 0.1, -1]
    np.testing.assert_allclose(X[:, :3].min(0), [0.6, 0, 2], atol=0.01)
    np.testing.assert_allclose(X[:, :3].max(0), [2.4, 6, 10], atol=0.01)
    assert bargain.std() == pytest.approx(0.3, abs=0.01)
    assert (y[bargain > 0.6] == 0).all() and (y[bargain < -0.8] == 2).all()
    assert (y[abs(bargain + 0.1) < 0.02] == 1).mean() > 0.95
    assert (y[abs(bargain - 0.15) < 0.02] == 0).mean() == pytest.approx(0.5, abs=0.06)


def test_one_point_is_enough():
    x, y = make_polynomial([2.0], 1, noise=0, rng=0)
    assert x.shape == (1,)
    assert y.tolist() == [2.0]
