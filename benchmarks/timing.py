"""Time functions side by side, in one process, and print what comes out as a table."""

from argparse import ArgumentParser
from collections.abc import Callable
from statistics import median
from time import perf_counter


def options(description: str, rounds: int) -> ArgumentParser:
    """Return the options of a benchmark: how often it measures, at least."""
    parser = ArgumentParser(description=description)
    parser.add_argument("--rounds", type=int, default=rounds, help=f"{rounds} without it")
    return parser


def loop() -> float:
    """Compute something fixed: a machine's pace changes from hour to hour, a ratio to this less."""
    return sum(n**0.5 for n in range(20_000))


def seconds(*functions: Callable[[], object], rounds: int = 15) -> list[float]:
    """Return the median time of each function; they take turns, so that noise strikes them all."""
    times = [[] for _ in functions]
    for function in functions:
        function()
    for _ in range(rounds):
        for function, taken in zip(functions, times, strict=True):
            start = perf_counter()
            function()
            taken.append(perf_counter() - start)
    return [median(taken) for taken in times]


def print_table(header: list[str], rows: list[list[str]]) -> None:
    """Print rows of text under a header, the first column to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(header, *rows, strict=True)]
    for row in [header, ["-" * width for width in widths], *rows]:
        first, *others = row
        cells = [text.rjust(width) for text, width in zip(others, widths[1:], strict=True)]
        print("  ".join([first.ljust(widths[0]), *cells]))
