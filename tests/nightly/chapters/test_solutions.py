"""Solutions filled in pass their checks, and say what is stored; nothing of this is stored twice.

Each page's exercises are made into a notebook, as for nbgrader, with the few cells that they need.
"""

import pytest
from nbclient import NotebookClient
from prose import CHAPTERS, PAGES, read, tags_of

from tools.assignment import assignment
from tools.exercises import exercises
from tools.references import collect

QUIET = ["--IPKernelApp.log_level=40"]


def solved(path):
    """The exercises of a notebook that a check judges."""
    return [exercise for exercise in exercises(read(path)) if exercise.solution is not None]


@pytest.fixture(scope="module")
def references():
    return collect(CHAPTERS)


def test_every_exercise_cell_has_its_solution():
    for path in PAGES:
        tags = [tag for cell in read(path).cells for tag in tags_of(cell)]
        pairs = [tag for tag in tags if tag in ("exercise", "solution")]
        assert pairs == ["exercise", "solution"] * len(solved(path)), path.name


@pytest.mark.parametrize("path", [*filter(solved, PAGES)], ids=lambda path: path.stem)
def test_solutions_filled_in_pass(path, references):
    notebook = assignment(path, references)
    resources = {"metadata": {"path": str(CHAPTERS)}}
    NotebookClient(notebook, timeout=600, resources=resources, extra_arguments=QUIET).execute()
    judged = [cell for cell in notebook.cells if cell.source.startswith("verdict = ")]
    said = ["".join(output.text for output in cell.outputs).strip() for cell in judged]
    stored = [exercise.solution.outputs[-1].data["text/plain"] for exercise in solved(path)]
    assert said == stored
