"""Time what stands side by side, in turns; tell ratios with their spread; keep what comes out.

A machine's pace changes from hour to hour. So every result is a ratio within one run: to a peer
that did the same, or to the yardstick, a fixed loop that is timed in turns with what is measured.
"""

import json
import platform
import re
from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from datetime import date
from importlib.metadata import version
from os import cpu_count
from pathlib import Path
from statistics import median
from time import perf_counter

RESULTS = Path(__file__).with_name("results")
YARDSTICK = """() => {
  const start = performance.now();
  let [sum, loops, span] = [0, 0, 0];
  for (; span < 20; span = performance.now() - start, loops++)
    for (let n = 0; n < 1e6; n++) sum += Math.sqrt(n);
  return sum && span / loops;
}"""
"""The yardstick of a page, in JavaScript: adds a million square roots, and returns the ms.

It does so for 20 ms: Firefox's clock has whole milliseconds, and one may take less."""

NAMES = {"chromium": "Chromium", "firefox": "Firefox", "webkit": "WebKit"}
"""Of the engines."""
AGENT = "() => navigator.userAgent"
"""What a browser calls itself, for `browser_of`."""


def options(description: str, rounds: int) -> ArgumentParser:
    """Return the options of a benchmark: how often it measures, where it keeps what it found."""
    parser = ArgumentParser(description=description)
    parser.add_argument("--rounds", type=int, default=rounds, help=f"{rounds} without it")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where the results are kept")
    return parser


def browser_of(engine: str, agent: str) -> str:
    """Return an engine's name with the version that its browser tells.

    Examples
    --------
    >>> browser_of("webkit", "Mozilla/5.0 (KHTML, like Gecko) Version/26.0 Safari/605.1.15")
    'WebKit 26'
    """
    found = re.search(r"(?:Chrome|Firefox|Version)/(\d+)", agent)
    return " ".join([NAMES[engine], *(found.groups() if found else ())])


def yardstick() -> float:
    """Add twenty thousand square roots: the yardstick of Python."""
    return sum(n**0.5 for n in range(20_000))


def timed(act: Callable[[], object]) -> tuple[float, object]:
    """Return the ms that `act` takes, and what it returns."""
    start = perf_counter()
    result = act()
    return 1000 * (perf_counter() - start), result


def turns(*functions: Callable[[], object], rounds: int) -> list[list[float]]:
    """Return the ms of each function in each round; they take turns, so that noise strikes all."""
    for function in functions:
        function()
    measured = [[timed(function)[0] for function in functions] for _ in range(rounds)]
    return [list(times) for times in zip(*measured, strict=True)]


def ratios(theirs: Iterable[float], ours: Iterable[float]) -> list[float]:
    """Return how many times as long as we the others take, round by round.

    A round in which ours took no time that the clock shows is left out: it has no ratio.
    """
    return [other / own for other, own in zip(theirs, ours, strict=True) if own > 0]


def number(value: float) -> str:
    """Return a number as a table shows it: three digits, or all before the point.

    Examples
    --------
    >>> number(1234.5), number(12.345), number(1.2345), number(0.012345)
    ('1,234', '12.3', '1.23', '0.012')
    """
    digits = next((d for d, least in enumerate((100, 10, 1)) if value >= least), 3)
    return f"{value:,.{digits}f}"


def spread(values: Iterable[float]) -> str:
    """Return the median, and the range in brackets; nothing of no values.

    Examples
    --------
    >>> spread([2.0, 2.5, 4.0])
    '2.50 (2.00–4.00)'
    """
    values = sorted(values)
    if not values:
        return ""
    low, typical, high = map(number, (values[0], median(values), values[-1]))
    return f"{typical} ({low}–{high})"


def machine(packages: Iterable[str] = (), browsers: Iterable[str] = ()) -> str:
    """Return in words what it runs on, and in which versions."""
    versions = [f"{name} {version(name)}" for name in ("NumPy", *packages)]
    system = f"{cpu_count()} cores, {platform.system()} on {platform.machine()}"
    return ", ".join([system, f"Python {platform.python_version()}", *versions, *browsers])


def keep(
    folder: Path,
    name: str,
    *,
    title: str,
    columns: list[str],
    rows: Iterable[list[str]],
    note: str,
    packages: Iterable[str] = (),
    browsers: Iterable[str] = (),
) -> None:
    """Print a result as a table, and write it to ``folder / name.json`` for the book's page.

    It is written anew with each row that comes: what has been measured is kept if the next fails.

    Parameters
    ----------
    rows
        Measured as they are asked for, or already there.
    note
        How to read it.
    packages, browsers
        Of these packages the versions are looked up and told; browsers come with theirs.
    """
    when, on = date.today().isoformat(), machine(packages, browsers)
    measured: list[list[str]] = []
    result = {"title": title, "when": when, "machine": on, "columns": columns, "rows": measured}
    folder.mkdir(parents=True, exist_ok=True)
    for row in rows:
        measured.append(row)
        text = json.dumps(result | {"note": note}, indent=1, ensure_ascii=False)
        (folder / f"{name}.json").write_text(text + "\n", "utf-8")
    print(title)
    print_table(columns, measured)
    print(note, end="\n\n", flush=True)


def print_table(header: list[str], rows: list[list[str]]) -> None:
    """Print rows of text under a header, the first column to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(header, *rows, strict=True)]
    for row in [header, ["-" * width for width in widths], *rows]:
        first, *others = row
        cells = [text.rjust(width) for text, width in zip(others, widths[1:], strict=True)]
        print("  ".join([first.ljust(widths[0]), *cells]))
