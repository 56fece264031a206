"""The checks of the chapter on convexity."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from descent.checks.asking import ask_number, ask_parts, compare, memory
from descent.checks.core import Wrong, apart, case, check, close, number, numbers
from descent.convexity import softmax_cross_entropy_hessian
from descent.losses import softmax_cross_entropy
from descent.simplex import softmax

LINE = np.array([[-2.0, 1.0], [-1.0, 1.0], [1.0, 1.0], [2.0, 1.0]])
LINE_LABELS = np.array([0, 0, 1, 1])
CAUGHT = {  # the functions that are not convex, each with the ends of a chord below it
    "c": (lambda x: np.log(1 + x**2), 1, 7),
    "e": (lambda x: np.exp(-abs(x)), -2, 2),
}


@check
def chord_gap(function: Callable) -> str:
    """Check a function (f, x, y, t) that returns by how much f lies above its chord."""
    gap = ask_number(function, np.square, 1.0, 3.0, 0.5)
    if close(gap, 1):
        raise Wrong("for x² it should be negative: the graph lies below its chords.")
    if not close(gap, -1):
        raise Wrong(
            f"for x², x = 1, y = 3, t = ½ the graph is at 4, the chord at 5; "
            f"got {apart(gap, -1)[0]}."
        )
    gap = ask_number(function, np.exp, 1.0, 3.0, 0.25)
    if not close(gap, np.exp(2.5) - 0.25 * np.e - 0.75 * np.exp(3)):
        raise Wrong(
            "right for t = ½, not for exp at t = ¼, x = 1, y = 3. Which end has the weight t?"
        )
    gap = ask_number(function, np.sin, 0.0, np.pi, 0.5)
    if not close(gap, 1):
        raise Wrong(f"for sin between 0 and π it should be 1, got {apart(gap, 1)[0]}.")
    return "−1 for x², which is convex, and 1 for sin, which is not."


@check
def by_the_rules(letters: str) -> str:
    """Check which of the six functions of the exercise are convex, named by their letters."""
    claimed = {letter for letter in str(letters).lower() if letter.isalnum()}
    if not claimed or not claimed <= set("abcdef"):
        raise Wrong(f'your answer should be letters from a to f, such as "ace", got {letters!r}.')
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
    z = number(z)
    p = 1 / (1 + np.exp(-z))
    if abs(z + np.log(2)) > 0.005:
        side = "still bends down" if z < -np.log(2) else "bends up already"
        raise Wrong(f"at z = {z:.3g} the probability is {p:.2f} and the curve {side}.")
    return (
        "at z = −log 2 the probability of the true class is 1/3; below that the curve bends down."
    )


@check
def curvature(function: Callable) -> str:
    """Check vᵀHv, computed from X (N, D), W (D, C) and a direction V (D, C)."""
    rng = np.random.default_rng(2)
    X, W, V = rng.normal(size=(6, 2)), rng.normal(size=(2, 3)), rng.normal(size=(2, 3))
    result = ask_number(function, X, W, V)
    expected = float(V.ravel() @ softmax_cross_entropy_hessian(X, W) @ V.ravel())
    shifted = ask_number(function, X, W, V + np.array([[1.0], [-2.0]]))
    if close(result, len(X) * expected):
        raise Wrong("this is the sum over the samples; the loss is a mean.")
    if not close(result, shifted):
        raise Wrong("adding one vector to every column of V should change nothing, but it does.")
    if not close(result, expected):
        right, yours = apart(expected, result)
        raise Wrong(f"for a random W and V it should be {right}, got {yours}.")
    X, W, V = rng.normal(size=(20, 60)), rng.normal(size=(60, 10)) / 8, rng.normal(size=(60, 10))
    with case("right for 6 samples and 6 weights, but for 20 samples and 600 weights"):
        compare(function, _mean_variance, X, W, V)
    held = memory(function, X, W, V, shape=())
    if held > W.size**2 / 2:
        raise Wrong(
            f"the right number, but with {W.size} weights your function holds {held:,.0f} at once. "
            f"Can it do without the matrix?"
        )
    return "the mean variance of the direction's scores, without a matrix of second derivatives."


def _mean_variance(X: np.ndarray, W: np.ndarray, V: np.ndarray) -> float:
    p, d = softmax(X @ W), X @ V
    return float(((p * d**2).sum(1) - (p * d).sum(1) ** 2).mean())


@check
def below_a_thousandth(W: ArrayLike) -> str:
    """Check weights (2, 2) with a loss below 0.001 on four separable points."""
    W = numbers("your answer", W, shape=(2, 2))
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
    V1, c1, V2 = ask_parts(function, W1, b1, W2, order, shapes=shapes)
    if close(V1, W1) and close(c1, b1) and close(V2, W2):
        raise Wrong("nothing has moved.")
    same = close(np.maximum(X @ V1 + c1, 0) @ V2, np.maximum(X @ W1 + b1, 0) @ W2)
    if not same:
        raise Wrong(
            "the scores have changed. A hidden unit has weights in, a bias, and weights out."
        )
    if not close(V1, W1[:, order]):
        raise Wrong("the scores are the same, but the first new unit should be old unit order[0].")
    return "other weights, the same scores: with M hidden units there are M! such copies."


@check
def open_tin(ratio: float) -> str:
    """Check the height of the best tin without a lid, divided by its radius."""
    ratio = number(ratio)
    if not ratio > 0:
        raise Wrong(f"a height divided by a radius is positive, got {ratio:.3g}.")
    if not np.isclose(ratio, 1, atol=0.01):
        raise Wrong(f"at h/r = {ratio:.3g} the bottom has {1 / (1 + 2 * ratio):.2f} of the metal.")
    return "h = r: the bottom has a third of the metal, the side two thirds."
