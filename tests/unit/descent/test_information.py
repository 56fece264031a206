"""What is certain, impossible or rounded; `test_digits` has the other values."""

import numpy as np
import pytest
from descent.information import (
    cross_entropy,
    entropy,
    kl_divergence,
    log_arrangements,
    sequence_log_likelihood,
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


def test_the_impossible_and_the_unseen():
    assert sequence_log_likelihood([1, 1], [1, 0]) == -np.inf
    assert sequence_log_likelihood([2, 0], [1, 0]) == 0
    assert sequence_log_likelihood([2, 0], [1.000009, 0]) == 0  # rounded, and no more than sure


def test_many_arrangements_in_float32():
    counts = [2**24, 1]
    assert log_arrangements(np.float32(counts)) == log_arrangements(counts) > 16
