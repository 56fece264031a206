"""Every explorer at every value, with every frame that is baked for it."""

import pytest
from descent.explorers import catalogue
from explorable import check
from pages import frames_fit

EXPLORERS = sorted(catalogue().items())
each = pytest.mark.parametrize("made", [e for _, e in EXPLORERS], ids=[n for n, _ in EXPLORERS])


@each
def test_every_explorer_shows_what_it_says_at_every_value(made):
    print(check(made, values=1))


@each
def test_the_frames_of_every_explorer_fit(made):
    frames_fit(made)
