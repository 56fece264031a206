"""The worker's side of a page: its explorers, and the namespace in which its cells run.

Everything here is called from JavaScript with text and answers with JSON. It runs in Pyodide, so
it imports numpy, matplotlib and explorable alone, and what an explorer's module imports.
"""

import contextvars
import inspect
import json
import logging
import re
import traceback
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import matplotlib as mpl
import numpy as np

from explorable import Explorer, words
from explorable.kernel import ipython
from explorable.kernel.execution import cannot_ask, execute, explained
from explorable.kernel.order import Order
from explorable.kernel.outputs import CellOutputs, within
from explorable.kernel.prompts import as_python
from explorable.kernel.source import defined_by, line_of
from explorable.picture.drawing import Drawing, Message, failure
from explorable.picture.style import AS_WRITTEN

mpl.rcParams.update(AS_WRITTEN)  # set once: a context per update would be slower
mpl.use("module://explorable.kernel.backend")
# Whenever it sets a formula, mathtext asks for STIX and others, and an author for "serif" or
# "monospace"; a page has DejaVu Sans alone, which suffices.
_LACKING = r"STIX|'DejaVu|'cm[a-z]+10'|'(serif|monospace|cursive)'"
logging.getLogger("matplotlib.font_manager").addFilter(
    lambda record: not re.search(_LACKING, record.getMessage())
)
if not find_spec("IPython"):
    ipython.register()

_drawings: dict[str, Drawing] = {}
_pictures: dict[str, Iterator[Message]] = {}
_explorers: dict[str, Explorer] = {}  # defined on the page, by runtime name
GIVEN = {
    "__name__": "__main__", "display": ipython.display, "get_ipython": ipython.get_ipython,
    "input": cannot_ask,
}  # fmt: skip
_namespace: dict[str, Any] = dict(GIVEN)
_order = Order(_namespace)
_context = contextvars.Context()
"""What cells have set that lives in one, as NumPy's print options do: each call has its own."""


def replace_words(table: str) -> None:
    """Say these words in the place of English ones: a JSON object, by name."""
    words.use(json.loads(table))


def show(
    key: str, module: str, name: str, fixed: str, values: str, since: int | None = None
) -> str:
    """Move one explorer of the page and return the message for its picture, the first of a stream.

    Parameters
    ----------
    key : str
        Names the copy on the page: two copies of one explorer have two drawings. One that a cell
        defines stands there once, under its runtime name, which `run` tells.
    module, name : str
        The module that holds the explorer, and its name there; an explorer that code
        of the page defines has the module "" and its runtime name.
    fixed, values : str
        JSON objects: the arguments it is bound to, and the controls' values.
    since : int, optional
        The revision of the picture that stands on the page, if this Python has drawn it.
    """
    _resume()
    try:
        if key not in _drawings:
            _drawings[key] = _find(module, name, json.loads(fixed)).drawn()
        drawing = _drawings[key]
        start = drawing.declaration.start
        _pictures[key] = drawing.stream({**start, **json.loads(values)}, since=since)
        return _dump(next(_pictures[key]))
    except Exception as error:
        return _dump(explained(error))


def advance(key: str) -> str:
    """Return the message for the next picture of a stream that `show` has begun.

    Parameters
    ----------
    key : str
        As given to `show`.
    """
    try:
        return _dump(next(_pictures[key]))
    except Exception as error:
        return _dump(explained(error))


def _find(module: str, name: str, fixed: dict) -> Explorer:
    if not module and name not in _explorers:
        raise ValueError(words.word("notMade"))
    if not module:
        return _explorers[name]
    return getattr(import_module(module), name).bind_data(fixed)


def redraw(key: str, module: str, fixed: str, source: str) -> str:
    """Draw an explorer by code that a reader has edited.

    From then on it is defined on the page: its runtime name is `key`.

    Parameters
    ----------
    key : str
        Names the copy on the page.
    module : str
        Where the explorer comes from: the code finds the names that it has there.
    fixed : str
        A JSON object: the arguments that the explorer is bound to.
    source : str
        The drawing function with its decorator.

    Returns
    -------
    str
        JSON: ``{"html": …}``, or ``{"error": …, "details": …, "line": …}``, the line of `source` at
        which it failed, counted from 1, or null.
    """
    try:
        explorer = defined_by(source, module).bind_data(json.loads(fixed))
        answer = {"html": explorer.html()}
    except Exception as error:
        return _dump({**failure(error), "line": line_of(error)})
    _let_go(key)
    _explorers[key] = explorer
    return _dump(answer)


def plan(sources: str, cell: int) -> str:
    """Return which cells to run for one of them, from 0, in order, itself the last.

    Parameters
    ----------
    sources : str
        A JSON list: the code of all cells of the page as it stands.
    cell : int
    """
    return _dump(_order.plan(_codes(sources), cell))


def states(sources: str) -> str:
    """Return of each cell "not run", "run", "failed", or "stale" if it would differ now."""
    return _dump(_order.states(_codes(sources)))


def _codes(sources: str) -> list[str]:
    return [as_python(each) for each in json.loads(sources)]


async def run(source: str, cell: int, emit: Callable[[str], Any]) -> str:
    """Run one cell in the page's namespace and return its error's last line, or null.

    Parameters
    ----------
    source : str
        The cell's code.
    cell : int
        Which cell of the page it is, from 0.
    emit : callable
        Takes each output as JSON, when it comes; `explorable.kernel.outputs` lists their kinds.
    """
    source = as_python(source)
    _forget(cell)
    _order.before(cell)
    outputs = CellOutputs(cell, emit, _explorers.__setitem__)
    ipython.begin(outputs)
    error = await _run(source, cell, outputs)
    failure = error and explained(error, source)
    if failure:
        outputs.send({"kind": "error", "data": failure})
    _order.after(cell, source, failed=error is not None, line=_line_of(error, cell))
    return _dump(failure and failure["error"])


def _resume() -> None:
    """Go on in the context that the last cell has left."""
    for variable, value in _context.items():
        variable.set(value)


async def _run(source: str, cell: int, outputs: CellOutputs) -> BaseException | None:
    """Run a cell; return what it has raised, if anything."""
    global _context
    _resume()
    try:
        with within(outputs):
            value = await execute(source, _namespace, f"<cell {cell + 1}>")
            shown = ipython.outputs()  # another, if they are captured
            figures = shown.show_figures()
            if not (value is None or any(value is each for each in figures) or _is_shown(value)):
                shown.show(value)
    except BaseException as error:  # a reader's code may raise anything, and sees it
        return error
    finally:
        _context = contextvars.copy_context()
        outputs.end()
    return None


def _line_of(error: BaseException | None, cell: int) -> int:
    """Return the line of a cell's own that was running, or 0."""
    frames = traceback.walk_tb(error.__traceback__ if error else None)
    lines = (line for frame, line in frames if frame.f_code.co_filename == f"<cell {cell + 1}>")
    return next(lines, 0)


def _is_shown(value: Any) -> bool:
    """Whether it is a function that `interact` has made interactive, and returns."""
    return inspect.isfunction(value) and hasattr(value, "widget")


def _forget(cell: int) -> None:
    """Let go of the explorers that the cell has shown: its output is about to be replaced."""
    for name in [each for each in _explorers if each.startswith(f"cell-{cell}-")]:
        _let_go(name)


def _let_go(name: str) -> None:
    for table in (_explorers, _drawings, _pictures):
        table.pop(name, None)


def _dump(data: Any) -> str:
    return json.dumps(data, default=np.ndarray.tolist)
