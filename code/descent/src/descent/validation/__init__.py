"""One gate for input: every public function checks its arguments here, once.

Each check returns the value in the form that the mathematics needs, or raises a ``ValueError``
that names the argument, says what it was and what was expected.
"""

from descent.validation.arrays import (
    OverflowFound,
    as_array,
    require_array,
    require_counts,
    require_mask,
    require_overflow,
    require_same_shape,
)
from descent.validation.classes import (
    require_axis,
    require_class_weights,
    require_distribution,
    require_labels,
    require_scores,
    require_targets,
)
from descent.validation.functions import call, evaluate, evaluate_gradient
from descent.validation.parameters import (
    require_gradients,
    require_parameters,
    require_same_shapes,
)
from descent.validation.samples import (
    feature_names,
    require_classes,
    require_feature_names,
    require_pair,
    require_predictions,
    require_same_kind,
    require_same_length,
    require_sample_weight,
    require_samples,
)
from descent.validation.scalars import (
    Numbers,
    RNGLike,
    require_bool,
    require_callable,
    require_choice,
    require_integer,
    require_number,
    require_rng,
)

__all__ = [
    "Numbers",
    "OverflowFound",
    "RNGLike",
    "as_array",
    "call",
    "evaluate",
    "evaluate_gradient",
    "feature_names",
    "require_array",
    "require_axis",
    "require_bool",
    "require_callable",
    "require_choice",
    "require_class_weights",
    "require_classes",
    "require_counts",
    "require_distribution",
    "require_feature_names",
    "require_gradients",
    "require_integer",
    "require_labels",
    "require_mask",
    "require_number",
    "require_overflow",
    "require_pair",
    "require_parameters",
    "require_predictions",
    "require_rng",
    "require_same_kind",
    "require_same_length",
    "require_same_shape",
    "require_same_shapes",
    "require_sample_weight",
    "require_samples",
    "require_scores",
    "require_targets",
]
