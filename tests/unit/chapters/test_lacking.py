"""Pages without a package that they do not require: the cell that needs it says how to get it."""

import sys

import numpy as np
import pytest
from prose import CHAPTERS, code_of


@pytest.mark.parametrize(
    ("page", "module", "given", "advice", "left"),
    [
        (
            "06-convexity-deeper",
            "cvxpy",
            {"X": np.zeros((4, 2)), "Y": np.eye(3)[[0, 1, 2, 0]], "strength": 0.01},
            '%pip install "cvxpy>=1.6,<2"',
            {"optimum": None},
        ),
        ("07-optimizers-deeper", "dask.distributed", {}, '%pip install "dask[distributed]"', {}),
    ],
)
def test_without_the_package_the_cell_says_how_to_install_it(
    monkeypatch, capsys, page, module, given, advice, left
):
    monkeypatch.setitem(sys.modules, module, None)  # importing it raises ImportError
    imports, *sources = [cell.source for cell in code_of(CHAPTERS / f"{page}.ipynb")]
    (source,) = [each for each in sources if module in each]
    names = dict(given)
    exec(f"{imports}\n{source}", names)
    said = capsys.readouterr().out
    assert advice in said
    assert "Checked" not in said
    assert left.items() <= names.items()
