"""Runs in Pyodide: pack a book's packages, compiled by the Python that will run them."""

import pathlib

from bytecode import compiled
from tar import tar

CODE = pathlib.Path("/code")
INSIDE = "explorable/picture/"
"""Of explorable, and called by it alone: no reader asks for help there."""


def main() -> None:
    """Write the archive; its modules keep their docstrings, but those that no reader calls."""
    names = [(path, str(path.relative_to(CODE))) for path in sorted(CODE.rglob("*.py"))]
    files = (
        (f"{name}c", compiled(path.read_bytes(), name, 2 if name.startswith(INSIDE) else 0))
        for path, name in names
    )
    pathlib.Path("/out/packages.tar").write_bytes(tar(files))


if __name__ == "__main__":
    main()
