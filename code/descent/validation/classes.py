"""Checks of scores, labels and distributions over classes."""

from functools import reduce
from numbers import Integral

import numpy as np
from numpy.typing import ArrayLike

from descent.validation.general import as_array, check_array


def check_scores(
    name: str, value: ArrayLike, axis: int = -1, *, infinite: bool = True
) -> np.ndarray:
    """Return `value` as an array of scores that has an axis `axis`; ±inf is allowed or not.

    Examples
    --------
    >>> check_scores("scores", 3.2)
    Traceback (most recent call last):
        ...
    ValueError: scores must have an axis -1, got shape ()
    """
    scores = check_array(name, value, infinite=infinite)
    if not isinstance(axis, Integral) or not -scores.ndim <= axis < scores.ndim:
        raise ValueError(f"{name} must have an axis {axis!r}, got shape {scores.shape}")
    return scores


def check_maximum(name: str, scores: np.ndarray, axis: int) -> np.ndarray:
    """Return the maximum along `axis`, kept as an axis: a finite number or a single +inf.

    Examples
    --------
    >>> check_maximum("scores", np.array([np.inf, np.inf]), axis=-1)
    Traceback (most recent call last):
        ...
    ValueError: scores must have at most one +inf along axis -1, got 2
    """
    top = _maximum(scores, axis)
    if not np.isfinite(top).all():
        if np.isneginf(top).any():
            raise ValueError(f"{name} must not all be -inf along axis {axis}")
        count = np.isposinf(scores).sum(axis).max()
        if count > 1:
            raise ValueError(f"{name} must have at most one +inf along axis {axis}, got {count}")
    return top


def check_labels(name: str, value: ArrayLike, num_classes: int) -> np.ndarray:
    """Return `value` as an array of integers from 0 to num_classes - 1.

    Examples
    --------
    >>> check_labels("labels", [0, 3], num_classes=3)
    Traceback (most recent call last):
        ...
    ValueError: labels must be integers from 0 to 2, got 3
    """
    labels = as_array(name, value)
    expected = f"{name} must be integers from 0 to {num_classes - 1}"
    if labels.dtype.kind not in "iu":
        raise ValueError(f"{expected}, got dtype {labels.dtype} and shape {labels.shape}")
    if labels.size == 0:
        raise ValueError(f"{name} must not be empty, got shape {labels.shape}")
    for extreme in (labels.min(), labels.max()):
        if not 0 <= extreme < num_classes:
            raise ValueError(f"{expected}, got {extreme}")
    return labels


def check_distribution(name: str, value: ArrayLike) -> np.ndarray:
    """Return `value` as an array whose last axis holds probability distributions.

    The sums may be off by 1e-5, about what float32 loses over thousands of classes.

    Examples
    --------
    >>> check_distribution("p", [0.5, 0.25])
    Traceback (most recent call last):
        ...
    ValueError: p must sum to 1 over the last axis, got the sum 0.75
    """
    p = check_array(name, value)
    if p.ndim == 0:
        raise ValueError(f"{name} must have at least one axis, got shape ()")
    if p.min() < 0:
        raise ValueError(f"{name} must not be negative, got {p.min()}")
    sums = np.einsum("...c->...", p)
    worst = sums.flat[np.argmax(np.abs(sums - 1))]
    if abs(worst - 1) > 1e-5:
        raise ValueError(f"{name} must sum to 1 over the last axis, got the sum {worst:.6g}")
    return p


def check_targets(
    scores: ArrayLike, labels: ArrayLike, *, distributions: bool = True
) -> tuple[np.ndarray, np.ndarray]:
    """Return `scores` (N, C) or (C,) and `labels`: classes, one a row, or distributions.

    Examples
    --------
    >>> check_targets([[3.2, 5.1, -1.7]], [0, 1])
    Traceback (most recent call last):
        ...
    ValueError: labels must have shape (1,) or (1, 3) to fit scores, got shape (2,)
    """
    scores = check_array("scores", scores, ndim=(1, 2), infinite=True)
    labels = as_array("labels", labels)
    if labels.shape == scores.shape[:-1]:
        return scores, check_labels("labels", labels, scores.shape[-1])
    if distributions and labels.shape == scores.shape:
        return scores, check_distribution("labels", labels).astype(scores.dtype, copy=False)
    expected = f"{scores.shape[:-1]}" + f" or {scores.shape}" * distributions
    raise ValueError(f"labels must have shape {expected} to fit scores, got shape {labels.shape}")


def check_class_weights(
    name: str, value: ArrayLike | None, num_classes: int, dtype: np.dtype
) -> np.ndarray:
    """Return non-negative weights, one a class; ones if `value` is None.

    Examples
    --------
    >>> check_class_weights("class_weights", [1, 2], 3, np.float64)
    Traceback (most recent call last):
        ...
    ValueError: class_weights must have shape (3,), got shape (2,)
    """
    if value is None:
        return np.ones(num_classes, dtype)
    with np.errstate(over="ignore"):
        weights = check_array(name, check_array(name, value).astype(dtype, copy=False))
    if weights.shape != (num_classes,):
        raise ValueError(f"{name} must have shape ({num_classes},), got shape {weights.shape}")
    if weights.min() < 0:
        raise ValueError(f"{name} must not be negative, got {weights.min()}")
    return weights


def _maximum(scores: np.ndarray, axis: int) -> np.ndarray:
    if scores.shape[axis] > 16 or scores.size < 2000:
        return scores.max(axis, keepdims=True)
    # Many samples of few classes: class by class is four times as fast.
    return np.expand_dims(reduce(np.maximum, np.moveaxis(scores, axis, 0)), axis)
