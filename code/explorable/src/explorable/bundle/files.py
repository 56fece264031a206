"""Files that lie beside notebooks, as far as a book names them for its pages."""

from collections.abc import Iterable
from pathlib import Path


def named(patterns: Iterable[str], source: Path) -> dict[str, Path]:
    """Return the files that patterns name, by their places in the book.

    Parameters
    ----------
    patterns : iterable of str
        Paths below `source`, as with ``*``: ``"data.csv"``, ``"data/*.csv"``.
    source : Path
        The folder of the book's sources.

    Raises
    ------
    ValueError
        If a pattern leads out of the book, or names no file.
    """
    paths: dict[str, Path] = {}
    for pattern in patterns:
        if Path(pattern).is_absolute() or ".." in Path(pattern).parts:
            raise ValueError(f"{pattern!r} leads out of the book, {source}")
        files = [path for path in sorted(source.glob(pattern)) if path.is_file()]
        if not files:
            raise ValueError(f"there is no file {pattern!r} in {source}")
        paths |= {path.relative_to(source).as_posix(): path for path in files}
    return paths
