"""One gate for input: every public function checks its arguments here, once.

Each check returns the value in the form that the mathematics needs, or raises a ``ValueError``
that names the argument, says what it was and what was expected.
"""

from descent.validation.classes import (
    require_axis,
    require_class_weights,
    require_distribution,
    require_labels,
    require_scores,
    require_targets,
)
from descent.validation.functions import (
    call,
    evaluate,
    evaluate_gradient,
)
from descent.validation.general import (
    RNGLike,
    as_array,
    require_array,
    require_choice,
    require_integer,
    require_number,
    require_overflow,
    require_rng,
    require_same_shape,
)

__all__ = [
    "RNGLike",
    "as_array",
    "call",
    "evaluate",
    "evaluate_gradient",
    "require_array",
    "require_axis",
    "require_choice",
    "require_class_weights",
    "require_distribution",
    "require_integer",
    "require_labels",
    "require_number",
    "require_overflow",
    "require_rng",
    "require_same_shape",
    "require_scores",
    "require_targets",
]
