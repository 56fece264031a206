"""Cross-entropy for very many classes, without a score for every class."""

from __future__ import annotations

from typing import Literal, overload

import numpy as np
from numpy.typing import ArrayLike

from descent.kernels import label_surprise, residual, sigmoid, softplus
from descent.losses.reductions import Reduction, reduce_gradient, reduce_losses
from descent.validation import (
    require_array,
    require_integer,
    require_labels,
    require_same_shape,
    require_scores,
    require_values,
)


@overload
def sampled_softmax_cross_entropy(
    scores: ArrayLike, expected: ArrayLike, *, reduction: Literal["mean", "sum"] = "mean"
) -> np.floating: ...
@overload
def sampled_softmax_cross_entropy(
    scores: ArrayLike, expected: ArrayLike, *, reduction: Literal["none"]
) -> np.ndarray: ...
def sampled_softmax_cross_entropy(
    scores: ArrayLike, expected: ArrayLike, *, reduction: Reduction = "mean"
) -> np.floating | np.ndarray:
    """Return an estimate of the softmax cross-entropy from the label and a sample of classes.

    The sum over all classes, exp(score) of each, becomes that of the label plus, for each class
    that was drawn, exp(score) / expected. If the label, where it was drawn as well, has the score
    -inf there, this sum is right on average; its logarithm, the loss, is a little low on average.

    Parameters
    ----------
    scores : array_like, shape (N, 1 + m)
        One row a sample: the score of the label, then those of m classes drawn with replacement.
    expected : array_like, shape (m,)
        How often each of these classes was to be expected among m draws, m · q: above 0.
    reduction : {"mean", "sum", "none"}
        How one loss is made of those of the samples: their mean, their sum, or none.

    Returns
    -------
    float, or ndarray of shape (N,) for "none"
        In nats.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    Y. Bengio and J.-S. Senécal, "Adaptive importance sampling to accelerate training of a neural
    probabilistic language model", IEEE Transactions on Neural Networks 19 (2008), 713-722;
    S. Jean, K. Cho, R. Memisevic and Y. Bengio, "On using very large target vocabulary for neural
    machine translation", ACL 2015, https://arxiv.org/abs/1412.2007

    Examples
    --------
    Two draws from four classes of equal scores stand for three rivals; log 4 is 1.386.

    >>> sampled_softmax_cross_entropy([[0.0, 0.0, 0.0]], [2 / 3, 2 / 3]).round(3)
    np.float64(1.386)
    """
    corrected = _correct(scores, expected)
    return reduce_losses(label_surprise(corrected, np.zeros(len(corrected), int)), reduction)


def sampled_softmax_cross_entropy_gradient(
    scores: ArrayLike, expected: ArrayLike, *, reduction: Reduction = "mean"
) -> np.ndarray:
    """Return the gradient of `sampled_softmax_cross_entropy`, shape (N, 1 + m).

    Parameters
    ----------
    scores : array_like, shape (N, 1 + m)
        One row a sample: the score of the label, then those of m classes drawn with replacement.
    expected : array_like, shape (m,)
        How often each of these classes was to be expected among m draws, m · q: above 0.
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
    Y. Bengio and J.-S. Senécal, "Adaptive importance sampling to accelerate training of a neural
    probabilistic language model", IEEE Transactions on Neural Networks 19 (2008), 713-722;
    S. Jean, K. Cho, R. Memisevic and Y. Bengio, "On using very large target vocabulary for neural
    machine translation", ACL 2015, https://arxiv.org/abs/1412.2007

    Examples
    --------
    >>> sampled_softmax_cross_entropy_gradient([[0.0, 0.0, 0.0]], [1.0, 1.0]).round(2)
    array([[-0.67,  0.33,  0.33]])
    """
    corrected = _correct(scores, expected)
    gradient = residual(corrected, np.zeros(len(corrected), int))
    return reduce_gradient(gradient, reduction, len(gradient))


def tree_paths(labels: ArrayLike, num_classes: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the way from the root of a balanced binary tree to the leaves of the labels.

    Node 0 is the root, nodes 2i + 1 and 2i + 2 are the children of node i, and leaf c is node
    C - 1 + c. The first C - 1 nodes are forks.

    Parameters
    ----------
    labels : array_like of int, shape (N,)
        The leaf of each sample, from 0 to C - 1.
    num_classes : int
        C, at least 2.

    Returns
    -------
    forks : ndarray of int, shape (N, depth)
        The forks on the way, from the leaf up.
    turns : ndarray of int, shape (N, depth)
        -1 where the way goes to the first child, 1 to the second, 0 where it has ended.

    Raises
    ------
    ValueError
        If an argument is not as described.

    Examples
    --------
    >>> tree_paths([0, 3], num_classes=4)
    (array([[1, 0],
           [2, 0]]), array([[-1, -1],
           [ 1,  1]]))
    """
    num_classes = require_integer("num_classes", num_classes, minimum=2)
    node = require_labels("labels", labels, num_classes, ndim=1).astype(int) + num_classes - 1
    forks, turns = [], []
    while node.any():
        turns.append(np.where(node == 0, 0, np.where(node % 2 == 1, -1, 1)))
        node = np.maximum(node - 1, 0) // 2
        forks.append(node)
    return np.stack(forks, -1), np.stack(turns, -1)


@overload
def hierarchical_cross_entropy(
    scores: ArrayLike, turns: ArrayLike, *, reduction: Literal["mean", "sum"] = "mean"
) -> np.floating: ...
@overload
def hierarchical_cross_entropy(
    scores: ArrayLike, turns: ArrayLike, *, reduction: Literal["none"]
) -> np.ndarray: ...
def hierarchical_cross_entropy(
    scores: ArrayLike, turns: ArrayLike, *, reduction: Reduction = "mean"
) -> np.floating | np.ndarray:
    """Return -log of the probability of the turns: a sigmoid decides at each fork.

    Parameters
    ----------
    scores : array_like, shape (N, depth)
        Of the forks on each sample's path, as `tree_paths` names them; large means second child.
    turns : array_like, shape (N, depth)
        -1, 1, or 0 where there is no fork.
    reduction : {"mean", "sum", "none"}
        How one loss is made of those of the samples: their mean, their sum, or none.

    Returns
    -------
    float, or ndarray of shape (N,) for "none"
        In nats, at least 0.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    F. Morin and Y. Bengio, "Hierarchical probabilistic neural network language model", AISTATS
    2005, https://proceedings.mlr.press/r5/morin05a.html

    Examples
    --------
    >>> hierarchical_cross_entropy([[0.0, 0.0]], [[1, -1]]).round(3)
    np.float64(1.386)
    """
    scores, turns = _require_turns(scores, turns)
    losses = np.where(turns == 0, 0, softplus(-turns * scores))
    with np.errstate(over="ignore"):  # a loss beyond all floats is inf
        return reduce_losses(losses.sum(1), reduction)


def hierarchical_cross_entropy_gradient(
    scores: ArrayLike, turns: ArrayLike, *, reduction: Reduction = "mean"
) -> np.ndarray:
    """Return the gradient of `hierarchical_cross_entropy`, shape (N, depth).

    Parameters
    ----------
    scores : array_like, shape (N, depth)
        Of the forks on each sample's path, as `tree_paths` names them; large means second child.
    turns : array_like, shape (N, depth)
        -1, 1, or 0 where there is no fork.
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
    F. Morin and Y. Bengio, "Hierarchical probabilistic neural network language model", AISTATS
    2005, https://proceedings.mlr.press/r5/morin05a.html

    Examples
    --------
    >>> hierarchical_cross_entropy_gradient([[0.0, 0.0]], [[1, -1]])
    array([[-0.5,  0.5]])
    """
    scores, turns = _require_turns(scores, turns)
    with np.errstate(over="ignore"):  # exp(-z) beyond all floats makes the sigmoid 0
        return reduce_gradient(-turns * sigmoid(-turns * scores), reduction, len(scores))


def _correct(scores: ArrayLike, expected: ArrayLike) -> np.ndarray:
    """Return the scores of the classes that were drawn less the logarithms of what is expected."""
    scores = require_scores("scores", scores, ndim=2)
    expected = require_array("expected", expected, ndim=1, above=0)
    if len(expected) != scores.shape[1] - 1:
        raise ValueError(
            f"expected must have shape ({scores.shape[1] - 1},) to fit scores, "
            f"got shape {expected.shape}"
        )
    corrected = scores.copy()
    corrected[:, 1:] -= np.log(expected)
    return corrected


def _require_turns(scores: ArrayLike, turns: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    scores, turns = require_array("scores", scores, ndim=2), require_array("turns", turns)
    require_same_shape("scores", scores, "turns", turns)
    require_values("turns", turns, (-1, 0, 1))
    return scores, turns.astype(scores.dtype)
