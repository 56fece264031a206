"""Runs in Pyodide: pack numpy, matplotlib and their dependencies, as far as a page needs them.

What goes in depends on this file and on the versions alone, not on what the book happens to draw:
the modules named here, and those that a figure of many parts brings in.
"""

import io
import logging
import pathlib
import sys
from importlib import import_module

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
from bytecode import compiled
from matplotlib import font_manager
from tar import tar

IMPORTED = (
    "dateutil.zoneinfo",  # every axis of dates asks for UTC there
    *(f"matplotlib.{name}" for name in ("animation", "patheffects", "sankey")),
    *(
        f"mpl_toolkits.{name}"
        for name in (
            "axes_grid1.anchored_artists",
            "axes_grid1.axes_rgb",
            "axes_grid1.inset_locator",
            "axisartist",
        )
    ),
    *(
        f"numpy.{name}"
        for name in ("char", "fft", "polynomial", "rec", "strings", "testing", "typing")
    ),
    "pylab",
)
"""What a page may import, besides what a figure brings in."""

SITE = pathlib.Path(matplotlib.__file__).parents[1]
FONTS = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-Oblique.ttf", "DejaVuSansDisplay.ttf")
ZONES = "dateutil/zoneinfo/dateutil-zoneinfo.tar.gz"
COMPILER = "numpy/f2py/"
"""Of Fortran, for which a page has no use; ``from numpy import *`` asks for the module, though."""

EMPTY = (
    "numpy/_core/_add_newdocs.py",
    "numpy/_core/_add_newdocs_scalars.py",
    f"{COMPILER}__init__.py",
    "numpy/testing/_private/extbuild.py",  # which compiles, too
)
LETTERS = [*range(0x20, 0x400), *range(0x1E00, 0x1F00)]  # Latin and Greek
SIGNS = [*range(0x2000, 0x2700), *range(0x27C0, 0x27F0), *range(0x2980, 0x2B00), 0xFFFD]


def draw() -> None:
    """Draw much of what matplotlib can, so that everything it imports only then is imported."""
    figure = plt.figure()
    plane, space = figure.add_subplot(121), figure.add_subplot(122, projection="3d")
    heights = np.random.default_rng(0).random((4, 4))
    plane.contourf(heights)
    plane.imshow(heights)
    plane.hist(heights.ravel(), label=r"$\frac{a}{b}$")
    plane.legend()
    space.plot_surface(*np.mgrid[:4, :4], heights)
    for kind in ("svg", "png"):
        figure.savefig(f"/tmp/figure.{kind}")
    plt.imread("/tmp/figure.png")


def contents() -> dict[str, bytes]:
    """Return every file of the archive by name."""
    files = {}
    for module in list(sys.modules.values()):
        path = pathlib.Path(getattr(module, "__file__", None) or "")
        if path.is_relative_to(SITE):
            name = inside(path)
            if name in EMPTY or not name.startswith(COMPILER):
                files[name + "c" * (path.suffix == ".py")] = ready(path)
    data = pathlib.Path(matplotlib.get_data_path())
    files[inside(data / "matplotlibrc")] = (data / "matplotlibrc").read_bytes()
    files[ZONES] = (SITE / ZONES).read_bytes()
    files |= {inside(each): each.read_bytes() for each in (data / "stylelib").glob("*.mplstyle")}
    files |= {inside(path): font(path) for path in (data / "fonts/ttf" / name for name in FONTS)}
    return files | font_list()


def inside(path: pathlib.Path) -> str:
    """Return the name of a file in the archive."""
    return str(path.relative_to(SITE))


def ready(path: pathlib.Path) -> bytes:
    """Return a module ready to run; its docstrings stay at home."""
    source = b"" if inside(path) in EMPTY else path.read_bytes()
    return compiled(source, inside(path)) if path.suffix == ".py" else source


def font(path: pathlib.Path) -> bytes:
    """Return one of matplotlib's fonts, cut to letters and signs that a figure may hold."""
    from fontTools import subset, ttLib  # too late to be packed itself

    options = subset.Options(
        legacy_kern=True, glyph_names=True, notdef_outline=True, drop_tables=["FFTM"]
    )
    cut = ttLib.TTFont(path, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=LETTERS + SIGNS)
    subsetter.subset(cut)
    file = io.BytesIO()
    cut.save(file)
    return file.getvalue()


def font_list() -> dict[str, bytes]:
    """Return matplotlib's list of fonts, cut to those that travel, where Pyodide's looks for it."""
    manager = font_manager.fontManager
    manager.ttflist = [each for each in manager.ttflist if each.fname.endswith(FONTS)]
    manager.afmlist = []
    font_manager.json_dump(manager, "/tmp/fontlist.json")
    return {"matplotlib/fontlist.json": pathlib.Path("/tmp/fontlist.json").read_bytes()}


def main() -> None:
    """Write the archive, without dates and owners."""
    logging.disable()
    for name in IMPORTED:
        import_module(name)
    draw()
    pathlib.Path("/out/third-party.tar").write_bytes(tar(sorted(contents().items())))


if __name__ == "__main__":
    main()
