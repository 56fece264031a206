"""Runs in Pyodide: pack descent, compiled by the Python that will run it; docstrings stay."""

import io
import pathlib
import py_compile
import tarfile

CODE = pathlib.Path("/code")
NOT_ON_A_PAGE = ("descent/site/", "descent/explorers/widget.py")
ON_A_PAGE = ("descent/site/__init__.py", "descent/site/runtime.py")


def compiled(path: pathlib.Path) -> bytes:
    """Return the module ready to run, as a traceback should name it."""
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    py_compile.compile(path, "/tmp/module.pyc", str(path.relative_to(CODE)), invalidation_mode=mode)
    return pathlib.Path("/tmp/module.pyc").read_bytes()


def main() -> None:
    """Write the archive."""
    with tarfile.open("/out/descent.tar", "w", format=tarfile.USTAR_FORMAT) as archive:
        for path in sorted(CODE.glob("descent/**/*.py")):
            name = str(path.relative_to(CODE))
            if name in ON_A_PAGE or not name.startswith(NOT_ON_A_PAGE):
                data = compiled(path)
                entry = tarfile.TarInfo(name + "c")
                entry.size = len(data)
                archive.addfile(entry, io.BytesIO(data))


if __name__ == "__main__":
    main()
