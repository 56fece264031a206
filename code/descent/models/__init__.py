"""Classifiers with scikit-learn's conventions: softmax regression, the multilayer perceptron."""

from descent.models.classifiers import MLP, SoftmaxRegression
from descent.models.estimator import NotFittedError

__all__ = ["MLP", "NotFittedError", "SoftmaxRegression"]
