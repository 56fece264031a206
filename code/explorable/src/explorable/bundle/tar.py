"""Archives of files without dates and owners: the same files make the same archive."""

import io
import tarfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

# Python 3.11.4 brought filters, and from 3.14 on this one is the usual.
_OPTIONS: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}


def tar(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a tar archive of files, by name."""
    archived = io.BytesIO()
    with tarfile.open(fileobj=archived, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, data in files:
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return archived.getvalue()


def unpack(archive: bytes, folder: Path) -> None:
    """Unpack a tar archive, compressed or not, into a folder."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(folder, **_OPTIONS)
