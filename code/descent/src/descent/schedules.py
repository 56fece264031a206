"""Schedules of the step size, elsewhere called learning rate: functions from the step to a size.

Every optimizer takes such a function, or a plain number, as its ``learning_rate``. Those made here
are equal if their numbers are, and can be pickled.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any, ClassVar, cast

import numpy as np

from descent.validation import (
    Checked,
    Kind,
    at_least_0,
    at_least_1,
    positive,
    require_integer,
    require_number,
)

Schedule = Callable[[int], float]


def _require_each(require: Kind, name: str, values: Sequence) -> tuple:
    if not isinstance(values, Iterable) or np.ndim(values) == 0:
        raise ValueError(f"{name} must be a sequence, got {values!r}")
    return tuple(require(f"{name}[{k}]", each) for k, each in enumerate(values))


@dataclass(frozen=True)
class constant(Checked):
    """Keep the step size at eta.

    Parameters
    ----------
    eta : float
        The rate, > 0.

    Raises
    ------
    ValueError
        If `eta` is not a positive number.

    References
    ----------
    A. Zhang, Z. C. Lipton, M. Li and A. J. Smola, "Dive into Deep Learning",
    section 12.11 (Learning Rate Scheduling). https://d2l.ai

    Examples
    --------
    >>> schedule = constant(0.1)
    >>> schedule(0), schedule(1000)
    (0.1, 0.1)
    """

    eta: float

    kinds: ClassVar = {"eta": positive}

    def __call__(self, t: int) -> float:
        """Return the rate at step t."""
        _require_step(t)
        return self.eta


@dataclass(frozen=True)
class piecewise_constant(Checked):
    """Use values[0] before step boundaries[0], then values[1] until boundaries[1], and so on.

    Parameters
    ----------
    boundaries : sequence of int, length K
        The steps at which a new rate begins, increasing.
    values : sequence of float, length K + 1
        The rates, each > 0.

    Raises
    ------
    ValueError
        If the lengths do not fit, the boundaries are no increasing steps or a rate is not positive.

    References
    ----------
    A. Zhang, Z. C. Lipton, M. Li and A. J. Smola, "Dive into Deep Learning",
    section 12.11 (Learning Rate Scheduling). https://d2l.ai

    Examples
    --------
    >>> schedule = piecewise_constant([10, 20], [0.1, 0.01, 0.001])
    >>> [schedule(t) for t in (0, 9, 10, 19, 20, 500)]
    [0.1, 0.1, 0.01, 0.01, 0.001, 0.001]
    """

    boundaries: Sequence[int]
    values: Sequence[float]
    kinds: ClassVar = {
        "boundaries": partial(_require_each, partial(require_integer, minimum=0)),
        "values": partial(_require_each, positive),
    }

    def __post_init__(self) -> None:
        super().__post_init__()
        if len(self.values) != len(self.boundaries) + 1:
            raise ValueError(
                f"values must have one entry more than boundaries, got {len(self.values)} values "
                f"and {len(self.boundaries)} boundaries"
            )
        if not all(earlier < later for earlier, later in pairwise(self.boundaries)):
            raise ValueError(f"boundaries must increase, got {list(self.boundaries)}")

    def __call__(self, t: int) -> float:
        """Return the rate at step t."""
        t = _require_step(t)
        return self.values[bisect_right(self.boundaries, t)]


@dataclass(frozen=True)
class _Decay(Checked):
    """A rate that falls from eta0, the faster the larger its decay per step."""

    eta0: float
    rate: float

    kinds: ClassVar = {"eta0": positive, "rate": at_least_0}


@dataclass(frozen=True)
class exponential_decay(_Decay):
    """Let the step size decay as eta0 · exp(−rate · t).

    Parameters
    ----------
    eta0 : float
        The rate at step 0, > 0.
    rate : float
        The decay per step, ≥ 0; after ln 2 / rate steps the step size has halved.

    Raises
    ------
    ValueError
        If `eta0` is not positive or `rate` is negative.

    References
    ----------
    A. Zhang, Z. C. Lipton, M. Li and A. J. Smola, "Dive into Deep Learning",
    section 12.4.2 (Dynamic Learning Rate). https://d2l.ai

    Examples
    --------
    >>> schedule = exponential_decay(0.5, rate=0.1)
    >>> [round(schedule(t), 4) for t in (0, 1, 10)]
    [0.5, 0.4524, 0.1839]
    """

    def __call__(self, t: int) -> float:
        """Return the rate at step t."""
        t = _require_step(t)
        return self.eta0 * math.exp(-self.rate * t)


@dataclass(frozen=True)
class inverse_time_decay(_Decay):
    """Let the step size decay as eta0 / (1 + rate · t).

    With a rate above 0 it meets Robbins and Monro's conditions: the step sizes sum to infinity,
    their squares do not. With rate 0 the step size is constant and does not.

    Parameters
    ----------
    eta0 : float
        The rate at step 0, > 0.
    rate : float
        The decay per step, ≥ 0; after 1 / rate steps the step size has halved.

    Raises
    ------
    ValueError
        If `eta0` is not positive or `rate` is negative.

    References
    ----------
    H. Robbins and S. Monro, "A stochastic approximation method", Annals of Mathematical
    Statistics 22 (1951), 400-407. https://doi.org/10.1214/aoms/1177729586

    Examples
    --------
    >>> schedule = inverse_time_decay(0.5, rate=0.1)
    >>> [round(schedule(t), 4) for t in (0, 10, 90)]
    [0.5, 0.25, 0.05]
    """

    def __call__(self, t: int) -> float:
        """Return the rate at step t."""
        t = _require_step(t)
        return self.eta0 / (1 + self.rate * t)


@dataclass(frozen=True)
class cosine(Checked):
    """Let the step size fall from eta0 to 0 along half a cosine, then stay at 0.

    t ↦ eta0 · (1 + cos(π min(t / steps, 1))) / 2.

    Parameters
    ----------
    eta0 : float
        The rate at step 0, > 0.
    steps : int
        The step at which it has become 0, ≥ 1.

    Raises
    ------
    ValueError
        If `eta0` is not positive or `steps` is no positive integer.

    References
    ----------
    I. Loshchilov and F. Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017;
    here without restarts. https://arxiv.org/abs/1608.03983

    Examples
    --------
    >>> schedule = cosine(0.5, steps=100)
    >>> [round(schedule(t), 4) for t in (0, 25, 50, 100, 200)]
    [0.5, 0.4268, 0.25, 0.0, 0.0]
    """

    eta0: float
    steps: int

    kinds: ClassVar = {"eta0": positive, "steps": at_least_1}

    def __call__(self, t: int) -> float:
        """Return the rate at step t."""
        t = _require_step(t)
        left = max(self.steps - t, 0) / self.steps
        return self.eta0 * math.sin(math.pi / 2 * left) ** 2  # as 1 + cos has no digits near 0


def _as_schedule(name: str, value: float | Schedule) -> Schedule:
    return value if callable(value) else constant(positive(name, value))


@dataclass(frozen=True)
class warm_up(Checked):
    """Let the step size rise in equal parts over the first steps, then follow `schedule`.

    t ↦ schedule(0) · (t + 1) / steps while t < steps, then schedule(t − steps).

    Parameters
    ----------
    steps : int
        How many steps the rise takes, ≥ 1.
    schedule : float or schedule
        What comes then, counted from its own step 0: a rate > 0, or a function of the step.

    Raises
    ------
    ValueError
        If `steps` is no positive integer or the rate is not positive.

    References
    ----------
    P. Goyal et al., "Accurate, large minibatch SGD: training ImageNet in 1 hour", 2017, section
    2.2. https://arxiv.org/abs/1706.02677

    Examples
    --------
    >>> schedule = warm_up(4, cosine(0.5, steps=100))
    >>> [round(schedule(t), 4) for t in (0, 1, 3, 4, 54, 104)]
    [0.125, 0.25, 0.5, 0.5, 0.25, 0.0]
    """

    steps: int
    schedule: float | Schedule

    kinds: ClassVar = {"steps": at_least_1, "schedule": _as_schedule}

    def __call__(self, t: int) -> float:
        """Return the rate at step t."""
        t = _require_step(t)
        then = cast(Schedule, self.schedule)
        return then(0) * (t + 1) / self.steps if t < self.steps else then(t - self.steps)


def _require_step(t: int) -> Any:
    return t if type(t) is int and 0 <= t < 2**63 else require_number("t", t, minimum=0)
