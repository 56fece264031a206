"""The worker's side of a page: its explorers, and the namespace in which its cells run.

Everything here is called from JavaScript with text and answers with JSON. It runs in Pyodide, so
it imports numpy, matplotlib and descent alone.
"""

import ast
import contextlib
import io
import json
import sys
from importlib import import_module
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from descent import plotting, svg
from descent.explorers.core import Explorer
from descent.explorers.stage import Stage, failure

mpl.rcParams.update(plotting.STYLE)  # once for the page: updates are quicker, cells look alike

_stages: dict[str, Stage] = {}
_made: dict[str, Explorer] = {}
_namespace: dict[str, Any] = {"__name__": "__main__"}


def show(key: str, chapter: str, name: str, fixed: str, values: str, whole: bool) -> str:
    """Move one explorer of the page and return the message for its picture.

    Parameters
    ----------
    key : str
        Names the copy on the page: two copies of one explorer have two stages.
    chapter, name : str
        The module that holds the explorer, and its name there; an explorer that a cell of the
        page has made has the chapter "" and the name that `run` gave it.
    fixed, values : str
        JSON objects: the arguments it is bound to, and the controls' values.
    whole : bool
        Whether the page has no picture yet that a patch could mend.
    """
    try:
        if key not in _stages:
            _stages[key] = Stage(_find(chapter, name, json.loads(fixed)))
        stage = _stages[key]
        return _dump(stage.show({**stage.start, **json.loads(values)}, whole=whole))
    except Exception as error:
        return _dump(failure(error))


def _find(chapter: str, name: str, fixed: dict) -> Explorer:
    if not chapter and name not in _made:
        raise ValueError("Python was started anew: run the cell that made this explorer again")
    if not chapter:
        return _made[name]
    return getattr(import_module(f"descent.explorers.{chapter}"), name).bound_as(fixed)


def run(source: str) -> str:
    """Run one cell in the page's namespace and return its outputs, first to last.

    Each output is ``{"kind": "text" | "html" | "explorer" | "error", "data": …}``.
    """
    printed = io.StringIO()
    outputs = []
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        try:
            value = _execute(source)
            outputs = [*_open_figures(), *_shown(value)]
        except BaseException as error:
            outputs = [{"kind": "error", "data": _short(failure(error))}]
    text = printed.getvalue()
    return _dump(([{"kind": "text", "data": text}] if text else []) + outputs)


def _execute(source: str) -> Any:
    """Run `source`; return the value of its last expression, as a notebook's cell does."""
    tree = ast.parse(source, "<cell>")
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<cell>", "exec"), _namespace)
    if last is None or source.rstrip().endswith(";"):
        return None
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), _namespace)


def _shown(value: Any) -> list[dict]:
    """Return the richest output of a value that a page can show."""
    if value is None:
        return []
    if isinstance(value, Explorer):
        key = f"made-{len(_made)}"
        _made[key] = value
        return [{"kind": "explorer", "data": value.html(), "made": key}]
    if isinstance(value, Figure):
        return [{"kind": "html", "data": _picture(value)}]
    if hasattr(value, "_repr_html_"):
        return [{"kind": "html", "data": value._repr_html_()}]
    return [{"kind": "text", "data": repr(value)}]


def _open_figures() -> list[dict]:
    """Return what a cell has drawn with pyplot, if it has."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    figures = [pyplot.figure(number) for number in pyplot.get_fignums()] if pyplot else []
    outputs = [{"kind": "html", "data": _picture(figure)} for figure in figures]
    if figures:
        pyplot.close("all")
    return outputs


def _picture(figure: Figure) -> str:
    label = "; ".join(axes.get_title() for axes in figure.axes if axes.get_title())
    with plotting.style():
        return svg.picture(figure, "cell", label or "A figure drawn by this cell")


def _short(failed: dict) -> dict:
    """Leave out the frames that are not the reader's."""
    head, cell, rest = failed["details"].partition('  File "<cell>"')
    return {
        **failed,
        "details": "Traceback (most recent call last):\n" + cell + rest if cell else head,
    }


def _dump(data: Any) -> str:
    return json.dumps(data, default=np.ndarray.tolist)
