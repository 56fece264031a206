"""A folder of Pyodide with more wheels in it, as marimo's islands are served."""

import json
import shutil
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

from explorable.bundle import vendor

PIP = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
PURE = ["--no-deps", "--python-version=3.14", "--abi=none", "--platform=any"]
PYODIDE = ["--no-deps", "--python-version=3.14", "--platform=pyemscripten_2026_0_wasm32"]
IMPORTED = {
    "explorable": ("explorable", ["numpy", "matplotlib"]),
    "descent_book": ("descent", ["explorable"]),
    "pyodide_http": ("pyodide_http", []),
}
"""What pages import, by wheel, and what that needs; other wheels are named as Pyodide starts."""


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


def distribution(folder: Path, wheels: Path, place: Path) -> list[str]:
    """Fill `folder` with Pyodide, `wheels` and ours, built in `place`; return the others' names."""
    shutil.copytree(vendor.pyodide(Path(".cache")), folder, dirs_exist_ok=True)
    shutil.copytree(wheels, folder, dirs_exist_ok=True)
    shutil.copytree("code", place)  # pip leaves folders where it builds
    houses = place / "explorable", place / "descent"
    subprocess.run([*PIP, "wheel", "--no-deps", f"--wheel-dir={folder}", *houses], check=True)
    lock = json.loads((folder / "pyodide-lock.json").read_text("utf-8"))
    known = {package["file_name"] for package in lock["packages"].values()}
    added = [_entry(wheel) for wheel in folder.glob("*.whl") if wheel.name not in known]
    lock["packages"] |= {entry["name"]: entry for entry in added}
    (folder / "pyodide-lock.json").write_text(json.dumps(lock), "utf-8")
    return [entry["name"] for entry in added if not entry["imports"]]


def _entry(wheel: Path) -> dict[str, object]:
    """Return the entry of a wheel in Pyodide's lock."""
    name, version = wheel.name.split("-")[:2]
    entry = {"name": name.replace("_", "-").lower(), "version": version, "file_name": wheel.name}
    entry |= {"package_type": "package", "install_dir": "site", "imports": [], "depends": []}
    if name in IMPORTED:
        imported, needs = IMPORTED[name]
        entry |= {"imports": [imported], "depends": needs}
    return entry | {"sha256": sha256(wheel.read_bytes()).hexdigest()}
