"""How a reader's function is asked: with copies, and whatever it does becomes a sentence."""

import linecache
import tracemalloc
import warnings
from collections.abc import Callable, Collection
from copy import deepcopy
from inspect import unwrap
from reprlib import repr as shorten
from traceback import walk_tb
from typing import Any

import numpy as np

from explorable.judging.answers import numbers
from explorable.judging.patience import LINES, Endless, bounded
from explorable.judging.rerun import remember
from explorable.judging.verdict import Missing, Wrong


def ask(
    function: Callable,
    *arguments: Any,
    shape: tuple[int, ...],
    finite: bool = True,
    keeps: str = "",
    lines: int = LINES,
    whole: bool = False,
) -> np.ndarray:
    """Return what the reader's function makes of the arguments.

    Parameters
    ----------
    function : callable
        The reader's.
    *arguments
        What it is given; of lists and arrays a copy.
    shape : tuple of int
        The shape that its result must have.
    finite : bool
        Whether the result must be finite.
    keeps : str
        The name of the array among the arguments that must stay as it is; none if empty.
    lines : int
        How many lines of Python it may run.
    whole : bool
        Whether its numbers stay as they are: floats round whole ones that are large.

    Raises
    ------
    Wrong
        If it is no function, fails, returns nothing, or not real numbers of that shape.

    Examples
    --------
    >>> ask(np.exp, [0.0, 0.0], shape=(2,))
    array([1., 1.])
    """
    result = _call(function, arguments, keeps, lines)
    name = f"{_name(function)}'s result"
    return numbers(name, result, shape, finite=finite, typed=False, whole=whole)


def ask_number(function: Callable, *arguments: Any) -> float:
    """Return the one number that the reader's function makes of the arguments."""
    return float(ask(function, *arguments, shape=()))


def ask_parts(
    function: Callable,
    *arguments: Any,
    shapes: dict[str, tuple[int, ...]],
    whole: Collection[str] = (),
) -> list[np.ndarray]:
    """Return the arrays that the reader's function makes, by name each of its own shape.

    The numbers of those that are to be `whole` stay as they are.
    """
    result, name = _call(function, arguments), _name(function)
    given = len(result) if isinstance(result, tuple | list) else 1
    if given != len(shapes):
        raise Wrong(f"{name} should return {len(shapes)} arrays, {', '.join(shapes)}; got {given}.")
    return [
        numbers(f"{name}'s {part}", array, shape, typed=False, whole=part in whole)
        for (part, shape), array in zip(shapes.items(), result, strict=True)
    ]


def memory(
    function: Callable, *arguments: Any, shape: tuple[int, ...], lines: int = LINES
) -> float:
    """Return how many float64 numbers the reader's function needs memory for at its peak."""
    tracing = tracemalloc.is_tracing()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    tracemalloc.reset_peak()
    try:
        ask(function, *arguments, shape=shape, lines=lines)
        return (tracemalloc.get_traced_memory()[1] - before) / 8
    finally:
        if not tracing:
            tracemalloc.stop()


def copies_of(arguments: tuple) -> tuple:
    """Return arguments of a call, of lists and arrays copies: whoever has these changes no other's.

    Examples
    --------
    >>> given = np.zeros(2), [1]
    >>> [own is other for own, other in zip(copies_of(given), given)]
    [False, False]
    """
    return tuple(
        deepcopy(a) if isinstance(a, list | tuple) or hasattr(a, "__deepcopy__") else a
        for a in arguments
    )


def _name(function: Callable) -> str:
    return str(getattr(function, "__name__", "your function"))


def _call(function: Callable, arguments: tuple, keeps: str = "", lines: int = LINES) -> Any:
    """Return what the function returns for copies of the arguments."""
    if not callable(function):
        raise Missing(f"this check takes a function, got {shorten(function)}. Give its name alone.")
    copies = copies_of(arguments)
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a NaN in the result will say it better
            result = bounded(function, *copies, lines=lines)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # whatever it raises becomes a sentence
        remember(function, arguments)
        raise Wrong(_failure(function, error)) from error
    if result is None or result is ...:
        raise Missing(f"{_name(function)} returned nothing.")
    remember(function, arguments)
    arrays = [pair for pair in zip(copies, arguments, strict=True) if hasattr(pair[1], "shape")]
    if keeps and not all(np.array_equal(*pair) for pair in arrays):
        raise Wrong(f"the caller's {keeps} has changed. `x -= ...` works in place: copy it first.")
    return result


def _failure(function: Callable, error: BaseException) -> str:
    """Return what the function raised, on which line of the reader's code, and what helps."""
    try:
        said = str(error)
    except Exception:
        said = ""
    message, helps = f"{_name(function)} raised {type(error).__name__}: {said}".rstrip(": ."), ""
    if isinstance(error, Endless):
        message = f"{_name(function)} {error}"
        helps = " Which loop goes on and on?"
    elif "converted to Python scalars" in said:
        helps = " It was given an array: math.exp and float take one number, np.exp takes them all."
    return f"{message}{_where(function, error)}.{helps}"


def _where(function: Callable, error: BaseException) -> str:
    """Return on which line of the reader's code it was."""
    file = getattr(getattr(unwrap(function), "__code__", None), "co_filename", "")
    frames = walk_tb(error.__traceback__)
    lines = [line for frame, line in frames if line and frame.f_code.co_filename == file]
    if not lines:
        return ""
    source = linecache.getline(file, lines[-1]).strip()
    return f", in line {lines[-1]}" + f": `{source}`" * bool(source)
