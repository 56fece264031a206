"""Gradient descent that never leaves a set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass

import numpy as np

from descent.optimizers.base import Optimizer
from descent.schedules import Schedule
from descent.validation import require_callable, require_same_shape


@dataclass
class ProjectedSGD(Optimizer):
    """Projected gradient descent: θ ← projection(θ − η g).

    Parameters
    ----------
    projection : callable
        Takes an array of parameters, returns the closest one that is allowed, of the same shape:
        ``descent.sparsemax`` for probabilities, ``projections.project_ball`` for bounded weights.
    learning_rate : float or schedule
        η, > 0.

    Raises
    ------
    ValueError
        If the step size is not positive.

    References
    ----------
    S. Bubeck, "Convex optimization: algorithms and complexity", Foundations and Trends in Machine
    Learning 8 (2015), section 3.1. https://doi.org/10.1561/2200000050

    Examples
    --------
    >>> from descent import sparsemax
    >>> p = np.array([0.5, 0.5])
    >>> ProjectedSGD(sparsemax, learning_rate=0.1).update([p], [np.array([1.0, -1.0])])
    >>> p
    array([0.4, 0.6])
    """

    projection: Callable[[np.ndarray], np.ndarray]
    _: KW_ONLY
    learning_rate: float | Schedule = 1e-3

    def __post_init__(self) -> None:
        super().__post_init__()
        require_callable("projection", self.projection)

    def rule(self, theta: np.ndarray, g: np.ndarray, eta: float, t: int) -> None:
        """Change θ in place."""
        projected = self.projection(theta - eta * g)
        require_same_shape("theta", theta, "projection(theta)", np.asarray(projected))
        theta[...] = projected
