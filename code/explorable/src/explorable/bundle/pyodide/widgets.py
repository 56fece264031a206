"""Runs in Pyodide: pack ipywidgets and what it imports, compiled by the Python that will run them.

It is a zip, which Python imports from: a page fetches it when a cell first asks for ipywidgets.
"""

import pathlib
import zipfile

from bytecode import compiled

CODE = pathlib.Path("/code")
DESCRIBED = "ipywidgets/"
"""Classes of these are made with what their docstrings say; the others leave theirs at home."""


def main() -> None:
    """Write the archive."""
    with zipfile.ZipFile("/out/widgets.zip", "w") as archive:
        for path in sorted(CODE.rglob("*.py")):
            name = str(path.relative_to(CODE))
            data = compiled(path.read_bytes(), name, 1 if name.startswith(DESCRIBED) else 2)
            archive.writestr(zipfile.ZipInfo(f"{name}c"), data, zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main()
