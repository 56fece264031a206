"""What a cell shows while it runs: printed text, values and figures, in the order they come.

Each output is handed on at once, as JSON: ``{"kind": …, "data": …}``, of kind

- ``"text"``, more of the text number ``"stream"``; ``"tail"``, the last lines of a long one, with
  the number of lines ``"left_out"`` before them and, when it has ended, these as ``"hidden"``;
- ``"html"``, ``"latex"`` or ``"markdown"``; ``"explorer"``, with the name that it was ``"made"``;
- ``"error"``, or ``"clear"``: what was shown before goes.
"""

import base64
import io
import json
import sys
from collections.abc import Callable, Iterable
from functools import singledispatch
from typing import Any, Literal

import numpy as np
from matplotlib.figure import Figure

from explorable import Explorer
from explorable.kernel.printed import Printed
from explorable.picture import svg
from explorable.picture.figures import InlineFigure
from explorable.picture.style import style
from explorable.words import word

MOST = 100
"""Values and figures that a cell shows; what comes after is counted."""

MIMES = {
    "text/html": "_repr_html_",
    "image/svg+xml": "_repr_svg_",
    "image/png": "_repr_png_",
    "image/jpeg": "_repr_jpeg_",
    "text/latex": "_repr_latex_",
    "text/markdown": "_repr_markdown_",
    "text/plain": "__repr__",
}
"""What a page can show of a value, the richest first, and the method that gives it."""


class Outputs(io.TextIOBase):
    """The outputs of one run of a cell; it stands for ``sys.stdout`` while the cell runs.

    Parameters
    ----------
    cell : int
        Which cell of the page it is.
    emit : callable
        Takes an output, as JSON.
    keep : callable
        Takes a name and the explorer that the cell has made and shown.
    """

    def __init__(
        self, cell: int, emit: Callable[[str], Any], keep: Callable[[str, Explorer], None]
    ) -> None:
        self._cell, self._emit, self._keep = cell, emit, keep
        self._streams = self._shown = 0
        self._clear_first = False
        self._printed = self._new_stream()

    def write(self, text: str) -> int:
        """Print text."""
        self._printed.write(text)
        return len(text)

    def flush(self) -> None:
        """Send what was printed so far."""
        self._printed.flush()

    def show(self, value: Any) -> None:
        """Show the richest representation of a value that a page can show."""
        for each in parts(value):
            self._show(each)

    def _show(self, value: Any) -> None:
        if hasattr(value, "_ipython_display_") and not isinstance(value, type):
            value._ipython_display_()
            return
        self._shown += 1
        if self._shown > MOST:
            return
        kind, data = representation(value, f"cell-{self._cell}-{self._shown}")
        self.end_text()
        if kind == "text":
            self._printed.write(data)
            self.end_text()
        elif kind == "explorer":
            name = f"made-{self._cell}-{self._shown}"
            self._keep(name, value)
            self.send({"kind": kind, "data": data, "made": name})
        else:
            self.send({"kind": kind, "data": data})

    def show_figures(self) -> list[Figure]:
        """Show, close and return the figures that pyplot holds."""
        figures = taken_figures()
        for figure in figures:
            self.show(figure)
        return figures

    def clear(self, wait: bool = False) -> None:
        """Take back what was shown, now or when there is something to show instead."""
        self.end_text()
        self._shown = 0
        self._clear_first = wait
        if not wait:
            self.send({"kind": "clear"})

    def end_text(self) -> None:
        """Begin a new text: what is printed next comes after what is shown next."""
        self._printed.end()
        self._printed = self._new_stream()

    def end(self) -> None:
        """Send what has not been sent yet."""
        self.end_text()
        if self._shown > MOST:
            self._printed.write(word("moreOutputs", count=self._shown - MOST))
            self.end_text()

    def send(self, output: dict) -> None:
        """Hand on one output."""
        if self._clear_first:
            self._clear_first = False
            self.send({"kind": "clear"})
        self._emit(json.dumps(output, default=np.ndarray.tolist))

    def _new_stream(self) -> Printed:
        self._streams += 1
        number = self._streams
        return Printed(lambda output: self.send({**output, "stream": number}))


@singledispatch
def parts(value: Any) -> Iterable[Any]:
    """Return what a page shows of a value: itself, or what a class of others was registered with.

    Examples
    --------
    >>> list(parts("hi"))
    ['hi']
    """
    return [value]


def taken_figures() -> list[Figure]:
    """Close the figures that pyplot holds and return them."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None:
        return []
    figures = [pyplot.figure(number) for number in pyplot.get_fignums()]
    pyplot.close("all")
    return figures


def representation(value: Any, prefix: str = "cell") -> tuple[str, str]:
    """Return how a page shows a value: the kind of output, and its data.

    Parameters
    ----------
    value : object
    prefix : str
        Begins the ids in the picture of a figure.

    Examples
    --------
    >>> representation([1, 2])
    ('text', '[1, 2]')
    """
    if isinstance(value, Explorer):
        return "explorer", value.html()
    if isinstance(value, InlineFigure):
        return "html", value.html
    if isinstance(value, Figure):
        return "html", _picture(value, prefix)
    if isinstance(value, type):
        return "text", repr(value)
    bundle: dict[str, Any] = {}
    if hasattr(value, "_repr_mimebundle_"):
        found = value._repr_mimebundle_(include=None, exclude=None)
        bundle = (found[0] if isinstance(found, tuple) else found) or {}
    for mime, method in MIMES.items():
        data = bundle.get(mime)
        if data is None and hasattr(value, method) and not set(bundle) & set(MIMES):
            data = getattr(value, method)()
        if data is not None:
            return _as_kind(mime, data[0] if isinstance(data, tuple) else data)
    return "text", repr(value)


def _as_kind(mime: str, data: str | bytes) -> tuple[str, str]:
    if mime in ("image/png", "image/jpeg"):
        text = base64.b64encode(data).decode() if isinstance(data, bytes) else data
        return "html", f'<img alt="" src="data:{mime};base64,{text}">'
    kinds = {"text/latex": "latex", "text/markdown": "markdown", "text/plain": "text"}
    return kinds.get(mime, "html"), str(data)


def _picture(figure: Figure, prefix: str) -> str:
    with style():
        return svg.still(figure, prefix, titles(figure) or word("figure"))


def titles(figure: Figure) -> str:
    """Return what a figure's axes are called, wherever the titles stand over them."""
    places: tuple[Literal["center", "left", "right"], ...] = ("center", "left", "right")
    found = (axes.get_title(loc=place) for axes in figure.axes for place in places)
    return "; ".join(filter(None, found))
