"""The living pages in Chromium: what a reader waits for, from the first touch to the second visit.

Needs a built book (`make build`). Pages are served from this machine.
Given the folder of another built book, an older one say, it times the starts of both in turns:
`python benchmarks/site.py ../older/_build/html`.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from browser import launch
from hosting import Host
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from serving import serving
from timing import YARDSTICK, browser_of, keep, number, options, ratios, spread
from visits import wait_for_memory

SITE = Path("_build/html")
CHAPTER = "chapters/03-softmax.html"
FIGURE = '[data-explorer="softmax_temperature"]'
CORE = re.compile(r"/\d\d-[\w-]*(?<!-deeper)(?<!-practice)\.html")

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
      if (url.endsWith("/snapshot")) await (await caches.open(name)).delete(url);
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
  const yardstick = YARDSTICK;
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
  const sweep = async (name, control) => {
    const input = figure.querySelector(`[name="${name}"]`);
    const some = values(name, control);
    const moves = [];
    for (let n = 0; n < Math.max(20, some.length); n++) {
      const span = await move(input, some[n % some.length]);
      await new Promise(requestAnimationFrame);
      if (span) moves.push([span, yardstick()]);
    }
    return moves;
  };
  const rounds = [];
  for (let n = 0; n < sweeps; n++) {
    const round = {};
    for (const [name, control] of Object.entries(spec.controls))
      round[name] = await sweep(name, control);
    rounds.push(round);
  }
  return rounds;
}""".replace("YARDSTICK", YARDSTICK)
"""Moves every control of an explorer; gives for each sweep and control the ms of each update that
changes something, with those of a yardstick's loop."""


def visit(context: BrowserContext, address: str) -> Page:
    """Open the chapter and scroll to the explorer, which is ready to be touched."""
    page = context.new_page()
    page.goto(f"{address}/{CHAPTER}", wait_until="load")
    figure = page.locator(FIGURE)
    # No script would hear an earlier touch. Controls are folded until a guess is made.
    figure.locator("fieldset:enabled").wait_for(state="attached")
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


def starts(browser: Browser, addresses: list[str], rounds: int) -> Iterator[list[str]]:
    """Yield what starts take, a column for each book; the books take turns."""
    address, blank = addresses[0], [""] * len(addresses[1:])
    before, python = transferred(browser, address)
    yield ["fetched before any touch, kB", number(before), *blank]
    yield ["fetched on the first touch, MB", number(python), *blank]
    touches = [first_touch(browser, address) for _ in range(rounds)]
    yield ["first touch to a changed picture, ms", spread(touches), *blank]
    runs = [[visits(browser, address) for address in addresses] for _ in range(rounds)]
    for name in dict.fromkeys(name for book in runs[0] for name in book):
        columns = (spread(run[book].get(name, 0) for run in runs) for book in range(len(addresses)))
        yield [f"{name.strip()}, ms", *columns]


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


def updates(
    browser: Browser, address: str, sweeps: int, names: list[str] | None
) -> Iterator[list[str]]:
    """Yield what an update takes of explorers of the gallery, by their slowest controls."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/chapters/gallery.html")
        links = page.locator(".explorable-gallery a").evaluate_all("all => all.map((a) => a.href)")
        for link in chosen(links, names):
            name = link.rpartition("=")[2]
            page.goto(link.partition("#")[0])
            figure = page.locator(f'[data-explorer="{name}"]').first
            figure.scroll_into_view_if_needed()
            figure.locator(".explorable-picture").hover()
            page.locator(f'html[data-runtime="ready"] [data-explorer="{name}"]').first.wait_for()
            yield update_row(name, page.evaluate(UPDATES, [figure.element_handle(), sweeps]))


def chosen(links: list[str], names: list[str] | None) -> list[str]:
    """Return the links to explorers of these names, or to the first of each chapter's core.

    The landing page is no chapter: which of its figures is seen depends on the reader.
    """
    if names:
        return [link for link in links if link.rpartition("=")[2] in names]
    cores = [link for link in links if CORE.search(link)]
    first = {link.partition("#")[0]: link for link in reversed(cores)}
    return list(reversed(first.values()))


def update_row(name: str, sweeps: list[dict[str, list[tuple[float, float]]]]) -> list[str]:
    """Return a line of the table: in the first moves the compiler is still at work."""
    control = max(
        sweeps[-1], key=lambda each: median(span for span, _ in sweeps[-1][each] or [(0, 0)])
    )
    spans, loops = zip(*sweeps[-1][control], strict=True)
    first = median(span for span, _ in sweeps[0][control])
    return [name, control, spread(spans), spread(ratios(spans, loops)), number(first)]


def main(rounds: int, results: Path, older: list[Path], names: list[str] | None) -> None:
    """Measure starts, then updates."""
    with sync_playwright() as playwright, ExitStack() as books:
        address, *others = [books.enter_context(serving(s, Host)) for s in (SITE, *older)]
        browser = launch(playwright)
        browsers = [browser_of("chromium", f"Chrome/{browser.version}")]
        keep(
            results, "starts", title="Starts of a living page in Chromium",
            browsers=browsers, columns=["start", "this book", *map(str, older)],
            rows=starts(browser, [address, *others], rounds),
            note="Python starts on the first touch; a first visit has the phases that follow it "
            "here. Median of the visits and their range. Compressed bytes.",
        )  # fmt: skip
        keep(
            results, "updates", title="Updates of the first explorer of each chapter, in Chromium",
            columns=["explorer", "control", "update, ms", "in yardsticks", "first moves, ms"],
            browsers=browsers, rows=updates(browser, address, min(rounds, 2), names),
            note="From input to caption, of the control whose updates take longest, once the "
            "browser has compiled well what they need; the last column is the median of its first "
            "twenty moves, which pictures that the page brought along may answer until then. "
            "Median and range. A yardstick is a loop in JavaScript that adds a million square "
            "roots.",
        )  # fmt: skip
        browser.close()


if __name__ == "__main__":
    parser = options(__doc__, rounds=3)
    parser.add_argument("older", nargs="*", type=Path, help="folders of other built books")
    parser.add_argument(
        "--names", nargs="*", help="explorers to time; each chapter's first without it"
    )
    main(**vars(parser.parse_args()))
