"""Cells run what they need: in any order of clicks, a page gives what its notebook stored."""

import random
import re
from configparser import ConfigParser
from pathlib import Path

import nbformat
import pytest
from clicking import VERDICT, Page, is_text, shown_text
from explorable.picture.output import PAGE

CHAPTERS = Path(__file__).parents[3] / "chapters"
NOTEBOOKS = sorted(CHAPTERS.glob("[01]*.ipynb"))
SANITIZED = ConfigParser()
SANITIZED.read(Path(__file__).parents[2] / "unit" / "chapters" / "sanitize.cfg", "utf-8")

SHORT = ("01-scores-and-margins", "03-softmax")
"""Of these every cell is clicked, of the others every fifth."""


def cells_of(path):
    return [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]


def stored_text(cell):
    """What a cell printed, and its value if that is shown as text, or as a verdict."""
    return "".join(
        o.text if o.output_type == "stream" else o.data["text/plain"]
        for o in cell.outputs
        if o.output_type == "stream" or is_text(o.data.get(PAGE, o.data.get("text/html", VERDICT)))
    ).removesuffix("\n")


def exact(text):
    """The text without numbers that are rounding errors: where arrays lie changes them."""
    return re.sub(SANITIZED["rounding"]["regex"], "", text)


@pytest.fixture
def page(monkeypatch):
    return lambda *sources: Page(sources, monkeypatch)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_cells_clicked_in_any_order_give_what_is_stored(page, path):
    cells = cells_of(path)
    made = page(*(cell.source for cell in cells))
    clicks = list(range(0, len(cells), 1 if path.stem in SHORT else 5))
    random.Random(0).shuffle(clicks)
    for click in clicks:
        for i, outputs in made.click(click).items():
            assert not [each for each in outputs if each["kind"] == "error"], (click, i)
            if "nbval-ignore-output" in cells[i].metadata.get("tags", []):
                continue
            assert exact(shown_text(outputs)) == exact(stored_text(cells[i])), (click, i)
        assert made.states[click] == "run"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_cell_needs_fewer_than_all_cells_above(page, path):
    cells = cells_of(path)
    made = page(*(cell.source for cell in cells))
    needed = [len(made.plan(cell)) for cell in range(len(cells))]
    share = 0.5 if len(cells) > 12 else 0.8  # a short page is one experiment
    assert sum(needed) < share * len(cells) * (len(cells) + 1) / 2
