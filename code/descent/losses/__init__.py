"""Losses: how far scores, predictions or distributions are from what they should be.

Each loss of scores or predictions takes a ``reduction``: "mean" over the samples, "sum", or "none"
for the loss of every sample. ``<loss>_gradient`` takes the same arguments and has the shape of the
scores; with "none" its row n is the gradient of loss n.
"""

from descent.losses.classification import (
    multiclass_hinge as multiclass_hinge,
    multiclass_hinge_gradient as multiclass_hinge_gradient,
    softmax_cross_entropy as softmax_cross_entropy,
    softmax_cross_entropy_gradient as softmax_cross_entropy_gradient,
)
from descent.losses.elementwise import (
    binary_cross_entropy_with_logits as binary_cross_entropy_with_logits,
    binary_cross_entropy_with_logits_gradient as binary_cross_entropy_with_logits_gradient,
    mae as mae,
    mae_gradient as mae_gradient,
    mse as mse,
    mse_gradient as mse_gradient,
)
