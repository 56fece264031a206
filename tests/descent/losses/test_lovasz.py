"""The Lovász extension against its definition, at its corners, and as a loss."""

from functools import partial
from itertools import pairwise, product

import numpy as np
import pytest
from descent.gradients import check_gradient
from descent.losses import (
    lovasz_extension,
    lovasz_extension_gradient,
)
from descent.metrics import jaccard_index
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

errors = arrays(np.float64, 6, elements=st.floats(0, 1))
truths = arrays(bool, 6)
GUESSES = np.array([0.9, 0.4, 0.7, 0.2])
OBJECT = np.array([True, True, False, False])


def jaccard_loss(mistaken, truth):
    """Return |M| / |G ∪ M|, as sets."""
    mistaken, truth = set(np.flatnonzero(mistaken)), set(np.flatnonzero(truth))
    return len(mistaken) / max(len(mistaken | truth), 1)


def by_area(errors, truth):
    """Return the integral over t from 0 to 1 of the loss of all that is wrong by t or more."""
    ends = np.unique([0, *errors])
    return sum((high - low) * jaccard_loss(errors >= high, truth) for low, high in pairwise(ends))


def test_by_hand():
    wrong = np.abs(OBJECT - GUESSES)
    by_hand = 0.7 / 3 + 0.6 / 3 + 0.2 / 12 + 0.1 / 4
    assert lovasz_extension(wrong, OBJECT) == pytest.approx(by_hand) == 0.475


@given(errors, truths)
def test_is_the_area_under_the_losses_of_all_thresholds(errors, truth):
    assert lovasz_extension(errors, truth) == pytest.approx(by_area(errors, truth), abs=1e-12)


@given(truths)
def test_is_the_jaccard_loss_at_every_corner(truth):
    for corner in product([0.0, 1.0], repeat=6):
        mistaken = np.array(corner) == 1
        value = lovasz_extension(np.array(corner), truth)
        assert value == pytest.approx(jaccard_loss(mistaken, truth))
        assert value == pytest.approx(1 - jaccard_index(truth, truth ^ mistaken))


@given(errors, errors, truths, st.floats(0, 1))
def test_is_convex_in_the_errors(a, b, truth, t):
    middle = lovasz_extension(t * a + (1 - t) * b, truth)
    chord = t * lovasz_extension(a, truth) + (1 - t) * lovasz_extension(b, truth)
    assert middle <= chord + 1e-12


@given(st.permutations(range(1, 7)), truths)
def test_gradient_where_no_errors_tie(order, truth):
    loss = partial(lovasz_extension, truth=truth)
    slope = partial(lovasz_extension_gradient, truth=truth)
    assert check_gradient(loss, slope, np.array(order) / 7) < 1e-6
