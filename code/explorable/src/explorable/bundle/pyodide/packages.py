"""Runs in Pyodide: pack a book's packages, compiled by the Python that will run them."""

import io
import pathlib
import py_compile
import tarfile

CODE = pathlib.Path("/code")


def compiled(path: pathlib.Path) -> bytes:
    """Return the module ready to run, as a traceback should name it."""
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    name = str(path.relative_to(CODE))
    py_compile.compile(str(path), "/tmp/module.pyc", name, invalidation_mode=mode)
    return pathlib.Path("/tmp/module.pyc").read_bytes()


def main() -> None:
    """Write the archive."""
    with tarfile.open("/out/packages.tar", "w", format=tarfile.USTAR_FORMAT) as archive:
        for path in sorted(CODE.rglob("*.py")):
            data = compiled(path)
            entry = tarfile.TarInfo(f"{path.relative_to(CODE)}c")
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))


if __name__ == "__main__":
    main()
