"""Newton's method: the gradient, straightened by the curvature."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import KW_ONLY, dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike

from descent.optimizers.base import Method
from descent.validation import (
    evaluate_gradient,
    positive,
    require_array,
    require_callable,
)


@dataclass
class Newton(Method):
    """Newton's method, a way to `minimize`: x ← x − η H(x)⁻¹ g.

    Parameters
    ----------
    hessian : callable
        x ↦ H(x), of shape (n, n) for n entries of x; it must be invertible.
    learning_rate : float
        η, > 0; 1 is the pure method.

    Raises
    ------
    ValueError
        If the step size is not positive; from `minimize`, if the Hessian is singular
        (numpy's LinAlgError), not finite or of another shape.

    References
    ----------
    S. Boyd and L. Vandenberghe, "Convex Optimization", Cambridge University Press 2004,
    section 9.5. https://web.stanford.edu/~boyd/cvxbook/

    Examples
    --------
    >>> from descent import minimize
    >>> A = np.array([[2.0, 0.0], [0.0, 100.0]])
    >>> f, slope = lambda x: x @ A @ x / 2, lambda x: A @ x
    >>> minimize(f, slope, [5.0, -3.0], Newton(lambda x: A), steps=1).points
    array([[ 5., -3.],
           [ 0.,  0.]])
    """

    hessian: Callable[[np.ndarray], ArrayLike]
    _: KW_ONLY
    learning_rate: float = 1.0

    kinds: ClassVar = {"hessian": require_callable, "learning_rate": positive}

    def descend(
        self,
        function: Callable[[np.ndarray], float],
        gradient: Callable[[np.ndarray], ArrayLike],
        start: np.ndarray,
        steps: int,
    ) -> Iterator[np.ndarray]:
        """Yield the point after each step."""
        x = start
        for _ in range(steps):
            g = evaluate_gradient(gradient, x)
            step = self.learning_rate * _solve(self.hessian(x.copy()), g)
            x = x - step.astype(x.dtype)
            yield x


def _solve(hessian: ArrayLike, g: np.ndarray) -> np.ndarray:
    """Return H⁻¹ g, of the shape of g."""
    H = require_array("hessian(x)", hessian, ndim=2)
    if H.shape != (g.size, g.size):
        raise ValueError(f"hessian(x) must have shape {(g.size, g.size)}, got shape {H.shape}")
    step = np.linalg.solve(H, g.ravel())
    if not np.isfinite(step).all():  # WebAssembly has no flag that would tell solve
        raise np.linalg.LinAlgError("Singular matrix")
    return step.reshape(g.shape)
