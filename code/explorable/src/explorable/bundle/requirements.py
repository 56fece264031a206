"""What explorers need besides NumPy and matplotlib: packages of Pyodide, wheels of pure Python."""

import io
import json
import tarfile
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from explorable.bundle import vendor

ALWAYS = ("matplotlib", "numpy")
"""What every page has, as far as its modules are needed; see ``pyodide/third_party.py``."""


def refuse_missing(requirements: Sequence[str]) -> None:
    """Refuse what pages cannot have.

    Parameters
    ----------
    requirements : sequence of str
        Names of packages of the pinned Pyodide distribution, and paths of wheels.

    Raises
    ------
    ValueError
        If one is neither; says which and what there is.

    Examples
    --------
    >>> refuse_missing(["scipy"])
    >>> refuse_missing(["pandas"])
    Traceback (most recent call last):
        ...
    ValueError: 'pandas' is neither a wheel (a path that ends in .whl) nor one of the packages \
that are pinned: joblib, scikit-learn, scipy, threadpoolctl
    """
    pinned = sorted(_lock().keys() - _closure(ALWAYS))
    for each in requirements:
        if each.endswith(".whl"):
            _check_wheel(Path(each))
        elif each not in pinned:
            raise ValueError(
                f"{each!r} is neither a wheel (a path that ends in .whl) nor one of the packages "
                f"that are pinned: {', '.join(pinned)}"
            )


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
        As :func:`check` has let pass.
    pyodide : Path
        The folder of the Pyodide distribution.
    """
    local = [Path(each) for each in requirements if each.endswith(".whl")]
    named = _closure(each for each in requirements if not each.endswith(".whl"))
    lock = _lock()
    return local + [pyodide / lock[name]["file_name"] for name in sorted(named)]


def tar_of(wheel: Path, present: frozenset[str] = frozenset()) -> bytes:
    """Return a wheel's files as a tar archive without dates and owners.

    Parameters
    ----------
    wheel : Path
    present : frozenset of str
        Files that the page has already; a module that is there compiled is not repeated.
    """
    file = io.BytesIO()
    with (
        zipfile.ZipFile(wheel) as source,
        tarfile.open(fileobj=file, mode="w", format=tarfile.USTAR_FORMAT) as target,
    ):
        for name in sorted(source.namelist()):
            if not name.endswith("/") and not {name, f"{name}c"} & present:
                data = source.read(name)
                entry = tarfile.TarInfo(name)
                entry.size = len(data)
                target.addfile(entry, io.BytesIO(data))
    return file.getvalue()


def _lock() -> dict[str, dict]:
    return json.loads(vendor.LOCK.read_text("utf-8"))["packages"]


def _closure(names: Iterable[str]) -> set[str]:
    """Return packages of Pyodide with all that they depend on."""
    lock, found, todo = _lock(), set(), list(names)
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += lock[name]["depends"]
    return found
