"""The checks of the chapter on cross-entropy."""

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np
from explorable.judging import (
    Task,
    Wrong,
    apart,
    ask,
    case,
    check,
    close,
    compare,
    first_wrong,
    fresh,
    name_slip,
    number,
)
from numpy.typing import ArrayLike

from descent.datasets import photos
from descent.information import cross_entropy, entropy, kl_divergence
from descent.losses import (
    binary_cross_entropy_with_logits,
    softmax_cross_entropy,
    softmax_cross_entropy_gradient,
)
from descent.metrics import calibration_error
from descent.simplex import log_softmax, logsumexp, softmax

SCORES = np.vstack([photos.SCORES, [0.5, -1.0, 2.0]])
LABELS = np.array([0, 1, 2, 2])
NO_FROG = np.array([0, 1, 1, 0])
"""Labels of four images in which the last class does not appear."""
INPUTS = np.array([[1.0, 2.0], [0.5, -1.5], [-2.0, 0.3], [3.0, 1.0]])
WEIGHTS = np.array([[0.2, -0.1, 0.4], [0.7, 0.3, -0.5]])
LETTERS = 1 / np.array([2, 8, 8, 16, 16, 16, 32, 32])
"""Eight shares, whose divergence from the uniform ones is another than the other way around."""

FORECASTS = np.array(
    [
        [0.92, 0.05, 0.03], [0.03, 0.96, 0.01], [0.02, 0.93, 0.05], [0.94, 0.04, 0.02],
        [0.01, 0.98, 0.01], [0.56, 0.24, 0.20], [0.27, 0.53, 0.20], [0.18, 0.29, 0.53],
        [0.37, 0.33, 0.30], [0.34, 0.27, 0.39], [0.72, 0.13, 0.15], [0.11, 0.13, 0.76],
        [0.84, 0.10, 0.06], [0.02, 0.12, 0.86],
    ]
)  # fmt: skip
SEEN = np.array([0, 1, 2, 1, 1, 0, 1, 2, 0, 2, 0, 1, 0, 2])
"""Distributions of fourteen images, and their labels: too sure far up, too modest further down."""
SURE = np.array(
    [[6, 1, 0], [0, 5, 2], [4, 0, 1], [1, 0, 6], [0, 3, 0], [2, 5, 0], [5, 0, 3], [0, 1, 4]]
)
TRUE = np.array([0, 1, 2, 2, 1, 0, 0, 2])
TEMPERATURES = np.array([4, 8, 0.5, 0.25, 1, 0.125, 2])


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
    if bits < 0:
        raise Wrong("no code beats the best one, so nothing below 0 can be wasted.")
    if not np.isclose(bits, wasted, atol=0.003):
        raise Wrong("draw the best code's tree first: the letter with share 1/2 gets one bit.")
    return (
        f"{spent:g} bits spent, {least:g} needed: "
        f"the divergence from the uniform distribution is {wasted:g} bits."
    )


@check
def loss(function: Callable) -> str:
    """Check the mean cross-entropy of scores (N, C) and labels (N,), for scores of any size."""
    compare(function, softmax_cross_entropy, SCORES, LABELS, slips=_NOT_THE_LOSS)
    for words, scores, labels in (
        ("with no image of the last class", SCORES, NO_FROG),
        ("with three images of two classes", SCORES[1:, :2], NO_FROG[1:]),
        ("with scores a thousand times as large", 1000 * SCORES, LABELS),
    ):
        with case(words):
            compare(function, softmax_cross_entropy, scores, labels)
    return "the mean of −log p over the images, for scores of any size."


def _losses(scores: np.ndarray, labels: np.ndarray) -> np.ndarray:
    return softmax_cross_entropy(scores, labels, reduction="none")


_NOT_THE_LOSS: dict[str, Callable] = {
    "that is the sum over the images. The loss is their mean.": lambda o, y: _losses(o, y).sum(),
    "you have divided by the number of classes, too: average over the images.": lambda o, y: (
        _losses(o, y).mean() / o.shape[1]
    ),
    "the sign is wrong: a probability below 1 has a negative logarithm.": lambda o, y: (
        -_losses(o, y).mean()
    ),
    "these are logarithms to base 10. The loss is in nats.": lambda o, y: (
        _losses(o, y).mean() / np.log(10)
    ),
    "these are bits. The loss is in nats.": lambda o, y: _losses(o, y).mean() / np.log(2),
    "that is the logarithm of the mean probability, not the mean of the logarithms.": (
        lambda o, y: -np.log(np.exp(-_losses(o, y)).mean())
    ),
    "that is 1 minus the mean probability. Where is the logarithm?": lambda o, y: (
        1 - np.exp(-_losses(o, y)).mean()
    ),
    "each column of your probabilities sums to 1; each row should.": lambda o, y: (
        -log_softmax(o.T).T[np.arange(len(y)), y].mean()
    ),
    "that is the mean of lse(o). Which score is still to be subtracted?": lambda o, y: logsumexp(
        o, axis=1
    ).mean(),
}


@check
def gradient(function: Callable) -> str:
    """Check the gradient in W of the mean cross-entropy, from X (N, D), labels (N,), W (D, C)."""
    compare(function, _gradient, INPUTS, LABELS, WEIGHTS, slips=_NOT_THE_GRADIENT)
    more = np.array([[0.5, -1.0, 0.0, 2.0], [1.0, 0.0, 0.5, -0.5], [0.0, 1.5, -1.0, 1.0]])
    for words, X, labels, W in (
        ("with no image of the last class", INPUTS, NO_FROG, WEIGHTS),
        ("with three images instead of four", INPUTS[1:], LABELS[1:], WEIGHTS),
        ("with three features and four classes", more[:, :3], np.array([3, 0, 1]), more),
    ):
        with case(words):
            compare(function, _gradient, X, labels, W)
    return "(1/N) Xᵀ(P − Y), as central differences find, too."


def _gradient(X: np.ndarray, labels: np.ndarray, W: np.ndarray) -> np.ndarray:
    return X.T @ softmax_cross_entropy_gradient(X @ W, labels)


def _squared_gradient(X: np.ndarray, labels: np.ndarray, W: np.ndarray) -> np.ndarray:
    P = softmax(X @ W)
    errors = P - np.eye(W.shape[1])[labels]
    return X.T @ (P * (errors - (P * errors).sum(axis=1, keepdims=True))) / len(X)


_NOT_THE_GRADIENT: dict[str, Callable] = {
    "the sign is wrong: this points downhill, the gradient points uphill.": lambda X, y, W: (
        -_gradient(X, y, W)
    ),
    "that is the gradient of the sum of the losses. Ours is the gradient of a mean.": (
        lambda X, y, W: len(X) * _gradient(X, y, W)
    ),
    "you have divided by the number of classes, too: average over the images.": lambda X, y, W: (
        _gradient(X, y, W) / W.shape[1]
    ),
    "the targets are missing: what one class gains, the others should lose.": lambda X, y, W: (
        X.T @ softmax(X @ W) / len(X)
    ),
    "the probabilities are missing: here the targets are subtracted from the scores.": (
        lambda X, y, W: X.T @ (X @ W - np.eye(W.shape[1])[y]) / len(X)
    ),
    "softmax's Jacobian is in there as a factor. In the cross-entropy, it cancels.": (
        _squared_gradient
    ),
    "that is the gradient of the squared error of the probabilities. Which loss is asked?": (
        lambda X, y, W: 2 * _squared_gradient(X, y, W)
    ),
    "each column of your probabilities sums to 1; each row should.": lambda X, y, W: (
        X.T @ (softmax((X @ W).T).T - np.eye(W.shape[1])[y]) / len(X)
    ),
}


@fresh
def pull_ratio(rng: np.random.Generator) -> Task:
    """Check how many times as hard cross-entropy pulls as the squared error behind a sigmoid."""
    z = -float(rng.integers(2, 9)) / 2
    p = 1 / (1 + np.exp(-z))
    right = 1 / (2 * p * (1 - p))
    slips = {
        "that is the pull of the squared error, measured by the other.": 1 / right,
        "the derivative of a square has a factor 2.": 2 * right,
        "the slope of the squared error in z has one more factor 1 − p.": 1 / (2 * p),
        "that is the ratio to the absolute error, 1 − p.": 1 / p,
        "the slope of the sigmoid is missing from one of the two. Both depend on z through p.": 0.5,
        "those are the losses themselves. The pulls are their slopes.": -np.log(p) / (1 - p) ** 2,
        "both slopes are negative, so that their ratio is positive.": -right,
    }

    def judge(answer: ArrayLike) -> str:
        ratio = number(answer)
        if np.isclose(ratio, right, rtol=0.004):
            weak = 2 * p * (1 - p) ** 2
            return (
                f"the pulls are {1 - p:.3f} and {weak:.4f}. "
                "At z = 0 their ratio is 2, and nowhere is it less."
            )
        name_slip(ratio, slips, rtol=0.004, atol=0)
        if ratio <= 0:
            raise Wrong("both pull in the same direction, so the ratio is above 0.")
        weak = (1 - p) / ratio
        raise Wrong(f"the squared error would pull with {weak:.3g}. What is its slope at z = {z}?")

    return Task({"z": z}, judge)


@check
def calibration(function: Callable) -> str:
    """Check the calibration error with ten bins, from distributions p (N, C) and labels (N,)."""
    _ten_bins(function, FORECASTS, SEEN, slips=_NOT_CALIBRATION)
    with case("with a confidence of 1"):
        _ten_bins(function, np.array([[1.0, 0.0], [0.97, 0.03], [0.25, 0.75]]), np.array([1, 0, 1]))
    with case("with every answer wrong"):
        _ten_bins(function, np.array([[0.95, 0.05], [0.13, 0.87]]), np.array([1, 0]))
    return "each bin's gap between confidence and accuracy, weighted by its share of predictions."


def _ten_bins(function: Callable, p: np.ndarray, labels: np.ndarray, **options: Mapping) -> None:
    """Try one table of distributions."""
    value = ask(function, p, labels, shape=(), finite=False)
    if not np.isfinite(value):
        raise Wrong(f"your result is {value}. A bin without predictions has no mean: pass it over.")
    compare(function, _calibration, p, labels, **options)


def _calibration(p: np.ndarray, labels: np.ndarray) -> float:
    return calibration_error(labels, p)


def _bins(p: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the bins' gaps, confidence minus accuracy, and their shares; no bin is empty."""
    return _gaps(p.max(axis=1), p.argmax(axis=1) == labels)


def _gaps(confidence: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    tenths = (10 * confidence).astype(int)
    _, bins, counts = np.unique(tenths, return_inverse=True, return_counts=True)
    return np.bincount(bins, confidence - right) / counts, counts / len(right)


def _mean_gap(gaps: np.ndarray, shares: np.ndarray) -> float:
    return float(np.abs(gaps) @ shares)


_NOT_CALIBRATION: dict[str, Callable] = {
    "too sure in one bin and too modest in another cancel. Take the size of each gap.": (
        lambda p, y: np.dot(*_bins(p, y))
    ),
    "all predictions are in one bin here, so that too sure and too modest cancel.": (
        lambda p, y: abs(np.dot(*_bins(p, y)))
    ),
    "every bin counts alike here. It should count by its share of the predictions.": (
        lambda p, y: np.abs(_bins(p, y)[0]).mean()
    ),
    "you have divided the sum of the gaps by ten, as if every bin held a tenth.": (
        lambda p, y: np.abs(_bins(p, y)[0]).sum() / 10
    ),
    "that is the sum of the gaps. They are averaged over the predictions.": (
        lambda p, y: np.abs(_bins(p, y)[0]).sum()
    ),
    "that is the largest gap.": lambda p, y: np.abs(_bins(p, y)[0]).max(),
    "the gaps are squared here, and their sizes are asked.": lambda p, y: np.average(
        _bins(p, y)[0] ** 2, weights=_bins(p, y)[1]
    ),
    "each prediction is compared by itself. Take the means over a bin first.": (
        lambda p, y: np.abs(p.max(axis=1) - (p.argmax(axis=1) == y)).mean()
    ),
    "the confidence is the largest probability, not that of the true class.": (
        lambda p, y: _mean_gap(*_gaps(p[np.arange(len(y)), y], p.argmax(axis=1) == y))
    ),
    "that is the accuracy.": lambda p, y: (p.argmax(axis=1) == y).mean(),
}


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
    """Check the search among temperatures for the one with the least loss of (N, C) scores."""
    for words, scores in (("of a model too sure", SURE), ("of one too modest", SURE / 10)):
        with case(f"for the scores {words}"):
            compare(function, _coolest, scores, TRUE, TEMPERATURES, slips=_NOT_COOLEST)
    return "the temperature with the least loss, for a model too sure and for one too modest."


def _at(scores: np.ndarray, labels: np.ndarray, temperatures: np.ndarray) -> np.ndarray:
    return np.array([softmax_cross_entropy(scores / T, labels) for T in temperatures])


def _coolest(scores: np.ndarray, labels: np.ndarray, temperatures: np.ndarray) -> float:
    return float(temperatures[_at(scores, labels, temperatures).argmin()])


_NOT_COOLEST: dict[str, Callable] = {
    "you have multiplied the scores by T. They are divided.": lambda o, y, T: T[
        _at(o, y, 1 / T).argmin()
    ],
    "that is the temperature with the largest loss.": lambda o, y, T: T[_at(o, y, T).argmax()],
    "that is the place of the temperature in the array.": lambda o, y, T: _at(o, y, T).argmin(),
    "that is the least loss. At which temperature is it reached?": lambda o, y, T: _at(
        o, y, T
    ).min(),
    "that is the first temperature. Have you compared accuracies? They are equal at every T.": (
        lambda o, y, T: T[0]
    ),
}


@fresh
def initial_loss(rng: np.random.Generator) -> Task:
    """Check the loss of so many classes while all weights are 0."""
    classes = int(rng.choice([20, 30, 50, 80, 200, 300, 500, 2000, 5000]))
    right = np.log(classes)
    slips = {
        "that is a logarithm to base 10.": np.log10(classes),
        "that is in bits; the loss is in nats.": np.log2(classes),
        "that is the probability of the true class. What does it cost?": 1 / classes,
        "that is the number of classes. The price is a logarithm.": classes,
        "a price is never negative. Where is the minus sign of −log p?": -right,
        "that is the price of a yes-or-no question for every class.": classes * np.log(2),
        "the loss is 0 only for a model that is sure and right. This one knows nothing.": 0,
    }

    def judge(answer: ArrayLike) -> str:
        nats = number(answer)
        if np.isclose(nats, right, rtol=0, atol=0.006):
            return f"log {classes} = {right:.3f}: every class has the probability 1/{classes}."
        name_slip(nats, slips, rtol=0.002, atol=0)
        if nats < 0:
            raise Wrong("a loss below 0 would need a probability above 1.")
        raise Wrong(
            f"a loss of {nats:g} belongs to a true class with probability {np.exp(-nats):.3g}. "
            "Which probability has it when all scores are equal?"
        )

    return Task({"classes": classes}, judge)


@fresh
def best_lead(rng: np.random.Generator) -> Task:
    """Check the lead of the true class that smoothing asks for among so many classes."""
    smoothing, C = float(rng.choice([0.1, 0.15, 0.2, 0.25, 0.3])), int(rng.choice([3, 4, 5, 6, 8]))
    rest = smoothing / C
    ratio = (1 - smoothing + rest) / rest
    slips = {
        "the true class gets a share of the ε, too, and the others get the rest.": np.log(
            (1 - smoothing) / smoothing
        ),
        "nearly: the target of the true class is a little more than 1 − ε.": np.log(
            (1 - smoothing) / rest
        ),
        "ε is shared by all the classes, the true one included.": np.log(
            (1 - smoothing) * (C - 1) / smoothing
        ),
        "that is the ratio of the two targets. The lead is its logarithm.": ratio,
        "that is in bits. Scores are compared in nats.": np.log2(ratio),
        "that is how far the true class would trail. A lead is above 0.": -np.log(ratio),
    }

    def judge(answer: ArrayLike) -> str:
        lead = number(answer)
        if np.isclose(lead, np.log(ratio), rtol=0, atol=0.006):
            target = 1 - smoothing + rest
            return f"log({target:.4g} / {rest:.4g}) = {np.log(ratio):.2f}, and not a point more."
        name_slip(lead, slips, rtol=0, atol=0.006)
        raise Wrong(
            f"a lead of {lead:g} makes the true class {np.exp(lead):.3g} times as likely as any "
            "other. How many times as large is its target?"
        )

    return Task({"smoothing": smoothing, "classes": C}, judge)
