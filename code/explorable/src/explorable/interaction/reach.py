"""What a function finds outside of itself: names of its cell, closures, what it is bound to."""

import inspect
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np


def reached(function: Callable) -> Iterator[Any]:
    """Yield the values that a function can use beside its arguments, and what lists of them hold.

    Examples
    --------
    >>> box = []
    >>> def fill():
    ...     box.append(3)
    >>> box in reached(fill)
    True
    """
    for value in _outside(function):
        yield value
        if isinstance(value, list | tuple) and len(value) < 100:
            yield from value
        elif isinstance(value, np.ndarray) and value.dtype == object:
            yield from value.flat


def own(function: Any) -> Iterator[Any]:
    """Yield what tells a function from others of the same code: closures, what it is bound to."""
    if isinstance(function, partial):
        yield from (*function.args, *function.keywords.values())
        yield from own(function.func)
        return
    if inspect.ismethod(function):
        yield from getattr(function.__self__, "__dict__", {}).values()
    for cell in getattr(inspect.unwrap(function), "__closure__", None) or ():
        try:
            yield cell.cell_contents
        except ValueError:  # it is still empty
            continue


def _outside(function: Any) -> Iterator[Any]:
    yield from own(function)
    while isinstance(function, partial):
        function = function.func
    yield from list(getattr(inspect.unwrap(function), "__globals__", {}).values())
