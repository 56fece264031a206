"""Matplotlib's backend on a page: ``plt.show()`` shows the figures where the cell stands."""

from matplotlib.backends.backend_svg import FigureCanvasSVG as FigureCanvas

from explorable.kernel import ipython

__all__ = ["FigureCanvas", "show"]


def show(*, block: bool | None = None) -> None:
    """Show all figures that pyplot holds."""
    ipython.outputs().show_figures()
