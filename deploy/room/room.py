"""Count what a room answers: ``python room.py``, or to try it with a built site ``room.py SITE``.

Counts are all that is kept, in memory, until it stops: no name, no address, no time, no cookie.
"""

import json
import os
import re
import sys
from collections import Counter, defaultdict
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock

ROOM = "/room/"
QUESTION = re.compile(r"[A-Za-z0-9_.-]{1,120}")
CHOICE = re.compile(r"[0-9.e+-]{1,40}")  # a number, or a place in a list: never a word, so no name
LONGEST, QUESTIONS, CHOICES = 300, 500, 200


class Room(SimpleHTTPRequestHandler):
    """Takes an answer by POST and tells a question's counts by GET; all else is the site's."""

    timeout = 10  # seconds, for who begins to send and stops

    def __init__(self, *args, counts: dict[str, Counter], lock: Lock, site: str | None) -> None:
        self.counts, self.lock = counts, lock
        super().__init__(*args, directory=site or os.devnull)

    def do_POST(self) -> None:
        """Count an answer such as ``{"question": "03-softmax.jacobian", "choice": "2"}``."""
        try:
            length = int(self.headers["Content-Length"] or 0)
            if self.path != ROOM or not 0 < length <= LONGEST:
                raise ValueError(f"an answer goes to {ROOM} and has at most {LONGEST} bytes")
            if self.headers.get_content_type() != "application/json":
                raise ValueError(
                    "an answer is application/json"
                )  # no other site's page may send it
            answer = json.loads(self.rfile.read(length))
            with self.lock:
                self._count(**answer)
        except (ValueError, TypeError) as error:
            self.close_connection = True  # what else was sent is not read
            return self._say(400, {"error": str(error)})
        return self._say(200, {})

    def _count(self, *, question: str, choice: str) -> None:
        if not (QUESTION.fullmatch(question) and CHOICE.fullmatch(choice)):
            raise ValueError("a question has letters, digits, - . and _; a choice is a number")
        known = question in self.counts
        if not known and len(self.counts) == QUESTIONS:
            raise ValueError(f"there are {QUESTIONS} questions already")
        if known and choice not in self.counts[question] and len(self.counts[question]) == CHOICES:
            raise ValueError(f"there are {CHOICES} choices already")
        self.counts[question][choice] += 1

    def do_GET(self) -> None:
        """Tell how often each choice of a question was made: ``{"0": 3, "2": 12}``."""
        if not self.path.startswith(ROOM):
            return super().do_GET()
        with self.lock:
            counts = dict(self.counts.get(self.path.removeprefix(ROOM), {}))
        return self._say(200, counts)

    def _say(self, status: int, told: dict) -> None:
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Write down nothing of who asks."""


class Door(ThreadingHTTPServer):
    """Lets a whole lecture hall in at once: the standard library turns away all but five."""

    request_queue_size = 1024


def room(site: str | None = None, host: str = "127.0.0.1", port: int = 8008) -> Door:
    """Return a server with an empty room, and with a built site if one is given."""
    counts: dict[str, Counter] = defaultdict(Counter)
    handler = partial(Room, counts=counts, lock=Lock(), site=site)
    return Door((host, port), handler)


if __name__ == "__main__":
    site = sys.argv[1] if len(sys.argv) > 1 else None
    if site and not os.path.isfile(os.path.join(site, "index.html")):
        sys.exit(f"SITE must be the folder of a built site, with an index.html, got {site!r}")
    # Who tries it lets a class in; behind another server this machine alone may ask.
    server = room(site, host="0.0.0.0" if site else "127.0.0.1")
    print(f"The room is open at port {server.server_port} until Ctrl+C, which forgets all.")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()
