"""Entropy, divergence and likelihood against scipy, many digits and the laws of information."""

from decimal import Decimal, localcontext
from itertools import permutations

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
from scipy import stats

positive = arrays(np.float64, (3, 4), elements=st.floats(0.01, 1))
with_zeros = arrays(np.float64, (3, 4), elements=st.sampled_from([0.0, 0.0, 0.2, 1.0, 3.0]))
distributions = positive.map(lambda p: p / p.sum(-1, keepdims=True))
sparse = with_zeros.map(lambda p: (p + np.eye(3, 4)) / (p + np.eye(3, 4)).sum(-1, keepdims=True))


@given(sparse, st.sampled_from([2.0, np.e, 10.0]))
def test_entropy_agrees_with_scipy(p, base):
    np.testing.assert_allclose(
        entropy(p, base=base), stats.entropy(p, base=base, axis=-1), rtol=1e-13
    )


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


@given(distributions, distributions)
def test_cross_entropy_is_entropy_plus_divergence(p, q):
    np.testing.assert_allclose(cross_entropy(p, q), -(p * np.log(q)).sum(-1), rtol=1e-13)
    np.testing.assert_allclose(cross_entropy(p, q), entropy(p) + kl_divergence(p, q), rtol=1e-13)
    assert (kl_divergence(p, q) >= 0).all()


def test_by_hand():
    assert cross_entropy([1, 0, 0], [0.13, 0.87, 0]) == pytest.approx(2.04, abs=0.005)
    assert entropy([0.25] * 4, base=2) == 2
    assert entropy([0.1] * 10) == pytest.approx(2.303, abs=5e-4)
    assert kl_divergence([0.5, 0.5], [0.25, 0.75], base=2) == pytest.approx(
        1 - np.log2(3) / 2, rel=1e-14
    )


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


@given(counts, seeds)
def test_counts_are_multinomial(counts, seed):
    p = np.random.default_rng(seed).dirichlet(np.ones(len(counts)))
    value = log_arrangements(counts) + sequence_log_likelihood(counts, p)
    expected = stats.multinomial.logpmf(counts, sum(counts), p)
    assert value == pytest.approx(expected, rel=1e-12, abs=1e-11)  # of two that are up to 1e3


@given(counts.filter(any), seeds)
def test_a_likelihood_is_a_cross_entropy(counts, seed):
    p = np.random.default_rng(seed).dirichlet(np.ones(len(counts)), size=3)
    n = sum(counts)
    shares = np.tile(np.divide(counts, n), (3, 1))
    np.testing.assert_allclose(
        sequence_log_likelihood(counts, p), -n * cross_entropy(shares, p), rtol=1e-13
    )


def test_five_rolls_of_a_die():
    counts, fair = [0, 0, 2, 3, 0, 0], np.full(6, 1 / 6)
    assert np.exp(sequence_log_likelihood(counts, fair)) == pytest.approx(
        1 / 6**5, rel=1e-13, abs=0
    )
    both = log_arrangements(counts) + sequence_log_likelihood(counts, fair)
    assert np.exp(both) == pytest.approx(0.001286, abs=5e-7)
    assert np.exp(log_arrangements(counts)) == pytest.approx(
        len(set(permutations("33444"))), rel=1e-12
    )


def test_the_impossible_and_the_unseen():
    assert sequence_log_likelihood([1, 1], [1, 0]) == -np.inf
    assert sequence_log_likelihood([2, 0], [1, 0]) == 0
    assert sequence_log_likelihood([2, 0], [1.000009, 0]) == 0  # rounded, and no more than sure


def test_many_arrangements_in_float32():
    counts = [2**24, 1]
    assert log_arrangements(np.float32(counts)) == log_arrangements(counts) > 16
