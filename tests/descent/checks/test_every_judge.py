"""What holds for all exercises: their own solutions pass in every form, and nothing breaks them."""

import sys

import numpy as np
import pytest
from descent.checks.fresh import Fresh
from judging import accepted, refused, task
from solutions import FUNCTIONS, JUDGES, SOLUTIONS

FIRST = {name: task(judge)[1] for name, judge in JUDGES.items()}
"""The checks; of one with fresh numbers, that of its first numbers."""


def test_every_judge_has_an_exercise_with_a_solution():
    assert sorted(SOLUTIONS) == sorted(JUDGES) and len(JUDGES) > 70 and len(FUNCTIONS) > 30


def converted(result, form):
    return tuple(map(form, result)) if isinstance(result, tuple) else form(result)


FORMS = {
    "float32": lambda value: np.asarray(value, dtype=np.float32),
    "lists": lambda value: np.asarray(value).tolist(),
    "arrays": np.asarray,
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", sorted(set(JUDGES) - {"convexity.by_the_rules"}))
def test_a_right_answer_may_come_in_any_form(name, form):
    answer = SOLUTIONS[name].answer()

    def function(*arguments):
        return converted(answer(*arguments), FORMS[form])

    accepted(FIRST[name], function if callable(answer) else FORMS[form](answer))


def leave(*arguments):
    sys.exit()


def deep(*arguments):
    return deep(*arguments)


HOSTILE = {
    "an exit": leave,
    "an error": lambda *arguments: 1 / 0,
    "no end": deep,
    "no arguments": lambda: 0,
    "nothing": lambda *arguments: None,
    "NaN": lambda *arguments: np.nan,
    "a huge number": lambda *arguments: 10**400,
    "a complex number": lambda *arguments: 1j,
    "text": lambda *arguments: "text",
    "a dictionary": lambda *arguments: {},
    "two rows": lambda *arguments: [[1], [2, 3]],
    "NaNs": lambda first, *more: np.nan * np.asarray(first if np.ndim(first) else 1.0),
}
WORDS = {
    "an exit": "leave raised SystemExit, in line",
    "an error": "raised ZeroDivisionError: division by zero, in line",
    "no end": "deep raised RecursionError",
    "no arguments": "raised TypeError",
    "nothing": "returned nothing",
}


@pytest.mark.parametrize("answer", HOSTILE)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_whatever_a_function_does_becomes_a_sentence(name, answer):
    refused(FIRST[name], HOSTILE[answer], WORDS.get(answer, ""))


@pytest.mark.parametrize("answer", [None, 3, 10**400, "text", [], {}, 1j, np.ones(3)])
@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_is_no_function_is_said_to_be_none(name, answer):
    refused(FIRST[name], answer, "this check takes a function, got")


@pytest.mark.parametrize("name", JUDGES)
def test_no_answer_is_not_there_yet(name):
    assert FIRST[name]().message == FIRST[name](...).message == "put your answer for the dots."


NUMBERS = sorted(set(JUDGES) - set(FUNCTIONS))
SIZES = {
    **{str(size): (size, "finite") for size in (np.nan, np.inf, -np.inf)},
    **{str(size): (size, "") for size in (1e90, -1e90, -1000)},
    "huge": (10**400, "too far from 0"),
    "-huge": (-(10**400), "too far from 0"),
    "1e+300": (1e300, "too far from 0"),
}


@pytest.mark.parametrize("answer", [None, "text", {}, print, [[1], [2, 3]], 1j, [1j, 2], object()])
@pytest.mark.parametrize("name", NUMBERS)
def test_what_is_no_number_is_said_to_be_none(name, answer):
    refused(FIRST[name], answer, "your answer should be")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", sorted(set(NUMBERS) - {"convexity.by_the_rules"}))
def test_a_number_of_any_size_becomes_a_sentence(name, size):
    value, word = SIZES[size]
    refused(
        FIRST[name], np.full(np.shape(SOLUTIONS[name].answer()), value, dtype=object).tolist(), word
    )


def test_fresh_numbers_are_told_and_differ_between_seeds():
    for name, judge in JUDGES.items():
        if isinstance(judge, Fresh):
            drawn = [str(task(judge, seed)[0]) for seed in range(20)]
            assert len(set(drawn)) >= 5, name
            told = Fresh(judge.__wrapped__)("nonsense", seed=7).message
            assert all(f"{key} = {value}" in told for key, value in task(judge, 7)[0].items())
