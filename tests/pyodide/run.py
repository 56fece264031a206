"""Run the package's tests in node's Pyodide: the Python that the living pages run."""

import shlex
import subprocess
import sys
from pathlib import Path

from explorable.bundle import archives, vendor

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def main() -> int:
    """Return the exit code of pytest in there."""
    options = {
        "packages": ["matplotlib", "scikit-learn"],
        "mounts": {"/book": str(ROOT), "/tools": str(ROOT / ".cache" / "pyodide-tools")},
        "environment": {
            "PYTHONPATH": "/book/code:/tools",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTEST_ADDOPTS": shlex.join(sys.argv[1:]),
        },
    }
    try:
        archives.in_pyodide(vendor.pyodide(ROOT / ".cache"), HERE / "inside.py", **options)
    except subprocess.CalledProcessError as error:
        return error.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
