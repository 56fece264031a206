"""Gradient descent that finds its step size itself."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from descent.optimizers.base import Optimizer
from descent.schedules import Schedule
from descent.validation import check_array, check_number


@dataclass
class LineSearch(Optimizer):
    """Gradient descent with Armijo's backtracking line search, for one array of parameters.

    Each step begins with η and multiplies it by `shrink` until the function falls by a share of
    what the slope promises: f(θ − η g) ≤ f(θ) − share · η ‖g‖². If nothing falls, as at a minimum
    or along a wrong gradient, η shrinks to nothing and θ stays.

    Parameters
    ----------
    function : callable
        θ ↦ f(θ), a number.
    learning_rate : float or schedule
        η, > 0, where each search begins.
    share : float
        c, in (0, 1).
    shrink : float
        In (0, 1).

    Raises
    ------
    ValueError
        If a number is out of its range; from ``update``, if f(θ) is not finite.

    References
    ----------
    L. Armijo, "Minimization of functions having Lipschitz continuous first partial derivatives",
    Pacific Journal of Mathematics 16 (1966), 1-3. https://doi.org/10.2140/pjm.1966.16.1

    Examples
    --------
    >>> x = np.array([4.0])
    >>> LineSearch(lambda x: 8 * x @ x).update([x], [16 * x])  # tries 1, 1/2, 1/4, 1/8, 1/16
    >>> x
    array([0.])
    """

    function: Callable[[np.ndarray], float]
    learning_rate: float | Schedule = 1.0
    share: float = 0.5
    shrink: float = 0.5

    def __post_init__(self) -> None:
        super().__post_init__()
        check_number("share", self.share, above=0, below=1)
        check_number("shrink", self.shrink, above=0, below=1)

    def rule(self, theta: np.ndarray, g: np.ndarray, eta: float, t: int) -> None:
        """Change θ in place."""
        value, squared = check_array("function(theta)", self.function(theta), ndim=0), (g**2).sum()
        with np.errstate(all="ignore"):  # far out f may overflow: no fall, so the step shrinks
            while not self.function(theta - eta * g) <= value - self.share * eta * squared:
                eta *= self.shrink
        theta -= eta * g
