"""Losses of class scores: softmax cross-entropy and the multiclass hinge."""

from types import EllipsisType

import numpy as np
from numpy.typing import ArrayLike

from descent.losses.reductions import check_reduction, reduce_gradient, reduce_losses
from descent.simplex import softmax, subtract_max
from descent.validation import check_class_weights, check_maximum, check_number, check_targets

Entries = EllipsisType | tuple[np.ndarray, ...]


def softmax_cross_entropy(
    scores: ArrayLike,
    labels: ArrayLike,
    *,
    label_smoothing: float = 0.0,
    class_weights: ArrayLike | None = None,
    reduction: str = "mean",
) -> np.ndarray:
    """Return the cross-entropy of the labels against softmax(scores).

    The target of a sample is its label's distribution, mixed with the uniform one by
    `label_smoothing` and multiplied by the weight of each class. As in PyTorch the mean over class
    labels is weighted by the labels' class weights, the mean over distributions is not.

    Parameters
    ----------
    scores : array_like, shape (N, C) or (C,)
        One row a sample; ±inf as in `softmax`.
    labels : array_like, shape (N,) or () of int, or the shape of `scores`
        Class labels from 0 to C - 1, or a distribution for each sample.
    label_smoothing : float
        Share of the uniform distribution, from 0 to 1.
    class_weights : array_like, shape (C,), optional
        Non-negative; 1 by default.
    reduction : {"mean", "sum", "none"}

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
    scores, labels = check_targets(scores, labels)
    entries = _target_entries(scores, labels, label_smoothing)
    shifted = subtract_max(scores, axis=-1)
    surprise = shifted[entries]
    spare = None if entries is ... else shifted  # nothing else of it is needed for class labels
    log_total = np.log(np.exp(shifted, out=spare).sum(-1, keepdims=True))
    np.subtract(log_total, surprise, out=surprise)
    weights = _target_weights(scores, labels, entries, label_smoothing, class_weights, reduction)
    if np.isinf(surprise.max()):
        surprise[weights == 0] = 0  # what is never expected costs nothing: 0 · inf = 0
    losses = np.einsum("...c,...c->...", weights, surprise)
    return losses if reduction == "none" else losses.sum()


def softmax_cross_entropy_gradient(
    scores: ArrayLike,
    labels: ArrayLike,
    *,
    label_smoothing: float = 0.0,
    class_weights: ArrayLike | None = None,
    reduction: str = "mean",
) -> np.ndarray:
    """Return the gradient of `softmax_cross_entropy`: probabilities minus targets.

    Examples
    --------
    >>> softmax_cross_entropy_gradient([3.2, 5.1, -1.7], 0).round(2)
    array([-0.87,  0.87,  0.  ])
    """
    scores, labels = check_targets(scores, labels)
    entries = _target_entries(scores, labels, label_smoothing)
    weights = _target_weights(scores, labels, entries, label_smoothing, class_weights, reduction)
    gradient = softmax(scores)
    gradient *= weights.sum(-1, keepdims=True)
    gradient[entries] -= weights
    return gradient


def multiclass_hinge(
    scores: ArrayLike,
    labels: ArrayLike,
    *,
    margin: float = 1.0,
    squared: bool = False,
    reduction: str = "mean",
) -> np.ndarray:
    """Return the sum over the wrong classes j of ``max(0, score_j - score_label + margin)``.

    Parameters
    ----------
    scores : array_like, shape (N, C) or (C,)
        One row a sample; ±inf as in `softmax`.
    labels : array_like of int, shape (N,) or ()
    margin : float
        Above 0: by how much the label's score must win, in the scores' unit.
    squared : bool
        Whether each term is squared.
    reduction : {"mean", "sum", "none"}

    Returns
    -------
    float, or ndarray of shape (N,) for "none"

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
    scores, labels = check_targets(scores, labels, distributions=False)
    violations, _ = _violations(scores, labels, margin)
    with np.errstate(over="ignore"):  # a loss beyond all floats is inf
        losses = (violations**2 if squared else violations).sum(-1)
        return reduce_losses(losses, reduction)


def multiclass_hinge_gradient(
    scores: ArrayLike,
    labels: ArrayLike,
    *,
    margin: float = 1.0,
    squared: bool = False,
    reduction: str = "mean",
) -> np.ndarray:
    """Return the gradient of `multiclass_hinge`; 0 for a class that just keeps the margin.

    Examples
    --------
    >>> multiclass_hinge_gradient([3.2, 5.1, -1.7], 0)
    array([-1.,  1.,  0.])
    """
    scores, labels = check_targets(scores, labels, distributions=False)
    violations, own = _violations(scores, labels, margin)
    with np.errstate(over="ignore"):
        gradient = 2 * violations if squared else np.sign(violations)
    gradient[own] -= gradient.sum(-1, keepdims=True)
    return reduce_gradient(gradient, reduction, labels.size)


def _target_entries(scores: np.ndarray, labels: np.ndarray, label_smoothing: float) -> Entries:
    """Return the index of the scores whose classes are targets: the labels', or all of them."""
    label_smoothing = check_number("label_smoothing", label_smoothing, minimum=0, maximum=1)
    return _label_entries(labels) if _are_classes(scores, labels) and label_smoothing == 0 else ...


def _target_weights(
    scores: np.ndarray,
    labels: np.ndarray,
    entries: Entries,
    label_smoothing: float,
    class_weights: ArrayLike | None,
    reduction: str,
) -> np.ndarray:
    """Return how much the surprise of each target counts in the reduced loss."""
    num_classes = scores.shape[-1]
    class_weights = check_class_weights("class_weights", class_weights, num_classes, scores.dtype)
    if check_reduction(reduction) == "mean":
        class_weights = class_weights / _total_weight(scores, labels, class_weights)
    if entries is not ...:
        return class_weights[entries[-1]]
    weights = _smooth(scores, labels, label_smoothing)
    weights *= class_weights
    return weights


def _smooth(scores: np.ndarray, labels: np.ndarray, label_smoothing: float) -> np.ndarray:
    """Return the distribution of each label, mixed with the uniform one."""
    if _are_classes(scores, labels):
        targets = np.zeros_like(scores)
        targets[_label_entries(labels)] = 1 - label_smoothing
    else:
        targets = (1 - label_smoothing) * labels
    targets += label_smoothing / scores.shape[-1]
    return targets


def _total_weight(scores: np.ndarray, labels: np.ndarray, class_weights: np.ndarray) -> float:
    if not _are_classes(scores, labels):
        return labels.size / len(class_weights)
    total = class_weights[labels].sum()
    if total == 0:
        raise ValueError(f"class_weights of the labels must not all be 0, got {class_weights}")
    return total


def _are_classes(scores: np.ndarray, labels: np.ndarray) -> bool:
    return labels.ndim < scores.ndim


def _label_entries(labels: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return the index of each sample's labelled score, with a last axis of length one."""
    column = labels[..., None]
    return (*np.indices(column.shape, sparse=True)[:-1], column)


def _violations(
    scores: np.ndarray, labels: np.ndarray, margin: float
) -> tuple[np.ndarray, tuple[np.ndarray, ...]]:
    """Return by how much each wrong class breaks the margin, and the index of the right ones."""
    margin = check_number("margin", margin, above=0)
    check_maximum("scores", scores, axis=-1)
    own = _label_entries(labels)
    with np.errstate(over="ignore", invalid="ignore"):
        # fmax turns the NaN of -inf - -inf into 0: the largest score makes that loss inf anyway
        violations = np.fmax(scores - scores[own] + margin, 0)
    violations[own] = 0
    return violations, own
