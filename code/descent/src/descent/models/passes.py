"""Forward and backward through a network, and what they leave on the way.

Rows are samples: h = g(X W + b) in each hidden layer, scores = h W + b in the last one. With batch
normalization a hidden layer is g(normalized(X W) · scale + b): b is the shift that normalization
leaves to the network.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

import numpy as np

from descent import kernels
from descent.layers import BatchNormalization
from descent.models.settings import ACTIVATIONS, PENALTIES, Settings
from descent.sums import product, total

# Scores that are not finite are found and reported as an error.
IGNORE_OVERFLOW = np.errstate(over="ignore", under="ignore", invalid="ignore")

SHORT = 1024
"""Terms of a layer's sums that float32 may add at once: the pixels of an image of MNIST, say."""


class LayerValues(NamedTuple):
    """What one layer makes of N samples.

    Attributes
    ----------
    z : ndarray, shape (N, width)
        The pre-activations, what the activation is given; in the last layer the scores.
    h : ndarray, shape (N, width)
        The activations; in the last layer the probabilities.
    """

    z: np.ndarray
    h: np.ndarray


class LayerGradients(NamedTuple):
    """The derivatives of the loss in one layer, each of the shape of what it is the derivative in.

    Attributes
    ----------
    z : ndarray, shape (N, width)
        In the pre-activations: what is handed on from layer to layer, often called δ. The penalty
        has no part in it.
    W : ndarray, shape (inputs, width)
    b : ndarray, shape (width,)
    scale : ndarray, shape (width,), or None
        Of the batch normalization, where there is one.
    """

    z: np.ndarray
    W: np.ndarray
    b: np.ndarray
    scale: np.ndarray | None


Step = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray | None]
"""What a layer was given and made of it: its input h; h W; z; the factors of dropout in h."""


class Passes(Settings):
    """The parameters of a network, and both ways through it."""

    weights_: list[np.ndarray]
    biases_: list[np.ndarray]
    norms_: list[BatchNormalization]

    def _forward(self, X: np.ndarray, rng: np.random.Generator | None = None) -> list[Step]:
        """Return what each layer did; with `rng` as in training, with dropout and batch means."""
        return list(self._steps(X, rng))

    def _steps(self, X: np.ndarray, rng: np.random.Generator | None = None) -> Iterator[Step]:
        """Yield what each layer does, as `_forward` returns it."""
        h, z, factors, norms = X, X, None, self.norms_
        for m, W in enumerate(self.weights_):
            if m > 0:
                activate, _ = ACTIVATIONS[self.activation]
                h = activate(z)
                if self.dropout and rng is not None:
                    factors = kernels.dropout_factors(h, float(self.dropout), rng)
                    h = h * factors
            a = h @ W if len(W) <= SHORT else product(h, W)
            z = norms[m].apply(a, rng is not None) if m < len(norms) else a + self.biases_[m]
            yield h, a, z, factors

    def _backward(
        self,
        X: np.ndarray,
        Y: np.ndarray,
        weights: np.ndarray | None = None,
        rng: np.random.Generator | None = None,
    ) -> tuple[list[np.ndarray], list[np.ndarray], list[np.ndarray], list[np.ndarray]]:
        """Return the gradients of the loss in every z, W, b and scale: backpropagation."""
        norms, steps = self.norms_, self._forward(X, rng)
        scores = steps[-1][2]
        P = kernels.exp_normalize(scores - scores.max(1, keepdims=True))
        delta = P - Y
        if rng is None:  # exact also where p is near 1: training, which has no need, is faster
            kernels.balance(delta, kernels.label_entries(Y.argmax(1)))
        delta /= len(X)
        if weights is not None:
            delta *= weights[:, None]
        dz, dW = list[np.ndarray](), list[np.ndarray]()
        db, dscale = list[np.ndarray](), list[np.ndarray]()
        for m in reversed(range(len(steps))):
            h, a, _, factors = steps[m]
            dz.insert(0, delta)
            db.insert(0, total(delta))
            if m < len(norms):
                delta, slope = norms[m].pull_back(a, delta, rng is not None)
                dscale.insert(0, slope)
            # for one sample dot is faster than @
            dW.insert(0, np.dot(h.T, delta) if len(h) <= SHORT else product(h.T, delta))
            if m > 0:
                _, derivative = ACTIVATIONS[self.activation]
                back = self.weights_[m].T
                delta = delta @ back if len(back) <= SHORT else product(delta, back)
                delta = derivative(steps[m - 1][2], delta if factors is None else delta * factors)
        self._add_penalty(dW)
        return dz, dW, db, dscale

    def _add_penalty(self, dW: list[np.ndarray]) -> None:
        if self.penalty is not None:
            _, gradient = self._regularizer(self.penalty)
            for g, W in zip(dW, self.weights_, strict=True):
                g += float(self.strength) * gradient(W)

    def _parameters(self) -> list[np.ndarray]:
        return [*self.weights_, *self.biases_, *(norm.scale for norm in self.norms_)]

    def _regularizer(self, penalty: str) -> tuple[Callable, Callable]:
        if penalty == "elastic_net":
            R, gradient = kernels.elastic_net, kernels.elastic_net_gradient
            beta = float(self.beta)
            return partial(R, beta=beta), partial(gradient, beta=beta)
        return PENALTIES[penalty]

    def _make_layers(
        self, inputs: int, classes: int, rng: np.random.Generator, dtype: np.dtype
    ) -> None:
        fan_in = [inputs, *self.hidden]
        fan_out = [*self.hidden, classes]
        self.weights_ = [
            self._initial_weights(s, rng, dtype) for s in zip(fan_in, fan_out, strict=True)
        ]
        self.norms_ = [BatchNormalization(n, dtype=dtype) for n in fan_out[:-1] if self.batch_norm]
        shifts = [norm.shift for norm in self.norms_]
        self.biases_ = shifts + [np.zeros(width, dtype) for width in fan_out[len(shifts) :]]

    def _initial_weights(
        self, shape: tuple[int, int], rng: np.random.Generator, dtype: np.dtype
    ) -> np.ndarray:
        raise NotImplementedError
