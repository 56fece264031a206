"""The network behind both models: forward, backward, one epoch after the other.

Rows are samples: h = g(X W + b) in each hidden layer, scores = h W + b in the last one. The loss is
the mean cross-entropy of softmax(scores) plus strength · R(W), where R adds up over all weight
matrices and leaves the biases alone.
"""

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from descent import kernels
from descent.models.estimator import Classifier, require_pair
from descent.models.progress import show_progress
from descent.models.settings import ACTIVATIONS, PENALTIES, Settings, require_settings
from descent.optimizers import SGD, Optimizer, ProximalSGD
from descent.simplex import one_hot
from descent.validation import require_rng

Samples = tuple[np.ndarray, np.ndarray, np.ndarray | None]  # rows, labels, weights

# Scores that are not finite are found and reported as an error.
_IGNORE_OVERFLOW = np.errstate(over="ignore", invalid="ignore")


class Network(Settings, Classifier):
    """A classifier that ends in softmax; `models` has the two that readers use."""

    history_: dict[str, list[float]]
    weights_: list[np.ndarray]
    biases_: list[np.ndarray]

    def fit(
        self,
        X: ArrayLike,
        y: ArrayLike,
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
        before = vars(self).copy()
        try:
            require_settings(self)
            self._train(X, y, validation, callback, sample_weight)
        except BaseException:  # Ctrl-C, too
            vars(self).clear()
            vars(self).update(before)
            raise
        return self

    def predict(self, X: ArrayLike) -> np.ndarray:
        """Return the most probable label of each row of `X`, shape (N,)."""
        best = self._scores(X).argmax(1)
        return self.classes_[best]

    def predict_proba(self, X: ArrayLike) -> np.ndarray:
        """Return the probability of each class, shape (N, C), in the order of `classes_`."""
        return kernels.exp_normalize(kernels.subtract_max(self._scores(X)))

    @_IGNORE_OVERFLOW
    def decision_function(self, X: ArrayLike) -> np.ndarray:
        """Return the scores, shape (N, C).

        For two classes, as scikit-learn has it, the log-odds of the second, shape (N,): its score
        minus that of the first.
        """
        scores = self._scores(X)
        return scores[:, 1] - scores[:, 0] if len(self.classes_) == 2 else scores

    def loss(self, X: ArrayLike, y: ArrayLike) -> float:
        """Return the loss on other samples: mean cross-entropy + strength · R(W).

        The penalty of a `ProximalSGD` counts, too: it is part of what is minimized.
        """
        samples = (*self._require_known(X, y), None)
        return self._evaluate(samples)[0]

    @property
    def num_parameters(self) -> int:
        """How many numbers have been learned: weights and biases of all layers."""
        self._require_fitted()
        return sum(array.size for array in [*self.weights_, *self.biases_])

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
        self._initialize(rng, X.dtype)
        data = {"": (X, labels, weights)}
        if validation is not None:
            known = self._require_known(*require_pair("validation", validation))
            data["validation_"] = (*known, None)
        Y = one_hot(labels, len(self.classes_)).astype(X.dtype)
        self.history_ = {part + name: [] for part in data for name in ("loss", "accuracy")}
        for _ in show_progress(range(self.epochs), self.progress, type(self).__name__):
            self._train_epoch(X, Y, weights, optimizer, rng)
            self._record(data)
            optimizer.require_memory()
            if callback is not None and callback(self):
                break

    def _scores(self, X: ArrayLike) -> np.ndarray:
        return self._finite_scores(self._require_features(X))

    @_IGNORE_OVERFLOW
    def _finite_scores(self, X: np.ndarray) -> np.ndarray:
        scores = self._forward(X)[1][-1]
        _require_finite("scores", scores)
        return scores

    def _forward(self, X: np.ndarray) -> tuple[list[np.ndarray], list[np.ndarray]]:
        """Return each layer's input h and its output z = h W + b; the last z are the scores."""
        activate, _ = ACTIVATIONS[self.activation]
        inputs, outputs = [X], list[np.ndarray]()
        for W, b in zip(self.weights_, self.biases_, strict=True):
            if outputs:
                inputs.append(activate(outputs[-1]))
            outputs.append(inputs[-1] @ W + b)
        return inputs, outputs

    def _gradients(
        self, X: np.ndarray, Y: np.ndarray, weights: np.ndarray | None = None
    ) -> list[np.ndarray]:
        """Return the gradients of the loss in every W, then in every b: backpropagation."""
        _, derivative = ACTIVATIONS[self.activation]
        inputs, outputs = self._forward(X)
        scores = outputs[-1]
        P = kernels.exp_normalize(scores - scores.max(1, keepdims=True))
        delta = (P - Y) / len(X)
        if weights is not None:
            delta *= weights[:, None]
        dW, db = list[np.ndarray](), list[np.ndarray]()
        for m in reversed(range(len(outputs))):
            dW.insert(0, np.dot(inputs[m].T, delta))  # for one sample faster than @
            db.insert(0, delta.sum(0))
            if m > 0:
                delta = delta @ self.weights_[m].T * derivative(outputs[m - 1])
        if self.penalty is not None:
            _, gradient = self._regularizer(self.penalty)
            for g, W in zip(dW, self.weights_, strict=True):
                g += self.strength * gradient(W)
        return [*dW, *db]

    @_IGNORE_OVERFLOW
    def _evaluate(self, samples: Samples) -> tuple[float, float]:
        """Return the loss and the accuracy."""
        X, labels, weights = samples
        scores = self._finite_scores(X)
        surprise = kernels.surprise(scores, kernels.label_entries(labels))[:, 0]
        loss = float(np.average(surprise, weights=weights)) + self._penalty()
        _require_finite("loss", loss)
        return loss, float(np.average(scores.argmax(1) == labels, weights=weights))

    def _penalty(self) -> float:
        """Return the penalties of all weights, the optimizer's included."""
        total = 0.0
        if self.penalty is not None:
            R, _ = self._regularizer(self.penalty)
            total += self.strength * sum(R(W) for W in self.weights_)
        if isinstance(own := self.optimizer, ProximalSGD) and own.penalty is not None:
            total += own.strength * sum(map(own.penalty, self.weights_))
        return float(total)

    def _regularizer(self, penalty: str) -> tuple[Callable, Callable]:
        if penalty == "elastic_net":
            R, gradient = kernels.elastic_net, kernels.elastic_net_gradient
            return partial(R, beta=self.beta), partial(gradient, beta=self.beta)
        return PENALTIES[penalty]

    def _initialize(self, rng: np.random.Generator, dtype: np.dtype) -> None:
        widths = [self.n_features_in_, *self.hidden, len(self.classes_)]
        self.weights_ = [self._initial_weights(shape, rng, dtype) for shape in pairwise(widths)]
        self.biases_ = [np.zeros(width, dtype) for width in widths[1:]]

    def _initial_weights(
        self, shape: tuple[int, int], rng: np.random.Generator, dtype: np.dtype
    ) -> np.ndarray:
        raise NotImplementedError

    @_IGNORE_OVERFLOW
    def _train_epoch(
        self,
        X: np.ndarray,
        Y: np.ndarray,
        weights: np.ndarray | None,
        optimizer: Optimizer,
        rng: np.random.Generator,
    ) -> None:
        parameters, num_biases = [*self.weights_, *self.biases_], len(self.biases_)
        size = self.batch_size or len(X)
        order = rng.permutation(len(X))
        for start in range(0, len(X), size):
            batch = order[start : start + size]
            counts = None if weights is None else weights[batch]
            gradients = self._gradients(X[batch], Y[batch], counts)
            optimizer.step(parameters, gradients, num_biases)

    def _record(self, data: dict[str, Samples]) -> None:
        for part, samples in data.items():
            loss, accuracy = self._evaluate(samples)
            self.history_[part + "loss"].append(loss)
            self.history_[part + "accuracy"].append(accuracy)


def _require_finite(name: str, value: ArrayLike) -> None:
    if not np.isfinite(value).all():
        raise FloatingPointError(
            f"{name} not finite: X or the weights are too large (if this happens in training, "
            f"it diverges: try a smaller learning rate)"
        )
