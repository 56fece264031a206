"""Runs in Pyodide: pack what the explorers import of numpy, matplotlib and their dependencies."""

import io
import logging
import os
import pathlib
import py_compile
import sys
import tarfile

import matplotlib
import matplotlib.pyplot
import numpy.polynomial
import numpy.random  # noqa: F401
from descent.explorers import catalogue
from matplotlib import font_manager

SITE = str(pathlib.Path(matplotlib.__file__).parents[1])
FONTS = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-Oblique.ttf", "DejaVuSansDisplay.ttf")


def add(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    """Put `data` into the archive without a date or an owner."""
    entry = tarfile.TarInfo(name)
    entry.size = len(data)
    archive.addfile(entry, io.BytesIO(data))


def compiled(path: str) -> bytes:
    """Return the module without its docstrings, ready to run."""
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    py_compile.compile(path, "/tmp/module.pyc", optimize=2, invalidation_mode=mode, doraise=True)
    return pathlib.Path("/tmp/module.pyc").read_bytes()


def contents() -> dict[str, bytes]:
    """Return every file of the archive by name."""
    used = {getattr(module, "__file__", None) or "" for module in sys.modules.values()}
    files = {}
    for path in sorted(path for path in used if path.startswith(SITE)):
        name = os.path.relpath(path, SITE)
        code = path.endswith(".py")
        files[name + "c" if code else name] = (
            compiled(path) if code else pathlib.Path(path).read_bytes()
        )
    data = pathlib.Path(matplotlib.get_data_path())
    for path in [data / "matplotlibrc", *(data / "fonts" / "ttf" / font for font in FONTS)]:
        files[os.path.relpath(path, SITE)] = path.read_bytes()
    files |= font_list()
    return files


def font_list() -> dict[str, bytes]:
    """Return matplotlib's font cache, cut to the fonts that travel."""
    manager = font_manager.fontManager
    manager.ttflist = [font for font in manager.ttflist if font.fname.endswith(FONTS)]
    manager.afmlist = []
    font_manager.json_dump(manager, "/tmp/fontlist.json")
    return {"matplotlib/fontlist.json": pathlib.Path("/tmp/fontlist.json").read_bytes()}


def main() -> None:
    """Draw every explorer, then write an archive of all that was imported for it."""
    logging.disable()
    for explorer in catalogue().values():
        explorer.html()
    with tarfile.open("/out/third-party.tar", "w", format=tarfile.USTAR_FORMAT) as archive:
        for name, data in sorted(contents().items()):
            add(archive, name, data)


if __name__ == "__main__":
    main()
