"""Checks of scores, labels and distributions: what passes and what every refusal says."""

import numpy as np
import pytest
from descent.validation import (
    require_class_weights,
    require_distribution,
    require_labels,
    require_scores,
    require_targets,
)


class TestScores:
    def test_axis(self):
        assert require_scores("o", [[1, -np.inf]], axis=1).shape == (1, 2)
        assert require_scores("o", [np.inf, -np.inf]).max() == np.inf
        for axis in (2, -3, 0.5, None):
            with pytest.raises(ValueError, match="o must have an axis"):
                require_scores("o", [[1, 2]], axis=axis)

    @pytest.mark.parametrize(
        ("scores", "axis", "message"),
        [
            ([[np.inf, 1], [np.inf, 0]], 0, r"o must have at most one \+inf along axis 0, got 2"),
            ([-np.inf], 0, "o must not all be -inf along axis 0"),
            ([[0, 1], [-np.inf, -np.inf]], -1, "o must not all be -inf along axis -1"),
            ([-np.inf, np.nan], 0, r"o must not contain NaN, got NaN at index \(1,\)"),
        ],
    )
    def test_of_what_no_softmax_can_be_taken(self, scores, axis, message):
        with pytest.raises(ValueError, match=message):
            require_scores("o", scores, axis)

    def test_infinities_may_be_many_across_the_axis(self):
        assert require_scores("o", [[np.inf, 1], [np.inf, 0]], axis=1).shape == (2, 2)


class TestLabels:
    @pytest.mark.parametrize("dtype", [np.uint8, np.int8, np.int64])
    def test_integers_pass(self, dtype):
        np.testing.assert_array_equal(require_labels("y", np.array([0, 2], dtype), 3), [0, 2])

    @pytest.mark.parametrize(
        ("value", "message"),
        [
            ([3], "y must be integers from 0 to 2, got 3"),
            ([-1], "y must be integers from 0 to 2, got -1"),
            ([1.0], r"y must be integers from 0 to 2, got dtype float64 and shape \(1,\)"),
            (["cat"], "y must be integers from 0 to 2, got dtype <U3"),
            (np.empty(0, int), r"y must not be empty, got shape \(0,\)"),
        ],
    )
    def test_refusals(self, value, message):
        with pytest.raises(ValueError, match=message):
            require_labels("y", value, 3)

    def test_targets(self):
        scores = np.zeros((2, 3), np.float32)
        assert require_targets(scores, [0, 2])[1].dtype.kind == "i"
        distributions = require_targets(scores, [[1, 0, 0], [0, 0.5, 0.5]])[1]
        assert distributions.dtype == np.float32
        with pytest.raises(
            ValueError, match=r"labels must have shape \(2,\) or \(2, 3\) to fit scores"
        ):
            require_targets(scores, [0, 1, 2])
        with pytest.raises(ValueError, match=r"labels must have shape \(2,\) to fit scores"):
            require_targets(scores, scores, distributions=False)
        with pytest.raises(ValueError, match="labels must be a rectangular array"):
            require_targets(scores, [[0], [1, 2]])
        for labels in (1, [0, 1, 0]):  # of a single sample
            np.testing.assert_array_equal(require_targets(scores[0], labels)[1], labels)
        with pytest.raises(ValueError, match="scores must be 1-D or 2-D"):
            require_targets(scores[None], [[0, 2]])


class TestWeights:
    def test_distributions_may_be_rounded_like_float32(self):
        p = np.random.default_rng(0).dirichlet(np.ones(5000), size=2).astype(np.float32)
        assert require_distribution("p", p) is p
        for bad, message in (
            ([0.5, 0.4999], r"p must sum to 1 over the last axis, got the sum 0\.9999"),
            ([0.5, 0.500015], r"p must sum to 1 over the last axis, got the sum 1\.0000"),
            ([[1, 0], [2, -1]], r"p must hold numbers >= 0, got values from -1\.0"),
            (1, r"p must have at least one axis, got shape \(\)"),
        ):
            with pytest.raises(ValueError, match=message):
                require_distribution("p", bad)

    def test_class_weights(self):
        ones = require_class_weights("w", None, 3, np.float32)
        np.testing.assert_array_equal(ones, np.ones(3))
        assert ones.dtype == np.float32
        assert require_class_weights("w", [0, 1, 2], 3, np.float32).dtype == np.float32
        for bad, message in (
            ([1, 2], r"w must have shape \(3,\), got shape \(2,\)"),
            ([1, 2, -1], r"w must hold numbers >= 0, got values from -1\.0"),
            ([1, 2, np.nan], "w must not contain NaN"),
            ([1, 2, 1e300], r"w must be finite, got inf at index \(2,\)"),
            ([1, 3e38, 3e38], r"w must have a finite sum, got weights up to 3\.0.*e\+38"),
        ):
            with pytest.raises(ValueError, match=message):
                require_class_weights("w", bad, 3, np.float32)


def test_the_row_whose_sum_is_farthest_from_one_is_told():
    with pytest.raises(ValueError, match="over the last axis, got the sum 2"):
        require_distribution("p", [[0.5, 0.5], [1.0, 1.0], [0.25, 0.5]])
