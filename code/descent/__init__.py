"""The package behind Descent, an interactive course on softmax classification."""

from descent.datasets import Dataset, load_mnist, make_blobs, make_polynomial, make_spirals
from descent.minimization import DivergenceError, Newton, Trajectory, minimize
from descent.optimizers import SGD, AdaGrad, Adam, AdamW, Optimizer, RMSProp
from descent.schedules import constant, exponential_decay, inverse_time_decay, piecewise_constant

__all__ = [
    "SGD",
    "AdaGrad",
    "Adam",
    "AdamW",
    "Dataset",
    "DivergenceError",
    "Newton",
    "Optimizer",
    "RMSProp",
    "Trajectory",
    "constant",
    "exponential_decay",
    "inverse_time_decay",
    "load_mnist",
    "make_blobs",
    "make_polynomial",
    "make_spirals",
    "minimize",
    "piecewise_constant",
]
