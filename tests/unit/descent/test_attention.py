"""Attention: its mask, and its gradient against differences; `test_digits` has its values."""

import numpy as np
import pytest
from descent.attention import attention, attention_gradient
from descent.gradients import check_gradient


def parts(seed, shape=(), N=3, M=5, D=4, E=2):
    rng = np.random.default_rng(seed)
    sizes = (N, D), (M, D), (M, E)
    return [rng.normal(size=(*shape, *size)) for size in sizes]


def test_what_a_query_may_not_see_changes_nothing_for_it():
    q, k, v = parts(0, N=5)
    mask = np.tri(5, dtype=bool)
    means, weights = attention(q, k, v, mask=mask)
    assert (weights[~mask] == 0).all()
    k[3:], v[3:] = 7, -7
    np.testing.assert_array_equal(attention(q, k, v, mask=mask)[0][:3], means[:3])
    np.testing.assert_allclose(attention(q[:1], k[:1], v[:1])[0], means[:1])


@pytest.mark.parametrize("masked", [False, True])
@pytest.mark.parametrize("which", [0, 1, 2])
def test_gradient(which, masked):
    given_parts = parts(1, shape=(2,), N=5)
    slope = np.random.default_rng(2).normal(size=(2, 5, 2))
    mask = np.tri(5, dtype=bool) if masked else None

    def put(x):
        return [x if k == which else each for k, each in enumerate(given_parts)]

    def loss(x):
        return float((slope * attention(*put(x), mask=mask)[0]).sum())

    def gradient(x):
        return attention_gradient(*put(x), slope, mask=mask)[which]

    assert check_gradient(loss, gradient, given_parts[which]) < 1e-7


def test_large_scores_are_no_harm_and_those_beyond_floats_are_told():
    q, k, v = np.array([[1e150]]), np.array([[1e150], [0.0]]), np.array([[1.0], [2.0]])
    np.testing.assert_array_equal(attention(q, k, v)[0], [[1.0]])
    with pytest.raises(FloatingPointError, match="a mean is not finite"):
        attention(q * 1e100, k * 1e100, v)
    with pytest.raises(FloatingPointError, match="the gradient is not finite"):
        attention_gradient([[1.0]], [[1e200], [0.0]], [[1e200], [0.0]], [[1e200]])
