import re

import numpy as np
import pytest
from explorable.judging import Exercise, ResourceLimit, Value


def scale(x, k):
    return k * x


def drawn(rng):
    return rng.normal(size=2), int(rng.integers(2, 5))


scaled = Exercise(
    oracle=scale,
    inputs=drawn,
    cases={
        "for two numbers": (np.array([1 / 3, -2.0]), 1),
        "for every other one": (np.array([1.0, np.nan, 3.0])[::2], 2),
    },
    slips={
        "that is the sum.": lambda x, k: k * x.sum(),
        "the sign.": lambda x, k: -x * k,
        "that is right for k = 1.": lambda x, k: x,
        "that is the second power.": lambda x, k: x * k**2,
    },
    praise="scaled.",
)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda x, k: [k * each for each in x], "Correct: scaled."),
        (lambda x, k: -k * x, "Not yet: for two numbers: the sign."),
        (lambda x, k: x, "Not yet: for every other one: that is right for k = 1."),
        (lambda x, k: k * x + [0, 1], "entry [1] should be -2.00, yours is -1.00."),
        (lambda x, k: 2.0, "shape (2,), got shape ()"),
        (lambda x, k: k * np.round(x, 4) if len(x) < 3 and k > 2 else k * x, "with random numbers"),
        (lambda x, k: k * x if k < 3 else 0 * x, "with random numbers: entry [0] should be"),
    ],
)
def test_a_function_is_compared_with_the_oracle(answer, words):
    assert words in repr(scaled(answer))


def test_what_becomes_of_arrays_after_a_judge_was_made_changes_nothing_that_it_asks():
    given, right = np.array([1.0, 2.0]), np.array([3.0, 4.0])
    doubled = Exercise(
        oracle=scale,
        inputs=lambda rng: (np.ones(2), 2),
        cases={"for two": (given, 2), "for one": ([given[:1]], 2)},
        praise="scaled.",
    )
    value = Value(right, "three and four.", {"twice that.": right}, str, digits=2)
    given[:], right[:] = 0, 0
    assert doubled.cases["for two"][0].sum() == 3
    assert doubled.cases["for one"][0][0] == 1
    assert value([3, 4]) == "three and four."
    assert [*value.slips["twice that."]] == [3, 4]


@pytest.mark.parametrize("parts", [(), ("small", "large")])
def test_whole_numbers_that_floats_round_are_exact(parts):
    def shown(large):
        return (1.5, large) if parts else large

    powers = Exercise(
        oracle=lambda n: shown(3**n),
        inputs=lambda rng: (int(rng.integers(34, 60)),),
        slips={"one less.": lambda n: shown(3**n - 1)},
        parts=parts,
        praise="exact.",
    )
    assert powers(lambda n: shown(3**n)).passed
    assert "one less." in powers(lambda n: shown(3**n - 1)).message
    assert "one less." not in powers(lambda n: shown(3**n + 1)).message
    assert re.search(
        r"should be \d{17,}, yours is \d{17,}", powers(lambda n: shown(3.0**n)).message
    )


def test_a_slip_is_not_named_by_one_coincidence():
    """For one of the cases, with k = 2, twice the square of 1/2 is what the power makes."""
    once = Exercise(
        oracle=scale,
        inputs=drawn,
        cases={"for 1": (np.array([1.0]), 3)},
        slips={"that is x².": lambda x, k: x**2},
        praise="scaled.",
    )
    assert "x²" not in once(lambda x, k: x / x).message
    assert once(lambda x, k: x * x).message == "for 1: that is x²."


def test_a_slip_that_has_no_room_in_a_shape_tells_nothing():
    slips = {"the first two alone.": lambda x, k: (k * x[:2]).reshape(2)}
    short = Exercise(
        oracle=scale, inputs=lambda rng: (rng.normal(size=1), 2), slips=slips, praise=""
    )
    assert "should be" in short(lambda x, k: x).message


def test_what_failed_is_handed_out_and_fails_again():
    def once(x, k):
        return x

    verdict = scaled(once)
    assert verdict.rerun == "once(np.array([1.0, 3.0]), 2)"
    assert np.array_equal(eval(verdict.rerun), [1, 3])
    wrong = scaled(lambda x, k: x * 1j)
    assert wrong.rerun == "your_function(np.array([0.3333333333333333, -2.0]), 1)"
    assert scaled(lambda x, k: None).rerun == scaled(3).rerun == scaled(scale).rerun == ""


def test_parts_a_measure_and_another_right_function():
    both = Exercise(
        oracle=lambda x: (x, 2 * x),
        also=lambda x: (x, 3 * x),
        inputs=lambda rng: (rng.normal(),),
        parts=("one", "two"),
        praise="both.",
    )
    assert both(lambda x: [x, 2 * x]).passed and both(lambda x: (x, 3 * x)).passed
    assert "of two, it should be" in both(lambda x: (x, 4 * x)).message
    size = Exercise(
        oracle=abs,
        inputs=lambda rng: (rng.normal(),),
        measure=lambda found, x: abs(found),
        explain=lambda found, right, x: f"not {found:g}.",
        praise="",
    )
    assert size(lambda x: -x).passed and "not 7." in size(lambda x: 7).message


def test_memory_and_work_have_bounds():
    def total(x):
        return sum(x)

    summed = Exercise(
        oracle=np.sum,
        inputs=lambda rng: (rng.normal(size=3),),
        limit=ResourceLimit((np.ones(500),), 1000, "Without the matrix?", lines=100),
        praise="summed.",
    )
    assert summed(total).passed
    assert (
        "Without the matrix?"
        in summed(lambda x: np.outer(x, x).diagonal().sum() ** 0 * x.sum()).message
    )
    assert "had not ended after 100 lines" in summed(lambda x: sum(v for v in x)).message
