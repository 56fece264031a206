import sys

import numpy as np
import pytest
from descent import minimize
from descent.optimizers import LBFGS, DivergenceError
from scipy import optimize
from scipy.optimize import rosen, rosen_der


def test_walks_as_scipy_does():
    points, values = minimize(rosen, rosen_der, [-1.2, 1.0], LBFGS(memory=5), steps=20)
    seen, options = [], {"maxcor": 5, "maxiter": 20, "ftol": 0, "gtol": 0}
    settings = {"jac": rosen_der, "method": "L-BFGS-B", "options": options}
    optimize.minimize(rosen, [-1.2, 1.0], callback=lambda x: seen.append(x.copy()), **settings)
    np.testing.assert_array_equal(points[1:], seen)
    np.testing.assert_array_equal(values, [rosen(x) for x in points])


def test_stays_where_it_has_converged_whatever_the_shape():
    square = lambda x: (x**2).sum()  # noqa: E731
    points, values = minimize(square, lambda x: 2 * x, np.ones((2, 3), np.float32), LBFGS(), 9)
    assert points.shape == (10, 2, 3) and points.dtype == np.float32
    assert values[-1] < 1e-12
    np.testing.assert_array_equal(points[-1], points[-2])
    assert minimize(square, lambda x: 2 * x, 3.0, LBFGS(), 0).points.tolist() == [3.0]


def test_stays_at_the_last_and_lowest_point():
    points, values = minimize(rosen, rosen_der, [-1.2, 1.0], LBFGS(), steps=200)
    assert values[-1] == values.min() < 1e-12
    np.testing.assert_array_equal(points[-1], points[-2])


@pytest.mark.parametrize("start", [0.1, 3.0, 10.0, 300.0])
@pytest.mark.parametrize("outside", [np.nan, np.inf])
def test_a_trial_without_a_finite_value_is_no_divergence(start, outside):
    def function(x):
        return x[0] - np.log(x[0]) if x[0] > 0 else outside

    points, values = minimize(function, lambda x: 1 - 1 / x, [start], LBFGS(), steps=50)
    assert points[-1] == pytest.approx(1, abs=1e-5) and (np.diff(values) <= 0).all()


def test_it_goes_on_until_all_steps_are_taken_or_nothing_falls():
    weights = np.logspace(0, 6, 60)

    def function(x):
        return weights @ np.abs(x) ** 1.5

    def slope(x):
        return 1.5 * weights * np.sign(x) * np.abs(x) ** 0.5

    points, values = minimize(function, slope, np.linspace(-3, 5, 60), LBFGS(), steps=4_000)
    more = minimize(function, slope, points[-1], LBFGS(), steps=200).values[-1]
    assert (points[-1] != points[-2]).any() or more > 0.999 * values[-1]


def test_without_scipy_it_says_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "scipy", None)
    with pytest.raises(ImportError, match="LBFGS needs SciPy: pip install scipy"):
        minimize(rosen, rosen_der, [-1.2, 1.0], LBFGS(), steps=1)


@pytest.mark.parametrize(
    ("function", "gradient", "least"),
    [(lambda x: -np.exp(x), lambda x: -np.exp(x), 1), (lambda x: -(x**3), lambda x: -3 * x**2, 2)],
)
def test_a_descent_that_leaves_the_floats_keeps_its_way(function, gradient, least):
    with pytest.raises(DivergenceError, match="the descent diverged") as caught:
        minimize(function, gradient, 1.0, LBFGS(), steps=50)
    points, values = caught.value.trajectory
    assert len(points) >= least and points[0] == 1 and (np.diff(values) < 0).all()
    np.testing.assert_array_equal(values, function(points))
