"""Build sdist and wheel of each package, look into them, and use them with nothing else installed.

Run by a Python that has ``requirements.lock``: ``python tests/distributions/run.py``. It asks the
index.
"""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "tests" / "requirements.lock"
TESTED_WITH = ("hypothesis", "pytest", "pytest-xdist", "sphinx-book-theme", "tqdm")
EXPLORABLE_ALONE = """
import sys
from importlib.util import find_spec
import explorable
assert "site-packages" in explorable.__file__, explorable.__file__
assert not [name for name in ("descent", "sphinx", "nbformat") if find_spec(name)]
"""
BOTH = """
import descent
assert "site-packages" in descent.__file__, descent.__file__
assert len(descent.explorers.catalogue()) > 30
"""


def main() -> None:
    """Stop at the first thing that is wrong."""
    with tempfile.TemporaryDirectory() as folder:
        wheels = {}
        for name in ("explorable", "descent"):
            sdist, wheels[name] = build(ROOT / "code" / name, Path(folder, name))
            look_into(ROOT / "code" / name, sdist, wheels[name])
        use_explorable(Path(folder, "alone"), wheels["explorable"])
        python = new_python(Path(folder, "both"), *wheels.values())
        run(python, "-c", BOTH)


def build(project: Path, work: Path) -> tuple[Path, Path]:
    """Return sdist and wheel, built in a copy: what a build leaves stays there."""
    shutil.copytree(
        project, work, ignore=shutil.ignore_patterns("*.egg-info", "__pycache__", "build")
    )
    run(sys.executable, "-m", "build", "--installer", "pip", work)
    (sdist,), (wheel,) = (work / "dist").glob("*.tar.gz"), (work / "dist").glob("*.whl")
    run(sys.executable, "-m", "twine", "check", "--strict", sdist, wheel)
    run(sys.executable, "-m", "check_wheel_contents", wheel)
    return sdist, wheel


def look_into(project: Path, sdist: Path, wheel: Path) -> None:
    """Compare what is packed with what git keeps: nothing is missing, nothing came along."""
    listed = subprocess.check_output(["git", "ls-files"], cwd=project, text=True).splitlines()
    with tarfile.open(sdist) as archive:
        files = [member.name for member in archive.getmembers() if member.isfile()]
    same("the sdist", {name.partition("/")[2] for name in files}, {"PKG-INFO", *listed})
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    sources = {name.removeprefix("src/") for name in listed if name.startswith("src/")}
    same("the wheel", packed, sources)


def same(what: str, packed: set[str], kept: set[str]) -> None:
    """Stop if two sets of files differ."""
    if packed != kept:
        sys.exit(f"{what} lacks {sorted(kept - packed)}, and has {sorted(packed - kept)}")


def use_explorable(folder: Path, wheel: Path) -> None:
    """Import explorable with nothing beside it, then test it with what a build needs."""
    python = new_python(folder, wheel)
    run(python, "-c", EXPLORABLE_ALONE)
    install(python, f"{wheel}[site]", *TESTED_WITH)
    run(python, "-m", "pytest", "-n2", "-p", "no:cacheprovider", ROOT / "tests/unit/explorable")


def new_python(folder: Path, *wheels: Path) -> Path:
    """Return the Python of a new virtual environment with nothing but some wheels."""
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    install(python, *map(str, wheels))
    run(python, "-m", "pip", "check")
    return python


def install(python: Path, *what: str) -> None:
    """Install in the versions that the lock has; of the wheels built here it has no hashes."""
    versions = python.parents[1] / "versions.txt"
    versions.write_text("\n".join(re.findall(r"^(\S+==.*?) \\$", LOCK.read_text("utf-8"), re.M)))
    run(python, "-m", "pip", "install", "--quiet", "-c", versions, *what)


def run(*command: object) -> None:
    """Run a command of which nothing finds this repository's sources, and stop if it fails."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    print("$", *command[:4], flush=True)
    subprocess.run(list(map(str, command)), cwd=ROOT, env=env, check=True)


if __name__ == "__main__":
    main()
