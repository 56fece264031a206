"""Losses that weigh a sample by its probability: less if it is easy, or less if it is hopeless."""

from __future__ import annotations

from typing import Literal, overload

import numpy as np
from numpy.typing import ArrayLike

from descent.kernels import label_surprise, residual
from descent.losses.reductions import Reduction, reduce_gradient, reduce_losses
from descent.validation import require_number, require_targets


@overload
def focal_loss(
    scores: ArrayLike,
    labels: ArrayLike,
    *,
    gamma: float = 2.0,
    reduction: Literal["mean", "sum"] = "mean",
) -> np.floating: ...
@overload
def focal_loss(
    scores: ArrayLike, labels: ArrayLike, *, gamma: float = 2.0, reduction: Literal["none"]
) -> np.ndarray: ...
def focal_loss(
    scores: ArrayLike, labels: ArrayLike, *, gamma: float = 2.0, reduction: Reduction = "mean"
) -> np.floating | np.ndarray:
    """Return ``-(1 - p)^gamma log p``, where p is the softmax probability of the label.

    Parameters
    ----------
    scores : array_like, shape (N, C) or (C,)
        One row a sample; ±inf as in `softmax`.
    labels : array_like of int, shape (N,) or ()
        The right class of each sample, from 0 to C - 1.
    gamma : float
        ≥ 0; with 0 it is the softmax cross-entropy.
    reduction : {"mean", "sum", "none"}
        How one loss is made of those of the samples: their mean, their sum, or none.

    Returns
    -------
    float, or ndarray of shape (N,) for "none"
        At least 0, at most the cross-entropy.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    T.-Y. Lin et al., "Focal loss for dense object detection", ICCV 2017,
    https://arxiv.org/abs/1708.02002

    Examples
    --------
    >>> focal_loss([2.0, 0.0], 0).round(4)
    np.float64(0.0018)
    """
    _, costs, labels = _surprises(scores, labels)
    gamma = require_number("gamma", gamma, minimum=0, dtype=costs.dtype)
    return reduce_losses((-np.expm1(-costs)) ** gamma * costs, reduction)


def focal_loss_gradient(
    scores: ArrayLike, labels: ArrayLike, *, gamma: float = 2.0, reduction: Reduction = "mean"
) -> np.ndarray:
    """Return the gradient of `focal_loss`.

    Parameters
    ----------
    scores : array_like, shape (N, C) or (C,)
        One row a sample; ±inf as in `softmax`.
    labels : array_like of int, shape (N,) or ()
        The right class of each sample, from 0 to C - 1.
    gamma : float
        ≥ 0; with 0 it is the softmax cross-entropy.
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
    T.-Y. Lin et al., "Focal loss for dense object detection", ICCV 2017,
    https://arxiv.org/abs/1708.02002

    Examples
    --------
    >>> focal_loss_gradient([2.0, 0.0], 0).round(4)
    array([-0.0049,  0.0049])
    """
    scores, costs, labels = _surprises(scores, labels)
    gamma = require_number("gamma", gamma, minimum=0, dtype=costs.dtype)
    p, rest = np.exp(-costs), -np.expm1(-costs)
    with np.errstate(invalid="ignore"):
        growth = np.where(rest > 0, costs * p / np.where(rest > 0, rest, 1), 1)
    growth = np.where(p > 0, growth, 0)  # p log p tends to 0
    return _along(scores, labels, rest**gamma * (1 + gamma * growth), reduction)


@overload
def generalized_cross_entropy(
    scores: ArrayLike,
    labels: ArrayLike,
    *,
    q: float = 0.7,
    reduction: Literal["mean", "sum"] = "mean",
) -> np.floating: ...
@overload
def generalized_cross_entropy(
    scores: ArrayLike, labels: ArrayLike, *, q: float = 0.7, reduction: Literal["none"]
) -> np.ndarray: ...
def generalized_cross_entropy(
    scores: ArrayLike, labels: ArrayLike, *, q: float = 0.7, reduction: Reduction = "mean"
) -> np.floating | np.ndarray:
    """Return ``(1 - p^q) / q``, where p is the softmax probability of the label.

    It tends to the cross-entropy as q falls to 0, and is half the absolute error at q = 1.

    Parameters
    ----------
    scores : array_like, shape (N, C) or (C,)
        One row a sample; ±inf as in `softmax`.
    labels : array_like of int, shape (N,) or ()
        The right class of each sample, from 0 to C - 1.
    q : float
        Above 0, at most 1.
    reduction : {"mean", "sum", "none"}
        How one loss is made of those of the samples: their mean, their sum, or none.

    Returns
    -------
    float, or ndarray of shape (N,) for "none"
        At most 1/q.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    Z. Zhang and M. R. Sabuncu, "Generalized cross entropy loss for training deep neural networks
    with noisy labels", NeurIPS 2018, https://arxiv.org/abs/1805.07836

    Examples
    --------
    >>> generalized_cross_entropy([0.0, 0.0], 0, q=1.0)
    np.float64(0.5)
    """
    q = require_number("q", q, above=0, maximum=1)
    _, costs, _ = _surprises(scores, labels)
    losses = -np.expm1(-q * costs.astype(np.float64)) / q  # q may be too small for float32
    with np.errstate(over="ignore"):
        return reduce_losses(losses.astype(costs.dtype), reduction)


def generalized_cross_entropy_gradient(
    scores: ArrayLike, labels: ArrayLike, *, q: float = 0.7, reduction: Reduction = "mean"
) -> np.ndarray:
    """Return the gradient of `generalized_cross_entropy`: p^q times that of the cross-entropy.

    Parameters
    ----------
    scores : array_like, shape (N, C) or (C,)
        One row a sample; ±inf as in `softmax`.
    labels : array_like of int, shape (N,) or ()
        The right class of each sample, from 0 to C - 1.
    q : float
        Above 0, at most 1.
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
    Z. Zhang and M. R. Sabuncu, "Generalized cross entropy loss for training deep neural networks
    with noisy labels", NeurIPS 2018, https://arxiv.org/abs/1805.07836

    Examples
    --------
    >>> generalized_cross_entropy_gradient([0.0, 0.0], 0, q=1.0)
    array([-0.25,  0.25])
    """
    q = require_number("q", q, above=0, maximum=1)
    scores, costs, labels = _surprises(scores, labels)
    return _along(scores, labels, np.exp(-q * costs), reduction)


def _surprises(scores: ArrayLike, labels: ArrayLike) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the scores, -log p of the labels, and the labels."""
    scores, labels = require_targets(scores, labels, distributions=False)
    return scores, label_surprise(scores, labels), labels


def _along(
    scores: np.ndarray, labels: np.ndarray, weights: np.ndarray, reduction: Reduction
) -> np.ndarray:
    """Return the gradient of the cross-entropy, each row times its weight."""
    weighted = residual(scores, labels) * weights[..., None]
    return reduce_gradient(weighted.astype(scores.dtype, copy=False), reduction, labels.size)
