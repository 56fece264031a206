"""Metrics: how good predictions are. Nothing is trained on them, as it is on a loss."""

from descent.metrics.classification import (
    accuracy,
    confusion_matrix,
    jaccard_index,
)
from descent.metrics.confidence import (
    calibration_error,
    calibration_floor,
    risk_coverage,
)
from descent.metrics.paired import McNemar, mcnemar, paired_difference

__all__ = [
    "McNemar",
    "accuracy",
    "calibration_error",
    "calibration_floor",
    "confusion_matrix",
    "jaccard_index",
    "mcnemar",
    "paired_difference",
    "risk_coverage",
]
