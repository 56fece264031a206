"""What explorers need besides NumPy and matplotlib: packages of Pyodide, wheels of pure Python."""

import zipfile
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from explorable.bundle import distribution, vendor
from explorable.bundle.tar import tar


def refuse_missing(requirements: Sequence[str]) -> None:
    """Refuse what pages cannot have.

    Parameters
    ----------
    requirements : sequence of str
        Names of packages of Pyodide's distribution, and paths of wheels.

    Raises
    ------
    ValueError
        If one is neither, or needs what a page cannot load.

    Examples
    --------
    >>> refuse_missing(["pandas"])
    >>> refuse_missing(["panda"])
    Traceback (most recent call last):
        ...
    ValueError: 'panda' is neither a wheel (a path that ends in .whl) nor a package of Pyodide \
314.0.3; did you mean pandas?
    """
    for each in requirements:
        if each.endswith(".whl"):
            _check_wheel(Path(each))
        elif each not in distribution.packages():
            near = get_close_matches(each, distribution.packages(), 1)
            what = f"did you mean {near[0]}?" if near else "a wheel of pure Python would do"
            raise ValueError(
                f"{each!r} is neither a wheel (a path that ends in .whl) nor a package of Pyodide "
                f"{vendor.PINS['version']}; {what}"
            )
        else:
            _check_package(each)


def _check_package(name: str) -> None:
    for part, about in distribution.closure([name]).items():
        if about["install_dir"] != "site" or not about["file_name"].endswith(".whl"):
            raise ValueError(f"{name!r} cannot be on a page: {part} is no Python package")


def _check_wheel(path: Path) -> None:
    if not path.exists():
        raise ValueError(f"there is no wheel {path}")
    if not path.stem.endswith("-none-any"):
        raise ValueError(f"{path.name} is not of pure Python: its name must end in -none-any.whl")


def wheels(requirements: Sequence[str], pyodide: Path) -> list[Path]:
    """Return the wheels to unpack on a page; packages of Pyodide bring what they depend on.

    Parameters
    ----------
    requirements : sequence of str
        As :func:`refuse_missing` has let pass.
    pyodide : Path
        The folder of the Pyodide distribution.
    """
    local = [Path(each) for each in requirements if each.endswith(".whl")]
    named = distribution.closure(names(requirements)).values()
    return local + [pyodide / package["file_name"] for package in named]


def names(requirements: Sequence[str]) -> list[str]:
    """Return which requirements are packages of Pyodide's distribution."""
    return [each for each in requirements if not each.endswith(".whl")]


def tar_of(wheel: Path, present: frozenset[str] = frozenset()) -> bytes:
    """Return a wheel's files as a tar archive without dates and owners.

    Parameters
    ----------
    wheel : Path
    present : frozenset of str
        Files that the page has already; a module that is there compiled is not repeated.
    """
    with zipfile.ZipFile(wheel) as source:
        return tar(
            (name, source.read(name))
            for name in sorted(source.namelist())
            if not name.endswith("/") and not {name, f"{name}c"} & present
        )
