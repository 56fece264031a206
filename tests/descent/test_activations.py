"""Activations against scipy, their limits and finite differences."""

import numpy as np
import pytest
from descent import activations, kernels
from descent.activations import (
    leaky_relu,
    leaky_relu_derivative,
    maxout,
    maxout_derivative,
    relu,
    relu_derivative,
    sigmoid,
    sigmoid_derivative,
    tanh,
    tanh_derivative,
)
from descent.gradients import numerical_gradient
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

NAMES = ["sigmoid", "tanh", "relu", "leaky_relu", "maxout"]
ENTRYWISE = [(getattr(activations, n), getattr(activations, f"{n}_derivative")) for n in NAMES[:-1]]
ALL = [getattr(activations, n) for name in NAMES for n in (name, f"{name}_derivative")]
INF = np.inf


@given(st.floats(allow_nan=False, min_value=-700))  # below, 1 / (1 + exp(-z)) is a subnormal
def test_sigmoid_agrees_with_scipy(z):
    np.testing.assert_allclose(sigmoid(z), special.expit(z), rtol=1e-14)


@given(st.floats(allow_nan=False))
def test_sigmoid_is_symmetric(z):
    assert sigmoid(z) + sigmoid(-z) == pytest.approx(1)


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
    np.testing.assert_allclose(function([-INF, -1e308, 0, 1e308, INF]), expected)


@pytest.mark.parametrize(("function", "derivative"), ENTRYWISE)
@given(z=st.floats(-20, 20).filter(lambda z: abs(z) > 1e-3))
def test_derivative_is_the_slope(function, derivative, z):
    np.testing.assert_allclose(derivative(z), numerical_gradient(function, z), atol=1e-9)


def test_saturation_keeps_its_digits():
    np.testing.assert_allclose(sigmoid_derivative(50.0), np.exp(-50), rtol=1e-12)
    np.testing.assert_allclose(tanh_derivative(50.0), 4 * np.exp(-100), rtol=1e-12)


def test_a_network_s_units_leak_as_much_as_the_function_does_by_default():
    z = np.array([-2.0, 3.0])
    np.testing.assert_array_equal(kernels.leaky_relu(z), leaky_relu(z))
    np.testing.assert_array_equal(kernels.leaky_relu_derivative(z), leaky_relu_derivative(z))


def test_leaky_relu_slope():
    np.testing.assert_allclose(leaky_relu([-2, 2], slope=0.5), [-1, 2])
    np.testing.assert_allclose(leaky_relu_derivative([-2, 2], slope=0.5), [0.5, 1])
    with pytest.raises(ValueError, match="slope must be a number > 0, got 0"):
        leaky_relu(1.0, slope=0)


class TestMaxout:
    @given(st.lists(st.integers(-9, 9), min_size=1, max_size=5, unique=True))
    def test_derivative_is_the_slope(self, pieces):
        measured = numerical_gradient(maxout, pieces)
        np.testing.assert_allclose(maxout_derivative(pieces), measured, rtol=1e-9)

    def test_shapes(self):
        z = np.random.default_rng(0).normal(size=(7, 4, 3))
        assert maxout(z).shape == (7, 4)
        np.testing.assert_array_equal((z * maxout_derivative(z)).sum(-1), maxout(z))

    def test_first_piece_wins_a_tie(self):
        np.testing.assert_array_equal(maxout_derivative([1, 1, 0]), [1, 0, 0])


@pytest.mark.parametrize("function", ALL)
def test_float32_stays_float32_and_input_stays(function):
    z = np.linspace(-2, 2, 6, dtype=np.float32)
    assert function(z).dtype == np.float32
    np.testing.assert_array_equal(z, np.linspace(-2, 2, 6, dtype=np.float32))


@pytest.mark.parametrize("function", ALL)
@pytest.mark.parametrize(("z", "message"), [([np.nan], "contain NaN"), ([], "be empty"), ("a", "")])
def test_bad_input(function, z, message):
    with pytest.raises(ValueError, match=f"z must .*{message}"):
        function(z)
