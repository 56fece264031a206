"""Binary cross-entropy: its limits and its slope; `test_digits` has its values."""

from functools import partial

import numpy as np
from descent.gradients import check_gradient
from descent.losses import (
    binary_cross_entropy_with_logits,
    binary_cross_entropy_with_logits_gradient,
)
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

bce, bce_gradient = binary_cross_entropy_with_logits, binary_cross_entropy_with_logits_gradient
INF = np.inf
numbers = arrays(np.float64, (2, 3), elements=st.floats(-9, 9))
shares = arrays(np.float64, (2, 3), elements=st.sampled_from([0.0, 0.25, 0.9, 1.0]))


class TestBinaryCrossEntropy:
    def test_limits(self):
        losses = bce([INF, -INF, INF, -INF], [1, 0, 0, 1], reduction="none")
        np.testing.assert_array_equal(losses, [0, 0, INF, INF])
        losses = bce([1e308, -1e308, INF], [0, 1, 0.5], reduction="none")
        np.testing.assert_array_equal(losses, [1e308, 1e308, INF])
        gradient = bce_gradient([INF, -INF], [0, 1], reduction="none")
        np.testing.assert_array_equal(gradient, [1, -1])

    @given(scores=numbers, labels=shares)
    def test_gradient(self, scores, labels):
        for reduction in ("mean", "sum"):
            at_labels = [partial(f, reduction=reduction) for f in (bce, bce_gradient)]
            error = check_gradient(*(lambda o, f=f: f(o, labels) for f in at_labels), scores)
            assert error < 1e-6

    def test_single_numbers(self):
        assert np.ndim(bce(0.3, 1)) == np.ndim(bce_gradient(0.3, 1)) == 0
