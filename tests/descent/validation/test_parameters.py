"""Checks of what an optimizer changes in place."""

import numpy as np
import pytest
from descent.validation import require_gradients, require_parameters


def test_parameters_pass_as_they_are():
    given = [np.zeros(2), np.zeros((2, 1), np.float32)]
    for one, other in zip(require_parameters(given), given, strict=True):
        assert one is other


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        (np.zeros(2), r"parameters must be a list of arrays, got an array: write \[array\]"),
        ([np.zeros(2, int)], r"parameters\[0\] must be a float32 or float64 ndarray, got int"),
        ([np.zeros(2), [1.0]], r"parameters\[1\] must be a float32 or float64 ndarray, got list"),
        ([np.broadcast_to(0.0, 2)], r"parameters\[0\] must be writeable, got a read-only array"),
        ([np.array([np.inf])], r"parameters\[0\] must be finite"),
        ([np.zeros(2)] * 2, "parameters must be different arrays, got one of them twice"),
    ],
)
def test_parameters_that_are_refused(parameters, message):
    with pytest.raises(ValueError, match=message):
        require_parameters(parameters)


def test_gradients_are_copies_of_the_parameters_shapes():
    W = np.ones(2)
    (slope,) = require_gradients([W], [W])
    assert not np.shares_memory(slope, W)
    with pytest.raises(ValueError, match=r"gradients must have shapes \[\(2,\)\], got \[\(3,\)\]"):
        require_gradients([[1, 2, 3]], [W])
    with pytest.raises(ValueError, match=r"gradients must be a list of arrays"):
        require_gradients(W, [W])
