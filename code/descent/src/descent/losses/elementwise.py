"""Losses of single numbers: binary cross-entropy, squared and absolute error."""

from __future__ import annotations

from typing import Literal, overload

import numpy as np
from numpy.typing import ArrayLike

from descent import kernels
from descent.losses.reductions import Reduction, reduce_gradient, reduce_losses
from descent.validation import require_array, require_same_shape


@overload
def binary_cross_entropy_with_logits(
    scores: ArrayLike, labels: ArrayLike, *, reduction: Literal["mean", "sum"] = "mean"
) -> np.floating: ...
@overload
def binary_cross_entropy_with_logits(
    scores: ArrayLike, labels: ArrayLike, *, reduction: Literal["none"]
) -> np.ndarray: ...
def binary_cross_entropy_with_logits(
    scores: ArrayLike, labels: ArrayLike, *, reduction: Reduction = "mean"
) -> np.floating | np.ndarray:
    """Return the cross-entropy of each label against sigmoid(score), also called log loss.

    The scores are logits, as in PyTorch's function of this name.

    Parameters
    ----------
    scores : array_like, any shape
        Log-odds of class 1; ±inf is allowed.
    labels : array_like, the shape of `scores`
        Probabilities of class 1: numbers from 0 to 1.
    reduction : {"mean", "sum", "none"}
        Over all entries.

    Returns
    -------
    float, or ndarray of the shape of `scores` for "none"
        In nats; inf for a label that the score rules out.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    D. R. Cox, "The regression analysis of binary sequences", JRSS B 20, 1958.

    Examples
    --------
    >>> binary_cross_entropy_with_logits([0.0, 1000.0], [1, 1], reduction="none").round(3)
    array([0.693, 0.   ])
    """
    scores, labels = _require_binary(scores, labels)
    # -log sigmoid(±score); a class that is never expected costs nothing: 0 · inf = 0
    of_one = np.where(labels == 0, 0, kernels.softplus(-scores))
    of_zero = np.where(labels == 1, 0, kernels.softplus(scores))
    return reduce_losses(labels * of_one + (1 - labels) * of_zero, reduction)


def binary_cross_entropy_with_logits_gradient(
    scores: ArrayLike, labels: ArrayLike, *, reduction: Reduction = "mean"
) -> np.ndarray:
    """Return the gradient of `binary_cross_entropy_with_logits`: sigmoid(scores) - labels.

    Parameters
    ----------
    scores : array_like, any shape
        Log-odds of class 1; ±inf is allowed.
    labels : array_like, the shape of `scores`
        Probabilities of class 1: numbers from 0 to 1.
    reduction : {"mean", "sum", "none"}
        Over all entries.

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
    D. R. Cox, "The regression analysis of binary sequences", JRSS B 20, 1958.

    Examples
    --------
    >>> binary_cross_entropy_with_logits_gradient(0.0, 1)
    np.float64(-0.5)
    """
    scores, labels = _require_binary(scores, labels)
    with np.errstate(over="ignore"):  # exp(-z) beyond all floats makes the sigmoid 0
        # sigmoid(scores) - labels, of which 1 - 1 would be left where the label is sure
        slopes = (1 - labels) * kernels.sigmoid(scores) - labels * kernels.sigmoid(-scores)
    return reduce_gradient(slopes, reduction, scores.size)


@overload
def mse(
    predictions: ArrayLike, targets: ArrayLike, *, reduction: Literal["mean", "sum"] = "mean"
) -> np.floating: ...
@overload
def mse(
    predictions: ArrayLike, targets: ArrayLike, *, reduction: Literal["none"]
) -> np.ndarray: ...
def mse(
    predictions: ArrayLike, targets: ArrayLike, *, reduction: Reduction = "mean"
) -> np.floating | np.ndarray:
    """Return the squared error ``(predictions - targets)²``, reduced over all entries.

    Parameters
    ----------
    predictions, targets : array_like, the same shape
        Finite numbers.
    reduction : {"mean", "sum", "none"}
        How one loss is made of those of the samples: their mean, their sum, or none.

    Returns
    -------
    float, or ndarray of the shape of `predictions` for "none"
        At least 0; inf beyond the largest float.

    Raises
    ------
    ValueError
        If an argument is not as described.

    Examples
    --------
    >>> mse([0.8, 0.2], [1.0, 0.0]).round(2)
    np.float64(0.04)
    """
    with np.errstate(over="ignore"):
        return reduce_losses(_errors(predictions, targets) ** 2, reduction)


def mse_gradient(
    predictions: ArrayLike, targets: ArrayLike, *, reduction: Reduction = "mean"
) -> np.ndarray:
    """Return the gradient of `mse`.

    Parameters
    ----------
    predictions, targets : array_like, the same shape
        Finite numbers.
    reduction : {"mean", "sum", "none"}
        How one loss is made of those of the samples: their mean, their sum, or none.

    Returns
    -------
    ndarray, shape of `predictions`
        In the predictions.

    Raises
    ------
    ValueError
        If an argument is not as described.

    Examples
    --------
    >>> mse_gradient([0.8, 0.2], [1.0, 0.0]).round(2)
    array([-0.2,  0.2])
    """
    errors = _errors(predictions, targets)
    with np.errstate(over="ignore"):
        return reduce_gradient(2 * errors, reduction, errors.size)


@overload
def mae(
    predictions: ArrayLike, targets: ArrayLike, *, reduction: Literal["mean", "sum"] = "mean"
) -> np.floating: ...
@overload
def mae(
    predictions: ArrayLike, targets: ArrayLike, *, reduction: Literal["none"]
) -> np.ndarray: ...
def mae(
    predictions: ArrayLike, targets: ArrayLike, *, reduction: Reduction = "mean"
) -> np.floating | np.ndarray:
    """Return the absolute error ``|predictions - targets|``, reduced over all entries.

    Parameters
    ----------
    predictions, targets : array_like, the same shape
        Finite numbers.
    reduction : {"mean", "sum", "none"}
        How one loss is made of those of the samples: their mean, their sum, or none.

    Returns
    -------
    float, or ndarray of the shape of `predictions` for "none"
        At least 0, in the unit of the predictions.

    Raises
    ------
    ValueError
        If an argument is not as described.

    Examples
    --------
    >>> mae([0.8, 0.2], [1.0, 0.0]).round(2)
    np.float64(0.2)
    """
    return reduce_losses(np.abs(_errors(predictions, targets)), reduction)


def mae_gradient(
    predictions: ArrayLike, targets: ArrayLike, *, reduction: Reduction = "mean"
) -> np.ndarray:
    """Return the gradient of `mae`; 0 where the error is 0.

    Parameters
    ----------
    predictions, targets : array_like, the same shape
        Finite numbers.
    reduction : {"mean", "sum", "none"}
        How one loss is made of those of the samples: their mean, their sum, or none.

    Returns
    -------
    ndarray, shape of `predictions`
        In the predictions.

    Raises
    ------
    ValueError
        If an argument is not as described.

    Examples
    --------
    >>> mae_gradient([0.8, 0.0], [1.0, 0.0])
    array([-0.5,  0. ])
    """
    errors = _errors(predictions, targets)
    return reduce_gradient(np.sign(errors), reduction, errors.size)


def _require_binary(scores: ArrayLike, labels: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    scores = require_array("scores", scores, infinite=True)
    labels = require_array("labels", labels, minimum=0, maximum=1)
    require_same_shape("scores", scores, "labels", labels)
    return scores, labels.astype(scores.dtype, copy=False)


def _errors(predictions: ArrayLike, targets: ArrayLike) -> np.ndarray:
    predictions, targets = (
        require_array("predictions", predictions),
        require_array("targets", targets),
    )
    require_same_shape("predictions", predictions, "targets", targets)
    with np.errstate(over="ignore"):  # an error beyond all floats is inf
        return predictions - targets.astype(predictions.dtype, copy=False)
