import numpy as np
import pytest
from descent import minimize
from descent.optimizers import LineSearch
from hypothesis import example, given
from hypothesis import strategies as st
from scipy.optimize import rosen, rosen_der


@given(st.floats(0.01, 1e12), st.floats(0.1, 10))
@example(1e12, 1.0)
def test_on_a_parabola_it_takes_the_largest_halved_rate_below_one_over_its_curvature(L, start):
    points, _ = minimize(lambda x: L / 2 * x @ x, lambda x: L * x, [start], LineSearch(), steps=1)
    eta = float(1 - points[1, 0] / start) / L
    allowed = 2.0 ** -np.arange(50)
    assert eta == pytest.approx(allowed[allowed <= 1 / L * (1 + 1e-9)][0], rel=1e-6)


def test_every_step_keeps_armijos_promise():
    share = 0.3
    search = LineSearch(share=share, shrink=0.7)
    points, values = minimize(rosen, rosen_der, [-1.2, 1.0], search, steps=200)
    slopes = np.array([rosen_der(x) for x in points[:-1]])
    etas = np.linalg.norm(np.diff(points, axis=0), axis=1) / np.linalg.norm(slopes, axis=1)
    assert (values[1:] <= values[:-1] - share * etas * (slopes**2).sum(1) + 1e-12).all()
    tried = np.log(etas) / np.log(0.7)  # whole numbers, but for rounding
    np.testing.assert_allclose(tried, tried.round(), rtol=0, atol=1e-9)
    before = points[:-1] - (etas / 0.7)[:, None] * slopes  # what had been tried just before
    promised = values[:-1] - share * etas / 0.7 * (slopes**2).sum(1)
    assert (np.array([rosen(x) for x in before]) > promised - 1e-12)[etas < 0.99].all()


def test_it_stays_at_a_minimum_and_along_a_wrong_gradient():
    for start, gradient in ((0.0, lambda x: 2 * x), (1.0, lambda x: -2 * x)):
        points, _ = minimize(lambda x: x @ x, gradient, [start], LineSearch(), steps=3)
        np.testing.assert_allclose(points.ravel(), start)


def test_it_backs_off_from_where_the_function_overflows():
    f, slope = lambda x: np.exp(x @ x), lambda x: 2 * x * np.exp(x @ x)
    _, values = minimize(f, slope, [3.0], LineSearch(learning_rate=1e6), steps=50)
    assert (np.diff(values) <= 0).all() and values[-1] == pytest.approx(1)


def test_it_gives_up_where_steps_no_longer_move_the_point():
    calls = []
    uphill = lambda x: -2 * x  # noqa: E731
    search = LineSearch(shrink=0.9)
    minimize(lambda x: calls.append(1) or x @ x, uphill, [1.0], search, steps=1)
    assert len(calls) < 400


@pytest.mark.parametrize(
    ("function", "gradient", "start", "settings"),
    [
        (lambda x: np.cosh(x[0]), np.sinh, np.array([360.0]), {}),
        (lambda x: (x**4).sum(), lambda x: 4 * x**3, np.float32([1e7]), {}),
        (np.sum, lambda x: 1e200 * np.sign(x), np.array([1.0, 2.0, 3.0]), {}),
        (
            lambda x: abs(x).sum(),
            lambda x: np.where(x >= 0, 1.0, -1.0),
            np.zeros(1),
            {"shrink": 0.9},
        ),
    ],
)
def test_every_search_ends(function, gradient, start, settings):
    calls = []

    def counted(x):
        calls.append(x)
        assert len(calls) < 10_000, "it never ends"
        return function(x)

    _, values = minimize(counted, gradient, start, LineSearch(**settings), steps=1)
    assert values[1] <= values[0]


def test_no_point_is_evaluated_twice_by_the_search():
    asked = []
    f, slope = (lambda x: asked.append(float(x)) or x**4), (lambda x: 4 * x**3)
    search = LineSearch().descend(f, slope, np.array(3.0), 5)
    assert len(list(search)) == 5
    assert len(asked) == len(set(asked))
