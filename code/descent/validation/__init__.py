"""One gate for input: every public function checks its arguments here, once.

Each check returns the value in the form that the mathematics needs, or raises a ``ValueError``
that names the argument, says what it was and what was expected.
"""

from descent.validation.classes import (
    check_class_weights,
    check_distribution,
    check_labels,
    check_maximum,
    check_scores,
    check_targets,
)
from descent.validation.general import (
    check_array,
    check_choice,
    check_integer,
    check_number,
    check_rng,
    check_same_shape,
)

__all__ = [
    "check_array",
    "check_choice",
    "check_class_weights",
    "check_distribution",
    "check_integer",
    "check_labels",
    "check_maximum",
    "check_number",
    "check_rng",
    "check_same_shape",
    "check_scores",
    "check_targets",
]
