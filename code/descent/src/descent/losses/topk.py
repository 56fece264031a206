"""Losses that forgive: the label need only be among the k largest scores."""

from __future__ import annotations

from typing import Literal, overload

import numpy as np
from numpy.typing import ArrayLike

from descent.kernels import label_entries, label_surprise, residual
from descent.losses.reductions import Reduction, reduce_gradient, reduce_losses
from descent.validation import require_array, require_integer, require_targets


@overload
def top_k_entropy(
    scores: ArrayLike, labels: ArrayLike, k: int, *, reduction: Literal["mean", "sum"] = "mean"
) -> np.floating: ...
@overload
def top_k_entropy(
    scores: ArrayLike, labels: ArrayLike, k: int, *, reduction: Literal["none"]
) -> np.ndarray: ...
def top_k_entropy(
    scores: ArrayLike, labels: ArrayLike, k: int, *, reduction: Reduction = "mean"
) -> np.floating | np.ndarray:
    """Return the truncated top-k entropy: cross-entropy without the k - 1 strongest rivals.

    With k = 1 it is the softmax cross-entropy. For larger k it is not convex in the scores.

    Parameters
    ----------
    scores : array_like, shape (N, C) or (C,)
        Finite, one row a sample.
    labels : array_like of int, shape (N,) or ()
        The right class of each sample, from 0 to C - 1.
    k : int
        From 1 to C - 1.
    reduction : {"mean", "sum", "none"}
        How one loss is made of those of the samples: their mean, their sum, or none.

    Returns
    -------
    float, or ndarray of shape (N,) for "none"
        At least log 2 for a sample whose label is not among its k largest scores.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    M. Lapin, M. Hein and B. Schiele, "Loss functions for top-k error: analysis and insights",
    CVPR 2016, https://arxiv.org/abs/1512.00486

    Examples
    --------
    >>> top_k_entropy([3.2, 5.1, -1.7], 0, k=2).round(4)
    np.float64(0.0074)
    """
    truncated, labels = _truncate(scores, labels, k)
    return reduce_losses(label_surprise(truncated, labels), reduction)


def top_k_entropy_gradient(
    scores: ArrayLike, labels: ArrayLike, k: int, *, reduction: Reduction = "mean"
) -> np.ndarray:
    """Return the gradient of `top_k_entropy`; 0 for the rivals that are left out.

    Parameters
    ----------
    scores : array_like, shape (N, C) or (C,)
        Finite, one row a sample.
    labels : array_like of int, shape (N,) or ()
        The right class of each sample, from 0 to C - 1.
    k : int
        From 1 to C - 1.
    reduction : {"mean", "sum", "none"}
        How one loss is made of those of the samples: their mean, their sum, or none.

    Returns
    -------
    ndarray, shape of `scores`
        In the scores; with "none" row n is the gradient of loss n.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    M. Lapin, M. Hein and B. Schiele, "Loss functions for top-k error: analysis and insights",
    CVPR 2016, https://arxiv.org/abs/1512.00486

    Examples
    --------
    >>> top_k_entropy_gradient([3.2, 5.1, -1.7], 0, k=2).round(4)
    array([-0.0074,  0.    ,  0.0074])
    """
    truncated, labels = _truncate(scores, labels, k)
    return reduce_gradient(residual(truncated, labels), reduction, labels.size)


@overload
def top_k_hinge(
    scores: ArrayLike, labels: ArrayLike, k: int, *, reduction: Literal["mean", "sum"] = "mean"
) -> np.floating: ...
@overload
def top_k_hinge(
    scores: ArrayLike, labels: ArrayLike, k: int, *, reduction: Literal["none"]
) -> np.ndarray: ...
def top_k_hinge(
    scores: ArrayLike, labels: ArrayLike, k: int, *, reduction: Reduction = "mean"
) -> np.floating | np.ndarray:
    """Return ``max(0, mean of the k largest score_j - score_label + [j is not the label])``.

    Convex in the scores.

    Parameters
    ----------
    scores : array_like, shape (N, C) or (C,)
        Finite, one row a sample.
    labels : array_like of int, shape (N,) or ()
        The right class of each sample, from 0 to C - 1.
    k : int
        From 1 to C - 1.
    reduction : {"mean", "sum", "none"}
        How one loss is made of those of the samples: their mean, their sum, or none.

    Returns
    -------
    float, or ndarray of shape (N,) for "none"
        At least 0.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    M. Lapin, M. Hein and B. Schiele, "Loss functions for top-k error: analysis and insights",
    CVPR 2016, https://arxiv.org/abs/1512.00486

    Examples
    --------
    >>> top_k_hinge([3.2, 5.1, -1.7], 0, k=2).round(2)
    np.float64(1.45)
    """
    violations, strongest, labels = _violations(scores, labels, k)
    largest = np.take_along_axis(violations, strongest, -1) / k
    with np.errstate(over="ignore"):  # a loss beyond all floats is inf
        return reduce_losses(np.maximum(largest.sum(-1), 0), reduction)


def top_k_hinge_gradient(
    scores: ArrayLike, labels: ArrayLike, k: int, *, reduction: Reduction = "mean"
) -> np.ndarray:
    """Return the gradient of `top_k_hinge`; 0 where the loss is 0.

    Parameters
    ----------
    scores : array_like, shape (N, C) or (C,)
        Finite, one row a sample.
    labels : array_like of int, shape (N,) or ()
        The right class of each sample, from 0 to C - 1.
    k : int
        From 1 to C - 1.
    reduction : {"mean", "sum", "none"}
        How one loss is made of those of the samples: their mean, their sum, or none.

    Returns
    -------
    ndarray, shape of `scores`
        In the scores; with "none" row n is the gradient of loss n.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    M. Lapin, M. Hein and B. Schiele, "Loss functions for top-k error: analysis and insights",
    CVPR 2016, https://arxiv.org/abs/1512.00486

    Examples
    --------
    >>> top_k_hinge_gradient([3.2, 5.1, -1.7], 0, k=2)
    array([-0.5,  0.5,  0. ])
    """
    violations, strongest, labels = _violations(scores, labels, k)
    with np.errstate(over="ignore"):
        total = (np.take_along_axis(violations, strongest, -1) / k).sum(-1, keepdims=True)
    gradient = np.zeros_like(violations)
    np.put_along_axis(gradient, strongest, (total > 0) / k, -1)
    gradient[label_entries(labels)] -= (total > 0).astype(gradient.dtype)
    return reduce_gradient(gradient, reduction, labels.size)


def _require(
    scores: ArrayLike, labels: ArrayLike, k: int
) -> tuple[np.ndarray, np.ndarray, tuple[np.ndarray, ...]]:
    """Return the scores, the labels and the entries of the labels' scores."""
    finite = require_array("scores", scores)
    scores, labels = require_targets(finite, labels, distributions=False)
    if require_integer("k", k, minimum=1) >= scores.shape[-1]:
        raise ValueError(f"k must be less than the number of classes, {scores.shape[-1]}, got {k}")
    return scores, labels, label_entries(labels)


def _truncate(scores: ArrayLike, labels: ArrayLike, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the scores with those of the k - 1 strongest rivals at -inf, and the labels."""
    scores, labels, own = _require(scores, labels, k)
    rivals = scores.copy()
    rivals[own] = -np.inf
    strongest = _largest(rivals, k - 1)
    truncated = scores.copy()
    np.put_along_axis(truncated, strongest, -np.inf, -1)
    return truncated, labels


def _violations(
    scores: ArrayLike, labels: ArrayLike, k: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return score_j - score_label + [j is not the label], where its k largest are, the labels."""
    scores, labels, own = _require(scores, labels, k)
    with np.errstate(over="ignore"):
        violations = scores - scores[own] + 1
    violations[own] = 0
    return violations, _largest(violations, k), labels


def _largest(values: np.ndarray, count: int) -> np.ndarray:
    """Return where the largest values of each row are, so many of them, in any order."""
    last = values.shape[-1] - count
    return np.argpartition(values, min(last, values.shape[-1] - 1))[..., last:]
