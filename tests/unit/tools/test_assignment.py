"""What nbgrader gets: answers marked, checks that grade, and by hand what no check can judge.

That nbgrader takes it was tried from end to end: the page on handouts tells how.
"""

import nbformat
import pytest
from exercise_book import write_book
from nbformat.v4 import new_markdown_cell

from tools.assignment import SETTINGS, write


@pytest.fixture
def cells(tmp_path):
    path = write_book(tmp_path / "chapters")
    target = write(path.parent, tmp_path / "course", path.stem)
    assert target == tmp_path / "course" / "source" / "03-sums" / "03-sums.ipynb"
    notebook = nbformat.read(target, as_version=4)
    nbformat.validate(notebook)
    return notebook.cells


def graded(cells, key):
    return {
        cell.metadata.nbgrader.grade_id: cell
        for cell in cells
        if cell.metadata.get("nbgrader", {}).get(key)
    }


def test_only_what_solutions_need_comes_along(cells):
    plain = [cell.source for cell in cells if cell.cell_type == "code" and not cell.metadata]
    assert plain == ["from descent import checks", "needed = 0"]


def test_the_solution_stands_where_nbgrader_takes_it_out(cells):
    answer = graded(cells, "solution")["ex-odds"].source.split("\n")
    begin, end = answer.index("### BEGIN SOLUTION"), answer.index("### END SOLUTION")
    assert answer[:begin] == ["def add(a, b): ...  # your code here"]
    assert answer[begin + 1 : end] == ["def add(a, b):", "    return needed + a + b"]
    elsewhere = [cell.source for cell in cells if cell.metadata.get("nbgrader", {}).get("grade")]
    assert not any("needed + a" in source for source in elsewhere)


def test_a_check_grades_by_its_verdict_and_is_locked(cells):
    check = graded(cells, "grade")["ex-odds-check"]
    assert check.metadata.nbgrader.points == 2 and check.metadata.nbgrader.locked
    for passed in (True, False):
        verdict = type("Verdict", (), {"passed": passed})()
        sums = type("Sums", (), {"odds": staticmethod(lambda add, v=verdict: v)})
        names = {"checks": type("Checks", (), {"sums": sums}), "add": None}
        if passed:
            exec(check.source, names)
        else:
            with pytest.raises(AssertionError):
                exec(check.source, names)


def test_what_no_check_judges_is_graded_by_hand(cells):
    by_hand = {**graded(cells, "grade")}
    points = {name: by_hand[name].metadata.nbgrader.points for name in ("ex-why", "ex-alone")}
    assert points == {"ex-why": 3, "ex-alone": 1}
    assert by_hand["ex-why"].cell_type == "markdown"
    assert by_hand["ex-why"].metadata.nbgrader.solution
    assert by_hand["ex-why"].source == "### BEGIN SOLUTION\nMODEL\n### END SOLUTION"


def test_the_text_needs_no_extension_and_tells_no_answer(cells):
    asked = [cell for cell in cells if cell.cell_type == "markdown" and not cell.metadata]
    text = "\n".join(cell.source for cell in asked)
    assert "## Exercise 3.1\n\nAdd two numbers by (1)." in text
    assert "<details><summary>Hint 2</summary>\n\nSee [\\[Doe, 2020\\]]" in text
    assert "Why is it so?\n\n<p>Say <em>why</em>.</p>\n\n<ol" in text
    assert "<li>Odd</li>" in text and "<li>Even</li>" in text
    assert "Think of Exercise 3.1." in text
    assert "{" not in text and "MODEL" not in text


def test_a_teacher_s_own_settings_stay(tmp_path):
    path = write_book(tmp_path / "chapters")
    settings = tmp_path / "course" / "nbgrader_config.py"
    settings.parent.mkdir()
    settings.write_text("mine = 1\n")
    nbformat.write(nbformat.v4.new_notebook(cells=[new_markdown_cell("# Sums")]), path)
    write(path.parent, settings.parent, path.stem)
    assert settings.read_text() == "mine = 1\n" != SETTINGS
