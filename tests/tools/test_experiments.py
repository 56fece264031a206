"""All runs of the notebooks' experiments, made again, are what is stored."""

from pathlib import Path

import nbformat
import numpy as np
import pytest
from descent.experiments import differing, distance, load_record
from nbformat.v4 import new_code_cell, new_notebook

from tools.experiments import has_experiments, made_in_full, main

CHAPTERS = Path(__file__).parents[2] / "chapters"
NOTEBOOKS = [
    path
    for path in sorted(CHAPTERS.glob("*.ipynb"))
    if has_experiments(nbformat.read(path, as_version=4))
]
CELL = """\
from descent.experiments import experiment


@experiment("squares", share={"count": 2})
def squares(factor, count=3):
    return [factor * n * n for n in range(count)]


squares(1), squares(2)
"""


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "squares.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell(CELL)]), path)
    return path


def test_the_runs_of_a_notebook_are_stored_where_the_package_looks(path, monkeypatch, tmp_path):
    monkeypatch.setattr("tools.experiments.FOLDER", tmp_path / "stored")
    main(str(path))
    first = (tmp_path / "stored" / "squares.npz").read_bytes()
    record = load_record("squares", tmp_path / "stored")
    assert record.results["result"].tolist() == [[0, 1, 4], [0, 2, 8]]
    assert record.runs == ["[1, 3]", "[2, 3]"]
    main(str(path))
    assert (tmp_path / "stored" / "squares.npz").read_bytes() == first


def test_a_notebook_without_experiments_is_not_run(monkeypatch, tmp_path):
    monkeypatch.setattr("tools.experiments.FOLDER", tmp_path)
    nbformat.write(new_notebook(cells=[new_code_cell("1 / 0")]), tmp_path / "other.ipynb")
    main(str(tmp_path / "other.ipynb"))
    assert [each.name for each in tmp_path.iterdir()] == ["other.ipynb"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_all_runs_made_again_are_what_is_stored(path):
    """In the median of an experiment's runs: in some, large steps amplify rounding."""
    for name, made in made_in_full(path).items():
        stored = load_record(name)
        assert not differing((stored.sources, stored.settings), (made.sources, made.settings))
        assert made.runs == stored.runs
        assert made.results.keys() == stored.results.keys()
        for part, results in made.results.items():
            apart = map(distance, results, stored.results[part])
            assert np.median(list(apart)) <= stored.tolerance, (name, part)
