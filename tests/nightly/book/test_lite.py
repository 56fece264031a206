"""JupyterLite beside the book, and the packages' wheels: what is where links and kernels look."""

import json
import re
import subprocess
import sys
from hashlib import sha256

import nbformat
import pytest
from stored import CONTENTS

from tools.lite.notebooks import KERNEL, NOTE, SCIPY

LITE = re.compile(r'href="(\S*lite/lab/index\.html)\?path=([^"]+)"')


@pytest.fixture(scope="module")
def lite(site):
    return site / "lite"


@pytest.fixture(scope="module")
def notebooks(lite):
    """The notebooks in JupyterLite's list, by name."""
    listed = json.loads((lite / "api/contents/all.json").read_text("utf-8"))["content"]
    names = [each["name"] for each in listed if each["type"] == "notebook"]
    return {name: nbformat.read(lite / "files" / name, as_version=4) for name in names}


def test_every_page_with_cells_is_in_the_list_and_leads_there(site, notebooks):
    for page in CONTENTS:
        found = LITE.findall((site / f"{page}.html").read_text("utf-8"))
        name = f"{page.removeprefix('chapters/')}.ipynb"
        assert bool(found) == (name in notebooks), page
        for path, notebook in found:
            assert notebook == name
            assert (site / "chapters" / path).resolve() == site / "lite/lab/index.html"
    assert len(notebooks) > 20


def test_notebooks_name_the_kernel_and_hold_no_outputs_and_fold_as_before(notebooks):
    folded = 0
    for notebook in notebooks.values():
        note, first, *_ = [cell.source for cell in notebook.cells]
        assert note == NOTE
        assert (first == SCIPY) == ("LBFGS" in nbformat.writes(notebook))
        assert notebook.metadata.kernelspec == KERNEL
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        assert not any(cell.outputs or cell.execution_count for cell in code)
        folded += sum("source_hidden" in cell.metadata.get("jupyter", {}) for cell in code)
    assert folded > 100


def test_every_package_of_the_lock_is_there_as_it_says(lite):
    folder = lite / "static/pyodide"
    packages = json.loads((folder / "pyodide-lock.json").read_text("utf-8"))["packages"]
    assert {"explorable", "descent-book", "anywidget", "ipykernel", "scipy"} <= packages.keys()
    for package in packages.values():
        file = (folder / package["file_name"]).resolve()
        assert sha256(file.read_bytes()).hexdigest() == package["sha256"], file
        assert set(package["depends"]) <= packages.keys()


def test_no_index_of_packages_is_asked(lite):
    settings = json.loads((lite / "jupyter-lite.json").read_text("utf-8"))["jupyter-config-data"]
    kernel = settings["litePluginSettings"]["@jupyterlite/pyodide-kernel-extension:kernel"]
    assert kernel["disablePyPIFallback"] is True
    assert not kernel["pyodideUrl"].startswith("http")


def test_the_page_names_wheels_that_are_there(site):
    text = (site / "chapters/anywhere.html").read_text("utf-8")
    (line,) = re.findall(r"%pip install.*", re.sub(r"<.*?>", "", text))
    named = re.findall(r"ADDRESS/(wheels/\S+\.whl)", line)
    assert len(named) == 2
    assert all((site / name).exists() for name in named)


def test_pip_finds_both_packages_on_the_page_of_wheels(site, address, tmp_path):
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-index", "--quiet"]
    command += [f"--find-links={address}/wheels/", f"--dest={tmp_path}"]
    subprocess.run([*command, "explorable", "descent-book"], check=True)
    assert {each.name for each in tmp_path.iterdir()} == {
        each.name for each in (site / "wheels").glob("*.whl")
    }
