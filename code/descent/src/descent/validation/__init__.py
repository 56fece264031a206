"""One gate for input: every public function checks its arguments here, once.

Each check returns the value in the form that the mathematics needs, or raises a ``ValueError``
that names the argument, says what it was and what was expected.
"""

from descent.validation.arrays import (
    OverflowFound as OverflowFound,
    as_array as as_array,
    require_array as require_array,
    require_counts as require_counts,
    require_mask as require_mask,
    require_overflow as require_overflow,
    require_same_shape as require_same_shape,
)
from descent.validation.classes import (
    require_axis as require_axis,
    require_class_weights as require_class_weights,
    require_distribution as require_distribution,
    require_labels as require_labels,
    require_scores as require_scores,
    require_targets as require_targets,
)
from descent.validation.functions import (
    EPS as EPS,
    call as call,
    evaluate as evaluate,
    evaluate_gradient as evaluate_gradient,
    precision as precision,
)
from descent.validation.parameters import (
    require_gradients as require_gradients,
    require_parameters as require_parameters,
    require_same_shapes as require_same_shapes,
)
from descent.validation.samples import (
    feature_names as feature_names,
    require_classes as require_classes,
    require_feature_names as require_feature_names,
    require_pair as require_pair,
    require_predictions as require_predictions,
    require_same_kind as require_same_kind,
    require_same_length as require_same_length,
    require_sample_weight as require_sample_weight,
    require_samples as require_samples,
)
from descent.validation.scalars import (
    Checked as Checked,
    Kind as Kind,
    Numbers as Numbers,
    RNGLike as RNGLike,
    at_least_0 as at_least_0,
    at_least_1 as at_least_1,
    below_1 as below_1,
    optional as optional,
    positive as positive,
    require_bool as require_bool,
    require_callable as require_callable,
    require_choice as require_choice,
    require_integer as require_integer,
    require_number as require_number,
    require_rng as require_rng,
)
