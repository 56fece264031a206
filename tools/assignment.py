"""A chapter's exercises for nbgrader: ``python -m tools.assignment chapters course 03-softmax``.

Writes ``course/source/03-softmax/03-softmax.ipynb`` with the solutions marked, and the settings
that nbgrader needs. Each check grades what stands above it; where no check can, a teacher does.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
from explorable.bundle.download import store
from explorable.kernel.order import Order
from explorable.question.inline import html, inline
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tools.exercises import GRADES, Exercise, exercises, parts
from tools.references import References, collect

SETTINGS = """\
c = get_config()  # noqa: F821
c.CourseDirectory.course_id = "descent"
# An exercise's cell begins with what the reader fills in: nothing more stands for the solution.
c.ClearSolutions.code_stub = {"python": ""}
c.ClearSolutions.text_stub = "*Your answer.*"
"""
RULES = """\
Before you hand in, restart the kernel and run all cells: what counts is what a fresh run finds, and
fresh numbers are then those of a first try. Formulas have their numbers from the book's page."""
POINTS = {grade: points for points, grade in enumerate(GRADES, start=1)}


def assignment(path: Path, references: References) -> NotebookNode:
    """Return the exercises of a chapter as nbgrader wants them, solutions filled in.

    Parameters
    ----------
    path : Path
        The chapter's notebook. Of its other cells only those come along that a solution needs.
    references : References
        Of the book, for numbers.
    """
    notebook = nbformat.read(path, as_version=4)
    listed = exercises(notebook)
    title = notebook.cells[0].source.partition("\n")[0]
    cells = [new_markdown_cell(f"{title}: exercises\n\n{RULES}")]
    by_place = {exercise.place: exercise for exercise in listed}
    needed = _needed(notebook)
    for index, cell in enumerate(notebook.cells):
        if index in needed:
            cells.append(new_code_cell(cell.source))
        if exercise := by_place.get(index):
            cells += _cells(exercise, references)
    for number, cell in enumerate(cells, start=1):
        cell.id = f"cell-{number}"
    return new_notebook(cells=cells, metadata=notebook.metadata)


def _needed(notebook: NotebookNode) -> set[int]:
    """Return the cells that solutions need, but exercises and solutions."""
    code = [index for index, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
    graded = {p for p in code if {"exercise", "solution"} & set(_tags(notebook.cells[p]))}
    order, sources = Order({}), [notebook.cells[index].source for index in code]
    solutions = [i for i, index in enumerate(code) if "solution" in _tags(notebook.cells[index])]
    return {code[i] for each in solutions for i in order.plan(sources, each)} - graded


def _tags(cell: NotebookNode) -> list[str]:
    return cell.metadata.get("tags", [])


def _cells(exercise: Exercise, references: References) -> Iterator[NotebookNode]:
    """Return the cells of an exercise: its text, and what is graded."""
    yield new_markdown_cell(_text(exercise, references))
    name, points = exercise.label, POINTS[exercise.grade]
    if exercise.cell is None or exercise.solution is None:
        by_hand = _graded(name, grade=True, solution=True, points=points)
        yield new_markdown_cell(_model_answer(exercise), metadata=by_hand)
        return
    stub, check = parts(exercise.cell.source)
    solution, _ = parts(exercise.solution.source)
    marked = f"{stub}\n### BEGIN SOLUTION\n{solution}\n### END SOLUTION"
    yield new_code_cell(marked, metadata=_graded(name, solution=True))
    judged = f"verdict = {check}\nassert verdict.passed, verdict\nprint(verdict)"
    graded = _graded(f"{name}-check", grade=True, locked=True, points=points)
    yield new_code_cell(judged, metadata=graded)


def _model_answer(exercise: Exercise) -> str:
    """Return what a teacher grades by: nbgrader leaves room for the answer in its place."""
    model = exercise.question.because if exercise.question else "None is stored."
    return f"### BEGIN SOLUTION\n{model}\n### END SOLUTION"


def _graded(name: str, **roles: bool | int) -> dict:
    """Return the metadata of a cell that nbgrader knows."""
    none = {"grade": False, "solution": False, "locked": False, "task": False}
    return {"nbgrader": {"schema_version": 3, "grade_id": name, **none, **roles}}


def _text(exercise: Exercise, references: References) -> str:
    """Return what is asked in Markdown that needs no extension of JupyterLab."""
    texts = [exercise.text]
    if question := exercise.question:
        texts += [f"<p>{inline(question.text)}</p>", html(question.parts().body)]
    texts += [_fold(title, text) for title, text in exercise.hints]
    text = references.named(references.cited("\n\n".join(texts)))
    return f"## {references.targets[exercise.label][1]}\n\n{text}"


def _fold(title: str, text: str) -> str:
    return f"<details><summary>{title}</summary>\n\n{text}\n\n</details>"


def write(book: Path, course: Path, chapter: str) -> Path:
    """Write a chapter's assignment into a course of nbgrader, and return its file."""
    target = course / "source" / chapter / f"{chapter}.ipynb"
    notebook = assignment(book / f"{chapter}.ipynb", collect(book))
    store(f"{nbformat.writes(notebook)}\n".encode(), target)
    settings = course / "nbgrader_config.py"
    if not settings.exists():
        settings.write_text(SETTINGS, encoding="utf-8")
    return target


def main() -> None:
    """Write the assignment named on the command line."""
    book, course, chapter = sys.argv[1:]
    print(write(Path(book), Path(course), chapter))


if __name__ == "__main__":
    main()
