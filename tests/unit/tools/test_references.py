"""In the reader's copy numbers, citations and references read as they do on the site."""

from collections import Counter

import pytest

from tools.plain import plain
from tools.references import collect

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
    return plain(references, text, file, Counter())


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


def test_references_within_a_file_are_names(references):
    assert written(references, "{eq}`eq-b`", file="08-there.md") == "(2)"


def test_theorems_and_exercises_are_counted_apart_and_on_from_cell_to_cell(references):
    counts, exercise = Counter(), "```{exercise}\n:label: ex\nTry.\n```"
    cells = [THEOREM.format("a"), exercise, THEOREM.format("b"), "```{prf:proof}\nSo.\n```"]
    texts = [plain(references, cell, "03-here.ipynb", counts) for cell in cells]
    numbered = ["Theorem 3.1 (Title)", "Exercise 3.1", "Theorem 3.2 (Title)", "Proof"]
    assert [text.splitlines()[0].strip("> *.") for text in texts] == numbered


def test_a_page_of_a_chapter_counts_on_from_the_page_before(references):
    counts = references.before["08-there-deeper.md"]
    text = plain(references, THEOREM.format("thm-d"), "08-there-deeper.md", counts)
    assert text.startswith("> **Theorem 8.3 (Title).**")
    assert not references.before["08-there.md"] and not references.before["words.md"]


def test_the_bibliography_is_listed(references):
    listed = written(references, "# Works\n\n```{bibliography}\n```\n")
    assert "Brébisson" in listed
    assert "{bibliography}" not in listed


@pytest.mark.parametrize("text", ["{cite}`nobody`", "{prf:ref}`thm-nowhere`"])
def test_what_is_not_there_is_an_error(references, text):
    with pytest.raises(KeyError, match="no"):
        written(references, text)
