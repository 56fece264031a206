"""Optimizers: rules that turn the gradients of a loss into better parameters, in place.

Each ``rule`` is the algorithm as it is printed, for one array of parameters θ with gradient g and
step size η. `Optimizer` does what all share: it walks through the list of parameters, keeps the
arrays that a rule remembers between steps (zeros at first) and asks the schedule for η.

`LineSearch`, `Newton` and `LBFGS` need more than a batch's gradient (the function itself, or its
Hessian): they are ways to `minimize`, and no model can be trained with them. `ridge` takes no steps
at all: it solves its problem.
"""

from descent.optimizers.adaptive import (
    AdaGrad,
    Adam,
    AdamW,
    AMSGrad,
    RMSProp,
)
from descent.optimizers.base import (
    Method,
    Optimizer,
)
from descent.optimizers.lbfgs import LBFGS
from descent.optimizers.least_squares import ridge
from descent.optimizers.line_search import LineSearch
from descent.optimizers.newton import Newton
from descent.optimizers.proximal import ProximalSGD
from descent.optimizers.sgd import SGD, momentum_roots
from descent.optimizers.trajectory import (
    DivergenceError,
    Trajectory,
    minimize,
)

__all__ = [
    "LBFGS",
    "SGD",
    "AMSGrad",
    "AdaGrad",
    "Adam",
    "AdamW",
    "DivergenceError",
    "LineSearch",
    "Method",
    "Newton",
    "Optimizer",
    "ProximalSGD",
    "RMSProp",
    "Trajectory",
    "minimize",
    "momentum_roots",
    "ridge",
]
