"""Checks of what estimators and metrics take: rows, labels, weights."""

from types import SimpleNamespace

import numpy as np
import pytest
from descent.validation import (
    feature_names,
    require_classes,
    require_feature_names,
    require_pair,
    require_predictions,
    require_same_length,
    require_sample_weight,
    require_samples,
)


def test_rows_of_objects_become_numbers():
    X = np.array([[1, 2.5], [True, -3]], object)
    np.testing.assert_array_equal(require_samples("X", X), [[1, 2.5], [1, -3]])
    with pytest.raises(TypeError, match="X must hold real numbers: float"):
        require_samples("X", np.array([[{}]], object))


def test_no_rows_at_all_are_refused_in_scikit_learns_words():
    with pytest.raises(ValueError, match=r"0 sample\(s\) of 3 feature\(s\) \(shape=\(0, 3\)\)"):
        require_samples("X", np.empty((0, 3)))
    with pytest.raises(ValueError, match=r"X must not be empty, got shape \(0, 3, 1\)"):
        require_samples("X", np.empty((0, 3, 1)))


def test_columns_have_words_for_names_or_none():
    words, numbers, mixed = (SimpleNamespace(columns=each) for each in ("ab", [0, 1], ["a", 1]))
    assert feature_names(words).tolist() == ["a", "b"]
    assert feature_names(numbers) is feature_names(np.eye(2)) is None
    with pytest.raises(ValueError, match="column names of one type, words or numbers, got 1"):
        feature_names(mixed)


@pytest.mark.parametrize(
    ("found", "message"),
    [
        (["b", "a"], "must be in the same order as they were in fit"),
        (["a", "c"], "unseen at fit time:\n- c\nFeature names seen at fit time, .*:\n- b$"),
        (["a", "b", "c"], "unseen at fit time:\n- c$"),
    ],
)
def test_columns_must_be_those_of_fit(found, message):
    known = np.array(["a", "b"], object)
    require_feature_names(known, known.copy())
    with pytest.raises(ValueError, match=message):
        require_feature_names(known, np.array(found, object))


@pytest.mark.parametrize(
    "labels",
    [["cat", "car"], [b"cat", b"car"], [True, False], [3, -1], [1.0, 2.0], [np.int8(1), 2]],
)
def test_labels_of_one_type_pass_and_keep_it_as_objects_too(labels):
    expected = np.array(labels)
    as_objects = np.empty(2, object)
    as_objects[:] = labels
    for given in (labels, expected, as_objects):
        found = require_classes("y", given)
        np.testing.assert_array_equal(found, expected)
        assert found.dtype == expected.dtype


def test_words_of_numpys_new_type_are_words():
    words = np.array(["cat", "car"], np.dtypes.StringDType())
    assert require_classes("y", words).dtype.kind == "U"


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        (3, r"y should be a 1d array, one label a sample, got shape \(\)"),
        ([], r"y should be a 1d array, one label a sample, got shape \(0,\)"),
        ([[0], [1]], r"y should be a 1d array, one label a sample, got shape \(2, 1\)"),
        ([0.5, 1.0], "Unknown label type: y must hold classes, got fractions"),
        ([1.0, np.inf], "y must be finite"),
        (np.array(["a", 1], object), "y must hold labels of one type, .* got int, str"),
        (np.array([1, 10**30], object), "y must hold booleans, whole numbers or words, got dtype"),
        (np.array([1], "m8[s]"), "y must hold booleans, whole numbers or words, got dtype timed"),
    ],
)
def test_what_is_no_label(labels, message):
    with pytest.raises(ValueError, match=message):
        require_classes("y", labels)


def test_predictions_have_the_shape_and_the_kind_of_the_truth():
    with pytest.raises(ValueError, match=r"y_pred must have the shape of y_true, \(2,\)"):
        require_predictions([0, 1], [0])
    with pytest.raises(ValueError, match=r"y_pred must hold words, as y_true does, got numbers"):
        require_predictions(["a"], [True])


def test_weights_of_samples():
    np.testing.assert_array_equal(require_sample_weight([1e308, 0], 2), [1, 0])
    for bad, message in (
        ([1, 1], r"sample_weight must have shape \(3,\), got shape \(2,\)"),
        ([1, -1, 1], "sample_weight must hold numbers >= 0, got values from -1.0"),
        ([0, 0, 0], "sample_weight must not be all zero"),
    ):
        with pytest.raises(ValueError, match=message):
            require_sample_weight(bad, 3)


@pytest.mark.parametrize("value", [([[1.0]], [0], [1.0]), ([[1.0]],), "Xy", {"X": 0, "y": 1}])
def test_what_is_no_pair_is_refused(value):
    with pytest.raises(ValueError, match=r"validation must be a pair \(X, y\), got"):
        require_pair("validation", value)
    for pair in (([[1.0]], [0]), [[[1.0]], [0]]):
        assert require_pair("validation", pair) is pair


def test_every_row_has_one_label():
    require_same_length(np.ones((2, 3)), np.zeros(2))
    with pytest.raises(ValueError, match="one label for each of the 2 rows of X, got 3"):
        require_same_length(np.ones((2, 3)), np.zeros(3))


@pytest.mark.parametrize("labels", [["a", "a\0"], np.array(["a\0", "b"], object), [b"a", b"a\0"]])
def test_words_that_numpy_would_cut_are_refused(labels):
    if isinstance(labels, list):
        labels = np.array(labels, object)
    with pytest.raises(ValueError, match="y must not hold words that end in NUL"):
        require_classes("y", labels)
