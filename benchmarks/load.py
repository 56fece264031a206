"""What a reader costs a host in bytes, and how a host bears a class that comes at once.

The host is nginx as ``deploy/`` sets it up, with compressed copies of all text. What a reader asks
for is recorded in Chromium; h2load (of nghttp2) asks for the same as 300 readers, who begin in the
same moment and share this machine with the host. Needs a built book (`make build`), nginx and
h2load; on Debian, `apt-get install nginx-light nghttp2-client`.
"""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles

from browser import launch
from hosts import deployed, running
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from timing import keep, number, options, spread
from visits import wait_for_memory

Asked = list[tuple[str, int]]
"""Paths of what a reader asked for, and the bytes that were sent of each."""
LINE = r'"GET (\S+) HTTP/1.1" \d+ (\d+)'
SITE = Path("_build/html")
CLASS = 300
CHAPTER = "chapters/03-softmax"
PAGES = {
    "chapters/intro": "front page",
    CHAPTER: "3 Softmax",
    "chapters/05-gradient-descent": "5 Gradient descent",
    "chapters/08-mnist-end-to-end": "8 MNIST end to end",
}
NEXT = "chapters/04-cross-entropy"
VISITS = {
    "title": "What a reader costs: bytes sent, in how many requests",
    "columns": ["page", "opened first", "touched first", "opened again", "touched again"],
    "note": "Opened with nothing kept, and touched: the first explorer asked for Python. Then the "
    "same within ten minutes, in the same browser; later it asks again for what has no sum in its "
    "path, and hears that nothing has changed. The last row goes on from chapter 3 to chapter 4.",
}
LOAD = {
    "title": f"A class of {CLASS} at once",
    "columns": ["what each reader does", "requests", "MB", "all are served after, s",
                "requests a second", "99th percentile, ms", "on 1 Gbit/s at least, s"],
    "note": "One nginx, compressed copies on disk; clients and host share the cores, and no line "
    "lies between them. Medians of rounds, and ranges. The last column is computed from the MB.",
}  # fmt: skip


def touch(page: Page) -> None:
    """Turn to the page's first explorer, and wait until Python has come and is kept."""
    figure = page.locator("[data-explorer]:has(fieldset:enabled)").first
    figure.scroll_into_view_if_needed()
    figure.locator(".explorable-picture").hover()
    page.locator('[data-explorer][data-runtime="ready"]').first.wait_for()
    wait_for_memory(page)


class Host:
    """What the host says in its log: each request, and the bytes of what it sent."""

    def __init__(self, log: Path) -> None:
        self.log = log
        self.read = 0

    def news(self) -> Asked:
        """Return what was asked since the last call."""
        lines = self.log.read_text("utf-8").splitlines()
        new, self.read = lines[self.read :], len(lines)
        return [(path, int(size)) for path, size in re.findall(LINE, "\n".join(new))]


def visit(context: BrowserContext, host: Host, address: str) -> tuple[Asked, Asked]:
    """Open a page and touch it; return what the host has sent before and after."""
    page = context.new_page()
    host.news()
    page.goto(address, wait_until="networkidle")
    opened = host.news()
    touch(page)
    page.wait_for_load_state("networkidle")
    page.close()
    return opened, host.news()


def size(asked: Asked) -> int:
    """Return the bytes that were sent."""
    return sum(count for _, count in asked)


def cost(asked: Asked) -> str:
    """Return in words how much was sent, in answer to how many requests."""
    kilo = size(asked) / 1e3
    return f"{number(kilo / 1e3)} MB" if kilo > 1e3 else f"{kilo:.0f} kB in {len(asked)}"


def visits(browser: Browser, host: Host, address: str) -> list[list[str]]:
    """Return a row for each page, and one for who goes on reading."""

    def row(named: str, *pages: str) -> list[str]:
        with browser.new_context() as context:
            parts = [visit(context, host, f"{address}/{page}.html") for page in pages]
        return [named, *(cost(asked) for part in parts for asked in part)]

    rows = [row(named, page, page) for page, named in PAGES.items()]
    return [*rows, row("3, then 4 Cross-entropy", CHAPTER, NEXT)]


def at_once(folder: Path, address: str, asked: Asked) -> tuple[float, float, float]:
    """Let the class ask for these; return seconds until all are served, requests a second, p99."""
    urls, log = folder / "urls", folder / "log"
    urls.write_text("\n".join(address + path for path, _ in asked), "utf-8")
    log.unlink(missing_ok=True)
    count = CLASS * len(asked)
    command = ["h2load", "--h1", f"--clients={CLASS}", f"--requests={count}", f"--log-file={log}"]
    subprocess.run(
        [*command, "--header=Accept-Encoding: gzip", f"--input-file={urls}"],
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    answers = [list(map(int, line.split())) for line in log.read_text("utf-8").splitlines()]
    assert [status for _, status, _ in answers] == [200] * count
    begun = min(start for start, _, _ in answers)
    took = (max(start + time for start, _, time in answers) - begun) / 1e6
    return took, count / took, quantiles([time / 1e3 for *_, time in answers], n=100)[-1]


def loads(measure: Callable, parts: dict[str, Asked], rounds: int) -> list[list[str]]:
    """Return a row for each thing that the class does."""
    rows = []
    for named, asked in parts.items():
        columns = zip(*(measure(asked) for _ in range(rounds)), strict=True)
        mega = size(asked) / 1e6
        line = CLASS * mega * 8 / 1e3
        rows.append([named, str(len(asked)), number(mega), *map(spread, columns), number(line)])
    return rows


def main(rounds: int, results: Path) -> None:
    """Record, replay, and keep both tables."""
    with sync_playwright() as playwright, deployed(SITE) as folder:
        browser = launch(playwright)
        with running("nginx", folder) as address:
            host = Host(folder / "run" / "said")
            keep(results, "visits", rows=visits(browser, host, address), **VISITS)
            with browser.new_context() as context:
                opened, touched = visit(context, host, f"{address}/{CHAPTER}.html")
            parts = {"opens chapter 3": opened, "touches an explorer": touched}
            rows = loads(lambda asked: at_once(folder, address, asked), parts, rounds)
            keep(results, "load", rows=rows, **LOAD)
        browser.close()


if __name__ == "__main__":
    main(**vars(options(__doc__, rounds=5).parse_args()))
