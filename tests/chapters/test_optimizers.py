"""The page on optimizers without Dask: the cell that needs it says so."""

import sys
from pathlib import Path

import nbformat

CHAPTER = Path(__file__).parents[2] / "chapters" / "07-optimizers-deeper.ipynb"


def test_without_dask_the_cell_says_what_it_needs(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "dask.distributed", None)  # importing it raises ImportError
    sources = [
        c.source for c in nbformat.read(CHAPTER, as_version=4).cells if c.cell_type == "code"
    ]
    (source,) = [each for each in sources if "from dask" in each]
    imports = next(each for each in sources if "import numpy as np" in each)
    names = {}
    exec(imports, names)
    exec(source, names)
    said = capsys.readouterr().out
    assert '%pip install "dask[distributed]' in said
    assert "Checked" not in said
