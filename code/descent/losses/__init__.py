"""Losses: how far scores, predictions or distributions are from what they should be.

Each loss of scores or predictions takes a ``reduction``: "mean" over the samples, "sum", or "none"
for the loss of every sample. ``<loss>_gradient`` takes the same arguments and has the shape of the
scores; with "none" its row n is the gradient of loss n.
"""

from descent.losses.classification import (
    multiclass_hinge,
    multiclass_hinge_gradient,
    softmax_cross_entropy,
    softmax_cross_entropy_gradient,
)
from descent.losses.elementwise import (
    binary_cross_entropy,
    binary_cross_entropy_gradient,
    mae,
    mae_gradient,
    mse,
    mse_gradient,
)
from descent.losses.information import cross_entropy, entropy, kl_divergence
from descent.losses.likelihood import log_arrangements, sequence_log_likelihood
from descent.losses.ranking import ndcg, ranking_targets

__all__ = [
    "binary_cross_entropy",
    "binary_cross_entropy_gradient",
    "cross_entropy",
    "entropy",
    "kl_divergence",
    "log_arrangements",
    "mae",
    "mae_gradient",
    "mse",
    "mse_gradient",
    "multiclass_hinge",
    "multiclass_hinge_gradient",
    "ndcg",
    "ranking_targets",
    "sequence_log_likelihood",
    "softmax_cross_entropy",
    "softmax_cross_entropy_gradient",
]
