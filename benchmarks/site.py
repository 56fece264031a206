"""The living pages in Chromium: what a reader waits for, from the first touch to the second visit.

Needs a built book (`make build`). Every number is a median; pages are served from this machine.
"""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from browser import launch
from descent.explorers import catalogue
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from serving import serving

SITE = Path("_build/html")
CHAPTER = "chapters/03-softmax.html"
FIGURE = '[data-explorer="softmax_temperature"]'
READY = f'{FIGURE}[data-runtime="ready"]'

TOUCH = """(figure) => new Promise((resolve) => {
  const input = figure.querySelector("input[type=range]");
  const caption = figure.querySelector(".descent-caption");
  const start = performance.now();
  new MutationObserver((_, observer) => {
    observer.disconnect();
    requestAnimationFrame(() => resolve(performance.now() - start));
  }).observe(caption, { childList: true });
  input.focus();
  input.value = input.max;
  input.dispatchEvent(new Event("input", { bubbles: true }));
})"""

UPDATES = """async (figure) => {
  const caption = figure.querySelector(".descent-caption");
  const control = figure.querySelector(".descent-control [name]");
  const spans = [];
  const values = control.tagName === "SELECT"
    ? [...control.options].map((option) => option.value)
    : Array.from({ length: 40 }, (_, n) =>
        String(+control.min + ((+control.max - +control.min) * (1 + n)) / 41));
  for (const value of [...values, ...values]) {
    const changed = new Promise((resolve) => {
      const observer = new MutationObserver(() => { observer.disconnect(); resolve(true); });
      observer.observe(caption, { childList: true });
      setTimeout(() => { observer.disconnect(); resolve(false); }, 400);
    });
    const start = performance.now();
    control.value = value;
    control.dispatchEvent(new Event("input", { bubbles: true }));
    if (await changed) spans.push(performance.now() - start);
    await new Promise(requestAnimationFrame);
  }
  return spans;
}"""


def median_of(measure: Callable[[], float], times: int = 5) -> float:
    """Return the median of several measurements."""
    return statistics.median(measure() for _ in range(times))


def visit(context: BrowserContext, address: str) -> Page:
    """Open the chapter and scroll to the explorer."""
    page = context.new_page()
    page.goto(f"{address}/{CHAPTER}", wait_until="load")
    page.locator(FIGURE).scroll_into_view_if_needed()
    return page


def first_touch(browser: Browser, address: str) -> float:
    """Return ms from the first input to the first changed picture, which is baked."""
    with browser.new_context() as context:
        return visit(context, address).locator(FIGURE).evaluate(TOUCH)


def wake(page: Page) -> float:
    """Return seconds from touching the explorer until Python has drawn it."""
    start = time.perf_counter()
    page.locator(FIGURE).locator(".descent-picture").hover()
    page.locator(READY).wait_for(timeout=60_000)
    return time.perf_counter() - start


def visits(browser: Browser, address: str) -> tuple[float, float, dict[str, float]]:
    """Return the cold start, the start on a second visit, and the cold start's phases."""
    with browser.new_context() as context:
        page = visit(context, address)
        cold = wake(page)
        entries = page.evaluate(
            "performance.getEntriesByType('measure').map((e) => [e.name, e.duration])"
        )
        page.close()
        return cold, wake(visit(context, address)), dict(entries)


def transferred(browser: Browser, address: str) -> tuple[float, float]:
    """Return the kB that the page asks for before any touch, and the MB that Python weighs."""
    sizes = []
    with browser.new_context() as context:
        context.on("requestfinished", lambda request: sizes.append(request.sizes()))
        page = context.new_page()
        page.goto(f"{address}/{CHAPTER}", wait_until="networkidle")
        before = sum(size["responseBodySize"] for size in sizes)
        page.locator(FIGURE).scroll_into_view_if_needed()
        wake(page)
        after = sum(size["responseBodySize"] for size in sizes)
    return before / 1e3, (after - before) / 1e6


def updates(browser: Browser, address: str) -> None:
    """Print the median time of an update in the worker for every explorer of the gallery."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/chapters/gallery.html")
        links = page.locator(".descent-gallery a").evaluate_all("all => all.map((a) => a.href)")
        for name, link in zip(catalogue(), links, strict=False):
            page.goto(link.partition("#")[0])
            name = link.rpartition("=")[2]
            figure = page.locator(f'[data-explorer="{name}"]').first
            figure.scroll_into_view_if_needed()
            figure.locator(".descent-picture").hover()
            page.locator(f'[data-explorer="{name}"][data-runtime="ready"]').first.wait_for()
            spans = figure.evaluate(UPDATES)
            print(f"  {name:26}{statistics.median(spans):8.1f} ms   of {len(spans)}")


def main() -> None:
    """Print the table."""
    with sync_playwright() as playwright, serving(SITE) as address:
        browser = launch(playwright)
        touch = median_of(lambda: first_touch(browser, address))
        print(f"first touch to changed picture  {touch:8.0f} ms")
        runs = [visits(browser, address) for _ in range(5)]
        cold, again = (statistics.median(run[i] for run in runs) for i in (0, 1))
        print(f"cold start to Python's picture  {cold:8.2f} s")
        for phase in runs[0][2]:
            typical = statistics.median(run[2][phase] for run in runs)
            print(f"  {phase:30}{typical / 1000:8.2f} s")
        print(f"second visit                    {again:8.2f} s")
        before, python = transferred(browser, address)
        print(f"page before any touch           {before:8.0f} kB")
        print(f"Python, on the first touch      {python:8.1f} MB")
        print("update in the worker, input to caption:")
        updates(browser, address)
        browser.close()


if __name__ == "__main__":
    main()
