"""The checks of the chapter on neural networks."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from descent.activations import relu
from descent.checks.asking import ask, compare
from descent.checks.core import (
    Wrong,
    case,
    check,
    close,
    count,
    difference,
    name_slip,
    number,
    numbers,
)
from descent.gradients import numerical_gradient
from descent.losses import softmax_cross_entropy, softmax_cross_entropy_gradient
from descent.simplex import one_hot, softmax


@check
def sigmoid_layers(answer: float) -> str:
    """Check the smallest number of sigmoids in a row that surely shrink a slope below 1e-6."""
    layers = count(answer)
    if layers == 6:
        raise Wrong("6 would do if no slope were above 1/10. How steep is a sigmoid at most?")
    if layers < 10:
        raise Wrong(f"{layers} layers at their steepest leave {0.25**layers:.1e} of the gradient.")
    if layers > 10:
        raise Wrong(f"{layers} layers are enough, but fewer are enough, too.")
    return "(1/4)^10 = 9.5e-07, and (1/4)^9 would be 3.8e-06."


@check
def first_gradient(function: Callable) -> str:
    """Check the gradient in W1: a function of X, Y (one-hot), W1, b1, W2, b2."""
    rng = np.random.default_rng(0)
    X, W1, W2 = rng.normal(size=(6, 4)), rng.normal(size=(4, 5)), rng.normal(size=(5, 3))
    b1, b2, Y = rng.normal(size=5), rng.normal(size=3), one_hot([0, 1, 2, 2, 1, 0], 3)
    found = ask(function, X, Y, W1, b1, W2, b2, shape=(4, 5))

    def loss(W: np.ndarray) -> float:
        return float(softmax_cross_entropy(relu(X @ W + b1) @ W2 + b2, Y))

    z, back = _backward(X, Y, W1, b1, W2, b2)
    expected = _gradient(X, Y, W1, b1, W2, b2)
    slips = {
        "the loss is a mean over six samples: divide by N.": 6 * expected,
        "this is the result without the ReLU's derivative.": X.T @ back,
        "the derivative of the ReLU is 0 or 1, not z and not h.": X.T @ (back * relu(z)),
        "the sign is reversed.": -expected,
    }
    name_slip(found, slips)
    if not close(found, numerical_gradient(loss, W1)):
        away = np.abs(found - expected).max()
        raise Wrong(f"the largest of 20 differences from central differences is {away:.2g}.")
    with case("right for six samples of four features, but for three of two"):
        compare(function, _gradient, X[1:4, :2], Y[1:4], W1[:2, :4], b1[:4], W2[:4], b2)
    return "20 entries agree with central differences of the loss."


def _backward(
    X: np.ndarray, Y: np.ndarray, W1: np.ndarray, b1: np.ndarray, W2: np.ndarray, b2: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the hidden scores, and the gradient of the loss in the hidden activations."""
    z = X @ W1 + b1
    return z, softmax_cross_entropy_gradient(relu(z) @ W2 + b2, Y) @ W2.T


def _gradient(X: np.ndarray, Y: np.ndarray, *parameters: np.ndarray) -> np.ndarray:
    z, back = _backward(X, Y, *parameters)
    return X.T @ (back * (z > 0))


@check
def leaky_gain(answer: float) -> str:
    """Check the variance of the weights, times their inputs, that suits a leaky ReLU of 0.1."""
    gain = number(answer)
    slips = {
        2.0: "2 is He's rule for the ReLU, whose negative half is lost altogether.",
        1.0: "1 keeps the variance of a linear layer.",
        2 / 1.1: "the question is about the mean square: what does a slope of 0.1 do to a square?",
        1.01 / 2: "this is by how much the layer shrinks; the weights have to make up for it.",
        np.sqrt(2 / 1.01): "this is the standard deviation; give the variance.",
    }
    for value, words in slips.items():
        if np.isclose(gain, value, rtol=1e-3):
            raise Wrong(words)
    if not np.isclose(gain, 2 / 1.01, rtol=1e-3):
        raise Wrong(f"half of z is kept, half is divided by 10; {gain:.3g} does not undo that.")
    return (
        "2/(1 + 0.1²) = 1.980, almost He's 2, because a leak of a tenth is 1 percent of a square."
    )


@check
def sine_units(answer: float) -> str:
    """Check the smallest number of ReLUs for which the bound on the sine is at most 0.001."""
    units = count(answer)
    bound = (2 * np.pi / units) ** 2 / 8
    if bound > 0.001:
        raise Wrong(f"with {units} units the bound is {bound:.6f}.")
    if units > 71:
        raise Wrong(f"{units} units are enough, but fewer are enough, too.")
    return "71 units: the bound is 0.000979. A tenth of the error costs √10 times the units."


@check
def fence(answer: ArrayLike) -> str:
    """Check three ReLUs, rows (w1, w2, b): all 0 up to radius 0.5, never all 0 from 1.1 on."""
    rows = numbers("your answer", answer, shape=(3, 3))
    lengths = np.hypot(*rows[:, :2].T)
    # Within a radius r the score of a unit goes up to |w| r + b.
    for k, top in enumerate(0.5 * lengths + rows[:, 2], start=1):
        if top > 1e-9:
            raise Wrong(f"unit {k} is not 0 inside: its score reaches {top:.2f} at radius 0.5.")
    angle = np.linspace(0, 2 * np.pi, 721)
    circle = 1.1 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    heard = (circle @ rows[:, :2].T + rows[:, 2]).max(1) > 0
    if not heard.all():
        where = np.degrees(angle[~heard][0])
        raise Wrong(f"at radius 1.1 and {where:.0f} degrees no unit is above 0.")
    return "a triangle around the inside, so one layer of three units makes a region with a hole."


@check
def maxout_layer(function: Callable) -> str:
    """Check a layer of maxout: from X (N, D), W (D, units, pieces), b (units, pieces)."""
    rng = np.random.default_rng(0)
    X, W, b = rng.normal(size=(5, 4)), rng.normal(size=(4, 3, 2)), rng.normal(-1, 1, size=(3, 2))
    found = ask(function, X, W, b, shape=(5, 3))
    pieces = np.einsum("nd,dup->nup", X, W)
    if close(found, pieces.max(-1)):
        raise Wrong("these are the values for b = 0; every piece has a bias of its own.")
    if close(found, pieces.max(-1) + b.max(-1)):
        raise Wrong("add the bias to its piece before the largest is chosen.")
    pieces += b
    slips = {
        "this is the sum of the pieces.": pieces.sum(-1),
        "this is the mean of the pieces.": pieces.mean(-1),
        "this is the smallest of the pieces.": pieces.min(-1),
        "this is a soft choice; maxout takes the largest.": (softmax(pieces) * pieces).sum(-1),
    }
    name_slip(found, slips)
    if not close(found, pieces.max(-1)):
        raise Wrong(f"for five samples, {difference(found, pieces.max(-1))}")
    with case("right for units of two pieces, but for four units of three"):
        X, W, b = rng.normal(size=(3, 2)), rng.normal(size=(2, 4, 3)), rng.normal(size=(4, 3))
        compare(function, lambda X, W, b: (np.tensordot(X, W, 1) + b).max(-1), X, W, b)
    return "five samples, three units of two pieces: each unit takes its larger piece."


@check
def drop(function: Callable) -> str:
    """Check dropout of an array, from (X, rate, rng)."""
    X = np.full((100, 100), 3.0)
    result = ask(function, X, 0.2, np.random.default_rng(0), shape=X.shape)
    zeros = (result == 0).mean()
    if zeros == 0:
        raise Wrong("no entry has been dropped to 0.")
    if abs(zeros - 0.8) < 0.02:
        raise Wrong("at rate 0.2 you keep 20% of the entries instead of dropping them.")
    if abs(zeros - 0.2) > 0.02:
        raise Wrong(f"at rate 0.2 the share of dropped entries is {zeros:.2f}.")
    kept = result[result != 0]
    if close(kept, 3 / (1 - zeros)):
        kept = kept * (1 - zeros) / 0.8  # the share that was kept, in place of its expectation
    if close(kept, 3.0):
        raise Wrong(f"the mean falls from 3.00 to {result.mean():.2f}: what can make up for it?")
    if not close(kept, 3 / 0.8):
        raise Wrong(f"what survives is multiplied by {kept.mean() / 3:.2f}: the mean is not kept.")
    rows_alike = (result == result[0]).all() or (result == result[:, :1]).all()
    if rows_alike:
        raise Wrong("all rows or all columns drop the same: each entry needs a draw of its own.")
    for rate, shape in ((0.2, (300, 300)), (0.5, (40_000,)), (0.7, (20, 40, 50))):
        with case(f"for an array of shape {shape} at rate {rate}"):
            _drop_others(function, np.random.default_rng(1).uniform(1, 2, size=shape), rate)
    return f"{zeros:.0%} of the entries are 0, and the mean is {result.mean():.2f} instead of 3.00."


def _drop_others(function: Callable, X: np.ndarray, rate: float) -> None:
    """Try an array whose entries differ, twice with the same draws and once with others."""
    result, again, other = (
        ask(function, X, rate, np.random.default_rng(seed), shape=X.shape) for seed in (2, 2, 3)
    )
    share = (result == 0).mean()
    if abs(share - rate) > 5 * np.sqrt(rate * (1 - rate) / X.size):
        raise Wrong(f"the share of dropped entries is {share:.3f}.")
    factors = (result / X)[result != 0]
    if not (close(factors, 1 / (1 - rate)) or close(factors, 1 / (1 - share))):
        raise Wrong("what survives is not its entry times one factor that keeps the mean.")
    if not np.array_equal(result, again):
        raise Wrong("the same rng drops other entries the second time. Draw only from it.")
    if np.array_equal(result == 0, other == 0):
        raise Wrong("another rng drops the same entries. Draw from it.")
