"""A folder of Pyodide with more wheels in it, as marimo's islands are served."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from tools.lite.pyodide import distribution, locked

PIP = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
PURE = ["--no-deps", "--python-version=3.14", "--abi=none", "--platform=any"]
PYODIDE = ["--no-deps", "--python-version=3.14", "--platform=pyemscripten_2026_0_wasm32"]


def download(wheels: Path, names: str, platform: list[str]) -> None:
    """Fetch wheels for Pyodide's Python from the package index."""
    subprocess.run([*PIP, "download", f"--dest={wheels}", *platform, *names.split()], check=True)


def without_binaries(name: str, version: str, folder: Path) -> Path:
    """Return a pure wheel of a package that can do without its shared libraries."""
    binary = [*PIP, "download", "--no-deps", "--only-binary=:all:", f"--dest={folder / 'binary'}"]
    subprocess.run([*binary, f"{name}=={version}"], check=True)
    pure = folder / f"{name}-{version}-py3-none-any.whl"
    (source,) = (folder / "binary").glob("*.whl")
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(pure, "w") as new:
        for member in old.namelist():
            if not member.endswith((".so", ".pyd")):
                new.writestr(member, old.read(member))
    shutil.rmtree(folder / "binary")
    return pure


def fill(folder: Path, fetched: Path, site: Path) -> None:
    """Fill `folder` with Pyodide, wheels that were `fetched` and those that a built book serves.

    marimo's own wheel gets all the fetched ones as what it needs.
    """
    folder.mkdir()
    brought, own = (
        [locked(Path(shutil.copy(wheel, folder))) for wheel in place.glob("*.whl")]
        for place in (fetched, site / "wheels")
    )
    marimo = next(entry for entry in brought if entry["name"] == "marimo-base")
    marimo["depends"] = [entry["name"] for entry in brought if entry is not marimo]
    distribution(folder, Path(".cache"), [*brought, *own])
