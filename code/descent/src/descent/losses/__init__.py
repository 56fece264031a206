"""Losses: how far scores, predictions or distributions are from what they should be.

Each loss that is a mean over samples takes a ``reduction``: "mean", "sum", or "none" for the loss
of every sample; Lovász's are of all pixels at once, and take none. ``<loss>_gradient`` takes the
same arguments and has the shape of the scores; with "none" its row n is the gradient of loss n.
"""

from descent.losses.classification import (
    multiclass_hinge,
    multiclass_hinge_gradient,
    softmax_cross_entropy,
    softmax_cross_entropy_gradient,
)
from descent.losses.elementwise import (
    binary_cross_entropy_with_logits,
    binary_cross_entropy_with_logits_gradient,
    mae,
    mae_gradient,
    mse,
    mse_gradient,
)
from descent.losses.lovasz import (
    lovasz_extension,
    lovasz_extension_gradient,
    lovasz_softmax,
    lovasz_softmax_gradient,
)
from descent.losses.many import (
    hierarchical_cross_entropy,
    hierarchical_cross_entropy_gradient,
    sampled_softmax_cross_entropy,
    sampled_softmax_cross_entropy_gradient,
    tree_paths,
)
from descent.losses.margin import (
    cosine_cross_entropy,
    cosine_cross_entropy_gradient,
    simplex_prototypes,
    softmax_margin,
    softmax_margin_gradient,
)
from descent.losses.robust import (
    focal_loss,
    focal_loss_gradient,
    generalized_cross_entropy,
    generalized_cross_entropy_gradient,
)
from descent.losses.topk import (
    top_k_entropy,
    top_k_entropy_gradient,
    top_k_hinge,
    top_k_hinge_gradient,
)

__all__ = [
    "binary_cross_entropy_with_logits",
    "binary_cross_entropy_with_logits_gradient",
    "cosine_cross_entropy",
    "cosine_cross_entropy_gradient",
    "focal_loss",
    "focal_loss_gradient",
    "generalized_cross_entropy",
    "generalized_cross_entropy_gradient",
    "hierarchical_cross_entropy",
    "hierarchical_cross_entropy_gradient",
    "lovasz_extension",
    "lovasz_extension_gradient",
    "lovasz_softmax",
    "lovasz_softmax_gradient",
    "mae",
    "mae_gradient",
    "mse",
    "mse_gradient",
    "multiclass_hinge",
    "multiclass_hinge_gradient",
    "sampled_softmax_cross_entropy",
    "sampled_softmax_cross_entropy_gradient",
    "simplex_prototypes",
    "softmax_cross_entropy",
    "softmax_cross_entropy_gradient",
    "softmax_margin",
    "softmax_margin_gradient",
    "top_k_entropy",
    "top_k_entropy_gradient",
    "top_k_hinge",
    "top_k_hinge_gradient",
    "tree_paths",
]
