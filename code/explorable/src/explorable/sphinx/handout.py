"""A notebook to hand out: its exercises without their solutions."""

import re
from copy import deepcopy

from nbformat import NotebookNode

from explorable import stored
from explorable.question.written import packed
from explorable.words import english

_FOLD = r"^(`{{3,}}|:{{3,}})\{{dropdown\}} (?:{0})\b.*\n(?:.*\n)*?\1[ \t]*$\n*"
_HINT = re.compile(_FOLD.format("Hint"), re.MULTILINE)
_ANSWER = re.compile(_FOLD.format("Answer|An answer|A proof|A solution"), re.MULTILINE)


def has_solutions(notebook: NotebookNode) -> bool:
    """Whether a cell is a solution or asks a question: something is left out of a handout."""
    return any("solution" in _tags(cell) or _asks(cell) for cell in notebook.cells)


def without_solutions(notebook: NotebookNode, hints: bool = True) -> NotebookNode:
    r"""Return a copy of the notebook that gives no answer away.

    Cells tagged ``solution`` go, with the line that names them, and so does ``{dropdown} Answer``.
    Cells tagged ``question``, and others whose output asks, stay and ask when they are run: they
    are packed, so that nobody reads the answer in passing, and their stored output goes.

    Parameters
    ----------
    notebook : NotebookNode
        As it is stored.
    hints : bool
        Whether hints stay: ``{dropdown} Hint`` in the text, and cells tagged ``hint``.

    Examples
    --------
    >>> from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
    >>> text = new_markdown_cell("Add up.\n\n**A solution**")
    >>> solution = new_code_cell("1 + 1", metadata={"tags": ["solution"]})
    >>> handed_out = without_solutions(new_notebook(cells=[text, solution]))
    >>> [cell.source for cell in handed_out.cells]
    ['Add up.']
    """
    handout = deepcopy(notebook)
    left_out = {"solution"} if hints else {"solution", "hint"}
    for cell, below in zip(handout.cells, [*handout.cells[1:], NotebookNode()], strict=True):
        if cell.cell_type == "markdown":
            _shorten(cell, left_out & _tags(below), hints)
        elif _asks(cell):
            _ask_again(cell)
    handout.cells = [
        cell
        for cell in handout.cells
        if not left_out & _tags(cell) and (cell.source or cell.cell_type != "markdown")
    ]
    return handout


def _tags(cell: NotebookNode) -> set[str]:
    return set(cell.get("metadata", {}).get("tags", []))


def _asks(cell: NotebookNode) -> bool:
    return "question" in _tags(cell) or stored.asked(cell) is not None


def _shorten(cell: NotebookNode, below: set[str], hints: bool) -> None:
    """Take the titles of what is left out below from a text, and its hints."""
    for kind in below:
        cell.source = cell.source.removesuffix(f"**{english()[kind]}**").rstrip()
    cell.source = _ANSWER.sub("", cell.source).rstrip()
    if not hints:
        cell.source = _HINT.sub("", cell.source).rstrip()


def _ask_again(cell: NotebookNode) -> None:
    """Replace the cell's source by a packed call, shown, and drop its outputs."""
    cell.outputs, cell.execution_count = [], None
    cell.source = packed(cell.source)
    cell.metadata.pop("jupyter", None)
