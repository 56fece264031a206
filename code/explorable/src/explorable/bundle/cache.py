"""What one build leaves to the next: made once, forgotten when no build has asked for it long."""

import time
from collections.abc import Callable
from pathlib import Path

from explorable.bundle.download import store

DAYS = 30
"""How long a file is kept that no build has used: several books may share a cache."""


def cached(target: Path, make: Callable[[], bytes]) -> Path:
    """Return a file whose name changes with what it is made of; make it if it is not there.

    Parameters
    ----------
    target : Path
    make : callable
        Returns what the file holds.
    """
    if target.exists():
        target.touch()
    else:
        store(make(), target)
    return target


def forget(cache: Path) -> None:
    """Remove what no build has used for `DAYS`: archives, frames, answers of trials, editors."""
    limit = time.time() - 86_400 * DAYS
    patterns = ("archives/*/*", "baked/*", "tried/*", "editor-*")
    for path in [each for pattern in patterns for each in cache.glob(pattern)]:
        if path.stat().st_mtime < limit:
            path.unlink()
    for folder in cache.glob("archives/*"):
        if not any(folder.iterdir()):
            folder.rmdir()
