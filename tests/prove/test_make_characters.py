"""The stored model of characters is what its whole training now would give."""

from descent.datasets import load_alice
from descent.models import AttentionModel, load_attention
from descent.models.characters import LONGER


def test_what_is_stored_is_what_training_makes():
    text = load_alice()
    made = AttentionModel(len(text.alphabet), random_state=0, **LONGER).fit(text.train)
    bits = load_attention().bits_per_character(text.test)
    assert abs(made.bits_per_character(text.test) - bits) < 0.02  # other machines round otherwise
