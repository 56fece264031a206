"""Optimizers: rules that turn the gradients of a loss into better parameters, in place.

Each ``rule`` is the algorithm as it is printed, for one array of parameters θ with gradient g and
learning rate η. `Optimizer` does what all share: it walks through the list of parameters, keeps the
arrays that a rule remembers between steps (zeros at first) and asks the schedule for η.
"""

from descent.optimizers.adaptive import AdaGrad, Adam, AdamW, RMSProp
from descent.optimizers.base import Optimizer
from descent.optimizers.line_search import LineSearch
from descent.optimizers.newton import Newton
from descent.optimizers.projected import ProjectedSGD
from descent.optimizers.proximal import ProximalSGD
from descent.optimizers.sgd import SGD
from descent.optimizers.trajectory import DivergenceError, Trajectory, minimize

__all__ = [
    "SGD",
    "AdaGrad",
    "Adam",
    "AdamW",
    "DivergenceError",
    "LineSearch",
    "Newton",
    "Optimizer",
    "ProjectedSGD",
    "ProximalSGD",
    "RMSProp",
    "Trajectory",
    "minimize",
]
