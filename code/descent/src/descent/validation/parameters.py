"""Checks of what an optimizer changes in place, and of the gradients that it follows."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from descent.validation.arrays import require_array


def require_parameters(parameters: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Return the parameters as a list of arrays that can be changed in place, each once.

    Examples
    --------
    >>> require_parameters([[1.0, 2.0]])
    Traceback (most recent call last):
        ...
    ValueError: parameters[0] must be a float32 or float64 ndarray, got list
    """
    _require_list("parameters", parameters)
    for k, each in enumerate(parameters):
        _require_parameter(f"parameters[{k}]", each)
    for k, each in enumerate(parameters):
        for j, other in enumerate(parameters[:k]):
            if np.shares_memory(each, other):  # what they share would be stepped twice
                got = f"parameters[{j}] and parameters[{k}] that share memory"
                raise ValueError(f"parameters must be different arrays, got {got}")
    return list(parameters)


def require_gradients(
    gradients: Sequence[ArrayLike], parameters: Sequence[np.ndarray]
) -> list[np.ndarray]:
    """Return copies of the gradients, of the shapes of the parameters.

    Copies, as a gradient may be another parameter, which is about to change.
    """
    _require_list("gradients", gradients)
    slopes = [require_array(f"gradients[{k}]", g).copy() for k, g in enumerate(gradients)]
    require_same_shapes("gradients", slopes, parameters)
    return slopes


def require_same_shapes(
    name: str, arrays: Sequence[np.ndarray], expected: Sequence[np.ndarray]
) -> None:
    """Raise unless the arrays have the shapes of those that are expected."""
    got, want = [a.shape for a in arrays], [a.shape for a in expected]
    if got != want:
        raise ValueError(f"{name} must have shapes {want}, got {got}")


def _require_list(name: str, arrays: Sequence) -> None:
    if isinstance(arrays, np.ndarray):
        raise ValueError(f"{name} must be a list of arrays, got an array: write [array]")
    if not isinstance(arrays, Sequence):
        raise ValueError(f"{name} must be a list of arrays, got {type(arrays).__name__}")


def _require_parameter(name: str, parameter: np.ndarray) -> None:
    # Changed in place, so nothing that would have to be converted first is accepted.
    if not isinstance(parameter, np.ndarray) or parameter.dtype not in (np.float32, np.float64):
        kind = getattr(parameter, "dtype", type(parameter).__name__)
        raise ValueError(f"{name} must be a float32 or float64 ndarray, got {kind}")
    if not parameter.flags.writeable:
        raise ValueError(f"{name} must be writeable, got a read-only array")
    require_array(name, parameter)
