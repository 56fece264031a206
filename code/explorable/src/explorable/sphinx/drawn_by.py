"""What the frames of explorers are made of: the code and the data of packages, and what draws.

So a change of a style sheet bakes nothing anew; one of a package bakes the frames of all of its
explorers, 64 in half a minute.
"""

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from explorable.bundle import archives
from explorable.bundle.download import digest_of

DRAWING = (
    "picture/*.py",
    "declaration.py",
    "controls.py",
    "frames.py",
    "guess.py",
)
"""What of this package draws."""

PACKAGE = Path(__file__).parents[1]
LIBRARIES = "matplotlib", "numpy"


@cache
def digest(packages: tuple[str, ...]) -> str:
    """Return a digest of the packages' code and data, and of what draws their explorers.

    Parameters
    ----------
    packages : tuple of str
        Those that pages are given: what is imported from elsewhere counts by its version.
    """
    files = [path for each in packages for _, path in archives.files_of(each)]
    drawing = [
        path for path in files if path.suffix == ".py" or path.suffix not in archives.NOT_DATA
    ]
    drawing += [path for pattern in DRAWING for path in PACKAGE.glob(pattern)]
    digests = [*map(digest_of, sorted(drawing)), *map(version, LIBRARIES)]
    return sha256(" ".join(digests).encode()).hexdigest()
