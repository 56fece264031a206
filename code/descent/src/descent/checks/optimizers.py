"""The checks of the chapter on optimizers."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from descent.checks.asking import ask
from descent.checks.core import Wrong, apart, check, close, count, difference, number, numbers

CURVATURE, START = np.array([1.0, 50.0]), np.array([2.0, -1.0])
SHARDS = np.array([[1.0, -2.0], [3.0, 0.0], [-1.0, 4.0]])
"""The gradients of three shards."""


@check
def final_speed(step: float) -> str:
    """Check the length of a step in the long run: η = 0.01, μ = 0.9, a constant gradient of 3."""
    step = number(step)
    if close(step, 0.03):
        raise Wrong("that is the first step. Each later one keeps 0.9 of the velocity, too.")
    if close(step, 30):
        raise Wrong("that is the velocity v. The step is η v.")
    if close(step, 0.1):
        raise Wrong("that is η/(1 − μ): right for a gradient of 1.")
    if not np.isclose(step, 0.3, rtol=1e-3):
        raise Wrong("v stops growing where v = 0.9 v + 3.")
    return "v = 3/(1 − 0.9) = 30, and 0.01 · 30 = 0.3: ten times the first step."


@check
def best_momentum(momentum: float) -> str:
    """Check the best momentum where step size times curvature is 0.04."""
    momentum = number(momentum)
    if np.isclose(momentum, 0.8, atol=1e-3):
        raise Wrong("that is the size of the eigenvalues, √μ.")
    if np.isclose(momentum, 0.96, atol=1e-3):
        raise Wrong("that is the factor of gradient descent, 1 − ηλ.")
    if not 0 <= momentum < 1:
        raise Wrong("μ is at least 0 and below 1.")
    if not np.isclose(momentum, 0.64, atol=1e-3):
        half = (1 + momentum - 0.04) / 2
        pace = np.abs(half + np.sqrt(half**2 - momentum + 0j))
        raise Wrong(f"there the larger eigenvalue is {pace:.3f} in size, and it can be smaller.")
    return "μ = (1 − √0.04)² = 0.64: both eigenvalues are 0.8, where gradient descent has 0.96."


@check
def first_steps(steps: ArrayLike) -> str:
    """Check how AdaGrad, RMSProp (α = 0.99) and Adam move θ at first: g = 5, η = 0.1."""
    got = numbers("your answer", steps, shape=(3,))
    if np.allclose(-got, [-0.1, -1, -0.1], rtol=1e-3):
        raise Wrong("all three go the wrong way: g is positive, so θ falls.")
    for value, right, name, words in zip(
        got, (-0.1, -1.0, -0.1), ("AdaGrad", "RMSProp", "Adam"), _FIRST, strict=True
    ):
        if not np.isclose(value, right, rtol=1e-3):
            raise Wrong(f"{name}: {value:g} is not where it goes. {words}")
    return "−η, −η/√(1 − α) = −10 η, and −η. The 5 is in none of them."


_FIRST = (
    "s is g² after one step.",
    "s is (1 − α) g² after one step.",
    "At t = 1 both means are corrected, so m̂ = g and v̂ = g².",
)


@check
def adam(function: Callable) -> str:
    """Check Adam as it comes: (gradient, start, eta, steps) to the last point."""
    for eta, steps in ((0.1, 2), (0.03, 25), (0.1, 1)):
        result = ask(
            function, _gradient, START, eta, steps, shape=(2,), finite=False, keeps="start"
        )
        if not close(result, _adam(eta, steps)):
            raise Wrong(_slip(result, eta, steps))
    result = ask(function, lambda x: 1e-8 * _gradient(x), START, 0.1, 3, shape=(2,))
    if not close(result, _adam(0.1, 3, scale=1e-8)):
        raise Wrong(
            "right, but not where gradients are tiny and ε counts. How large is it, and where?"
        )
    return "1, 2 and 25 steps end where Adam ends."


def _gradient(x: np.ndarray) -> np.ndarray:
    """Return a gradient that is not 0 at 0: Adam does not see the scale of one that is."""
    return CURVATURE * (x - 1)


def _adam(
    eta: float,
    steps: int,
    correct: tuple[bool, bool] = (True, True),
    root: bool = True,
    sign: int = -1,
    scale: float = 1.0,
) -> np.ndarray:
    x, m, v = START.copy(), np.zeros(2), np.zeros(2)
    for t in range(1, steps + 1):
        g = scale * _gradient(x)
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        m_hat = m / (1 - 0.9**t) if correct[0] else m
        v_hat = v / (1 - 0.999**t) if correct[1] else v
        x = x + sign * eta * m_hat / ((np.sqrt(v_hat) if root else v_hat) + 1e-8)
    return x


def _slip(result: np.ndarray, eta: float, steps: int) -> str:
    """Say by which slip Adam would end there."""
    slips: dict[str, dict[str, Any]] = {
        "the means start at 0 and are too small at first: divide by 1 − βᵗ.": {
            "correct": (False, False)
        },
        "v is not corrected for its start at 0.": {"correct": (True, False)},
        "m is not corrected for its start at 0.": {"correct": (False, True)},
        "v has the unit of g²; the step divides by its root.": {"root": False},
        "the point has moved uphill.": {"sign": 1},
    }
    for words, change in slips.items():
        if close(result, _adam(eta, steps, **change)):
            return words
    if not np.isfinite(result).all():
        return "the result is not finite. Does t begin at 1?"
    if close(result, _adam(eta, 1)):
        return f"{steps} steps were asked for, one was taken."
    return (
        f"after {steps} step{'s' * (steps > 1)} of eta = {eta} from (2, −1) with the gradient "
        f"(x₁ − 1, 50 (x₂ − 1)), {difference(result, _adam(eta, steps))}"
    )


@check
def adagrad_patience(steps: float) -> str:
    """Check after how many steps AdaGrad has covered 10, with η = 0.1 and gradients of 1."""
    steps = count(steps)
    way = 0.1 * np.cumsum(np.arange(1, 10_001) ** -0.5)
    right = int((way < 10).sum()) + 1
    if steps == 100:
        raise Wrong("that is for steps of 0.1 that do not shrink.")
    if steps < right:
        raise Wrong(f"after {steps} steps it has covered {apart(way[steps - 1], 10)[0]}.")
    if steps > right:
        raise Wrong("it has arrived before.")
    return f"Σ 0.1/√t reaches 10 at t = {right}; steps that did not shrink would need 100."


@check
def combine(function: Callable) -> str:
    """Check the gradient of all rows from those of the shards: (gradients, sizes) to one."""
    equal = ask(function, SHARDS, np.array([4, 4, 4]), shape=(2,))
    if close(equal, SHARDS.sum(0)):
        raise Wrong("the gradients are summed; the loss is a mean over the rows.")
    sizes = np.array([10, 20, 70])
    result = ask(function, SHARDS, sizes, shape=(2,))
    if close(result, SHARDS.mean(0)):
        raise Wrong("a shard of 10 rows counts as much as one of 70.")
    if close(result, sizes @ SHARDS):
        raise Wrong("weighted by the rows, but then it must be divided by all of them.")
    if not close(result, sizes @ SHARDS / 100):
        raise Wrong(f"for 10, 20 and 70 rows, {difference(result, sizes @ SHARDS / 100)}")
    if not close(equal, SHARDS.mean(0)):
        raise Wrong("for shards of equal size it should be their plain mean.")
    return "each shard counts by its rows."
