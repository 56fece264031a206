"""L-BFGS: curvature guessed from the last gradients, as SciPy has it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike

from descent.optimizers.base import Method
from descent.validation import OverflowFound, at_least_1, call, evaluate_gradient


@dataclass
class LBFGS(Method):
    """Limited-memory BFGS, a way to `minimize`; needs SciPy, whose L-BFGS-B it runs.

    Where nothing falls any more before all steps are taken, as at a minimum, the point stays. A
    point that the search for a step only tries may lie where the function is infinite or undefined.

    Parameters
    ----------
    memory : int
        How many pairs of steps and gradient differences stand for the Hessian, ≥ 1.

    Raises
    ------
    ValueError
        If `memory` is no positive integer.
    ImportError
        From `minimize`, if SciPy is not installed.

    References
    ----------
    D. C. Liu and J. Nocedal, "On the limited memory BFGS method for large scale optimization",
    Mathematical Programming 45 (1989), 503-528. https://doi.org/10.1007/BF01589116

    Examples
    --------
    >>> from descent import minimize
    >>> f, slope = lambda x: x @ x, lambda x: 2 * x
    >>> minimize(f, slope, [3.0, 4.0], LBFGS(), steps=5).values[-1] < 1e-12
    np.True_
    """

    memory: int = 10

    kinds: ClassVar = {"memory": at_least_1}

    def descend(
        self,
        function: Callable[[np.ndarray], float],
        gradient: Callable[[np.ndarray], ArrayLike],
        start: np.ndarray,
        steps: int,
    ) -> Iterator[np.ndarray]:
        """Yield the point after each step."""
        try:
            from scipy import optimize
        except ImportError:
            raise ImportError("LBFGS needs SciPy: pip install scipy") from None

        options = {"maxcor": self.memory, "maxfun": 10**9, "ftol": 0.0, "gtol": 0.0}

        def shaped(x: np.ndarray) -> np.ndarray:
            return x.reshape(start.shape).astype(start.dtype)

        known = call(function, start)  # the last value that was finite

        def height_and_slope(x: np.ndarray) -> tuple[float, np.ndarray]:
            nonlocal known
            value = call(function, shaped(x))
            if value == -np.inf:
                raise OverflowFound(f"the function is {value} at {x}")
            if not np.isfinite(value):  # higher than what is known: the search goes back
                return known + abs(known) + 1e3, np.zeros_like(x)
            known = value
            return value, evaluate_gradient(gradient, shaped(x)).ravel()

        points, diverged, left = [start], None, steps
        try:
            while left > 0:
                optimize.minimize(
                    height_and_slope,
                    points[-1].ravel(),
                    method="L-BFGS-B",
                    jac=True,
                    callback=lambda x: points.append(shaped(x)),
                    options=options | {"maxiter": left},
                )
                if left == (left := steps + 1 - len(points)):  # a new start has not helped
                    break
        except OverflowFound as error:
            diverged = error
        yield from points[1 : steps + 1]
        if diverged:
            raise diverged
        yield from [points[-1]] * (steps + 1 - len(points))
