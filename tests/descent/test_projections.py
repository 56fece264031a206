"""Projections are closest points; proximal steps minimize."""

import numpy as np
import pytest
from descent.penalties import elastic_net, l1, l2
from descent.projections import elastic_net_proximal, l2_proximal, project_ball, soft_threshold
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import optimize

vectors = arrays(float, 4, elements=st.floats(-10, 10))
radii = st.floats(0.1, 20)


@given(vectors, radii)
def test_no_other_point_of_the_ball_is_closer(x, radius):
    p = project_ball(x, radius=radius)
    assert np.linalg.norm(p) <= radius * (1 + 1e-12)
    # the closest point of a convex set is the one from which x lies at no acute angle to the set
    others = np.random.default_rng(0).standard_normal((50, 4))
    others *= radius / np.linalg.norm(others, axis=1, keepdims=True)
    assert ((others - p) @ (x - p) <= 1e-9 * radius * (1 + np.linalg.norm(x))).all()


@given(vectors, vectors, radii)
def test_a_projection_brings_points_no_farther_apart(x, y, radius):
    apart = np.linalg.norm(project_ball(x, radius=radius) - project_ball(y, radius=radius))
    assert apart <= np.linalg.norm(x - y) + 1e-12


def test_agrees_with_a_general_optimizer():
    x, ball = np.array([1.0, -2.0, 2.0]), {"type": "ineq", "fun": lambda p: 4 - p @ p}
    found = optimize.minimize(lambda p: ((p - x) ** 2).sum(), np.zeros(3), constraints=ball)
    np.testing.assert_allclose(project_ball(x, radius=2), found.x, rtol=1e-5)


def test_a_matrix_is_one_point_and_what_lies_inside_stays():
    W = np.array([[3.0, 0.0], [0.0, 4.0]])
    np.testing.assert_allclose(project_ball(W, radius=1), W / 5)
    np.testing.assert_array_equal(project_ball(W, radius=5), W)
    np.testing.assert_array_equal(project_ball(np.zeros(3)), np.zeros(3))


@pytest.mark.parametrize("size", [1.7e308, 1e308, 1e-300])
def test_squares_that_overflow_or_vanish_do_no_harm(size):
    np.testing.assert_allclose(project_ball([size, size], radius=size), np.full(2, size / 2**0.5))
    np.testing.assert_allclose(
        project_ball([size, size], radius=1e-305), np.full(2, 1e-305 / 2**0.5)
    )


def test_the_smallest_floats_lie_in_every_ball_and_float32_stays():
    tiny = np.full(3, 5e-324)
    np.testing.assert_array_equal(project_ball(tiny), tiny)
    huge = project_ball(np.full(4, 3e38, np.float32))
    assert huge.dtype == np.float32
    np.testing.assert_allclose(huge, 0.5)


def test_a_ball_of_no_radius_is_refused():
    with pytest.raises(ValueError, match="radius must be"):
        project_ball([1.0], radius=0)
    with pytest.raises(ValueError, match="x must not contain NaN"):
        project_ball([np.nan])


@given(st.floats(-5, 5), st.floats(0, 3))
def test_proximal_steps_minimize(w, threshold):
    for step, penalty in ((soft_threshold, l1), (l2_proximal, l2)):
        best = optimize.minimize_scalar(
            lambda v, penalty=penalty: (v - w) ** 2 / 2 + threshold * penalty(v),
            bounds=(-6, 6),
            method="bounded",
            options={"xatol": 1e-9},
        )
        np.testing.assert_allclose(step(w, threshold), best.x, atol=1e-6)


@given(st.floats(-5, 5), st.floats(0, 3), st.floats(0, 3))
def test_the_proximal_step_of_the_elastic_net_minimizes(w, threshold, beta):
    best = optimize.minimize_scalar(
        lambda v: (v - w) ** 2 / 2 + threshold * elastic_net(v, beta),
        bounds=(-6, 6),
        method="bounded",
        options={"xatol": 1e-9},
    )
    np.testing.assert_allclose(elastic_net_proximal(w, threshold, beta), best.x, atol=1e-6)


def test_soft_threshold_makes_exact_zeros():
    shrunk = soft_threshold([[3.0, 0.3], [-0.5, -2.0]], 0.5)
    np.testing.assert_array_equal(shrunk, [[2.5, 0], [0, -1.5]])
    np.testing.assert_array_equal(soft_threshold(np.float32([3, -2]), 1e300), 0)


@pytest.mark.parametrize("step", [soft_threshold, l2_proximal])
def test_input_of_proximal_steps(step):
    assert step(np.float32([1, -2]), 0.5).dtype == np.float32
    with pytest.raises(ValueError, match="threshold must be a number >= 0, got -1"):
        step([1.0], -1)
    with pytest.raises(ValueError, match="W must not contain NaN"):
        step([np.nan], 1)
