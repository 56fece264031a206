"""A book's archives are made once and made anew when what they hold changes."""

from pathlib import Path

import projects
import pytest
from explorable.bundle import archives

ROOT = Path(__file__).parents[4]


@pytest.fixture
def made(tmp_path, monkeypatch):
    """A way to make the files with a Pyodide that writes nothing but the name of its script."""
    pyodide, package = tmp_path / "pyodide", tmp_path / "code" / "figures"
    (package / "datasets").mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "sine.py").write_text("sine = ...")
    (package / "datasets" / "digits.npz").write_bytes(b"images")
    pyodide.mkdir()
    for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm"):
        (pyodide / name).write_text(name)
    (pyodide / "pyodide-lock.json").write_text('{"info": {}, "packages": {"numpy": {}}}')
    runs = []

    def in_pyodide(folder, script, *, packages, mounts, environment):
        runs.append(script.stem)
        suffix = ".zip" if script.stem in ("standard_library", "widgets") else ".tar"
        out = Path(mounts["/out"], script.stem.replace("_", "-") + suffix)
        out.write_text("".join(p.read_text() for p in Path(mounts["/code"]).rglob("*.py")))

    def make():
        runs.clear()
        archives.make(pyodide, tmp_path / "home", tmp_path / "cache", ["figures"])
        return runs, {path.name for path in (tmp_path / "home").iterdir()}

    monkeypatch.syspath_prepend(package.parent)
    monkeypatch.setattr(archives, "in_pyodide", in_pyodide)
    make.package = package
    return make


def test_archives_are_made_once(made):
    runs, first = made()
    assert sorted(runs) == ["packages", "standard_library", "third_party", "widgets"]
    runs, second = made()
    assert (runs, second) == ([], first)


@pytest.mark.parametrize("change", ["content", "cosine.py", "datasets/sine.py"])
def test_a_changed_package_makes_its_own_archive_anew_and_leaves_no_old_one(made, change):
    _, before = made()
    if change == "content":
        (made.package / "sine.py").write_text("sine = None")
    else:
        (made.package / "sine.py").rename(made.package / change)
    runs, after = made()
    assert runs == ["packages"]
    assert len(after) == len(before)
    if change == "content":
        assert [name[:8] for name in after - before] == ["packages"]


LIVE = """
from explorable.bundle import editor, vendor
from explorable.bundle.download import Unavailable
def refuse(cache, packages=()):
    raise Unavailable("no host answers")
vendor.pyodide = editor.build = refuse
extensions = ["myst_nb", "explorable.sphinx"]
nb_execution_mode = "off"
suppress_warnings = ["myst-nb.lexer"]
"""
NOTEBOOK = """---
file_format: mystnb
kernelspec: {name: python3}
---
# Title

"""
CELL = """```{code-cell} python
1
```
"""


@pytest.mark.parametrize(
    ("cells", "requirements"),
    [(True, ""), (False, ""), (True, "explorable_requirements = ['pandas']")],
)
def test_a_book_without_pyodide_is_built_and_a_warning_names_what_it_requires(
    tmp_path, cells, requirements
):
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "conf.py").write_text(LIVE + requirements)
    (tmp_path / "book" / "index.md").write_text(f"{NOTEBOOK}{CELL if cells else ''}")
    result = projects.sphinx(tmp_path, "--no-color", "book", "html")
    assert result.returncode == 0, result.stderr
    still = "explorers stay still: no host answers"
    assert (f"WARNING: {still}" in result.stderr) == bool(requirements)
    assert ("WARNING" in result.stderr) == bool(requirements)
    assert (still in result.stdout) == (cells and not requirements)
    assert ("cells are edited as plain text: no host answers" in result.stdout) == cells
    assert (tmp_path / "html" / "_live").exists() == cells
