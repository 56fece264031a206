"""The mathematics without checks, for inner loops: what models use a million times.

Arrays are float arrays that were checked before, scores finite or as `require_scores` allows. The
public functions of the same names check their arguments once, then call these.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import DTypeLike

# Activations, entry by entry. An exp that overflows is the limit that is meant: callers decide
# whether NumPy warns of it.


def sigmoid(z: np.ndarray) -> np.ndarray:
    """Return ``1 / (1 + exp(-z))``."""
    return 1 / (1 + np.exp(-z))


def sigmoid_derivative(z: np.ndarray) -> np.ndarray:
    """Return ``sigmoid(z) * sigmoid(-z)``."""
    return sigmoid(z) * sigmoid(-z)


def tanh_derivative(z: np.ndarray) -> np.ndarray:
    """Return ``1 / cosh(z)²``."""
    return 1 / np.cosh(z) ** 2


def relu(z: np.ndarray) -> np.ndarray:
    """Return ``max(0, z)``."""
    return np.maximum(z, 0)


def relu_derivative(z: np.ndarray) -> np.ndarray:
    """Return 1 where z > 0 and else 0."""
    return (z > 0).astype(z.dtype)


def leaky_relu(z: np.ndarray, slope: float = 0.01) -> np.ndarray:
    """Return z where z > 0 and ``slope * z`` elsewhere."""
    return z * leaky_relu_derivative(z, slope)


def leaky_relu_derivative(z: np.ndarray, slope: float = 0.01) -> np.ndarray:
    """Return 1 where z > 0 and `slope` elsewhere."""
    return np.where(z > 0, 1, slope).astype(z.dtype)


def maxout_derivative(z: np.ndarray) -> np.ndarray:
    """Return 1 for the largest on the last axis, the first in a tie, and 0 for the others."""
    derivative = np.zeros_like(z)
    np.put_along_axis(derivative, z.argmax(-1)[..., None], 1, axis=-1)
    return derivative


# What changes a batch on its way.


def dropout_factors(X: np.ndarray, rate: float, rng: np.random.Generator) -> np.ndarray:
    """Return, for each entry, 0 with probability `rate` and else ``1 / (1 - rate)``."""
    kept = rng.random(X.shape) >= rate
    return (kept / (1 - rate)).astype(X.dtype)


def standardize_gradient(Z: np.ndarray, deviation: np.ndarray, dZ: np.ndarray) -> np.ndarray:
    """Return the gradient in X of what has `dZ` in ``Z = (X - mean) / deviation``.

    Mean and deviation are those of the columns of X, so every row has a part in every other's.
    """
    return (dZ - dZ.mean(0) - Z * (dZ * Z).mean(0)) / deviation


# Softmax and cross-entropy of scores (..., C), in blocks of samples that stay in the cache.

BLOCK = 2**18  # bytes of scores in a block
FEW = 64  # classes up to which it is laid out class by class: NumPy is slow with many short rows


def blocks(scores: np.ndarray) -> Iterator[tuple[slice, np.ndarray]]:
    """Yield the place of some samples, and a copy of their scores as (C, samples) to work on."""
    scores = flat(scores)
    num_classes = scores.shape[1]
    least = 1 if scores.flags.c_contiguous else 4096  # short pieces of columns are slow to reach
    count = max(least, BLOCK // (num_classes * scores.itemsize))
    for start in range(0, len(scores), count):
        samples = slice(start, start + count)
        yield samples, scores[samples].T.copy("C" if num_classes <= FEW else "K")


def flat(scores: np.ndarray) -> np.ndarray:
    """Return the scores as (N, C)."""
    return scores.reshape(-1, scores.shape[-1])


def softmax(scores: np.ndarray, temperature: float = 1.0) -> np.ndarray:
    """Return exp(scores / temperature) over its sum."""
    p = np.empty_like(flat(scores))
    for samples, o in blocks(scores):
        p[samples] = exp_normalize(subtract_max(o, 0, temperature, out=o), 0).T
    return p.reshape(scores.shape)


def log_softmax(scores: np.ndarray, temperature: float = 1.0) -> np.ndarray:
    """Return scores / temperature minus the log of the sum of their exp."""
    log_p = np.empty_like(flat(scores))
    for samples, o in blocks(scores):
        shifted = subtract_max(o, 0, temperature, out=o)
        log_p[samples] = (shifted - log_total(shifted, 0)).T
    return log_p.reshape(scores.shape)


def logsumexp(scores: np.ndarray) -> np.ndarray:
    """Return the log of the sum of exp(scores) over the last axis: the maximum and a little."""
    sums = np.empty(flat(scores).shape[0], scores.dtype)
    for samples, o in blocks(scores):
        sums[samples] = o.max(0)
        sums[samples] += log_total(subtract_max(o, 0, out=o), 0, out=o)
    return sums.reshape(scores.shape[:-1])[()]  # of one vector, a number


def label_surprise(scores: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return -log softmax(scores) of each label, in the shape of the labels."""
    losses = np.empty(labels.size, scores.dtype)
    for samples, o in blocks(scores):
        shifted = subtract_max(o, 0, out=o)
        own = shifted[labels.ravel()[samples], np.arange(o.shape[1])]
        losses[samples] = log_total(shifted, 0, out=o) - own
    return losses.reshape(labels.shape)


def residual(scores: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return softmax(scores) minus the one-hot labels: the slope of `label_surprise`."""
    slopes = np.empty_like(flat(scores))
    for samples, o in blocks(scores):
        p = exp_normalize(subtract_max(o, 0, out=o), 0)
        own = labels.ravel()[None, samples], np.arange(o.shape[1])
        slopes[samples] = balance(p, own, 0).T
    return slopes.reshape(scores.shape)


def subtract_max(
    scores: np.ndarray,
    axis: int = -1,
    temperature: float | np.ndarray = 1.0,
    out: np.ndarray | None = None,
) -> np.ndarray:
    """Return (scores - max) / temperature, at most 0, so exp cannot overflow; in `out` if given."""
    top = scores.max(axis, keepdims=True)
    winners = np.isposinf(scores) if np.isposinf(top).any() else None
    with np.errstate(over="ignore", invalid="ignore"):  # a difference beyond all floats is -inf
        if isinstance(temperature, float) and temperature == 1:
            shifted = np.subtract(scores, top, out=out)
        else:  # halves, as 1e308 - -1e308 overflows even where a temperature of 1e308 makes it 2
            shifted = np.divide(scores, 2, out=out)
            shifted -= top / 2
            # float64, as float32 would turn a temperature of 1e-300 into 0
            np.divide(shifted, np.float64(temperature), out=shifted, casting="same_kind")
            shifted *= 2
    if winners is not None:
        shifted[winners] = 0  # where inf - inf has left NaN
    return shifted


def exp_normalize(shifted: np.ndarray, axis: int = -1) -> np.ndarray:
    """Return exp over its sum, in place: the softmax of scores whose maximum is 0."""
    weights = np.exp(shifted, out=shifted)
    weights /= weights.sum(axis, keepdims=True)
    return weights


def log_total(shifted: np.ndarray, axis: int = -1, out: np.ndarray | None = None) -> np.ndarray:
    """Return the log of the sum of exp along `axis`, of scores whose maximum is 0.

    The largest, whose exp is 1, is left to log1p: 1 + 1e-20 would be 1. The other exp are left in
    `out`, which may be `shifted`.
    """
    top = shifted.argmax(axis, keepdims=True)
    weights = np.exp(shifted, out=out)
    np.put_along_axis(weights, top, 0, axis)
    return np.log1p(weights.sum(axis))


def balance(p: np.ndarray, entries: tuple, axis: int = -1) -> np.ndarray:
    """Set one entry of each distribution, along `axis`, so that all sum to 0, in place.

    So p - 1 becomes minus the sum of the other probabilities, which does not round to 0.
    """
    p[entries] = 0
    p[entries] = -p.sum(axis, keepdims=True)
    return p


def one_hot(labels: np.ndarray, num_classes: int, dtype: DTypeLike = np.float64) -> np.ndarray:
    """Return 1 at each label and 0 elsewhere, on a last axis."""
    encoded = np.zeros((*labels.shape, num_classes), dtype)
    encoded[label_entries(labels)] = 1
    return encoded


def label_entries(labels: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return the index of each sample's labelled score, with a last axis of length one."""
    column = labels[..., None]
    return (*np.indices(column.shape, sparse=True)[:-1], column)


# Penalties and their gradients.


def l1(W: np.ndarray) -> np.ndarray:
    """Return ``sum(|W|)``."""
    return np.abs(W).sum()


def l2(W: np.ndarray) -> np.ndarray:
    """Return ``sum(W²)``."""
    return (W**2).sum()


def l2_gradient(W: np.ndarray) -> np.ndarray:
    """Return ``2 W``."""
    return 2 * W


def elastic_net(W: np.ndarray, beta: float) -> np.ndarray:
    """Return ``sum(beta * W² + |W|)``."""
    return (beta * W * W + np.abs(W)).sum()


def elastic_net_gradient(W: np.ndarray, beta: float) -> np.ndarray:
    """Return ``2 beta W + sign(W)``."""
    return 2 * (beta * W) + np.sign(W)


# Projections and proximal steps.


def project_simplex(shifted: np.ndarray, axis: int = -1) -> np.ndarray:
    """Return the point of the simplex closest to scores whose maximum is 0.

    The threshold is the largest of (sum of the k largest scores - 1) / k: with k it grows while
    the next score is above it and falls from then on.
    """
    shifted = np.maximum(shifted, -1)  # a score 1 or more below the top cannot count
    ranked = -np.sort(-np.moveaxis(shifted, axis, -1))
    count = np.arange(1, ranked.shape[-1] + 1, dtype=ranked.dtype)
    threshold = ((ranked.cumsum(-1) - 1) / count).max(-1, keepdims=True)
    return np.maximum(shifted - np.moveaxis(threshold, -1, axis), 0)


def soft_threshold(W: np.ndarray, threshold: float) -> np.ndarray:
    """Return W moved toward 0 by `threshold`, and no further."""
    return W - np.clip(W, -threshold, threshold)


def l2_proximal(W: np.ndarray, threshold: float) -> np.ndarray:
    """Return ``W / (1 + 2 threshold)``."""
    return W / (1 + 2 * threshold)
