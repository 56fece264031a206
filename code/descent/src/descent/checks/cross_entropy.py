"""The checks of the chapter on cross-entropy."""

from collections.abc import Callable

import numpy as np

from descent.checks.core import Wrong, ask, check, numbers
from descent.datasets import photos
from descent.information import cross_entropy, entropy
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
LETTERS = np.array([1 / 2, 1 / 4, 1 / 8, 1 / 8])


@check
def wasted_bits(bits: float) -> str:
    """Check what two bits per letter waste on letters with the shares 1/2, 1/4, 1/8 and 1/8."""
    bits = numbers("your answer", bits, shape=())
    least, spent = entropy(LETTERS, base=2), cross_entropy(LETTERS, np.full(4, 1 / 4), base=2)
    wasted = spent - least
    if np.isclose(bits, spent):
        raise Wrong("that is what the code spends per letter. What would the best one spend?")
    if np.isclose(bits, least):
        raise Wrong("that is what the best code spends per letter. How much more does this one?")
    if np.isclose(bits, wasted * np.log(2), atol=0.002):
        raise Wrong("right in nats. The question is in bits.")
    if not np.isclose(bits, wasted, atol=0.002):
        raise Wrong("draw the best code's tree first: the letter with share 1/2 gets one bit.")
    return "2 bits spent, 1.75 needed: the divergence from the uniform distribution is 0.25 bits."


@check
def loss(function: Callable) -> str:
    """Check the mean cross-entropy of scores (N, C) and labels (N,), for scores of any size."""
    losses = softmax_cross_entropy(SCORES, LABELS, reduction="none")
    value = ask(function, SCORES, LABELS, shape=())
    mistakes = {
        "that is the sum over the images. The loss is their mean.": losses.sum(),
        "the sign is wrong: a probability below 1 has a negative logarithm.": -losses.mean(),
        "these are logarithms to base 10. The loss is in nats.": losses.mean() / np.log(10),
        "these are bits. The loss is in nats.": losses.mean() / np.log(2),
        "that is the logarithm of the mean probability, not the mean of the logarithms.": -np.log(
            np.exp(-losses).mean()
        ),
    }
    for message, mistake in mistakes.items():
        if np.isclose(value, mistake):
            raise Wrong(message)
    if not np.isclose(value, losses.mean()):
        raise Wrong(f"for four images you get {value:.3f}; their losses average to something else.")
    without_frog = _ask_without_frog(function, SCORES, shape=())
    if not np.isclose(without_frog, softmax_cross_entropy(SCORES, NO_FROG)):
        raise Wrong("with no image of the last class the loss is wrong.")
    huge = ask(function, 1000 * SCORES, LABELS, shape=())
    if not np.isclose(huge, softmax_cross_entropy(1000 * SCORES, LABELS)):
        raise Wrong(f"with scores a thousand times as large you get {huge}. What overflows?")
    return "the mean of −log p over the images, for scores of any size."


@check
def gradient(function: Callable) -> str:
    """Check the gradient in W of the mean cross-entropy, from X (N, D), labels (N,), W (D, C)."""
    result = ask(function, INPUTS, LABELS, WEIGHTS, shape=WEIGHTS.shape)
    right = INPUTS.T @ softmax_cross_entropy_gradient(INPUTS @ WEIGHTS, LABELS)
    if np.allclose(result, -right):
        raise Wrong("the sign is wrong: this points downhill, the gradient points uphill.")
    if np.allclose(result, len(INPUTS) * right):
        raise Wrong(
            "that is the gradient of the sum of the losses. Ours is the gradient of a mean."
        )
    if not np.allclose(result.sum(1), 0):
        raise Wrong("the columns should cancel: what one class gains, the others lose.")
    if not np.allclose(result, right):
        raise Wrong("central differences of the loss in W give other numbers.")
    without_frog = _ask_without_frog(function, INPUTS, WEIGHTS, shape=WEIGHTS.shape)
    right = INPUTS.T @ softmax_cross_entropy_gradient(INPUTS @ WEIGHTS, NO_FROG)
    if not np.allclose(without_frog, right):
        raise Wrong("with no image of the last class the gradient is wrong.")
    return "(1/N) Xᵀ(P − Y), as central differences find, too."


def _ask_without_frog(
    function: Callable, scores: np.ndarray, *more: np.ndarray, shape: tuple[int, ...]
) -> np.ndarray:
    try:
        return ask(function, scores, NO_FROG, *more, shape=shape)
    except Wrong as wrong:
        raise Wrong(f"with no image of the last class: {wrong}") from wrong


@check
def log_loss(function: Callable) -> str:
    """Check the log loss of scores z and labels y, each of shape (N,), value by value."""
    z, y = np.array([0.0, 2.0, -1.5, 3.0]), np.array([1, 1, 1, 0])
    right = binary_cross_entropy_with_logits(z, y, reduction="none")
    values = ask(function, z, y, shape=(4,))
    flipped = binary_cross_entropy_with_logits(z, 1 - y, reduction="none")
    for message, mistake in {
        "the sign is wrong: a probability below 1 has a negative logarithm.": -right,
        "the labels are exchanged: σ(z) is the probability of label 1.": flipped,
        "these are bits. The loss is in nats.": right / np.log(2),
    }.items():
        if np.allclose(values, mistake):
            raise Wrong(message)
    if not np.allclose(values, right):
        raise Wrong(f"for z = 2 and y = 1 you get {values[1]:.3f}. What is −log σ(2)?")
    extremes, y = np.array([1000.0, -1000.0, 1000.0, -1000.0]), np.array([1, 1, 0, 0])
    values = ask(function, extremes, y, shape=(4,))
    if not np.allclose(values, [0, 1000, 1000, 0]):
        raise Wrong(f"for scores of 1000, −1000, 1000, −1000 you get {values}. What overflows?")
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
        found = float(ask(function, scores, labels, shape=()))
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
    nats = numbers("your answer", nats, shape=())
    if np.isclose(nats, 3):
        raise Wrong("that is a logarithm to base 10.")
    if np.isclose(nats, np.log2(1000), atol=0.01):
        raise Wrong("that is in bits; the loss is in nats.")
    if not np.isclose(nats, np.log(1000), atol=0.01):
        raise Wrong("when all scores are 0, what is the probability of the true class?")
    return "log 1000 = 6.908: all classes are equally likely, and so wrong by the same amount."


@check
def best_lead(lead: float) -> str:
    """Check the lead of the true class that smoothing by 0.1 among ten classes asks for."""
    lead = numbers("your answer", lead, shape=())
    if np.isclose(lead, np.log(0.9 / 0.1), atol=0.01):
        raise Wrong(
            "close: but the true class gets a share of the ε, too, and nine others the rest."
        )
    if np.isclose(lead, np.log(0.9 / 0.01), atol=0.005):
        raise Wrong("nearly: the target of the true class is a little more than 1 − ε.")
    if not np.isclose(lead, np.log(91), atol=0.005):
        raise Wrong("at the lowest loss p equals the target. Which lead makes the ratio right?")
    return "log(0.91 / 0.01) = log 91 = 4.51, and not one point more."
