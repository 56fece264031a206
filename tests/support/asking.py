"""The cells of a notebook that ask something, and what they show: without running the rest."""

import ast
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from explorable.question import Question, SelfTest
from nbformat import NotebookNode

_DEFINED = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)


@cache
def cells_of(path: Path) -> list[NotebookNode]:
    return nbformat.read(path, as_version=4).cells


def is_asking(cell: NotebookNode) -> bool:
    return "question" in cell.metadata.get("tags", [])


def cells_that_ask(path: Path) -> list[NotebookNode]:
    return [cell for cell in cells_of(path) if is_asking(cell)]


def shown_by(path: Path) -> Iterator[tuple[NotebookNode, Question | SelfTest]]:
    """Yield each cell that asks, and what it shows."""
    names: dict[str, Any] = {}
    for cell in cells_of(path):
        if is_asking(cell):
            yield cell, show(cell.source, dict(names))
        elif cell.cell_type == "code":
            define(cell.source, names)


def define(source: str, names: dict[str, Any]) -> None:
    """Add what a cell imports and defines to names, and nothing that it computes."""
    for part in ast.parse(source).body:
        if isinstance(part, ast.FunctionDef):  # `interact` would call it, and draw
            kept = (each for each in part.decorator_list if "interact(" not in ast.unparse(each))
            part.decorator_list = [*kept]
        if isinstance(part, _DEFINED):
            try:
                exec(compile(ast.Module([part], []), "cell", "exec"), names)
            except NameError:  # an option's default was computed: no question calls it
                continue


def show(source: str, names: dict[str, Any]) -> Question | SelfTest:
    """Return what a cell's last line shows."""
    *above, last = ast.parse(source).body
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(ast.Module(above, []), "cell", "exec"), names)
        return eval(compile(ast.Expression(last.value), "cell", "eval"), names)
