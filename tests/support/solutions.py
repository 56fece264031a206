"""The stored solutions of all exercises, and the checks that judge them."""

import ast
import json
import re
from pathlib import Path
from types import FunctionType
from typing import NamedTuple

import numpy as np
from descent import checks
from explorable.judging import Exercise, Fresh

DRAWING = ["networks.drop", "softmax.sampler", "myths.simplest"]
"""Exercises whose functions draw, or have many right results: a function judges them."""


def _is_made(judge):
    """Whether `check` has made it."""
    return hasattr(judge, "__wrapped__") and judge.__code__.co_name == "judged"


CHAPTERS = Path(__file__).parents[2] / "chapters"
JUDGES = {
    f"{chapter}.{name}": judge
    for chapter in checks.CHAPTERS
    for name, judge in vars(getattr(checks, chapter)).items()
    if isinstance(judge, Exercise | Fresh) or (isinstance(judge, FunctionType) and _is_made(judge))
}
EXERCISES = {name: judge for name, judge in JUDGES.items() if isinstance(judge, Exercise)}
FUNCTIONS = [*EXERCISES, *DRAWING]
_CALL = re.compile(r"^checks\.([\w.]+)\(((?:.|\n)*)\)$", re.MULTILINE)


class Solution(NamedTuple):
    """What a solution's cell does before it calls the check, and what it gives the check."""

    source: str
    arguments: str
    names: dict

    def answer(self, source=None):
        """Run the cell, or another version of it, and return the answer."""
        names = dict(self.names)
        exec(source or self.source, names)
        return eval(f"(lambda answer, **seed: answer)({self.arguments})", names)


def solutions():
    """Return the solutions by the names of their checks."""
    found = {}
    for path in sorted(CHAPTERS.glob("[01]*.ipynb")):
        cells = [
            c for c in json.loads(path.read_text("utf-8"))["cells"] if c["cell_type"] == "code"
        ]
        names = _imported(cells)
        for cell in cells:
            source = "".join(cell["source"])
            call = _CALL.search(source)
            if "solution" in cell["metadata"].get("tags", []) and call:
                found[call[1]] = Solution(source[: call.start()], call[2], names)
    return found


def _imported(cells):
    """Return what a notebook imports, by name."""
    names = {"np": np}
    for cell in cells:
        for node in ast.parse("".join(cell["source"])).body:
            if isinstance(node, ast.Import | ast.ImportFrom):
                exec(ast.unparse(node), names)
    return names


SOLUTIONS = solutions()
