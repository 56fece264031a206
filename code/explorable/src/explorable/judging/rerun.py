"""What failed can be rerun: a call of the reader's function as a line to paste."""

import re
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

import numpy as np

EXACT = 200
"""Characters of an array in a line to paste; the numbers of a longer one are rounded."""
LONGEST = 800
"""Characters of what is still handed out."""

_last: ContextVar[tuple[Callable, tuple] | None] = ContextVar("the last call", default=None)


def written(source: str) -> Callable:
    """Return the function of this source, which `call` can write down again.

    Examples
    --------
    >>> written("lambda x: x**2")(3.0)
    9.0
    """
    function = eval(source, {"np": np})
    function.source = source
    return function


def call(function: Callable, *arguments: Any) -> str:
    """Return the call of a function as a line to paste; nothing if an argument cannot be written.

    Examples
    --------
    >>> def descend(gradient, start, eta): ...
    >>> call(descend, written("lambda x: 4 * x"), np.array([2.0, -1.0]), 0.05)
    'descend(lambda x: 4 * x, np.array([2.0, -1.0]), 0.05)'
    """
    try:
        exact = [_write(argument) for argument in arguments]
        lines = [_shorten(*pair) for pair in zip(arguments, exact, strict=True)]
    except TypeError:
        return ""
    if max(map(len, lines), default=0) > LONGEST:
        return ""
    name = getattr(function, "__name__", "")
    name = name if name.isidentifier() else "your_function"
    return f"{name}({', '.join(lines)})" + "  # numbers rounded" * (lines != exact)


def remember(function: Callable, arguments: tuple) -> None:
    """Keep the call that was made last: what is said next speaks of it."""
    _last.set((function, arguments))


def forget() -> None:
    """Begin with another answer."""
    _last.set(None)


def last_call() -> str:
    """Return the call that was made last as a line to paste."""
    last = _last.get()
    return call(last[0], *last[1]) if last else ""


def _write(value: Any) -> str:
    """Return what evaluates to the value, where NumPy is `np`."""
    match value:
        case np.ndarray():
            return _write_array(value)
        case np.random.Generator():
            seed = value.bit_generator.seed_seq.entropy  # type: ignore[attr-defined]
            return f"np.random.default_rng({seed!r})"
        case np.generic():
            return _write(value.item())
        case list():
            return f"[{', '.join(map(_write, value))}]"
        case tuple():
            return f"({', '.join(map(_write, value))}{',' * (len(value) == 1)})"
        case None | bool() | int() | float() | str():
            return re.sub(r"^-?(nan|inf)$", r"float('\g<0>')", repr(value))
    return _source(value)


def _shorten(value: Any, text: str) -> str:
    rounds = len(text) > EXACT and isinstance(value, np.ndarray)
    return _write(value.round(3)) if rounds else text


def _write_array(array: np.ndarray) -> str:
    if array.size > 8 and (array == array.flat[0]).all():
        return f"np.full({array.shape}, {_write(array.flat[0])})"
    if not array.size:
        return f"np.zeros({array.shape})"
    kind = "" if array.dtype in (float, int, bool) else f", dtype=np.{array.dtype}"
    numbers = re.sub(r"\b(nan|inf)\b", r"np.\1", repr(array.tolist()))
    return f"np.array({numbers}{kind})"


def _source(value: Any) -> str:
    if not hasattr(value, "source"):
        raise TypeError(f"{value!r} cannot be written down")
    return value.source
