"""Fetch a file so that it is there whole and checked, or not at all."""

from hashlib import sha256
from http.client import HTTPException
from pathlib import Path
from urllib.request import urlopen
from uuid import uuid4

TIMEOUT = 5.0
"""Seconds without an answer after which a host counts as out of reach."""


class Unavailable(OSError):
    """What a page would gain from can be had nowhere; it has to do without."""


def download(url: str, target: Path, digest: str) -> None:
    """Fetch one file.

    Parameters
    ----------
    url : str
    target : Path
    digest : str
        The SHA-256 digest that the file must have.

    Raises
    ------
    OSError
        If the host refuses, the transfer breaks, or the digest differs.
    """
    print(f"Fetching {target.name}", flush=True)
    try:
        with urlopen(url, timeout=TIMEOUT) as answer:
            data = answer.read()
    except (OSError, HTTPException) as error:
        raise OSError(f"{url}: {error}") from None
    store(data, target, digest)


def store(data: bytes, target: Path, digest: str = "") -> None:
    """Write a file that is whole or not there.

    Parameters
    ----------
    data : bytes
    target : Path
    digest : str, optional
        The SHA-256 digest that `data` must have.

    Raises
    ------
    OSError
        If the digest differs.

    Examples
    --------
    >>> from tempfile import gettempdir
    >>> store(b"wave", Path(gettempdir()) / "file", digest="ab12")
    Traceback (most recent call last):
        ...
    OSError: file must have the SHA-256 digest ab12, got 4b125ec9…
    """
    got = sha256(data).hexdigest()
    if digest and got != digest:
        raise OSError(f"{target.name} must have the SHA-256 digest {digest}, got {got[:8]}…")
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{uuid4().hex}.part")  # another build may store the same file
    try:
        part.write_bytes(data)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def digest_of(path: Path) -> str:
    """Return the SHA-256 digest of a file, or "" if there is none."""
    return sha256(path.read_bytes()).hexdigest() if path.exists() else ""
