"""How a reader's function is asked: with copies, and whatever it does becomes a sentence."""

import linecache
import tracemalloc
import warnings
from collections.abc import Callable, Mapping
from copy import deepcopy
from inspect import unwrap
from reprlib import repr as shorten
from traceback import walk_tb
from typing import Any

import numpy as np

from explorable.judging.answers import close, difference, name_slip, numbers
from explorable.judging.rerun import remember
from explorable.judging.verdict import Wrong


def ask(
    function: Callable,
    *arguments: Any,
    shape: tuple[int, ...],
    finite: bool = True,
    keeps: str = "",
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

    Raises
    ------
    Wrong
        If it is no function, fails, returns nothing, or not real numbers of that shape.

    Examples
    --------
    >>> ask(np.exp, [0.0, 0.0], shape=(2,))
    array([1., 1.])
    """
    result = _call(function, arguments, keeps)
    return numbers(f"{_name(function)}'s result", result, shape, finite=finite)


def ask_number(function: Callable, *arguments: Any) -> float:
    """Return the one number that the reader's function makes of the arguments."""
    return float(ask(function, *arguments, shape=()))


def compare(
    function: Callable,
    oracle: Callable,
    *arguments: Any,
    slips: Mapping[str, Callable] | None = None,
) -> None:
    """Refuse a reader's function that makes anything else of the arguments than `oracle` does.

    Parameters
    ----------
    function, oracle : callable
        The reader's, and one that is right.
    *arguments
        What both are given.
    slips : mapping of str to callable
        What is said of a function that makes the same of the arguments as this one.

    Raises
    ------
    Wrong
        With the words of a slip, or with the first entry that is wrong.

    Examples
    --------
    >>> compare(np.cumsum, np.cumprod, [1.0, 2.0], slips={"add no numbers.": np.cumsum})
    Traceback (most recent call last):
    explorable.judging.verdict.Wrong: add no numbers.
    """
    right = np.asarray(oracle(*arguments))
    result = ask(function, *arguments, shape=right.shape)
    if not close(result, right):
        made = {words: np.asarray(slip(*arguments)) for words, slip in (slips or {}).items()}
        telling = {w: v for w, v in made.items() if v.shape == right.shape and not close(v, right)}
        name_slip(result, telling)
        raise Wrong(difference(result, right))


def ask_parts(
    function: Callable, *arguments: Any, shapes: dict[str, tuple[int, ...]]
) -> list[np.ndarray]:
    """Return the arrays that the reader's function makes, by name each of its own shape."""
    result, name = _call(function, arguments), _name(function)
    given = len(result) if isinstance(result, tuple | list) else 1
    if given != len(shapes):
        raise Wrong(f"{name} should return {len(shapes)} arrays, {', '.join(shapes)}; got {given}.")
    return [
        numbers(f"{name}'s {part}", array, shape)
        for (part, shape), array in zip(shapes.items(), result, strict=True)
    ]


def memory(function: Callable, *arguments: Any, shape: tuple[int, ...]) -> float:
    """Return how many float64 numbers the reader's function needs memory for at its peak."""
    tracing = tracemalloc.is_tracing()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    tracemalloc.reset_peak()
    try:
        ask(function, *arguments, shape=shape)
        return (tracemalloc.get_traced_memory()[1] - before) / 8
    finally:
        if not tracing:
            tracemalloc.stop()


def _name(function: Callable) -> str:
    return getattr(function, "__name__", "your function")


def _call(function: Callable, arguments: tuple, keeps: str = "") -> Any:
    """Return what the function returns for copies of the arguments."""
    if not callable(function):
        raise Wrong(f"this check takes a function, got {shorten(function)}. Give its name alone.")
    copies = [deepcopy(a) if isinstance(a, list | tuple | np.ndarray) else a for a in arguments]
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a NaN in the result will say it better
            result = function(*copies)
    except (Exception, SystemExit) as error:
        remember(function, arguments)
        raise Wrong(_failure(function, error)) from error
    if result is None or result is ...:
        raise Wrong(f"{_name(function)} returned nothing.")
    remember(function, arguments)
    arrays = [pair for pair in zip(copies, arguments, strict=True) if hasattr(pair[1], "shape")]
    if keeps and not all(np.array_equal(*pair) for pair in arrays):
        raise Wrong(f"the caller's {keeps} has changed. `x -= ...` works in place: copy it first.")
    return result


def _failure(function: Callable, error: BaseException) -> str:
    """Return what the function raised, on which line of the reader's code, and what helps."""
    said = f"{_name(function)} raised {type(error).__name__}: {error}".rstrip(": .")
    file = getattr(getattr(unwrap(function), "__code__", None), "co_filename", "")
    frames = walk_tb(error.__traceback__)
    lines = [line for frame, line in frames if line and frame.f_code.co_filename == file]
    if lines:
        source = linecache.getline(file, lines[-1]).strip()
        said += f", in line {lines[-1]}" + f": `{source}`" * bool(source)
    if "converted to Python scalars" in str(error):
        said += ". It was given an array: math.exp and float take one number, np.exp takes them all"
    return f"{said}."
