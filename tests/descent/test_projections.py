"""Proximal steps minimize."""

import numpy as np
from descent.penalties import l1, l2
from descent.projections import l2_proximal, soft_threshold
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize


@given(st.floats(-5, 5), st.floats(0, 3))
def test_proximal_steps_minimize(w, threshold):
    for step, penalty in ((soft_threshold, l1), (l2_proximal, l2)):
        best = optimize.minimize_scalar(
            lambda v, penalty=penalty: (v - w) ** 2 / 2 + threshold * penalty(v),
            bounds=(-6, 6),
            method="bounded",
            options={"xatol": 1e-9},
        )
        np.testing.assert_allclose(step(w, threshold), best.x, atol=1e-6)


def test_soft_threshold_makes_exact_zeros():
    shrunk = soft_threshold([[3.0, 0.3], [-0.5, -2.0]], 0.5)
    np.testing.assert_array_equal(shrunk, [[2.5, 0], [0, -1.5]])
    np.testing.assert_array_equal(soft_threshold(np.float32([3, -2]), 1e300), 0)


@given(st.floats(1e300, 1.7e308), st.floats(1e300, 1.7e308))
def test_a_threshold_that_has_no_double_shrinks_as_others_do(w, threshold):
    np.testing.assert_allclose(l2_proximal(w, threshold), w / threshold / 2, rtol=1e-12)
