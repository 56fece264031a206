"""Checks of arrays, numbers and choices: what passes unchanged and what every refusal says."""

import numpy as np
import pytest
from descent.validation import (
    check_array,
    check_choice,
    check_integer,
    check_number,
    check_rng,
    check_same_shape,
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
            ([1, [2]], {}, "x must be a rectangular array"),
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
