"""Gradient descent for a smooth loss plus a penalty with a kink."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from descent.optimizers.base import Optimizer
from descent.schedules import Schedule
from descent.validation import check_number


@dataclass
class ProximalSGD(Optimizer):
    """Proximal gradient descent: θ ← prox(θ − η g, η λ), where g is the data loss's gradient alone.

    Parameters
    ----------
    proximal : callable
        The proximal step of the penalty, ``proximal(array, threshold)``: `descent.soft_threshold`
        for L1, whose small weights become exactly 0, or `descent.l2_proximal`.
    strength : float
        λ, ≥ 0: the weight of the penalty in the loss.
    learning_rate : float or schedule
        η, > 0.

    Raises
    ------
    ValueError
        If a number is out of its range.

    References
    ----------
    N. Parikh and S. Boyd, "Proximal algorithms", Foundations and Trends in Optimization 1, 2014,
    section 4.2. https://doi.org/10.1561/2400000003

    Examples
    --------
    >>> from descent import soft_threshold
    >>> W = np.array([1.0, -0.1])
    >>> ProximalSGD(soft_threshold, strength=0.5, learning_rate=0.5).update([W], [np.zeros(2)])
    >>> W
    array([0.75, 0.  ])
    """

    proximal: Callable[[np.ndarray, float], np.ndarray]
    strength: float
    learning_rate: float | Schedule = 1e-3

    def __post_init__(self) -> None:
        super().__post_init__()
        check_number("strength", self.strength, minimum=0)

    def rule(self, theta: np.ndarray, g: np.ndarray, eta: float, t: int) -> None:
        """Change θ in place."""
        theta[...] = self.proximal(theta - eta * g, eta * self.strength)
