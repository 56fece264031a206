"""Unpacking of archives, on every Python that the book allows."""

import tarfile
from io import BytesIO
from pathlib import Path

# Python 3.11.4 brought filters, and from 3.14 on this one is the usual.
_OPTIONS = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}


def unpack(archive: bytes, folder: Path) -> None:
    """Unpack a tar, compressed or not, into a folder."""
    with tarfile.open(fileobj=BytesIO(archive)) as files:
        files.extractall(folder, **_OPTIONS)
