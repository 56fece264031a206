"""What an explorer's frames are made of: the code and the data that draw it, and nothing else.

So a change of a style sheet, or of another chapter's figure, bakes nothing anew.
"""

import ast
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec, resolve_name
from pathlib import Path

from explorable.bundle import archives
from explorable.bundle.download import sum_of

STAGE = (
    "picture/*.py",
    "declaration.py",
    "controls.py",
    "frames.py",
    "guess.py",
)
"""The stage's own part in it."""

PACKAGE = Path(__file__).parents[1]
LIBRARIES = "matplotlib", "numpy"


def digest(module: str, packages: tuple[str, ...]) -> str:
    """Return a sum of the sources that draw the explorers of a module, and of the packages' data.

    Parameters
    ----------
    module : str
    packages : tuple of str
        Those that pages are given: what is imported from elsewhere counts by its version.
    """
    names: set[str] = set()
    wanted = {module}
    while wanted:
        names |= wanted
        wanted = {each for name in wanted for each in _imports(name, packages)} - names
    files = [path for name in names if (path := _file(name))]
    files += [path for pattern in STAGE for path in PACKAGE.glob(pattern)]
    sums = [*map(_sum, sorted(files)), *_data(packages), *map(version, LIBRARIES)]
    return sha256(" ".join(sums).encode()).hexdigest()


@cache
def _imports(module: str, packages: tuple[str, ...]) -> frozenset[str]:
    """Return what a module imports of the packages, on whichever line."""
    file = _file(module)
    if not file:
        return frozenset()
    package = module if file.name == "__init__.py" else module.rpartition(".")[0]
    modules: set[str] = set()
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = resolve_name("." * node.level + (node.module or ""), package)
            modules |= {base, *(f"{base}.{alias.name}" for alias in node.names)}
    ours = tuple(f"{each}." for each in packages)
    return frozenset(name for name in modules if f"{name}.".startswith(ours) and _file(name))


@cache
def _file(module: str) -> Path | None:
    """Return a module's file; a name that is no module has none."""
    try:
        spec = find_spec(module)
    except ModuleNotFoundError:
        return None
    return Path(spec.origin) if spec and spec.origin else None


@cache
def _data(packages: tuple[str, ...]) -> tuple[str, ...]:
    files = [path for each in packages for _, path in archives.files_of(each)]
    return tuple(_sum(path) for path in files if path.suffix not in archives.NOT_DATA)


_sum = cache(sum_of)
