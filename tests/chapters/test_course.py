"""The course's map and numbers, as the local extension of Sphinx makes them from notebooks."""

import sys
from itertools import pairwise
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from stored import stored_explorers

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def course():
    sys.path.insert(0, str(ROOT / "chapters" / "_ext"))
    import course

    yield course
    sys.path.remove(str(ROOT / "chapters" / "_ext"))


def notebook(words=0, shown=0, folded=0):
    code = [new_code_cell("1") for _ in range(shown)]
    code += [new_code_cell("1", metadata={"tags": ["hide-cell"]}) for _ in range(folded)]
    return new_notebook(cells=[new_markdown_cell("word " * words), *code])


@pytest.mark.parametrize(
    ("words", "shown", "folded", "expected"),
    [(0, 0, 0, 5), (2000, 0, 0, 10), (2000, 10, 0, 15), (2000, 10, 90, 15), (3000, 50, 0, 50)],
)
def test_minutes_are_those_of_words_and_of_code_that_is_shown(
    course, words, shown, folded, expected
):
    assert course.minutes(notebook(words, shown, folded)) == expected


def test_an_exercise_with_two_answers_counts_once(course):
    cells = [new_code_cell("checks.softmax.tie(1)"), new_code_cell("print(checks.softmax.tie(2))")]
    cells += [new_code_cell("checks.softmax.lead(1)"), new_markdown_cell("`checks.a.b(1)`")]
    assert course.count_checks([new_notebook(cells=cells)]) == 2


THEOREM = "```{prf:theorem} A name\n:label: thm-name\n\nWords.\n```\n"
OTHER = THEOREM.replace("thm-name", "thm-other")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (THEOREM, {"thm-name": 3}),
        (THEOREM + OTHER, {"thm-other": 3}),
        (f"{THEOREM}### Else\n", {}),
        (f"## Else\n{THEOREM}", {"thm-name": 3}),
        ("Words.", {}),
    ],
)
def test_a_theorem_is_tried_by_the_cell_of_its_section_that_asserts(course, text, expected):
    cells = [new_markdown_cell(text), new_code_cell("x = 1"), new_markdown_cell("Words.")]
    cells += [new_code_cell("assert 1 + 1 == 2"), new_code_cell("assert 2 + 2 == 4")]
    assert course.tried_theorems(new_notebook(cells=cells)) == expected


def test_every_chapter_stands_on_a_place_of_its_own_after_what_it_needs(course):
    chapters = course.read()
    assert len({tuple(chapter.at) for chapter in chapters.values()}) == len(chapters)
    seen = set()
    for number, chapter in chapters.items():
        assert set(chapter.needs) <= seen, chapter
        seen.add(number)


def test_arrows_run_between_two_rows_or_two_columns_so_that_none_crosses_a_chapter(course):
    chapters = course.read()
    for chapter in chapters.values():
        for need in chapter.needs:
            rows, columns = zip(chapter.at, chapters[need].at, strict=True)
            apart = abs(rows[0] - rows[1]), columns[0] - columns[1]
            assert apart == (0, 1) or apart[0] == 1, (need, chapter)


def test_the_main_line_is_the_first_row_from_left_to_right_and_branches_are_below(course):
    chapters = course.read()
    line = [chapter for chapter in chapters.values() if chapter.at[0] == 0]
    assert [chapter.at[1] for chapter in line] == list(range(len(line)))
    assert not line[0].needs
    for before, chapter in pairwise(line):
        assert before.number in chapter.needs
    for chapter in chapters.values():
        assert all(chapters[need].at[1] <= chapter.at[1] for need in chapter.needs)


def test_no_chapter_opens_with_an_explorer_of_the_landing_page(course):
    landing = stored_explorers("intro")
    assert len(landing) == 2
    for chapter in course.read().values():
        assert stored_explorers(chapter.page)[0] not in landing, chapter


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        ("Checked: 2,000 random problems with 2 to 4 classes.\n", "2,000 random problems"),
        ("Checked on 200 houses: one product gives all scores;", "200 houses"),
        (
            "Checked: of 100,000\nrandom linear classifiers none",
            "100,000 random linear classifiers",
        ),
        ("Checked, ten seeds: the average is lowest at 0.5", "ten seeds"),
        ("Checked, T = 2.0: 10,000 vectors are up to 2.73 above", "10,000 vectors"),
        ("Checked: the covariance of 200,000 draws of its features", "200,000 draws"),
        ("Checked: after 1 to 1,000 steps the slope is -1", ""),
        ("a = 0: 1e-16\nChecked: 10,000 pairs", None),
        ("", None),
    ],
)
def test_what_a_check_has_tried_is_said_in_its_own_words(course, log, expected):
    import tried

    assert tried.trials(log) == expected
