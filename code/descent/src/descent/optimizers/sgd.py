"""Gradient descent: the gradient as it is, or with momentum."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike

from descent.optimizers.base import Optimizer
from descent.schedules import Schedule
from descent.validation import below_1, require_array, require_bool


@dataclass
class SGD(Optimizer):
    """Stochastic gradient descent, with momentum if wanted.

    v ← μ v + g, then θ ← θ − η v, or with Nesterov's look ahead θ ← θ − η (g + μ v).

    Parameters
    ----------
    learning_rate : float or schedule
        η, > 0.
    momentum : float
        μ, in [0, 1): how much of the velocity v is kept. While it is 0, v rests as it is, 0 at
        first.
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
    _: KW_ONLY
    momentum: float = 0.0
    nesterov: bool = False
    kinds: ClassVar = {"momentum": below_1, "nesterov": require_bool}

    @property
    def remembers(self) -> int:
        """The velocity, which there is none of without momentum."""
        return int(self.momentum > 0)

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.nesterov and self.momentum == 0:
            raise ValueError("nesterov must be False if momentum is 0, got nesterov=True")

    def rule(
        self, theta: np.ndarray, g: np.ndarray, eta: float, t: int, *memory: np.ndarray
    ) -> None:
        """Change θ and its velocity v in place."""
        for v in memory:
            v[...] = self.momentum * v + g
            g = g + self.momentum * v if self.nesterov else v
        theta -= eta * g


def momentum_roots(share: ArrayLike, momentum: ArrayLike) -> np.ndarray:
    """Return both eigenvalues of a step with momentum on a parabola.

    A step takes the position and the step before to the next ones. It is linear, and its
    eigenvalues solve ``z² - (1 + momentum - share) z + momentum = 0``: the larger one in size is
    the factor by which the distance shrinks in the long run.

    Parameters
    ----------
    share : array_like, any shape
        The step size times the curvature, >= 0.
    momentum : array_like, of a shape that fits
        From 0 to 1.

    Returns
    -------
    ndarray of complex, with one more axis, of length 2
        The larger in size first.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    G. Goh, "Why momentum really works", Distill, 2017. https://doi.org/10.23915/distill.00006

    Examples
    --------
    >>> abs(momentum_roots(1.0, 0.25))
    array([0.5, 0.5])
    """
    share = require_array("share", share, minimum=0)
    momentum = require_array("momentum", momentum, minimum=0, maximum=1)
    try:
        np.broadcast_shapes(share.shape, momentum.shape)
    except ValueError:
        shapes = f"{momentum.shape} for share of shape {share.shape}"
        raise ValueError(f"momentum must have a shape that fits share, got {shapes}") from None
    with np.errstate(over="ignore", under="ignore"):
        half, middle = (1 + momentum - share) / 2, np.sqrt(momentum)
        root = np.sqrt(half - middle + 0j) * np.sqrt(half + middle + 0j)  # of half² − momentum
        larger, smaller = half + root, np.asarray(half - root)  # in size
        # their product is the momentum; half - root would cancel, but for a conjugate
        np.divide(momentum, larger, out=smaller, where=(root.imag == 0) & (larger != 0))
        return np.stack([larger, smaller], axis=-1)
