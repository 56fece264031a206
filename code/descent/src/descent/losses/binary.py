"""Binary cross-entropy, the loss of single scores."""

from __future__ import annotations

from typing import Literal, overload

import numpy as np
from numpy.typing import ArrayLike

from descent import kernels
from descent.docstrings import takes_what
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
        What becomes of the entries' losses: their mean, their sum, or one for each.

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
    return reduce_losses(kernels.log_loss(scores, labels), reduction)


@takes_what(binary_cross_entropy_with_logits)
def binary_cross_entropy_with_logits_gradient(
    scores: ArrayLike, labels: ArrayLike, *, reduction: Reduction = "mean"
) -> np.ndarray:
    """Return the gradient of `binary_cross_entropy_with_logits`: sigmoid(scores) - labels.

    Returns
    -------
    ndarray, shape of `scores`
        With respect to the scores; with "none", each entry is the slope of its own loss.

    Examples
    --------
    >>> binary_cross_entropy_with_logits_gradient(0.0, 1)
    np.float64(-0.5)
    """
    scores, labels = _require_binary(scores, labels)
    slopes = kernels.log_loss_slope(scores, labels)
    return reduce_gradient(slopes, reduction, scores.size)


def _require_binary(scores: ArrayLike, labels: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    scores = require_array("scores", scores, infinite=True)
    labels = require_array("labels", labels, minimum=0, maximum=1)
    require_same_shape("scores", scores, "labels", labels)
    return scores, labels.astype(scores.dtype, copy=False)
