"""Finite differences against autograd, and against gradients that are wrong."""

from decimal import Decimal
from fractions import Fraction

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from descent.gradients import check_gradient, hessian, numerical_gradient
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays


def wave(x):
    return anp.sum(anp.sin(x) * anp.exp(x / 3)) + anp.prod(anp.cos(x))


@given(arrays(np.float64, (2, 3), elements=st.floats(-3, 3)))
def test_numerical_gradient_agrees_with_autograd(x):
    np.testing.assert_allclose(numerical_gradient(wave, x), autograd.grad(wave)(x), atol=1e-8)


@pytest.mark.parametrize("size", [1e-3, 1e-1, 1.0, 1e6, 1e12])
def test_steps_fit_the_size_of_the_entries(size):
    measured = numerical_gradient(lambda x: np.sum(np.sqrt(x**2 + size**2)), [size, -size])
    np.testing.assert_allclose(measured, [0.5**0.5, -(0.5**0.5)], rtol=1e-4)
    measured = hessian(lambda x: x[0] ** 2 * x[1], [size, 2 * size])
    expected = size * np.array([[4, 2], [2, 0]])
    np.testing.assert_allclose(measured, expected, atol=1e-6 * max(size, 1))


def test_shapes_and_types():
    assert numerical_gradient(lambda x: x**2, 3).shape == ()
    integers = np.array([[3], [1]])
    np.testing.assert_allclose(numerical_gradient(lambda x: np.sum(x**2), integers), 2 * integers)
    assert integers.dtype == int
    np.testing.assert_array_equal(integers, [[3], [1]])


def test_check_gradient_finds_a_wrong_entry():
    x = np.array([[1.0, 2.0], [-1.0, 0.5]])
    right = autograd.grad(wave)

    def wrong(x):
        gradient = right(x)
        gradient[1, 0] *= 1.01
        return gradient

    assert check_gradient(wave, right, x) < 1e-7
    assert check_gradient(wave, wrong, x) > 1e-4
    assert check_gradient(wave, lambda x: -right(x), x) == pytest.approx(2)


ONE = pytest.approx(1)
TINY = np.array([1e-3, 0.0])
ERRORS = {
    "a constant": (lambda x: 1.0, np.zeros_like, [1.0, 2.0], 0),
    "slopes that a constant lacks": (lambda x: 1.0, np.ones_like, [1.0, 2.0], 1),
    "one of them": (lambda x: 1.0, lambda x: 4 * x, [1.0, 0.0], 1),
    "a slope that is not claimed": (lambda x: 4 * x[0], np.zeros_like, [1.0, 0.0], 1),
    "a minimum": (lambda x: np.sum(np.cosh(x - 1)) + 7, lambda x: np.sinh(x - 1), [1.0, 1.0], 0),
    "a minimum elsewhere": (lambda x: np.sum(np.cosh(x - 1)) + 7, lambda x: x - 0.999, [1, 1], ONE),
    "below the last digit": (lambda x: 1e20 + 0 * x.sum(), lambda x: TINY, [1.0, 2.0], 0),
    # Rounding hides slopes along the first entry, whose steps are a hundred million times less.
    "where steps are long enough": (
        lambda x: 1e6 + 1e-6 * x[1],
        lambda x: np.array([0, 1e-6]),
        [1.0, 1e8],
        pytest.approx(0, abs=1e-4),
    ),
}


@pytest.mark.parametrize(("function", "gradient", "x", "error"), ERRORS.values(), ids=ERRORS)
def test_errors_of_check_gradient(function, gradient, x, error):
    assert check_gradient(function, gradient, x) == error


@pytest.mark.parametrize("scale", [1.0, 4.0, 0.25])
def test_what_rounding_the_values_explains_is_no_error(scale):
    eps = np.finfo(float).eps
    explained = 10 * eps * 8 / eps ** (1 / 3)
    for slope, error in ((0.9, 0), (1.1, pytest.approx(1.1 * explained / scale, rel=1e-6, abs=0))):
        claimed = np.array([scale, slope * explained])  # of 8 + scale x
        found = check_gradient(lambda x: 8 + scale * x[0], lambda x, g=claimed: g, [0.0, 0.0])
        assert found == error


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("offset", [1e9, 1e12])
def test_a_gradient_that_rounding_hides_is_neither_right_nor_wrong(offset, sign):
    def hidden(x):
        return offset + 1e-3 * x @ x

    with pytest.raises(FloatingPointError, match=r"slopes up to .* cannot be told from the round"):
        check_gradient(hidden, lambda x: sign * 2e-3 * x, [3.0, 1.0])
    assert check_gradient(hidden, lambda x: 0 * x, [0.0, 0.0]) == 0
    seen = check_gradient(lambda x: 1 + 1e-3 * x @ x, lambda x: sign * 2e-3 * x, [3.0, 1.0])
    assert (seen > 1) == (sign < 0)


def test_to_claim_almost_nothing_is_not_right_where_a_slope_is_measured():
    for claim in (0, 1e-15):
        with pytest.raises(FloatingPointError, match="cannot be told from the rounding"):
            check_gradient(lambda x: 1e6 + 1e-4 * x.sum(), lambda x, c=claim: c * x, [1.0, 2.0])


@given(arrays(np.float64, 3, elements=st.floats(-5, 5)))
def test_a_last_digit_at_a_minimum_is_no_slope(lowest):
    def bowl(x):
        return np.sum(np.cosh(x - lowest)) + 1 / 3

    assert check_gradient(bowl, lambda x: np.sinh(x - lowest), lowest) < 1e-7


@pytest.mark.parametrize(("x", "size"), [(0.5, 1), (-0.5, 1), (3.0, 3), (-300.0, 300)])
def test_steps(x, size):
    eps, seen = np.finfo(float).eps, []
    numerical_gradient(lambda x: seen.append(x[0]) or 0.0, [x])
    assert max(seen) - x == pytest.approx(size * eps ** (1 / 3))
    seen.clear()
    hessian(lambda x: seen.append(x[0]) or 0.0, [x])
    assert max(seen) - x == pytest.approx(2 * size * eps ** (1 / 4))


@given(arrays(np.float64, (2, 2), elements=st.floats(-2, 2)))
def test_the_hessian_agrees_with_autograd(x):
    expected = autograd.hessian(wave)(x).reshape(4, 4)
    np.testing.assert_allclose(hessian(wave, x), expected, atol=1e-6)


ROUNDED = {
    "float32": np.float32,
    "a Python float of it": lambda value: float(np.float32(value)),
    "an array": lambda value: np.array([value], np.float32),
    "float16": np.float16,
}


@pytest.mark.parametrize("rounded", ROUNDED.values(), ids=ROUNDED)
@given(arrays(np.float64, 2, elements=st.floats(-2, 2)))
def test_values_of_coarse_types_are_stepped_so_that_their_slopes_show(rounded, x):
    def function(x):
        return rounded(2 + np.sin(x).sum() + x[0] * x[1])

    right = np.cos(x) + x[::-1]
    allowed = 0.1 if rounded is np.float16 else 1e-3
    try:
        assert check_gradient(function, lambda x: np.cos(x) + x[::-1], x) < allowed
        np.testing.assert_allclose(numerical_gradient(function, x), right, atol=3 * allowed)
        second = [[-np.sin(x[0]), 1], [1, -np.sin(x[1])]]
        np.testing.assert_allclose(hessian(function, x), second, atol=20 * allowed)
    except FloatingPointError as error:
        assert "cannot be told" in str(error)


@pytest.mark.parametrize("kind", [Fraction, Decimal])
def test_values_may_be_objects_that_are_numbers(kind):
    assert numerical_gradient(lambda x: kind(x[0] ** 2), [1.0]) == pytest.approx(2)


@pytest.mark.parametrize(("measure", "right"), [(numerical_gradient, 2.0), (hessian, 1.0)])
def test_what_a_large_constant_hides_is_told(measure, right):
    def function(x, constant=0.0):
        return constant + x[0] ** 2 / 2 + 2 * x[1] * (measure is numerical_gradient) + x[1] ** 2 / 2

    for constant in (1e12, -1e14):
        with pytest.raises(FloatingPointError, match="cannot be told from the rounding"):
            measure(lambda x, c=constant: function(x, c), [1.0, 0.0])
        assert not measure(lambda x, c=constant: c, [1.0, 0.0]).any()
    assert measure(function, [1.0, 0.0])[1].max() == pytest.approx(right, rel=1e-6)
    assert np.abs(numerical_gradient(lambda x: np.exp(x[0]) - x[0], [0.0])).max() < 1e-9
