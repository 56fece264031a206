import numpy as np
import pytest
from explorable.digits import is_whole, reach, within, written


@pytest.mark.parametrize(
    ("right", "digits", "passes", "fails"),
    [
        (1.6366, 1, [1.6, 1.64, 1.6366, 1.55, 1.65], [1.7, 1.5, 1.67]),
        (0.5247, 2, [0.52, 0.525, 0.5247], [0.53, 0.51, 0.5]),
        (2.0784, 3, [2.078, 2.0784], [2.08, 2.077, 2.079]),
        (0.125, 2, [0.12, 0.13, 0.125], [0.11, 0.14]),
        (-0.6931, 2, [-0.69, -0.693], [-0.7, 0.69]),
        (125_100, -2, [125_100, 125_149], [125_200, 125_000]),
        (12, 0, [12, 12.4], [11, 13]),
    ],
)
def test_the_last_digit_that_is_asked_for_must_be_right(right, digits, passes, fails):
    assert [value for value in passes if not within(value, right, digits)] == []
    assert [value for value in fails if within(value, right, digits)] == []


def test_what_is_right_stands_between_the_ends_at_any_size():
    for right in (1e-9, 1e-3, 0.5, 7.25, 1e6):
        for digits in range(-3, 9):
            low, high = reach(right, digits)
            assert low < right < high


@pytest.mark.parametrize(
    "number", [10**12 + 1, 1e12 + 1, 2.0**53 - 1, 2**70 + 1, np.int64(2**62 + 1), -(10**6) - 1]
)
def test_a_whole_number_is_written_with_all_its_digits(number):
    assert is_whole(number) and int(written(number, 6)) == number


def test_other_numbers_are_written_with_a_few():
    assert [written(each, 3) for each in (2 / 3, 1e100, float("inf"))] == ["0.667", "1e+100", "inf"]
