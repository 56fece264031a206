"""The files that a living page fetches: Pyodide's core, what it imports, and descent itself.

A full Pyodide distribution with matplotlib is some 20 MB of wheels and sources. Here the modules
that a page needs are compiled and packed into archives of half that size, which start faster too.
"""

import gzip
import json
import subprocess
import tempfile
from hashlib import sha256
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util import logging

from descent.site import editor, pages, vendor
from descent.site.download import Unavailable, store, sum_of
from descent.site.math import node

SCRIPTS = Path(__file__).parent / "pyodide"
PACKAGE = Path(__file__).parents[1]
DATA = ("datasets/mnist.npz", "datasets/replay.npz")

logger = logging.getLogger(__name__)


def setup(app: Sphinx) -> None:
    """Fill the folder of the living pages when a book that has some is built."""
    app.connect("build-finished", _finish)


def _finish(app: Sphinx, error: Exception | None) -> None:
    home, cache = Path(app.outdir) / pages.HOME, Path(app.config.descent_cache)
    if error or not home.exists():
        return
    try:
        make(vendor.pyodide(cache), home, cache)
    except Unavailable as reason:
        logger.info("explorers stay still: %s", reason)
    try:
        store(editor.build(cache).read_bytes(), home / editor.name())
    except Unavailable as reason:
        logger.info("cells are edited as plain text: %s", reason)


def make(pyodide: Path, home: Path, cache: Path) -> None:
    """Fill `home` with a manifest and the files that it names; what lay there before goes.

    Parameters
    ----------
    pyodide : Path
        The folder of a Pyodide distribution with numpy and matplotlib.
    home : Path
        A folder of the built book.
    cache : Path
        Where archives are kept between builds, by the sum of what they are made of.
    """
    sources = sorted(p for p in PACKAGE.rglob("*.py") if "site" not in p.relative_to(PACKAGE).parts)
    sources += [PACKAGE / "site" / "__init__.py", PACKAGE / "site" / "runtime.py"]
    library = _archive("standard-library.zip", pyodide, cache)
    archives = [
        _archive("third-party.tar", pyodide, cache),
        _archive("descent.tar", pyodide, cache, sources),
    ]
    core = {"pyodide.asm.wasm": _packed(pyodide, cache), "python_stdlib.zip": library}
    home.mkdir(parents=True, exist_ok=True)
    for path in filter(Path.is_file, list(home.iterdir())):
        path.unlink()
    manifest = {
        "core": {name: _publish(path, home) for name, path in core.items()},
        "archives": [_publish(path, home) for path in archives],
        "data": {name: _publish(PACKAGE / name, home) for name in DATA},
    }
    for name in ("pyodide.mjs", "pyodide.asm.mjs"):
        store((pyodide / name).read_bytes(), home / name)
    lock = json.loads((pyodide / "pyodide-lock.json").read_text("utf-8"))
    store(json.dumps(lock | {"packages": {}}).encode(), home / "pyodide-lock.json")
    store(json.dumps(manifest, indent=1).encode(), home / "manifest.json")


def in_pyodide(pyodide: Path, script: Path, **options: object) -> None:
    """Run a Python script in node's Pyodide.

    Parameters
    ----------
    pyodide : Path
        The folder of a Pyodide distribution.
    script : Path
    **options
        ``packages`` to load, ``mounts`` from a path inside to a folder outside, ``environment``.
    """
    command = [node(), SCRIPTS / "run.mjs", pyodide.resolve(), script, json.dumps(options)]
    subprocess.run(command, check=True)


def _archive(name: str, pyodide: Path, cache: Path, sources: list[Path] | None = None) -> Path:
    """Return the archive that the script of this name makes, of `sources` or of Pyodide's own."""
    script = SCRIPTS / f"{Path(name).stem.replace('-', '_')}.py"
    made_of = [script, pyodide / "pyodide-lock.json", *(sources or [])]
    digest = sha256(" ".join(f"{path} {sum_of(path)}" for path in made_of).encode()).hexdigest()
    target = cache / "archives" / digest[:16] / f"{name}.gz"
    if not target.exists():
        with tempfile.TemporaryDirectory() as out:
            mounts = {"/pyodide": str(pyodide), "/code": str(PACKAGE.parent), "/out": out}
            packages = [] if sources else ["matplotlib"]
            in_pyodide(pyodide, script, packages=packages, mounts=mounts)
            _store_packed(Path(out, name), target)
    return target


def _packed(pyodide: Path, cache: Path) -> Path:
    """Return the core compressed: few hosts do that by themselves."""
    name = "pyodide.asm.wasm"
    target = cache / "archives" / vendor.PINS["core"][name][:16] / f"{name}.gz"
    if not target.exists():
        _store_packed(pyodide / name, target)
    return target


def _store_packed(path: Path, target: Path) -> None:
    store(gzip.compress(path.read_bytes(), 9, mtime=0), target)


def _publish(path: Path, home: Path) -> dict:
    """Put a file into the book under a name that changes with it, and say how to check it."""
    digest = sum_of(path)
    stem, dot, suffixes = path.name.partition(".")
    name = f"{stem}-{digest[:12]}{dot}{suffixes}"
    store(path.read_bytes(), home / name)
    return {"file": name, "bytes": path.stat().st_size, "sha256": digest}
