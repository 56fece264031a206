"""Losses: how far scores, predictions or distributions are from what they should be.

Each loss that is a mean over samples takes a ``reduction``: "mean", "sum", or "none" for the loss
of every sample; Lovász's is of all pixels at once, and takes none. ``<loss>_gradient`` takes the
same arguments and has the shape of the scores; with "none" its row n is the gradient of loss n.
"""

from descent.losses.binary import (
    binary_cross_entropy_with_logits,
    binary_cross_entropy_with_logits_gradient,
)
from descent.losses.classification import (
    multiclass_hinge,
    multiclass_hinge_gradient,
    softmax_cross_entropy,
    softmax_cross_entropy_gradient,
)
from descent.losses.lovasz import (
    lovasz_extension,
    lovasz_extension_gradient,
)

__all__ = [
    "binary_cross_entropy_with_logits",
    "binary_cross_entropy_with_logits_gradient",
    "lovasz_extension",
    "lovasz_extension_gradient",
    "multiclass_hinge",
    "multiclass_hinge_gradient",
    "softmax_cross_entropy",
    "softmax_cross_entropy_gradient",
]
