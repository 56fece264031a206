"""The course's map and numbers, as the local extension of Sphinx makes them from notebooks."""

from itertools import pairwise
from pathlib import Path

import pytest
from _ext import course, tried
from explorable.stored import DATA, PAGE
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from stored import stored_explorers

ROOT = Path(__file__).parents[2]


def code(count, *tags, output=None):
    outputs = [new_output("display_data", data=output)] if output else []
    metadata = {"tags": list(tags)}
    return [new_code_cell("1", metadata=metadata, outputs=outputs) for _ in range(count)]


EXPLORER = {PAGE: "<svg>", DATA: '{"explorer": {"name": "sea"}}'}


@pytest.mark.parametrize(
    ("cells", "reading", "whole"),
    [
        ([], 5, 5),
        ([new_markdown_cell("word " * 2_000)], 10, 10),
        ([new_markdown_cell("word " * 2_000), *code(10)], 15, 15),
        (code(50), 35, 35),
        (code(50) + code(50, "solution", "hide-cell"), 35, 35),
        (code(50) + code(50, "check", "hide-input"), 35, 35),
        (code(50) + code(7, "exercise"), 35, 35),
        ([*code(50), new_markdown_cell(5 * "```{exercise}\nWhy?\n```\n")], 35, 65),
        (code(50) + code(15, "question", "remove-input"), 35, 50),
        (code(50) + code(5, "figure", "hide-input", output=EXPLORER), 35, 50),
    ],
)
def test_minutes_are_those_of_what_is_shown_and_with_exercises(cells, reading, whole):
    assert course.minutes(new_notebook(cells=cells)) == (reading, whole)


WORDS = "word " * 2_000


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        (f"```{{prf:theorem}} A name\n:label: thm-name\n\n{WORDS}\n```", 10),
        (f":::{{dropdown}} Proof\n{WORDS}\n:::", 15),
        (f":::{{dropdown}} Proof, in two lines\n{WORDS}\n:::\n{WORDS}", 25),
        (f":::{{dropdown}} What you should have seen\n{WORDS}\n:::", 5),
        (f"````{{dropdown}} Hint\n```\n{WORDS}\n```\n````", 5),
        (f"```{{prf:proof}}\n:class: dropdown\n\n{WORDS}\n```", 5),
        (f"```{{solution}} ex-name\n{WORDS}\n```", 5),
        (f"::::{{admonition}} Title\n:::{{dropdown}} More\n{WORDS}\n:::\n::::", 5),
        (f"::::{{admonition}} Title\n{WORDS}\n:::{{dropdown}} More\n{WORDS}\n:::\n::::", 10),
        (f":::{{dropdown}} Hint\nWords.\n:::\n{WORDS}\n:::{{dropdown}} Hint\nWords.\n:::", 10),
    ],
)
def test_of_what_is_folded_only_proofs_take_time_to_read_more_a_word_than_text(text, reading):
    assert course.minutes(new_notebook(cells=[new_markdown_cell(text)]))[0] == reading


def test_a_deeper_page_needs_the_chapters_that_its_opening_links_to():
    opening = "# Deeper\n\nAfter [5](05-e.ipynb#a) and [2](02-b.ipynb), [2](02-b.ipynb); [a](x.md)"
    cells = [new_markdown_cell(opening), new_markdown_cell("[9](09-i.ipynb)")]
    assert course.opening_links(new_notebook(cells=cells)) == [2, 5]


def test_an_exercise_with_two_answers_counts_once():
    cells = [new_code_cell("checks.softmax.tie(1)"), new_code_cell("print(checks.softmax.tie(2))")]
    cells += [new_code_cell("checks.softmax.lead(1)"), new_markdown_cell("`checks.a.b(1)`")]
    assert course.count_checks([new_notebook(cells=cells)]) == 2


def test_an_exercise_that_a_question_answers_counts():
    def asked():
        return new_markdown_cell("Words.\n\n```{exercise}\n:label: ex-why\nWhy?\n```")

    cells = [new_markdown_cell("Words."), *code(1, "question"), asked(), *code(1, "question")]
    cells += [asked(), *code(1, "exercise")]
    assert course.count_checks([new_notebook(cells=cells)]) == 1


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
def test_a_theorem_is_tried_by_the_cell_of_its_section_that_asserts(text, expected):
    cells = [new_markdown_cell(text), new_code_cell("x = 1"), new_markdown_cell("Words.")]
    cells += [new_code_cell("assert 1 + 1 == 2"), new_code_cell("assert 2 + 2 == 4")]
    assert course.tried_theorems(new_notebook(cells=cells)) == expected


def test_every_chapter_stands_on_a_place_of_its_own_after_what_it_needs():
    chapters = course.read()
    assert len({tuple(chapter.at) for chapter in chapters.values()}) == len(chapters)
    seen = set()
    for number, chapter in chapters.items():
        assert set(chapter.needs) <= seen, chapter
        seen.add(number)


def test_arrows_run_between_two_rows_or_two_columns_so_that_none_crosses_a_chapter():
    chapters = course.read()
    for chapter in chapters.values():
        for need in chapter.needs:
            rows, columns = zip(chapter.at, chapters[need].at, strict=True)
            apart = abs(rows[0] - rows[1]), columns[0] - columns[1]
            assert apart == (0, 1) or apart[0] == 1, (need, chapter)


def test_the_main_line_is_the_first_row_from_left_to_right_and_branches_are_below():
    chapters = course.read()
    line = [chapter for chapter in chapters.values() if chapter.at[0] == 0]
    assert [chapter.at[1] for chapter in line] == list(range(len(line)))
    assert not line[0].needs
    for before, chapter in pairwise(line):
        assert before.number in chapter.needs
    for chapter in chapters.values():
        assert all(chapters[need].at[1] <= chapter.at[1] for need in chapter.needs)


def test_no_chapter_opens_with_an_explorer_of_the_landing_page():
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
def test_what_a_check_has_tried_is_said_in_its_own_words(log, expected):
    assert tried.trials(log) == expected
