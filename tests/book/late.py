"""Runs in Pyodide: what the page's own Python has imported when it draws; all else works, too."""

import json
import sys
from pathlib import Path

import explorable.kernel.runtime  # noqa: F401
import matplotlib.pyplot as plt
from descent.explorers import softmax

LATE = ["PIL", "kiwisolver", "pprint", "pyparsing"]


def there() -> list[str]:
    """Return which of the modules are imported."""
    return [name for name in LATE if name in sys.modules]


def draw_the_rest() -> list[float]:
    """Draw a picture, in a layout that solves for places, and return the widths of formulas."""
    figure, axes = plt.subplots(layout="constrained")
    axes.imshow([[0, 1]])
    texts = r"$\frac{1}{2}x$", r"$\frac{1}{2}\hspace{0.5}x$"
    formulas = [axes.text(0, 0, text) for text in texts]
    figure.savefig("/tmp/figure.png")
    assert plt.imread("/tmp/figure.png").ndim == 3
    assert "mathtext.fontset" in repr(plt.rcParams)
    return [each.get_window_extent().width for each in formulas]


if __name__ == "__main__":
    picture = softmax.softmax_temperature.render()
    drawn = there()
    widths = draw_the_rest()
    answer = {"drawn": drawn, "late": there(), "widths": widths}
    Path("/out/answer.json").write_text(json.dumps(answer), encoding="utf-8")
