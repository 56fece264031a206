"""Runs in Pyodide: what no explorer of the book draws, a cell may."""

import json
from datetime import date
from pathlib import Path

import matplotlib.pyplot as plt
import matplotlib.sankey  # noqa: F401
import mpl_toolkits.axes_grid1.anchored_artists
import mpl_toolkits.axes_grid1.axes_rgb
import mpl_toolkits.axisartist  # noqa: F401
import pylab  # noqa: F401


def main() -> None:
    """Draw a picture, in a layout that solves for places, and tell the widths of formulas."""
    assert "ggplot" in plt.style.available
    figure, axes = plt.subplots(layout="constrained")
    axes.imshow([[0, 1]])
    axes.twiny().plot([date(2026, 1, 1), date(2026, 2, 1)], [0, 1])
    texts = r"$\frac{1}{2}x$", r"$\frac{1}{2}\hspace{0.5}x$"
    formulas = [axes.text(0, 0, text) for text in texts]
    figure.savefig("/tmp/figure.png")
    assert plt.imread("/tmp/figure.png").ndim == 3
    widths = [each.get_window_extent().width for each in formulas]
    Path("/out/answer.json").write_text(json.dumps(widths), encoding="utf-8")


if __name__ == "__main__":
    main()
