"""Gradient descent that finds its step size itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import KW_ONLY, dataclass
from functools import partial
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike

from descent.optimizers.base import Method
from descent.validation import call, evaluate_gradient, positive, require_number


@dataclass
class LineSearch(Method):
    """Gradient descent with Armijo's backtracking line search, a way to `minimize`.

    Each step begins with η and multiplies it by `shrink` until the function falls by a share of
    what the slope promises: f(x − η g) ≤ f(x) − share · η ‖g‖². If nothing falls, as at a minimum
    or along a wrong gradient, η shrinks until x − η g is x, and the point stays.

    Parameters
    ----------
    learning_rate : float
        η, > 0, where each search begins.
    share : float
        c, in (0, 1).
    shrink : float
        In (0, 0.9]: closer to 1 a search would take thousands of evaluations.

    Raises
    ------
    ValueError
        If a number is out of its range.

    References
    ----------
    L. Armijo, "Minimization of functions having Lipschitz continuous first partial derivatives",
    Pacific Journal of Mathematics 16 (1966), 1-3. https://doi.org/10.2140/pjm.1966.16.1

    Examples
    --------
    >>> from descent import minimize
    >>> f, slope = lambda x: 8 * x**2, lambda x: 16 * x
    >>> minimize(f, slope, 4.0, LineSearch(), steps=1).points  # tries 1, 1/2, 1/4, 1/8, 1/16
    array([4., 0.])
    """

    learning_rate: float = 1.0
    _: KW_ONLY
    share: float = 0.5
    shrink: float = 0.5

    kinds: ClassVar = {
        "learning_rate": positive,
        "share": partial(require_number, above=0, below=1),
        "shrink": partial(require_number, above=0, maximum=0.9),
    }

    def descend(
        self,
        function: Callable[[np.ndarray], float],
        gradient: Callable[[np.ndarray], ArrayLike],
        start: np.ndarray,
        steps: int,
    ) -> Iterator[np.ndarray]:
        """Yield the point after each step."""
        c, x, value = self.share, start, call(function, start)
        for _ in range(steps):
            g, eta = evaluate_gradient(gradient, x), self.learning_rate
            # far out f may overflow: no fall, so the step shrinks
            while not (lower := call(function, _at(x, eta, g))) <= value - (c * eta * g * g).sum():
                eta *= self.shrink
                if eta < np.finfo(float).tiny or (_at(x, eta, g) == x).all():
                    eta, lower = 0.0, value
                    break
            x, value = _at(x, eta, g), lower
            yield x


def _at(x: np.ndarray, eta: float, g: np.ndarray) -> np.ndarray:
    """Return x − η g in the type of x, whatever that of g is."""
    return x - (eta * g).astype(x.dtype)
