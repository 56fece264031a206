"""The checks of the chapter on cross-entropy."""

from collections.abc import Callable
from functools import partial

import numpy as np

from descent.checks.asking import ask, ask_number, compare
from descent.checks.core import Wrong, apart, case, check, close, first_wrong, name_slip, number
from descent.datasets import photos
from descent.information import cross_entropy, entropy, kl_divergence
from descent.losses import (
    binary_cross_entropy_with_logits,
    softmax_cross_entropy,
    softmax_cross_entropy_gradient,
)

SCORES = np.vstack([photos.SCORES, [0.5, -1.0, 2.0]])
LABELS = np.array([0, 1, 2, 2])
NO_FROG = np.array([0, 1, 1, 0])
"""Labels of four images in which the last class does not appear."""
INPUTS = np.array([[1.0, 2.0], [0.5, -1.5], [-2.0, 0.3], [3.0, 1.0]])
WEIGHTS = np.array([[0.2, -0.1, 0.4], [0.7, 0.3, -0.5]])
LETTERS = 1 / np.array([2, 8, 8, 16, 16, 16, 32, 32])
"""Eight shares, whose divergence from the uniform ones is another than the other way around."""


@check
def wasted_bits(bits: float) -> str:
    """Check what three bits per letter waste on eight letters with the shares of `LETTERS`."""
    bits = number(bits)
    uniform = np.full(8, 1 / 8)
    least, spent = entropy(LETTERS, base=2), cross_entropy(LETTERS, uniform, base=2)
    wasted = spent - least
    if close(bits, spent):
        raise Wrong("that is what the code spends per letter. What would the best one spend?")
    if close(bits, least):
        raise Wrong("that is what the best code spends per letter. How much more does this one?")
    if np.isclose(bits, kl_divergence(uniform, LETTERS, base=2), atol=0.002):
        raise Wrong("that is the divergence the other way around: which letters are written?")
    if np.isclose(bits, wasted * np.log(2), atol=0.002):
        raise Wrong("right in nats. The question is in bits.")
    if not np.isclose(bits, wasted, atol=0.003):
        raise Wrong("draw the best code's tree first: the letter with share 1/2 gets one bit.")
    return (
        f"{spent:g} bits spent, {least:g} needed: "
        f"the divergence from the uniform distribution is {wasted:g} bits."
    )


@check
def loss(function: Callable) -> str:
    """Check the mean cross-entropy of scores (N, C) and labels (N,), for scores of any size."""
    losses = softmax_cross_entropy(SCORES, LABELS, reduction="none")
    value = ask_number(function, SCORES, LABELS)
    slips = {
        "that is the sum over the images. The loss is their mean.": losses.sum(),
        "the sign is wrong: a probability below 1 has a negative logarithm.": -losses.mean(),
        "these are logarithms to base 10. The loss is in nats.": losses.mean() / np.log(10),
        "these are bits. The loss is in nats.": losses.mean() / np.log(2),
        "that is the logarithm of the mean probability, not the mean of the logarithms.": -np.log(
            np.exp(-losses).mean()
        ),
    }
    name_slip(value, slips)
    if not close(value, losses.mean()):
        yours, _ = apart(value, losses.mean())
        raise Wrong(f"for four images you get {yours}; their losses average to something else.")
    for words, scores, labels in (
        ("with no image of the last class", SCORES, NO_FROG),
        ("with three images of two classes", SCORES[1:, :2], NO_FROG[1:]),
        ("with scores a thousand times as large", 1000 * SCORES, LABELS),
    ):
        with case(words):
            compare(function, softmax_cross_entropy, scores, labels)
    return "the mean of −log p over the images, for scores of any size."


@check
def gradient(function: Callable) -> str:
    """Check the gradient in W of the mean cross-entropy, from X (N, D), labels (N,), W (D, C)."""
    result = ask(function, INPUTS, LABELS, WEIGHTS, shape=WEIGHTS.shape)
    right = _gradient(INPUTS, LABELS, WEIGHTS)
    if close(result, -right):
        raise Wrong("the sign is wrong: this points downhill, the gradient points uphill.")
    if close(result, len(INPUTS) * right):
        raise Wrong(
            "that is the gradient of the sum of the losses. Ours is the gradient of a mean."
        )
    if not close(result.sum(1), 0):
        raise Wrong("the columns should cancel: what one class gains, the others lose.")
    if not close(result, right):
        raise Wrong("central differences of the loss in W give other numbers.")
    for words, X, labels in (
        ("with no image of the last class", INPUTS, NO_FROG),
        ("with three images instead of four", INPUTS[1:], LABELS[1:]),
    ):
        with case(words):
            compare(function, _gradient, X, labels, WEIGHTS)
    return "(1/N) Xᵀ(P − Y), as central differences find, too."


def _gradient(X: np.ndarray, labels: np.ndarray, W: np.ndarray) -> np.ndarray:
    return X.T @ softmax_cross_entropy_gradient(X @ W, labels)


@check
def log_loss(function: Callable) -> str:
    """Check the log loss of scores z and labels y, each of shape (N,), value by value."""
    z, y = np.array([0.0, 2.0, -1.5, 3.0]), np.array([1, 1, 1, 0])
    right = binary_cross_entropy_with_logits(z, y, reduction="none")
    values = ask(function, z, y, shape=(4,))
    flipped = binary_cross_entropy_with_logits(z, 1 - y, reduction="none")
    slips = {
        "the sign is wrong: a probability below 1 has a negative logarithm.": -right,
        "the labels are exchanged: σ(z) is the probability of label 1.": flipped,
        "these are bits. The loss is in nats.": right / np.log(2),
    }
    name_slip(values, slips)
    if not close(values, right):
        (k,) = first_wrong(values, right)
        yours, _ = apart(values[k], right[k])
        label = "" if y[k] else "1 − "
        raise Wrong(
            f"for z = {z[k]:g} and y = {y[k]} you get {yours}, but that label has the "
            f"probability {label}σ({z[k]:g}) = {np.exp(-right[k]):.3f}."
        )
    extremes, y = np.array([1000.0, -1000.0, 1000.0, -1000.0, 0.5]), np.array([1, 1, 0, 0, 0])
    with case("for the scores 1000, −1000, 1000, −1000, 0.5 and the labels 1, 1, 0, 0, 0"):
        compare(function, partial(binary_cross_entropy_with_logits, reduction="none"), extremes, y)
    return "log(1 + e^z) − yz, for scores of any size."


@check
def temperature(function: Callable) -> str:
    """Check the search for the temperature with the least loss of scores (N, C), labels (N,)."""
    rng = np.random.default_rng(0)
    honest = rng.normal(size=(400, 3))
    labels = (honest + rng.gumbel(size=honest.shape)).argmax(1)  # drawn from softmax(honest)
    for factor in (3.0, 0.5):  # overconfident, too modest
        scores = factor * honest
        right = _least_temperature(scores, labels)
        found = ask_number(function, scores, labels)
        if np.isclose(found, 1 / right, rtol=0.03):
            raise Wrong(f"you return {found:.3g}, the factor. Scores are divided by T.")
        if not np.isclose(found, right, rtol=0.02):
            raise Wrong(f"you return {found:.3g}; some other temperature has a lower loss.")
    return "the temperature with the least loss, for a model too sure and for one too modest."


def _least_temperature(scores: np.ndarray, labels: np.ndarray) -> float:
    temperatures = np.geomspace(0.1, 10, 2001)
    losses = [softmax_cross_entropy(scores / T, labels) for T in temperatures]
    return float(temperatures[np.argmin(losses)])


@check
def initial_loss(nats: float) -> str:
    """Check the loss of a thousand classes while all weights are 0."""
    nats = number(nats)
    if close(nats, 3):
        raise Wrong("that is a logarithm to base 10.")
    if np.isclose(nats, np.log2(1000), atol=0.01):
        raise Wrong("that is in bits; the loss is in nats.")
    if not np.isclose(nats, np.log(1000), atol=0.01):
        raise Wrong("when all scores are 0, what is the probability of the true class?")
    return "log 1000 = 6.908: all classes are equally likely, and so wrong by the same amount."


@check
def best_lead(lead: float) -> str:
    """Check the lead of the true class that smoothing by 0.1 among ten classes asks for."""
    lead = number(lead)
    if np.isclose(lead, np.log(0.9 / 0.1), atol=0.01):
        raise Wrong(
            "close: but the true class gets a share of the ε, too, and nine others the rest."
        )
    if np.isclose(lead, np.log(0.9 / 0.01), atol=0.005):
        raise Wrong("nearly: the target of the true class is a little more than 1 − ε.")
    if not np.isclose(lead, np.log(91), atol=0.005):
        raise Wrong("at the lowest loss p equals the target. Which lead makes the ratio right?")
    return "log(0.91 / 0.01) = log 91 = 4.51, and not one point more."
