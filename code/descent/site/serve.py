"""Serve a built book: ``python -m descent.site.serve _build/html``."""

import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

USUAL_PORT = 8000


class QuietHandler(SimpleHTTPRequestHandler):
    """Serve files without writing a line for each request."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


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
        return ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError:
        return ThreadingHTTPServer(("127.0.0.1", 0), handler)


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
