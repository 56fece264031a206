"""Serve a built book: ``python -m explorable.authoring.serve _build/html``."""

import gzip
import io
import sys
from functools import lru_cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO

USUAL_PORT = 8000
TEXT = {  # named here because some machines' registries know no or another type
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mjs": "text/javascript",
    ".svg": "image/svg+xml",
}


class QuietHandler(SimpleHTTPRequestHandler):
    """Serve files, text compressed as hosts of static pages do, without a line for each request."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | TEXT | {".wasm": "application/wasm"}

    def send_head(self) -> BinaryIO | None:
        """Answer with text compressed if it is asked for anew by someone who can unpack it."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if self.path.endswith("/") else path
        unpacks = "gzip" in self.headers.get("Accept-Encoding", "")
        if not unpacks or "If-Modified-Since" in self.headers or path.suffix not in TEXT:
            return super().send_head()
        try:
            changed = path.stat().st_mtime
        except OSError:
            return super().send_head()
        data = _compressed(path, changed)
        self.send_response(200)
        self.send_header("Content-Type", TEXT[path.suffix])
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Last-Modified", self.date_time_string(changed))
        self.send_header("Vary", "Accept-Encoding")
        self.end_headers()
        return io.BytesIO(data)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@lru_cache(maxsize=256)
def _compressed(path: Path, changed: float) -> bytes:
    return gzip.compress(path.read_bytes(), 6, mtime=0)


class BookServer(ThreadingHTTPServer):
    """A server that does not mind readers who leave before a page is there."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report what went wrong, unless it is the other side that went away."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def book_server(folder: Path, port: int = USUAL_PORT) -> ThreadingHTTPServer:
    """Return a server of `folder` on this machine: on `port`, or on a free one if it is taken.

    Raises
    ------
    ValueError
        If `folder` holds no ``index.html``.

    Examples
    --------
    >>> book_server(Path("nowhere"))
    Traceback (most recent call last):
        ...
    ValueError: folder must hold a built book (index.html), got nowhere
    """
    if not (folder / "index.html").exists():
        raise ValueError(f"folder must hold a built book (index.html), got {folder}")
    handler = partial(QuietHandler, directory=folder)
    try:
        return BookServer(("127.0.0.1", port), handler)
    except OSError:
        return BookServer(("127.0.0.1", 0), handler)


def main() -> None:
    """Serve the folder named on the command line until Ctrl-C."""
    with book_server(Path(sys.argv[1])) as server:
        print(f"The book is at http://127.0.0.1:{server.server_port}/ (Ctrl-C ends)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
