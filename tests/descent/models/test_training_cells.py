"""The cells of chapter 12 that train, as a page runs them: each ends soon, and says how far it is.

Elsewhere the notebooks are run whole; how long that takes in a browser's Python, only it can tell.
"""

import io
import json
from contextlib import redirect_stdout
from pathlib import Path
from time import perf_counter

import pytest

CHAPTERS = Path(__file__).parents[3] / "chapters"
SECONDS = 20
"""The most that a cell may take in a page, on two slow cores with nothing else to do."""
BESIDE_OTHERS = 4
"""So many times slower is a core that other tests share: a limit for the gate, not for readers."""
NOT_RUN = {"figure", "question", "exercise", "solution"}


class Clock(io.StringIO):
    """Keeps when each line was printed."""

    def __init__(self):
        super().__init__()
        self.start, self.moments = perf_counter(), []

    def write(self, text):
        if text.strip():
            self.moments.append(perf_counter() - self.start)
        return super().write(text)


def sources(page):
    cells = json.loads((CHAPTERS / f"{page}.ipynb").read_text("utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    shown = [cell for cell in code if not NOT_RUN & set(cell["metadata"].get("tags", []))]
    return ["".join(cell["source"]) for cell in shown]


def run(page):
    """Run a page's cells from the top and yield the source of each, and its clock, stopped."""
    names = {}
    for source in sources(page):
        clock = Clock()
        with redirect_stdout(clock):
            exec(source, names)
        clock.moments.append(perf_counter() - clock.start)
        yield source, clock


@pytest.mark.sample(2)
@pytest.mark.parametrize("page", ["12-at-work", "12-at-work-deeper"])
def test_no_cell_takes_longer_than_a_reader_waits(page, capsys):
    took = {source: clock.moments[-1] for source, clock in run(page)}
    slowest = max(took, key=took.get)
    with capsys.disabled():
        for source, seconds in took.items():
            if seconds > 1:
                print(f"\n{page}: {seconds:.1f} s for {source.strip().splitlines()[0]}", end="")
    assert took[slowest] < BESIDE_OTHERS * SECONDS, slowest


def test_the_training_says_how_far_it_is(capsys):
    first, training = (source for source in sources("12-at-work") if _trains_or_imports(source))
    names, clock = {}, Clock()
    exec(first, names)
    with redirect_stdout(clock):
        exec(training, names)
    whole = perf_counter() - clock.start
    gaps = [b - a for a, b in zip([0, *clock.moments], [*clock.moments, whole], strict=True)]
    with capsys.disabled():
        print(
            f"\n{whole:.1f} s of training, told after", *(f"{each:.1f}" for each in clock.moments)
        )
    assert whole < BESIDE_OTHERS * SECONDS
    assert len(clock.moments) >= 5 and max(gaps) < whole / 3, clock.moments


def _trains_or_imports(source):
    return "callback=report" in source or "AttentionModel, CountingModel" in source
