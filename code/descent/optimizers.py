"""Optimizers: rules that turn the gradients of a loss into better parameters, in place.

Each ``rule`` is the algorithm as it is printed, for one array of parameters θ with gradient g and
learning rate η. The base class does what all share: it walks through the list of parameters, keeps
the arrays that a rule remembers between steps (zeros at first) and asks the schedule for η.
"""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from descent.schedules import Schedule
from descent.validation import check_array, check_number


class Optimizer:
    """What all optimizers share; a subclass adds its ``rule``.

    Examples
    --------
    >>> class SignDescent(Optimizer):
    ...     learning_rate = 0.5
    ...
    ...     def rule(self, theta, g, eta, t):
    ...         theta -= eta * np.sign(g)
    >>> theta = np.array([1.0, -2.0])
    >>> SignDescent().update([theta], [np.array([0.3, -7.0])])
    >>> theta
    array([ 0.5, -1.5])
    """

    learning_rate: float | Schedule
    remembers: int = 0  # how many arrays, each like θ, the rule keeps between steps
    _steps: int = 0
    _memory: list[list[np.ndarray]] | None = None

    def __post_init__(self) -> None:
        if not callable(self.learning_rate):
            check_number("learning_rate", self.learning_rate, above=0)

    def rule(
        self, theta: np.ndarray, g: np.ndarray, eta: float, t: int, *memory: np.ndarray
    ) -> None:
        """Change `theta` and `memory` in place, at step t (from 1)."""
        raise NotImplementedError

    def update(self, parameters: Sequence[np.ndarray], gradients: Sequence[ArrayLike]) -> None:
        """Take one step: change all parameters in place.

        Parameters
        ----------
        parameters : list of ndarray
            Float arrays of any shapes; the same ones at every step.
        gradients : list of array_like
            The gradient of the loss with respect to each of them, of the same shape.

        Raises
        ------
        ValueError
            If lengths or shapes disagree, or a value is NaN or infinite.
        """
        parameters = [_check_parameter(f"parameters[{k}]", p) for k, p in enumerate(parameters)]
        gradients = [check_array(f"gradients[{k}]", g) for k, g in enumerate(gradients)]
        _check_same_shapes("gradients", gradients, parameters)
        if self._memory is not None and self.remembers:
            _check_same_shapes("parameters", parameters, [kept[0] for kept in self._memory])
        self.step(parameters, gradients)

    def step(self, parameters: Sequence[np.ndarray], gradients: Sequence[np.ndarray]) -> None:
        """Do what ``update`` does without looking at the arrays: for inner loops."""
        if self._memory is None:
            self._memory = [[np.zeros_like(p) for _ in range(self.remembers)] for p in parameters]
        eta = self._rate()
        self._steps += 1
        for theta, g, memory in zip(parameters, gradients, self._memory, strict=True):
            self.rule(theta, g, eta, self._steps, *memory)

    def _rate(self) -> float:
        if callable(self.learning_rate):
            return check_number("learning_rate(t)", self.learning_rate(self._steps), minimum=0)
        return float(self.learning_rate)

    def fresh(self) -> Self:
        """Return an optimizer with the same settings that has not taken any step."""
        twin = copy.copy(self)
        twin._steps, twin._memory = 0, None
        return twin


def _check_parameter(name: str, parameter: np.ndarray) -> np.ndarray:
    # Changed in place, so nothing that would have to be converted first is accepted.
    if not isinstance(parameter, np.ndarray) or parameter.dtype not in (np.float32, np.float64):
        kind = getattr(parameter, "dtype", type(parameter).__name__)
        raise ValueError(f"{name} must be a float32 or float64 ndarray, got {kind}")
    return check_array(name, parameter)


def _check_same_shapes(
    name: str, arrays: Sequence[np.ndarray], expected: Sequence[np.ndarray]
) -> None:
    got, want = [a.shape for a in arrays], [a.shape for a in expected]
    if got != want:
        raise ValueError(f"{name} must have shapes {want}, got {got}")


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
    remembers = 1

    def __post_init__(self) -> None:
        super().__post_init__()
        check_number("momentum", self.momentum, minimum=0, below=1)
        if self.nesterov and self.momentum == 0:
            raise ValueError("nesterov must be False if momentum is 0, got nesterov=True")

    def rule(self, theta: np.ndarray, g: np.ndarray, eta: float, t: int, v: np.ndarray) -> None:
        """Change θ and its velocity v in place."""
        if self.momentum:
            v[...] = self.momentum * v + g
            g = g + self.momentum * v if self.nesterov else v
        theta -= eta * g


@dataclass
class AdaGrad(Optimizer):
    """Adaptive gradient: each parameter's rate falls with the squares it has seen.

    s ← s + g², then θ ← θ − η g / (√s + ε).

    Parameters
    ----------
    learning_rate : float or schedule
        η, > 0.
    eps : float
        ε, ≥ 0: keeps the quotient finite.

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
    eps: float = 1e-10
    remembers = 1

    def __post_init__(self) -> None:
        super().__post_init__()
        check_number("eps", self.eps, minimum=0)

    def rule(self, theta: np.ndarray, g: np.ndarray, eta: float, t: int, s: np.ndarray) -> None:
        """Change θ and its sum of squares s in place."""
        s += g**2
        theta -= eta * g / (np.sqrt(s) + self.eps)


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
        ε, ≥ 0: keeps the quotient finite.

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
    alpha: float = 0.99
    eps: float = 1e-8
    remembers = 1

    def __post_init__(self) -> None:
        super().__post_init__()
        check_number("alpha", self.alpha, minimum=0, below=1)
        check_number("eps", self.eps, minimum=0)

    def rule(self, theta: np.ndarray, g: np.ndarray, eta: float, t: int, s: np.ndarray) -> None:
        """Change θ and its running mean of squares s in place."""
        s[...] = self.alpha * s + (1 - self.alpha) * g**2
        theta -= eta * g / (np.sqrt(s) + self.eps)


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
        ε, ≥ 0: keeps the quotient finite.

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
    betas: tuple[float, float] = (0.9, 0.999)
    eps: float = 1e-8
    remembers = 2

    def __post_init__(self) -> None:
        super().__post_init__()
        if np.shape(self.betas) != (2,):
            raise ValueError(f"betas must be two numbers, got {self.betas!r}")
        for k, beta in enumerate(self.betas):
            check_number(f"betas[{k}]", beta, minimum=0, below=1)
        check_number("eps", self.eps, minimum=0)

    def rule(
        self, theta: np.ndarray, g: np.ndarray, eta: float, t: int, m: np.ndarray, v: np.ndarray
    ) -> None:
        """Change θ and its running means m of g and v of g² in place."""
        beta1, beta2 = self.betas
        m[...] = beta1 * m + (1 - beta1) * g
        v[...] = beta2 * v + (1 - beta2) * g**2
        m_hat = m / (1 - beta1**t)
        v_hat = v / (1 - beta2**t)
        theta -= eta * m_hat / (np.sqrt(v_hat) + self.eps)


@dataclass
class AdamW(Adam):
    """Adam with decoupled weight decay: θ ← θ − η λ θ before Adam's step.

    Parameters
    ----------
    learning_rate, betas, eps
        As for `Adam`.
    weight_decay : float
        λ, ≥ 0; it acts on every parameter that ``update`` is given.

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

    weight_decay: float = 1e-2

    def __post_init__(self) -> None:
        super().__post_init__()
        check_number("weight_decay", self.weight_decay, minimum=0)

    def rule(
        self, theta: np.ndarray, g: np.ndarray, eta: float, t: int, m: np.ndarray, v: np.ndarray
    ) -> None:
        """Shrink θ, then take Adam's step."""
        theta -= eta * self.weight_decay * theta
        super().rule(theta, g, eta, t, m, v)
