"""Checks of single settings: what passes and what every refusal says."""

from fractions import Fraction

import numpy as np
import pytest
from descent.validation import (
    require_bool,
    require_callable,
    require_choice,
    require_integer,
    require_number,
    require_rng,
)


@pytest.mark.parametrize("value", [1, 1.0, np.float32(1), np.int8(1)])
def test_numbers_pass(value):
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
def test_number_refusals(value, bounds, message):
    with pytest.raises(ValueError, match=message):
        require_number("x", value, **bounds)


def test_integers():
    assert require_integer("n", np.int64(3), minimum=3) == 3
    for bad in (2, 3.0, True, "3", None):
        with pytest.raises(ValueError, match="n must be an integer >= 3, got"):
            require_integer("n", bad, minimum=3)


def test_choice():
    assert require_choice("c", "a", ("a", "b")) == "a"
    with pytest.raises(ValueError, match="c must be one of 'a', 'b', got 'd'"):
        require_choice("c", "d", ("a", "b"))


def test_choices_of_another_type_are_refused():
    with pytest.raises(ValueError, match=r"c must be one of 'a', 'b', got \['a'\]"):
        require_choice("c", ["a"], {"a": 1, "b": 2})


@pytest.mark.parametrize("value", [Fraction(1, 2), np.array(0.5), np.float32(0.5)])
def test_numbers_of_any_type_pass(value):
    assert require_number("x", value, above=0) == 0.5
    assert type(require_number("x", value)) is float


def test_numbers_beyond_all_floats():
    with pytest.raises(ValueError, match=r"x must be a number > 0, got 10+\.\.\.0+$"):
        require_number("x", 10**400, above=0)
    with pytest.raises(ValueError, match="x must be a number > 0, got Fraction"):
        require_number("x", Fraction(1, 10**400), above=0)


def test_rng():
    rng = np.random.default_rng(0)
    assert require_rng("rng", rng) is rng
    assert require_rng("rng", 7).random() == np.random.default_rng(7).random()
    assert require_rng("rng", None).random() != require_rng("rng", None).random()
    for bad in (-1, "zero", 0.5):
        with pytest.raises(ValueError, match="rng must be None, an integer >= 0 or a numpy"):
            require_rng("rng", bad)


@pytest.mark.parametrize("value", [True, False, np.True_, np.bool_(False)])
def test_switches(value):
    assert require_bool("nesterov", value) is bool(value)


@pytest.mark.parametrize("value", ["no", 1, 0, None, [True], np.array(True)])
def test_words_and_numbers_are_no_switches(value):
    with pytest.raises(ValueError, match="nesterov must be True or False, got"):
        require_bool("nesterov", value)


def test_functions():
    assert require_callable("function", len) is len
    with pytest.raises(ValueError, match="function must be a function, got 'len'"):
        require_callable("function", "len")


@pytest.mark.parametrize("value", [True, False, np.True_, np.array(True)])
def test_a_bool_is_no_number(value):
    with pytest.raises(ValueError, match="x must be a number, got"):
        require_number("x", value)
    with pytest.raises(ValueError, match="n must be an integer >= 0, got"):
        require_integer("n", value, minimum=0)


def test_a_number_may_stand_in_an_array_without_axes():
    assert require_integer("n", np.array(3), minimum=3) == 3
    with pytest.raises(ValueError, match=r"n must be an integer >= 0, got array\(3\.\)"):
        require_integer("n", np.array(3.0), minimum=0)


def test_bounds_hold_in_float32_too():
    assert require_number("eps", 1e-60, above=0) == 1e-60
    assert require_number("eps", 1e-60, minimum=0, dtype=np.float32) == 1e-60
    with pytest.raises(ValueError, match="eps must be a number > 0 in float32, got 1e-60"):
        require_number("eps", 1e-60, above=0, dtype=np.float32)


@pytest.mark.parametrize("value", [True, np.bool_(False), [1, 2], (1,), np.array([1])])
def test_neither_a_switch_nor_a_list_is_a_seed(value):
    with pytest.raises(ValueError, match="rng must be None, an integer >= 0"):
        require_rng("rng", value)


def test_an_integer_that_no_array_can_count_is_refused():
    with pytest.raises(ValueError, match=r"n must be an integer >= 1 and < 2\*\*63, got 1000"):
        require_integer("n", 10**400, minimum=1)
