"""Gradient descent: the gradient as it is, or with momentum."""

from dataclasses import dataclass

import numpy as np

from descent.optimizers.base import Optimizer
from descent.schedules import Schedule
from descent.validation import require_bool, require_number


@dataclass
class SGD(Optimizer):
    """Stochastic gradient descent, with momentum if wanted.

    v ← μ v + g, then θ ← θ − η v, or with Nesterov's look ahead θ ← θ − η (g + μ v).

    Parameters
    ----------
    learning_rate : float or schedule
        η, > 0.
    momentum : float
        μ, in [0, 1): how much of the velocity v is kept.
    nesterov : bool
        Whether to look ahead; needs momentum.

    Raises
    ------
    ValueError
        If a number is out of its range, or `nesterov` comes without momentum.

    References
    ----------
    I. Sutskever, J. Martens, G. Dahl and G. Hinton, "On the importance of initialization
    and momentum in deep learning", ICML 2013. https://proceedings.mlr.press/v28/sutskever13.html

    Examples
    --------
    >>> W = np.array([3.0, -1.0])
    >>> SGD(0.1).update([W], [np.array([10.0, 5.0])])
    >>> W
    array([ 2. , -1.5])
    """

    learning_rate: float | Schedule = 1e-3
    momentum: float = 0.0
    nesterov: bool = False

    @property
    def remembers(self) -> int:
        """The velocity, which there is none of without momentum."""
        return int(self.momentum > 0)

    def __post_init__(self) -> None:
        super().__post_init__()
        require_number("momentum", self.momentum, minimum=0, below=1)
        if require_bool("nesterov", self.nesterov) and self.momentum == 0:
            raise ValueError("nesterov must be False if momentum is 0, got nesterov=True")

    def rule(
        self, theta: np.ndarray, g: np.ndarray, eta: float, t: int, *memory: np.ndarray
    ) -> None:
        """Change θ and its velocity v in place."""
        for v in memory:
            v[...] = self.momentum * v + g
            g = g + self.momentum * v if self.nesterov else v
        theta -= eta * g
