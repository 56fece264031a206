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
from descent.losses.lovasz import (
    lovasz_extension as lovasz_extension,
    lovasz_extension_gradient as lovasz_extension_gradient,
    lovasz_softmax as lovasz_softmax,
    lovasz_softmax_gradient as lovasz_softmax_gradient,
)
from descent.losses.many import (
    hierarchical_cross_entropy as hierarchical_cross_entropy,
    hierarchical_cross_entropy_gradient as hierarchical_cross_entropy_gradient,
    sampled_softmax_cross_entropy as sampled_softmax_cross_entropy,
    sampled_softmax_cross_entropy_gradient as sampled_softmax_cross_entropy_gradient,
    tree_paths as tree_paths,
)
from descent.losses.margin import (
    cosine_cross_entropy as cosine_cross_entropy,
    cosine_cross_entropy_gradient as cosine_cross_entropy_gradient,
    simplex_prototypes as simplex_prototypes,
    softmax_margin as softmax_margin,
    softmax_margin_gradient as softmax_margin_gradient,
)
from descent.losses.robust import (
    focal_loss as focal_loss,
    focal_loss_gradient as focal_loss_gradient,
    generalized_cross_entropy as generalized_cross_entropy,
    generalized_cross_entropy_gradient as generalized_cross_entropy_gradient,
)
from descent.losses.topk import (
    top_k_entropy as top_k_entropy,
    top_k_entropy_gradient as top_k_entropy_gradient,
    top_k_hinge as top_k_hinge,
    top_k_hinge_gradient as top_k_hinge_gradient,
)
