"""The course and the site as archives: ``python -m tools.paper.archives . _build/html``.

They are the same bytes whenever they are made from the same files.
"""

import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from explorable.bundle import precache

from tools.lab import contents
from tools.paper import listed

BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The time of every file in an archive: the first that the format knows."""
README = Path(__file__).with_name("course.md")
RUN = {
    "numpy",
    "matplotlib",
    "ipywidgets",
    "jupyterlab",
    "cvxpy",
    "scipy",
    "tqdm",
}
"""What a reader's notebooks need of the book's requirements."""
EXTRAS = {"descent_book": "[distributed]"}
_NAME = re.compile(r"[\s<>=!~;\[]")
_VERSION = re.compile(r"^[\w.-]+==[^\\\n]*[^\\\s]", re.MULTILINE)
"""A line of the lock without its hashes, which the two wheels have not."""


def pack(path: Path, files: Mapping[str, bytes | Path]) -> None:
    """Write an archive of files in the order of their names, at one time for all.

    Parameters
    ----------
    path : Path
        Of the archive; its folder is made.
    files : mapping of str to bytes or Path
        Each name in the archive with what it holds, or where that is.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with ZipFile(path, "w") as archive:
        for name, content in sorted(files.items()):
            data = content.read_bytes() if isinstance(content, Path) else content
            archive.writestr(_info(name), data, ZIP_DEFLATED)


def _info(name: str) -> ZipInfo:
    info = ZipInfo(name, BEGINNING)
    info.external_attr = 0o644 << 16
    info.create_system = 3
    return info


def course(book: Path, wheels: Path) -> dict[str, bytes | Path]:
    """Return the files of the course: its notebooks, and what they need to run anywhere.

    Parameters
    ----------
    book : Path
        The book's folder.
    wheels : Path
        The folder with the wheels of its two packages.

    Raises
    ------
    FileNotFoundError
        If a wheel is missing.
    """
    names = sorted(path.name for path in wheels.glob("*.whl"))
    if [name.split("-")[0] for name in names] != ["descent_book", "explorable"]:
        raise FileNotFoundError(f"{wheels} must hold the wheels of both packages, has {names}")
    lock = (book / "requirements.lock").read_text("utf-8")
    files: dict[str, bytes | Path] = {
        "README.md": README.read_bytes(),
        "LICENSE": book / "LICENSE",
        "requirements.txt": needed((book / "requirements.txt").read_text("utf-8"), names).encode(),
        "requirements.lock": "".join(f"{line}\n" for line in _VERSION.findall(lock)).encode(),
    }
    files |= {f"wheels/{name}": wheels / name for name in names}
    return files | {f"chapters/{name}": content for name, content in contents(book / "chapters")}


def needed(requirements: str, wheels: Sequence[str]) -> str:
    r"""Return what the notebooks need: wheels for the packages, and nothing that builds a site.

    Examples
    --------
    >>> needed("sphinx>=7\nscipy>=1.14,<2 # asks\n", ["descent_book-0.1.whl"]).splitlines()
    ['./wheels/descent_book-0.1.whl[distributed]', 'scipy>=1.14,<2']
    """
    lines = (line.partition(" #")[0] for line in requirements.splitlines())
    third_party = [line for line in lines if _NAME.split(line)[0] in RUN]
    local = [f"./wheels/{name}{EXTRAS.get(name.split('-')[0], '')}" for name in wheels]
    return "\n".join([*local, *third_party]) + "\n"


def site(built: Path) -> dict[str, bytes | Path]:
    """Return the files of the built site, without those that are made of it."""
    paths = (path for path in built.rglob("*") if path.is_file())
    files: dict[str, bytes | Path] = {
        path.relative_to(built).as_posix(): path
        for path in paths
        if path.relative_to(built).parts[0] != "offline"
    }
    page = (built / listed.PAGE).read_text("utf-8")
    files |= {listed.PAGE: listed.without(page).encode()}
    return files | precache.outputs(files)


def main() -> None:
    """Write both archives of the built site that is named on the command line."""
    book, built = map(Path, sys.argv[1:])
    for name, files in (("course", course(book, built / "wheels")), ("site", site(built))):
        folder = f"descent-{name}"
        inside = {f"{folder}/{each}": content for each, content in files.items()}
        pack(built / "offline" / f"{folder}.zip", inside)
    listed.tell(built)


if __name__ == "__main__":
    main()
