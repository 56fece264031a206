"""Runs in Pyodide: pack ipywidgets and what it imports, compiled by the Python that will run them.

It is a zip, which Python imports from: a page fetches it when a cell first asks for ipywidgets.
"""

import importlib.util
import marshal
import pathlib
import zipfile

CODE = pathlib.Path("/code")
DESCRIBED = "ipywidgets/"
"""Classes of these are made with what their docstrings say; the others leave theirs at home."""


def compiled(path: pathlib.Path) -> bytes:
    """Return a module ready to run, under a header that lets Python load it without its source."""
    name = str(path.relative_to(CODE))
    optimize = 1 if name.startswith(DESCRIBED) else 2
    code = compile(path.read_text("utf-8"), name, "exec", dont_inherit=True, optimize=optimize)
    return importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + bytes(8) + marshal.dumps(code)


def main() -> None:
    """Write the archive."""
    with zipfile.ZipFile("/out/widgets.zip", "w") as archive:
        for path in sorted(CODE.rglob("*.py")):
            entry = zipfile.ZipInfo(f"{path.relative_to(CODE)}c")
            archive.writestr(entry, compiled(path), zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main()
