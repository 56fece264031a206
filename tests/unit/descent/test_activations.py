"""Activations and their derivatives, which are kernels, against limits and differences."""

import numpy as np
import pytest
from descent import kernels
from descent.activations import leaky_relu, relu, sigmoid, tanh
from descent.gradients import numerical_gradient
from descent.kernels import (
    leaky_relu_derivative,
    relu_derivative,
    sigmoid_derivative,
    tanh_derivative,
)
from hypothesis import given
from hypothesis import strategies as st

ALL = [sigmoid, tanh, relu, leaky_relu]
SLOPES = [sigmoid_derivative, tanh_derivative, relu_derivative, leaky_relu_derivative]
INF = np.inf


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (sigmoid, [0, 0, 0.5, 1, 1]),
        (sigmoid_derivative, [0, 0, 0.25, 0, 0]),
        (tanh, [-1, -1, 0, 1, 1]),
        (tanh_derivative, [0, 0, 1, 0, 0]),
        (relu, [0, 0, 0, 1e308, INF]),
        (relu_derivative, [0, 0, 0, 1, 1]),
        (leaky_relu, [-INF, -1e306, 0, 1e308, INF]),
        (leaky_relu_derivative, [0.01, 0.01, 0.01, 1, 1]),
    ],
)
def test_limits(function, expected):
    with np.errstate(over="ignore"):  # a derivative is a kernel, which leaves that to its caller
        found = function(np.array([-INF, -1e308, 0, 1e308, INF]))
    np.testing.assert_allclose(found, expected)


@pytest.mark.parametrize(("function", "derivative"), [*zip(ALL, SLOPES, strict=True)])
@given(z=st.floats(-20, 20).filter(lambda z: abs(z) > 1e-3))
def test_derivative_is_the_slope(function, derivative, z):
    slope = derivative(np.array(z))
    np.testing.assert_allclose(slope, numerical_gradient(function, z), atol=1e-9)


def test_saturation_keeps_its_digits():
    np.testing.assert_allclose(sigmoid_derivative(50.0), np.exp(-50), rtol=1e-12)
    np.testing.assert_allclose(tanh_derivative(50.0), 4 * np.exp(-100), rtol=1e-12)


def test_a_network_s_units_leak_as_much_as_the_function_does_by_default():
    z = np.array([-2.0, 3.0])
    np.testing.assert_array_equal(kernels.leaky_relu(z), leaky_relu(z))


def test_leaky_relu_slope():
    np.testing.assert_allclose(leaky_relu([-2, 2], slope=0.5), [-1, 2])
    np.testing.assert_allclose(leaky_relu_derivative(np.array([-2.0, 2.0]), slope=0.5), [0.5, 1])
    assert leaky_relu(-np.inf, slope=1e-60) == -np.inf
    with pytest.raises(ValueError, match="slope must be a number > 0 in float32, got 1e-60"):
        leaky_relu(np.float32([-np.inf]), slope=1e-60)


@pytest.mark.parametrize("function", [*ALL, *SLOPES])
def test_float32_stays_float32_and_input_stays(function):
    z = np.linspace(-2, 2, 6, dtype=np.float32)
    assert function(z).dtype == np.float32
    np.testing.assert_array_equal(z, np.linspace(-2, 2, 6, dtype=np.float32))
