"""The stored templates are those that the penalty asks for."""

import numpy as np
import pytest
from descent import load_mnist
from descent.datasets import load_penalized
from descent.datasets.replay import STRENGTHS
from scipy import special

DATA = load_mnist()


@pytest.mark.parametrize("k", [3, 4, 5, 6, 7])
def test_stored_templates_are_those_of_their_strength(k):
    """At the minimum λ balances the slope of the loss along W; 50 epochs come within 5% of it."""
    W, X_train, Y = (
        load_penalized().weights[k],
        DATA.X_train.astype(float),
        np.eye(10)[DATA.y_train],
    )
    b = np.zeros(10)  # not stored: found again
    for _ in range(200):
        residual = special.softmax(X_train @ W + b, axis=1) - Y
        b -= 2 * residual.mean(0)
    slope = (X_train.T @ residual * W).sum() / len(X_train)
    assert -slope / (2 * (W**2).sum()) == pytest.approx(STRENGTHS[k], rel=0.05)
