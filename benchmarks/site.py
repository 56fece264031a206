"""The living pages in Chromium: what a reader waits for, from the first touch to the second visit.

Needs a built book (`make build`). Every number is a median; pages are served from this machine.
Given the folder of another built book, an older one say, it times the starts of both in turns:
`python benchmarks/site.py ../older/_build/html`.
"""

import statistics
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from browser import launch
from hosting import Host
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from serving import serving
from timing import options, print_table
from visits import wait_for_memory

SITE = Path("_build/html")
CHAPTER = "chapters/03-softmax.html"
HEADER = ["explorer", "update, ms", "in loops", "first 20, ms", "of the control"]
FIGURE = '[data-explorer="softmax_temperature"]'

START = """(figure) => new Promise((resolve, reject) => {
  setTimeout(() => reject(new Error("no answer in a minute")), 60_000);
  const start = performance.now();
  const input = figure.querySelector("input[type=range]");
  const caption = figure.querySelector(".explorable-caption");
  new MutationObserver((_, observer) => {
    if (!caption.textContent.includes("T = 7.7")) return;
    observer.disconnect();
    resolve(performance.now() - start);
  }).observe(caption, { childList: true });
  input.value = "7.7"; // between two baked frames
  input.dispatchEvent(new Event("input", { bubbles: true }));
})"""
FORGET = """async () => {
  for (const name of await caches.keys())
    for (const { url } of await (await caches.open(name)).keys())
      if (url.endsWith("/memory")) await (await caches.open(name)).delete(url);
}"""

TOUCH = """(figure) => new Promise((resolve) => {
  const input = figure.querySelector("input[type=range]");
  const caption = figure.querySelector(".explorable-caption");
  const start = performance.now();
  new MutationObserver((_, observer) => {
    observer.disconnect();
    requestAnimationFrame(() => resolve(performance.now() - start));
  }).observe(caption, { childList: true });
  input.focus();
  input.value = input.max;
  input.dispatchEvent(new Event("input", { bubbles: true }));
})"""

UPDATES = """async ([figure, sweeps]) => {
  const spec = JSON.parse(figure.querySelector("script").textContent);
  const shown = [".explorable-caption", ".explorable-picture"].map((c) => figure.querySelector(c));
  const values = (name, control) => {
    if (control.kind === "check") return [true, false];
    if (control.kind === "choice") return control.options.map(String);
    if (control.kind === "pad") return Object.values(spec.presets).map((each) => each[name]);
    const steps = Math.round((control.maximum - control.minimum) / control.step);
    const some = Math.min(steps + 1, 20);
    return Array.from({ length: some }, (_, k) =>
      control.minimum + control.step * Math.round((k * steps) / (some - 1)));
  };
  const move = (input, value) => new Promise((resolve) => {
    const start = performance.now();
    const observer = new MutationObserver(() => end(performance.now() - start));
    const end = (time) => { observer.disconnect(); resolve(time); };
    for (const each of shown) observer.observe(each, { childList: true, subtree: true });
    setTimeout(end, 500); // nothing has changed
    if (input.type === "checkbox") input.checked = value;
    else input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  const median = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
  const loops = []; // a fixed loop: what else a shared machine does can double all times
  const loop = () => {
    const start = performance.now();
    let sum = 0;
    for (let n = 0; n < 1e6; n++) sum += Math.sqrt(n);
    loops.push(sum && performance.now() - start);
  };
  const sweep = async (name, control) => {
    const input = figure.querySelector(`[name="${name}"]`);
    const some = values(name, control);
    const spans = [];
    for (let n = 0; n < Math.max(20, some.length); n++) {
      spans.push(await move(input, some[n % some.length]));
      await new Promise(requestAnimationFrame);
      loop();
    }
    return median(spans.filter(Boolean));
  };
  const rounds = [];
  for (let n = 0; n < sweeps; n++) {
    const round = {};
    for (const [name, control] of Object.entries(spec.controls))
      round[name] = await sweep(name, control);
    rounds.push(round);
  }
  return { first: rounds[0], last: rounds.at(-1), loop: median(loops) };
}"""


def median_of(measure: Callable[[], float], times: int) -> float:
    """Return the median of several measurements."""
    return statistics.median(measure() for _ in range(times))


def visit(context: BrowserContext, address: str) -> Page:
    """Open the chapter and scroll to the explorer, which is ready to be touched."""
    page = context.new_page()
    page.goto(f"{address}/{CHAPTER}", wait_until="load")
    figure = page.locator(FIGURE)
    figure.locator("fieldset:enabled").wait_for()  # no script would hear an earlier touch
    figure.scroll_into_view_if_needed()
    return page


def first_touch(browser: Browser, address: str) -> float:
    """Return ms from the first input to the first changed picture, which is baked."""
    with browser.new_context() as context:
        return visit(context, address).locator(FIGURE).evaluate(TOUCH)


def wake(page: Page) -> float:
    """Return ms from touching the explorer until Python has drawn it."""
    return page.locator(FIGURE).evaluate(START)


def visits(browser: Browser, address: str) -> dict[str, float]:
    """Return what starts take in ms: a first visit, its phases, and visits of one who returns."""
    with browser.new_context() as context:
        page = visit(context, address)
        times = {"first visit": wake(page)}
        entries = page.evaluate(
            "performance.getEntriesByType('measure').map((e) => [`  ${e.name}`, e.duration])"
        )
        wait_for_memory(page)
        page.close()
        times |= dict(entries) | {"second visit": wake(visit(context, address))}
        page = visit(context, address)
        page.evaluate(FORGET)
        return times | {"second visit, no snapshot": wake(page)}


def starts(browser: Browser, addresses: list[str], times: int) -> None:
    """Print what starts take, a column for each book; the books take turns."""
    runs = [[visits(browser, address) for address in addresses] for _ in range(times)]
    for name in dict.fromkeys(name for book in runs[0] for name in book):
        columns = [
            statistics.median(run[i].get(name, 0) for run in runs) for i in range(len(addresses))
        ]
        print(f"{name:30}" + "".join(f"{column:8.0f} ms" for column in columns))


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


def updates(browser: Browser, address: str, sweeps: int, names: list[str]) -> None:
    """Print the median time of an update for explorers of the gallery, by the slowest control.

    In each control's first twenty moves the compiler is at work, in the next twenty still a little.
    """
    rows = []
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/chapters/gallery.html")
        links = page.locator(".explorable-gallery a").evaluate_all("all => all.map((a) => a.href)")
        for link in links:
            name = link.rpartition("=")[2]
            if names and name not in names:
                continue
            page.goto(link.partition("#")[0])
            figure = page.locator(f'[data-explorer="{name}"]').first
            figure.scroll_into_view_if_needed()
            figure.locator(".explorable-picture").hover()
            page.locator(f'[data-explorer="{name}"][data-runtime="ready"]').first.wait_for()
            times = page.evaluate(UPDATES, [figure.element_handle(), sweeps])
            slowest = max(times["last"], key=times["last"].get)
            typical = times["last"][slowest]
            numbers = typical, typical / times["loop"], max(times["first"].values())
            rows.append([name, *(f"{number:.1f}" for number in numbers), slowest])
    print_table(HEADER, rows)


def main(rounds: int, older: list[Path], names: list[str]) -> None:
    """Print the table."""
    with sync_playwright() as playwright, ExitStack() as books:
        address, *others = [books.enter_context(serving(s, Host)) for s in (SITE, *older)]
        browser = launch(playwright)
        touch = median_of(lambda: first_touch(browser, address), rounds)
        print(f"first touch to changed picture  {touch:8.0f} ms")
        starts(browser, [address, *others], rounds)
        before, python = transferred(browser, address)
        print(f"page before any touch           {before:8.0f} kB")
        print(f"Python, on the first touch      {python:8.1f} MB")
        print("update in the worker, input to caption, by the slowest control:")
        updates(browser, address, min(rounds, 3), names)
        browser.close()


if __name__ == "__main__":
    parser = options(__doc__, rounds=5)
    parser.add_argument("older", nargs="*", type=Path, help="folders of other built books")
    parser.add_argument("--names", nargs="*", help="explorers whose updates are timed; or all")
    main(**vars(parser.parse_args()))
