"""An explorer whose code a reader has edited on the page, drawn anew by that code."""

import linecache
import traceback
from importlib import import_module
from inspect import unwrap

from explorable import Explorer

FILE = "<code>"
"""What a traceback calls the reader's code."""


def defined_by(source: str, module: str) -> Explorer:
    """Return the explorer that `source` defines, in a copy of the names of `module`.

    Raises
    ------
    ValueError
        If it defines none.
    """
    linecache.cache[FILE] = (len(source), None, source.splitlines(keepends=True), FILE)
    names = dict(vars(import_module(module)))
    exec(compile(source, FILE, "exec"), names)
    found = [
        each
        for each in names.values()
        if isinstance(each, Explorer) and unwrap(each.draw).__code__.co_filename == FILE
    ]
    if not found:
        raise ValueError("the code must define a function under @explorer(...)")
    return found[-1]


def line_of(error: BaseException | None) -> int | None:
    """Return the line of the reader's code at which `error`, or what caused it, was raised."""
    if error is None:
        return None
    if isinstance(error, SyntaxError) and error.filename == FILE:
        return error.lineno
    lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == FILE]
    return lines[-1] if lines else line_of(error.__cause__)
