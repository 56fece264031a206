"""Every explorer at every value."""

import pytest
from descent.explorers import catalogue
from explorable import check
from own_data import TAKERS, offered

EXPLORERS = sorted(catalogue().items())


@pytest.mark.parametrize("made", [e for _, e in EXPLORERS], ids=[n for n, _ in EXPLORERS])
def test_every_explorer_shows_what_it_says_at_every_value(made):
    print(check(made, values=1))


@pytest.mark.parametrize("name", TAKERS)
def test_one_of_a_classs_own_data_shows_what_it_says_at_every_value(name):
    check(catalogue()[name](data=offered(name)[-1]), values=1)
