"""What the course teaches, item by item, is said in words, and where it is taught is a section."""

import re
from functools import cache
from itertools import groupby

import pytest
import yaml
from prose import CHAPTERS, each_notebook, text_of

TEXT = (CHAPTERS / "coverage.yml").read_text("utf-8")
ITEMS = re.findall(r"^(\w+):", TEXT, re.MULTILINE)  # an item that is there twice, twice
COVERAGE = yaml.safe_load(TEXT)
PLACES = [(item, place) for item, entry in COVERAGE.items() for place in entry["where"] or ()]


@cache
def prose(page):
    """Return what `page`, a notebook or a text in the folder of chapters, says in words."""
    path = CHAPTERS / f"{page}.ipynb"
    return text_of(path if path.exists() else path.with_suffix(".md"))


def test_items_are_numbered_without_a_gap():
    parts = [(letter, len([*items])) for letter, items in groupby(ITEMS, lambda item: item[0])]
    letters = [letter for letter, _ in parts]
    assert letters == [chr(ord("A") + i) for i in range(len(letters))]
    assert [f"{letter}{i}" for letter, count in parts for i in range(1, count + 1)] == ITEMS


@pytest.mark.parametrize("item", COVERAGE)
def test_an_item_is_a_sentence_and_places(item):
    entry = COVERAGE[item]
    assert list(entry) == ["what", "where"]
    assert re.search(r"\w.*[.?\"]$", entry["what"])
    assert entry["where"] and len(set(entry["where"])) == len(entry["where"])


@pytest.mark.parametrize(("item", "place"), PLACES)
def test_a_place_is_a_label_before_a_heading(item, place):
    page, label = place.split("#")
    assert re.search(rf"^\({re.escape(label)}\)=\n#+ ", prose(page), re.MULTILINE)


@each_notebook
def test_a_label_that_begins_with_an_item_is_one_of_its_places(path):
    for label in re.findall(r"^\(([a-z]\d+-.*)\)=$", prose(path.stem), re.MULTILINE):
        assert (label.split("-")[0].upper(), f"{path.stem}#{label}") in PLACES
