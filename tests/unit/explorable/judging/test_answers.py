from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from explorable.judging import (
    Value,
    Wrong,
    apart,
    close,
    count,
    difference,
    number,
    numbers,
)

MASKED = np.ma.array(2.0, mask=True)


@pytest.mark.parametrize(
    "value", [np.float32(2), "2", "4/2", "sqrt(4)", "200 %", np.array(2), Decimal(2), Fraction(2)]
)
def test_a_number_may_come_as_many_things(value):
    assert number(value) == count(value) == numbers("your answer", value, shape=()) == 2


@pytest.mark.parametrize(
    ("read", "value", "words"),
    [
        (number, [3, 4], "your answer should be a number"),
        *((number, far, "your answer is too far from 0") for far in (10**400, -(10**400))),
        *((number, far, "your answer is too far from 0") for far in (1e101, -1e300)),
        *((count, value, "a whole number, 1 or more") for value in (0, -3, 2.5, "1/2")),
        *((number, masked, "a number, without a mask, got") for masked in (np.ma.masked, MASKED)),
        (count, [MASKED], "without a mask"),
        *(
            (number, [deep], "without a mask")
            for deep in ([MASKED], [[1, np.ma.masked]], (MASKED,))
        ),
        (number, np.array([None, MASKED])[1:], "without a mask"),
        (number, "1,234", "1,234 can mean 1.234 or 1234: enter one of these"),
        *((number, text, "your answer should be a number, got") for text in ("two", b"2", "1, 2")),
    ],
)
def test_what_is_no_number_that_is_asked_for_is_refused(read, value, words):
    with pytest.raises(Wrong, match=words):
        read(value)


def test_not_finite_may_be_allowed():
    assert np.isnan(numbers("its result", [np.nan, 1.0], shape=(2,), finite=False)[0])


def test_close_forgives_the_rounding_of_float32_alone():
    exact = np.random.default_rng(0).normal(size=1000)
    assert close(exact.astype(np.float32), exact) and close(np.float32(0.1) - 0.1, 0)
    assert not close(exact * 1.0001, exact) and not close(np.nan, np.nan)


@pytest.mark.parametrize(
    ("found", "right"),
    [(6.69, 6.6859), (2.0, 2.00001), (1e-9, 2e-9), (-1e-3, 1e-3), (-4e-3, 0.0), (3e-30, 0)],
)
def test_two_numbers_are_never_said_to_be_the_same(found, right):
    yours, expected = apart(found, right)
    assert yours != expected and float(yours) == pytest.approx(found, rel=0.5)


def test_what_is_the_same_is_said_with_all_its_digits():
    assert apart(1, 1) == ("1.0000000000000000",) * 2


def test_the_difference_is_the_first_wrong_entry():
    right = np.array([[1.0, 2.0], [3.0, 4.0]])
    assert "entry [1, 0] should be 3.00, yours is 6.00." in difference(right * [[1], [2]], right)


def test_the_one_number_that_differs_has_no_place():
    assert difference(np.array(3.0), np.array(2.0)) == "it should be 2.00, yours is 3.00."


def half(**options):
    words = {"twice.": 1.0, "the sign.": -0.5}
    return Value(0.5, "so.", words, str, **options)


def test_a_value_is_right_to_its_digits():
    assert half(digits=1)(0.55) == half(digits=1)("0.44") == half(digits=2)(0.5) == "so."
    for answer, words in ((-0.5, "the sign"), (1.04, "twice"), (0.7, "0.7"), ([0.5], "a number")):
        with pytest.raises(Wrong, match=words):
            half(digits=1)(answer)
    with pytest.raises(Wrong, match="whole"):
        half(digits=None)(0.5)


def test_values_are_right_one_by_one():
    pair = Value([1, 2], "both.", {}, lambda x: f"{x[0]:g}!", digits=1)
    assert pair([1.05, 1.95]) == "both."
    with pytest.raises(Wrong, match=r"1\.2!"):
        pair([1.2, 2])


@pytest.mark.parametrize("size", [1e-30, 1e-9, 1e-3, 1.0, 1e9])
def test_how_close_is_close_enough_depends_on_what_is_right(size):
    right = size * np.array([1.0, -0.5])
    assert close(right.astype(np.float32), right) and close(right * (1 + 1e-6), right)
    for wrong in (0 * right, 2 * right, -right, right * 1.0002):
        assert not close(wrong, right)


@pytest.mark.parametrize(
    ("actual", "right", "same"),
    [
        ([1, 2e-9], [1, 1e-9], False),
        ([1, 0], [1, 1e-9], False),
        ([0.9, 1e-7], [0.9, 0], True),
        ([1, 1.05e-9], [1, 1e-9], False),
        (np.float32([1, 0.7]) - np.float32([0, 0.7 - 1e-9]), [1, 1e-9], False),
        (np.float32([0.7, 0.7]) - np.float32([0, 0.7 - 1e-9]), [0.7, 1e-9], True),
        (np.array([1, 0.7]) - [0, 0.7 - 1e-9], [1, 1e-9], True),
        ([1, 1e-17], [1, 3e-17], True),
        ([100_001], [100_000], False),
        ([100_000.4], [100_000], True),
        ([100_000.5], [100_000.0], True),
        ([2**53 + 1, 0.5], np.array([2**53 + 1, 0.5], object), False),  # a list of floats
        (np.array([2**53 + 1, 0.5], object), np.array([2**53 + 1, 0.5], object), True),
        ([2**62 + 1], [2**62], False),
        (2.0**53, 2**53 + 1, False),
        (10**30, 10**30, True),
        (10**30 + 1, 10**30, False),
        (np.array([10**30, 100_001]), np.array([10**30, 100_000]), False),
    ],
)
def test_an_entry_beside_larger_ones_is_right_up_to_what_rounding_leaves_of_it(actual, right, same):
    assert close(actual, right) == same


@pytest.mark.parametrize("right", [2**53 + 1, 10**30 + 1, np.int64(2**62 + 1)])
@pytest.mark.parametrize("kind", [int, str, "{:,}".format, Decimal, Fraction, np.array])
def test_a_count_is_exact_however_large(right, kind):
    counted = Value(right, "so.", {}, lambda x: "no.", digits=None)
    assert counted(kind(int(right))) == "so."
    for other in (int(right) - 1, int(right) + 1):
        with pytest.raises(Wrong, match="no"):
            counted(kind(other))


@pytest.mark.parametrize("text", ["10^30", "10**30", "1e30", "10³⁰", "10^29 * 10"])
def test_a_count_may_be_typed_as_a_power(text):
    counted = Value(10**30, "so.", {}, lambda x: "no.", digits=None)
    assert counted(text) == "so."
    with pytest.raises(Wrong, match="no"):
        counted(f"{10**30 + 1}")


@pytest.mark.parametrize(
    "kind", [list, lambda pair: np.array(pair, object), lambda p: [*map(str, p)]]
)
def test_a_whole_number_beside_a_fraction_is_exact(kind):
    right = [2**53 + 1, 0.5]
    pair = Value(right, "both.", {"one less.": [2**53, 0.5]}, lambda x: "no.", digits=1)
    assert pair(kind(right)) == pair(kind([2**53 + 1, Fraction(1, 2)])) == "both."
    for other, words in ((2**53, "one less"), (2**53 + 2, "no"), (float(2**53), "one less")):
        with pytest.raises(Wrong, match=words):
            pair([other, 0.5])


def test_digits_that_would_not_show_the_answer_are_refused():
    with pytest.raises(ValueError, match="digits must show what is right, 4e-07, got 2"):
        Value([1.0, 4e-7], "so.", {}, str, digits=2)
