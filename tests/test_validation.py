"""The gate for input: what passes unchanged and what every refusal says."""

import numpy as np
import pytest
from descent.validation import (
    check_array,
    check_choice,
    check_class_weights,
    check_distribution,
    check_integer,
    check_labels,
    check_maximum,
    check_number,
    check_rng,
    check_same_shape,
    check_scores,
    check_targets,
)


class TestArray:
    @pytest.mark.parametrize(
        ("given", "kept"),
        [
            (np.float32, np.float32),
            (np.float64, np.float64),
            (np.float16, np.float64),
            (np.int8, np.float64),
            (bool, np.float64),
        ],
    )
    def test_types(self, given, kept):
        assert check_array("x", np.ones(2, given)).dtype == kept

    def test_good_arrays_are_not_copied(self):
        x = np.ones(3)
        assert check_array("x", x) is x

    @pytest.mark.parametrize(
        ("value", "options", "message"),
        [
            ([1, [2]], {}, "x must be a rectangular array of real numbers"),
            (["a"], {}, "x must hold real numbers, got dtype <U1"),
            ([None], {}, "x must hold real numbers, got dtype object"),
            ([[], []], {}, r"x must not be empty, got shape \(2, 0\)"),
            ([[1, np.nan]], {}, r"x must not contain NaN, got NaN at index \(0, 1\)"),
            ([1, -np.inf], {}, r"x must be finite, got -inf at index \(1,\)"),
            ([np.inf, np.nan], {"infinite": True}, r"x must not contain NaN.* index \(1,\)"),
            ([1], {"ndim": 2}, r"x must be 2-D, got shape \(1,\)"),
            ([[[1]]], {"ndim": (1, 2)}, r"x must be 1-D or 2-D, got shape \(1, 1, 1\)"),
        ],
    )
    def test_refusals(self, value, options, message):
        with pytest.raises(ValueError, match=message):
            check_array("x", value, **options)

    def test_infinity_on_request(self):
        np.testing.assert_array_equal(check_array("x", [np.inf], infinite=True), [np.inf])


class TestScores:
    def test_axis(self):
        assert check_scores("o", [[1, -np.inf]], axis=1).shape == (1, 2)
        for axis in (2, -3, 0.5, None):
            with pytest.raises(ValueError, match="o must have an axis"):
                check_scores("o", [[1, 2]], axis=axis)

    @pytest.mark.parametrize("shape", [(5,), (3, 4), (900, 5), (5, 900), (30, 40, 3)])
    def test_maximum(self, shape):
        scores = np.random.default_rng(0).normal(size=shape)
        for axis in range(len(shape)):
            expected = scores.max(axis, keepdims=True)
            np.testing.assert_array_equal(check_maximum("o", scores, axis), expected)

    def test_maximum_may_be_one_infinity(self):
        assert check_maximum("o", np.array([np.inf, -np.inf]), -1) == np.inf
        with pytest.raises(ValueError, match=r"at most one \+inf along axis 0, got 2"):
            check_maximum("o", np.array([np.inf, np.inf]), 0)
        with pytest.raises(ValueError, match="o must not all be -inf along axis 0"):
            check_maximum("o", np.array([-np.inf]), 0)


class TestLabels:
    @pytest.mark.parametrize("dtype", [np.uint8, np.int8, np.int64])
    def test_integers_pass(self, dtype):
        np.testing.assert_array_equal(check_labels("y", np.array([0, 2], dtype), 3), [0, 2])

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
            check_labels("y", value, 3)

    def test_targets(self):
        scores = np.zeros((2, 3), np.float32)
        assert check_targets(scores, [0, 2])[1].dtype.kind == "i"
        distributions = check_targets(scores, [[1, 0, 0], [0, 0.5, 0.5]])[1]
        assert distributions.dtype == np.float32
        with pytest.raises(ValueError, match=r"labels must have shape \(2,\) or \(2, 3\) to fit"):
            check_targets(scores, [0, 1, 2])
        with pytest.raises(ValueError, match=r"labels must have shape \(2,\) to fit"):
            check_targets(scores, scores, distributions=False)


class TestWeights:
    def test_distributions_may_be_rounded_like_float32(self):
        p = np.random.default_rng(0).dirichlet(np.ones(5000), size=2).astype(np.float32)
        assert check_distribution("p", p) is p
        for bad, message in (
            ([0.5, 0.4999], r"p must sum to 1 over the last axis, got the sum 0\.9999"),
            ([[1, 0], [2, -1]], r"p must not be negative, got -1\.0"),
            (1, r"p must have at least one axis, got shape \(\)"),
        ):
            with pytest.raises(ValueError, match=message):
                check_distribution("p", bad)

    def test_class_weights(self):
        ones = check_class_weights("w", None, 3, np.float32)
        np.testing.assert_array_equal(ones, np.ones(3))
        assert ones.dtype == np.float32
        assert check_class_weights("w", [0, 1, 2], 3, np.float32).dtype == np.float32
        for bad, message in (
            ([1, 2], r"w must have shape \(3,\), got shape \(2,\)"),
            ([1, 2, -1], r"w must not be negative, got -1\.0"),
            ([1, 2, np.nan], "w must not contain NaN"),
        ):
            with pytest.raises(ValueError, match=message):
                check_class_weights("w", bad, 3, np.float64)

    def test_same_shape(self):
        check_same_shape("a", np.ones((2, 3)), "b", np.zeros((2, 3)))
        with pytest.raises(ValueError, match=r"b must have the shape of a, \(2,\), got shape \(2,"):
            check_same_shape("a", np.ones(2), "b", np.ones((2, 1)))


class TestNumbers:
    @pytest.mark.parametrize("value", [1, 1.0, np.float32(1), np.int8(1)])
    def test_numbers_pass(self, value):
        assert check_number("x", value, above=0, maximum=1) == 1.0

    @pytest.mark.parametrize(
        ("value", "bounds", "message"),
        [
            (0, {"above": 0}, "x must be a number > 0, got 0"),
            (1, {"below": 1}, "x must be a number < 1, got 1"),
            (2, {"minimum": 0, "maximum": 1}, "x must be a number >= 0 and <= 1, got 2"),
            (np.nan, {}, "x must be a number, got nan"),
            (np.inf, {"above": 0}, "x must be a number > 0, got inf"),
            ("1", {}, "x must be a number, got '1'"),
            (None, {}, "x must be a number, got None"),
            ([1], {}, r"x must be a number, got \[1\]"),
        ],
    )
    def test_number_refusals(self, value, bounds, message):
        with pytest.raises(ValueError, match=message):
            check_number("x", value, **bounds)

    def test_integers(self):
        assert check_integer("n", np.int64(3), minimum=3) == 3
        for bad in (2, 3.0, True, "3", None):
            with pytest.raises(ValueError, match="n must be an integer >= 3, got"):
                check_integer("n", bad, minimum=3)

    def test_choice(self):
        assert check_choice("c", "a", ("a", "b")) == "a"
        with pytest.raises(ValueError, match="c must be one of 'a', 'b', got 'd'"):
            check_choice("c", "d", ("a", "b"))

    def test_rng(self):
        rng = np.random.default_rng(0)
        assert check_rng("rng", rng) is rng
        for bad in (0, None, np.random.RandomState(0)):
            with pytest.raises(ValueError, match=r"rng must be a numpy\.random\.Generator"):
                check_rng("rng", bad)
