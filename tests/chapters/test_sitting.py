"""A core is read in 45 minutes, and ends; what goes deeper has its own page right behind it."""

import re
from itertools import pairwise

import nbformat
import pytest
from _ext import course
from prose import CHAPTERS, CORES, DEEPER, PAGES

from tools.references import markdown_of

MINUTES = 45
"""The most that a core takes to read, with its proofs."""
CELLS, OPEN = 30, 15
"""The most that a core has, exercises, their solutions and questions not counted."""
WAYS = list(pairwise(chapter.page for chapter in course.read().values()))
IDEA = re.compile(r"^\*The idea\.\* .+\n\n(?=`{3,}\{dropdown\} Proof)", re.MULTILINE)

each_core = pytest.mark.parametrize("path", CORES, ids=lambda path: path.stem)
each_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)


def read(path):
    return nbformat.read(path, as_version=4)


def prose_of(path):
    return "\n\n".join(markdown_of(path))


def sections_of(path):
    """Return the titles of a page's sections, each with its text."""
    _, *parts = re.split(r"^## (.+)$", prose_of(path), flags=re.MULTILINE)
    return list(zip(parts[::2], parts[1::2], strict=True))


@each_core
def test_a_core_is_read_in_45_minutes(path):
    assert course.minutes(read(path))[0] <= MINUTES


@each_core
def test_a_core_shows_little_code(path):
    tags = [set(c.metadata.get("tags", [])) for c in read(path).cells if c.cell_type == "code"]
    cells = [each for each in tags if not each & {"exercise", "solution", "question"}]
    shown = [each for each in cells if not each & {"hide-input", "hide-cell", "remove-input"}]
    assert len(cells) <= CELLS
    assert len(shown) <= OPEN


@each_core
def test_a_core_closes_on_what_its_reader_can_do_and_ends(path):
    assert sections_of(path)[-1][0] == "What you can now do"


@pytest.mark.parametrize(("core", "after"), WAYS)
def test_a_core_s_end_leads_to_the_next_and_deeper(core, after):
    _, end = sections_of(CHAPTERS / f"{core}.ipynb")[-1]
    for page in [after, *(path.stem for path in DEEPER if path.stem[:2] == core[:2])]:
        assert f"]({page}.ipynb" in end, f"the end of {core} leads not to {page}"


@pytest.mark.parametrize("path", DEEPER, ids=lambda path: path.stem)
def test_a_deeper_page_says_what_to_read_further(path):
    assert sections_of(path)[-1][0] == "Further reading"
    assert any(core.stem[:2] == path.stem[:2] for core in CORES)


@each_page
def test_each_proof_is_folded_under_its_idea(path):
    text = prose_of(path)
    assert "{prf:proof}" not in text
    proofs = re.findall(r"^`{3,}\{dropdown\} Proof", text, re.MULTILINE)
    assert len(IDEA.findall(text)) == len(proofs)
