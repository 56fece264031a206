"""What JupyterLite is given: notebooks ready to run, and entries of Pyodide's lock."""

import zipfile

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tools.lite import kernel
from tools.lite.notebooks import KERNEL, NOTE, SCIPY, prepared
from tools.lite.pyodide import locked

FOLDED = {"jupyter": {"source_hidden": True}, "tags": ["check"]}
METADATA = """Metadata-Version: 2.4
Name: a.wave
Version: 1.2
Requires-Dist: NumPy>=2
Requires-Dist: psutil; sys_platform != "emscripten"
Requires-Dist: dask; extra == "many"
"""


def notebook(*cells):
    return nbformat.reads(prepared(nbformat.writes(new_notebook(cells=[*cells]))), as_version=4)


def test_a_notebook_has_a_note_its_kernel_and_its_folds_but_no_output():
    output = new_output("stream", text="2")
    cell = new_code_cell("1 + 1", execution_count=3, outputs=[output], metadata=FOLDED)
    got = notebook(new_markdown_cell("# Waves"), cell)
    assert [each.source for each in got.cells] == [NOTE, "# Waves", "1 + 1"]
    assert (got.cells[2].outputs, got.cells[2].execution_count) == ([], None)
    assert got.cells[2].metadata == FOLDED
    assert got.metadata.kernelspec == KERNEL


def test_a_notebook_with_lbfgs_first_loads_scipy():
    assert notebook(new_code_cell("LBFGS(memory=10)")).cells[1].source == SCIPY


@pytest.fixture
def wheel(tmp_path):
    path = tmp_path / "a_wave-1.2-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("wave/__init__.py", "")
        file.writestr("a_wave-1.2.dist-info/METADATA", METADATA)
        file.writestr("a_wave-1.2.dist-info/RECORD", "wave/__init__.py,,\n")
    return path


def test_a_wheel_is_locked_with_what_it_needs_in_a_browser(wheel):
    entry = locked(wheel, "../wheels/")
    assert (entry["name"], entry["version"]) == ("a-wave", "1.2")
    assert entry["file_name"] == "../wheels/a_wave-1.2-py3-none-any.whl"
    assert entry["imports"] == ["wave"]
    assert entry["depends"] == ["numpy"]


def test_jupyterlab_does_not_find_the_extension_of_jupyterlites_kernel(tmp_path):
    installed, cache = tmp_path / "installed", tmp_path / "cache"
    for text in ("older", "newer"):
        (installed / kernel.EXTENSION).mkdir(parents=True)
        (installed / kernel.EXTENSION / "package.json").write_text(text)
        for _ in range(2):
            kernel.put_aside(installed, cache)
        assert not (installed / kernel.EXTENSION).exists()
        assert (kernel.shelf(cache) / kernel.EXTENSION / "package.json").read_text() == text
