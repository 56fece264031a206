import numpy as np
import pytest
from descent import hessian, numerical_gradient
from descent.surfaces import NoisyQuadratic, Ravine, Rosenbrock, Saddle
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import optimize

SURFACES = [Ravine(100.0), Ravine(3.0), Saddle(), Rosenbrock(), NoisyQuadratic(0.5)]
each = pytest.mark.parametrize("surface", SURFACES, ids=repr)
point = hnp.arrays(float, 2, elements=st.floats(-3, 3))


@each
@given(x=point)
def test_slopes_are_those_of_finite_differences(surface, x):
    slopes = numerical_gradient(surface.value, x)
    np.testing.assert_allclose(surface.gradient(x), slopes, atol=1e-5)


@each
def test_many_points_are_each_one_of_them(surface):
    points = np.random.default_rng(0).normal(size=(3, 4, 2))
    for method, shape in (("value", ()), ("gradient", (2,))):
        many = getattr(surface, method)(points)
        assert many.shape == (3, 4, *shape)
        np.testing.assert_array_equal(many[1, 2], getattr(surface, method)(points[1, 2]))


@pytest.mark.parametrize(
    ("surface", "lowest", "value"),
    [
        (Ravine(100.0), [0, 0], 0),
        (Saddle(), [0, 1], -0.25),
        (Saddle(), [0, -1], -0.25),
        (Rosenbrock(), [1, 1], 0),
        (NoisyQuadratic(), [0, 0], 0),
    ],
)
def test_minima(surface, lowest, value):
    assert surface.value(lowest) == value
    np.testing.assert_array_equal(surface.gradient(lowest), [0, 0])
    assert np.linalg.eigvalsh(hessian(surface.value, lowest)).min() > 0


def test_saddle_has_one_way_down():
    curvatures = np.linalg.eigvalsh(hessian(Saddle().value, [0, 0]))
    np.testing.assert_allclose(curvatures, [-1, 1], atol=1e-5)


def test_rosenbrock_is_scipys():
    points = np.random.default_rng(0).normal(size=(20, 2))
    np.testing.assert_allclose(Rosenbrock().value(points), optimize.rosen(points.T))
    np.testing.assert_allclose(Rosenbrock().gradient(points).T, optimize.rosen_der(points.T))


def test_noise_has_mean_zero_and_its_deviation():
    bowl, points = NoisyQuadratic(noise=0.5), np.full((20_000, 2), 3.0)
    errors = bowl.sample_gradient(points, rng=np.random.default_rng(0)) - points
    assert abs(errors.mean()) < 4 * 0.5 / np.sqrt(errors.size)
    assert errors.std() == pytest.approx(0.5, rel=0.02)
    assert abs(np.corrcoef(errors.T)[0, 1]) < 0.03


def test_far_out_a_saddle_rises():
    with np.errstate(over="ignore"):
        assert Saddle().value([0, 1e200]) == np.inf


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("surface", [Ravine(), Saddle(), Rosenbrock(), NoisyQuadratic()])
@given(hnp.arrays(np.float64, (3, 2), elements=st.floats(allow_nan=False, allow_infinity=False)))
@example(np.array([[1e308, 1e308], [-1e308, 1e308], [1e308, -1e308]]))
def test_what_is_beyond_all_floats_is_inf_without_a_word(surface, points):
    for result in (surface.value(points), surface.gradient(points)):
        assert not np.isnan(result).any()


@each
def test_a_surface_stays_as_it_was_made(surface):
    with pytest.raises(AttributeError, match="cannot assign"):
        surface.noise = 1.0
    assert hash(surface) == hash(type(surface)(**vars(surface)))


@pytest.mark.filterwarnings("error")
def test_float32_stays_float32():
    for surface in SURFACES:
        assert surface.value(np.float32([1, 2])).dtype == np.float32
        assert surface.gradient(np.float32([1, 2])).dtype == np.float32
    slopes = NoisyQuadratic(1.7e308).sample_gradient(np.zeros((9, 2), np.float32), rng=0)
    assert slopes.dtype == np.float32 and np.isinf(slopes).all()
    for condition in (1e300, 1e-60):
        with pytest.raises(ValueError, match="condition must be a number > 0 in float32"):
            Ravine(condition).value(np.float32([1, 0]))
