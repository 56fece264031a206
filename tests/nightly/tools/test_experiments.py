"""The runs of a notebook's experiments are made and stored by a command."""

import nbformat
import pytest
from descent.experiments import load_record
from nbformat.v4 import new_code_cell, new_notebook

from tools.experiments import main

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
