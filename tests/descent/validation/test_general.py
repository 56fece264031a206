"""Checks of arrays, numbers and choices: what passes unchanged and what every refusal says."""

from fractions import Fraction

import numpy as np
import pytest
from descent.validation import (
    require_array,
    require_choice,
    require_integer,
    require_number,
    require_overflow,
    require_rng,
    require_same_shape,
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
        assert require_array("x", np.ones(2, given)).dtype == kept

    def test_good_arrays_are_not_copied(self):
        x = np.ones(3)
        assert require_array("x", x) is x

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
            require_array("x", value, **options)

    def test_a_masked_array_is_refused_rather_than_unmasked(self):
        masked = np.ma.masked_array([1.0, 2.0], [False, True])
        with pytest.raises(ValueError, match=r"x must not be a masked array, got shape \(2,\)"):
            require_array("x", masked)

    def test_infinity_on_request(self):
        np.testing.assert_array_equal(require_array("x", [np.inf], infinite=True), [np.inf])

    def test_same_shape(self):
        require_same_shape("a", np.ones((2, 3)), "b", np.zeros((2, 3)))
        with pytest.raises(ValueError, match=r"b must have the shape of a, \(2,\), got shape \(2,"):
            require_same_shape("a", np.ones(2), "b", np.ones((2, 1)))


class TestNumbers:
    @pytest.mark.parametrize("value", [1, 1.0, np.float32(1), np.int8(1)])
    def test_numbers_pass(self, value):
        assert require_number("x", value, above=0, maximum=1) == 1.0

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
            require_number("x", value, **bounds)

    def test_integers(self):
        assert require_integer("n", np.int64(3), minimum=3) == 3
        for bad in (2, 3.0, True, "3", None):
            with pytest.raises(ValueError, match="n must be an integer >= 3, got"):
                require_integer("n", bad, minimum=3)

    def test_choice(self):
        assert require_choice("c", "a", ("a", "b")) == "a"
        with pytest.raises(ValueError, match="c must be one of 'a', 'b', got 'd'"):
            require_choice("c", "d", ("a", "b"))

    def test_choices_of_another_type_are_refused(self):
        with pytest.raises(ValueError, match=r"c must be one of 'a', 'b', got \['a'\]"):
            require_choice("c", ["a"], {"a": 1, "b": 2})

    @pytest.mark.parametrize("value", [Fraction(1, 2), np.array(0.5), np.float32(0.5)])
    def test_numbers_of_any_type_pass(self, value):
        assert require_number("x", value, above=0) == 0.5
        assert type(require_number("x", value)) is float

    def test_numbers_beyond_all_floats(self):
        with pytest.raises(ValueError, match=r"x must be a number > 0, got 10+\.\.\.0+$"):
            require_number("x", 10**400, above=0)
        with pytest.raises(ValueError, match="x must be a number > 0, got Fraction"):
            require_number("x", Fraction(1, 10**400), above=0)

    def test_rng(self):
        rng = np.random.default_rng(0)
        assert require_rng("rng", rng) is rng
        assert require_rng("rng", 7).random() == np.random.default_rng(7).random()
        assert require_rng("rng", None).random() != require_rng("rng", None).random()
        for bad in (-1, "zero", 0.5):
            with pytest.raises(ValueError, match="rng must be None, an integer >= 0 or a numpy"):
                require_rng("rng", bad)

    def test_overflow(self):
        ones = np.ones(2)
        assert require_overflow("w", ones, "X") is ones
        with pytest.raises(FloatingPointError, match="w is not finite: X too large"):
            require_overflow("w", np.array([1, np.inf]), "X")
