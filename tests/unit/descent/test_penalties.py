"""Penalties beyond all floats; `test_digits` has their values and their slopes."""

import numpy as np
from descent.penalties import elastic_net, l1, l2


def test_beyond_all_floats():
    assert l1([1e308, 1e308]) == np.inf
    assert l2([1e200]) == np.inf
    assert elastic_net([1e200], beta=0) == 1e200
