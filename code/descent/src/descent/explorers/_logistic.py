"""Logistic regression on points of two classes: what several explorers descend on."""

import numpy as np

from descent.kernels import log_loss, log_loss_slope, sigmoid_derivative


class Logistic:
    """The mean log loss of the scores X w, plus the penalty λ‖w‖².

    Parameters
    ----------
    X : ndarray of shape (N, D)
    y : ndarray of shape (N,)
        0 or 1.
    strength : float
        λ.

    Examples
    --------
    >>> problem = Logistic(np.array([[1.0], [-1.0]]), np.array([1, 0]))
    >>> problem.gradient(np.zeros(1)).tolist(), problem.hessian(np.zeros(1)).tolist()
    ([-0.5], [[0.25]])
    """

    def __init__(self, X: np.ndarray, y: np.ndarray, strength: float = 0.0):
        self.X, self.y, self.strength = X, y, strength

    def loss(self, w: np.ndarray) -> np.ndarray:
        """Return the loss at each row of `w`."""
        return log_loss(w @ self.X.T, self.y).mean(-1) + self.strength * (w**2).sum(-1)

    def gradients(self, w: np.ndarray) -> np.ndarray:
        """Return the gradient of every point's log loss, (N, D)."""
        return log_loss_slope(self.X @ w, self.y)[:, None] * self.X

    def gradient(self, w: np.ndarray) -> np.ndarray:
        """Return the gradient of the loss, (D,)."""
        return self.gradients(w).mean(0) + 2 * self.strength * w

    def hessian(self, w: np.ndarray) -> np.ndarray:
        """Return the second derivatives of the loss, (D, D)."""
        curvatures = sigmoid_derivative(self.X @ w)
        H = (self.X.T * curvatures) @ self.X / len(self.X)
        return H + 2 * self.strength * np.eye(len(w))
