"""What a cell or a function shows while it runs: text, values and figures, in the order they come.

`Outputs` collects them; a function's are compared with its last call's, in
:mod:`explorable.interaction.outputs`. A cell's are sent to the page at once, as JSON:
``{"kind": …, "data": …}``, of kind

- ``"text"``, more of the text number ``"stream"``; ``"tail"``, the last lines of a long one, with
  the number of lines ``"left_out"`` before them and, when it has ended, these as ``"hidden"``;
- ``"html"``, ``"latex"`` or ``"markdown"``; ``"explorer"``, with its ``"runtime_name"``;
- ``"error"``, or ``"clear"``: what was shown before goes.
"""

import base64
import io
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import singledispatch
from html import escape
from typing import Any, Literal

import numpy as np
from matplotlib._pylab_helpers import Gcf
from matplotlib.figure import Figure

from explorable import Explorer
from explorable.kernel.printed import Printed
from explorable.picture import svg
from explorable.picture.figures import InlineFigure
from explorable.picture.style import AS_WRITTEN, style
from explorable.words import word

_COLOR = re.compile(r"\x1b\[[\d;]*[A-Za-z]")
"""What colors a text in a terminal."""

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
    """What code prints and shows, in order: see `within`.

    Parameters
    ----------
    prefix : str
        Begins the names of values that are shown, and the ids in their pictures.
    """

    def __init__(self, prefix: str) -> None:
        self.figures: list[Figure] = []
        """Those that `show_figures` leaves out."""
        self._prefix, self._count, self._notes = prefix, 0, set[str]()
        self._clear_first = False

    def emit(self, output: dict[str, Any], value: Any = None) -> None:
        """Take an output, and the value that it shows; what is printed is of kind "stream"."""
        raise NotImplementedError

    def send(self, output: dict[str, Any], value: Any = None) -> None:
        """Hand on an output; what was to go when there is something new goes before it."""
        if self._clear_first:
            self.clear()
        self.emit(output, value)

    @property
    def next_name(self) -> str:
        """Names what is shown next."""
        return f"{self._prefix}-{self._count}"

    def write(self, text: str) -> int:
        """Print text."""
        if text:
            self.send({"kind": "stream", "data": _COLOR.sub("", text)})
        return len(text)

    def show(self, value: Any, place: str | None = None) -> None:
        """Show the richest representation of a value that a page can show.

        Parameters
        ----------
        value : object
        place : str, optional
            Its ``display_id``.
        """
        for part in parts(value):
            if hasattr(part, "_ipython_display_") and not isinstance(part, type):
                part._ipython_display_()
            else:
                self._show(part)

    def _show(self, value: Any) -> None:
        self._count += 1
        if self._count <= MOST:
            name = self.next_name
            kind, data = representation(value, name)
            named = {"runtime_name": name} if kind == "explorer" else {}
            self.send({"kind": kind, "data": data, **named}, value)

    def show_figures(self, changed: Iterable[Figure] = ()) -> list[Figure]:
        """Show and take the figures that pyplot holds, show those `changed`; return the former."""
        figures = taken_figures()
        for each in (*figures, *changed):
            if each not in self.figures:
                self.show(each)
        return figures

    def show_note(self, text: str, *, below: bool = False) -> None:
        """Show what is to be known of all this, once; below what a function shows, or in place."""
        if text not in self._notes:
            self._notes.add(text)
            note = f"<p><small>{escape(text)}</small></p>"
            self.send({"kind": "html", "data": note, **({"below": True} if below else {})})

    def clear(self, wait: bool = False) -> None:
        """Take back what was shown, now or when there is something to show instead."""
        self._clear_first = wait
        if not wait:
            self._count = 0
            self._notes.clear()
            self.figures.clear()
            self.emit({"kind": "clear"})

    def end(self) -> None:
        """Say how much more there was to show."""
        if self._count > MOST:
            self.write(word("moreOutputs", count=self._count - MOST))


class CellOutputs(Outputs):
    """The outputs of one run of a cell, sent to the page.

    Parameters
    ----------
    cell : int
        Which cell of the page it is.
    post : callable
        Takes an output, as JSON.
    keep : callable
        Takes the runtime name of an explorer that the cell shows, and the explorer.
    """

    def __init__(
        self, cell: int, post: Callable[[str], Any], keep: Callable[[str, Explorer], None]
    ) -> None:
        super().__init__(f"cell-{cell}")
        self._post, self._keep = post, keep
        self._streams = 0
        self._printed = self._new_stream()

    def flush(self) -> None:
        """Send what was printed so far."""
        self._printed.flush()

    def emit(self, output: dict[str, Any], value: Any = None) -> None:
        """Send an output; a text of its own, or of what is printed more, when it is due."""
        if output["kind"] == "stream":
            self._printed.write(output["data"])
            return
        self._end_text()
        if output["kind"] == "text":
            self._printed.write(output["data"])
            self._end_text()
            return
        if "runtime_name" in output:
            self._keep(output["runtime_name"], value)
        self._send(output)

    def end(self) -> None:
        """Send what has not been sent yet."""
        self._end_text()
        super().end()
        self._end_text()

    def _end_text(self) -> None:
        """Begin a new text: what is printed next comes after what is shown next."""
        self._printed.end()
        self._printed = self._new_stream()

    def _new_stream(self) -> Printed:
        self._streams += 1
        number = self._streams
        return Printed(lambda output: self._send({**output, "stream": number}))

    def _send(self, output: dict[str, Any]) -> None:
        self._post(json.dumps(output, default=np.ndarray.tolist))


running: list[Outputs] = []
"""Those of the page's last cell, and of the calls that run within, the innermost last."""


class _Console(io.TextIOBase):
    """What all code prints to: whoever has taken it prints to the cell or call that runs by then.

    A handler of `logging` takes it where it is made, and has it in all later cells and calls.
    """

    def write(self, text: str) -> int:
        """Print to the innermost, or to whatever else there is before the first."""
        return (running[-1] if running else sys.stderr).write(text)

    def flush(self) -> None:
        """Send what was printed so far."""
        if running:
            running[-1].flush()


_CONSOLE = _Console()


@contextmanager
def within(outputs: Outputs) -> Iterator[None]:
    """Let all that is printed and displayed meanwhile go to these outputs."""
    size = len(running)
    running.append(outputs)
    try:
        with redirect_stdout(_CONSOLE), redirect_stderr(_CONSOLE):
            yield
    finally:
        del running[size:]  # and what the code has put there


@singledispatch
def parts(value: Any) -> Iterable[Any]:
    """Return the values to display for `value`: itself, unless its type has a registered handler.

    Examples
    --------
    >>> list(parts("hi"))
    ['hi']
    """
    return [value]


def taken_figures() -> list[Figure]:
    """Return the figures that pyplot holds, and let it hold none.

    They are not closed, of which films hear: one that has ended fails then.
    """
    figures = [manager.canvas.figure for manager in Gcf.get_all_fig_managers()]
    Gcf.figs.clear()
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
    match value:
        case Explorer():
            return "explorer", value.html()
        case InlineFigure():
            return "html", value.html
        case Figure():
            return "html", _picture(value, prefix)
        case type():
            return "text", repr(value)
    bundle: dict[str, Any] = {}
    if hasattr(value, "_repr_mimebundle_"):
        given = value._repr_mimebundle_(include=None, exclude=None)
        bundle = (given[0] if isinstance(given, tuple) else given) or {}
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
    resolution = figure.dpi
    try:
        with style(AS_WRITTEN):
            return svg.still(figure, prefix, titles(figure) or word("figure"), tight=True)
    finally:
        figure.dpi = resolution


def titles(figure: Figure) -> str:
    """Return what a figure's axes are called, wherever the titles stand over them."""
    locations: tuple[Literal["center", "left", "right"], ...] = ("center", "left", "right")
    texts = (axes.get_title(loc=location) for axes in figure.axes for location in locations)
    return "; ".join(filter(None, texts))
