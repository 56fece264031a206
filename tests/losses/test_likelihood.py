"""Likelihoods against scipy's multinomial distribution."""

from itertools import permutations

import numpy as np
import pytest
from descent import cross_entropy, log_arrangements, sequence_log_likelihood
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

counts = st.lists(st.integers(0, 30), min_size=2, max_size=6)
seeds = st.integers(0, 2**32 - 1)


@given(counts, seeds)
def test_counts_are_multinomial(counts, seed):
    p = np.random.default_rng(seed).dirichlet(np.ones(len(counts)))
    value = log_arrangements(counts) + sequence_log_likelihood(counts, p)
    assert value == pytest.approx(stats.multinomial.logpmf(counts, sum(counts), p), abs=1e-9)


@given(counts.filter(any), seeds)
def test_a_likelihood_is_a_cross_entropy(counts, seed):
    p = np.random.default_rng(seed).dirichlet(np.ones(len(counts)), size=3)
    n = sum(counts)
    shares = np.tile(np.divide(counts, n), (3, 1))
    np.testing.assert_allclose(
        sequence_log_likelihood(counts, p), -n * cross_entropy(shares, p), atol=1e-9
    )


def test_five_rolls_of_a_die():
    counts, fair = [0, 0, 2, 3, 0, 0], np.full(6, 1 / 6)
    assert np.exp(sequence_log_likelihood(counts, fair)) == pytest.approx(1 / 6**5)
    both = log_arrangements(counts) + sequence_log_likelihood(counts, fair)
    assert np.exp(both) == pytest.approx(0.001286, abs=5e-7)
    assert np.exp(log_arrangements(counts)) == pytest.approx(len(set(permutations("33444"))))


def test_the_impossible_and_the_unseen():
    assert sequence_log_likelihood([1, 1], [1, 0]) == -np.inf
    assert sequence_log_likelihood([2, 0], [1, 0]) == 0


@pytest.mark.parametrize("bad", [[-1, 2], [0.5, 1], [[1, 2]], []])
def test_bad_counts(bad):
    with pytest.raises(ValueError, match="counts"):
        log_arrangements(bad)


def test_the_distribution_must_fit():
    with pytest.raises(ValueError, match=r"p must have shape \(\.\.\., 2\)"):
        sequence_log_likelihood([1, 2], [0.5, 0.25, 0.25])
