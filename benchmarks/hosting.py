"""A host as readers have it, on this machine: what can be compressed it sends compressed."""

import gzip
import io
from functools import cache
from pathlib import Path
from typing import BinaryIO

from explorable.authoring.serve import TYPES, QuietHandler


@cache
def compressed(path: Path) -> bytes:
    """Return a file's content as it is sent; a host compresses a file once, not for each reader."""
    return gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)


class Host(QuietHandler):
    """Sends text compressed; between one machine and itself that would only cost time."""

    sent = 0
    """The bytes of all files that were sent."""

    def send_head(self) -> BinaryIO | None:
        """Begin an answer."""
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        if path.suffix not in TYPES or not path.exists():
            return super().send_head()
        data = compressed(path)
        self.send_response(200)
        self.send_header("Content-Type", TYPES[path.suffix])
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return io.BytesIO(data)

    def copyfile(self, source: BinaryIO, outputfile: BinaryIO) -> None:
        """Send a file, and count it."""
        super().copyfile(source, outputfile)
        type(self).sent += source.tell()
