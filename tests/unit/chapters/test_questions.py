"""Questions stand in the cells that ask them, and are true; their links, the build follows."""

import ast
import json
import re
from itertools import zip_longest
from pathlib import Path

import pytest
from asking import cells_that_ask, shown_by
from explorable.question.digest import digest
from explorable.stored import asked
from prose import CHAPTERS

from tools import question_keys

PAGES = sorted(path for path in CHAPTERS.glob("*.ipynb") if cells_that_ask(path))
each_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
each_reviewed = pytest.mark.parametrize(
    "path", [path for path in PAGES if int(path.stem[:2]) <= 11], ids=lambda path: path.stem
)
"""A page that is being written enters once somebody has reviewed its questions."""


ANSWERED = Path(__file__).with_name("answered.txt").read_text("utf-8").splitlines()
"""The digests of questions that readers may have answered, by page and kind."""
POINTING = re.compile(
    r"(?<!far )\b(?:above|below)[,.:;)]|\b(?:formula|figure|table|cell|run|rule) (?:above|below)\b"
    r"|\b(?:this|first|second|last) (?:run|experiment|figure|table|cell|rule|formula|equation)\b"
)
"""Words of a question that point at what stands around it."""
AROUND = {"in-place", "quotes-above"}
"""Tags of a cell that is asked nowhere else, or elsewhere with what stands right above it."""


def questions_of(data):
    return data.get("questions", [data])


@each_page
def test_a_question_that_points_around_it_says_what_it_leans_on(path):
    """Or the page Again would ask it where a reader can't see that; a program is shown with it."""
    for cell, shown in shown_by(path):
        for question in shown.questions:
            pointing = POINTING.search(question.text)
            if pointing and not getattr(question, "program", ""):
                assert AROUND & set(cell.metadata.tags), f"{pointing[0]}: {question.text}"


def test_no_answer_that_a_reader_has_given_is_lost():
    """Stored under the digest of its question, it is found from any page that asks that today."""
    asked_now = [
        question
        for path in PAGES
        for cell in cells_that_ask(path)
        for question in questions_of(asked(cell))
    ]
    there = {(question["kind"], digest(question)) for question in asked_now}
    for line in ANSWERED:
        place, _, digests = line.partition(": ")
        lost = [each for each in digests.split() if (place.split()[1], each) not in there]
        assert not lost, f"{place}: a changed question names its old digest after ^"


@each_reviewed
def test_what_is_right_is_what_somebody_has_reviewed(path):
    """Look at what changed; then `python -m tools.question_keys`."""
    reviewed = json.loads(question_keys.REVIEWED.read_text("utf-8"))[path.stem]
    for number, (found, expected) in enumerate(zip_longest(question_keys.keys_of(path), reviewed)):
        assert found == expected, f"question {number} of the page has another key"


@each_page
def test_a_cell_that_asks_ends_in_it(path):
    for cell in cells_that_ask(path):
        last = ast.parse(cell.source).body[-1].value
        assert last.func.id == "ask", cell.source[:60]
