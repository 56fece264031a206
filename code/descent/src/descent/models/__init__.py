"""Classifiers with scikit-learn's conventions: softmax regression, the multilayer perceptron."""

from descent.models.classifiers import (
    MLP as MLP,
    SoftmaxRegression as SoftmaxRegression,
)
from descent.models.estimator import NotFittedError as NotFittedError
from descent.models.together import fit_together as fit_together
