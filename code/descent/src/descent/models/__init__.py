"""Classifiers with scikit-learn's conventions, and models of the next character of a text."""

from descent.models.characters import (
    AttentionModel,
    CountingModel,
    load_ablations,
    load_attention,
)
from descent.models.classifiers import (
    MLP,
    SoftmaxRegression,
)
from descent.models.estimator import NotFittedError

__all__ = [
    "MLP",
    "AttentionModel",
    "CountingModel",
    "NotFittedError",
    "SoftmaxRegression",
    "load_ablations",
    "load_attention",
]
