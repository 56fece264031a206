"""Losses that ask for a margin: in the scores by a cost, in the angles of normalized features."""

from __future__ import annotations

from typing import Literal, overload

import numpy as np
from numpy.typing import ArrayLike

from descent.kernels import label_entries, label_surprise, residual
from descent.losses.reductions import Reduction, reduce_gradient, reduce_losses
from descent.validation import (
    require_array,
    require_bounds,
    require_integer,
    require_number,
    require_overflow,
    require_scores,
    require_targets,
)


@overload
def softmax_margin(
    scores: ArrayLike,
    labels: ArrayLike,
    *,
    costs: ArrayLike = 1.0,
    reduction: Literal["mean", "sum"] = "mean",
) -> np.floating: ...
@overload
def softmax_margin(
    scores: ArrayLike, labels: ArrayLike, *, costs: ArrayLike = 1.0, reduction: Literal["none"]
) -> np.ndarray: ...
def softmax_margin(
    scores: ArrayLike, labels: ArrayLike, *, costs: ArrayLike = 1.0, reduction: Reduction = "mean"
) -> np.floating | np.ndarray:
    """Return the softmax cross-entropy of scores to which each class's cost has been added.

    Parameters
    ----------
    scores : array_like, shape (N, C) or (C,)
        One row a sample; ±inf as in `softmax`.
    labels : array_like of int, shape (N,) or ()
        The right class of each sample, from 0 to C - 1.
    costs : float or array_like, shape (C, C)
        At (k, j) what it costs to answer j where k is right: none negative, 0 where j is k. A
        single number is the cost of every mistake.
    reduction : {"mean", "sum", "none"}
        How one loss is made of those of the samples: their mean, their sum, or none.

    Returns
    -------
    float, or ndarray of shape (N,) for "none"
        In nats; at least the cross-entropy without costs.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    K. Gimpel and N. A. Smith, "Softmax-margin CRFs: training log-linear models with cost
    functions", NAACL 2010, https://aclanthology.org/N10-1112/

    Examples
    --------
    >>> softmax_margin([3.2, 5.1, -1.7], 0).round(3)
    np.float64(2.955)
    """
    augmented, labels = _add_costs(scores, labels, costs)
    return reduce_losses(label_surprise(augmented, labels), reduction)


def softmax_margin_gradient(
    scores: ArrayLike, labels: ArrayLike, *, costs: ArrayLike = 1.0, reduction: Reduction = "mean"
) -> np.ndarray:
    """Return the gradient of `softmax_margin`: softmax(scores + costs) minus one-hot labels.

    Parameters
    ----------
    scores : array_like, shape (N, C) or (C,)
        One row a sample; ±inf as in `softmax`.
    labels : array_like of int, shape (N,) or ()
        The right class of each sample, from 0 to C - 1.
    costs : float or array_like, shape (C, C)
        At (k, j) what it costs to answer j where k is right: none negative, 0 where j is k. A
        single number is the cost of every mistake.
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
    K. Gimpel and N. A. Smith, "Softmax-margin CRFs: training log-linear models with cost
    functions", NAACL 2010, https://aclanthology.org/N10-1112/

    Examples
    --------
    >>> softmax_margin_gradient([3.2, 5.1, -1.7], 0).round(2)
    array([-0.95,  0.95,  0.  ])
    """
    augmented, labels = _add_costs(scores, labels, costs)
    return reduce_gradient(residual(augmented, labels), reduction, labels.size)


@overload
def cosine_cross_entropy(
    cosines: ArrayLike,
    labels: ArrayLike,
    *,
    scale: float = 16.0,
    margin: float = 0.0,
    angle: float = 0.0,
    reduction: Literal["mean", "sum"] = "mean",
) -> np.floating: ...
@overload
def cosine_cross_entropy(
    cosines: ArrayLike,
    labels: ArrayLike,
    *,
    scale: float = 16.0,
    margin: float = 0.0,
    angle: float = 0.0,
    reduction: Literal["none"],
) -> np.ndarray: ...
def cosine_cross_entropy(
    cosines: ArrayLike,
    labels: ArrayLike,
    *,
    scale: float = 16.0,
    margin: float = 0.0,
    angle: float = 0.0,
    reduction: Reduction = "mean",
) -> np.floating | np.ndarray:
    """Return the softmax cross-entropy of scaled cosines, the label's made harder to win with.

    The score of a wrong class is scale · cos θ, that of the label scale · (cos(θ + angle) -
    margin). With `margin` alone this is CosFace, or AM-softmax; with `angle` alone ArcFace.

    Parameters
    ----------
    cosines : array_like, shape (N, C) or (C,)
        Of the angles θ between a sample's feature and the classes' directions: from -1 to 1.
    labels : array_like of int, shape (N,) or ()
        The right class of each sample, from 0 to C - 1.
    scale : float
        Above 0.
    margin : float
        ≥ 0, without unit.
    angle : float
        From 0 to π, in radians.
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
    FloatingPointError
        If the result is beyond all floats.

    References
    ----------
    H. Wang et al., "CosFace: large margin cosine loss for deep face recognition", CVPR 2018,
    https://arxiv.org/abs/1801.09414; J. Deng et al., "ArcFace: additive angular margin loss for
    deep face recognition", CVPR 2019, https://arxiv.org/abs/1801.07698

    Examples
    --------
    >>> cosine_cross_entropy([0.8, 0.3], 0, scale=4, margin=0.35).round(3)
    np.float64(0.437)
    """
    scores, _, labels = _harden(cosines, labels, scale, margin, angle)
    return reduce_losses(label_surprise(scores, labels), reduction)


def cosine_cross_entropy_gradient(
    cosines: ArrayLike,
    labels: ArrayLike,
    *,
    scale: float = 16.0,
    margin: float = 0.0,
    angle: float = 0.0,
    reduction: Reduction = "mean",
) -> np.ndarray:
    """Return the gradient of `cosine_cross_entropy` in the cosines.

    With an `angle` the slope at ±1 is infinite; there that of a sine of 1e-8 is taken.

    Parameters
    ----------
    cosines : array_like, shape (N, C) or (C,)
        Of the angles θ between a sample's feature and the classes' directions: from -1 to 1.
    labels : array_like of int, shape (N,) or ()
        The right class of each sample, from 0 to C - 1.
    scale : float
        Above 0.
    margin : float
        ≥ 0, without unit.
    angle : float
        From 0 to π, in radians.
    reduction : {"mean", "sum", "none"}
        How one loss is made of those of the samples: their mean, their sum, or none.

    Returns
    -------
    ndarray, shape of `cosines`
        In the cosines; with "none" row n is the gradient of loss n.

    Raises
    ------
    ValueError
        If an argument is not as described.
    FloatingPointError
        If the result is beyond all floats.

    References
    ----------
    H. Wang et al., "CosFace: large margin cosine loss for deep face recognition", CVPR 2018,
    https://arxiv.org/abs/1801.09414; J. Deng et al., "ArcFace: additive angular margin loss for
    deep face recognition", CVPR 2019, https://arxiv.org/abs/1801.07698

    Examples
    --------
    >>> cosine_cross_entropy_gradient([0.8, 0.3], 0, scale=4, margin=0.35).round(2)
    array([-1.42,  1.42])
    """
    scores, slopes, labels = _harden(cosines, labels, scale, margin, angle)
    gradient = residual(scores, labels) * require_overflow("the slope", slopes, "scale")
    return reduce_gradient(gradient, reduction, labels.size)


def simplex_prototypes(num_classes: int) -> np.ndarray:
    """Return one unit vector a class, all at the same angle: the corners of a regular simplex.

    Parameters
    ----------
    num_classes : int
        C, at least 2.

    Returns
    -------
    ndarray, shape (C, C)
        Row c is the prototype of class c. Any two have the cosine -1/(C - 1), and they sum to 0.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    T. Pang et al., "Rethinking softmax cross-entropy loss for adversarial robustness", ICLR 2020,
    https://arxiv.org/abs/1905.10626

    Examples
    --------
    >>> V = simplex_prototypes(3)
    >>> (V @ V.T).round(2)
    array([[ 1. , -0.5, -0.5],
           [-0.5,  1. , -0.5],
           [-0.5, -0.5,  1. ]])
    """
    count = require_integer("num_classes", num_classes, minimum=2)
    return np.sqrt(count / (count - 1)) * (np.eye(count) - 1 / count)


def _add_costs(
    scores: ArrayLike, labels: ArrayLike, costs: ArrayLike
) -> tuple[np.ndarray, np.ndarray]:
    """Return the scores with the costs of the answers added, and the labels."""
    scores, labels = require_targets(scores, labels, distributions=False)
    costs, num_classes = require_array("costs", costs, minimum=0), scores.shape[-1]
    if costs.ndim > 0 and costs.shape != (num_classes, num_classes):
        shape = (num_classes, num_classes)
        raise ValueError(f"costs must be a number or have shape {shape}, got {costs.shape}")
    if costs.ndim > 0 and costs.diagonal().any():
        raise ValueError(f"costs must be 0 on the diagonal, got {costs.diagonal()}")
    own = label_entries(labels)
    with np.errstate(over="ignore"):
        augmented = scores + (costs[labels] if costs.ndim else costs).astype(scores.dtype)
    augmented[own] = scores[own]
    return require_scores("scores + costs", augmented), labels


def _harden(
    cosines: ArrayLike, labels: ArrayLike, scale: float, margin: float, angle: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the scores, their slopes in the cosines, and the labels."""
    cosines, labels = require_targets(cosines, labels, distributions=False, name="cosines")
    require_bounds("cosines", np.round(cosines, 6), minimum=-1, maximum=1)
    scale = require_number("scale", scale, above=0, dtype=cosines.dtype)
    margin = require_number("margin", margin, minimum=0, dtype=cosines.dtype)
    angle = require_number("angle", angle, minimum=0, maximum=np.pi)
    own = label_entries(labels)
    cosine = np.clip(cosines[own], -1, 1)
    sine = np.sqrt((1 - cosine) * (1 + cosine))  # 1 - cosine² would round where it is near 0
    scores, slopes = cosines.copy(), np.full_like(cosines, scale)
    # cos(θ + a) = cos θ cos a - sin θ sin a
    scores[own] = cosine * np.cos(angle) - sine * np.sin(angle) - margin
    with np.errstate(over="ignore"):
        slopes[own] *= np.cos(angle) + cosine / np.maximum(sine, 1e-8) * np.sin(angle)
        scores = require_overflow("scale * cosine", scale * scores, "scale")
    return scores.astype(cosines.dtype, copy=False), slopes, labels
