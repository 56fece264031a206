import pickle

import numpy as np
import pytest
from descent import SGD, Adam, minimize
from descent.optimizers import LBFGS, DivergenceError, LineSearch, Newton
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import rosen, rosen_der

LAST = 4 * np.nextafter(0, 1)  # below normal numbers the last digit is all there is


def square(x):
    return float(np.sum(x**2))


def slope(x):
    return 2 * x


@given(st.floats(0.01, 0.99), st.floats(-10, 10), st.integers(0, 30))
def test_a_parabola_shrinks_by_the_same_factor_every_step(eta, start, steps):
    points, values = minimize(square, slope, start, SGD(eta), steps)
    expected = start * (1 - 2 * eta) ** np.arange(steps + 1)
    # At η = ½ nearly all of x cancels in a step: what is left is as exact as x was.
    np.testing.assert_allclose(points, expected, rtol=1e-12, atol=1e-14 * abs(start) + LAST)
    np.testing.assert_allclose(values, expected**2, rtol=1e-12, atol=1e-14 * start**2 + LAST)


@pytest.mark.parametrize("shape", [(), (1,), (3,), (2, 4)])
def test_a_point_can_have_any_shape_and_the_start_is_left_alone(shape):
    start = np.full(shape, 2.0)
    trajectory = minimize(square, slope, start, Adam(0.1), steps=7)
    assert trajectory.points.shape == (8, *shape)
    assert trajectory.values.shape == (8,)
    assert (start == 2).all()


def test_the_optimizer_is_not_changed_so_runs_repeat():
    optimizer = Adam(0.1)
    optimizer.update([np.zeros(2)], [np.ones(2)])
    first = minimize(rosen, rosen_der, [-1.0, 2.0], optimizer, steps=20)
    again = minimize(rosen, rosen_der, [-1.0, 2.0], Adam(0.1), steps=20)
    np.testing.assert_array_equal(first.points, again.points)


@pytest.mark.parametrize("start", [1.0, [1.0, -3.0]])
def test_divergence_is_reported_with_the_way_until_then(start):
    with pytest.raises(FloatingPointError, match=r"not finite at step \d+") as caught:
        minimize(square, slope, start, SGD(100.0), steps=1000)
    assert isinstance(caught.value, DivergenceError)
    points, values = caught.value.trajectory
    assert len(points) == len(values) < 1000
    assert np.isfinite(points).all() and np.isfinite(values).all()
    assert f"step {len(values)} (the value before was {values[-1]:.3g})" in str(caught.value)
    again = pickle.loads(pickle.dumps(caught.value))
    assert str(again) == str(caught.value)
    np.testing.assert_array_equal(again.trajectory.points, points)


def test_values_are_no_views_of_the_point():
    points, values = minimize(lambda x: x, lambda x: np.ones(()), 4.0, SGD(1.0), steps=2)
    np.testing.assert_array_equal(points, values)
    np.testing.assert_array_equal(values, [4, 3, 2])


METHODS = [SGD(0.1), LineSearch(), Newton(lambda x: spoil(x) + 2 * np.eye(2)), LBFGS()]


def spoil(x):
    """Change what should be a copy."""
    x += 1e6
    return 0.0


each_method = pytest.mark.parametrize("method", METHODS, ids=lambda method: type(method).__name__)


@each_method
def test_float32_stays_float32_whatever_the_slope_is(method):
    seen = []
    f = lambda x: seen.append(x.dtype) or x @ x  # noqa: E731
    points = minimize(f, lambda x: 2.0 * x.astype(float), np.ones(2, np.float32), method, 3).points
    assert {points.dtype, *seen} == {np.dtype(np.float32)}


@each_method
def test_functions_that_change_their_argument_change_a_copy(method):
    run = minimize(
        lambda x: square(x) + spoil(x), lambda x: slope(x) + spoil(x), [1.0, 2.0], method, steps=5
    )
    clean = minimize(square, slope, [1.0, 2.0], method, steps=5)
    np.testing.assert_array_equal(run.points, clean.points)
    np.testing.assert_array_equal(run.values, clean.values)


def test_squares_beyond_all_floats_are_a_divergence_and_no_standstill():
    with pytest.raises(DivergenceError):
        minimize(lambda x: 0.0, lambda x: x, [1e300], Adam(), steps=3)


@pytest.mark.parametrize("optimizer", [SGD(0.1), LineSearch(), LBFGS()])
def test_what_a_function_itself_raises_is_its_own(optimizer):
    def careful(x):
        with np.errstate(all="raise"):
            return float(np.log(x - 0.5))  # no number once x <= 0.5

    with pytest.raises(FloatingPointError, match=r"(invalid value|divide by zero)") as caught:
        minimize(careful, lambda x: np.ones_like(x), 1.0, optimizer, steps=20)
    assert not isinstance(caught.value, DivergenceError)
