"""The page on optimizers without Dask: the cell that needs it says so."""

import sys

from prose import CHAPTERS, code_of

CHAPTER = CHAPTERS / "07-optimizers-deeper.ipynb"


def test_without_dask_the_cell_says_what_it_needs(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "dask.distributed", None)  # importing it raises ImportError
    sources = [cell.source for cell in code_of(CHAPTER)]
    (source,) = [each for each in sources if "from dask" in each]
    imports = next(each for each in sources if "import numpy as np" in each)
    exec(f"{imports}\n{source}", {})
    said = capsys.readouterr().out
    assert '%pip install "dask[distributed]' in said
    assert "Checked" not in said
