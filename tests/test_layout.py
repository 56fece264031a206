"""Data flows downward: a room of the package imports only rooms below it."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "code" / "descent"
ROOMS = [  # from the ground up
    "validation",
    "activations",
    "simplex",
    "projections",
    "geometry",
    "sampling",
    "losses",
    "calibration",
    "penalties",
    "regularizers",
    "regression",
    "gradients",
    "convexity",
    "schedules",
    "optimizers",
    "models",
    "datasets",
    "sheet",
    "svg",
    "images",
    "plotting",
    "explorers",
    "checks",
    "site",
]


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    """Return the rooms that a module imports by name."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return {name.split(".")[1] for name in names if name.startswith("descent.")}


MODULES = [path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE or path.stem in ROOMS]


def test_every_room_is_listed():
    found = {p.stem for p in PACKAGE.iterdir() if p.suffix == ".py" or (p / "__init__.py").exists()}
    assert found - {"__init__"} == set(ROOMS)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_lead_downward(path):
    below = ROOMS[: ROOMS.index(room_of(path)) + 1]
    upward = {name for name in imported_rooms(path) if name in ROOMS} - set(below)
    assert not upward


def test_an_upward_import_would_be_seen(tmp_path):
    module = tmp_path / "simplex.py"
    module.write_text("from descent import losses\nfrom descent.models.network import MLP\n")
    assert imported_rooms(module) == {"losses", "models"}


def test_code_is_no_package():
    assert not (ROOT / "code" / "__init__.py").exists(), "it would shadow the standard library's"


def test_imports_numpy_and_matplotlib_only():
    heavy = {"IPython", "anywidget", "ipywidgets", "scipy", "sklearn", "sphinx", "torch", "tqdm"}
    script = f"import sys, descent, descent.explorers; print(*{heavy!r} & set(sys.modules))"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (result.stdout.strip(), result.stderr) == ("", "")
