import numpy as np
import pytest
from descent.geometry import decision_regions
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from matplotlib.path import Path

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
    for label, corners in enumerate(decision_regions(W, b, box=BOX)):
        inside = Path(corners).contains_points(clear) if len(corners) > 2 else False
        np.testing.assert_array_equal(inside & np.ones(len(clear), bool), best == label)


def test_the_regions_share_the_box_without_overlap():
    rng = np.random.default_rng(0)
    for _ in range(200):
        regions = decision_regions(rng.normal(size=(2, 5)), rng.normal(size=5), box=BOX)
        assert sum(map(area, regions)) == pytest.approx(24, rel=1e-12)


def test_a_class_that_is_nowhere_best_has_no_region():
    cat, car = decision_regions([[1, 1], [0, 0]], [0, 1])
    assert cat.shape == (0, 2)
    assert area(car) == pytest.approx(4)


def test_a_tie_everywhere_belongs_to_both():
    assert [area(r) for r in decision_regions(np.zeros((2, 2)), [0, 0])] == [4, 4]


@pytest.mark.parametrize("size", [1e-290, 1e10, 1e300])
def test_neither_large_weights_nor_a_large_box_overflow(size):
    W, b = np.random.default_rng(0).normal(size=(2, 4)), np.random.default_rng(1).normal(size=4)
    box = np.array([-1.0, 1.0, -1.0, 1.0])
    expected = decision_regions(W, b, box=box)
    for region, steep in zip(expected, decision_regions(size * W, size * b, box=box), strict=True):
        np.testing.assert_allclose(steep, region, rtol=1e-12)
    for region, far in zip(expected, decision_regions(W, size * b, box=size * box), strict=True):
        np.testing.assert_allclose(far / size, region, rtol=1e-12)


def test_one_class_may_be_ahead_by_more_than_others_differ():
    W, b = np.random.default_rng(0).normal(size=(2, 4)) / 1000, [1e308, 0.0, 1e-300, -1e308]
    everything, *nothing = decision_regions(W, b, box=[-1, 1, -1, 1])
    np.testing.assert_array_equal(everything, [[-1, -1], [1, -1], [1, 1], [-1, 1]])
    assert not any(map(len, nothing))
