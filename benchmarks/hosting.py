"""A host as readers have it, on this machine: what is text it sends compressed."""

import gzip
import io
from pathlib import Path
from typing import BinaryIO

from explorable.authoring.serve import TYPES, QuietHandler


class Host(QuietHandler):
    """Sends text compressed; between one machine and itself that would only cost time."""

    def send_head(self) -> BinaryIO | None:
        """Begin an answer."""
        path = Path(self.translate_path(self.path))
        if path.suffix not in TYPES or not path.exists():
            return super().send_head()
        data = gzip.compress(path.read_bytes(), mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", TYPES[path.suffix])
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return io.BytesIO(data)
