"""No silent NaN: what every public function makes of every finite input, one table for all.

A result is a number, or the infinity that it tends to; or there is an error that says what was too
large. No result shares memory with what was given, float32 stays float32, and no warning is left
to NumPy.
"""

from functools import partial

import descent
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kinds import NO_NUMBERS, PUBLIC, TABLE, arrays, named

IN_FLOAT64 = {
    *("sequence_log_likelihood", "calibration_error", "calibration_floor", "risk_coverage"),
    *("paired_difference", "decision_regions", "numerical_gradient", "hessian", "check_gradient"),
    *("minimize", "make_blobs", "make_polynomial"),
}
"""What counts, measures or draws, in float64 whatever it is given; of all else float32 stays."""


def numbers(result):
    """Return all arrays in a result."""
    if callable(result):
        return [np.array([result(t) for t in (0, 1, 3, 10**6)])]
    if isinstance(result, descent.convexity.ChordViolation):
        return [result.x, result.y, np.array(result.gap)]
    if isinstance(result, dict):
        return [array for part in result.values() for array in numbers(part)]
    if isinstance(result, tuple | list):
        return [array for part in result for array in numbers(part)]
    return [] if result is None else [np.asarray(result)]


def test_the_table_has_every_public_function():
    assert set(TABLE) == set(PUBLIC) - NO_NUMBERS


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", TABLE)
@given(data=st.data())
def test_finite_input_gives_no_nan(name, data):
    kinds = named(name)
    arguments = {each: data.draw(getattr(kind, "good", kind)) for each, kind in kinds.items()}
    given_arrays = [a for a in arguments.values() if isinstance(a, np.ndarray)]
    copies = [a.copy() for a in given_arrays]
    try:
        results = numbers(PUBLIC[name](**arguments))
    except (ValueError, FloatingPointError) as error:
        assert len(str(error).split()) > 3  # says something
        results = []
    assert not any(np.isnan(array).any() for array in results)
    assert not any(np.shares_memory(a, b) for a in results for b in given_arrays)
    types = {a.dtype for a in given_arrays if a.dtype.kind == "f"}
    if name not in IN_FLOAT64 and types == {np.dtype(np.float32)}:
        assert not [a for a in results if a.dtype == np.float64]
    for each, copy in zip(given_arrays, copies, strict=True):
        np.testing.assert_array_equal(each, copy)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "model",
    [
        descent.SoftmaxRegression,
        partial(descent.MLP, (2,)),
        partial(descent.MLP, (2, 2), "leaky_relu", batch_norm=True, dropout=0.5),
    ],
)
@given(data=st.data())
def test_a_model_of_finite_samples_says_no_nan(model, data):
    X, more = data.draw(arrays((4, 2))), data.draw(arrays((2, 2)))
    optimizer = data.draw(st.sampled_from([None, descent.Adam(0.1), descent.RMSProp()]))
    weight = data.draw(st.none() | arrays(4, 0.0).filter(lambda w: w[:2].all()))
    settings = {"penalty": "l2", "strength": 0.1, "optimizer": optimizer, "random_state": 0}
    learner = model(epochs=3, batch_size=2, **settings)
    try:
        learner.fit(X, [0, 1, 1, 0], sample_weight=weight)
        learned = [*learner.weights_, *learner.biases_, learner.predict_proba(more)]
        learned += [learner.decision_function(more), *learner.history_.values()]
    except (FloatingPointError, ValueError) as error:  # weights so unequal that a class is lost
        assert "not finite" in str(error) or "2 classes" in str(error)
        learned = []
    assert all(np.isfinite(array).all() for array in learned)
