"""Newton's method: the gradient, straightened by the curvature."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from descent.optimizers.base import Optimizer
from descent.schedules import Schedule
from descent.validation import check_array


@dataclass
class Newton(Optimizer):
    """Newton's method for one array of parameters: θ ← θ − η H(θ)⁻¹ g.

    Parameters
    ----------
    hessian : callable
        θ ↦ H(θ), of shape (n, n) for n parameters; it must be invertible.
    learning_rate : float or schedule
        η, > 0; 1 is the pure method.

    Raises
    ------
    ValueError
        If the learning rate is not positive; from ``update``, if the Hessian is singular
        (numpy's LinAlgError), not finite or of another shape.

    References
    ----------
    S. Boyd and L. Vandenberghe, "Convex Optimization", Cambridge University Press 2004,
    section 9.5. https://web.stanford.edu/~boyd/cvxbook/

    Examples
    --------
    >>> A = np.array([[2.0, 0.0], [0.0, 100.0]])
    >>> x = np.array([5.0, -3.0])
    >>> Newton(lambda x: A).update([x], [A @ x])  # a quadratic needs one step
    >>> x
    array([0., 0.])
    """

    hessian: Callable[[np.ndarray], ArrayLike]
    learning_rate: float | Schedule = 1.0

    def rule(self, theta: np.ndarray, g: np.ndarray, eta: float, t: int) -> None:
        """Change θ in place."""
        H = check_array("hessian(theta)", self.hessian(theta), ndim=2)
        step = np.linalg.solve(H, g.ravel())
        if not np.isfinite(step).all():  # WebAssembly has no flag that would tell solve
            raise np.linalg.LinAlgError("Singular matrix")
        theta -= eta * step.reshape(theta.shape)
