"""Exercises are found with all that belongs to them, in the form of today and of before."""

import nbformat
import pytest
from exercise_book import write_book
from nbformat.v4 import new_markdown_cell, new_notebook

from tools.exercises import exercises, parts


@pytest.fixture
def found(tmp_path):
    return exercises(nbformat.read(write_book(tmp_path / "chapters"), as_version=4))


def test_each_has_its_own_parts(found):
    assert [(each.label, each.grade, each.place) for each in found] == [
        ("ex-odds", "middle", 5),
        ("ex-why", "hard", 9),
        ("ex-alone", "easy", 10),
    ]
    judged, asked, alone = found
    assert judged.solution.source.startswith("def add(a, b):\n    return")
    assert [title for title, _ in judged.hints] == ["Hint 1", "Hint 2"]
    assert judged.hints[0][1] == "Use `+`."
    assert asked.question.prompt == "Say *why*." and asked.cell is None
    assert (alone.cell, alone.question, alone.text) == (None, None, "Think of {prf:ref}`ex-odds`.")


def test_a_text_may_hold_code_and_one_hint_without_a_number():
    text = "````{exercise}\n:label: a\nRun\n\n```python\n1\n```\n````"
    hint = "````{dropdown} Hint\nOne.\n````"
    cells = [new_markdown_cell(text), new_markdown_cell(hint)]
    (exercise,) = exercises(new_notebook(cells=cells))
    assert exercise.text == "Run\n\n```python\n1\n```"
    assert exercise.hints == (("Hint", "One."),)


def test_a_hint_belongs_to_the_exercise_above_it():
    hint = "```{dropdown} Hint\nOf a.\n```"
    first, second = (f"```{{exercise}}\n:label: {label}\nDo.\n```" for label in "ab")
    cells = [new_markdown_cell(first), new_markdown_cell(f"{hint}\n\n{second}")]
    a, b = exercises(new_notebook(cells=cells))
    assert (a.hints, b.hints) == ((("Hint", "Of a."),), ())


@pytest.mark.parametrize("source", ["answer = 1", "check"])
def test_a_cell_without_a_check_is_refused(source):
    with pytest.raises(ValueError, match="must end in its check"):
        parts(source)
