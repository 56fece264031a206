"""Fetch what living pages are made of: ``python -m explorable.bundle.vendor .cache``.

Every file is pinned by its sum, so that it does not matter where it is from:

1. the official distribution has all files of Pyodide. Where it cannot be reached, which shows at
   its first file (in 0.1 s if its name is unknown, after `TIMEOUT` if it is silent),
2. npm has the core, as its makers publish it, and nothing else;
3. the Python package index has no wheels of numpy and matplotlib for Pyodide yet. Open WebUI's
   wheel carries a whole distribution: its packages are taken out, and nothing of it is used.
"""

import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from explorable.bundle import editor
from explorable.bundle.download import Unavailable, download, store, sum_of
from explorable.bundle.node import install

PINS = json.loads(Path(__file__).with_name("vendor.json").read_text("utf-8"))
LOCK = Path(__file__).parent / "pyodide" / "pyodide-lock.json"


def pyodide(cache: Path) -> Path:
    """Return a folder with the files of Pyodide, numpy and matplotlib, whole and checked.

    Parameters
    ----------
    cache : Path
        Where they are kept; only what is missing or damaged there is fetched.

    Raises
    ------
    Unavailable
        If the files can be had nowhere; says what was tried.
    """
    folder = cache / f"pyodide-{PINS['version']}"
    refusals = []
    for source in (from_distribution, from_npm, from_wheel):
        if wanted := missing(folder):
            try:
                source(folder, wanted)
            except OSError as error:
                refusals.append(str(error))
    if missing(folder):
        raise Unavailable("; ".join(refusals))
    store(LOCK.read_bytes(), folder / LOCK.name)
    return folder


def sums() -> dict[str, str]:
    """Return the SHA-256 sum of every file of Pyodide that the book needs, by name."""
    wheels = json.loads(LOCK.read_text("utf-8"))["packages"].values()
    return PINS["core"] | {wheel["file_name"]: wheel["sha256"] for wheel in wheels}


def missing(folder: Path) -> dict[str, str]:
    """Return the sums of the files that `folder` lacks or holds damaged."""
    return {name: digest for name, digest in sums().items() if sum_of(folder / name) != digest}


def from_distribution(folder: Path, wanted: dict[str, str]) -> None:
    """Fetch what is missing from the official distribution; the first refusal is the last."""
    for name, digest in wanted.items():
        download(PINS["distribution"] + name, folder / name, digest)


def from_npm(folder: Path, wanted: dict[str, str]) -> None:
    """Take what is missing of the core out of npm's package."""
    core = wanted.keys() & PINS["core"].keys()
    if not core:
        return
    with tempfile.TemporaryDirectory() as place:
        install(LOCK.parent, Path(place))
        for name in core:
            data = Path(place, "node_modules", "pyodide", name).read_bytes()
            store(data, folder / name, wanted[name])


def from_wheel(folder: Path, wanted: dict[str, str]) -> None:
    """Take what is missing out of the pinned wheel."""
    with (
        tempfile.TemporaryDirectory() as place,
        zipfile.ZipFile(_wheel(Path(place))) as archive,
    ):
        for name, digest in wanted.items():
            store(archive.read(PINS["wheel"]["folder"] + name), folder / name, digest)


def _wheel(place: Path) -> Path:
    """Return the pinned wheel, checked by pip; a broken transfer is tried once more."""
    pin = PINS["wheel"]
    (place / "pin.txt").write_text(f"{pin['requirement']} --hash=sha256:{pin['sha256']}\n")
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--ignore-requires-python"]
    command += ["--require-hashes", "--retries=1", f"--dest={place}", f"-r{place / 'pin.txt'}"]
    for _attempt in range(2):
        result = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
        if not result.returncode:
            return next(place.glob("*.whl"))
    reason = (result.stderr.strip().splitlines() or ["no reason given"])[-1]
    raise OSError(f"pip download {pin['requirement']}: {reason}")


def main() -> None:
    """Fill the folder named on the command line, as far as its files can be had."""
    for fetch in (pyodide, editor.build):
        try:
            fetch(Path(sys.argv[1]))
        except Unavailable as reason:
            print(f"Pages will do without: {reason}", file=sys.stderr)


if __name__ == "__main__":
    main()
