"""The cell of chapter 12 that trains, as a page runs it: it says how far it is.

Elsewhere the notebooks are run whole; how the time goes in a browser's Python, only it can tell.
"""

import io
import json
from contextlib import redirect_stdout
from pathlib import Path
from time import perf_counter

CHAPTER = Path(__file__).parents[3] / "chapters" / "12-at-work.ipynb"


class Clock(io.StringIO):
    """Keeps when each line was printed."""

    def __init__(self):
        super().__init__()
        self.start, self.moments = perf_counter(), []

    def write(self, text):
        if text.strip():
            self.moments.append(perf_counter() - self.start)
        return super().write(text)


def source_with(words):
    """Return the source of the chapter's cell with some words."""
    cells = json.loads(CHAPTER.read_text("utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    (found,) = (source for source in sources if words in source)
    return found


def test_the_training_says_how_far_it_is(capsys):
    names, clock = {}, Clock()
    exec(source_with("AttentionModel, CountingModel"), names)
    with redirect_stdout(clock):
        exec(source_with("callback=report"), names)
    whole = perf_counter() - clock.start
    gaps = [b - a for a, b in zip([0, *clock.moments], [*clock.moments, whole], strict=True)]
    with capsys.disabled():
        print(
            f"\n{whole:.1f} s of training, told after", *(f"{each:.1f}" for each in clock.moments)
        )
    assert len(clock.moments) >= 5 and max(gaps) < whole / 3, clock.moments
