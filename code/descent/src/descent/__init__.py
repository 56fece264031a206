"""The package behind Descent, an interactive course on softmax classification.

These are the names that everybody needs; the others are imported from their module:
``descent.metrics.accuracy``. A module is imported when it is first asked for.
"""

from importlib import import_module
from types import ModuleType

from descent.activations import sigmoid
from descent.convexity import (
    find_chord_violation,
    is_positive_semidefinite,
    softmax_cross_entropy_hessian,
)
from descent.datasets import load_mnist
from descent.gradients import (
    check_gradient,
    hessian,
    numerical_gradient,
)
from descent.information import (
    cross_entropy,
    entropy,
    kl_divergence,
)
from descent.losses import (
    multiclass_hinge,
    multiclass_hinge_gradient,
    softmax_cross_entropy,
    softmax_cross_entropy_gradient,
)
from descent.models import (
    MLP,
    SoftmaxRegression,
)
from descent.optimizers import (
    SGD,
    AdaGrad,
    Adam,
    AdamW,
    RMSProp,
    minimize,
)
from descent.penalties import (
    elastic_net,
    elastic_net_gradient,
    l1,
    l1_gradient,
    l2,
    l2_gradient,
)
from descent.schedules import (
    constant,
    exponential_decay,
    piecewise_constant,
)
from descent.simplex import (
    log_softmax,
    logsumexp,
    one_hot,
    softmax,
    softmax_jacobian,
    sparsemax,
)

__all__ = [
    "MLP",
    "SGD",
    "AdaGrad",
    "Adam",
    "AdamW",
    "RMSProp",
    "SoftmaxRegression",
    "check_gradient",
    "constant",
    "cross_entropy",
    "elastic_net",
    "elastic_net_gradient",
    "entropy",
    "exponential_decay",
    "find_chord_violation",
    "hessian",
    "is_positive_semidefinite",
    "kl_divergence",
    "l1",
    "l1_gradient",
    "l2",
    "l2_gradient",
    "load_mnist",
    "log_softmax",
    "logsumexp",
    "minimize",
    "multiclass_hinge",
    "multiclass_hinge_gradient",
    "numerical_gradient",
    "one_hot",
    "piecewise_constant",
    "sigmoid",
    "softmax",
    "softmax_cross_entropy",
    "softmax_cross_entropy_gradient",
    "softmax_cross_entropy_hessian",
    "softmax_jacobian",
    "sparsemax",
]

__version__ = "0.1.0"

MODULES = (
    "activations",
    "attention",
    "checks",
    "comparison",
    "convexity",
    "datasets",
    "explorers",
    "geometry",
    "gradients",
    "images",
    "information",
    "layers",
    "losses",
    "metrics",
    "models",
    "optimizers",
    "penalties",
    "plotting",
    "projections",
    "sampling",
    "schedules",
    "simplex",
    "surfaces",
)
"""Where the names live, in the order of the alphabet."""


def __getattr__(name: str) -> ModuleType:
    if name in MODULES:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *MODULES})
