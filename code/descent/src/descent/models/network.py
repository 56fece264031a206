"""The network behind both models and its training, one epoch after the other.

The loss is the mean cross-entropy of softmax(scores) plus strength · R(W), where R adds up over all
weight matrices and leaves the biases alone.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain, repeat
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from descent import kernels
from descent.models.estimator import Classifier
from descent.models.passes import (
    IGNORE_OVERFLOW,
    LayerGradients,
    LayerValues,
    Passes,
)
from descent.models.progress import show_progress
from descent.models.settings import require_settings
from descent.optimizers import SGD, Optimizer, ProximalSGD
from descent.rollback import rollback
from descent.validation import require_callable, require_rng

Samples = tuple[np.ndarray, np.ndarray, np.ndarray | None]  # rows, labels, weights


class Network(Passes, Classifier):
    """A classifier that ends in softmax; `models` has the two that readers use."""

    history_: dict[str, list[float]]

    def fit(
        self,
        X: ArrayLike,
        y: ArrayLike,
        *,
        validation: tuple[ArrayLike, ArrayLike] | None = None,
        callback: Callable[[Self], object] | None = None,
        sample_weight: ArrayLike | None = None,
    ) -> Self:
        """Train from the start; if that fails or is interrupted, the model stays as it was.

        Parameters
        ----------
        X : array_like, shape (N, D)
            One row per sample; float32 is trained in float32.
        y : array_like, shape (N,)
            Labels: integers, strings or booleans.
        validation : (X, y), optional
            Other samples, whose loss and accuracy `history_` notes as well.
        callback : callable, optional
            Called with this model after each epoch; what it returns ends the training if
            it is true.
        sample_weight : array_like, shape (N,), optional
            How much each sample counts in the mean of the loss, ≥ 0; all the same by default.

        Returns
        -------
        self

        Raises
        ------
        ValueError
            If a setting or an array is not as described.
        FloatingPointError
            If the training diverges.
        """
        with rollback(self):
            require_settings(self)
            if callback is not None:
                require_callable("callback", callback)
            self._train(X, y, validation, callback, sample_weight)
        return self

    def predict(self, X: ArrayLike) -> np.ndarray:
        """Return the most probable label of each row of `X`, shape (N,)."""
        best = self._scores(X).argmax(1)
        return self.classes_[best]

    def predict_proba(self, X: ArrayLike) -> np.ndarray:
        """Return the probability of each class, shape (N, C), in the order of `classes_`."""
        return kernels.softmax(self._scores(X))

    @IGNORE_OVERFLOW
    def decision_function(self, X: ArrayLike) -> np.ndarray:
        """Return the scores, shape (N, C).

        For two classes, as scikit-learn has it, the log-odds of the second, shape (N,): its score
        minus that of the first.
        """
        scores = self._scores(X)
        if len(self.classes_) == 2:
            scores = scores[:, 1] - scores[:, 0]
            require_finite("log-odds", scores)
        return scores

    def loss(self, X: ArrayLike, y: ArrayLike) -> float:
        """Return the loss on other samples: mean cross-entropy + strength · R(W).

        The penalty of a `ProximalSGD` counts, too: it is part of what is minimized.
        """
        samples = (*self._require_known(X, y), None)
        return self._evaluate(samples)[0]

    @property
    def num_parameters(self) -> int:
        """How many numbers have been learned: weights, biases and scales of all layers."""
        self._require_fitted()
        return sum(array.size for array in self._parameters())

    @IGNORE_OVERFLOW
    def forward(self, X: ArrayLike) -> list[LayerValues]:
        """Return what each layer makes of the rows of `X`, as in prediction, the first one first.

        Returns
        -------
        list of LayerValues
            The pre-activations z and the activations h of each layer; the last h are what
            `predict_proba` returns.
        """
        steps = self._forward(self._require_features(X))
        require_finite("scores", steps[-1][2])
        P = kernels.softmax(steps[-1][2])
        outputs = [*(h for h, *_ in steps[1:]), P]  # what a layer makes, the next one is given
        return [LayerValues(z, h) for (_, _, z, _), h in zip(steps, outputs, strict=True)]

    @IGNORE_OVERFLOW
    def backward(self, X: ArrayLike, y: ArrayLike) -> list[LayerGradients]:
        """Return the gradients of ``loss(X, y)`` layer by layer, the first one first.

        Returns
        -------
        list of LayerGradients
            With respect to the pre-activations z, to W and b, and to the scales of the batch
            normalization. What dropout and batch normalization do only in training has no part.
        """
        X, labels = self._require_known(X, y)
        Y = kernels.one_hot(labels, len(self.classes_), X.dtype)
        dz, dW, db, dscale = self._backward(X, Y)
        for gradient in dW:
            require_finite("gradient", gradient)
        return list(map(LayerGradients, dz, dW, db, chain(dscale, repeat(None))))

    def _train(
        self,
        X: ArrayLike,
        y: ArrayLike,
        validation: tuple[ArrayLike, ArrayLike] | None,
        callback: Callable[[Self], object] | None,
        sample_weight: ArrayLike | None,
    ) -> None:
        rng = require_rng("random_state", self.random_state)
        optimizer = (self.optimizer or SGD(0.1)).fresh()
        X, labels, weights = self._learn_labels(X, y, sample_weight)
        self._make_layers(self.n_features_in_, len(self.classes_), rng, X.dtype)
        data = {"": (X, labels, weights)}
        if validation is not None:
            data["validation_"] = (*self._require_validation(validation), None)
        Y = kernels.one_hot(labels, len(self.classes_), X.dtype)
        self.history_ = {part + name: [] for part in data for name in ("loss", "accuracy")}
        for _ in show_progress(range(self.epochs), self.progress, type(self).__name__):
            self._train_epoch(X, Y, weights, optimizer, rng)
            self._record(data)
            optimizer.require_memory()
            if callback is not None and callback(self):
                break

    def _scores(self, X: ArrayLike) -> np.ndarray:
        return self._finite_scores(self._require_features(X))

    @IGNORE_OVERFLOW
    def _finite_scores(self, X: np.ndarray) -> np.ndarray:
        scores = X
        for _, _, z, _ in self._steps(X):  # one layer after the other is let go
            scores = z
        require_finite("scores", scores)
        return scores

    def _gradients(
        self,
        X: np.ndarray,
        Y: np.ndarray,
        weights: np.ndarray | None = None,
        rng: np.random.Generator | None = None,
    ) -> list[np.ndarray]:
        """Return the gradients of the loss in every W, then in every b, then in every scale."""
        _, dW, db, dscale = self._backward(X, Y, weights, rng)
        return [*dW, *db, *dscale]

    @IGNORE_OVERFLOW
    def _evaluate(self, samples: Samples) -> tuple[float, float]:
        """Return the loss and the accuracy."""
        X, labels, weights = samples
        scores = self._finite_scores(X)
        surprise = kernels.label_surprise(scores, labels)
        loss = float(np.average(surprise, weights=weights)) + self._penalty()
        require_finite("loss", loss)
        return loss, float(np.average(scores.argmax(1) == labels, weights=weights))

    def _penalty(self) -> float:
        """Return the penalties of all weights, the optimizer's included."""
        total = 0.0
        if self.penalty is not None:
            R, _ = self._regularizer(self.penalty)
            total += float(self.strength) * sum(R(W) for W in self.weights_)
        if isinstance(proximal := self.optimizer, ProximalSGD) and proximal.regularizer is not None:
            total += proximal.strength * sum(map(proximal.regularizer, self.weights_))
        return float(total)

    @IGNORE_OVERFLOW
    def _train_epoch(
        self,
        X: np.ndarray,
        Y: np.ndarray,
        weights: np.ndarray | None,
        optimizer: Optimizer,
        rng: np.random.Generator,
    ) -> None:
        parameters, spared = self._parameters(), len(self.biases_) + len(self.norms_)
        size = self.batch_size or len(X)
        order = rng.permutation(len(X))
        for start in range(0, len(X), size):
            batch = order[start : start + size]
            counts = None if weights is None else weights[batch]
            gradients = self._gradients(X[batch], Y[batch], counts, rng)
            optimizer.step(parameters, gradients, num_biases=spared)

    def _record(self, data: dict[str, Samples]) -> None:
        for part, samples in data.items():
            loss, accuracy = self._evaluate(samples)
            self.history_[part + "loss"].append(loss)
            self.history_[part + "accuracy"].append(accuracy)


def require_finite(name: str, value: ArrayLike) -> None:
    """Raise a FloatingPointError unless all numbers are finite, in training or after it."""
    if not np.isfinite(value).all():
        raise FloatingPointError(
            f"{name} not finite: X or the weights are too large (if this happens in training, "
            f"it diverges: try a smaller learning_rate)"
        )
