import numpy as np
import pytest
from descent import Newton, minimize
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


def test_refuses_a_singular_hessian():
    with pytest.raises(ValueError, match="Singular"):
        Newton(lambda x: np.zeros((2, 2))).update([np.ones(2)], [np.ones(2)])
