import json
import re
from functools import cache
from importlib import import_module
from pkgutil import walk_packages

import numpy as np
import pytest
from descent import explorers
from descent.explorers import catalogue
from explorable import Explorer, Slider
from explorable.checking.guesses import numbers
from pages import reads_without_script

from tools.picture_sums import FILE, captions_and_moments, label

ALL = sorted(catalogue().items())
each = pytest.mark.parametrize("made", [e for _, e in ALL], ids=[name for name, _ in ALL])


page_of = cache(Explorer.html)
"""What a page has of an explorer: drawn once, for all tests."""


def captions(made):
    """The captions of an explorer's start, its answer, its presets and its controls' ends."""
    return [caption for caption, _ in captions_and_moments(made).values()]


SUMS = json.loads(FILE.read_text("utf-8"))


@pytest.mark.parametrize("name", SUMS)
def test_captions_and_pictures_are_those_that_they_were(name):
    """Who changes some on purpose looks at them, and writes them anew: `tools.picture_sums`."""
    now = captions_and_moments(catalogue()[name])
    for (state, (_, sums)), before in zip(now.items(), SUMS[name], strict=True):
        np.testing.assert_allclose(sums, before, 2e-4, 1e-6, err_msg=state)


ELSEWHERE = {
    "die_likelihood": {5},  # two threes and three fours
    "largest_weight": {99_999},  # the others of 100,000
    "many_classes": {0.1},
    "next_character": {9, 16},  # what it looks at
    "scores_to_probabilities": {2.2},  # the logarithm of nine
    "separable": {0.1, 0.9},
    "softmax_temperature": {7},  # of which the answer is 7.2
    "spiral_mlp": {5},
}
"""What guesses name that no caption has: choices of the text, and numbers made of others."""


@pytest.mark.parametrize("made", [e for _, e in ALL if e.predict], ids=lambda made: made.name)
def test_what_is_said_around_a_guess_is_what_is_shown(made):
    shown, states = captions_and_moments(made), ({}, made.predict.at, *made.presets.values())
    texts = [made.question, *(shown[label(state)][0] for state in states)]
    starts = {each for each in made.start.values() if isinstance(each, int | float)}
    known = starts.union(*map(numbers, texts))
    named = set(numbers(f"{made.predict.seen} {made.predict.says}"))
    assert named - known == ELSEWHERE.get(made.name, set())


@each
def test_every_explorer_reads_without_any_script(made):
    reads_without_script(made, page_of(made))


@each
def test_every_explorer_says_what_it_is_for(made):
    assert made.title and made.question.rstrip().endswith(("?", "."))
    assert min(map(len, captions(made))) > 20


@each
def test_presets_name_the_same_controls_so_that_none_keeps_what_another_has_set(made):
    names = [set(values) for values in made.presets.values()]
    assert all(each == names[0] for each in names)


@each
def test_captions_count_one_thing_as_one(made):
    sliders = {n: c for n, c in made.controls.items() if isinstance(c, Slider)}
    with_one = [name for name, c in sliders.items() if c.minimum < 1 < c.maximum]
    for caption in [*captions(made), *(made.caption_at(**{name: 1}) for name in with_one)]:
        assert not re.search(r"(?<![.,])\b1 (workers|steps|units|are)\b", caption), caption


def test_a_module_is_named_after_its_explorer_and_a_helper_holds_none():
    names = []
    for module in walk_packages(explorers.__path__, "descent.explorers."):
        name = module.name.rpartition(".")[2]
        members = vars(import_module(module.name)).values()
        defined = [each.name for each in members if isinstance(each, Explorer)]
        if not module.ispkg:
            assert defined == ([] if name.startswith("_") else [name]), module.name
            names += defined
    assert sorted(names) == sorted(catalogue())


@each
def test_few_things_can_be_pressed(made):
    """Handles, controls, presets, the fold and the menu, as long as the fold is closed."""
    open_part = re.sub(r"(?s)<details.*?</details>", "<fold>", page_of(made))
    pressed = re.findall(r"<(?:input type=\"(?!number|hidden)|select|fold|button)", open_part)
    assert len(made.handles) + len(pressed) <= 8
