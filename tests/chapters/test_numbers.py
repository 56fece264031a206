"""No decimal of the prose was copied by hand: each can be seen in its chapter."""

from pathlib import Path

import nbformat
import pytest

from tools.unshown_numbers import unshown

CHAPTERS = Path(__file__).parents[2] / "chapters"


@pytest.mark.parametrize("path", sorted(CHAPTERS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_decimals_of_the_prose_are_shown(path):
    found = unshown(nbformat.read(path, as_version=4))
    assert not [each for each in found if "." in each.number]
