"""The text: in order, in one piece, spelled and read."""

import numpy as np
import pytest
from descent.datasets import load_alice


def test_three_pieces_that_follow_each_other():
    train, validation, test, alphabet = load_alice()
    assert [len(train), len(validation), len(test)] == [113358, 14170, 14170]
    whole = np.concatenate([train, validation, test])
    assert set(whole.tolist()) == set(range(len(alphabet))) == set(range(35))
    text = load_alice().spell(whole)
    assert text.startswith("alice was beginning to get very tired of sitting by her sister")
    assert text.endswith("and the happy summer days.")
    assert "  " not in text and "chapter" not in text


def test_reading_is_the_opposite_of_spelling():
    text = load_alice()
    assert text.spell(text.read("'Curiouser and curiouser!'")) == "'curiouser and curiouser!'"
    assert text.read("").dtype == int


def test_a_character_that_the_book_lacks_is_named():
    with pytest.raises(ValueError, match=r"characters must be among .*, got '7' in 'chapter 7'"):
        load_alice().read("chapter 7")


def test_a_number_that_no_character_has_is_named():
    assert load_alice().spell([]) == ""
    for number in (-1, 35):
        with pytest.raises(ValueError, match=f"numbers must be .* 0 to 34, got {number}"):
            load_alice().spell([0, number])
