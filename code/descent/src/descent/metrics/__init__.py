"""Metrics: how good predictions are. Nothing is trained on them, as it is on a loss."""

from descent.metrics.classification import (
    accuracy as accuracy,
    confusion_matrix as confusion_matrix,
    jaccard_index as jaccard_index,
)
from descent.metrics.confidence import (
    calibration_curve as calibration_curve,
    calibration_error as calibration_error,
    risk_coverage as risk_coverage,
)
from descent.metrics.ranking import ndcg as ndcg, ranking_targets as ranking_targets
