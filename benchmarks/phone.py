"""First sight of the heaviest pages on a slow phone: what Chromium itself observes.

Needs a built book (`make build`). Chromium takes a phone's window, a fourth of its processor's pace
and a slow line; files are sent compressed, as a host does.
"""

import gzip
import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import BinaryIO

from browser import launch
from explorable.authoring.serve import TYPES, QuietHandler
from playwright.sync_api import Browser, sync_playwright
from serving import serving
from timing import browser_of, keep, options, spread

SITE = Path("_build/html")
PAGES = ("chapters/03-softmax.html", "chapters/gallery.html")
SLOWER = 4
LINE = {"latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 100_000}
"""Milliseconds, and bytes in a second."""
OBSERVE = """() => {
  window.seen = { fcp: 0, lcp: 0, cls: 0, blocked: 0 };
  const on = (type, hear) => {
    const observer = new PerformanceObserver((list) => list.getEntries().forEach(hear));
    observer.observe({ type, buffered: true });
  };
  on("paint", ({ name, startTime }) => {
    if (name === "first-contentful-paint") seen.fcp = startTime;
  });
  on("largest-contentful-paint", ({ startTime }) => { seen.lcp = startTime; });
  on("layout-shift", ({ value, hadRecentInput }) => { seen.cls += hadRecentInput ? 0 : value; });
  on("longtask", ({ duration }) => { seen.blocked += duration - 50; });
}"""


@cache
def compressed(path: Path) -> bytes:
    """Return a file's content as it is sent; a host compresses a file once, not for each reader."""
    return gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)


class Host(QuietHandler):
    """Sends what can be compressed so, and counts the bytes of all files."""

    sent = 0

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


def visit(browser: Browser, address: str) -> dict[str, float]:
    """Open a page as somebody who has never been there, and return what Chromium observes."""
    with browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True) as context:
        page = context.new_page()
        page.add_init_script(f"({OBSERVE})()")
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", {"offline": False, **LINE})
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(address, wait_until="networkidle", timeout=120_000)
        return page.evaluate("() => seen")


def rows(browser: Browser, address: str, rounds: int) -> Iterator[list[str]]:
    """Yield a line for each page, of several first visits."""
    for page in PAGES:
        visits = [visit(browser, f"{address}/{page}") for _ in range(rounds)]
        seen = {name: [each[name] for each in visits] for name in visits[0]}
        times = (spread(time / 1000 for time in seen[name]) for name in ("fcp", "lcp"))
        yield [page, *times, spread(seen["cls"]), spread(seen["blocked"])]


def main(rounds: int, results: Path) -> None:
    """Visit each page."""
    with sync_playwright() as playwright, serving(SITE, Host) as address:
        browser = launch(playwright)
        keep(
            results, "phone", title="First sight of the heaviest pages on a slow phone",
            columns=["page", "first paint, s", "largest paint, s", "layout shift", "blocked, ms"],
            rows=rows(browser, address, rounds),
            browsers=[browser_of("chromium", f"Chrome/{browser.version}")],
            note=f"Chromium at a {SLOWER}th of its pace behind a line of "
            f"{LINE['downloadThroughput'] // 1000} kB a second and {LINE['latency']} ms, until "
            "nothing more is fetched: first and largest contentful paint, the sum of layout "
            "shifts, and how long tasks longer than 50 ms held up input beyond these. Median of "
            "first visits and their range.",
        )  # fmt: skip
        browser.close()


if __name__ == "__main__":
    main(**vars(options(__doc__, rounds=3).parse_args()))
