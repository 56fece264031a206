import numpy as np
import pytest
from descent import LineSearch, minimize
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import rosen, rosen_der


@given(st.floats(0.01, 1000), st.floats(0.1, 10))
def test_on_a_parabola_it_takes_the_largest_halved_rate_below_one_over_its_curvature(L, start):
    search = LineSearch(lambda x: L / 2 * x @ x)
    points, _ = minimize(search.function, lambda x: L * x, [start], search, steps=1)
    eta = float(1 - points[1, 0] / start) / L
    allowed = 2.0 ** -np.arange(20)
    assert eta == pytest.approx(allowed[allowed <= 1 / L * (1 + 1e-9)][0], rel=1e-6)


def test_every_step_keeps_armijos_promise():
    share = 0.3
    search = LineSearch(rosen, share=share, shrink=0.7)
    points, values = minimize(rosen, rosen_der, [-1.2, 1.0], search, steps=200)
    slopes = np.array([rosen_der(x) for x in points[:-1]])
    etas = np.linalg.norm(np.diff(points, axis=0), axis=1) / np.linalg.norm(slopes, axis=1)
    assert (values[1:] <= values[:-1] - share * etas * (slopes**2).sum(1) + 1e-12).all()
    tried = np.log(etas) / np.log(0.7)  # whole numbers, but for rounding
    np.testing.assert_allclose(tried, tried.round(), atol=1e-6)
    before = points[:-1] - (etas / 0.7)[:, None] * slopes  # what had been tried just before
    promised = values[:-1] - share * etas / 0.7 * (slopes**2).sum(1)
    assert (np.array([rosen(x) for x in before]) > promised - 1e-12)[etas < 0.99].all()


def test_it_stays_at_a_minimum_and_along_a_wrong_gradient():
    for start, gradient in ((0.0, lambda x: 2 * x), (1.0, lambda x: -2 * x)):
        search = LineSearch(lambda x: x @ x)
        points, _ = minimize(search.function, gradient, [start], search, steps=3)
        np.testing.assert_allclose(points.ravel(), start)


def test_it_backs_off_from_where_the_function_overflows():
    search = LineSearch(lambda x: np.exp(x @ x), learning_rate=1e6)
    _, values = minimize(search.function, lambda x: 2 * x * np.exp(x @ x), [3.0], search, steps=50)
    assert (np.diff(values) <= 0).all() and values[-1] == pytest.approx(1)


@pytest.mark.parametrize("setting", ["share", "shrink"])
@pytest.mark.parametrize("value", [0, 1, -1])
def test_what_is_refused(setting, value):
    with pytest.raises(ValueError, match=f"{setting} must be"):
        LineSearch(rosen, **{setting: value})


def test_a_start_where_the_function_is_not_finite_is_refused():
    with pytest.raises(ValueError, match=r"function\(theta\) must not contain NaN"):
        LineSearch(lambda x: np.nan).update([np.ones(1)], [np.ones(1)])
