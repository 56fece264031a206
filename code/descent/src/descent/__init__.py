"""The package behind Descent, an interactive course on softmax classification.

These are the names that everybody needs; the others are imported from the room where they live:
``descent.metrics.ndcg``. A room is imported when it is first asked for.
"""

from importlib import import_module
from types import ModuleType

from descent.activations import sigmoid as sigmoid
from descent.convexity import (
    find_chord_violation as find_chord_violation,
    is_positive_semidefinite as is_positive_semidefinite,
    softmax_cross_entropy_hessian as softmax_cross_entropy_hessian,
)
from descent.datasets import load_mnist as load_mnist
from descent.gradients import (
    check_gradient as check_gradient,
    hessian as hessian,
    numerical_gradient as numerical_gradient,
)
from descent.information import (
    cross_entropy as cross_entropy,
    entropy as entropy,
    kl_divergence as kl_divergence,
)
from descent.losses import (
    multiclass_hinge as multiclass_hinge,
    multiclass_hinge_gradient as multiclass_hinge_gradient,
    softmax_cross_entropy as softmax_cross_entropy,
    softmax_cross_entropy_gradient as softmax_cross_entropy_gradient,
)
from descent.models import (
    MLP as MLP,
    SoftmaxRegression as SoftmaxRegression,
)
from descent.optimizers import (
    SGD as SGD,
    AdaGrad as AdaGrad,
    Adam as Adam,
    AdamW as AdamW,
    RMSProp as RMSProp,
    minimize as minimize,
)
from descent.penalties import (
    elastic_net as elastic_net,
    elastic_net_gradient as elastic_net_gradient,
    l1 as l1,
    l1_gradient as l1_gradient,
    l2 as l2,
    l2_gradient as l2_gradient,
)
from descent.schedules import (
    constant as constant,
    exponential_decay as exponential_decay,
    piecewise_constant as piecewise_constant,
)
from descent.simplex import (
    log_softmax as log_softmax,
    logsumexp as logsumexp,
    one_hot as one_hot,
    softmax as softmax,
    softmax_jacobian as softmax_jacobian,
    sparsemax as sparsemax,
)

__version__ = "0.1.0"

ROOMS = (
    "activations",
    "checks",
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
    if name in ROOMS:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *ROOMS})
