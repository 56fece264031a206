"""Classifiers with scikit-learn's conventions: softmax regression, the multilayer perceptron."""

from descent.models.classifiers import (
    MLP,
    SoftmaxRegression,
)
from descent.models.estimator import NotFittedError
from descent.models.together import fit_together

__all__ = [
    "MLP",
    "NotFittedError",
    "SoftmaxRegression",
    "fit_together",
]
