"""Proximal steps at exact zeros and beyond all floats; `test_digits` has their values."""

import numpy as np
from descent.projections import l2_proximal, soft_threshold
from hypothesis import given
from hypothesis import strategies as st


def test_soft_threshold_makes_exact_zeros():
    shrunk = soft_threshold([[3.0, 0.3], [-0.5, -2.0]], 0.5)
    np.testing.assert_array_equal(shrunk, [[2.5, 0], [0, -1.5]])
    np.testing.assert_array_equal(soft_threshold(np.float32([3, -2]), 1e300), 0)


@given(st.floats(1e300, 1.7e308), st.floats(1e300, 1.7e308))
def test_a_threshold_that_has_no_double_shrinks_as_others_do(w, threshold):
    np.testing.assert_allclose(l2_proximal(w, threshold), w / threshold / 2, rtol=1e-12)
