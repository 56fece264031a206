"""One gate for input: every public function checks its arguments here, once.

Each check returns the value in the form that the mathematics needs, or raises a ``ValueError``
that names the argument, says what it was and what was expected.
"""

from descent.validation.classes import (
    require_axis as require_axis,
    require_class_weights as require_class_weights,
    require_distribution as require_distribution,
    require_labels as require_labels,
    require_scores as require_scores,
    require_targets as require_targets,
)
from descent.validation.functions import (
    call as call,
    evaluate as evaluate,
    evaluate_gradient as evaluate_gradient,
)
from descent.validation.general import (
    RNGLike as RNGLike,
    as_array as as_array,
    require_array as require_array,
    require_choice as require_choice,
    require_integer as require_integer,
    require_number as require_number,
    require_overflow as require_overflow,
    require_rng as require_rng,
    require_same_shape as require_same_shape,
)
