"""Accuracy and confusion against scikit-learn."""

import numpy as np
import pytest
import sklearn.metrics
from descent.metrics import accuracy, confusion_matrix, jaccard_index
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

label = st.integers(-3, 12) | st.just(-(2**40))
pairs = st.lists(st.tuples(label, label), min_size=1, max_size=30).map(lambda p: np.array(p).T)


@pytest.mark.filterwarnings("ignore:A single label was found")
@given(pairs)
def test_agree_with_scikit_learn(pair):
    assert accuracy(*pair) == sklearn.metrics.accuracy_score(*pair)
    np.testing.assert_array_equal(confusion_matrix(*pair), sklearn.metrics.confusion_matrix(*pair))


def test_words_are_labels_too():
    truth, guess = ["cat", "car", "frog", "cat"], ["cat", "cat", "frog", "frog"]
    assert accuracy(truth, guess) == 0.5
    assert confusion_matrix(truth, guess).tolist() == [[0, 1, 0], [0, 1, 1], [0, 0, 1]]


@pytest.mark.parametrize("other", [np.str_, object])
def test_labels_are_compared_by_value_whatever_holds_them(other):
    truth, guess = np.array(["cat", "car"], other), np.array(["cat", "frog"], object)
    assert accuracy(truth, guess) == accuracy(guess, truth) == 0.5
    assert accuracy(np.array([0.0, 1.0], object), [0, 2]) == 0.5
    assert confusion_matrix(truth, guess).tolist() == [[0, 0, 1], [0, 1, 0], [0, 0, 0]]


@pytest.mark.parametrize(
    ("truth", "guess"),
    [
        (np.array([2**53, 2**53 + 1], np.uint64), np.array([2**53 + 1] * 2)),
        (np.array([2.0**53, 3.0]), np.array([2**53 + 1, 3])),
        ([2**63, 2**63 + 1], [2**63 + 1] * 2),
        ([2**63 + 2**12, 5], [2**63 + 2**12 + 1, 5]),
        (np.array([2**63 + 1, 5], object), [2**63, 5]),
    ],
)
def test_hashed_labels_are_compared_as_they_are(truth, guess):
    """As floats some of these would be the same."""
    assert accuracy(truth, guess) == accuracy(guess, truth) == 0.5
    assert confusion_matrix(truth, guess).sum(0).size == len({*map(int, truth), *map(int, guess)})


@given(arrays(bool, 8), arrays(bool, 8))
def test_jaccard_index_is_that_of_scikit_learn(truth, guess):
    expected = sklearn.metrics.jaccard_score(truth, guess, zero_division=1)
    assert jaccard_index(truth, guess) == pytest.approx(expected)
