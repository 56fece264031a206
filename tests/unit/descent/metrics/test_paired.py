"""Paired comparisons against SciPy's binomial test."""

import math

import numpy as np
import pytest
from descent.metrics import mcnemar, paired_difference
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

verdicts = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=60)


@given(verdicts)
def test_mcnemar_is_the_binomial_test_of_the_disagreements(pairs):
    a, b = np.array(pairs).T
    only_a, only_b, p_value = mcnemar(a, b)
    assert only_a - only_b == a.sum() - b.sum() and only_a + only_b == (a != b).sum()
    expected = stats.binomtest(only_a, only_a + only_b).pvalue if only_a + only_b else 1.0
    assert p_value == pytest.approx(expected, rel=1e-12, abs=0)
    assert mcnemar(b, a) == (only_b, only_a, p_value)


@pytest.mark.parametrize(("more", "count"), [(2_100, 4_000), (201_000, 400_000)])
def test_mcnemar_counts_to_many(more, count):
    """In time that grows as the count: with its cube the larger of these would take days."""
    a = np.arange(count) < more
    expected = stats.binomtest(more, count).pvalue
    assert mcnemar(a, ~a).p_value == pytest.approx(expected, rel=1e-9 if count > 1e5 else 1e-12)


def test_mcnemar_rounds_once():
    for more, count in ((7, 9), (300, 700), (1_000, 1_900), (3_000, 3_001)):
        a = np.arange(count) < more
        tail = sum(math.comb(count, k) for k in range(min(more, count - more) + 1))
        assert mcnemar(a, ~a).p_value == min(1, 2 * tail / 2**count)


def test_two_samples_are_enough():
    assert paired_difference([1.0, 4.0], [0.0, 1.0]) == (2.0, 1.0)
    with pytest.raises(ValueError, match=r"a must have shape .* with N at least 2, got \(1,\)"):
        paired_difference([1.0], [1.0])


@pytest.mark.parametrize("power", [-600, 600])
def test_the_error_scales_with_the_losses(power):
    difference, error = paired_difference(np.ldexp([1.0, 3.0, 7.0], power), np.zeros(3))
    expected = paired_difference([1.0, 3.0, 7.0], np.zeros(3))
    assert np.ldexp([difference, error], -power).tolist() == pytest.approx(expected)
