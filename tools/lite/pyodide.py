"""Pyodide for JupyterLite: the book's own files, and a lock that knows more wheels.

What stands in the lock loads by its import; no notebook has to install anything first.
"""

import json
import shutil
import zipfile
from importlib.metadata import PathDistribution
from pathlib import Path

from explorable.bundle import vendor
from explorable.bundle.distribution import ALWAYS, LOCK, closure
from explorable.bundle.download import digest_of
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.lite.kernel import EXTENSION, shelf

PACKAGES = ("scikit-learn",)
"""What a notebook may import of Pyodide's distribution, besides NumPy and Matplotlib."""
KERNEL_WHEELS = ("ipykernel-", "piplite-", "pyodide_kernel-", "widgetsnbextension-4")
INSIDE = {"extra": "", "python_version": "3.14", "sys_platform": "emscripten"}
"""What a requirement's marker is asked about."""


def fill(folder: Path, cache: Path, shared: Path, way: str) -> list[str]:
    """Make a folder of Pyodide for JupyterLite.

    Parameters
    ----------
    folder : Path
    cache : Path
        With what was fetched when the book was set up.
    shared : Path
        A folder with more wheels, which stay where they are.
    way : str
        The relative address of that folder from `folder`.

    Returns
    -------
    list of str
        The packages that the kernel needs.
    """
    folder.mkdir(parents=True)
    entries = [locked(Path(shutil.copy(wheel, folder))) for wheel in kernel_wheels(cache)]
    distribution(folder, cache, [*entries, *(locked(wheel, way) for wheel in shared.glob("*.whl"))])
    return [entry["name"] for entry in entries]


def distribution(folder: Path, cache: Path, added: list[dict]) -> None:
    """Copy Pyodide with `PACKAGES` to a folder, whose lock gets the entries of more wheels."""
    pyodide = vendor.pyodide(cache, PACKAGES)
    for name in vendor.digests(PACKAGES):  # whatever other books have left in the cache
        shutil.copy(pyodide / name, folder)
    known = closure([*ALWAYS, *PACKAGES]) | {entry["name"]: entry for entry in added}
    packages = {
        name: entry | {"depends": sorted(known.keys() & {*entry["depends"]})}
        for name, entry in known.items()
    }
    lock = json.loads((pyodide / LOCK.name).read_text("utf-8")) | {"packages": packages}
    (folder / LOCK.name).write_text(json.dumps(lock, indent=1), "utf-8")


def kernel_wheels(cache: Path) -> list[Path]:
    """Return the wheels that a notebook's kernel is made of, besides Pyodide's own."""
    brought = (shelf(cache) / EXTENSION / "static/pypi").glob("*.whl")  # which no index has
    fetched = (cache / "lite").glob("*.whl")
    return sorted([*fetched, *(wheel for wheel in brought if wheel.name.startswith(KERNEL_WHEELS))])


def locked(wheel: Path, way: str = "") -> dict:
    """Return the entry of a wheel in Pyodide's lock, from its metadata."""
    name, version = wheel.name.split("-")[:2]
    about = PathDistribution(zipfile.Path(wheel, f"{name}-{version}.dist-info/"))
    needs = map(Requirement, about.requires or [])
    top = {file.parts[0].removesuffix(".py") for file in about.files or []}
    return {
        "name": canonicalize_name(name),
        "version": version,
        "file_name": way + wheel.name,
        "install_dir": "site",
        "sha256": digest_of(wheel),
        "package_type": "package",
        "imports": sorted(each for each in top if each.isidentifier()),
        "depends": [
            canonicalize_name(each.name)
            for each in needs
            if each.marker is None or each.marker.evaluate(INSIDE)
        ],
        "unvendored_tests": False,
    }
