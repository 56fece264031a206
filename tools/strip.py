"""Draw the course in one picture, for each chapter's head: ``python -m tools.strip FILE``.

Five pictures of the running example's first photo, side by side: its scores, their probabilities,
the loss, its slopes, and a step that lets the true class win. What is said of them, and where each
leads, stands in ``chapters/_ext/strip.py``.
"""

import io
import sys
from collections.abc import Sequence
from pathlib import Path

import matplotlib
import numpy as np
from descent import softmax, softmax_cross_entropy, softmax_cross_entropy_gradient
from descent.datasets import photos
from descent.plotting import CLASSES, GRADIENT, GRAY, LOSS
from matplotlib.axes import Axes
from matplotlib.figure import Figure

Values = Sequence[float] | np.ndarray
WIDTH, HEIGHT, MARGIN = 64, 36, 5
"""Of a picture, in px, and what is free below and above."""
SIZES = {"o": 7, "s": 6, "^": 8}
TRUE, ETA = 0, 4.0
"""The photo shows a cat; with this step size one step is enough for it to win."""


def strip() -> Figure:
    """Return the five pictures as one figure, a point of it for a pixel."""
    scores = photos.SCORES[TRUE]
    probabilities, loss = softmax(scores), float(softmax_cross_entropy(scores, TRUE))
    slopes = softmax_cross_entropy_gradient(scores, TRUE)
    after = scores - ETA * slopes
    figure = Figure(figsize=(5 * WIDTH / 72, HEIGHT / 72))
    axes = figure.subplots(1, 5, gridspec_kw={"wspace": 0})
    figure.subplots_adjust(0, 0, 1, 1)
    _draw_stems(axes[0], scores, scores)
    _draw_stems(axes[1], probabilities, [0, 1])
    _draw_loss(axes[2], probabilities[TRUE], loss)
    _draw_stems(axes[3], slopes, [-1, 1])
    _draw_stems(axes[4], after, [*scores, *after], scores)
    return figure


def _draw_stems(ax: Axes, values: Values, seen: Values, before: Values = ()) -> None:
    """Draw each class's value as a stem from 0, or as an arrow from its value `before`."""
    _set_limits(ax, (-0.8, 2.8), seen)
    moved = len(before) > 0
    colors = [GRADIENT] if moved else [each.color for each in CLASSES]
    ax.vlines(range(3), before if moved else [0, 0, 0], values, colors=colors, linewidth=3)
    for k, value in enumerate(before):
        _draw_mark(ax, k, k, value, fillstyle="none")
    for k, value in enumerate(values):
        _draw_mark(ax, k, k, value)


def _draw_loss(ax: Axes, p: float, loss: float) -> None:
    """Draw −log p over p, and the true class's point on it."""
    _set_limits(ax, (-0.1, 1.1), [0, 3])
    grid = np.linspace(np.exp(-3), 1, 25)
    ax.plot(grid, -np.log(grid), color=LOSS, linewidth=2)
    _draw_mark(ax, TRUE, p, loss)


def _set_limits(ax: Axes, across: tuple[float, float], seen: Values) -> None:
    """Let an axes show what is to be seen, and 0, on which a line lies."""
    low, high = np.min([*seen, 0]), np.max([*seen, 0])
    free = MARGIN * (high - low) / (HEIGHT - 2 * MARGIN)
    ax.set(xlim=across, ylim=(low - free, high + free))
    ax.set_axis_off()
    ax.axhline(0, 0.06, 0.94, color=GRAY, linewidth=1)


def _draw_mark(ax: Axes, k: int, x: float, y: float, fillstyle: str = "full") -> None:
    look = CLASSES[k]
    size = SIZES[look.marker]
    ax.plot(x, y, look.marker, color=look.color, markersize=size, fillstyle=fillstyle)


def main() -> None:
    """Write the picture into the file named on the command line."""
    out = io.StringIO()
    with matplotlib.rc_context({"svg.hashsalt": "strip"}):
        nothing = dict.fromkeys(["Date", "Creator", "Format", "Type"])
        strip().savefig(out, format="svg", transparent=True, metadata=nothing)
    text = out.getvalue().replace(f'"{5 * WIDTH}pt"', f'"{5 * WIDTH}"')
    text = text.replace(f'"{HEIGHT}pt"', f'"{HEIGHT}"')
    Path(sys.argv[1]).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
