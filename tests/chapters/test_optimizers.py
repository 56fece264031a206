"""The page on optimizers without Dask: the cells that need it say so, and the others run."""

import sys
from pathlib import Path

import nbformat
import numpy as np

CHAPTER = Path(__file__).parents[2] / "chapters" / "07-optimizers-deeper.ipynb"


def test_without_dask_the_cell_says_what_it_needs(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "dask.distributed", None)  # importing it raises ImportError
    sources = [
        c.source for c in nbformat.read(CHAPTER, as_version=4).cells if c.cell_type == "code"
    ]
    first = next(i for i, source in enumerate(sources) if "from dask" in source)
    imports = next(source for source in sources if "import numpy as np" in source)
    rng = np.random.default_rng(0)
    names = {"pixels": rng.random((300, 785)), "digits": rng.integers(10, size=300)}
    exec(imports, names)
    for source in sources[first : first + 3]:
        exec(source, names)
    said = capsys.readouterr().out
    assert '%pip install "dask[distributed]' in said and "one process" in said
    assert "2 workers" not in said
