"""Each section asks its reader something: a question, or an exercise of a kind and a grade."""

import re
from collections import Counter

import pytest
from _ext import course
from _ext.clock import FURTHER
from explorable import stored
from explorable.stored import asked
from prose import CORES, PAGES, each_core, each_deeper, each_page, read, tags_of, text_of

from tools.exercises import exercises, parts

KINDS = ("compute", "code", "explain", "prove")
GRADES = ("easy", "middle", "hard")
EXERCISES = 110
ASKS, ASIDE = 10, 3
"""The most that a core asks, its self-test counted as one, and the most that a deeper page asks."""
FIGURES = 5
"""The most explorers of a core."""
LONG = 10
"""Lines of the longest program that a chapter asks for."""
TEST, END = "Test yourself", "What you can now do"
NOT_ASKED = {"Further reading", "What you will be able to do", TEST, END}
"""The sections of a core that open, test and close."""
WRITTEN = [number for number in course.read() if number <= 11]
"""Chapters that are whole; one that is being written enters when it has its questions."""
each_written_core = pytest.mark.parametrize(
    "path", [p for p in CORES if int(p.stem[:2]) in WRITTEN], ids=lambda path: path.stem
)
each_chapter = pytest.mark.parametrize("number", WRITTEN)


def is_question(cell):
    return "question" in tags_of(cell)


def sections_of(notebook):
    """Return the cells of each section by its title, in order."""
    found, title = {}, ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            head, *rest = re.split(r"^## (.+)$", cell.source, flags=re.MULTILINE)
            found.setdefault(title, []).append(head)
            for title, text in zip(rest[::2], rest[1::2], strict=True):
                found.setdefault(title, []).append(text)
        else:
            found.setdefault(title, []).append(cell)
    return found


def is_asking(part):
    """Whether a piece of text or a code cell asks its reader something."""
    return "{exercise}" in part if isinstance(part, str) else is_question(part)


def all_exercises(number):
    pages = [path for path in PAGES if int(path.stem[:2]) == number]
    return [exercise for path in pages for exercise in exercises(read(path))]


def kind_and_grade(exercise):
    """Return the words of an exercise's class, which must be one kind and one grade."""
    words = tuple(exercise.words)
    expected = f"one of {', '.join(KINDS)}, then one of {', '.join(GRADES)}"
    known = len(words) == 2 and words[0] in KINDS and words[1] in GRADES
    assert known, f"{exercise.label}: the :class: must be {expected}; got {' '.join(words)!r}"
    return words


@each_page
def test_each_exercise_has_a_label_a_kind_and_a_grade(path):
    found = exercises(read(path))
    assert len(found) == sum(cell.source.count("{exercise}") for cell in read(path).cells)
    for exercise in found:
        assert exercise.label.startswith("ex-")
        kind_and_grade(exercise)


@each_page
def test_a_judged_exercise_has_hints_and_a_solution(path):
    for exercise in exercises(read(path)):
        if exercise.cell is not None:
            titles = [title for title, _ in exercise.hints]
            assert titles in (["Hint 1", "Hint 2"], ["Hint 1", "Hint 2", "Hint 3"]), exercise.label
            assert exercise.solution is not None, exercise.label
            assert not exercise.question, exercise.label


@each_page
def test_an_exercise_that_nothing_judges_is_answered_by_a_question(path):
    for exercise in exercises(read(path)):
        kind, _ = kind_and_grade(exercise)
        if exercise.cell is None:
            assert kind in ("explain", "prove"), f"{exercise.label} has no judge"
            assert exercise.question, f"{exercise.label} has neither a judge nor a question"
            is_free = exercise.question.kind == "explain"
            assert is_free == (kind == "explain"), exercise.label
            assert exercise.question.hint or exercise.hints, f"{exercise.label} has no hint"


@each_core
def test_each_section_of_a_core_asks_something(path):
    for title, section in sections_of(read(path)).items():
        if title and title not in NOT_ASKED:
            assert any(map(is_asking, section)), f"{path.stem}, {title!r}: no exercise, no question"


def asks(path):
    """Return how often a page asks: questions and exercises, of which one answers the other."""
    notebook = read(path)
    answers = [exercise.question for exercise in exercises(notebook) if exercise.question]
    return len(exercises(notebook)) + sum(map(is_question, notebook.cells)) - len(answers)


@each_written_core
def test_a_core_asks_at_most_ten_times_and_has_at_most_five_explorers(path):
    assert asks(path) <= ASKS
    assert len(list(stored.explorers(read(path).cells))) <= FIGURES


@each_deeper
def test_a_deeper_page_asks_at_most_three_times(path):
    assert asks(path) <= ASIDE


@each_chapter
def test_practice_follows_the_sections_of_its_chapter(number):
    (practice,) = [p for p in PAGES if int(p.stem[:2]) == number and p.stem.endswith("-practice")]
    pages = [p for p in PAGES if int(p.stem[:2]) == number and p != practice]
    pages.sort(key=lambda path: path not in CORES)  # the core, then what goes deeper
    titles = [title for page in pages for title in sections_of(read(page))]
    chapter, _, deeper = text_of(practice).partition(f"{FURTHER}\n")
    own = re.findall(r"^## (.+)$", chapter, re.MULTILINE)
    behind = re.findall(r"^### (.+)$", deeper, re.MULTILINE)
    last = len(titles)  # what only practice has stands behind all others
    assert "Make a figure yourself" not in own[1:]
    own = [title for title in own if title != "Make a figure yourself"]
    places = [titles.index(title) if title in titles else last for title in own + behind]
    assert places == sorted(places)
    core = re.findall(r"^##+ (.+)$", text_of(pages[0]), re.MULTILINE)
    assert set(own) <= set(core)  # else it stands behind the heading
    assert not re.findall(r"^## ", deeper, re.MULTILINE)
    assert all(any(map(is_asking, sections_of(read(practice))[title])) for title in own)


@each_written_core
def test_a_core_ends_with_a_short_test_before_its_summary(path):
    sections = sections_of(read(path))
    assert list(sections)[-2:] == [TEST, END]
    (cell,) = [part for part in sections[TEST] if not isinstance(part, str)]
    assert 2 <= len(asked(cell)["questions"]) <= 5


@each_chapter
def test_a_chapter_has_two_exercises_of_each_kind(number):
    count = Counter(kind_and_grade(exercise)[0] for exercise in all_exercises(number))
    assert min(count[kind] for kind in KINDS) >= 2, count


@each_chapter
def test_a_chapter_asks_for_one_long_program(number):
    lengths = [
        len([line for line in parts(exercise.solution.source)[0].splitlines() if line.strip()])
        for exercise in all_exercises(number)
        if kind_and_grade(exercise)[0] == "code" and exercise.solution is not None
    ]
    assert max(lengths, default=0) >= LONG


def test_the_book_has_many_exercises_each_with_a_label_of_its_own():
    labels = [exercise.label for path in PAGES for exercise in exercises(read(path))]
    assert len(labels) == len(set(labels))
    assert len(labels) >= EXERCISES
