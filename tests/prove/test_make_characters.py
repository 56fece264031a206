"""The stored models of characters are what their trainings now would give."""

import numpy as np
import pytest
from descent.datasets import load_alice
from descent.models import AttentionModel, load_ablations, load_attention
from descent.models.characters import LONGER

from tools.make_characters import ablate


def test_what_is_stored_is_what_training_makes():
    text = load_alice()
    made = AttentionModel(len(text.alphabet), random_state=0, **LONGER).fit(text.train)
    bits = load_attention().bits_per_character(text.test)
    assert abs(made.bits_per_character(text.test) - bits) < 0.02  # other machines round otherwise


@pytest.mark.parametrize("part", ["no mask", "no √d", "no attention"])
def test_a_training_without_a_part_is_what_is_stored(part):
    made, stored = ablate(part, 0), load_ablations()[part][0]
    np.testing.assert_allclose(made, stored, atol=0.02)  # other machines round otherwise
