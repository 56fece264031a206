"""The settings of the models: what they may be."""

from collections.abc import Callable, Sequence

import numpy as np

from descent import kernels
from descent.optimizers import Optimizer, ProximalSGD
from descent.validation import RNGLike, require_choice, require_integer, require_number

ACTIVATIONS: dict[str, tuple[Callable, Callable]] = {
    "relu": (kernels.relu, kernels.relu_derivative),
    "leaky_relu": (kernels.leaky_relu, kernels.leaky_relu_derivative),
    "tanh": (np.tanh, kernels.tanh_derivative),
    "sigmoid": (kernels.sigmoid, kernels.sigmoid_derivative),
}

PENALTIES: dict[str, tuple[Callable, Callable]] = {
    "l1": (kernels.l1, np.sign),
    "l2": (kernels.l2, kernels.l2_gradient),
}


class Settings:
    """What both models can be told; the defaults stand in their constructors."""

    hidden: Sequence[int] = ()
    activation: str = "relu"
    penalty: str | None
    strength: float
    beta: float
    optimizer: Optimizer | None
    epochs: int
    batch_size: int | None
    random_state: RNGLike
    progress: bool | None


def require_settings(model: Settings) -> None:
    """Raise a ValueError unless all settings of a model are as its docstring says."""
    require_integer("epochs", model.epochs, minimum=0)
    if model.batch_size is not None:
        require_integer("batch_size", model.batch_size, minimum=1)
    require_number("strength", model.strength, minimum=0)
    require_number("beta", model.beta, minimum=0)
    require_choice("activation", model.activation, ACTIVATIONS)
    if not isinstance(model.hidden, Sequence):
        raise ValueError(f"hidden must be a sequence of integers, got {model.hidden!r}")
    for k, width in enumerate(model.hidden):
        require_integer(f"hidden[{k}]", width, minimum=1)
    if model.penalty is not None:
        require_choice("penalty", model.penalty, (*PENALTIES, "elastic_net"))
    elif model.strength > 0:
        raise ValueError(f"strength must be 0 without a penalty, got {model.strength}")
    if not isinstance(model.optimizer, Optimizer | None):
        raise ValueError(
            f"optimizer must be an Optimizer, got {model.optimizer!r} (a model steps on parts "
            f"of the data: LineSearch, Newton and LBFGS can only `minimize` a function)"
        )
    if isinstance(model.optimizer, ProximalSGD) and model.optimizer.penalty is None:
        raise ValueError("optimizer must say its penalty, got ProximalSGD with penalty=None")
