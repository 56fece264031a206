"""Losses of class scores: softmax cross-entropy and the multiclass hinge."""

from __future__ import annotations

from typing import Literal, overload

import numpy as np
from numpy.typing import ArrayLike

from descent.docstrings import takes_what
from descent.kernels import (
    QUIET,
    balance,
    label_entries,
    label_surprise,
    log_softmax,
    residual,
    softmax,
)
from descent.losses.reductions import Reduction, reduce_gradient, reduce_losses, require_reduction
from descent.sums import total
from descent.validation import (
    require_bool,
    require_class_weights,
    require_number,
    require_overflow,
    require_targets,
)


@overload
def softmax_cross_entropy(
    scores: ArrayLike,
    labels: ArrayLike,
    *,
    label_smoothing: float = 0.0,
    class_weights: ArrayLike | None = None,
    reduction: Literal["mean", "sum"] = "mean",
) -> np.floating: ...
@overload
def softmax_cross_entropy(
    scores: ArrayLike,
    labels: ArrayLike,
    *,
    label_smoothing: float = 0.0,
    class_weights: ArrayLike | None = None,
    reduction: Literal["none"],
) -> np.ndarray: ...
def softmax_cross_entropy(
    scores: ArrayLike,
    labels: ArrayLike,
    *,
    label_smoothing: float = 0.0,
    class_weights: ArrayLike | None = None,
    reduction: Reduction = "mean",
) -> np.floating | np.ndarray:
    """Return the cross-entropy of the labels against softmax(scores).

    The target of a sample is its label's distribution, mixed with the uniform one by
    `label_smoothing` and multiplied by the weight of each class. As in PyTorch, the mean over class
    labels is weighted by the labels' class weights; the mean over distributions is not.

    Parameters
    ----------
    scores : array_like, shape (N, C) or (C,)
        One row per sample; ±inf as in `softmax`.
    labels : array_like, shape (N,) or () of int, or the shape of `scores`
        Class labels from 0 to C - 1, or a distribution for each sample.
    label_smoothing : float
        Share of the uniform distribution, from 0 to 1.
    class_weights : array_like, shape (C,), optional
        Non-negative; 1 by default.
    reduction : {"mean", "sum", "none"}
        What becomes of the samples' losses: their mean, their sum, or one for each.

    Returns
    -------
    float, or ndarray of shape (N,) for "none"
        In nats; inf for a label whose score is -inf.

    Raises
    ------
    ValueError
        If an argument is not as above, or the weights of all labels in a mean are 0.

    References
    ----------
    C. M. Bishop, Pattern Recognition and Machine Learning, 2006, section 4.3.4; C. Szegedy et al.,
    "Rethinking the Inception architecture for computer vision", CVPR 2016 (label smoothing).

    Examples
    --------
    >>> softmax_cross_entropy([3.2, 5.1, -1.7], 0).round(2)
    np.float64(2.04)
    """
    scores, labels = require_targets(scores, labels)
    weights = _target_weights(scores, labels, label_smoothing, class_weights, reduction)
    of_labels = isinstance(weights, float) or weights.ndim < scores.ndim
    costs = label_surprise(scores, labels) if of_labels else -log_softmax(scores)
    if not isinstance(weights, float) and np.isinf(costs.max()):
        costs[weights == 0] = 0  # what is never expected costs nothing: 0 · inf = 0
    return _weighted(weights, costs, of_labels, reduction)


@QUIET
def _weighted(
    weights: float | np.ndarray, costs: np.ndarray, of_labels: bool, reduction: Reduction
) -> np.floating | np.ndarray:
    """Return the samples' losses or, of weights that are meant so, their mean or sum."""
    losses = weights * costs if of_labels else total(weights * costs, -1)
    return losses if reduction == "none" else losses.sum()


@takes_what(softmax_cross_entropy)
def softmax_cross_entropy_gradient(
    scores: ArrayLike,
    labels: ArrayLike,
    *,
    label_smoothing: float = 0.0,
    class_weights: ArrayLike | None = None,
    reduction: Reduction = "mean",
) -> np.ndarray:
    """Return the gradient of `softmax_cross_entropy`: probabilities minus targets.

    Returns
    -------
    ndarray, shape of `scores`
        With respect to the scores; with "none", row n is the gradient of loss n.

    Examples
    --------
    >>> softmax_cross_entropy_gradient([3.2, 5.1, -1.7], 0).round(2)
    array([-0.87,  0.87,  0.  ])
    """
    scores, labels = require_targets(scores, labels)
    weights = _target_weights(scores, labels, label_smoothing, class_weights, reduction)
    if isinstance(weights, float) or weights.ndim < scores.ndim:
        gradient = residual(scores, labels)
        if not isinstance(weights, float):
            gradient *= weights[..., None]
        elif weights != 1:
            gradient *= weights
        return gradient
    gradient = softmax(scores)
    gradient *= total(weights, -1, keepdims=True)
    gradient -= weights
    return balance(gradient, label_entries(scores.argmax(-1)))


@overload
def multiclass_hinge(
    scores: ArrayLike,
    labels: ArrayLike,
    *,
    margin: float = 1.0,
    squared: bool = False,
    reduction: Literal["mean", "sum"] = "mean",
) -> np.floating: ...
@overload
def multiclass_hinge(
    scores: ArrayLike,
    labels: ArrayLike,
    *,
    margin: float = 1.0,
    squared: bool = False,
    reduction: Literal["none"],
) -> np.ndarray: ...
def multiclass_hinge(
    scores: ArrayLike,
    labels: ArrayLike,
    *,
    margin: float = 1.0,
    squared: bool = False,
    reduction: Reduction = "mean",
) -> np.floating | np.ndarray:
    """Return the sum over the wrong classes j of ``max(0, score_j - score_label + margin)``.

    Parameters
    ----------
    scores : array_like, shape (N, C) or (C,)
        One row per sample; ±inf as in `softmax`.
    labels : array_like of int, shape (N,) or ()
        The right class of each sample, from 0 to C - 1.
    margin : float
        By how much the label's score must win, in the scores' unit; above 0.
    squared : bool
        Whether each term is squared.
    reduction : {"mean", "sum", "none"}
        What becomes of the samples' losses: their mean, their sum, or one for each.

    Returns
    -------
    float, or ndarray of shape (N,) for "none"
        At least 0; inf beyond the largest float.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    J. Weston and C. Watkins, "Support vector machines for multi-class pattern recognition",
    ESANN 1999.

    Examples
    --------
    >>> scores = [[3.2, 5.1, -1.7], [1.3, 4.9, 2.0], [2.2, 2.5, -3.1]]
    >>> multiclass_hinge(scores, [0, 1, 2], reduction="none")
    array([ 2.9,  0. , 12.9])
    """
    scores, labels = require_targets(scores, labels, distributions=False)
    violations, _ = _violations(scores, labels, margin)
    with np.errstate(over="ignore", under="ignore"):  # a loss beyond all floats is inf
        losses = total(violations**2 if require_bool("squared", squared) else violations, -1)
        return reduce_losses(losses, reduction)


@takes_what(multiclass_hinge)
def multiclass_hinge_gradient(
    scores: ArrayLike,
    labels: ArrayLike,
    *,
    margin: float = 1.0,
    squared: bool = False,
    reduction: Reduction = "mean",
) -> np.ndarray:
    """Return the gradient of `multiclass_hinge`; 0 for a class exactly at the margin.

    Returns
    -------
    ndarray, shape of `scores`
        With respect to the scores; with "none", row n is the gradient of loss n.

    Examples
    --------
    >>> multiclass_hinge_gradient([3.2, 5.1, -1.7], 0)
    array([-1.,  1.,  0.])
    """
    scores, labels = require_targets(scores, labels, distributions=False)
    violations, labelled = _violations(scores, labels, margin)
    with np.errstate(over="ignore", under="ignore"):
        gradient = 2 * violations if require_bool("squared", squared) else np.sign(violations)
        gradient[labelled] -= total(gradient, -1, keepdims=True)
    return reduce_gradient(gradient, reduction, labels.size)


def _target_weights(
    scores: np.ndarray,
    labels: np.ndarray,
    label_smoothing: float,
    class_weights: ArrayLike | None,
    reduction: Reduction,
) -> float | np.ndarray:
    """Return how much the surprise of each target counts in the reduced loss.

    A target is a sample's label, or each of its classes: the result has the shape of the labels or
    of the scores; it is a float if all labels count the same.
    """
    label_smoothing = require_number("label_smoothing", label_smoothing, minimum=0, maximum=1)
    mean, of_classes = require_reduction(reduction) == "mean", labels.ndim < scores.ndim
    if of_classes and class_weights is None and label_smoothing == 0:
        return 1 / (scores.size // scores.shape[-1]) if mean else 1.0
    return _unequal_weights(scores, labels, label_smoothing, class_weights, mean)


@QUIET
def _unequal_weights(
    scores: np.ndarray,
    labels: np.ndarray,
    label_smoothing: float,
    class_weights: ArrayLike | None,
    mean: bool,
) -> np.ndarray:
    """Return what `_target_weights` does where targets do not count the same."""
    num_classes, of_classes = scores.shape[-1], labels.ndim < scores.ndim
    num_samples = scores.size // num_classes
    weighted = class_weights is not None and of_classes
    dtype = (
        np.dtype(np.float64) if mean else scores.dtype
    )  # of a mean the ratios count, not the sizes
    class_weights = require_class_weights("class_weights", class_weights, num_classes, dtype)
    if mean:
        class_weights = (
            _over_total(class_weights, labels) if weighted else class_weights / num_samples
        ).astype(scores.dtype, copy=False)
    if label_smoothing == 0 and of_classes:
        return class_weights[labels, ...]  # an array, also of one label
    require_overflow("a weight in the mean", class_weights, "class_weights")
    weights = _smooth(scores, labels, label_smoothing)
    weights *= class_weights
    return weights


def _smooth(scores: np.ndarray, labels: np.ndarray, label_smoothing: float) -> np.ndarray:
    """Return the distribution of each label, mixed with the uniform one."""
    if labels.ndim < scores.ndim:
        targets = np.zeros_like(scores)
        targets[label_entries(labels)] = 1 - label_smoothing
    else:
        targets = (1 - label_smoothing) * labels
    targets += label_smoothing / scores.shape[-1]
    return targets


def _over_total(class_weights: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return the weights of the classes over the sum of the labels' weights.

    The weight of a class that no label has may be inf.
    """
    counts = np.bincount(labels.ravel(), minlength=len(class_weights)).astype(class_weights.dtype)
    present = counts > 0
    largest = class_weights[present].max()
    if largest == 0:
        raise ValueError(f"class_weights of the labels must not all be 0, got {class_weights}")
    relative = class_weights / largest  # of labels at most 1: their sum cannot overflow
    return relative / total(relative[present] * counts[present])


def _violations(
    scores: np.ndarray, labels: np.ndarray, margin: float
) -> tuple[np.ndarray, tuple[np.ndarray, ...]]:
    """Return by how much each wrong class breaks the margin, and the index of the right ones."""
    margin = require_number("margin", margin, above=0)
    labelled = label_entries(labels)
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        # fmax turns the NaN of -inf - -inf into 0: the largest score makes that loss inf anyway
        violations = np.fmax(scores - scores[labelled] + margin, 0)
    violations[labelled] = 0
    return violations, labelled
