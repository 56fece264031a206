"""What all optimizers share."""

import copy
from collections.abc import Sequence
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from descent.schedules import Schedule
from descent.validation import check_array, check_number


class Optimizer:
    """What all optimizers share; a subclass adds its ``rule``.

    Examples
    --------
    >>> class SignDescent(Optimizer):
    ...     learning_rate = 0.5
    ...
    ...     def rule(self, theta, g, eta, t):
    ...         theta -= eta * np.sign(g)
    >>> theta = np.array([1.0, -2.0])
    >>> SignDescent().update([theta], [np.array([0.3, -7.0])])
    >>> theta
    array([ 0.5, -1.5])
    """

    learning_rate: float | Schedule
    remembers: int = 0  # how many arrays, each like θ, the rule keeps between steps
    _steps: int = 0
    _memory: list[list[np.ndarray]] | None = None

    def __post_init__(self) -> None:
        if not callable(self.learning_rate):
            check_number("learning_rate", self.learning_rate, above=0)

    def rule(
        self, theta: np.ndarray, g: np.ndarray, eta: float, t: int, *memory: np.ndarray
    ) -> None:
        """Change `theta` and `memory` in place, at step t (from 1)."""
        raise NotImplementedError

    def update(self, parameters: Sequence[np.ndarray], gradients: Sequence[ArrayLike]) -> None:
        """Take one step: change all parameters in place.

        Parameters
        ----------
        parameters : list of ndarray
            Float arrays of any shapes; the same ones at every step.
        gradients : list of array_like
            The gradient of the loss with respect to each of them, of the same shape.

        Raises
        ------
        ValueError
            If lengths or shapes disagree, or a value is NaN or infinite.
        """
        parameters = [_check_parameter(f"parameters[{k}]", p) for k, p in enumerate(parameters)]
        gradients = [check_array(f"gradients[{k}]", g) for k, g in enumerate(gradients)]
        _check_same_shapes("gradients", gradients, parameters)
        if self._memory is not None and self.remembers:
            _check_same_shapes("parameters", parameters, [kept[0] for kept in self._memory])
        self.step(parameters, gradients)

    def step(self, parameters: Sequence[np.ndarray], gradients: Sequence[np.ndarray]) -> None:
        """Do what ``update`` does without looking at the arrays: for inner loops."""
        if self._memory is None:
            self._memory = [[np.zeros_like(p) for _ in range(self.remembers)] for p in parameters]
        eta = self._rate()
        self._steps += 1
        for theta, g, memory in zip(parameters, gradients, self._memory, strict=True):
            self.rule(theta, g, eta, self._steps, *memory)

    def _rate(self) -> float:
        if callable(self.learning_rate):
            return check_number("learning_rate(t)", self.learning_rate(self._steps), minimum=0)
        return float(self.learning_rate)

    def fresh(self) -> Self:
        """Return an optimizer with the same settings that has not taken any step."""
        twin = copy.copy(self)
        twin._steps, twin._memory = 0, None
        return twin


def _check_parameter(name: str, parameter: np.ndarray) -> np.ndarray:
    # Changed in place, so nothing that would have to be converted first is accepted.
    if not isinstance(parameter, np.ndarray) or parameter.dtype not in (np.float32, np.float64):
        kind = getattr(parameter, "dtype", type(parameter).__name__)
        raise ValueError(f"{name} must be a float32 or float64 ndarray, got {kind}")
    return check_array(name, parameter)


def _check_same_shapes(
    name: str, arrays: Sequence[np.ndarray], expected: Sequence[np.ndarray]
) -> None:
    got, want = [a.shape for a in arrays], [a.shape for a in expected]
    if got != want:
        raise ValueError(f"{name} must have shapes {want}, got {got}")
