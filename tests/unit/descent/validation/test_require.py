"""What each check lets pass, and what every refusal says: two tables."""

from collections import deque
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from descent import validation as v
from descent.validation.arrays import as_array, require_bounds
from descent.validation.samples import feature_names

INF, NAN, ONES = np.inf, np.nan, np.ones(2)
WIDE = np.random.default_rng(0).dirichlet(np.ones(5000), size=2).astype(np.float32)
MATRIX = np.zeros((2, 2))
SCORES = np.zeros((2, 3), np.float32)
NAMES = np.array(["a", "b"], object)
ROW = np.ma.array([1.0, 99.0, 2.0], mask=[0, 1, 0])
HOLDER = np.empty(2, object)
HOLDER[:] = [ROW, ROW]
WORDS = np.array(["cat", "car"], np.dtypes.StringDType())


def columns(*names):
    return SimpleNamespace(columns=names)


def objects(*labels):
    array = np.empty(len(labels), object)
    array[:] = labels
    return array


class Pet(str, Enum):  # noqa: UP042  the older way, in which str() gives the name
    CAT, CAR = "cat", "car"


def case(function, *arguments, **options):
    return function, arguments, options


REFUSED = {
    # single settings
    "x must be a number > 0, got 0": [case(v.require_number, "x", 0, above=0)],
    "x must be a number < 1, got 1": [case(v.require_number, "x", 1, below=1)],
    "x must be a number >= 0 and <= 1, got 2": [
        case(v.require_number, "x", 2, minimum=0, maximum=1)
    ],
    "x must be a number, got nan": [case(v.require_number, "x", NAN)],
    "x must be a number > 0, got inf": [case(v.require_number, "x", INF, above=0)],
    "x must be a number, got '1'": [case(v.require_number, "x", "1")],
    "x must be a number, got None": [case(v.require_number, "x", None)],
    r"x must be a number, got \[1\]": [case(v.require_number, "x", [1])],
    "x must be a number, got": [
        case(v.require_number, "x", switch) for switch in (True, False, np.True_, np.array(True))
    ],
    r"x must be a number > 0, got 10+\.\.\.0+$": [case(v.require_number, "x", 10**400, above=0)],
    "x must be a number > 0, got Fraction": [
        case(v.require_number, "x", Fraction(1, 10**400), above=0)
    ],
    "eps must be a number > 0 in float32, got 1e-60": [
        case(v.require_number, "eps", 1e-60, above=0, dtype=np.float32)
    ],
    r"beta must be a number .*float32": [
        case(v.require_number, "beta", value, dtype=np.float32) for value in (1e300, INF)
    ],
    "n must be an integer >= 3, got": [
        case(v.require_integer, "n", bad, minimum=3) for bad in (2, 3.0, True, "3", None)
    ],
    "n must be an integer >= 0, got": [
        case(v.require_integer, "n", bad, minimum=0) for bad in (False, np.True_, np.array(True))
    ],
    r"n must be an integer >= 0, got array\(3\.\)": [
        case(v.require_integer, "n", np.array(3.0), minimum=0)
    ],
    r"n must be an integer >= 1 and < 2\*\*63, got 1000": [
        case(v.require_integer, "n", 10**400, minimum=1)
    ],
    r"n must be an integer >= 1 and < 2\*\*63, got 9223372036854775808": [
        case(v.require_integer, "n", 2**63, minimum=1)
    ],
    "c must be one of 'a', 'b', got 'd'": [case(v.require_choice, "c", "d", ("a", "b"))],
    r"c must be one of 'a', 'b', got \['a'\]": [
        case(v.require_choice, "c", ["a"], {"a": 1, "b": 2})
    ],
    "rng must be None, an integer >= 0 or a numpy": [
        case(v.require_rng, "rng", bad)
        for bad in (-1, "zero", 0.5, True, np.bool_(False), [1, 2], (1,), np.array([1]))
    ],
    "nesterov must be True or False, got": [
        case(v.require_bool, "nesterov", bad) for bad in ("no", 1, 0, None, [True], np.array(True))
    ],
    "function must be a function, got 'len'": [case(v.require_callable, "function", "len")],
    # arrays
    "x must be a rectangular array": [case(v.require_array, "x", [1, [2]])],
    "x must hold real numbers, got dtype <U1": [case(v.require_array, "x", ["a"])],
    "x must hold real numbers, got dtype object": [
        case(v.require_array, "x", bad) for bad in (None, [{}], [10**400], ["a", {}])
    ],
    r"x must not hold a missing value, got .* at index \(1,\)": [
        case(read, "x", objects(1.0, missing))
        for read in (as_array, v.require_array, v.require_mask, v.require_classes)
        for missing in (None, pd.NA, pd.NaT)
    ],
    r"x must not be empty, got shape \(2, 0\)": [case(v.require_array, "x", [[], []])],
    r"x must not contain NaN, got NaN at index \(0, 1\)": [case(v.require_array, "x", [[1, NAN]])],
    r"x must be finite, got -inf at index \(1,\)": [case(v.require_array, "x", [1, -INF])],
    r"x must not contain NaN.* index \(1,\)": [
        case(v.require_array, "x", [INF, NAN], infinite=True)
    ],
    r"x must be 2-D, got shape \(1,\)": [case(v.require_array, "x", [1], ndim=2)],
    r"x must be 1-D or 2-D, got shape \(1, 1, 1\)": [
        case(v.require_array, "x", [[[1]]], ndim=(1, 2))
    ],
    r"x must not be a masked array, got shape \(3,\)": [case(v.require_array, "x", ROW)],
    r"x must not (be|hold) a masked array": [
        case(read, "x", value)
        for read in (as_array, v.require_array)
        for value in (
            *(ROW, [ROW], (ROW, ROW), [[ROW], [ROW]], [[1.0, 2.0, 3.0], ROW], HOLDER),
            [np.ma.masked, 1.0],
        )
    ],
    r"b must have the shape of a, \(2,\), got shape \(2,": [
        case(v.require_same_shape, "a", ONES, "b", np.ones((2, 1)))
    ],
    "p must hold numbers > 0, got values from 0.0 ": [
        case(check, "p", np.array([0.0, 1.0]), above=0)
        for check in (require_bounds, v.require_array)
    ],
    "p must hold numbers >= 0 and < 1, got values from 0.0 ": [
        case(check, "p", np.array([0.0, 1.0]), minimum=0, below=1)
        for check in (require_bounds, v.require_array)
    ],
    r"truth must be bool of shape \(N,\), got dtype": [
        case(v.require_mask, "truth", bad)
        for bad in ([0, 1], [[True]], True, np.zeros(0, bool), ["True"])
    ],
    "counts must be whole numbers, none negative, got": [
        case(v.require_counts, "counts", bad) for bad in ([3, -1], [-1], [0.5, 1])
    ],
    r"counts must be below 2\*\*53 / 2, got": [case(v.require_counts, "counts", [0, 2**52])],
    "w is not finite: X too large": [case(v.require_overflow, "w", np.array([1, INF]), "X")],
    # scores, labels, distributions
    "o must have an axis": [
        case(v.require_scores, "o", [[1, 2]], axis=axis) for axis in (2, -3, 0.5, None)
    ],
    r"o must have at most one \+inf along axis 0, got 2": [
        case(v.require_scores, "o", [[INF, 1], [INF, 0]], 0)
    ],
    "o must not all be -inf along axis 0": [case(v.require_scores, "o", [-INF], 0)],
    "o must not all be -inf along axis -1": [
        case(v.require_scores, "o", [[0, 1], [-INF, -INF]], -1)
    ],
    r"o must not contain NaN, got NaN at index \(1,\)": [
        case(v.require_scores, "o", [-INF, NAN], 0)
    ],
    "y must be integers from 0 to 2, got 3": [case(v.require_labels, "y", [3], 3)],
    "y must be integers from 0 to 2, got -1": [
        case(v.require_labels, "y", bad, 3) for bad in ([-1], [2, -1])
    ],
    r"y must be integers from 0 to 2, got dtype float64 and shape \(1,\)": [
        case(v.require_labels, "y", [1.0], 3)
    ],
    "y must be integers from 0 to 2, got dtype <U3": [case(v.require_labels, "y", ["cat"], 3)],
    r"y must not be empty, got shape \(0,\)": [case(v.require_labels, "y", np.empty(0, int), 3)],
    r"labels must have shape \(2,\) or \(2, 3\) to fit scores": [
        case(v.require_targets, SCORES, [0, 1, 2])
    ],
    r"labels must have shape \(2,\) to fit scores": [
        case(v.require_targets, SCORES, SCORES, distributions=False)
    ],
    "labels must be a rectangular array": [case(v.require_targets, SCORES, [[0], [1, 2]])],
    "scores must be 1-D or 2-D": [case(v.require_targets, SCORES[None], [[0, 2]])],
    r"p must sum to 1 over the last axis, got the sum 0\.9999": [
        case(v.require_distribution, "p", [0.5, 0.4999])
    ],
    r"p must sum to 1 over the last axis, got the sum 1\.0000": [
        case(v.require_distribution, "p", [0.5, 0.500015])
    ],
    "over the last axis, got the sum 2": [  # that of the row that is farthest from one
        case(v.require_distribution, "p", [[0.5, 0.5], [1.0, 1.0], [0.25, 0.5]])
    ],
    r"p must hold numbers >= 0, got values from -1\.0": [
        case(v.require_distribution, "p", [[1, 0], [2, -1]])
    ],
    r"p must have at least one axis, got shape \(\)": [case(v.require_distribution, "p", 1)],
    r"w must have shape \(3,\), got shape \(2,\)": [
        case(v.require_class_weights, "w", [1, 2], 3, np.float32)
    ],
    r"w must hold numbers >= 0, got values from -1\.0": [
        case(v.require_class_weights, "w", [1, 2, -1], 3, np.float32)
    ],
    "w must not contain NaN": [case(v.require_class_weights, "w", [1, 2, NAN], 3, np.float32)],
    r"w must be finite, got inf at index \(2,\)": [
        case(v.require_class_weights, "w", [1, 2, 1e300], 3, np.float32)
    ],
    r"w must have a finite sum, got weights up to 3\.0.*e\+38": [
        case(v.require_class_weights, "w", [1, 3e38, 3e38], 3, np.float32)
    ],
    # functions
    "function must return a finite number, got": [
        case(v.evaluate, lambda x, value=value: value, ONES) for value in (NAN, INF, -INF)
    ],
    "function must return a number, got": [
        case(v.call, lambda x, value=value: value, ONES) for value in ([1.0, 2.0], "a", None, 1j)
    ],
    # what an optimizer changes in place
    r"parameters must be a list of arrays, got an array: write \[array\]": [
        case(v.require_parameters, np.zeros(2))
    ],
    r"parameters\[0\] must be a float32 or float64 ndarray, got int": [
        case(v.require_parameters, [np.zeros(2, int)])
    ],
    r"parameters\[1\] must be a float32 or float64 ndarray, got list": [
        case(v.require_parameters, [np.zeros(2), [1.0]])
    ],
    r"parameters\[0\] must be writeable, got a read-only array": [
        case(v.require_parameters, [np.broadcast_to(0.0, 2)])
    ],
    r"parameters\[0\] must be finite": [case(v.require_parameters, [np.array([INF])])],
    r"parameters must be different arrays, got parameters\[0\] and parameters\[1\] that share": [
        case(v.require_parameters, [MATRIX, part])
        for part in (MATRIX, MATRIX[0], MATRIX.T, MATRIX[:, :1], MATRIX.ravel())
    ],
    r"gradients must have shapes \[\(2,\)\], got \[\(3,\)\]": [
        case(v.require_gradients, [[1, 2, 3]], [ONES])
    ],
    "gradients must be a list of arrays": [case(v.require_gradients, ONES, [ONES])],
    # samples
    "X must hold real numbers: float": [
        case(v.require_samples, "X", np.array([[{}]], object)),
    ],
    r"0 sample\(s\) of 3 feature\(s\) \(shape=\(0, 3\)\)": [
        case(v.require_samples, "X", np.empty((0, 3)))
    ],
    r"X must not be empty, got shape \(0, 3, 1\)": [
        case(v.require_samples, "X", np.empty((0, 3, 1)))
    ],
    "column names of one type, words or numbers, got 1": [case(feature_names, columns("a", 1))],
    "must be in the same order as they were in fit": [
        case(v.require_feature_names, NAMES, objects("b", "a"))
    ],
    "unseen at fit time:\n- c\nFeature names seen at fit time, .*:\n- b$": [
        case(v.require_feature_names, NAMES, objects("a", "c"))
    ],
    "unseen at fit time:\n- c$": [case(v.require_feature_names, NAMES, objects("a", "b", "c"))],
    r"y should be a 1d array, one label a sample, got shape \(\)": [
        case(v.require_classes, "y", 3)
    ],
    r"y should be a 1d array, one label a sample, got shape \(0,\)": [
        case(v.require_classes, "y", [])
    ],
    r"y should be a 1d array, one label a sample, got shape \(2, 1\)": [
        case(v.require_classes, "y", [[0], [1]])
    ],
    "Unknown label type: y must hold classes, got fractions": [
        case(v.require_classes, "y", [0.5, 1.0])
    ],
    "y must be finite": [case(v.require_classes, "y", [1.0, INF])],
    "y must hold labels of one type, .* got int, str": [
        case(v.require_classes, "y", labels) for labels in (objects("a", 1), ["a", 1], (1, "a"))
    ],
    "y must hold labels of one type, .* got": [
        case(v.require_classes, "y", kind(labels))
        for kind in (list, tuple, deque, lambda labels: pd.Series(labels, dtype=object))
        for labels in (["a", NAN], [True, "True"], ["a", b"a"], [b"a", 1], ["a", 1.5], ["a", 1j])
    ],
    "y must hold booleans, whole numbers or words, got dtype": [
        case(v.require_classes, "y", objects(1, 10**30))
    ],
    "y must hold booleans, whole numbers or words, got dtype timed": [
        case(v.require_classes, "y", np.array([1], "m8[s]"))
    ],
    "y must not hold words that end in NUL": [
        case(v.require_classes, "y", objects(*words))
        for words in (["a", "a\0"], ["a\0", "b"], [b"a", b"a\0"])
    ],
    r"y_pred must have the shape of y_true, \(2,\)": [case(v.require_predictions, [0, 1], [0])],
    "y_pred must hold words, as y_true does, got numbers": [
        case(v.require_predictions, ["a"], [True])
    ],
    r"sample_weight must have shape \(3,\), got shape \(2,\)": [
        case(v.require_sample_weight, [1, 1], 3)
    ],
    "sample_weight must hold numbers >= 0, got values from -1.0": [
        case(v.require_sample_weight, [1, -1, 1], 3)
    ],
    "sample_weight must not be all zero": [case(v.require_sample_weight, [0, 0, 0], 3)],
    r"validation must be a pair \(X, y\), got": [
        case(v.require_pair, "validation", bad)
        for bad in (([[1.0]], [0], [1.0]), ([[1.0]],), "Xy", {"X": 0, "y": 1})
    ],
    "one label for each of the 2 rows of X, got 3": [
        case(v.require_same_length, np.ones((2, 3)), np.zeros(3))
    ],
}


@pytest.mark.parametrize(
    ("message", "refused"), [(words, each) for words, cases in REFUSED.items() for each in cases]
)
def test_a_refusal_says_what_was_expected(message, refused):
    function, arguments, options = refused
    with pytest.raises((ValueError, FloatingPointError, TypeError), match=message):
        function(*arguments, **options)


LABELS = (["cat", "car"], [b"cat", b"car"], [True, False], [3, -1], [1.0, 2.0], [np.int8(1), 2])
PASSES = [
    *((case(v.require_number, "x", one, above=0, maximum=1), 1.0) for one in (1, 1.0, np.int8(1))),
    (case(v.require_number, "x", np.float32(1), above=0, maximum=1), 1.0),
    *(
        (case(v.require_number, "x", half, above=0), 0.5)
        for half in (Fraction(1, 2), np.array(0.5), np.float32(0.5))
    ),
    (case(v.require_number, "eps", 1e-60, above=0), 1e-60),
    (case(v.require_number, "eps", 1e-60, minimum=0, dtype=np.float32), 1e-60),
    *((case(v.require_integer, "n", n, minimum=3), 3) for n in (np.int64(3), np.array(3))),
    (case(v.require_choice, "c", "a", ("a", "b")), "a"),
    *((case(v.require_bool, "nesterov", each), bool(each)) for each in (True, False)),
    *((case(v.require_bool, "nesterov", np.bool_(each)), each) for each in (True, False)),
    *(
        (case(v.require_array, "x", np.ones(2, kind)), np.ones(2, known))
        for kind, known in {
            **{"f4": "f4", "f8": "f8", "f2": "f8", "i1": "f8", "?": "f8"},
            **{">f4": "f4", ">f8": "f8", ">i4": "f8"},
        }.items()
    ),
    (case(v.require_array, "x", [INF], infinite=True), np.array([INF])),
    (case(v.require_same_shape, "a", np.ones((2, 3)), "b", np.zeros((2, 3))), None),
    (case(require_bounds, "p", np.array([0.0, 1.0]), minimum=0, maximum=1), None),
    (case(v.require_counts, "counts", [0, 2**50]), np.array([0.0, 2**50])),
    (case(v.require_scores, "o", [[1, -INF]], axis=1), np.array([[1, -INF]])),
    (case(v.require_scores, "o", [INF, -INF]), np.array([INF, -INF])),
    (case(v.require_scores, "o", [[INF, 1], [INF, 0]], axis=1), np.array([[INF, 1], [INF, 0]])),
    *(
        (case(v.require_labels, "y", np.array([0, 2], kind), 3), np.array([0, 2], np.intp))
        for kind in ("u1", "i1", "i8", "u8", object)
    ),
    (case(v.require_class_weights, "w", None, 3, np.float32), np.ones(3, "f4")),
    (case(v.require_class_weights, "w", [0, 1, 2], 3, np.float32), np.arange(3, dtype="f4")),
    (case(v.evaluate, np.sum, ONES), np.float64(2.0)),
    *(
        (case(v.require_array, "x", each), np.array([1.0, 2.5]))
        for each in (
            *(objects(1, 2.5), objects(True, Decimal("2.5")), objects(np.int8(1), Fraction(5, 2))),
            *(pd.Series([1, 2.5], dtype=kind) for kind in ("Float64", object)),
            *(pd.Index([1, 2.5]), [Fraction(1), 2.5]),
        )
    ),
    (case(v.require_array, "x", pd.Series([1, 2.5], dtype="f4")), np.array([1, 2.5], "f4")),
    (case(v.require_mask, "m", objects(True, np.False_)), np.array([True, False])),
    (case(v.require_mask, "m", pd.Series([True, False], dtype="boolean")), np.array([True, False])),
    (case(v.require_counts, "k", objects(2, 2**40)), np.array([2.0, 2.0**40])),
    (case(v.require_labels, "y", pd.Series([0, 2], dtype="Int64"), 3), np.array([0, 2])),
    (case(v.require_samples, "X", np.array([[1, True]], object)), np.array([[1.0, 1.0]])),
    (case(v.require_samples, "X", np.array([[2.5, -3]], object)), np.array([[2.5, -3.0]])),
    (case(feature_names, columns("a", "b")), NAMES),
    (case(feature_names, columns(0, 1)), None),
    (case(feature_names, np.eye(2)), None),
    (case(v.require_feature_names, NAMES, NAMES.copy()), None),
    *((case(v.require_classes, "y", labels), np.array(labels)) for labels in LABELS),
    *((case(v.require_classes, "y", np.array(labels)), np.array(labels)) for labels in LABELS),
    *((case(v.require_classes, "y", objects(*labels)), np.array(labels)) for labels in LABELS),
    *(
        (case(v.require_classes, "y", words), np.array(["cat", "car"]))
        for words in (
            *(WORDS, [Pet.CAT, Pet.CAR], objects(Pet.CAT, Pet.CAR), deque(["cat", "car"])),
            *(pd.Series(["cat", "car"], dtype=kind) for kind in ("str", "category", object)),
            [np.array("cat"), np.str_("car")],
        )
    ),
    (case(v.require_classes, "y", pd.Series([3, -1], dtype="Int64")), np.array([3, -1])),
    (case(v.require_classes, "y", [2**53 + 1, 2**63]), np.array([2**53 + 1, 2**63], np.uint64)),
    (case(v.require_sample_weight, [1e308, 0], 2), np.array([1.0, 0.0])),
    (case(v.require_sample_weight, [1e308, 1e-308], 2), np.array([1.0, np.finfo(float).tiny])),
    (case(v.require_same_length, np.ones((2, 3)), np.zeros(2)), None),
]  # fmt: skip


@pytest.mark.parametrize(("passed", "expected"), PASSES)
def test_what_passes_has_one_type(passed, expected):
    function, arguments, options = passed
    result = function(*arguments, **options)
    np.testing.assert_array_equal(result, expected, strict=isinstance(expected, np.ndarray))
    assert type(result) is type(expected)


SAME = {
    "array": (v.require_array, "x", ONES),
    "mask": (v.require_mask, "truth", np.array([True, False])),
    "overflow": (v.require_overflow, "w", ONES, "X"),
    "distribution": (v.require_distribution, "p", WIDE),  # rounded like float32
    "generator": (v.require_rng, "rng", np.random.default_rng(0)),
    "function": (v.require_callable, "function", len),
    "pair": (v.require_pair, "validation", ([[1.0]], [0])),
    "list of two": (v.require_pair, "validation", [[[1.0]], [0]]),
}


@pytest.mark.parametrize(("check", "given"), [(f, a) for f, *a in SAME.values()], ids=SAME)
def test_what_is_right_is_not_copied(check, given):
    assert check(*given) is next(each for each in given if not isinstance(each, str))


def test_parameters_are_changed_in_place_and_gradients_are_copies():
    given = [np.zeros(2), np.zeros((2, 1), np.float32)]
    assert [*map(id, v.require_parameters(given))] == [*map(id, given)]
    (slope,) = v.require_gradients([ONES], [ONES])
    assert not np.shares_memory(slope, ONES)


def test_seeds():
    assert v.require_rng("rng", 7).random() == np.random.default_rng(7).random()
    assert v.require_rng("rng", None).random() != v.require_rng("rng", None).random()


def test_functions_get_copies():
    x = np.ones(2)
    for ask in (v.call, v.evaluate):
        ask(lambda given: given.fill(7) or 0.0, x)
    v.evaluate_gradient(lambda given: given.fill(7) or np.zeros(2), x)
    assert x.tolist() == [1, 1]


def test_targets_are_labels_or_distributions():
    assert v.require_targets(SCORES, [0, 2])[1].dtype.kind == "i"
    assert v.require_targets(SCORES, [[1, 0, 0], [0, 0.5, 0.5]])[1].dtype == np.float32
    for labels in (1, [0, 1, 0]):  # of a single sample
        np.testing.assert_array_equal(v.require_targets(SCORES[0], labels)[1], labels)
