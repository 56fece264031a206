"""The extra ``site`` names what a build imports, and a notebook imports none of it."""

import ast
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[3] / "code" / "explorable"
PACKAGE = HOUSE / "src" / "explorable"
PROJECT = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["project"]
FOLDERS = ("sphinx", "theme", "bundle", "authoring")
OPTIONAL = {"tqdm"}  # a progress bar, where it is installed
# Of Pyodide's Python: they run in node while a book is built.
INSIDE = PACKAGE / "bundle" / "pyodide"


def names(requirements: list[str]) -> set[str]:
    return {each.partition(">")[0].partition("[")[0] for each in requirements}


def imported(folder: str) -> set[str]:
    """Return the top-level names that a folder imports."""
    found = set()
    for path in (PACKAGE / folder).rglob("*.py"):
        if INSIDE not in path.parents:
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Import):
                    found.update(alias.name.partition(".")[0] for alias in node.names)
                elif isinstance(node, ast.ImportFrom):
                    found.add(node.module.partition(".")[0])
    return found - sys.stdlib_module_names - {"explorable"} - OPTIONAL


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_a_build_imports_is_required(folder):
    extras = names(PROJECT["dependencies"] + PROJECT["optional-dependencies"]["site"])
    distributions = packages_distributions()
    missing = {
        name for name in imported(folder) if not extras & {d.lower() for d in distributions[name]}
    }
    assert not missing


def test_a_notebook_imports_none_of_it():
    site = {name for folder in FOLDERS for name in imported(folder)} - {"numpy", "matplotlib"}
    script = f"import sys; from explorable import explorer; print(*{site!r} & set(sys.modules))"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (result.stdout.strip(), result.stderr) == ("", "")
