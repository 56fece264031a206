"""What is served in the background, for tests, benchmarks and the README's picture."""

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import create_connection, socket
from threading import Thread
from typing import Any

from explorable.authoring.serve import QuietHandler, book_server

STOP = 30
"""Seconds that a server has to end."""


class Undated(QuietHandler):
    """Tells of no file when it was changed: two releases of a test may be of one second."""

    def send_header(self, keyword: str, value: str) -> None:
        if keyword != "Last-Modified":
            super().send_header(keyword, value)


@contextmanager
def running(server: ThreadingHTTPServer) -> Iterator[str]:
    """Let a server of this machine answer in the background, and give its address.

    That it is to end it sees 50 times a second; as it comes, each test would wait half of one.
    """
    with server:
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@contextmanager
def serving(folder: Path, handler: type[SimpleHTTPRequestHandler] = QuietHandler) -> Iterator[str]:
    """Serve `folder` on a free port and give its address."""
    with running(book_server(folder, port=0, handler=handler)) as address:
        yield address


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

    with running(ThreadingHTTPServer(("127.0.0.1", 0), Open)) as address:
        yield address, asked


@contextmanager
def listening(command: Callable[[int], list[str]], said: Path, **options: Any) -> Iterator[str]:
    """Run the command of a server for a free port, and give its address once it listens.

    Raises
    ------
    RuntimeError
        If it ends instead, with what it has said.
    """
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with said.open("w") as log:
        server = subprocess.Popen(command(port), stdout=log, stderr=log, **options)
    try:
        _wait_until_it_listens(server, port, said)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        try:
            server.wait(STOP)
        except subprocess.TimeoutExpired:  # now and then one waits for its own thread for ever
            server.kill()
            server.wait()


def _wait_until_it_listens(server: subprocess.Popen, port: int, said: Path) -> None:
    while server.poll() is None:
        try:
            return create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.02)
    raise RuntimeError(said.read_text("utf-8"))
