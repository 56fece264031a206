"""Divergence in many digits, the laws of information; `test_digits` has the other values."""

from decimal import Decimal, localcontext

import numpy as np
import pytest
from descent.information import (
    cross_entropy,
    entropy,
    kl_divergence,
    log_arrangements,
    sequence_log_likelihood,
)
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

positive = arrays(np.float64, (3, 4), elements=st.floats(0.01, 1))
with_zeros = arrays(np.float64, (3, 4), elements=st.sampled_from([0.0, 0.0, 0.2, 1.0, 3.0]))
distributions = positive.map(lambda p: p / p.sum(-1, keepdims=True))
sparse = with_zeros.map(lambda p: (p + np.eye(3, 4)) / (p + np.eye(3, 4)).sum(-1, keepdims=True))


def exactly(p, q):
    """Return the sum of p log(p / q) - p + q, of these very numbers, in a hundred digits."""
    with localcontext() as context:
        context.prec = 100
        pairs = [(Decimal(float(a)), Decimal(float(b))) for a, b in zip(p, q, strict=True)]
        if any(a and not b for a, b in pairs):
            return np.inf
        return float(sum((a and a * (a / b).ln()) - a + b for a, b in pairs))


@given(*[st.one_of(sparse, distributions)] * 2, st.sampled_from([2.0, np.e]))
def test_divergence_is_that_of_many_digits(p, q, base):
    expected = [exactly(*rows) / np.log(base) for rows in zip(p, q, strict=True)]
    np.testing.assert_allclose(kl_divergence(p, q, base=base), expected, rtol=1e-12)


@pytest.mark.parametrize(("dtype", "rtol"), [(np.float64, 1e-13), (np.float32, 1e-6)])
@given(distributions, st.integers(-15, -2), arrays(np.float64, (3, 4), elements=st.floats(-1, 1)))
def test_divergence_of_close_distributions_has_all_its_digits(dtype, rtol, q, exponent, way):
    """Where the two differ by 1e-10, the divergence is 1e-20."""
    p = q * (1 + 10.0**exponent * way)
    p, q = (p / p.sum(-1, keepdims=True)).astype(dtype), q.astype(dtype)
    expected = [exactly(*rows) for rows in zip(p, q, strict=True)]
    np.testing.assert_allclose(kl_divergence(p, q), expected, rtol=rtol)


def test_certainty_costs_nothing_and_the_impossible_everything():
    assert entropy([1, 0]) == 0
    assert cross_entropy([0.5, 0.5], [1, 0]) == np.inf
    assert kl_divergence([0.5, 0.5], [1, 0]) == np.inf
    assert kl_divergence([1, 0], [1, 0]) == 0


def test_no_entropy_is_negative_though_sums_are_rounded():
    assert entropy([1.000009, 0]) == cross_entropy([1.0, 0], [1.000009, 0]) == 0


def test_a_divergence_is_never_negative_though_sums_are_rounded():
    p = np.array([0.5, 0.5 - 8e-6])
    assert kl_divergence(p, [0.5, 0.5]) >= 0
    assert kl_divergence([0.5, 0.5], p) >= 0
    assert kl_divergence(p, p) == 0
    p, q = [0.31740082050285306, 0.682599179497147], [0.3174008205028532, 0.682599179497147]
    assert kl_divergence(p, q) >= 0  # the sum of p log(p / q) is -6e-17
    assert kl_divergence([1.0, 0.0], [5e-324, 1.0]) == pytest.approx(-np.log(5e-324), rel=1e-14)


counts = st.lists(st.integers(0, 30), min_size=2, max_size=6)
seeds = st.integers(0, 2**32 - 1)


def test_the_impossible_and_the_unseen():
    assert sequence_log_likelihood([1, 1], [1, 0]) == -np.inf
    assert sequence_log_likelihood([2, 0], [1, 0]) == 0
    assert sequence_log_likelihood([2, 0], [1.000009, 0]) == 0  # rounded, and no more than sure


def test_many_arrangements_in_float32():
    counts = [2**24, 1]
    assert log_arrangements(np.float32(counts)) == log_arrangements(counts) > 16
