"""A trial finds nothing in the cells of a book of somebody else; its build finds a wrong link."""

import pytest
from explorable.sphinx.trial import Trial
from foreign_book import ROOT, build


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The pages of the book; its Python is the same in any theme."""
    return build("jupyter-book", tmp_path_factory.mktemp("foreign") / "book")


@pytest.mark.parametrize("name", ["flood", "power", "tilt", "wave"])
def test_a_trial_of_its_cells_finds_nothing(site, name):
    assert list(Trial(ROOT / ".cache", site / "_live").run([name])) == []


def test_a_broken_link_of_a_question_fails_the_build(tmp_path):
    with pytest.raises(AssertionError, match="local id not found in doc 'wave': 'der-taktstock'"):
        build("alabaster", tmp_path / "book", edit=("waves.py", "der-takt", "der-taktstock"))
