"""The settings of the models: what they may be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from descent import kernels
from descent.optimizers import Optimizer, ProximalSGD
from descent.validation import (
    Kind,
    RNGLike,
    at_least_0,
    at_least_1,
    below_1,
    optional,
    require_bool,
    require_choice,
    require_integer,
)


def _entrywise(activate: Callable, derivative: Callable) -> tuple[Callable, Callable]:
    return activate, lambda z, delta: delta * derivative(z)


ACTIVATIONS: dict[str, tuple[Callable, Callable]] = {
    "relu": _entrywise(kernels.relu, kernels.relu_derivative),
    "leaky_relu": _entrywise(kernels.leaky_relu, kernels.leaky_relu_derivative),
    "tanh": _entrywise(np.tanh, kernels.tanh_derivative),
    "sigmoid": _entrywise(kernels.sigmoid, kernels.sigmoid_derivative),
    "linear": (np.positive, lambda z, delta: delta),
}
"""Each activation g, and what takes z and the derivatives in g(z) to those in z."""

INITIAL: dict[str, Callable[[int, int], float]] = {
    "he": lambda inputs, outputs: 2 / inputs,
    "lecun": lambda inputs, outputs: 1 / inputs,
    "glorot": lambda inputs, outputs: 2 / (inputs + outputs),
}
"""The variance of the first weights."""

PENALTIES: dict[str, tuple[Callable, Callable]] = {
    "l1": (kernels.l1, np.sign),
    "l2": (kernels.l2, kernels.l2_gradient),
}


@dataclass(kw_only=True, eq=False, repr=False)
class Settings:
    """What both models can be told; of layers `MLP` alone."""

    hidden: Sequence[int] = field(default=(), init=False)
    activation: str = field(default="relu", init=False)
    init: str | float | None = field(default=None, init=False)
    dropout: float = field(default=0.0, init=False)
    batch_norm: bool = field(default=False, init=False)
    penalty: str | None = None
    strength: float = 0.0
    beta: float = 1.0
    optimizer: Optimizer | None = None
    epochs: int = 50
    batch_size: int | None = 32
    random_state: RNGLike = None
    progress: bool | None = None


KINDS: dict[str, Kind] = {
    "epochs": partial(require_integer, minimum=0),
    "batch_size": optional(at_least_1),
    "strength": at_least_0,
    "beta": at_least_0,
    "progress": optional(require_bool),
    "activation": partial(require_choice, choices=ACTIVATIONS),
    "dropout": below_1,
    "batch_norm": require_bool,
    "penalty": optional(partial(require_choice, choices=(*PENALTIES, "elastic_net"))),
}


def require_settings(model: Settings) -> None:
    """Raise a ValueError unless all settings of a model are as its docstring says."""
    for name, kind in KINDS.items():
        kind(name, getattr(model, name))
    _require_layers(model)
    if model.penalty is None and model.strength > 0:
        raise ValueError(f"strength must be 0 without a penalty, got {model.strength}")
    if not isinstance(model.optimizer, Optimizer | None):
        raise ValueError(
            f"optimizer must be an Optimizer, got {model.optimizer!r} (a model steps on parts "
            f"of the data: LineSearch, Newton and LBFGS can only `minimize` a function)"
        )
    if isinstance(model.optimizer, ProximalSGD) and model.optimizer.regularizer is None:
        raise ValueError("optimizer must say its penalty, got ProximalSGD with penalty=None")


def _require_layers(model: Settings) -> None:
    """Raise a ValueError unless the hidden layers are as the docstring of `MLP` says."""
    if not isinstance(model.hidden, Sequence):
        raise ValueError(f"hidden must be a sequence of integers, got {model.hidden!r}")
    for k, width in enumerate(model.hidden):
        at_least_1(f"hidden[{k}]", width)
    if isinstance(model.init, str):
        require_choice("init", model.init, INITIAL)
    elif model.init is not None:
        at_least_0("init", model.init)
    if model.batch_norm and model.batch_size == 1:
        raise ValueError("batch_size must be at least 2 with batch_norm, got 1")
