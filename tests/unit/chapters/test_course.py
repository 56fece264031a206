"""The course's map and numbers, as the local extension of Sphinx makes them from notebooks."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from _ext import checked, clock, course, path
from explorable.stored import DATA, PAGE
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from prose import CHAPTERS, text_of
from stored import stored_explorers

ROOT = Path(__file__).parents[3]


def code(count, *tags, output=None):
    outputs = [new_output("display_data", data=output)] if output else []
    metadata = {"tags": list(tags)}
    return [new_code_cell("1", metadata=metadata, outputs=outputs) for _ in range(count)]


def explorer(**spec):
    data = json.dumps({"explorer": {"name": "sea", **spec}})
    return code(1, "figure", "hide-input", output={PAGE: "<svg>", DATA: data})


TEN = "word " * 10
FOLD = f":::{{dropdown}} Hint\n{TEN}\n:::\n"


@pytest.mark.parametrize(
    ("cells", "counted"),
    [
        ([], {}),
        ([TEN, r"The mean of $\alpha + x_1$ and $$\log p$$"], {"words": 14, "symbols": 6}),
        (code(3), {"lines": 3}),
        (code(2, "hide-input", "check") + code(1, "hide-cell") + code(1, "exercise"), {}),
        (code(2, "question", "remove-input"), {"questions": 2}),
        ([f"```{{exercise}}\n{TEN}\n```\n"], {"words": 10, "exercises": 1}),
        (explorer(), {"explorers": 1}),
        (explorer(predict={}) + explorer(), {"explorers": 2, "guesses": 1}),
        ([f"```{{prf:theorem}} A name\n:label: thm-name\n\n{TEN}\n```\n"], {"words": 10}),
        ([f":::{{dropdown}} Proof, in two lines\n$y$ {TEN}\n:::\n"], {"words": 10, "symbols": 1}),
        ([FOLD], {"folded": 10}),
        ([FOLD.replace("\n", "\n:class-container: explorable-told\n\n", 1)], {"words": 10}),
        ([f"{FOLD}{TEN}\n{FOLD}"], {"words": 10, "folded": 20}),
        ([f"````{{dropdown}} Hint\n```\n{TEN}\n```\n````\n"], {"folded": 10}),
        ([f"```{{prf:proof}}\n:class: dropdown\n\n{TEN}\n```\n"], {"folded": 10}),
        ([f"```{{solution}} ex-name\n{TEN}\n```\n"], {"folded": 10}),
        ([f"::::{{admonition}} A\n{TEN}\n{FOLD}::::\n"], {"words": 10, "folded": 10}),
    ],
)
def test_what_takes_time_is_counted_once(cells, counted):
    cells = [new_markdown_cell(each) if isinstance(each, str) else each for each in cells]
    found = clock.count(new_notebook(cells=cells))
    assert found.keys() == clock.MINUTES.keys()
    assert {name: number for name, number in found.items() if number} == counted


@pytest.mark.parametrize(
    ("counted", "minutes"),
    [
        ((2608, 779, 42, 235, 4, 2, 7, 1), 65),
        ((2650, 1529, 31, 45, 5, 5, 8, 1), 80),
        ((2348, 1330, 87, 214, 4, 4, 7, 1), 80),
        ((2989, 1279, 77, 462, 5, 5, 6, 1), 105),
    ],
)
def test_the_rates_are_those_of_a_student_who_did_everything_in_four_chapters(counted, minutes):
    took = sum(rate * n for rate, n in zip(clock.MINUTES.values(), counted, strict=True))
    assert abs(5 * round(took / 5) - minutes) <= 5


def test_what_needs_deeper_is_not_counted():
    cells = [new_markdown_cell(each) for each in (1000 * "word ", clock.FURTHER, 1000 * "word ")]
    assert clock.minutes(new_notebook(cells=cells)) == clock.minutes(new_notebook(cells=cells[:1]))


def test_no_page_takes_less_than_five_minutes():
    assert clock.minutes(new_notebook()) == 5


CONTENTS = {"intro": None, "1": "intro", "1-practice": "1", "1-deeper": "1", "1-more-deeper": "1"}
CONTENTS |= {"2": "intro", "2-deeper": "2", "3": "intro"}


@pytest.mark.parametrize(
    ("page", "around"),
    [
        ("intro", (None, "1")),
        ("1", ("intro", "1-practice")),
        ("1-practice", ("1", "2")),
        ("1-deeper", ("1", "1-practice")),
        ("1-more-deeper", ("1", "1-practice")),
        ("2", ("1-practice", "3")),
        ("2-deeper", ("2", "3")),
        ("3", ("2", None)),
    ],
)
def test_the_way_passes_by_what_goes_deeper(page, around):
    assert path.neighbors(page, CONTENTS) == around


def test_what_the_last_chapter_does_not_lean_on_may_be_skipped():
    chapters = course.read()
    left = course.may_be_skipped(chapters)
    for number in chapters.keys() - left:
        assert not left & set(chapters[number].needs)
        assert number == 12 or any(number in chapters[n].needs for n in chapters.keys() - left)


def test_a_deeper_page_needs_the_chapters_that_its_opening_links_to():
    opening = "# Deeper\n\nAfter [5](05-e.ipynb#a) and [2](02-b.ipynb), [2](02-b.ipynb); [a](x.md)"
    cells = [new_markdown_cell(opening), new_markdown_cell("[9](09-i.ipynb)")]
    assert course.opening_links(new_notebook(cells=cells)) == [2, 5]


@pytest.mark.parametrize("chapter", course.read().values(), ids=lambda chapter: chapter.page)
def test_the_text_of_a_chapter_and_the_map_say_the_same_of_what_it_needs(chapter):
    (said,) = re.findall(
        r"^You need .+$", text_of(CHAPTERS / f"{chapter.page}.ipynb"), re.MULTILINE
    )
    linked = {int(number) for number in re.findall(r"\]\((\d\d)-[\w-]+\.ipynb", said)}
    chapters, behind = course.read(), {*chapter.needs}
    for number in sorted(chapters, reverse=True):
        behind.update(chapters[number].needs if number in behind else ())
    leans = set(chapter.leans or {})
    assert not leans & behind
    assert {*chapter.needs, *leans} <= linked <= behind | leans


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
    assert checked.checked_theorems(new_notebook(cells=cells)) == expected


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
    assert len(landing) == 1
    for chapter in course.read().values():
        assert stored_explorers(chapter.page)[0] not in landing, chapter


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        (
            "Checked: 300 problems: none is better\nthan 1/γ.\n",
            "300 problems: none is better than 1/γ",
        ),
        ("Checked: 0.5 apart. More.", "0.5 apart"),
        ("Checked: steps of 0.05. The rest", "steps of 0.05"),
        ("Checked: 784 digits. 20 of them", "784 digits"),
        ("Checked: softmax [0.5 0. ], f(1. )", "softmax [0.5 0. ], f(1. )"),
        ("Checked: five draws:\n η  worst\n0.1  0.80\n", "five draws"),
        ("Checked: T = 2.0\nChecked: T = 1.0\n", "T = 2.0"),
        ("Stored: five draws. \nChecked: one draw\n", "one draw"),
    ],
)
def test_the_line_of_a_check_is_the_first_sentence_of_its_log(log, expected):
    assert checked.first_sentence(log) == f"Checked: {expected}"


@pytest.mark.parametrize("log", ["", "The mean of x² (Checked: no)", "Unchecked"])
def test_a_log_that_does_not_say_what_is_checked_has_no_line(log):
    assert checked.first_sentence(log) is None
