"""Run the package's tests in node's Pyodide: the Python that the living pages run."""

import os
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path

from explorable.bundle import archives, vendor

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def main() -> int:
    """Run half of the tests on each of two cores; those that are asked for on one."""
    parts = 1 if sys.argv[1:] else 2
    pyodide = vendor.pyodide(ROOT / ".cache", ["scikit-learn"])
    with ThreadPoolExecutor(parts) as cores:
        return max(cores.map(partial(run, pyodide, parts), range(parts)))


def run(pyodide: Path, parts: int, part: int) -> int:
    """Return the exit code of pytest in there, with its part of the tests."""
    report = f"--junitxml=_build/tests/pyodide{part}.xml"
    options = {
        "packages": ["matplotlib", "scikit-learn"],
        "mounts": {"/book": str(ROOT), "/tools": str(ROOT / ".cache" / "pyodide-tools")},
        "environment": {
            "PYTHONPATH": "/book/code/descent/src:/book/code/explorable/src:/tools",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTEST_ADDOPTS": shlex.join([*sys.argv[1:], report]),
            "PART": f"{part}/{parts}",
            "PROVE": os.environ.get("PROVE", ""),
            "DAY": str(date.today().toordinal()),
        },
    }
    try:
        archives.in_pyodide(pyodide, HERE / "inside.py", **options)
    except subprocess.CalledProcessError as error:
        return error.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
