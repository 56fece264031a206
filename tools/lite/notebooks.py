"""The book's files as a reader finds them in JupyterLite: notebooks to be run, without outputs."""

from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell

from tools import lab

KERNEL = {"display_name": "Python (Pyodide)", "language": "python", "name": "python"}
NOTE = """\
*This notebook runs in your browser: choose Run, then Run All Cells. A cell that trains takes longer
here than in a Jupyter of your own. What you change is kept in this browser alone. From then on you
see your copy, even when the book has a newer one: to get the book's, delete the file in the list on
the left and open it anew.*"""
SCIPY = "# SciPy, for L-BFGS\n%pip install -q scipy"


def contents(book: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of each file."""
    for name, content in lab.contents(book):
        yield name, prepared(content.decode()).encode() if name.endswith(".ipynb") else content


def prepared(text: str) -> str:
    """Return a notebook as JupyterLite opens it: with its kernel and a note, without outputs."""
    notebook = nbformat.reads(text, as_version=4)
    notebook.metadata.kernelspec = KERNEL
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    first = [new_markdown_cell(NOTE, id="lite-note")]
    if "LBFGS" in text:  # no cell imports SciPy itself: nothing else would load it
        first.append(new_code_cell(SCIPY, id="lite-scipy"))
    notebook.cells[:0] = first
    return nbformat.writes(notebook) + "\n"
