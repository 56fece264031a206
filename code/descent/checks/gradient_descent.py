"""The checks of the chapter on gradient descent."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from descent.checks.core import Wrong, ask, check, numbers
from descent.losses import softmax_cross_entropy_gradient

X = np.array([[1.0, 0.5], [-0.5, 2.0], [0.3, -1.0], [2.0, 1.5], [-1.0, 0.2]])
LABELS = np.array([0, 2, 1, 1, 0])
WEIGHTS = np.array([[0.2, -0.4, 0.1], [0.5, 0.3, -0.6]])


@check
def largest_step(eta: float) -> str:
    """Check the step size at which gradient descent on 3 x² + 4 x + 1 stops converging."""
    eta = float(numbers("your answer", eta, shape=()))
    if np.isclose(eta, 1 / 6, rtol=0.02):
        raise Wrong("that is the step size that arrives at once; convergence goes on beyond it.")
    if not np.isclose(eta, 1 / 3, rtol=0.02):
        factor = 1 - 6 * eta
        words = "still shrinks" if abs(factor) < 1 else "grows already"
        raise Wrong(f"there the distance to the minimum is multiplied by {factor:.2f}: it {words}.")
    return "f″ = 6, so every step multiplies the distance by 1 − 6η: it has size 1 at η = 2/6."


@check
def descent(function: Callable) -> str:
    """Check gradient descent: (gradient, start, eta, steps) to the last point."""
    curvature, start = np.array([1.0, 4.0]), np.array([2.0, -1.0])
    kept, calls = start.copy(), []

    def gradient(x: np.ndarray) -> np.ndarray:
        calls.append(np.copy(x))
        return curvature * x

    def descend(x: np.ndarray) -> ArrayLike:
        return function(gradient, start, 0.1, 3)

    descend.__name__ = getattr(function, "__name__", "your function")
    if not callable(function):
        raise Wrong(f"this check takes a function, got {function!r}.")
    result = ask(descend, start, shape=(2,))
    if not np.array_equal(start, kept):
        raise Wrong("the caller's start has changed. `x -= ...` works in place: copy start first.")
    factors = 1 - 0.1 * curvature
    for steps in (0, 1, 2, 4):
        if np.allclose(result, kept * factors**steps):
            raise Wrong(f"3 steps were asked for, {steps} were taken.")
    if np.allclose(result, kept * (1 + 0.1 * curvature) ** 3):
        raise Wrong("the point has moved uphill.")
    if np.allclose(result, kept * (1 - 0.3 * curvature)):
        raise Wrong("every step uses the slope at the start. Where are you at the second step?")
    if not np.allclose(result, kept * factors**3):
        raise Wrong(
            f"from (2, -1), with gradient (x₁, 4x₂) and η = 0.1, the third point is "
            f"({result[0]:.3f}, {result[1]:.3f}), and that is not where three steps lead."
        )
    return f"three steps shrink x₁ by 0.9³ and x₂ by 0.6³, with {len(calls)} gradients."


@check
def batch_gradient(function: Callable) -> str:
    """Check the gradient in W of the loss of some samples: (X, labels, W, batch) to (D, C)."""
    batch = np.array([3, 0, 3])
    result = ask(function, X, LABELS, WEIGHTS, batch, shape=WEIGHTS.shape)
    right = _gradient(batch)
    if np.allclose(result, _gradient(np.arange(5))):
        raise Wrong("this is the gradient of all five samples; only those in the batch count.")
    if np.allclose(result, _gradient(np.array([0, 3]))):
        raise Wrong("sample 3 was drawn twice, so it counts twice.")
    for share, words in ((3, "a sum over the batch"), (3 / 5, "a sum divided by N")):
        if np.allclose(result, share * right):
            raise Wrong(f"this is {words}; its expectation is not the gradient of the mean loss.")
    if np.allclose(result, -right):
        raise Wrong("this points downhill: the sign is that of y − p.")
    if not np.allclose(result, right):
        raise Wrong("this is not the mean of the samples' gradients. Compare with Xᵀ(P − Y)/N.")
    mean = np.mean([ask(function, X, LABELS, WEIGHTS, [i], shape=(2, 3)) for i in range(5)], 0)
    if not np.allclose(mean, _gradient(np.arange(5))):
        raise Wrong("for batches of one sample the mean over all samples is not the full gradient.")
    return "the five one-sample gradients average to the full gradient: unbiased."


def _gradient(batch: np.ndarray) -> np.ndarray:
    errors = softmax_cross_entropy_gradient(X[batch] @ WEIGHTS, LABELS[batch])
    return X[batch].T @ errors


@check
def ravine_steps(steps: float) -> str:
    """Check how many best steps make the distance to the minimum ten times smaller at κ = 100."""
    steps = float(numbers("your answer", steps, shape=()))
    if steps != round(steps):
        raise Wrong("steps come as whole numbers.")
    factor = 99 / 101
    if np.isclose(steps, np.ceil(np.log(10) / -np.log(0.99))):
        raise Wrong("that is for η = 1/L, whose factor is 1 − 1/κ. The best η does better.")
    if factor**steps > 0.1:
        raise Wrong(f"after {steps:.0f} steps the distance is {factor**steps:.4f} of what it was.")
    if factor ** (steps - 1) <= 0.1:
        raise Wrong(f"enough, but {steps - 1:.0f} steps would do, too.")
    return f"(99/101)^{steps:.0f} = {factor**steps:.4f}."


@check
def decay_exponents(answer: ArrayLike) -> str:
    """Check the range (low, high] of a for which η_t = (t + 1)^-a meets Robbins and Monro."""
    low, high = numbers("your answer", answer, shape=(2,))
    if low > high:
        raise Wrong("give the smaller end first.")
    if (low, high) == (0, 1):
        raise Wrong("at a = 0.4, say, do the squares have a finite sum?")
    if high > 1:
        raise Wrong(f"at a = {min(high, 1.5):g} the rates have a finite sum: too short a way.")
    if low < 0.5:
        raise Wrong("at the lower end the squares sum to infinity: the noise stays.")
    if (low, high) != (0.5, 1):
        raise Wrong("those all work, but there are others.")
    return "Σ 1/tᵃ is infinite for a ≤ 1, Σ 1/t²ᵃ finite for a > 1/2."
