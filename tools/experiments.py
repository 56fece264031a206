"""Make all runs of notebooks' experiments and store them: ``python -m tools.experiments FILE…``."""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from descent.experiments import FOLDER, FULL, Record, load_record
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from tools.make_mnist import write_npz

DECORATOR = "@experiment("
WRITE = """\
import pathlib, numpy
from descent.experiments import EXPERIMENTS
for name, each in EXPERIMENTS.items():
    numpy.savez(pathlib.Path({folder!r}, name), **each.record().arrays())
"""


def has_experiments(notebook: NotebookNode) -> bool:
    """Whether a cell of the notebook declares an experiment."""
    return any(DECORATOR in cell.source for cell in notebook.cells if cell.cell_type == "code")


def made_in_full(path: Path) -> dict[str, Record]:
    """Run a notebook, every run of its experiments included, and return their records by name.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        If a cell fails that is not tagged ``raises-exception``.
    """
    notebook = nbformat.read(path, as_version=4)
    with TemporaryDirectory() as folder:
        notebook.cells.append(new_code_cell(WRITE.format(folder=folder)))
        NotebookClient(
            notebook, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}
        ).execute(env=os.environ | {FULL: "1"})
        found = {each.stem: load_record(each.stem, each.parent) for each in Path(folder).iterdir()}
    return {name: record for name, record in found.items() if record}


def main(*paths: str) -> None:
    """Store the records of notebooks, in place of what was stored."""
    FOLDER.mkdir(exist_ok=True)
    for path in map(Path, paths):
        if not has_experiments(nbformat.read(path, as_version=4)):
            continue
        for name, record in made_in_full(path).items():
            write_npz(FOLDER / f"{name}.npz", record.arrays())
            print(f"{path.stem}: {name}, {len(record.runs)} runs, {record.seconds} s", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
