"""The Lovász extension against its definition, and its slope against differences."""

from functools import partial
from itertools import pairwise

import numpy as np
import pytest
from descent.gradients import check_gradient
from descent.losses import (
    lovasz_extension,
    lovasz_extension_gradient,
)
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

errors = arrays(np.float64, 6, elements=st.floats(0, 1))
truths = arrays(bool, 6)


def jaccard_loss(mistaken, truth):
    """Return |M| / |G ∪ M|, as sets."""
    mistaken, truth = set(np.flatnonzero(mistaken)), set(np.flatnonzero(truth))
    return len(mistaken) / max(len(mistaken | truth), 1)


def by_area(errors, truth):
    """Return the integral over t from 0 to 1 of the loss of all that is wrong by t or more."""
    ends = np.unique([0, *errors])
    return sum((high - low) * jaccard_loss(errors >= high, truth) for low, high in pairwise(ends))


@given(errors, truths)
def test_is_the_area_under_the_losses_of_all_thresholds(errors, truth):
    assert lovasz_extension(errors, truth) == pytest.approx(by_area(errors, truth), abs=1e-12)


@given(st.permutations(range(1, 7)), truths)
def test_gradient_where_no_errors_tie(order, truth):
    loss = partial(lovasz_extension, truth=truth)
    slope = partial(lovasz_extension_gradient, truth=truth)
    assert check_gradient(loss, slope, np.array(order) / 7) < 1e-6
