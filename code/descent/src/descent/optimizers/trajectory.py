"""Whole descents: `minimize` keeps every point on the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from descent.optimizers.base import Method
from descent.validation import (
    OverflowFound,
    call,
    evaluate,
    require_array,
    require_callable,
    require_integer,
)


class Trajectory(NamedTuple):
    """The way of a descent: where it was and how high.

    Attributes
    ----------
    points : ndarray, shape (steps + 1, …)
        The start and the point after each step.
    values : ndarray, shape (steps + 1,)
        The function at these points.
    """

    points: np.ndarray
    values: np.ndarray


class DivergenceError(FloatingPointError):
    """A descent left the range of floats; `trajectory` holds its finite part."""

    def __init__(self, trajectory: Trajectory) -> None:
        self.trajectory = trajectory
        step, value = len(trajectory.values), trajectory.values[-1]
        super().__init__(
            f"the descent diverged: not finite at step {step} (the value before was {value:.3g}); "
            f"try a smaller learning_rate"
        )

    def __reduce__(self) -> tuple:
        return DivergenceError, (self.trajectory,)  # what pickle calls to make it again


def minimize(
    function: Callable[[np.ndarray], float],
    gradient: Callable[[np.ndarray], ArrayLike],
    start: ArrayLike,
    optimizer: Method,
    steps: int,
) -> Trajectory:
    """Follow an optimizer downhill and return its whole trajectory.

    Parameters
    ----------
    function, gradient : callable
        x ↦ f(x), a number, and x ↦ ∇f(x), of the shape of x.
    start : array_like, any shape
        The first point.
    optimizer : Optimizer, LineSearch, Newton or LBFGS
        Its settings are used from a fresh state; it is not changed.
    steps : int
        How many steps to take, ≥ 0.

    Returns
    -------
    Trajectory
        `points` of shape (steps + 1, …) and `values` of shape (steps + 1,).

    Raises
    ------
    ValueError
        If an argument is not as described, or f or ∇f is not finite where it should be.
    DivergenceError
        A FloatingPointError: if a step leads to a point or a value that is not finite.

    References
    ----------
    S. Boyd and L. Vandenberghe, "Convex Optimization", Cambridge University Press 2004,
    section 9.2. https://web.stanford.edu/~boyd/cvxbook/

    Examples
    --------
    >>> from descent import SGD
    >>> points, values = minimize(lambda x: x**2, lambda x: 2 * x, 4.0, SGD(0.25), steps=3)
    >>> points, values
    (array([4. , 2. , 1. , 0.5]), array([16.  ,  4.  ,  1.  ,  0.25]))
    """
    start = require_array("start", start).copy()
    steps = require_integer("steps", steps, minimum=0)
    require_callable("function", function)
    require_callable("gradient", gradient)
    if not isinstance(optimizer, Method):
        raise ValueError(
            f"optimizer must be an Optimizer, a LineSearch, Newton or LBFGS, got {optimizer!r}"
        )
    # What overflows or is undefined is found and reported as an error.
    with np.errstate(all="ignore"):
        points, values = [start], [float(evaluate(function, start))]
        try:
            for x in optimizer.descend(function, gradient, start, steps):
                value = call(function, x)
                if not (np.isfinite(x).all() and np.isfinite(value)):
                    raise OverflowFound(f"the function is {value} at {x}")
                points.append(x)
                values.append(value)
        except OverflowFound as error:  # what a function itself raises is its own
            raise DivergenceError(Trajectory(np.array(points), np.array(values))) from error
    return Trajectory(np.array(points), np.array(values))
