"""No silent NaN: what every public function makes of every finite input, one table for all.

A result is a number, or the infinity that it tends to; or there is an error that says what was too
large. No result shares memory with what was given, float32 stays float32, and no warning is left
to NumPy.
"""

from copy import deepcopy
from functools import partial

import descent
import numpy as np
import pandas as pd
import pytest
from descent import comparison, images, layers, models, surfaces
from hypothesis import Phase, given, settings
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
@np.errstate(all="raise")  # what NumPy were to raise would not be "not finite"
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


TINY, TEXT = np.array([[1e-200, 1.0], [0.0, 1e-300]]), [0, 1, 2, 2] * 40
SMALL = {
    "counting": lambda: models.CountingModel(3, strength=1e-300).fit(TEXT).log_probabilities(TEXT),
    "attention": lambda: (
        models.AttentionModel(3, context=4, width=4, heads=2, hidden=4, steps=9, learning_rate=0.5)
        .fit(TEXT)
        .bits_per_character(TEXT)
    ),
    "surfaces": lambda: [surfaces.Ravine().value(TINY), surfaces.Rosenbrock().gradient(TINY)],
    "images": lambda: [images.signed(TINY, 1e300), images.center_digit(TINY)],
    "a table": lambda: [comparison.table({"a": 1e-310}), comparison.spread(TINY[0])],
    "an interval": lambda: comparison.interval(TINY),
    "batch normalization": lambda: layers.BatchNormalization(2).backward(TINY, TINY, True),
    "a step": lambda: descent.Adam().update([TINY.copy()], [TINY]),
}


@pytest.mark.parametrize("compute", SMALL.values(), ids=SMALL)
def test_what_is_too_small_for_floats_is_0_whatever_numpy_is_to_raise(compute):
    with np.errstate(all="raise"):
        compute()


def frame(array, dtype=None):
    """Return an array as a data frame or a series holds it, of two axes or of one."""
    holds = {1: pd.Series, 2: pd.DataFrame}
    return holds[array.ndim](array, dtype=dtype) if array.ndim in holds else array


PHASES = (Phase.explicit, Phase.reuse, Phase.generate)  # a smaller example would say no more
NULLABLE = {"f": "Float64", "i": "Int64", "b": "boolean"}
FORMS = {
    "float32": lambda array: array,
    "objects": lambda array: array.astype(object),
    "pandas": frame,
    "nullable": lambda array: frame(array, NULLABLE[array.dtype.kind]),
}
"""How numbers may come beside float64. They are the same numbers, so is what is made of them."""


def outcome(function, arguments):
    """Return all arrays in a result, or what is said in its place."""
    try:
        return numbers(function(**deepcopy(arguments)))
    except (ValueError, FloatingPointError) as error:
        return [np.array(f"{type(error).__name__}: {error}")]


def formed(arguments, form, dtype):
    """Return arguments whose arrays, of this type if they hold fractions, have another form."""
    largest = float(np.finfo(dtype).max)
    return {
        name: form(
            np.clip(a.astype(float), -largest, largest).astype(dtype) if a.dtype.kind == "f" else a
        )
        if isinstance(a, np.ndarray) and a.ndim
        else a
        for name, a in arguments.items()
    }


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", TABLE)
@settings(max_examples=10, phases=PHASES)
@given(data=st.data())
def test_numbers_mean_the_same_however_they_come_and_whatever_numpy_is_to_raise(name, data):
    kinds = named(name)
    arguments = {each: data.draw(getattr(kind, "good", kind)) for each, kind in kinds.items()}
    for form, make in FORMS.items():
        dtype = np.float32 if form == "float32" else np.float64

        def plain(array, make=make):
            return np.asarray(make(array)).astype(array.dtype)  # in the order of memory of a frame

        expected = outcome(PUBLIC[name], formed(arguments, plain, dtype))
        given_so = formed(arguments, make, dtype)
        with np.errstate(all="raise"):
            found = outcome(PUBLIC[name], given_so)
        for one, other in zip(found, expected, strict=True):
            np.testing.assert_array_equal(one, other, err_msg=form)
