"""The checks of the chapter on convexity."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from descent.checks.core import Wrong, ask, check, numbers
from descent.convexity import softmax_cross_entropy_hessian
from descent.losses import softmax_cross_entropy

LINE = np.array([[-2.0, 1.0], [-1.0, 1.0], [1.0, 1.0], [2.0, 1.0]])
LINE_LABELS = np.array([0, 0, 1, 1])
CAUGHT = {  # the functions that are not convex, each with the ends of a chord below it
    "c": (lambda x: np.log(1 + x**2), 1, 7),
    "e": (lambda x: np.exp(-abs(x)), -2, 2),
}


@check
def chord_gap(function: Callable) -> str:
    """Check a function (f, x, y, t) that returns by how much f lies above its chord."""
    if not callable(function):
        raise Wrong(f"this check takes a function, got {function!r}.")
    gap = float(ask(partial(function, np.square), 0.0, 2.0, 0.5, shape=()))
    if np.isclose(gap, 1):
        raise Wrong("for x² it should be negative: the graph lies below its chords.")
    if not np.isclose(gap, -1):
        raise Wrong(
            f"for x², x = 0, y = 2, t = ½ the graph is at 1, the chord at 2; got {gap:.3g}."
        )
    gap = float(ask(partial(function, np.exp), 0.0, 1.0, 0.25, shape=()))
    if not np.isclose(gap, np.exp(0.75) - 0.25 - 0.75 * np.e):
        raise Wrong(
            "right for t = ½, not for exp at t = ¼, x = 0, y = 1. Which end has the weight t?"
        )

    gap = float(ask(partial(function, np.sin), 0.0, np.pi, 0.5, shape=()))
    if not np.isclose(gap, 1):
        raise Wrong(f"for sin between 0 and π it should be 1, got {gap:.3g}.")
    return "−1 for x², which is convex, and 1 for sin, which is not."


@check
def by_the_rules(letters: str) -> str:
    """Check which of the six functions of the exercise are convex, named by their letters."""
    if not isinstance(letters, str) or not set(letters.lower()) <= set("abcdef"):
        raise Wrong(f'your answer should be letters from a to f, such as "ace", got {letters!r}.')
    claimed = set(letters.lower())
    for letter, (function, x, y) in CAUGHT.items():
        if letter in claimed:
            middle, chord = function((x + y) / 2), (function(x) + function(y)) / 2
            raise Wrong(
                f"({letter}) is {middle:.2f} halfway between {x} and {y}, its chord {chord:.2f}."
            )
    missing = sorted(set("abdf") - claimed)
    if missing:
        raise Wrong(f"({missing[0]}) follows from the rules. What is outside, what is inside?")
    return "a, b, d and f by the rules; c and e are above a chord."


@check
def turning_point(z: float) -> str:
    """Check the score at which (1 − σ(z))² stops bending down."""
    z = float(numbers("your answer", z, shape=()))
    p = 1 / (1 + np.exp(-z))
    bend = 2 * p * (1 - p) ** 2 * (3 * p - 1)
    if abs(z + np.log(2)) > 0.005:
        side = "down" if bend < 0 else "up"
        raise Wrong(f"at z = {z:.3g} the probability is {p:.2f} and the curve still bends {side}.")
    return (
        "at z = −log 2 the probability of the true class is 1/3; below that the curve bends down."
    )


@check
def curvature(function: Callable) -> str:
    """Check vᵀHv, computed from X (N, D), W (D, C) and a direction V (D, C)."""
    rng = np.random.default_rng(2)
    X, W, V = rng.normal(size=(6, 2)), rng.normal(size=(2, 3)), rng.normal(size=(2, 3))
    result = float(ask(function, X, W, V, shape=()))
    expected = float(V.ravel() @ softmax_cross_entropy_hessian(X, W) @ V.ravel())
    shifted = float(ask(function, X, W, V + np.array([[1.0], [-2.0]]), shape=()))
    if np.isclose(result, len(X) * expected):
        raise Wrong("this is the sum over the samples; the loss is a mean.")
    if not np.isclose(result, shifted):
        raise Wrong("adding one vector to every column of V should change nothing, but it does.")
    if not np.isclose(result, expected):
        raise Wrong(f"for a random W and V it should be {expected:.4f}, got {result:.4f}.")
    return "the mean variance of the direction's scores, without a matrix of second derivatives."


@check
def below_a_thousandth(W: ArrayLike) -> str:
    """Check weights (2, 2) with a loss below 0.001 on four separable points."""
    W = numbers("your answer", W, shape=(2, 2))
    if not np.isfinite(W).all():
        raise Wrong("weights are finite numbers; yours are not all finite.")
    loss = float(softmax_cross_entropy(LINE @ W, LINE_LABELS))
    if loss >= np.log(2):
        raise Wrong(
            f"the loss is {loss:.3f}, no better than W = 0. Which class should x > 0 favor?"
        )
    if loss >= 0.001:
        raise Wrong(f"the loss is {loss:.4f}: the right way, not far enough.")
    if loss == 0:
        raise Wrong("the loss is so small that it is rounded to 0. Smaller weights will do.")
    double = float(softmax_cross_entropy(LINE @ (2 * W), LINE_LABELS))
    return f"the loss is {loss:.1e}, and with 2W it is {double:.1e}: there is always a better W."


@check
def renamed_units(function: Callable) -> str:
    """Check a function (W1, b1, W2, order) that reorders the hidden units of a network."""
    rng = np.random.default_rng(3)
    X = rng.normal(size=(5, 2))
    W1, b1, W2 = rng.normal(size=(2, 3)), rng.normal(size=3), rng.normal(size=(3, 4))
    order = np.array([2, 0, 1])
    shapes = {"W1": W1.shape, "b1": b1.shape, "W2": W2.shape}
    V1, c1, V2 = _ask_for_three(function, W1, b1, W2, order, shapes=shapes)
    if np.array_equal(V1, W1) and np.array_equal(c1, b1) and np.array_equal(V2, W2):
        raise Wrong("nothing has moved.")
    same = np.allclose(np.maximum(X @ V1 + c1, 0) @ V2, np.maximum(X @ W1 + b1, 0) @ W2)
    if not same:
        raise Wrong(
            "the scores have changed. A hidden unit has weights in, a bias, and weights out."
        )
    if not np.array_equal(V1, W1[:, order]):
        raise Wrong("the scores are the same, but the first new unit should be old unit order[0].")
    return "other weights, the same scores: with M hidden units there are M! such copies."


def _ask_for_three(function: Callable, *arguments: Any, shapes: dict) -> list[np.ndarray]:
    """Return the three arrays that the reader's function makes, each of its own shape."""
    results: list[np.ndarray] = []

    def call(*copies: Any) -> Any:
        answer = function(*copies)
        if answer is None or answer is ...:
            return None
        results[:] = answer
        return len(results)

    if not callable(function):
        raise Wrong(f"this check takes a function, got {function!r}.")
    call.__name__ = name = getattr(function, "__name__", "your function")
    count = int(ask(call, *arguments, shape=()))
    if count != len(shapes):
        raise Wrong(f"{name} should return three arrays, W1, b1 and W2, got {count}.")
    named = zip(shapes.items(), results, strict=True)
    return [numbers(f"{name}'s {part}", array, shape) for (part, shape), array in named]


@check
def open_tin(ratio: float) -> str:
    """Check the height of the best tin without a lid, divided by its radius."""
    ratio = float(numbers("your answer", ratio, shape=()))
    if not ratio > 0:
        raise Wrong(f"a height divided by a radius is positive, got {ratio:.3g}.")
    if not np.isclose(ratio, 1, atol=0.01):
        raise Wrong(f"at h/r = {ratio:.3g} the bottom has {1 / (1 + 2 * ratio):.2f} of the metal.")
    return "h = r: the bottom has a third of the metal, the side two thirds."
