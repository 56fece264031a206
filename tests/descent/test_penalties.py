"""Penalties by hand and against finite differences."""

import numpy as np
from descent.gradients import check_gradient
from descent.penalties import (
    elastic_net,
    elastic_net_gradient,
    l1,
    l1_gradient,
    l2,
    l2_gradient,
)
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

SPREAD, SPARSE = [0.25, 0.25, 0.25, 0.25], [1, 0, 0, 0]
away_from_kink = st.floats(-9, 9).filter(lambda w: abs(w) > 1e-3)
weights = arrays(np.float64, (2, 3), elements=away_from_kink)


def test_spreading_the_weights_matters_to_l2_alone():
    assert (l2(SPARSE), l2(SPREAD)) == (1, 0.25)
    assert (l1(SPARSE), l1(SPREAD)) == (1, 1)
    assert elastic_net(SPREAD, beta=2) == 1.5


@given(weights, st.floats(0, 5))
def test_gradients(W, beta):
    assert check_gradient(l1, l1_gradient, W) < 1e-7
    assert check_gradient(l2, l2_gradient, W) < 1e-7
    at_beta = (lambda W: elastic_net(W, beta)), (lambda W: elastic_net_gradient(W, beta))
    assert check_gradient(*at_beta, W) < 1e-7


def test_beyond_all_floats():
    assert l1([1e308, 1e308]) == np.inf
    assert l2([1e200]) == np.inf
    assert elastic_net([1e200], beta=0) == 1e200
