"""The files that a living page fetches: Pyodide's core, what it imports, and descent itself.

A full Pyodide distribution with matplotlib is some 20 MB of wheels. Here the modules that the
explorers really import are collected, compiled, and packed into one archive a third of that size.
"""

import gzip
import json
import subprocess
import tempfile
from hashlib import sha256
from pathlib import Path

from descent.site.math import node

SCRIPTS = Path(__file__).parent / "pyodide"
PACKAGE = Path(__file__).parents[1]
CORE = ("pyodide.asm.wasm", "python_stdlib.zip")
DATA = ("datasets/mnist.npz", "datasets/replay.npz")


def in_pyodide(pyodide: Path, script: Path, **options) -> None:
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


def make(pyodide: Path, home: Path, cache: Path) -> None:
    """Fill `home` with a manifest and the files that it names.

    Parameters
    ----------
    pyodide : Path
        The folder of a Pyodide distribution with numpy and matplotlib.
    home : Path
        A folder of the built book.
    cache : Path
        Where archives are kept between builds, by the sum of what they are made of.
    """
    home.mkdir(parents=True, exist_ok=True)
    sources = sorted(p for p in PACKAGE.rglob("*.py") if "site" not in p.relative_to(PACKAGE).parts)
    sources += [SCRIPTS / "descent.py", PACKAGE / "site" / "runtime.py"]
    archives = [
        _archive("third-party", [SCRIPTS / "third_party.py"], pyodide, cache, ["matplotlib"]),
        _archive("descent", sources, pyodide, cache, []),
    ]
    for name in ("pyodide.mjs", "pyodide.asm.mjs"):
        (home / name).write_bytes((pyodide / name).read_bytes())
    (home / "pyodide-lock.json").write_text(_lock_without_packages(pyodide))
    manifest = {
        "core": {name: _publish(_packed(pyodide / name, cache), home) for name in CORE},
        "archives": [_publish(path, home) for path in archives],
        "data": {name: _publish(PACKAGE / name, home) for name in DATA},
    }
    (home / "manifest.json").write_text(json.dumps(manifest, indent=1))


def _archive(
    name: str, sources: list[Path], pyodide: Path, cache: Path, packages: list[str]
) -> Path:
    """Return the archive that the script of this name makes of `sources`."""
    made_of = b"".join(path.read_bytes() for path in [*sources, pyodide / "pyodide-lock.json"])
    target = cache / sha256(made_of).hexdigest()[:16] / f"{name}.tar.gz"
    if not target.exists():
        with tempfile.TemporaryDirectory() as folder:
            mounts = {"/code": str(PACKAGE.parent), "/out": folder}
            script = SCRIPTS / f"{name.replace('-', '_')}.py"
            in_pyodide(pyodide, script, packages=packages, mounts=mounts)
            _write(target, gzip.compress((Path(folder) / f"{name}.tar").read_bytes(), 9, mtime=0))
    return target


def _packed(path: Path, cache: Path) -> Path:
    """Return `path` compressed, unless it is an archive already."""
    if path.suffix == ".zip":
        return path
    target = cache / sha256(path.read_bytes()).hexdigest()[:16] / f"{path.name}.gz"
    if not target.exists():
        _write(target, gzip.compress(path.read_bytes(), 9, mtime=0))
    return target


def _lock_without_packages(pyodide: Path) -> str:
    """Return the lock file without its packages: the archives take their place."""
    lock = json.loads((pyodide / "pyodide-lock.json").read_text())
    return json.dumps(lock | {"packages": {}})


def _write(target: Path, data: bytes) -> None:
    """Write a file that is whole or not there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    part.write_bytes(data)
    part.replace(target)


def _publish(path: Path, home: Path) -> dict:
    """Put a file into the book under a name that changes with it, and say how to check it."""
    data = path.read_bytes()
    digest = sha256(data).hexdigest()
    stem, dot, suffixes = path.name.partition(".")
    name = f"{stem}-{digest[:12]}{dot}{suffixes}"
    (home / name).write_bytes(data)
    return {"file": name, "bytes": len(data), "sha256": digest}
