"""Every item of the syllabus is taught at a label that exists, or listed as pending."""

import re
from pathlib import Path

import nbformat
import pytest
import yaml

CHAPTERS = Path(__file__).parents[2] / "chapters"
ITEMS = zip("ABCDEFGHIJK", (5, 7, 11, 10, 9, 10, 4, 6, 7, 4, 14), strict=True)
SYLLABUS = [f"{chapter}{i}" for chapter, count in ITEMS for i in range(1, count + 1)]
COVERAGE = yaml.safe_load((CHAPTERS / "coverage.yml").read_text("utf-8"))
WRITTEN = {item: place for item, place in COVERAGE.items() if place != "pending"}


def test_every_item_is_listed_in_order(capsys):
    assert list(COVERAGE) == SYLLABUS
    with capsys.disabled():
        print(f"\n{len(COVERAGE) - len(WRITTEN)} of {len(COVERAGE)} items of the syllabus pending")


@pytest.mark.parametrize("item", WRITTEN)
def test_the_label_is_in_the_chapter(item):
    place = WRITTEN[item]
    assert set(place) == {"chapter", "label"}
    notebook = nbformat.read(CHAPTERS / f"{place['chapter']}.ipynb", as_version=4)
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert re.search(rf"^\({re.escape(place['label'])}\)=$", prose, re.MULTILINE)
