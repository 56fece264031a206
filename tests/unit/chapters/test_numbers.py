"""No decimal of the prose was copied by hand: each can be seen in its chapter."""

from prose import each_notebook, read

from tools.unshown_numbers import unshown


@each_notebook
def test_decimals_of_the_prose_are_shown(path):
    assert not [each for each in unshown(read(path)) if "." in each.number]
