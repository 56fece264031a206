"""Checks of scores, labels and distributions over classes."""

from numbers import Integral

import numpy as np
from numpy.typing import ArrayLike

from descent.sums import total
from descent.validation.arrays import (
    are_finite,
    as_array,
    as_floats,
    reject_non_finite,
    require_array,
)


def require_axis(name: str, array: np.ndarray, axis: int) -> None:
    """Raise unless `array` has an axis `axis`.

    Examples
    --------
    >>> require_axis("z", np.ones(3), axis=1)
    Traceback (most recent call last):
        ...
    ValueError: z must have an axis 1, got shape (3,)
    """
    known = isinstance(axis, (int, Integral)) and not isinstance(axis, bool)
    if not (known and -array.ndim <= axis < array.ndim):
        raise ValueError(f"{name} must have an axis {axis!r}, got shape {array.shape}")


def require_scores(
    name: str, value: ArrayLike, axis: int = -1, *, ndim: int | tuple[int, ...] | None = None
) -> np.ndarray:
    """Return `value` as scores, of which softmax can be taken along `axis`.

    Along the axis there may be a single +inf, and not all may be -inf.

    Examples
    --------
    >>> require_scores("scores", [np.inf, np.inf])
    Traceback (most recent call last):
        ...
    ValueError: scores must have at most one +inf along axis -1, got 2
    """
    scores = as_floats(name, value, ndim)
    require_axis(name, scores, axis)
    if not are_finite(scores):
        reject_non_finite(name, scores, infinite=True)
        _require_infinities(name, scores, axis)
    return scores


def _require_infinities(name: str, scores: np.ndarray, axis: int) -> None:
    if np.isneginf(scores).all(axis).any():
        raise ValueError(f"{name} must not all be -inf along axis {axis}")
    count = np.isposinf(scores).sum(axis).max()
    if count > 1:
        raise ValueError(f"{name} must have at most one +inf along axis {axis}, got {count}")


def require_labels(name: str, value: ArrayLike, num_classes: int) -> np.ndarray:
    """Return `value` as an array of integers from 0 to num_classes - 1, of the type of indices.

    Examples
    --------
    >>> require_labels("labels", [0, 3], num_classes=3)
    Traceback (most recent call last):
        ...
    ValueError: labels must be integers from 0 to 2, got 3
    """
    labels = as_array(name, value)
    if labels.dtype.kind not in "iu":
        got = f"dtype {labels.dtype} and shape {labels.shape}"
        raise ValueError(f"{name} must be integers from 0 to {num_classes - 1}, got {got}")
    if labels.size == 0:
        raise ValueError(f"{name} must not be empty, got shape {labels.shape}")
    low, high = labels.item(labels.argmin()), labels.item(labels.argmax())  # faster than min, max
    if low < 0 or high >= num_classes:
        odd = low if low < 0 else high
        raise ValueError(f"{name} must be integers from 0 to {num_classes - 1}, got {odd}")
    # NumPy counts and multiplies no others safely
    return labels if labels.dtype == np.intp else labels.astype(np.intp)


def require_distribution(name: str, value: ArrayLike) -> np.ndarray:
    """Return `value` as an array whose last axis holds probability distributions.

    The sums may be off by 1e-5, more than float32 loses over all classes that there are.

    Examples
    --------
    >>> require_distribution("p", [0.5, 0.25])
    Traceback (most recent call last):
        ...
    ValueError: p must sum to 1 over the last axis, got the sum 0.75
    """
    p = require_array(name, value, minimum=0)
    if p.ndim == 0:
        raise ValueError(f"{name} must have at least one axis, got shape ()")
    sums = total(p, -1)
    worst = sums.flat[np.argmax(np.abs(sums - 1))]
    if abs(worst - 1) > 1e-5:
        raise ValueError(f"{name} must sum to 1 over the last axis, got the sum {worst:.6g}")
    return p


def require_targets(
    scores: ArrayLike,
    labels: ArrayLike,
    *,
    distributions: bool = True,
) -> tuple[np.ndarray, np.ndarray]:
    """Return `scores` (N, C) or (C,) and `labels`: classes, one per row, or distributions.

    Examples
    --------
    >>> require_targets([[3.2, 5.1, -1.7]], [0, 1])
    Traceback (most recent call last):
        ...
    ValueError: labels must have shape (1,) or (1, 3) to fit scores, got shape (2,)
    """
    scores = require_scores("scores", scores, ndim=(1, 2))
    labels = as_array("labels", labels)
    if labels.shape == scores.shape[:-1]:
        return scores, require_labels("labels", labels, scores.shape[-1])
    if distributions and labels.shape == scores.shape:
        return scores, require_distribution("labels", labels).astype(scores.dtype, copy=False)
    expected = f"{scores.shape[:-1]}" + f" or {scores.shape}" * distributions
    raise ValueError(f"labels must have shape {expected} to fit scores, got shape {labels.shape}")


def require_class_weights(
    name: str, value: ArrayLike | None, num_classes: int, dtype: np.dtype
) -> np.ndarray:
    """Return non-negative weights with a finite sum, one per class; ones if `value` is None.

    Examples
    --------
    >>> require_class_weights("class_weights", [1, 2], 3, np.float64)
    Traceback (most recent call last):
        ...
    ValueError: class_weights must have shape (3,), got shape (2,)
    """
    if value is None:
        return np.ones(num_classes, dtype)
    with np.errstate(over="ignore", under="ignore"):
        weights = require_array(name, value).astype(dtype, copy=False)
        weights = require_array(name, weights, minimum=0)
        total = weights.sum()
    if weights.shape != (num_classes,):
        raise ValueError(f"{name} must have shape ({num_classes},), got shape {weights.shape}")
    if np.isinf(total):
        raise ValueError(f"{name} must have a finite sum, got weights up to {weights.max()}")
    return weights
