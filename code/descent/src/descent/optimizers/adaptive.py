"""Adaptive methods: every parameter has a rate of its own, by the gradients that it has seen."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import ClassVar

import numpy as np

from descent.optimizers.base import Optimizer
from descent.schedules import Schedule
from descent.validation import at_least_0, below_1


def ratio(g: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """Return ``g / scale``, but 0 where the scale is 0: what has had no gradient stays.

    So does what has had only gradients whose squares are too small for floats.
    """
    if scale.all():
        return g / scale
    return np.divide(g, scale, out=np.zeros(g.shape, g.dtype), where=scale != 0)


@dataclass
class AdaGrad(Optimizer):
    """Adaptive gradient: each parameter's rate falls with the squares it has seen.

    s ← s + g², then θ ← θ − η g / (√s + ε).

    Parameters
    ----------
    learning_rate : float or schedule
        η, > 0.
    eps : float
        ε, ≥ 0: keeps the quotient small where gradients were; a quotient by 0 counts as 0, also
        where the root is 0 only because squares are too small for floats.

    Raises
    ------
    ValueError
        If a number is out of its range.

    References
    ----------
    J. Duchi, E. Hazan and Y. Singer, "Adaptive subgradient methods for online learning and
    stochastic optimization", JMLR 12 (2011), 2121-2159. https://jmlr.org/papers/v12/duchi11a.html

    Examples
    --------
    >>> W = np.array([3.0, -1.0])
    >>> AdaGrad(0.5).update([W], [np.array([10.0, 0.001])])  # large or small, the same first step
    >>> W.round(4)
    array([ 2.5, -1.5])
    """

    learning_rate: float | Schedule = 1e-2
    _: KW_ONLY
    eps: float = 1e-10
    kinds: ClassVar = {"eps": at_least_0}
    remembers = 1

    def rule(self, theta: np.ndarray, g: np.ndarray, eta: float, t: int, s: np.ndarray) -> None:
        """Change θ and its sum of squares s in place."""
        s += g**2
        theta -= eta * ratio(g, np.sqrt(s) + self.eps)


@dataclass
class RMSProp(Optimizer):
    """AdaGrad that forgets: a running mean of the squares takes the place of their sum.

    s ← α s + (1 − α) g², then θ ← θ − η g / (√s + ε).

    Parameters
    ----------
    learning_rate : float or schedule
        η, > 0.
    alpha : float
        α, in [0, 1): how much of the running mean is kept.
    eps : float
        ε, ≥ 0: keeps the quotient small where gradients were; a quotient by 0 counts as 0, also
        where the root is 0 only because squares are too small for floats.

    Raises
    ------
    ValueError
        If a number is out of its range.

    References
    ----------
    G. Hinton, "Neural Networks for Machine Learning", lecture 6e, 2012.
    https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf

    Examples
    --------
    >>> W = np.array([3.0, -1.0])
    >>> RMSProp(0.1).update([W], [np.array([10.0, 5.0])])  # η / √(1 − α) = 1 at first
    >>> W.round(4)
    array([ 2., -2.])
    """

    learning_rate: float | Schedule = 1e-2
    _: KW_ONLY
    alpha: float = 0.99
    eps: float = 1e-8
    kinds: ClassVar = {"alpha": below_1, "eps": at_least_0}
    remembers = 1

    def rule(self, theta: np.ndarray, g: np.ndarray, eta: float, t: int, s: np.ndarray) -> None:
        """Change θ and its running mean of squares s in place."""
        s[...] = self.alpha * s + (1 - self.alpha) * g**2
        theta -= eta * ratio(g, np.sqrt(s) + self.eps)


def _betas(name: str, value: tuple[float, float]) -> tuple[float, ...]:
    if np.array(value, object).shape != (2,):
        raise ValueError(f"{name} must be two numbers, got {value!r}")
    checked = tuple(below_1(f"{name}[{k}]", beta) for k, beta in enumerate(value))
    plain = isinstance(value, tuple) and all(type(beta) is float for beta in value)
    return value if plain else checked  # the same object, by which sklearn clones


@dataclass
class Adam(Optimizer):
    """Momentum and RMSProp together, both corrected for their start at zero.

    m ← β₁ m + (1 − β₁) g and v ← β₂ v + (1 − β₂) g², then
    θ ← θ − η m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ).

    Parameters
    ----------
    learning_rate : float or schedule
        η, > 0.
    betas : pair of float
        β₁ and β₂, in [0, 1): how much of the running means is kept.
    eps : float
        ε, ≥ 0: keeps the quotient small where gradients were; a quotient by 0 counts as 0, also
        where the root is 0 only because squares are too small for floats.

    Raises
    ------
    ValueError
        If a number is out of its range.

    References
    ----------
    D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR 2015.
    https://arxiv.org/abs/1412.6980

    Examples
    --------
    >>> W = np.array([3.0, -1.0])
    >>> Adam(0.5).update([W], [np.array([10.0, 5.0])])
    >>> W.round(4)
    array([ 2.5, -1.5])
    """

    learning_rate: float | Schedule = 1e-3
    _: KW_ONLY
    betas: tuple[float, float] = (0.9, 0.999)
    eps: float = 1e-8
    kinds: ClassVar = {"betas": _betas, "eps": at_least_0}
    remembers = 2

    def rule(
        self, theta: np.ndarray, g: np.ndarray, eta: float, t: int, m: np.ndarray, v: np.ndarray
    ) -> None:
        """Change θ and its running means m of g and v of g² in place."""
        beta1, beta2 = self.betas
        m[...] = beta1 * m + (1 - beta1) * g
        v[...] = beta2 * v + (1 - beta2) * g**2
        m_hat = m / (1 - beta1**t)
        v_hat = v / (1 - beta2**t)
        theta -= eta * ratio(m_hat, np.sqrt(v_hat) + self.eps)


@dataclass
class AdamW(Adam):
    """Adam with decoupled weight decay: θ ← θ − η λ θ before Adam's step.

    In a model the decay acts on the weights, as all penalties do; biases take Adam's step alone.

    Parameters
    ----------
    learning_rate, betas, eps : float or schedule, pair of float, float
        As for `Adam`.
    weight_decay : float
        λ, ≥ 0. ``update`` does not know which parameters are biases, and lets all of them decay, as
        PyTorch does.

    Raises
    ------
    ValueError
        If a number is out of its range.

    References
    ----------
    I. Loshchilov and F. Hutter, "Decoupled weight decay regularization", ICLR 2019.
    https://arxiv.org/abs/1711.05101

    Examples
    --------
    >>> W = np.array([3.0, -1.0])
    >>> AdamW(0.5, weight_decay=0.1).update([W], [np.array([10.0, 5.0])])
    >>> W.round(4)
    array([ 2.35, -1.45])
    """

    _: KW_ONLY
    weight_decay: float = 1e-2
    kinds: ClassVar = Adam.kinds | {"weight_decay": at_least_0}

    def rule(
        self, theta: np.ndarray, g: np.ndarray, eta: float, t: int, m: np.ndarray, v: np.ndarray
    ) -> None:
        """Shrink θ, then take Adam's step."""
        theta -= eta * self.weight_decay * theta
        super().rule(theta, g, eta, t, m, v)

    def bias_rule(
        self, theta: np.ndarray, g: np.ndarray, eta: float, t: int, m: np.ndarray, v: np.ndarray
    ) -> None:
        """Take Adam's step alone, free of the decay."""
        super().rule(theta, g, eta, t, m, v)


@dataclass
class AMSGrad(Adam):
    """Adam that never forgets a large gradient: the largest v so far takes the place of v.

    v̂ = max(v₁, …, vₜ) / (1 − β₂ᵗ), as in PyTorch's ``Adam(amsgrad=True)``; the rest is Adam's. In
    the paper v̂ is not corrected, and no rate η / √v̂ ever rises. The correction falls towards 1, so
    that here rates may rise after the first steps.

    Parameters
    ----------
    learning_rate, betas, eps : float or schedule, pair of float, float
        As for `Adam`.

    Raises
    ------
    ValueError
        If a number is out of its range.

    References
    ----------
    S. J. Reddi, S. Kale and S. Kumar, "On the convergence of Adam and beyond", ICLR 2018.
    https://arxiv.org/abs/1904.09237

    Examples
    --------
    >>> for optimizer in (Adam(1.0, betas=(0, 0.5)), AMSGrad(1.0, betas=(0, 0.5))):
    ...     W = np.zeros(1)
    ...     for g in (8.0, 1.0, 1.0):  # AMSGrad does not forget the large gradient
    ...         optimizer.update([W], [np.array([g])])
    ...     print(W.round(2))
    [-1.53]
    [-1.32]
    """

    remembers = 3

    def rule(
        self,
        theta: np.ndarray,
        g: np.ndarray,
        eta: float,
        t: int,
        m: np.ndarray,
        v: np.ndarray,
        highest: np.ndarray,
    ) -> None:
        """Change θ, its running means m and v and the highest v in place."""
        beta1, beta2 = self.betas
        m[...] = beta1 * m + (1 - beta1) * g
        v[...] = beta2 * v + (1 - beta2) * g**2
        highest[...] = np.maximum(highest, v)
        m_hat = m / (1 - beta1**t)
        v_hat = highest / (1 - beta2**t)
        theta -= eta * ratio(m_hat, np.sqrt(v_hat) + self.eps)
