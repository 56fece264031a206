"""The page on convexity, deeper, without CVXPY: the cell that needs it says how to get it."""

import sys

import numpy as np
from prose import CHAPTERS, code_of

CHAPTER = CHAPTERS / "06-convexity-deeper.ipynb"


def test_without_cvxpy_the_cell_says_how_to_install_it(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "cvxpy", None)  # importing it raises ImportError
    (source,) = (cell.source for cell in code_of(CHAPTER) if "import cvxpy" in cell.source)
    names = {"X": np.zeros((4, 2)), "Y": np.eye(3)[[0, 1, 2, 0]], "np": np, "strength": 0.01}
    exec(source, names)
    assert '%pip install "cvxpy>=1.6,<2"' in capsys.readouterr().out
    assert names["optimum"] is None
