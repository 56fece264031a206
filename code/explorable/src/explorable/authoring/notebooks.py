"""Run notebooks, store them in normal form: ``python -m explorable.authoring.notebooks FILE...``.

Running twice gives the same bytes, so a difference in a stored notebook is a difference in what the
reader sees. With ``--interact`` before the files, ``interact`` of ipywidgets is stored alive, too.
"""

import json
import sys
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

from explorable import stored
from explorable.authoring import kinds
from explorable.frames import Limits
from explorable.interaction import plug

PLUG_IN = "--interact"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
}
CELL_METADATA = {"mystnb", "tags"}
CELL_SECONDS, NOTEBOOK_SECONDS = 4, 10
"""What readers wait for: `store` names the cells and notebooks that take longer."""


def execute(path: Path) -> NotebookNode:
    """Run the notebook's cells in its own folder and return it with the new outputs.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        If a cell fails that is not tagged ``raises-exception``.
    """
    Limits().ask()  # for frames of functions that are made interactive
    notebook = nbformat.read(path, as_version=4)
    before = {i: list(cell.outputs) for i, cell in enumerate(notebook.cells) if _is_free(cell)}
    client = NotebookClient(
        notebook,
        timeout=600,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
        store_widget_state=False,
        # Else it warns of its way to talk on one machine.
        extra_arguments=["--IPKernelApp.log_level=40"],
    )
    client.execute()
    for i, outputs in before.items():
        cell = notebook.cells[i]
        cell.outputs = _merged(cell.outputs)
        if _letters(cell.outputs) == _letters(outputs):
            cell.outputs = outputs
    return notebook


def _is_free(cell: NotebookNode) -> bool:
    """Whether a cell's numbers may differ in every run: a timing, say. What is stored stays."""
    return "nbval-ignore-output" in cell.metadata.get("tags", [])


def _letters(outputs: list[NotebookNode]) -> list[str]:
    """Return what outputs show, without numbers."""
    texts = [output.get("data", output.get("text", "")) for output in outputs]
    return [sign for sign in json.dumps(texts, sort_keys=True) if sign.isalpha()]


def normalize(notebook: NotebookNode) -> NotebookNode:
    """Leave in `notebook` only what a reader sees, numbered from the top.

    Widget views and state, timings and editors' metadata go; of a cell's metadata ``tags`` and
    ``mystnb`` stay, with what follows from a cell's kind: see `explorable.authoring.kinds`.

    Examples
    --------
    >>> cell = nbformat.v4.new_code_cell("1 + 1", metadata={"scrolled": True}, id="a3f0")
    >>> kept = normalize(nbformat.v4.new_notebook(cells=[cell]))
    >>> kept.cells[0].id, dict(kept.cells[0].metadata)
    ('cell-1', {})
    """
    notebook.metadata = nbformat.from_dict(METADATA)
    notebook.nbformat_minor = 5
    for cell in notebook.cells:
        metadata = {key: cell.metadata[key] for key in CELL_METADATA & cell.metadata.keys()}
        cell.metadata = nbformat.from_dict(metadata)
    kinds.fold(notebook)
    for number, cell in enumerate(notebook.cells, start=1):
        cell.id = f"cell-{number}"
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for count, cell in enumerate(code, start=1):
        cell.execution_count = count
        cell.outputs = [_normalize_output(output, count) for output in _merged(cell.outputs)]
    return notebook


def _normalize_output(output: NotebookNode, count: int) -> NotebookNode:
    if "data" in output:
        output.data.pop(WIDGET_VIEW, None)
        output.metadata = {k: v for k, v in output.metadata.items() if k in output.data}
    if output.output_type == "execute_result":
        output.execution_count = count
    return output


def _merged(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Join neighbouring pieces of one stream: how a kernel cuts them is chance."""
    merged: list[NotebookNode] = []
    for output in outputs:
        last = merged[-1] if merged else NotebookNode()
        if output.output_type == "stream" and last.get("name") == output.name:
            last.text += output.text
        else:
            merged.append(output)
    return merged


def to_text(notebook: NotebookNode) -> str:
    """Return the notebook's file content: JSON with sorted keys and a line end at the end."""
    return nbformat.writes(notebook) + "\n"


def store(path: Path) -> list[str]:
    """Run a notebook, store it in normal form, and return in words what takes long in it."""
    notebook = execute(path)
    seconds = {i: _seconds(c) for i, c in enumerate(notebook.cells) if "execution" in c.metadata}
    path.write_text(to_text(normalize(notebook)), encoding="utf-8", newline="\n")
    taken = [(f"cell {i + 1}", s, [notebook.cells[i]], CELL_SECONDS) for i, s in seconds.items()]
    taken.append(("the notebook", sum(seconds.values()), notebook.cells, NOTEBOOK_SECONDS))
    return [
        f"{name} takes {s:.1f} s{_waiting(cells)}" for name, s, cells, most in taken if s > most
    ]


def _waiting(cells: list[NotebookNode]) -> str:
    """Return in words who waits for cells: no reader for the frames that are made in them."""
    baked = any(spec.get("baked") for spec, _ in stored.explorers(cells))
    return ", its frames included, for which no reader waits" if baked else ": readers wait for it"


def _seconds(cell: NotebookNode) -> float:
    """Return how long a kernel was busy with a cell that has just been run."""
    times = cell.metadata["execution"]
    begun, ended = (times[f"iopub.status.{each}"] for each in ("busy", "idle"))
    return (datetime.fromisoformat(ended) - datetime.fromisoformat(begun)).total_seconds()


def main() -> None:
    """Run and store every notebook named on the command line."""
    names = [each for each in sys.argv[1:] if each != PLUG_IN]
    if not names:
        sys.exit(
            f"name the notebooks: python -m explorable.authoring.notebooks [{PLUG_IN}] FILE..."
        )
    with TemporaryDirectory() as folder:
        if PLUG_IN in sys.argv:
            plug.into_kernels(Path(folder))
        for path in map(Path, names):
            print(path, flush=True)
            for line in store(path):
                print(f"  {line}")


if __name__ == "__main__":
    main()
