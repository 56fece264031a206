"""The checks of the chapter on gradient descent."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from descent.checks.asking import ask, ask_number, ask_parts, compare
from descent.checks.core import Wrong, case, check, close, count, difference, number, numbers
from descent.losses import softmax_cross_entropy_gradient

X = np.array([[1.0, 0.5], [-0.5, 2.0], [0.3, -1.0], [2.0, 1.5], [-1.0, 0.2]])
LABELS = np.array([0, 2, 1, 1, 0])
WEIGHTS = np.array([[0.2, -0.4, 0.1, 0.3], [0.5, 0.3, -0.6, 0.2]])  # the last class never occurs


def _step_size(answer: float) -> float:
    eta = number(answer)
    if eta <= 0:
        raise Wrong("a step size is above 0.")
    return eta


@check
def first_step(eta: float) -> str:
    """Check up to which step size the first step on x⁴ from x = 1 does not end higher."""
    eta = _step_size(eta)
    if np.isclose(eta, 1 / 6, atol=2e-3):
        raise Wrong("that is 2/f″(1), but the curvature is lower on the way. Follow the step.")
    if not np.isclose(eta, 1 / 2, atol=5e-4):
        raise Wrong(f"that step leads to {1 - 4 * eta:.3f}, where f is {(1 - 4 * eta) ** 4:.3f}.")
    return "the step leads to 1 − 4η, and |1 − 4η| ≤ 1 up to η = 1/2: three times 2/f″(1)."


@check
def largest_step(eta: float) -> str:
    """Check the step size at which gradient descent on 3 x² + 4 x + 1 stops converging."""
    eta = _step_size(eta)
    if np.isclose(eta, 1 / 6, atol=5e-4):
        raise Wrong("that is the step size that arrives at once; convergence goes on beyond it.")
    if not np.isclose(eta, 1 / 3, atol=0.004):  # two digits will do
        factor = 1 - 6 * eta
        words = "still shrinks" if abs(factor) < 1 else "grows already"
        raise Wrong(f"there the distance to the minimum is multiplied by {factor:.3f}: it {words}.")
    return "f″ = 6, so every step multiplies the distance by 1 − 6η: it has size 1 at η = 2/6."


@check
def descent(function: Callable) -> str:
    """Check gradient descent: (gradient, start, eta, steps) to the last point."""
    for eta, steps in ((0.05, 3), (0.1, 5), (0.1, 0), (0.1, 3)):
        calls = _descent(function, eta, steps)
    return f"three steps shrink x₁ by 0.9³ and x₂ by 0.6³, with {calls} gradients."


def _descent(function: Callable, eta: float, steps: int) -> int:
    """Try one descent and return how many gradients it asked for."""
    curvature, start = np.array([1.0, 4.0]), np.array([2.0, -1.0])
    calls = []

    def gradient(x: np.ndarray) -> np.ndarray:
        calls.append(np.copy(x))
        return curvature * x

    result = ask(function, gradient, start, eta, steps, shape=(2,), keeps="start")
    if not close(result, start * (1 - eta * curvature) ** steps):
        raise Wrong(
            _way(result / start, eta * curvature, steps) + f" (eta = {eta}, steps = {steps})"
        )
    return len(calls)


def _way(factors: np.ndarray, shares: np.ndarray, steps: int) -> str:
    """Say how the point must have moved, given by what its coordinates were multiplied."""
    for taken in range(steps + 4):
        if close(factors, (1 - shares) ** taken):
            return f"{steps} steps were asked for, {taken} of that size were taken."
    if close(factors, (1 + shares) ** steps):
        return "the point has moved uphill."
    if close(factors, 1 - steps * shares):
        return "every step uses the slope at the start. Where are you at the second step?"
    return (
        f"from (2, -1), with gradient (x₁, 4x₂), the last point is "
        f"({2 * factors[0]:.3f}, {-factors[1]:.3f}), and that is not where these steps lead."
    )


@check
def central_differences(function: Callable) -> str:
    """Check central differences of f at x with step h: (f, x, h) to as many as x has entries."""
    start, h = np.array([1.0, 2.0, -0.5]), 0.1

    def f(x: np.ndarray) -> float:
        return x[0] ** 3 + x[0] * x[1] + 5 * x[2]

    result = ask(function, f, start, h, shape=(3,), keeps="x")
    right = np.array([3 + h**2 + 2, 1.0, 5.0])
    if close(result, 2 * right):
        raise Wrong("twice too large: from x − h to x + h the way is 2h.")
    if any(close(result, [right[0] + shift, 1, 5]) for shift in (3 * h, -3 * h)):
        raise Wrong("these are one-sided differences. Go to both sides of x.")
    if close(result, [5, 1, 5]):
        raise Wrong("this is the exact gradient, or a smaller step than the h that was asked for.")
    if not close(result, right):
        words = difference(result, right)
        raise Wrong(f"f = x₁³ + x₁x₂ + 5x₃ at (1, 2, −0.5), h = 0.1: {words}")
    with case("f = x₁³ x₂ at (0.5, −1), h = 0.2"):
        compare(function, _differences, lambda x: x[0] ** 3 * x[1], np.array([0.5, -1.0]), 0.2)
    return "right for h = 0.1, the error h² of the cube included."


def _differences(f: Callable, x: np.ndarray, h: float) -> list[float]:
    return [(f(x + h * e) - f(x - h * e)) / (2 * h) for e in np.eye(len(x))]


@check
def standardize(function: Callable) -> str:
    """Check that training and test data are standardized by the training data: (train, test)."""
    train = np.array([[1.0, 20.0], [3.0, 60.0], [5.0, 10.0], [7.0, 30.0]])
    test = np.array([[3.0, 30.0], [11.0, -20.0], [9.0, 55.0]])
    got = ask_parts(function, train, test, shapes={"train": train.shape, "test": test.shape})
    mean = train.mean(0)
    if close(got[1].mean(0), 0):
        raise Wrong("the test data are measured by their own mean: the same house gets two scores.")
    if close(got[0], train - mean):
        raise Wrong("the means are gone, the units are not: divide by the standard deviation.")
    if close(got[0], (train - mean) / train.var(0)):
        raise Wrong("divided by the variance. Which number has the unit of the feature?")
    for ddof in (0, 1):
        deviation = train.std(0, ddof=ddof)
        expected = [(data - mean) / deviation for data in (train, test)]
        if all(close(*pair) for pair in zip(got, expected, strict=True)):
            return "both are measured by the mean and deviation of the training data."
        if close(got[0], expected[0]):
            raise Wrong("the training data are right; use the same two numbers for the test data.")
    means, deviations = got[0].mean(0).round(2), got[0].std(0).round(2)
    raise Wrong(
        f"your training data have columns of mean {means} and deviation {deviations}. "
        "Which should they have, with large entries still large?"
    )


@check
def backtrack(function: Callable) -> str:
    """Check Armijo's line search with half of the promise: (f, x, g, eta) to the step size."""
    for curvatures, eta, right in (
        ((10, 10), 1, 1 / 16),
        ((1, 4), 1, 1 / 4),
        ((1, 4), 0.2, 0.2),
        ((5, 5), 1, 1 / 8),
        ((1, 4), 0.1, 0.1),
    ):
        A, x = np.array(curvatures, dtype=float), np.array([0.5, 2.0])

        def f(x: np.ndarray, A: np.ndarray = A) -> float:
            return x @ (A * x) / 2

        result = ask_number(function, f, x, A * x, eta)
        task = f"f = ½({curvatures[0]} x₁² + {curvatures[1]} x₂²) at (0.5, 2), from η = {eta}"
        gain, promise = f(x) - f(x - result * A * x), result * (A * x) @ (A * x)
        if close(result, right):
            continue
        if not 0 < result <= eta:
            raise Wrong(f"{task}: you return {result:g}; only eta, eta/2, eta/4, … are tried.")
        if gain < promise / 2:
            raise Wrong(f"{task}: of a promise of {promise:.3g}, {result:g} gains {gain:.3g}.")
        raise Wrong(f"{task}: {result:g} is good, but {right:g} comes earlier in the search.")
    return "every step taken gains half of its promise, and no halving was in vain."


@check
def batch_gradient(function: Callable) -> str:
    """Check the gradient in W of the loss of some samples: (X, labels, W, batch) to (D, C)."""
    batch = np.array([3, 0, 3])
    result = ask(function, X, LABELS, WEIGHTS, batch, shape=WEIGHTS.shape)
    right = _gradient(batch)
    if close(result, _gradient(np.arange(5))):
        raise Wrong("this is the gradient of all five samples; only those in the batch count.")
    if close(result, _gradient(np.array([0, 3]))):
        raise Wrong("sample 3 was drawn twice, so it counts twice.")
    for share, words in ((3, "a sum over the batch"), (3 / 5, "a sum divided by N")):
        if close(result, share * right):
            raise Wrong(f"this is {words}; its expectation is not the gradient of the mean loss.")
    if close(result, -right):
        raise Wrong("this points downhill: the sign is that of y − p.")
    if not close(result, right):
        raise Wrong("this is not the mean of the samples' gradients. Compare with Xᵀ(P − Y)/N.")
    mean = np.mean(
        [ask(function, X, LABELS, WEIGHTS, np.array([i]), shape=WEIGHTS.shape) for i in range(5)], 0
    )
    if not close(mean, _gradient(np.arange(5))):
        raise Wrong("for batches of one sample the mean over all samples is not the full gradient.")
    return "the five one-sample gradients average to the full gradient: unbiased."


def _gradient(batch: np.ndarray) -> np.ndarray:
    errors = softmax_cross_entropy_gradient(X[batch] @ WEIGHTS, LABELS[batch])
    return X[batch].T @ errors


@check
def ravine_steps(steps: float) -> str:
    """Check how many best steps make the distance to the minimum ten times smaller at κ = 100."""
    steps = count(steps)
    factor = 99 / 101
    if steps == np.ceil(np.log(10) / -np.log(0.99)):
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
        raise Wrong(f"at a = {min(high, 1.5):g} the step sizes have a finite sum: too short a way.")
    if low < 0.5:
        raise Wrong("at the lower end the squares sum to infinity: the noise stays.")
    if (low, high) != (0.5, 1):
        raise Wrong("those all work, but there are others.")
    return "Σ 1/tᵃ is infinite for a ≤ 1, Σ 1/t²ᵃ finite for a > 1/2."


@check
def reach(distance: float) -> str:
    """Check how far descent with η_t = 0.1 exp(−t/10) and gradients up to 4 gets at most."""
    distance = number(distance)
    right = 0.4 / (1 - np.exp(-0.1))
    if np.isclose(distance, 4, atol=1e-3):
        raise Wrong(
            "that is the integral of the step sizes times 4; the steps are a sum, from t = 0."
        )
    if np.isclose(distance, right / 4, rtol=1e-3):
        raise Wrong("that is the sum of the step sizes. A step is the step size times the slope.")
    if np.isclose(distance, right - 0.4, atol=1e-3):
        raise Wrong("the step at t = 0 counts, too.")
    if not np.isclose(distance, right, rtol=2e-3):
        raise Wrong(f"it {'can get farther' if distance < right else 'never gets that far'}.")
    return f"0.4 / (1 − e^−0.1) = {right:.3f}, however long it runs."
