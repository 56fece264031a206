"""Runs in Pyodide: pack numpy, matplotlib and their dependencies, as far as a page needs them.

What goes in depends on this file and on the versions alone, not on what the book happens to draw:
the modules imported here, and those that a figure of many parts brings in.
"""

import ast
import importlib.util
import io
import logging
import marshal
import pathlib
import sys
import tarfile
from collections.abc import Iterator

import matplotlib.animation
import matplotlib.patheffects
import matplotlib.pyplot as plt
import mpl_toolkits.axes_grid1.inset_locator  # noqa: F401
import numpy as np
import numpy.char
import numpy.fft
import numpy.polynomial
import numpy.rec
import numpy.strings
import numpy.testing
import numpy.typing
from matplotlib import font_manager

SITE = pathlib.Path(matplotlib.__file__).parents[1]
FONTS = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-Oblique.ttf", "DejaVuSansDisplay.ttf")
DOCUMENTATION = ("numpy/_core/_add_newdocs.py", "numpy/_core/_add_newdocs_scalars.py")
LATE = {"PIL", "kiwisolver", "packaging", "pickle", "platform", "plistlib", "pprint", "pyparsing"}
"""Imported by the function that needs them: most figures hold no picture and no formula."""
EDITS = {
    "matplotlib/__init__.py": ("\n_check_versions()\n", "\n"),  # imports them all; they are pinned
    "matplotlib/rcsetup.py": (  # its own settings need no parser
        "    parse_fontconfig_pattern(s)\n",
        "    if s not in {'cursive', 'monospace', 'sans', 'sans:bold', 'sans:italic',"
        " 'sans:italic:bold'}:\n        parse_fontconfig_pattern(s)\n",
    ),
    "matplotlib/_mathtext.py": (
        "float_literal = staticmethod(pyparsing_common.convert_to_float)",
        "def float_literal(self, *parsed): return pyparsing_common.convert_to_float(*parsed)",
    ),
}
"""What else asks for them at the import."""
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
            files[inside(path) + "c" * (path.suffix == ".py")] = compiled(path)
    data = pathlib.Path(matplotlib.get_data_path())
    files[inside(data / "matplotlibrc")] = (data / "matplotlibrc").read_bytes()
    files |= {inside(path): font(path) for path in (data / "fonts/ttf" / name for name in FONTS)}
    return files | font_list()


def inside(path: pathlib.Path) -> str:
    """Return the name of a file in the archive."""
    return str(path.relative_to(SITE))


def compiled(path: pathlib.Path) -> bytes:
    """Return a module ready to run; its docstrings stay at home."""
    if path.suffix != ".py":
        return path.read_bytes()
    source = "" if inside(path) in DOCUMENTATION else path.read_text("utf-8")
    if edit := EDITS.get(inside(path)):
        if edit[0] not in source:
            raise ValueError(f"{inside(path)} must hold {edit[0]!r}, which is edited")
        source = source.replace(*edit)
    tree = ast.parse(source)
    code = compile(late(tree), inside(path), "exec", dont_inherit=True, optimize=2)
    unchecked = (1).to_bytes(4, "little") + bytes(8)
    return importlib.util.MAGIC_NUMBER + unchecked + marshal.dumps(code)


def late(tree: ast.Module) -> ast.Module:
    """Return a module in which functions import what is `LATE`, unless all of it needs that."""
    statements = [each for each in tree.body if isinstance(each, ast.Import | ast.ImportFrom)]
    for statement in (each for each in statements if packages(each) & LATE):
        names = {each.asname or each.name.partition(".")[0] for each in statement.names}
        calls = [each for each in tree.body if isinstance(each, ast.Expr) and uses(each, names)]
        rest = [each for each in tree.body if each is not statement and each not in calls]
        users = [user for each in rest for user in users_of(each, names)]
        functions = [user for user in users if isinstance(user, ast.FunctionDef)]
        if functions == users:
            tree.body = rest
            for function in functions:
                function.body[:0] = [statement, *calls]
    return tree


def packages(statement: ast.Import | ast.ImportFrom) -> set[str]:
    """Return what a statement imports from, by its first name; nothing if that is relative."""
    if isinstance(statement, ast.Import):
        return {each.name.partition(".")[0] for each in statement.names}
    return set() if statement.level else {str(statement.module).partition(".")[0]}


def users_of(node: ast.AST, names: set[str]) -> Iterator[ast.AST]:
    """Yield the functions that use one of the names, and the names that are used without one."""
    if isinstance(node, ast.FunctionDef):  # its annotations are not evaluated
        if any(uses(each, names) for each in node.body):
            yield node
        at_once = [*node.decorator_list, *node.args.defaults, *node.args.kw_defaults]
    else:
        at_once = [*ast.iter_child_nodes(node)]
    if isinstance(node, ast.Name) and node.id in names:
        yield node
    for child in filter(None, at_once):
        yield from users_of(child, names)


def uses(node: ast.AST, names: set[str]) -> bool:
    """Whether some of the names stand in a piece of code."""
    return any(isinstance(each, ast.Name) and each.id in names for each in ast.walk(node))


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
    draw()
    with tarfile.open("/out/third-party.tar", "w", format=tarfile.USTAR_FORMAT) as archive:
        for name, data in sorted(contents().items()):
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))


if __name__ == "__main__":
    main()
