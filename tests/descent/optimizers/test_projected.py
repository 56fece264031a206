import numpy as np
import pytest
from descent import exponential_decay, minimize, sparsemax
from descent.optimizers import ProjectedSGD
from descent.projections import project_ball
from scipy import optimize

A = np.array([[3.0, 1.0, 0.0], [1.0, 2.0, 0.5], [0.0, 0.5, 1.0]])
TARGET = np.array([1.5, -1.0, 2.0])


def quadratic(x):
    return float((x - TARGET) @ A @ (x - TARGET)) / 2


def slope(x):
    return A @ (x - TARGET)


SIMPLEX = [{"type": "eq", "fun": lambda p: p.sum() - 1}]
BALL = [{"type": "ineq", "fun": lambda p: 1 - p @ p}]


@pytest.mark.parametrize(
    ("projection", "constraints", "bounds"),
    [(sparsemax, SIMPLEX, [(0, 1)] * 3), (project_ball, BALL, None)],
)
def test_finds_the_constrained_minimum(projection, constraints, bounds):
    points, _ = minimize(
        quadratic, slope, [0.2, 0.3, 0.5], ProjectedSGD(projection, learning_rate=0.2), 500
    )
    found = optimize.minimize(
        quadratic, [0.2, 0.3, 0.5], constraints=constraints, bounds=bounds, tol=1e-12
    )
    np.testing.assert_allclose(points[-1], found.x, rtol=1e-5)
    np.testing.assert_allclose(points[1:], [projection(x) for x in points[1:]], rtol=1e-12)


def test_schedules_are_followed():
    optimizer = ProjectedSGD(
        lambda x: np.maximum(x, -1.25), learning_rate=exponential_decay(1, np.log(2))
    )
    points, _ = minimize(sum, np.ones_like, [0.0], optimizer, steps=3)
    np.testing.assert_allclose(points.ravel(), [0, -1, -1.25, -1.25])


def test_what_is_refused():
    with pytest.raises(ValueError, match="learning_rate must be"):
        ProjectedSGD(sparsemax, learning_rate=0)


def test_a_result_of_another_shape_is_refused():
    theta = np.array([1.0, 5.0])
    with pytest.raises(
        ValueError, match=r"projection\(theta\) must have the shape of theta, \(2,\)"
    ):
        ProjectedSGD(lambda x: x.max(keepdims=True), learning_rate=0.1).update(
            [theta], [np.zeros(2)]
        )
    assert theta.tolist() == [1, 5]


def test_by_default_the_step_is_sgds():
    theta = np.zeros(1)
    ProjectedSGD(np.asarray).update([theta], [np.ones(1)])
    assert theta == -1e-3
