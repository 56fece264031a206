"""Serve a built book: ``python -m explorable.authoring.serve _build/html``."""

import sys
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

USUAL_PORT = 8000
TYPES = {  # named here because some machines' registries know no or another type
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mjs": "text/javascript",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
}


class QuietHandler(SimpleHTTPRequestHandler):
    """Serve files without a line for each request; what is missing has the book's ``404.html``."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | TYPES

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the book's own page, as hosts of static pages do."""
        missing = Path(self.directory, "404.html")
        if code == HTTPStatus.NOT_FOUND and missing.exists():
            self.error_message_format = missing.read_text("utf-8").replace("%", "%%")
        super().send_error(code, message, explain)


class BookServer(ThreadingHTTPServer):
    """A server that does not mind readers who leave before a page is there."""

    request_queue_size = 128  # two browsers ask for more than the usual 5 at once

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report what went wrong, unless it is the other side that went away."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def book_server(
    folder: Path, port: int = USUAL_PORT, handler: type[SimpleHTTPRequestHandler] = QuietHandler
) -> ThreadingHTTPServer:
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
    serve = partial(handler, directory=folder)
    try:
        return BookServer(("127.0.0.1", port), serve)
    except OSError:
        return BookServer(("127.0.0.1", 0), serve)


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
