"""In the reader's copy numbers, citations and references read as they do on the site."""

import re
from collections import Counter
from pathlib import Path

import pytest

from tools.references import collect, markdown_of

CHAPTERS = Path(__file__).parents[3] / "chapters"
BIB = """
@book{one, author = {de Br\\'ebisson, Ann}, title = {A}, publisher = {P}, year = {1990}}
@book{two, author = {Lee, Bo and Wu, Cy}, title = {B}, publisher = {P}, year = {1991}}
@book{three, author = {Lee, Bo and Wu, Cy and Ito, Di}, title = {C}, publisher = {P}, year = {1992}}
"""
THEOREM = "```{{prf:theorem}} Title\n:label: {}\nText.\n```"


@pytest.fixture
def references(tmp_path):
    (tmp_path / "references.bib").write_text(BIB)
    there = [THEOREM.format("thm-a"), "$$\nx\n$$ (eq-a)", THEOREM.format("thm-b")]
    (tmp_path / "08-there.md").write_text("\n\n".join([*there, "$$\ny\n$$ (eq-b)"]))
    (tmp_path / "08-there-deeper.md").write_text(THEOREM.format("thm-d"))
    (tmp_path / "words.md").write_text(THEOREM.format("thm-c"))
    return collect(tmp_path)


def written(references, text, file="03-here.ipynb"):
    return references.written_out(text, file, Counter())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{prf:ref}`thm-b`", "[Theorem 8.2](08-there.md#thm-b)"),
        ("{prf:ref}`thm-c`", "[Theorem 1](words.md#thm-c)"),
        ("{prf:ref}`thm-d`", "[Theorem 8.3](08-there-deeper.md#thm-d)"),
        ("{eq}`eq-b`", "[(2)](08-there.md#eq-b)"),
        ("{cite}`one`", r"[\[de Brébisson, 1990\]](bibliography.md)"),
        ("{cite:t}`two`", r"[Lee and Wu \[1991\]](bibliography.md)"),
        ("{cite:p}`two,three`", r"[\[Lee and Wu, 1991; Lee et al., 1992\]](bibliography.md)"),
    ],
)
def test_references_to_other_files_are_written_out(references, text, expected):
    assert written(references, text) == expected


def test_references_within_a_file_are_left_to_jupyterlab(references):
    assert written(references, "{eq}`eq-b`", file="08-there.md") == "{eq}`eq-b`"


def test_an_exercise_says_its_kind_and_grade_in_its_title(references):
    text = written(references, "```{exercise}\n:label: ex-a\n:class: prove hard\nWhy?\n```")
    assert text.startswith("```{exercise} prove, hard\n:enumerator: 3.1\n:label: ex-a\n")


def test_theorems_and_exercises_are_counted_apart_and_on_from_cell_to_cell(references):
    counts, exercise = Counter(), "```{exercise}\n:label: ex\nTry.\n```"
    cells = [THEOREM.format("a"), exercise, THEOREM.format("b"), "```{prf:proof}\nSo.\n```"]
    texts = [references.written_out(cell, "03-here.ipynb", counts) for cell in cells]
    numbers = [re.findall(r"^:enumerator: (.+)$", text, re.M) for text in texts]
    assert texts[3] == "```{prf:proof}\n:nonumber:\nSo.\n```"
    assert numbers == [["3.1"], ["3.1"], ["3.2"], []]
    assert texts[1] == "```{exercise}\n:enumerator: 3.1\n:label: ex\nTry.\n```"


def test_a_page_of_a_chapter_counts_on_from_the_page_before(references):
    counts = references.before["08-there-deeper.md"]
    text = references.written_out(THEOREM.format("thm-d"), "08-there-deeper.md", counts)
    assert ":enumerator: 8.3\n" in text
    assert not references.before["08-there.md"] and not references.before["words.md"]


def test_the_bibliography_is_listed(references):
    listed = written(references, "# Works\n\n```{bibliography}\n```\n")
    assert "Brébisson" in listed
    assert "{bibliography}" not in listed


@pytest.mark.parametrize("text", ["{cite}`nobody`", "{prf:ref}`thm-nowhere`"])
def test_what_is_not_there_is_an_error(references, text):
    with pytest.raises(KeyError, match="no"):
        written(references, text)


def test_the_chapters_are_left_without_a_reference_that_jupyterlab_cannot_follow():
    references = collect(CHAPTERS)
    for path in CHAPTERS.glob("*.ipynb"):
        text = references.written_out("\n".join(markdown_of(path)), path.name, Counter())
        assert "{cite" not in text
        inside = re.findall(r"\{(?:prf:ref|eq)\}`([^`]+)`", text)
        assert {references.places[label][0] for label in inside} <= {path.name}
