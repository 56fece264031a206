import numpy as np
import pytest
from descent import minimize
from descent.optimizers import Newton
from scipy.optimize import rosen, rosen_der, rosen_hess


def test_finds_rosenbrocks_minimum_in_six_steps():
    points, values = minimize(rosen, rosen_der, [-1.2, 1.0], Newton(rosen_hess), steps=6)
    np.testing.assert_allclose(points[-1], [1, 1], atol=1e-8)
    assert values[-1] < 1e-15


def test_agrees_with_its_formula():
    x = np.array([0.3, 0.7, -0.2])
    points, _ = minimize(rosen, rosen_der, x, Newton(rosen_hess, learning_rate=0.5), steps=1)
    expected = x - 0.5 * np.linalg.inv(rosen_hess(x)) @ rosen_der(x)
    np.testing.assert_allclose(points[1], expected, rtol=1e-10)


@pytest.mark.parametrize(
    ("H", "message"),
    [
        (np.zeros((2, 2)), "Singular"),
        (np.eye(3), r"hessian\(x\) must have shape \(2, 2\), got shape \(3, 3\)"),
        (np.ones(2), r"hessian\(x\) must be 2-D, got shape \(2,\)"),
        (np.full((2, 2), np.nan), r"hessian\(x\) must not contain NaN"),
    ],
)
def test_what_is_refused(H, message):
    with pytest.raises(ValueError, match=message):
        minimize(rosen, rosen_der, [1.0, 2.0], Newton(lambda x: H), steps=1)


def test_a_point_can_have_any_shape():
    f, slope = lambda x: (x**4).sum(), lambda x: 4 * x**3
    newton = Newton(lambda x: np.diag(12 * x.ravel() ** 2))
    points = minimize(f, slope, np.ones((2, 3)), newton, steps=2).points
    np.testing.assert_allclose(points[2], np.full((2, 3), 4 / 9))
