"""The files that a living page fetches: Pyodide's core, what it imports, and the book's packages.

A full Pyodide distribution with matplotlib is some 20 MB of wheels and sources. Here the modules
that a page needs are compiled and packed into archives of half that size, which start faster too.
"""

import gzip
import json
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from explorable.bundle import requirements, scripts, vendor
from explorable.bundle.cache import cached
from explorable.bundle.distribution import LOCK
from explorable.bundle.download import digest_of, store
from explorable.bundle.node import node
from explorable.bundle.tar import tar, unpack

SCRIPTS = Path(__file__).parent / "pyodide"
SHARED = (SCRIPTS.with_name("bytecode.py"), SCRIPTS.with_name("tar.py"))
"""What the scripts that make archives import from beside their folder."""
LOADERS = ("pyodide.mjs", "pyodide.asm.mjs")
NOT_ON_A_PAGE = (
    *(
        f"explorable/{folder}/"
        for folder in ("authoring", "bundle", "front", "myst", "sphinx", "theme")
    ),
    *(f"explorable/{path}.py" for path in ("interaction/jupyter", "question/widget", "widget")),
    "explorable/question/moodle.py",
)
"""What only builds, JupyterLab and teachers' files need."""
WIDGETS = ("ipywidgets", "traitlets", "comm")
"""What a page fetches when a cell asks for it: see :mod:`explorable.interaction.fetched`."""
NOT_A_WIDGET = ("/tests/", "traitlets/config/", "ipywidgets/embed.py")
NOT_DATA = (".css", ".js", ".md", ".py", ".pyc", ".typed")


def make(
    pyodide: Path,
    home: Path,
    cache: Path,
    packages: Sequence[str] = (),
    required: Sequence[str] = (),
    files: Mapping[str, Path] = {},
) -> dict:
    """Fill `home` with a manifest and the files that it names; what lay there before goes.

    Parameters
    ----------
    pyodide : Path
        The folder of a Pyodide distribution with numpy and matplotlib.
    home : Path
        A folder of the built book.
    cache : Path
        Where archives are kept between builds, by the digest of what they are made of.
    packages : sequence of str
        Importable packages and modules that hold explorers. Their data are fetched when opened.
    required : sequence of str
        What these import in turn: see :mod:`explorable.bundle.requirements`.
    files : mapping of str to Path
        What lies beside the notebooks, by its place in the book.

    Returns
    -------
    dict
        The manifest.
    """
    parts = {name: path for each in ("explorable", *packages) for name, path in files_of(each)}
    sources = {name: path for name, path in parts.items() if path.suffix == ".py"}
    data = {name: path for name, path in parts.items() if path.suffix not in NOT_DATA}
    data["widgets.zip"] = _archive("widgets.zip", pyodide, cache, _widgets())
    library = _archive("standard-library.zip.gz", pyodide, cache)
    third_party = _archive("third-party.tar.gz", pyodide, cache)
    archives = [
        third_party,
        *(_wheel(path, third_party, cache) for path in requirements.wheels(required, pyodide)),
        _archive("packages.tar.gz", pyodide, cache, sources),
    ]
    core = {"pyodide.asm.wasm": _core(pyodide, cache), "python_stdlib.zip": library}
    home.mkdir(parents=True, exist_ok=True)
    for path in filter(Path.is_file, list(home.iterdir())):
        path.unlink()
    manifest = {
        "core": {name: _publish(path, home) for name, path in core.items()},
        "archives": [_publish(path, home) for path in archives],
        "files": [_publish(_beside(files, cache), home)] if files else [],
        "data": {name: _publish(path, home) for name, path in data.items()},
        "loaders": {name: _publish(pyodide / name, home) for name in LOADERS},
        "lock": json.loads((pyodide / "pyodide-lock.json").read_text("utf-8")) | {"packages": {}},
        "scripts": scripts.folder(),
    }
    store(json.dumps(manifest, indent=1).encode(), home / "manifest.json")
    return manifest


def weights(manifest: dict) -> dict[str, float]:
    """Return how many megabytes each part weighs that a page fetches before it is alive."""
    listed = [*manifest["archives"], *manifest["files"]]
    parts = {each["file"].rpartition("-")[0]: each["bytes"] for each in listed}
    core = sum(each["bytes"] for each in manifest["core"].values())
    return {name: count / 1e6 for name, count in ({"core": core} | parts).items()}


def lay_out(manifest: dict, home: Path, target: Path) -> dict[str, Path]:
    """Unpack a page's files as the page does; return the folders by what they are.

    Returns
    -------
    dict of str to Path
        Pyodide's own folder, ``"pyodide"``; ``"modules"``; the ``"book"``, with what lies beside
        notebooks.
    """
    folders = {name: target / name for name in ("pyodide", "modules", "book")}
    for folder in folders.values():
        folder.mkdir()
    pyodide, modules, book = folders.values()
    for name, entry in manifest["loaders"].items():
        shutil.copy(home / entry["file"], pyodide / name)
    (pyodide / LOCK.name).write_text(json.dumps(manifest["lock"]), "utf-8")
    for name, entry in manifest["core"].items():
        (pyodide / name).write_bytes(gzip.decompress((home / entry["file"]).read_bytes()))
    for folder, entries in ((modules, manifest["archives"]), (book, manifest["files"])):
        for entry in entries:
            unpack((home / entry["file"]).read_bytes(), folder)
    for name, entry in manifest["data"].items():
        store((home / entry["file"]).read_bytes(), modules / name)
    return folders


def files_of(package: str) -> Iterator[tuple[str, Path]]:
    """Yield the name and the place of every file of a package, or of a module of one file.

    Raises
    ------
    ValueError
        If there is no such package.
    """
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ValueError(f"explorable_packages must name importable packages, got {package!r}")
    origin = Path(spec.origin)
    folder = origin.parent
    paths = sorted(folder.rglob("*")) if spec.submodule_search_locations else [origin]
    top = folder.parent if spec.submodule_search_locations else folder
    for path in filter(Path.is_file, paths):
        name = path.relative_to(top).as_posix()
        if not name.startswith(NOT_ON_A_PAGE) and "__pycache__" not in name:
            yield name, path


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
    subprocess.run(command(pyodide, script, **options), check=True)


def command(pyodide: Path, script: Path, **options: object) -> list[str]:
    """Return the command that `in_pyodide` runs."""
    paths = SCRIPTS / "run.mjs", pyodide.resolve(), script
    return [node(), *map(str, paths), json.dumps(options)]


def _widgets() -> dict[str, Path]:
    """Return the modules of ipywidgets that pages need, as installed where the book is built."""
    files = (each for package in WIDGETS for each in files_of(package))
    return {
        name: path
        for name, path in files
        if path.suffix == ".py" and not any(part in name for part in NOT_A_WIDGET)
    }


def _archive(
    name: str, pyodide: Path, cache: Path, sources: Mapping[str, Path] | None = None
) -> Path:
    """Return the archive that the script of this name makes, of `sources` or of Pyodide's own."""
    script = SCRIPTS / f"{name.partition('.')[0].replace('-', '_')}.py"
    inputs = {"script": script, "lock": pyodide / "pyodide-lock.json", **(sources or {})}
    inputs |= {f"shared {path.name}": path for path in SHARED}
    digests = " ".join(f"{each} {digest_of(path)}" for each, path in inputs.items())
    file = name.removesuffix(".gz")
    return _kept(name, digests, cache, lambda: _build(file, script, pyodide, sources or {}))


def _kept(name: str, key: str, cache: Path, make: Callable[[], bytes]) -> Path:
    """Return a file of the cache, by what it is made of; one whose name says so is compressed."""
    folder = cache / "archives" / sha256(key.encode()).hexdigest()[:16]
    if not name.endswith(".gz"):
        return cached(folder / name, make)
    return cached(folder / name, lambda: gzip.compress(make(), 9, mtime=0))


def _build(name: str, script: Path, pyodide: Path, sources: Mapping[str, Path]) -> bytes:
    with tempfile.TemporaryDirectory() as temporary:
        code, out = Path(temporary, "code"), Path(temporary, "out")
        for folder in (code, out):
            folder.mkdir()
        for each, path in sources.items():
            store(path.read_bytes(), code / each)
        mounts = {"/pyodide": str(pyodide), "/code": str(code), "/out": str(out)}
        in_pyodide(
            pyodide,
            script,
            packages=[] if sources else ["matplotlib"],
            mounts=mounts | {"/shared": str(SCRIPTS.parent)},
            environment={"PYTHONPATH": "/shared"},
        )
        return (out / name).read_bytes()


def _wheel(wheel: Path, third_party: Path, cache: Path) -> Path:
    """Return a wheel as an archive, without what stands in `third_party`."""

    def make() -> bytes:
        with tarfile.open(third_party) as archive:
            present = frozenset(archive.getnames())
        return requirements.tar_of(wheel, present)

    name = f"{wheel.name.partition('-')[0]}.tar.gz"
    return _kept(name, f"{digest_of(wheel)} {digest_of(third_party)}", cache, make)


def _beside(files: Mapping[str, Path], cache: Path) -> Path:
    """Return an archive of the files that lie beside notebooks."""
    data = tar((name, path.read_bytes()) for name, path in sorted(files.items()))
    return _kept("files.tar.gz", sha256(data).hexdigest(), cache, lambda: data)


def _core(pyodide: Path, cache: Path) -> Path:
    """Return the core compressed, 3.5 MB of 9.6: not every host does that by itself."""
    core = pyodide / "pyodide.asm.wasm"
    return _kept(f"{core.name}.gz", vendor.PINS["core"][core.name], cache, core.read_bytes)


def _publish(path: Path, home: Path) -> dict:
    """Put a file into the book under a name that changes with it, and say how to check it."""
    digest = digest_of(path)
    stem, dot, suffixes = path.name.partition(".")
    name = f"{stem}-{digest[:12]}{dot}{suffixes}"
    store(path.read_bytes(), home / name)
    entry = {"file": name, "bytes": path.stat().st_size, "sha256": digest}
    if path.suffix == ".gz":  # what a browser keeps of it
        entry["unpacked"] = sha256(gzip.decompress(path.read_bytes())).hexdigest()
    return entry
