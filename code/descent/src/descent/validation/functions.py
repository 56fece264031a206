"""Functions that a reader gives: called with copies, their results looked at."""

from collections.abc import Callable
from math import isfinite

import numpy as np
from numpy.typing import ArrayLike

from descent.validation.arrays import as_array, require_array, require_same_shape
from descent.validation.scalars import require_callable

EPS = float(np.finfo(np.float64).eps)


def evaluate(function: Callable[[np.ndarray], float], x: np.ndarray) -> np.floating:
    """Return function(x) in its own type, which must be a finite number; it gets a copy of x."""
    value = _number(function, x)
    if not isfinite(value):
        raise ValueError(f"function must return a finite number, got {value} at {x!r}")
    return value


def evaluate_gradient(gradient: Callable[[np.ndarray], ArrayLike], x: np.ndarray) -> np.ndarray:
    """Return gradient(x), which must be finite and have the shape of x; it gets a copy of x."""
    slope = require_array("gradient(x)", require_callable("gradient", gradient)(x.copy()))
    require_same_shape("x", x, "gradient(x)", slope)
    return slope


def call(function: Callable[[np.ndarray], float], x: np.ndarray) -> float:
    """Return function(x), which must be a number; the function gets a copy of x."""
    return float(_number(function, x))


def _number(function: Callable[[np.ndarray], float], x: np.ndarray) -> np.floating:
    result = require_callable("function", function)(x.copy())
    if isinstance(result, float):  # seen at once, as in inner loops
        return np.float64(result)
    value = as_array("function(x)", result)
    if value.size != 1 or value.dtype.kind not in "biuf":
        raise ValueError(f"function must return a number, got {value!r} at {x!r}")
    number = value.reshape(-1)[0]
    return number if value.dtype.kind == "f" else np.float64(number)


def precision(*values: np.floating) -> float:
    """Return the machine epsilon of the type in which a function's values were computed.

    That may be coarser than their own: a Python float may have been made of a float32. They have
    been so if a coarser type holds them all exactly, unless they are the same.

    Examples
    --------
    >>> single = np.float32([0.1, 0.2])
    >>> precision(single[0]) == precision(*single.tolist()) == float(np.finfo(np.float32).eps)
    True
    >>> precision(0.1, 0.2) == precision(1.0, 1.0) == float(np.finfo(np.float64).eps)
    True
    """
    for dtype in (np.float16, np.float32):
        typed = any(np.asarray(value).dtype == dtype for value in values)
        differ = len(set(values)) > 1
        if typed or (differ and all(float(dtype(value)) == value for value in values)):
            return float(np.finfo(dtype).eps)
    return EPS
