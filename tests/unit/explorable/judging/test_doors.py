"""Whatever may be handed in is tried at the doors: the few functions that read an answer."""

import numpy as np
import pytest
from explorable.judging import (
    Exercise,
    ask,
    ask_number,
    ask_parts,
    check,
    count,
    memory,
    number,
    numbers,
)
from judging import HOSTILE, NO_NUMBERS, refused

BEYOND = {
    **{str(value): (value, "should be finite, got") for value in (np.nan, np.inf, -np.inf)},
    **{f"{value:g}": (value, "is too far from 0") for value in (1e101, 1e300, -1e300)},
    **{sign + "10**400": (int(sign + "1") * 10**400, "is too far from 0") for sign in "+-"},
}


def anything(given):
    """Return an exercise of which nothing is asked but that the answer runs."""
    return Exercise(oracle=np.exp, inputs=lambda rng: (given,), praise="so.")


@pytest.mark.parametrize("answer", HOSTILE)
def test_whatever_a_function_does_becomes_a_sentence_at_every_door(answer):
    given = [1.0, 2.0]
    for door in (
        lambda function: ask(function, given, shape=(2,)),
        lambda function: ask(function, given, shape=(), keeps="x"),
        lambda function: ask_number(function, given),
        lambda function: ask_parts(function, given, shapes={"W": (2,), "b": ()}),
        lambda function: anything(given)._judge(function),
        lambda function: memory(function, given, shape=(2,)),
    ):
        refused(check(door), *HOSTILE[answer])


def pair(answer):
    return numbers("your answer", answer, shape=(2,))


@pytest.mark.parametrize("answer", NO_NUMBERS, ids=lambda answer: type(answer).__name__)
def test_what_is_no_number_is_said_to_be_none_at_every_door(answer):
    for door in (number, count, pair, lambda answer: pair([1, answer])):
        refused(check(door), answer, "your answer should be")


@pytest.mark.parametrize("answer", BEYOND)
def test_a_number_has_bounds_at_every_door(answer):
    for door in (number, count, lambda answer: pair([1, answer])):
        refused(check(door), *BEYOND[answer])
