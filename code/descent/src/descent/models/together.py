"""Several trainings at once: networks of one shape, stacked, take each step together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from descent import kernels
from descent.models.network import Network, require_finite
from descent.models.passes import IGNORE_OVERFLOW
from descent.models.settings import ACTIVATIONS, require_settings
from descent.optimizers import (
    SGD,
    AdaGrad,
    Adam,
    AdamW,
    AMSGrad,
    Optimizer,
    ProximalSGD,
    RMSProp,
)
from descent.rollback import rollback
from descent.sums import total
from descent.validation import require_rng

_ENTRYWISE = {type(None), SGD, AdaGrad, RMSProp, Adam, AdamW, AMSGrad}
"""Optimizers whose rule treats each entry by itself, so that weights can be stacked; a subclass may
have another."""
_ALIKE = ("hidden", "activation", "epochs", "batch_size")


def fit_together(
    models: Sequence[Network],
    X: ArrayLike,
    y: ArrayLike,
    *,
    validation: tuple[ArrayLike, ArrayLike] | None = None,
) -> None:
    """Fit several models to the same data at once, each with its optimizer and random state.

    Each ends as after its own ``fit``, up to rounding, but sooner: where a step looks at few
    samples, most of its time goes into calls, and these are shared.

    Parameters
    ----------
    models : sequence of SoftmaxRegression or of MLP
        Of one kind, without penalties, dropout or batch normalization, with the same
        `hidden`, `activation`, `epochs` and `batch_size`; optimizers are SGD or of
        `descent.optimizers.adaptive`, which treat each entry of an array by itself. If all have
        the same integer as `random_state`, they share their batches, which is faster still; no two
        may have the same Generator.
    X, y, validation : array_like, shapes (N, D) and (N,), and a pair of such
        As for ``fit``.

    Raises
    ------
    ValueError
        If models are not alike as described, or a setting or an array is not.
    FloatingPointError
        If a training diverges. In case of an error all models stay as they were.

    Examples
    --------
    >>> from descent import SGD, SoftmaxRegression
    >>> models = [SoftmaxRegression(optimizer=SGD(eta), random_state=0) for eta in (0.1, 1.0)]
    >>> fit_together(models, [[0.0, 1.0], [1.0, 0.0], [0.2, 0.9]], ["cat", "car", "cat"])
    >>> [round(model.history_["loss"][-1], 2) for model in models]
    [0.23, 0.03]
    """
    _require_alike(models)
    with rollback(*models):
        _train(models, X, y, validation)


def _require_alike(models: Sequence[Network]) -> None:
    if not models:
        raise ValueError("models must hold at least one model, got none")
    for k, model in enumerate(models):
        require_settings(model)
        _require_same(models[0], model)
        _require_plain(k, model)
        if any(model is other for other in models[:k]):
            raise ValueError(f"models must be different, got models[{k}] twice")
        own = model.random_state
        if isinstance(own, Generator) and any(own is other.random_state for other in models[:k]):
            raise ValueError(
                "models must not share a Generator, as each would draw in the other's turn: "
                "spawn one for each"
            )


def _require_same(first: Network, model: Network) -> None:
    if type(model) is not type(first):
        kinds = f"{type(first).__name__} and {type(model).__name__}"
        raise ValueError(f"models must be of one kind, got {kinds}")
    for name in _ALIKE:
        values = getattr(first, name), getattr(model, name)
        if np.shape(values[0]) != np.shape(values[1]) or np.any(np.not_equal(*values)):
            raise ValueError(f"models must have the same {name}, got {values}")


def _require_plain(k: int, model: Network) -> None:
    for what, has in {
        "penalty": model.penalty is not None or isinstance(model.optimizer, ProximalSGD),
        "dropout": model.dropout > 0,
        "batch normalization": model.batch_norm,
        "optimizer that may look at a whole array": type(model.optimizer) not in _ENTRYWISE,
    }.items():
        if has:
            raise ValueError(f"models must have no {what}, got models[{k}] with it")


def _train(
    models: Sequence[Network],
    X: ArrayLike,
    y: ArrayLike,
    validation: tuple[ArrayLike, ArrayLike] | None,
) -> None:
    for model in models:
        rows, labels, _ = model._learn_labels(X, y, None)
    data = {"": (rows, labels)}
    if validation is not None:
        data["validation_"] = models[0]._require_validation(validation)
    for model in models:
        model.history_ = {part + name: [] for part in data for name in ("loss", "accuracy")}
    Y = kernels.one_hot(labels, len(models[0].classes_), rows.dtype)
    stack = _Stack(models, rows)
    for _ in range(models[0].epochs):
        stack.train_epoch(rows, Y)
        for part, samples in data.items():
            stack.record(part, *samples)


class _Stack:
    """R networks: weights (R, inputs, outputs) and biases (R, 1, outputs) of each layer."""

    def __init__(self, models: Sequence[Network], X: np.ndarray):
        self.models, self.size = models, models[0].batch_size or len(X)
        self.activate, self.derivative = ACTIVATIONS[models[0].activation]
        rngs = [require_rng("random_state", model.random_state) for model in models]
        for model, rng in zip(models, rngs, strict=True):
            model._make_layers(model.n_features_in_, len(model.classes_), rng, X.dtype)
        self.weights = [np.stack(W) for W in zip(*(m.weights_ for m in models), strict=True)]
        self.biases = [np.stack(b)[:, None] for b in zip(*(m.biases_ for m in models), strict=True)]
        for r, model in enumerate(models):  # what a model learns is its part of the stack
            model.weights_ = [W[r] for W in self.weights]
            model.biases_ = [b[r, 0] for b in self.biases]
        self.gradients = [np.empty_like(array) for array in [*self.weights, *self.biases]]
        self.optimizers = list(self._optimizers())
        seeds = [model.random_state for model in models]
        alike = isinstance(seeds[0], int) and seeds.count(seeds[0]) == len(seeds)
        self.rngs = rngs[:1] if alike else rngs

    def _optimizers(self) -> Iterator[tuple[Optimizer, list[np.ndarray], list[np.ndarray]]]:
        """Yield an optimizer for each run of equal ones, with its parts of the stack."""
        each = [model.optimizer or SGD(0.1) for model in self.models]
        ends = [r for r in range(1, len(each)) if each[r] != each[r - 1]]
        for start, end in zip([0, *ends], [*ends, len(each)], strict=True):
            moved = [array[start:end] for array in [*self.weights, *self.biases]]
            yield each[start].fresh(), moved, [g[start:end] for g in self.gradients]

    @IGNORE_OVERFLOW
    def train_epoch(self, X: np.ndarray, Y: np.ndarray) -> None:
        """Go through all samples once, each network in its own order."""
        orders = np.stack([rng.permutation(len(X)) for rng in self.rngs])
        for start in range(0, len(X), self.size):
            batch = orders[:, start : start + self.size]
            self._set_gradients(X[batch], Y[batch])
            for optimizer, moved, gradients in self.optimizers:
                optimizer.step(moved, gradients, num_biases=len(self.biases))
        for optimizer, *_ in self.optimizers:
            optimizer.require_memory()

    def _forward(self, X: np.ndarray) -> tuple[list[np.ndarray], list[np.ndarray]]:
        """Return each layer's input and output; the last outputs are the scores."""
        inputs, outputs = [X], list[np.ndarray]()
        for W, b in zip(self.weights, self.biases, strict=True):
            if outputs:
                inputs.append(self.activate(outputs[-1]))
            h = inputs[-1]
            outputs.append((_product(h, W) if h.ndim == 2 else h @ W) + b)
        return inputs, outputs

    def _set_gradients(self, X: np.ndarray, Y: np.ndarray) -> None:
        """Backpropagate: set the gradient of each network's mean loss on its batch."""
        inputs, outputs = self._forward(X)
        scores = outputs[-1]
        delta = kernels.exp_normalize(scores - scores.max(-1, keepdims=True))
        delta -= Y
        delta /= X.shape[1]
        for m in reversed(range(len(outputs))):
            rows = np.broadcast_to(inputs[m], (len(delta), *inputs[m].shape[1:]))
            for h, d, dW in zip(rows, delta, self.gradients[m], strict=True):
                np.dot(h.T, d, out=dW)  # for one sample faster than a stacked product
            self.gradients[len(outputs) + m][:] = total(delta, 1, keepdims=True)
            if m > 0:
                delta = delta @ self.weights[m].swapaxes(1, 2)
                delta = self.derivative(outputs[m - 1], delta)

    @IGNORE_OVERFLOW
    def record(self, part: str, X: np.ndarray, labels: np.ndarray) -> None:
        """Note loss and accuracy of each network."""
        scores = self._forward(X)[1][-1]
        require_finite("scores", scores)
        for model, own in zip(self.models, scores, strict=True):
            loss = float(kernels.label_surprise(own, labels).mean())
            require_finite("loss", loss)
            model.history_[part + "loss"].append(loss)
            model.history_[part + "accuracy"].append(float((own.argmax(1) == labels).mean()))


def _product(X: np.ndarray, W: np.ndarray) -> np.ndarray:
    """Return ``X @ W`` of rows that all networks see, (R, N, outputs), as one large product."""
    count, inputs, outputs = W.shape
    flat = X @ W.swapaxes(0, 1).reshape(inputs, count * outputs)
    return flat.reshape(len(X), count, outputs).swapaxes(0, 1)
