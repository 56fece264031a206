"""The mathematics without checks, for inner loops: what models use a million times.

Arrays are float arrays that were checked before, scores finite or as `require_scores` allows. The
public functions of the same names check their arguments once, then call these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial, wraps

import numpy as np
from numpy.typing import DTypeLike

from descent.sums import FEW, mean, product, total, total_of_all

QUIET = np.errstate(over="ignore", under="ignore")
"""For results beyond all floats and below them, the limits that are meant: NumPy says nothing of
them, whatever its user has told it to say."""

# Activations, entry by entry. An exp that overflows is the limit that is meant: callers decide
# whether NumPy warns of it.


def sigmoid(z: np.ndarray) -> np.ndarray:
    """Return ``1 / (1 + exp(-z))``."""
    return 1 / (1 + np.exp(-z))


def sigmoid_derivative(z: np.ndarray) -> np.ndarray:
    """Return ``sigmoid(z) * sigmoid(-z)``."""
    return sigmoid(z) * sigmoid(-z)


@QUIET
def log_loss(z: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return -log of the probability of each label, from 0 to 1, if ``sigmoid(z)`` is that of 1."""
    wrong = np.where(z > 0, 1 - labels, labels)  # the share of the class that z speaks against
    size = np.abs(z)
    return np.log1p(np.exp(-size)) + wrong * np.where(wrong == 0, 0, size)  # 0 · inf = 0


@QUIET
def log_loss_slope(z: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return ``sigmoid(z) - labels``, of which 1 - 1 would be left where a label is sure."""
    return (1 - labels) * sigmoid(z) - labels * sigmoid(-z)


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


# What changes a batch on its way.


def dropout_factors(X: np.ndarray, rate: float, rng: np.random.Generator) -> np.ndarray:
    """Return, for each entry, 0 with probability `rate` and else ``1 / (1 - rate)``."""
    mask = rng.random(X.shape) >= rate
    return (mask / (1 - rate)).astype(X.dtype)


def standardize_gradient(Z: np.ndarray, deviation: np.ndarray, dZ: np.ndarray) -> np.ndarray:
    """Return the gradient in X of what has `dZ` in ``Z = (X - mean) / deviation``.

    Mean and deviation are those of the columns of X, so every row has a part in every other's.
    """
    return (dZ - mean(dZ) - Z * mean(dZ * Z)) / deviation


# Softmax and cross-entropy. Each is written as its formula, for scores of shape (C, N) or (C,), and
# `labelled`, the index of the labels' scores: `laid_out` makes of it what takes scores (..., C).

largest = np.maximum.reduce  # over the classes: max goes a longer way
BLOCK = 2**18  # bytes of scores that a formula gets at once: with what it computes, the cache's
Kernel = Callable[..., np.ndarray]


def laid_out(formula: Kernel, moves: bool = False) -> Kernel:
    """Return what takes scores (..., C), labels (...) if the formula does, and a temperature.

    The formula is given scores of which exp, less their maximum, is safe: where one is inf, or so
    large that a difference might be, the maximum is subtracted before. A result that `moves` with
    the scores gets it back. Memory is laid out as is fast: few classes lie class by class, as NumPy
    is slow with many short rows, and a few scores are taken as they come.
    """

    def at_once(scores: np.ndarray, labels: np.ndarray | None, temperature: float) -> np.ndarray:
        # less a maximum below 1e30 no float overflows; argmax finds inf, in a quarter of max's time
        safe = temperature == 1 and scores.item(scores.argmax()) < 1e30
        o = (scores if safe else subtract_max(scores, -1, temperature)).T
        o = np.ascontiguousarray(o) if len(o) <= FEW else o
        result = formula(o) if labels is None else formula(o, label_index(labels))
        return result.T + scores.max(-1) if moves and not safe else result.T

    def compute(scores: np.ndarray, labels: np.ndarray | None, temperature: float) -> np.ndarray:
        if scores.nbytes <= BLOCK and scores.ndim <= 2:
            return np.asarray(at_once(scores, labels, temperature), order="C")
        rows = scores.reshape(-1, scores.shape[-1])
        labels = labels if labels is None else labels.reshape(-1)
        for samples in blocks(rows):
            in_block = labels if labels is None else labels[samples]
            result = at_once(rows[samples], in_block, temperature)
            if samples.start == 0:
                results = np.empty((len(rows), *result.shape[1:]), result.dtype)
            results[samples] = result
        return results.reshape(scores.shape if results.ndim > 1 else scores.shape[:-1])

    quietly = QUIET(compute)

    @wraps(formula)
    def kernel(
        scores: np.ndarray, labels: np.ndarray | None = None, temperature: float = 1.0
    ) -> np.ndarray:
        try:
            return compute(scores, labels, temperature)
        except (FloatingPointError, RuntimeWarning):  # NumPy is to raise where an exp becomes 0;
            return quietly(scores, labels, temperature)  # always to be quiet would take a fifth

    return kernel


def label_index(labels: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return the index of each label's score in scores (C, N), or of the only one's in (C,)."""
    return (labels, np.arange(len(labels))) if labels.ndim else (labels,)


def blocks(rows: np.ndarray) -> Iterator[slice]:
    """Yield slices of samples (N, C) that are computed together."""
    least = 1 if rows.flags.c_contiguous else 4096  # short pieces of columns are slow to reach
    count = max(least, BLOCK // (rows.shape[1] * rows.itemsize))
    for start in range(0, len(rows), count):
        yield slice(start, start + count)


@laid_out
def softmax(o: np.ndarray) -> np.ndarray:
    """Return exp(scores) over its sum: that of the scores less their maximum, which is the same."""
    p = np.exp(o - largest(o))
    p /= total(p)
    return p


@laid_out
def log_softmax(o: np.ndarray) -> np.ndarray:
    """Return the scores less the log of the sum of their exp."""
    shifted = o - largest(o)
    return shifted - log_total(shifted)


@partial(laid_out, moves=True)
def logsumexp(o: np.ndarray) -> np.ndarray:
    """Return the log of the sum of exp: the maximum and a little."""
    top = largest(o)
    return top + log_total(o - top)


@laid_out
def label_surprise(o: np.ndarray, labelled: tuple[np.ndarray, ...]) -> np.ndarray:
    """Return -log softmax of each label's score."""
    shifted = o - largest(o)
    return log_total(shifted) - shifted[labelled]


@laid_out
def residual(o: np.ndarray, labelled: tuple[np.ndarray, ...]) -> np.ndarray:
    """Return softmax less the one-hot labels: the slope of `label_surprise`.

    At a label that is minus the sum of the others, as p - 1 would round to 0.
    """
    p = np.exp(o - largest(o))
    p /= total(p)
    p[labelled] = 0
    p[labelled] = -total(p)
    return p


def log_total(shifted: np.ndarray) -> np.ndarray:
    """Return the log of the sum of exp over the first axis, of scores whose maximum is 0.

    The 1 that the largest adds is left to log1p: 1 + 1e-20 would be 1.
    """
    others = np.exp(shifted)
    if len(others) > FEW:  # to find one of the largest is then faster than to count them all
        others[label_index(shifted.argmax(0))] = 0
        return np.log1p(total(others))
    at_top = shifted == 0
    others -= at_top
    return np.log1p(total(others) + (np.add.reduce(at_top, dtype=others.dtype) - 1))


def subtract_max(
    scores: np.ndarray, axis: int = -1, temperature: float | np.ndarray = 1.0
) -> np.ndarray:
    """Return (scores - max) / temperature, at most 0, so exp cannot overflow."""
    top = scores.max(axis, keepdims=True)
    with np.errstate(
        over="ignore", under="ignore", invalid="ignore"
    ):  # a difference beyond all floats is -inf
        if isinstance(temperature, float) and temperature == 1:
            shifted = scores - top
        else:  # halves, as 1e308 - -1e308 overflows even where a temperature of 1e308 makes it 2
            shifted = scores / 2 - top / 2
            # float64, as float32 would turn a temperature of 1e-300 into 0
            np.divide(shifted, np.float64(temperature), out=shifted, casting="same_kind")
            shifted *= 2
    # where inf - inf has left NaN is the winner
    return np.where(np.isposinf(scores), 0, shifted) if np.isposinf(top).any() else shifted


def exp_normalize(shifted: np.ndarray) -> np.ndarray:
    """Return exp over its sum, in place: the softmax of scores whose maximum is 0."""
    weights = np.exp(shifted, out=shifted)
    weights /= total(weights, -1, keepdims=True)
    return weights


def balance(p: np.ndarray, entries: tuple) -> np.ndarray:
    """Set one entry of each distribution, along the last axis, so that all sum to 0, in place.

    So p - 1 becomes minus the sum of the other probabilities, which does not round to 0.
    """
    p[entries] = 0
    p[entries] = -total(p, -1, keepdims=True)
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


# Attention: means of values under softmax weights.


def attend(
    queries: np.ndarray, keys: np.ndarray, values: np.ndarray, mask: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Return the means of the values, and the weights: softmax of qᵀk / √d where `mask` is true."""
    scores = product(queries, keys.swapaxes(-1, -2)) / queries.dtype.type(queries.shape[-1] ** 0.5)
    if mask is not None:
        scores[..., ~mask] = -np.inf
    weights = exp_normalize(scores - scores.max(-1, keepdims=True))
    return product(weights, values), weights


def attend_gradient(
    queries: np.ndarray,
    keys: np.ndarray,
    values: np.ndarray,
    means: np.ndarray,
    weights: np.ndarray,
    slope: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the gradients in queries, keys and values of what has the gradient `slope` in `means`.

    The slope in a score is w · slopeᵀ(value - mean).
    """
    lead = product(slope, values.swapaxes(-1, -2)) - total(slope * means, -1, keepdims=True)
    dscores = weights * lead / queries.dtype.type(queries.shape[-1] ** 0.5)
    return (
        product(dscores, keys),
        product(dscores.swapaxes(-1, -2), queries),
        product(weights.swapaxes(-1, -2), slope),
    )


# Penalties and their gradients.


def l1(W: np.ndarray) -> np.floating:
    """Return ``sum(|W|)``."""
    return total_of_all(np.abs(W))


def l2(W: np.ndarray) -> np.floating:
    """Return ``sum(W²)``."""
    return total_of_all(W**2)


def l2_gradient(W: np.ndarray) -> np.ndarray:
    """Return ``2 W``."""
    return 2 * W


def elastic_net(W: np.ndarray, beta: float) -> np.floating:
    """Return ``sum(beta * W² + |W|)``."""
    return total_of_all(beta * W * W + np.abs(W))


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
    ranked = -np.sort(-shifted.swapaxes(axis, -1))
    count = np.arange(1, ranked.shape[-1] + 1)
    # float64, as a threshold that float32 rounds is subtracted from each of thousands
    threshold = ((ranked.cumsum(-1, dtype=np.float64) - 1) / count).max(-1, keepdims=True)
    p = np.maximum(shifted - threshold.swapaxes(axis, -1), 0)
    return p.astype(shifted.dtype, copy=False)


def soft_threshold(W: np.ndarray, threshold: float) -> np.ndarray:
    """Return W moved toward 0 by `threshold`, and no further."""
    return W - np.clip(W, -threshold, threshold)


def l2_proximal(W: np.ndarray, threshold: float) -> np.ndarray:
    """Return ``W / (1 + 2 threshold)``."""
    return W / 2 / (0.5 + threshold)  # halves, as twice the threshold may be beyond all floats
