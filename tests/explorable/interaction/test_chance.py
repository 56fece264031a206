"""What is random is the same for the same values; what a function seeds itself is left alone."""
# ruff: noqa: NPY002, as notebooks are written

import random

import numpy as np
import pytest
from explorable.controls import Slider
from explorable.frames import Limits
from explorable.interaction.calls import Calls
from explorable.interaction.figure import Interaction
from explorable.words import word

RNG = np.random.default_rng(8)
ALONE = random.Random(8)


def legacy(n):
    print(np.random.normal(size=3) + n)


def standard(n):
    print(random.random() + n)


def unseeded(n):
    print(np.random.default_rng().normal() + n)


def old_unseeded(n):
    print(np.random.RandomState().normal() + n)


def seeded_by_nothing(n):
    np.random.seed()
    print(np.random.rand() + n)


def of_the_module(n):
    print(RNG.normal() + n)


def of_the_standard_library(n):
    print(ALONE.random() + n)


def shuffled(n):
    numbers = list(range(20))
    random.shuffle(numbers)
    print(n, numbers)


def of_a_closure():
    rng = np.random.RandomState(3)

    def closed(n):
        print(rng.rand() + n)

    return closed


UNSEEDED = [
    legacy, standard, unseeded, old_unseeded, seeded_by_nothing, of_the_module,
    of_the_standard_library, shuffled, of_a_closure(),
]  # fmt: skip


def seeded_globally(n):
    np.random.seed(3)
    random.seed(4)
    print(np.random.rand() + random.random() + n)


def seeded_generator(n):
    print(np.random.default_rng(3).normal() + np.random.RandomState(2).rand() + n)


def said(calls, n):
    calls.call({"n": n})
    return calls.shown.html


@pytest.mark.parametrize("function", UNSEEDED, ids=lambda each: each.__name__)
def test_a_move_away_and_back_shows_the_same_and_says_so_once(function):
    calls, other = Calls(function, "f"), Calls(function, "f")
    first = said(calls, 1)
    assert said(calls, 2) != first and said(calls, 1) == first == said(other, 1)
    assert first.count(word("chance")) == 1


def test_other_values_draw_other_numbers():
    calls = Calls(lambda trial: print(np.random.rand()), "f")
    drawn = set()
    for trial in range(5):
        calls.call({"trial": trial})
        drawn.add(calls.shown.printed)
    assert len(drawn) == 5


@pytest.mark.parametrize("function", [seeded_globally, seeded_generator])
def test_what_a_function_seeds_is_what_it_would_be_without_this(function, capsys):
    function(1)
    plain = capsys.readouterr().out
    calls = Calls(function, "f")
    calls.call({"n": 1})
    assert calls.shown.printed == plain and word("chance") not in calls.shown.html


def test_what_is_drawn_elsewhere_goes_on_as_if_nothing_had_been_called():
    np.random.seed(1)
    random.seed(1)
    alone = np.random.rand(), random.random(), np.random.default_rng(5).bit_generator.state
    np.random.seed(1)
    random.seed(1)
    state = RNG.bit_generator.state
    for function in UNSEEDED:
        said(Calls(function, "f"), 1)
    assert (np.random.rand(), random.random()) == alone[:2]
    assert RNG.bit_generator.state == state
    assert np.random.default_rng().random() != np.random.default_rng().random()


def test_what_draws_nothing_says_nothing():
    calls = Calls(lambda n: print(n), "f")
    assert word("chance") not in said(calls, 1)


@pytest.mark.parametrize("function", UNSEEDED, ids=lambda each: each.__name__)
def test_frames_are_the_same_twice(function):
    figure = Interaction(function, {"n": Slider(0, 3, 1, start=1)}, {}, "", {}, (), (6, 3))

    def baked():
        calls = Calls(function, figure.prefix)
        calls.call({"n": 1})
        return figure.baked(calls.shown, Limits())

    assert baked() == baked() and len(baked()) == 3
