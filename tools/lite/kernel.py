"""Put the extension of JupyterLite's kernel aside: ``python -m tools.lite.kernel``.

It is installed among the extensions of JupyterLab, which loads it and then reports an error.
"""

import shutil
import sysconfig
from pathlib import Path

INSTALLED = Path(sysconfig.get_path("data"), "share/jupyter/labextensions")
EXTENSION = Path("@jupyterlite/pyodide-kernel-extension")


def shelf(cache: Path) -> Path:
    """Return the folder of the extensions that JupyterLite alone takes."""
    return cache / "labextensions"


def put_aside(installed: Path, cache: Path) -> None:
    """Move the extension from JupyterLab's to the shelf, if it is there."""
    if (installed / EXTENSION).exists():
        target = shelf(cache) / EXTENSION
        shutil.rmtree(target, ignore_errors=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(installed / EXTENSION, target)


if __name__ == "__main__":
    put_aside(INSTALLED, Path(".cache"))
