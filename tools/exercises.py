"""The exercises of a notebook: what is asked, what the reader's cell holds, and a solution."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from explorable.question import Question
from explorable.question.kinds import restored
from explorable.stored import asked
from nbformat import NotebookNode

GRADES = ("easy", "middle", "hard")
_DIRECTIVE = re.compile(
    r"^(?P<fence>`{3,})\{exercise\}.*\n(?P<options>(?::\w+:.*\n)*)(?P<text>(?:.*\n)*?)(?P=fence)$",
    re.MULTILINE,
)
_OPTION = re.compile(r"^:(\w+): *(.*)$", re.MULTILINE)
_HINT = re.compile(
    r"^(?P<fence>`{3,}|:{3,})\{dropdown\} (?P<title>Hint.*)\n(?P<text>(?:.*\n)*?)(?P=fence)$",
    re.MULTILINE,
)


@dataclass
class Exercise:
    """An exercise, as a notebook has it.

    Parameters
    ----------
    label : str
    words : tuple of str
        What ``:class:`` says: its kind and its grade.
    text : str
        Markdown.
    place : int
        Which cell is to be answered: an exercise cell, or a question; else the text's own cell.
    """

    label: str
    words: tuple[str, ...]
    text: str
    place: int
    cell: NotebookNode | None = None
    """What the reader fills in, and its check."""
    solution: NotebookNode | None = None
    question: Question | None = None
    """The question that answers it, as its cell stores it."""
    hints: tuple[tuple[str, str], ...] = ()
    """Titles and Markdown."""

    @property
    def grade(self) -> str:
        """How hard it is; easy where nothing is said."""
        return next((word for word in self.words if word in GRADES), GRADES[0])


def exercises(notebook: NotebookNode) -> list[Exercise]:
    r"""Return the exercises of a notebook in order.

    Examples
    --------
    >>> from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
    >>> text = "```{exercise}\n:label: ex-add\n:class: compute hard\nAdd 1 and 1.\n```"
    >>> cell = new_code_cell("answer = ...\ncheck(answer)", metadata={"tags": ["exercise"]})
    >>> (found,) = exercises(new_notebook(cells=[new_markdown_cell(text), cell]))
    >>> found.label, found.grade, found.text, found.place
    ('ex-add', 'hard', 'Add 1 and 1.', 1)
    """
    listed: list[Exercise] = []
    for place, cell in enumerate(notebook.cells):
        if cell.cell_type == "markdown":
            if listed:
                listed[-1].hints += _hints(cell.source)
            listed += _exercises_in(cell.source, place)
        elif listed:
            _add(listed[-1], cell, place, notebook.cells[place - 1].source)
    return listed


def _exercises_in(text: str, place: int) -> Iterator[Exercise]:
    for directive in _DIRECTIVE.finditer(text):
        options = dict(_OPTION.findall(directive["options"]))
        classes = tuple(options.get("class", "").split())
        yield Exercise(options["label"], classes, directive["text"].strip(), place)


def _hints(text: str) -> tuple[tuple[str, str], ...]:
    """Return the hints that a text gives to the exercise above it."""
    above = _DIRECTIVE.split(text, maxsplit=1)[0]
    return tuple((hint["title"], hint["text"].strip()) for hint in _HINT.finditer(above))


def _add(exercise: Exercise, cell: NotebookNode, place: int, above: str) -> None:
    """Note what a cell of code below an exercise is to it, from the source of the cell above."""
    tags = cell.metadata.get("tags", [])
    if "exercise" in tags and exercise.cell is None:
        exercise.cell, exercise.place = cell, place
    elif "solution" in tags and exercise.cell is not None and exercise.solution is None:
        exercise.solution = cell
    elif "question" in tags and _ends_in_exercise(above):
        exercise.place, data = place, asked(cell)
        exercise.question = restored(data).questions[0] if data else None


def _ends_in_exercise(text: str) -> bool:
    ends = [directive.end() for directive in _DIRECTIVE.finditer(text)]
    return bool(ends) and ends[-1] == len(text.rstrip())


def parts(source: str) -> tuple[str, str]:
    r"""Return what is above the check that a cell ends in, and the check.

    Raises
    ------
    ValueError
        If the cell does not end in a call.

    Examples
    --------
    >>> parts("answer = 2\n\n\ncheck(\n    answer\n)  # any seed")
    ('answer = 2', 'check(\n    answer\n)')
    """
    last = ast.parse(source).body[-1]
    if not (isinstance(last, ast.Expr) and isinstance(last.value, ast.Call)):
        raise ValueError(f"an exercise must end in its check, got {source[-60:]!r}")
    above = "\n".join(source.splitlines()[: last.lineno - 1])
    return above.rstrip(), ast.get_source_segment(source, last) or ""
