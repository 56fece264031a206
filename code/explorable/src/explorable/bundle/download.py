"""Fetch a file so that it is there whole and checked, or not at all."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.client import HTTPException
from importlib.util import find_spec
from pathlib import Path
from urllib.request import Request, urlopen

TIMEOUT = 5.0
"""Seconds without an answer after which a host counts as out of reach."""

BLOCK = 1 << 16


class Unavailable(OSError):
    """What a page would gain from can be had nowhere; it has to do without."""


def download(url: str, target: Path, digest: str) -> None:
    """Fetch one file, with a progress bar.

    A transfer that broke leaves a ``.part`` file, from whose end this or a later call goes on.

    Parameters
    ----------
    url : str
    target : Path
    digest : str
        The SHA-256 sum that the file must have.

    Raises
    ------
    OSError
        If the host refuses, the transfer breaks twice, or the sum is another one.
    """
    part = _part(target)
    part.parent.mkdir(parents=True, exist_ok=True)
    if not _transfer(url, part) and not _transfer(url, part):
        raise OSError(f"{url}: the transfer broke twice")
    _keep(part, target, digest)


def store(data: bytes, target: Path, digest: str = "") -> None:
    """Write a file that is whole or not there.

    Parameters
    ----------
    data : bytes
    target : Path
    digest : str, optional
        The SHA-256 sum that `data` must have.

    Raises
    ------
    OSError
        If the sum is another one.

    Examples
    --------
    >>> from tempfile import gettempdir
    >>> store(b"wave", Path(gettempdir()) / "file", digest="ab12")
    Traceback (most recent call last):
        ...
    OSError: file must have the SHA-256 sum ab12, got 4b125ec9…
    """
    part = _part(target)
    part.parent.mkdir(parents=True, exist_ok=True)
    part.write_bytes(data)
    _keep(part, target, digest)


def sum_of(path: Path) -> str:
    """Return the SHA-256 sum of a file, or "" if there is none."""
    return sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def _part(target: Path) -> Path:
    return target.with_name(f"{target.name}.part")


def _keep(part: Path, target: Path, digest: str) -> None:
    """Give a file its name if it is the right one, else remove it."""
    got = sum_of(part)
    if digest and got != digest:
        part.unlink()
        raise OSError(f"{target.name} must have the SHA-256 sum {digest}, got {got[:8]}…")
    part.replace(target)


def _transfer(url: str, part: Path) -> bool:
    """Append to `part` what it still lacks; return whether it is complete."""
    start = part.stat().st_size if part.exists() else 0
    headers = {"Range": f"bytes={start}-"} if start else {}
    try:
        answer = urlopen(Request(url, headers=headers), timeout=TIMEOUT)
    except (OSError, HTTPException) as error:
        if getattr(error, "code", None) == 416:  # nothing is left to fetch
            return True
        raise OSError(f"{url}: {error}") from None
    with answer, part.open("ab" if answer.status == 206 else "wb") as file:
        total = file.tell() + int(answer.headers["Content-Length"] or 0)
        with progress(part.stem, total, file.tell()) as advance:
            try:
                while block := answer.read(BLOCK):
                    file.write(block)
                    advance(len(block))
            except (OSError, HTTPException):
                return False
        return file.tell() >= total


@contextmanager
def progress(name: str, total: int, done: int = 0) -> Iterator[Callable[[int], object]]:
    """Show how far a transfer is: a bar if tqdm is installed, else one line."""
    if find_spec("tqdm"):
        from tqdm import tqdm

        options = {"unit": "B", "unit_scale": True, "leave": False, "file": sys.stdout}
        with tqdm(desc=name, total=total or None, initial=done, **options) as bar:
            yield bar.update
    else:
        print(f"Fetching {name}: {total / 1e6:.1f} MB", flush=True)
        yield lambda size: None
