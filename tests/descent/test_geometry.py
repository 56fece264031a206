import numpy as np
import pytest
from descent.geometry import decision_regions, project_ball
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from matplotlib.path import Path
from scipy import optimize

BOX = (-3.0, 3.0, -2.0, 2.0)
numbers = st.floats(-5, 5).map(lambda x: round(x, 3))


def area(corners):
    x, y = corners.T
    return 0.5 * abs(x @ np.roll(y, 1) - y @ np.roll(x, 1)) if len(corners) else 0.0


@given(arrays(float, (2, 4), elements=numbers), arrays(float, 4, elements=numbers))
def test_a_point_lies_in_the_region_of_its_largest_score(W, b):
    points = np.random.default_rng(0).uniform([-3, -2], [3, 2], (200, 2))
    ranked = np.sort(points @ W + b)
    clear = points[ranked[:, -1] - ranked[:, -2] > 1e-6]
    best = (clear @ W + b).argmax(1)
    for label, corners in enumerate(decision_regions(W, b, BOX)):
        inside = Path(corners).contains_points(clear) if len(corners) > 2 else False
        np.testing.assert_array_equal(inside & np.ones(len(clear), bool), best == label)


def test_the_regions_share_the_box_without_overlap():
    rng = np.random.default_rng(0)
    for _ in range(200):
        regions = decision_regions(rng.normal(size=(2, 5)), rng.normal(size=5), BOX)
        assert sum(map(area, regions)) == pytest.approx(24, abs=1e-9)


def test_a_class_that_is_nowhere_best_has_no_region():
    cat, car = decision_regions([[1, 1], [0, 0]], [0, 1])
    assert cat.shape == (0, 2)
    assert area(car) == pytest.approx(4)


def test_a_tie_everywhere_belongs_to_both():
    assert [area(r) for r in decision_regions(np.zeros((2, 2)), [0, 0])] == [4, 4]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([[1, 2]], [0, 0]), r"W must have shape \(2, C\) .* got \(1, 2\), \(2,\)"),
        (([[1, 2], [3, 4]], [0, 0, 0]), r"W must have shape"),
        (([[1, np.nan], [3, 4]], [0, 0]), r"W .*NaN"),
        (([[1, 2], [3, 4]], [0, 0], (1, 0, 0, 1)), r"box must be left < right"),
        (([[1, 2], [3, 4]], [0, 0], (0, 1)), r"box must be left < right"),
    ],
)
def test_what_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        decision_regions(*arguments)


@pytest.mark.parametrize("size", [1e-290, 1e10, 1e300])
def test_neither_large_weights_nor_a_large_box_overflow(size):
    W, b = np.random.default_rng(0).normal(size=(2, 4)), np.random.default_rng(1).normal(size=4)
    box = np.array([-1.0, 1.0, -1.0, 1.0])
    expected = decision_regions(W, b, box)
    for region, steep in zip(expected, decision_regions(size * W, size * b, box), strict=True):
        np.testing.assert_allclose(steep, region, atol=1e-12)
    for region, far in zip(expected, decision_regions(W, size * b, size * box), strict=True):
        np.testing.assert_allclose(far / size, region, atol=1e-12)


vectors = arrays(float, 4, elements=st.floats(-10, 10))
radii = st.floats(0.1, 20)


@given(vectors, radii)
def test_no_other_point_of_the_ball_is_closer(x, radius):
    p = project_ball(x, radius)
    assert np.linalg.norm(p) <= radius * (1 + 1e-12)
    # the closest point of a convex set is the one from which x lies at no acute angle to the set
    others = np.random.default_rng(0).standard_normal((50, 4))
    others *= radius / np.linalg.norm(others, axis=1, keepdims=True)
    assert ((others - p) @ (x - p) <= 1e-9 * radius * (1 + np.linalg.norm(x))).all()


@given(vectors, vectors, radii)
def test_a_projection_brings_points_no_farther_apart(x, y, radius):
    apart = np.linalg.norm(project_ball(x, radius) - project_ball(y, radius))
    assert apart <= np.linalg.norm(x - y) + 1e-12


def test_agrees_with_a_general_optimizer():
    x, ball = np.array([1.0, -2.0, 2.0]), {"type": "ineq", "fun": lambda p: 4 - p @ p}
    found = optimize.minimize(lambda p: ((p - x) ** 2).sum(), np.zeros(3), constraints=ball)
    np.testing.assert_allclose(project_ball(x, 2), found.x, atol=1e-4)


def test_a_matrix_is_one_point_and_what_lies_inside_stays():
    W = np.array([[3.0, 0.0], [0.0, 4.0]])
    np.testing.assert_allclose(project_ball(W, 1), W / 5)
    np.testing.assert_array_equal(project_ball(W, 5), W)
    np.testing.assert_array_equal(project_ball(np.zeros(3)), np.zeros(3))


@pytest.mark.parametrize("size", [1.7e308, 1e308, 1e-300])
def test_squares_that_overflow_or_vanish_do_no_harm(size):
    np.testing.assert_allclose(project_ball([size, size], size), np.full(2, size / 2**0.5))
    np.testing.assert_allclose(project_ball([size, size], 1e-305), np.full(2, 1e-305 / 2**0.5))


def test_the_smallest_floats_lie_in_every_ball_and_float32_stays():
    tiny = np.full(3, 5e-324)
    np.testing.assert_array_equal(project_ball(tiny), tiny)
    huge = project_ball(np.full(4, 3e38, np.float32))
    assert huge.dtype == np.float32
    np.testing.assert_allclose(huge, 0.5)


def test_a_ball_of_no_radius_is_refused():
    with pytest.raises(ValueError, match="radius must be"):
        project_ball([1.0], 0)
    with pytest.raises(ValueError, match="x must not contain NaN"):
        project_ball([np.nan])
