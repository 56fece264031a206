"""A core is a sitting: 75 minutes with all that it asks; the rest has pages right behind it."""

import ast
import re
from itertools import pairwise

import pytest
from _ext import clock, course
from prose import (
    CHAPTERS,
    CORES,
    DEEPER,
    PAGES,
    code_of,
    each_core,
    each_deeper,
    each_page,
    read,
    tags_of,
    text_of,
)

SITTING = 75
"""The minutes that a core takes at most, with all there is to do."""
CELLS, OPEN = 30, 15
"""The most that a core has, exercises, their solutions and questions not counted."""
PRINTED = 0.2
"""The most of a page's open lines that only print."""
WAYS = list(pairwise(chapter.page for chapter in course.read().values()))
FOLDED = {"exercise", "solution", "question", "hide-input", "hide-cell", "remove-input"}
IDEA = re.compile(r"^\*The idea\.\* .+\n\n(?=`{3,}\{dropdown\} Proof)", re.MULTILINE)


def sections_of(path):
    """Return the titles of a page's sections, each with its text."""
    _, *parts = re.split(r"^## (.+)$", text_of(path), flags=re.MULTILINE)
    return list(zip(parts[::2], parts[1::2], strict=True))


@each_core
def test_a_core_is_a_sitting(path):
    assert clock.minutes(read(path)) <= SITTING


@each_core
def test_a_core_shows_little_code(path):
    tags = map(tags_of, code_of(path))
    cells = [each for each in tags if not each & {"exercise", "solution", "question"}]
    shown = [each for each in cells if not each & {"hide-input", "hide-cell", "remove-input"}]
    assert len(cells) <= CELLS
    assert len(shown) <= OPEN


@each_page
def test_open_code_says_the_idea_and_little_of_it_prints(path):
    code = [cell for cell in code_of(path) if not FOLDED & tags_of(cell)]
    lines = [line for cell in code for line in cell.source.splitlines() if line.strip()]
    printing = sum(map(lines_that_print, code))
    assert printing <= max(PRINTED * len(lines), 2)


def lines_that_print(cell):
    """Return how many lines belong to statements that only print."""
    statements = (node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Expr))
    calls = [node for node in statements if isinstance(node.value, ast.Call)]
    names = ("print", "table")
    printing = [c for c in calls if getattr(c.value.func, "id", None) in names]
    return sum(node.end_lineno - node.lineno + 1 for node in printing)


@each_core
def test_a_core_closes_on_what_its_reader_can_do_and_ends(path):
    assert sections_of(path)[-1][0] == "What you can now do"


@pytest.mark.parametrize(("core", "after"), WAYS)
def test_a_core_s_end_leads_to_its_practice_deeper_and_at_last_to_the_next_chapter(core, after):
    _, end = sections_of(CHAPTERS / f"{core}.ipynb")[-1]
    behind = [path.stem for path in PAGES if path.stem[:2] == core[:2] and path.stem != core]
    links = re.findall(r"\]\((\d\d-[\w-]+)\.ipynb", end)
    assert links[0].endswith("-practice") and links[-1] == after
    assert set(links) >= set(behind)


LABEL = re.compile(r"^:label: (\S+)$|^\((\S+)\)=$|^\$\$ \((\S+)\)$", re.MULTILINE)
AT_HOME = {"".join(found): p for p in PAGES for found in LABEL.findall(text_of(p))}
"""The page of each label of a theorem, a section and a formula."""


@each_core
def test_a_core_leans_on_no_page_called_deeper(path):
    leaned = re.findall(r"\{(?:prf:ref|eq|numref|ref)\}`([^`<>]+)`", text_of(path))
    assert not [label for label in leaned if AT_HOME.get(label) in DEEPER]


@each_deeper
def test_a_deeper_page_says_what_to_read_further(path):
    assert sections_of(path)[-1][0] == "Further reading"
    assert any(core.stem[:2] == path.stem[:2] for core in CORES)


@each_page
def test_each_proof_is_folded_under_its_idea(path):
    text = text_of(path)
    assert "{prf:proof}" not in text
    proofs = re.findall(r"^`{3,}\{dropdown\} Proof", text, re.MULTILINE)
    assert len(IDEA.findall(text)) == len(proofs)
