"""What all optimizers share."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Iterator, Sequence
from inspect import signature
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike

from descent.rollback import rollback
from descent.schedules import Schedule
from descent.validation import (
    Checked,
    evaluate_gradient,
    positive,
    require_choice,
    require_gradients,
    require_number,
    require_overflow,
    require_parameters,
    require_same_shapes,
)


class Method(Checked):
    """A way to `minimize` a function: it yields one point after the other.

    Optimizers are such ways; so are others that need more than gradients of one batch, and with
    which no model can be trained.
    """

    def descend(
        self,
        function: Callable[[np.ndarray], float],
        gradient: Callable[[np.ndarray], ArrayLike],
        start: np.ndarray,
        steps: int,
    ) -> Iterator[np.ndarray]:
        """Yield the point after each of so many steps."""
        raise NotImplementedError


class Optimizer(Method):
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
            positive("learning_rate", self.learning_rate)
        super().__post_init__()

    def rule(
        self, theta: np.ndarray, g: np.ndarray, eta: float, t: int, *memory: np.ndarray
    ) -> None:
        """Change `theta` and `memory` in place, at step t (from 1)."""
        raise NotImplementedError

    def bias_rule(
        self, theta: np.ndarray, g: np.ndarray, eta: float, t: int, *memory: np.ndarray
    ) -> None:
        """Change `theta` as `rule` does, but without any penalty: what biases are subject to."""
        self.rule(theta, g, eta, t, *memory)

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
        FloatingPointError
            If the step is beyond all floats; then parameters may have changed.
        """
        parameters = require_parameters(parameters)
        slopes = require_gradients(gradients, parameters)
        if self._memory and all(self._memory):
            require_same_shapes("parameters", parameters, [memory[0] for memory in self._memory])
        elif self._memory is not None and len(parameters) != len(self._memory):
            before = len(self._memory)
            raise ValueError(f"parameters must be {before} arrays as before, got {len(parameters)}")
        with np.errstate(all="ignore"):
            self.step(parameters, slopes)
        _require_step(parameters)
        self.require_memory()

    def step(
        self,
        parameters: Sequence[np.ndarray],
        gradients: Sequence[np.ndarray],
        *,
        num_biases: int = 0,
    ) -> None:
        """Do what ``update`` does without looking at the arrays: for inner loops.

        The last `num_biases` arrays are biases, which no penalty acts on.
        """
        if self._memory is None:
            self._memory = [[] for _ in parameters]
        eta = self._rate()
        self._steps += 1
        rules = [self.rule] * (len(parameters) - num_biases) + [self.bias_rule] * num_biases
        count = self.remembers  # momentum may be switched on later, or rest for a while
        for rule, theta, g, memory in zip(rules, parameters, gradients, self._memory, strict=True):
            while len(memory) < count:
                memory.append(np.zeros_like(theta))
            rule(theta, g, eta, self._steps, *memory[:count])

    def require_memory(self) -> None:
        """Raise a FloatingPointError if what is remembered overflowed: then nothing would move."""
        for memory in self._memory or ():
            _require_step(memory)

    def descend(
        self,
        function: Callable[[np.ndarray], float],
        gradient: Callable[[np.ndarray], ArrayLike],
        start: np.ndarray,
        steps: int,
    ) -> Iterator[np.ndarray]:
        """Yield the point after each of so many steps, from a fresh state: for `minimize`."""
        optimizer, x = self.fresh(), start.copy()
        for _ in range(steps):
            optimizer.step([x], [evaluate_gradient(gradient, x)])
            optimizer.require_memory()
            yield x.copy()

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """Return the settings by name, as estimators do; `deep` is for scikit-learn's sake."""
        return {name: getattr(self, name) for name in signature(type(self)).parameters}

    def set_params(self, **settings: Any) -> Self:
        """Change settings by name and return self; if one is out of its range, none is changed."""
        with rollback(self):
            for name, value in settings.items():
                setattr(self, require_choice("a setting", name, self.get_params()), value)
            self.__post_init__()
        return self

    def _rate(self) -> float:
        name, eta = "learning_rate", self.learning_rate
        if callable(eta):
            name, eta = "learning_rate(t)", eta(self._steps)
        if isinstance(eta, float) and 0 <= eta < math.inf:  # seen at once, as in inner loops
            return eta
        return require_number(name, eta, minimum=0)

    def fresh(self) -> Self:
        """Return an optimizer with the same settings that has not taken any step."""
        twin = copy.copy(self)
        twin.__post_init__()  # a setting may have been changed since
        twin._steps, twin._memory = 0, None
        return twin


def _require_step(arrays: Sequence[np.ndarray]) -> None:
    for array in arrays:
        require_overflow("a step", array, "learning_rate or gradients")
