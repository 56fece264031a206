"""Gradient descent for a smooth loss plus a penalty with a kink."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass, field
from typing import Any, ClassVar, Self

import numpy as np

from descent import kernels
from descent.optimizers.base import Optimizer
from descent.penalties import l1, l2
from descent.projections import l2_proximal, soft_threshold
from descent.schedules import Schedule
from descent.validation import at_least_0, require_callable, require_same_shape

KNOWN: dict[Callable, tuple[Callable, Callable]] = {
    soft_threshold: (kernels.soft_threshold, l1),
    l2_proximal: (kernels.l2_proximal, l2),
}
"""Proximal steps: what does them in an inner loop, and the penalty that they belong to."""


def _look_up(proximal: Callable) -> tuple[Callable, Callable | None]:
    for step, pair in KNOWN.items():
        if step is proximal:
            return pair
    return proximal, None


@dataclass
class ProximalSGD(Optimizer):
    """Proximal gradient descent: θ ← prox(θ − η g, η λ), where g is the data loss's gradient alone.

    In a model the penalty acts on the weights; biases just step against their gradient.

    Parameters
    ----------
    proximal : callable
        The proximal step of the penalty, ``proximal(array, threshold)``: `soft_threshold`
        for L1, whose small weights become exactly 0, or `l2_proximal`.
    strength : float
        λ, ≥ 0: the weight of the penalty in the loss.
    learning_rate : float or schedule
        η, > 0.
    penalty : callable, optional
        The penalty R itself, array ↦ R(array), which a model adds to the loss that it reports;
        known for `soft_threshold` and `l2_proximal`.

    Attributes
    ----------
    regularizer : callable or None
        `penalty`, or if none is given the one that is known.

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
    >>> from descent.projections import soft_threshold
    >>> W = np.array([1.0, -0.1])
    >>> ProximalSGD(soft_threshold, strength=0.5, learning_rate=0.5).update([W], [np.zeros(2)])
    >>> W
    array([0.75, 0.  ])
    """

    proximal: Callable[[np.ndarray, float], np.ndarray]
    strength: float
    _: KW_ONLY
    learning_rate: float | Schedule = 1e-3
    penalty: Callable[[np.ndarray], float] | None = field(default=None, repr=False)
    kinds: ClassVar = {"strength": at_least_0, "proximal": require_callable}

    @property
    def regularizer(self) -> Callable[[np.ndarray], float] | None:
        """The penalty R that a model adds to its loss."""
        _, known = _look_up(self.proximal)
        return self.penalty or known

    def set_params(self, **settings: Any) -> Self:
        """Change settings by name and return self; another proximal step has its own penalty."""
        reset = {"penalty": None} if "proximal" in settings else {}
        return super().set_params(**reset | settings)

    def rule(self, theta: np.ndarray, g: np.ndarray, eta: float, t: int) -> None:
        """Change θ in place."""
        proximal, _ = _look_up(self.proximal)
        shrunk = proximal(theta - eta * g, eta * self.strength)
        require_same_shape("theta", theta, "proximal(theta)", np.asarray(shrunk))
        theta[...] = shrunk

    def bias_rule(self, theta: np.ndarray, g: np.ndarray, eta: float, t: int) -> None:
        """Change θ in place, free of the penalty."""
        theta -= eta * g
