"""Functions that a reader gives: called with copies, their results looked at."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from descent.validation.arrays import require_array, require_same_shape
from descent.validation.scalars import require_callable


def evaluate(function: Callable[[np.ndarray], float], x: np.ndarray) -> float:
    """Return function(x), which must be a finite number; the function gets a copy of x."""
    value = call(function, x)
    if not np.isfinite(value):
        raise ValueError(f"function must return a finite number, got {value} at {x!r}")
    return value


def evaluate_gradient(gradient: Callable[[np.ndarray], ArrayLike], x: np.ndarray) -> np.ndarray:
    """Return gradient(x), which must be finite and have the shape of x; it gets a copy of x."""
    slope = require_array("gradient(x)", require_callable("gradient", gradient)(x.copy()))
    require_same_shape("x", x, "gradient(x)", slope)
    return slope


def call(function: Callable[[np.ndarray], float], x: np.ndarray) -> float:
    """Return function(x), which must be a number; the function gets a copy of x."""
    value = np.asarray(require_callable("function", function)(x.copy()))
    if value.size != 1 or value.dtype.kind not in "biuf":
        raise ValueError(f"function must return a number, got {value!r} at {x!r}")
    return float(value.item())
