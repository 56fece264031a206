"""The checks of the chapter on cross-entropy."""

from functools import partial

import numpy as np
from explorable.judging import Exercise, Task, Value, check, fresh

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


_UNIFORM = np.full(8, 1 / 8)
_LEAST, _SPENT = entropy(LETTERS, base=2), cross_entropy(LETTERS, _UNIFORM, base=2)


def _no_waste(bits: float) -> str:
    if bits < 0:
        return "no code beats the best one, so nothing below 0 can be wasted."
    return "draw the best code's tree first: the letter with share 1/2 gets one bit."


wasted_bits = check(
    Value(
        right=_SPENT - _LEAST,
        digits=2,
        slips={
            "that is what the code spends per letter. What would the best one spend?": _SPENT,
            "that is what the best code spends per letter. How much more does this one?": _LEAST,
            "that is the divergence the other way around: which letters are written?": (
                kl_divergence(_UNIFORM, LETTERS, base=2)
            ),
            "right in nats. The question is in bits.": (_SPENT - _LEAST) * np.log(2),
        },
        otherwise=_no_waste,
        praise=f"{_SPENT:g} bits spent, {_LEAST:g} needed: the divergence from the uniform "
        f"distribution is {_SPENT - _LEAST:g} bits.",
    )
)
"""Check what three bits per letter waste on eight letters with the shares of `LETTERS`."""


def _labeled(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Draw scores, some of them of any size, and labels."""
    N, C = rng.integers(2, 7, size=2)
    return (rng.choice([2, 400]) * rng.normal(size=(N, C))).round(2), rng.integers(C, size=N)


def _losses(scores: np.ndarray, labels: np.ndarray) -> np.ndarray:
    return softmax_cross_entropy(scores, labels, reduction="none")


loss = Exercise(
    oracle=softmax_cross_entropy,
    inputs=_labeled,
    cases={
        "for four images": (SCORES, LABELS),
        "with no image of the last class": (SCORES, NO_FROG),
        "with scores a thousand times as large": (1000 * SCORES, LABELS),
        "for one image, of which two classes share the lead": (
            np.array([[2.0, 2.0, -1.0]]),
            np.array([1]),
        ),
    },
    slips={
        "that is the sum over the images. The loss is their mean.": lambda o, y: _losses(
            o, y
        ).sum(),
        "you have divided by the number of classes, too: average over the images.": lambda o, y: (
            _losses(o, y).mean() / o.shape[1]
        ),
        "these are bits. The loss is in nats.": lambda o, y: _losses(o, y).mean() / np.log(2),
        "that is the logarithm of the mean probability, not the mean of the logarithms.": (
            lambda o, y: -np.log(np.exp(-_losses(o, y)).mean())
        ),
        "each column of your probabilities sums to 1; each row should.": lambda o, y: (
            -log_softmax(o.T).T[np.arange(len(y)), y].mean()
        ),
        "that is the mean of lse(o). Which score is still to be subtracted?": lambda o, y: (
            logsumexp(o, axis=1).mean()
        ),
    },
    praise="the mean of −log p over the images, for scores of any size.",
)
"""Check the mean cross-entropy of scores (N, C) and labels (N,), for scores of any size."""


def _regression(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    N, D, C = rng.integers(2, 6, size=3)
    X, W = rng.normal(size=(N, D)).round(2), rng.normal(size=(D, C)).round(2)
    return X, rng.integers(C, size=N), W


def _gradient(X: np.ndarray, labels: np.ndarray, W: np.ndarray) -> np.ndarray:
    return X.T @ softmax_cross_entropy_gradient(X @ W, labels)


def _squared_gradient(X: np.ndarray, labels: np.ndarray, W: np.ndarray) -> np.ndarray:
    P = softmax(X @ W)
    errors = P - np.eye(W.shape[1])[labels]
    return X.T @ (P * (errors - (P * errors).sum(axis=1, keepdims=True))) / len(X)


gradient = Exercise(
    oracle=_gradient,
    inputs=_regression,
    cases={
        "for four images": (INPUTS, LABELS, WEIGHTS),
        "with no image of the last class": (INPUTS, NO_FROG, WEIGHTS),
        "for one image": (INPUTS[:1], LABELS[:1], WEIGHTS),
    },
    slips={
        "the sign is wrong: this points downhill, the gradient points uphill.": lambda X, y, W: (
            -_gradient(X, y, W)
        ),
        "that is the gradient of the sum of the losses. Ours is the gradient of a mean.": (
            lambda X, y, W: len(X) * _gradient(X, y, W)
        ),
        "you have divided by the number of classes, too: average over the images.": (
            lambda X, y, W: _gradient(X, y, W) / W.shape[1]
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
    },
    praise="(1/N) Xᵀ(P − Y), as central differences find, too.",
)
"""Check the gradient in W of the mean cross-entropy, from X (N, D), labels (N,), W (D, C)."""


@fresh
def pull_ratio(rng: np.random.Generator) -> Task:
    """Check how many times as hard cross-entropy pulls as the squared error behind a sigmoid."""
    z = -float(rng.integers(2, 9)) / 2
    p = 1 / (1 + np.exp(-z))
    weak = 2 * p * (1 - p) ** 2
    right = (1 - p) / weak
    slips = {
        "that is the pull of the squared error, measured by the other.": 1 / right,
        "the derivative of a square has a factor 2.": 2 * right,
        "the slope of the squared error in z has one more factor 1 − p.": 1 / (2 * p),
        "that is the ratio to the absolute error, 1 − p.": 1 / p,
        "the slope of the sigmoid is missing from one of the two. Both depend on z through p.": 0.5,
        "those are the losses themselves. The pulls are their slopes.": -np.log(p) / (1 - p) ** 2,
        "both slopes are negative, so that their ratio is positive.": -right,
    }

    def otherwise(ratio: float) -> str:
        if ratio <= 0:
            return "both pull in the same direction, so the ratio is above 0."
        pull = (1 - p) / ratio
        return f"the squared error would pull with {pull:.3g}. What is its slope at z = {z}?"

    praise = (
        f"the pulls are {1 - p:.3f} and {weak:.4f}. "
        "At z = 0 their ratio is 2, and nowhere is it less."
    )
    return Task({"z": z}, Value(right, praise, slips, otherwise, digits=2))


def _forecasts(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Draw distributions of which none is at the edge of a bin, and labels."""
    N, C = rng.integers([10, 2], [25, 5])
    p = softmax(rng.normal(scale=2.5, size=(N, C)))
    return p, np.where(rng.random(N) < 0.6, p.argmax(1), rng.integers(C, size=N))


def _bins(p: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the bins' gaps, confidence minus accuracy, and their shares; no bin is empty."""
    return _gaps(p.max(axis=1), p.argmax(axis=1) == labels)


def _gaps(confidence: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    tenths = np.minimum((10 * confidence).astype(int), 9)
    _, bins, counts = np.unique(tenths, return_inverse=True, return_counts=True)
    return np.bincount(bins, confidence - right) / counts, counts / len(right)


def _mean_gap(gaps: np.ndarray, shares: np.ndarray) -> float:
    return float(np.abs(gaps) @ shares)


calibration = Exercise(
    oracle=lambda p, labels: calibration_error(labels, p),
    inputs=_forecasts,
    cases={
        "for fourteen images": (FORECASTS, SEEN),
        "with a confidence of 1": (
            np.array([[1.0, 0.0], [0.97, 0.03], [0.25, 0.75]]),
            np.array([1, 0, 1]),
        ),
        "with every answer wrong": (np.array([[0.95, 0.05], [0.13, 0.87]]), np.array([1, 0])),
    },
    slips={
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
        "the gaps are squared here, and their sizes are asked.": lambda p, y: np.average(
            _bins(p, y)[0] ** 2, weights=_bins(p, y)[1]
        ),
        "each prediction is compared by itself. Take the means over a bin first.": (
            lambda p, y: np.abs(p.max(axis=1) - (p.argmax(axis=1) == y)).mean()
        ),
        "the confidence is the largest probability, not that of the true class.": (
            lambda p, y: _mean_gap(*_gaps(p[np.arange(len(y)), y], p.argmax(axis=1) == y))
        ),
    },
    praise="each bin's gap between confidence and accuracy, weighted by its share of predictions.",
)
"""Check the calibration error with ten bins, from distributions p (N, C) and labels (N,)."""


_each_log_loss = partial(binary_cross_entropy_with_logits, reduction="none")


def _binary(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    N = rng.integers(2, 7)
    return (rng.choice([2, 500]) * rng.normal(size=N)).round(2), rng.integers(2, size=N)


log_loss = Exercise(
    oracle=_each_log_loss,
    inputs=_binary,
    cases={
        "for the scores 0, 2, −1.5, 3 and the labels 1, 1, 1, 0": (
            *(np.array([0.0, 2.0, -1.5, 3.0]), np.array([1, 1, 1, 0])),
        ),
        "for the scores 1000, −1000, 1000, −1000, 0.5 and the labels 1, 1, 0, 0, 0": (
            np.array([1000.0, -1000.0, 1000.0, -1000.0, 0.5]),
            np.array([1, 1, 0, 0, 0]),
        ),
    },
    slips={
        "the labels are exchanged: σ(z) is the probability of label 1.": lambda z, y: (
            _each_log_loss(z, 1 - y)
        ),
        "these are bits. The loss is in nats.": lambda z, y: _each_log_loss(z, y) / np.log(2),
        "a label of 0 costs nothing here. Its probability is 1 − σ(z).": lambda z, y: (
            y * _each_log_loss(z, 0 * y + 1)
        ),
    },
    praise="log(1 + e^z) − yz, for scores of any size.",
)
"""Check the log loss of scores z and labels y, each of shape (N,), value by value."""


def _at(scores: np.ndarray, labels: np.ndarray, temperatures: np.ndarray) -> np.ndarray:
    return np.array([softmax_cross_entropy(scores / T, labels) for T in temperatures])


def _coolest(scores: np.ndarray, labels: np.ndarray, temperatures: np.ndarray) -> float:
    return float(temperatures[_at(scores, labels, temperatures).argmin()])


def _models(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Draw scores of a model too sure or too modest, their labels, and temperatures close by."""
    scores, labels = 2 * rng.normal(size=(12, 3)), rng.integers(3, size=12)
    scores[np.arange(12), labels] += rng.uniform(1, 3)
    temperatures = rng.permutation(np.geomspace(0.05, 8, 40).round(3))
    return (rng.choice([0.3, 1, 2]) * scores).round(2), labels, temperatures


temperature = Exercise(
    oracle=_coolest,
    inputs=_models,
    cases={
        "for the scores of a model too sure": (SURE, TRUE, TEMPERATURES),
        "for the scores of a model too modest": (SURE / 10, TRUE, TEMPERATURES),
    },
    slips={
        "you have multiplied the scores by T. They are divided.": lambda o, y, T: T[
            _at(o, y, 1 / T).argmin()
        ],
        "that is the first temperature. Have you compared accuracies? They are equal at every T.": (
            lambda o, y, T: T[0]
        ),
        "that is the best for the squared error of the probabilities. Which loss is asked?": (
            lambda o, y, T: min(T, key=lambda t: ((softmax(o / t) - np.eye(3)[y]) ** 2).sum())
        ),
    },
    praise="the temperature with the least loss, for a model too sure and for one too modest.",
)
"""Check the search among temperatures for the one with the least loss of (N, C) scores."""


@fresh
def initial_loss(rng: np.random.Generator) -> Task:
    """Check the loss of so many classes while all weights are 0."""
    classes = int(rng.integers(11, 1000))
    right = np.log(classes)
    slips = {
        "that is a logarithm to base 10.": np.log10(classes),
        "that is in bits; the loss is in nats.": np.log2(classes),
        "that is the number of classes. The price is a logarithm.": classes,
        "a price is never negative. Where is the minus sign of −log p?": -right,
    }

    def otherwise(nats: float) -> str:
        if nats < 0:
            return "a loss below 0 would need a probability above 1."
        if nats < 0.1:
            return (
                "a loss near 0 is that of a model that is sure and right. This one knows nothing."
            )
        return (
            f"a loss of {nats:g} belongs to a true class with probability {np.exp(-nats):.3g}. "
            "Which probability has it when all scores are equal?"
        )

    praise = f"log {classes} = {right:.3f}: every class has the probability 1/{classes}."
    return Task({"classes": classes}, Value(right, praise, slips, otherwise, digits=2))


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

    def otherwise(lead: float) -> str:
        return (
            f"a lead of {lead:g} makes the true class {np.exp(lead):.3g} times as likely as any "
            "other. How many times as large is its target?"
        )

    right, target = np.log(ratio), 1 - smoothing + rest
    praise = f"log({target:.4g} / {rest:.4g}) = {right:.2f}, and not a point more."
    return Task(
        {"smoothing": smoothing, "classes": C}, Value(right, praise, slips, otherwise, digits=2)
    )
