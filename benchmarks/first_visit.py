"""How long a reader waits for Python on a first visit, in a Chromium that nothing else drives.

A debugger, such as the other benchmarks drive their browser with, makes each exception slower, and
Python's imports throw many in JavaScript. Here the page measures itself and tells the server.
Needs a built book (`make build`). Given the folders of other built books, older ones say, it takes
turns: `python benchmarks/first_visit.py ../older/_build/html`.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from queue import Queue
from typing import ClassVar

from browser import FLAGS, find_chromium
from explorable.authoring.serve import QuietHandler
from serving import serving
from timing import YARDSTICK, keep, options, ratios, spread

SITE = Path("_build/html")
CHAPTER = "/chapters/03-softmax.html"
MEASURE = """const yardstick = YARDSTICK;
addEventListener("load", async () => {
  const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
  await pause(2000); // a reader reads before touching
  const figure = document.querySelector('[data-explorer="softmax_temperature"]');
  figure.scrollIntoView();
  await pause(500);
  const input = figure.querySelector("[data-for=temperature]");
  const caption = figure.querySelector('[class$="-caption"]');
  const loops = Array.from({ length: 5 }, yardstick).sort((a, b) => a - b);
  const start = performance.now();
  new MutationObserver((_, observer) => {
    if (!caption.textContent.includes("T = 7.7")) return;
    observer.disconnect();
    const body = JSON.stringify([performance.now() - start, loops[2]]);
    fetch("/measured", { method: "POST", body });
  }).observe(caption, { childList: true });
  input.value = "7.7"; // between two baked frames
  input.dispatchEvent(new Event("input", { bubbles: true }));
});""".replace("YARDSTICK", YARDSTICK)


class Handler(QuietHandler):
    """Serve a book whose chapter measures itself, and hear what it has measured."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    measured: ClassVar = Queue()

    def do_GET(self):
        """Answer with a file, or with the chapter that measures itself."""
        if self.path == "/measure.js":
            self._answer("text/javascript", MEASURE)
        elif self.path == CHAPTER:
            page = Path(self.translate_path(self.path)).read_text("utf-8")
            script = '<script defer src="/measure.js"></script></head>'
            self._answer("text/html", page.replace("</head>", script, 1))
        else:
            super().do_GET()

    def do_POST(self):
        """Hear a time."""
        self.measured.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self._answer("text/plain", "")

    def _answer(self, kind: str, text: str) -> None:
        data = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def first_visit(folder: Path, chromium: str) -> tuple[float, float]:
    """Pay a first visit to the book in `folder`; return its ms, and those of a yardstick's loop."""
    with (
        serving(folder, Handler) as address,
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile,
    ):
        page = f"{address}{CHAPTER}"
        command = [chromium, "--headless", *FLAGS, f"--user-data-dir={profile}", page]
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        run = subprocess.Popen(command, start_new_session=True, **silent)
        try:
            return Handler.measured.get(timeout=60)
        finally:
            end(run)


def end(run: subprocess.Popen) -> None:
    """End a browser that has a session of its own; Debian's is the child of a shell's script."""
    if sys.platform == "win32":
        run.terminate()
    else:
        os.killpg(run.pid, signal.SIGTERM)
    run.wait()


def main(rounds: int, results: Path, older: list[Path]) -> None:
    """Time first visits to each book, in turns."""
    chromium = find_chromium()
    folders = [SITE, *older]
    runs = [[first_visit(folder, chromium) for folder in folders] for _ in range(rounds)]
    rows = []
    for folder, visits in zip(folders, zip(*runs, strict=True), strict=True):
        times, loops = zip(*visits, strict=True)
        in_yardsticks = spread(ratios(times, loops))
        rows.append([str(folder), spread(time / 1000 for time in times), in_yardsticks])
    rows[0][0] = "this book"
    keep(
        results, "first_visit", title="A first visit, in a Chromium that nothing drives",
        columns=["pages", "to Python's answer, s", "in yardsticks"], rows=rows,
        note="From the first touch of the explorer of temperatures to the answer of Python, which "
        "the page has to fetch and start. Median of the visits and their range. A yardstick is a "
        "loop in JavaScript that adds a million square roots, timed just before the touch.",
    )  # fmt: skip


if __name__ == "__main__":
    parser = options(__doc__, rounds=7)
    parser.add_argument("older", nargs="*", type=Path, help="folders of other built books")
    main(**vars(parser.parse_args()))
