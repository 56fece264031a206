"""A built book served in the background, for tests, benchmarks and the README's picture."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from explorable.authoring.serve import QuietHandler, book_server


class Undated(QuietHandler):
    """Tells of no file when it was changed: two releases of a test may be of one second."""

    def send_header(self, keyword: str, value: str) -> None:
        if keyword != "Last-Modified":
            super().send_header(keyword, value)


@contextmanager
def serving(folder: Path, handler: type[SimpleHTTPRequestHandler] = QuietHandler) -> Iterator[str]:
    """Serve `folder` on a free port and give its address."""
    with book_server(folder, port=0, handler=handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@contextmanager
def shuttable(
    folder: Path, handler: type[SimpleHTTPRequestHandler] = QuietHandler
) -> Iterator[tuple[str, Callable[[], None]]]:
    """Serve `folder`, and give its address with what shuts its host: from then on it refuses."""
    with ExitStack() as stack:
        yield stack.enter_context(serving(folder, handler)), stack.close


@contextmanager
def open_to_all() -> Iterator[tuple[str, list[str]]]:
    """Give the address of a host that lets every page ask, and what it was asked so far."""
    asked: list[str] = []

    class Open(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *words: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Open) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()
