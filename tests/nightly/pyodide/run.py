"""Run units in node's Pyodide, the Python of living pages: those at some paths, or a selection."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from explorable.bundle import archives, vendor

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
PACKAGES = ["pandas", "scikit-learn"]


def main() -> int:
    """Run half of the tests on each of two cores."""
    parts = 2
    pyodide = vendor.pyodide(ROOT / ".cache", PACKAGES)
    with ThreadPoolExecutor(parts) as cores:
        return max(cores.map(partial(run, pyodide, parts), range(parts)))


def run(pyodide: Path, parts: int, part: int) -> int:
    """Return the exit code of pytest in there, with its part of the tests."""
    options = {
        "packages": ["matplotlib", *PACKAGES],
        "mounts": {"/book": str(ROOT), "/tools": str(ROOT / ".cache" / "pyodide-tools")},
        "environment": {
            "PYTHONPATH": "/book/code/descent/src:/book/code/explorable/src:/tools",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PATHS": " ".join(sys.argv[1:]),
            "PART": f"{part}/{parts}",
        },
    }
    try:
        archives.in_pyodide(pyodide, HERE / "inside.py", **options)
    except subprocess.CalledProcessError as error:
        return error.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
