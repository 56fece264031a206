"""The network behind both models: forward, backward, one epoch after the other.

Rows are samples: h = g(X W + b) in each hidden layer, scores = h W + b in the last one. The loss is
the mean cross-entropy of softmax(scores) plus strength · R(W), where R adds up over all weight
matrices and leaves the biases alone.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from importlib.util import find_spec
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from descent import activations, penalties
from descent.losses import softmax_cross_entropy
from descent.models.estimator import Classifier, check_pair, check_random_state
from descent.optimizers import SGD, Optimizer
from descent.simplex import one_hot, softmax
from descent.validation import check_choice, check_integer, check_number

ACTIVATIONS = {
    "relu": (activations.relu, activations.relu_derivative),
    "leaky_relu": (activations.leaky_relu, activations.leaky_relu_derivative),
    "tanh": (activations.tanh, activations.tanh_derivative),
    "sigmoid": (activations.sigmoid, activations.sigmoid_derivative),
}

PENALTIES = {
    "l1": (penalties.l1, penalties.l1_gradient),
    "l2": (penalties.l2, penalties.l2_gradient),
}

# Scores that are not finite are found and reported as an error.
_IGNORE_OVERFLOW = np.errstate(over="ignore", invalid="ignore")


class Network(Classifier):
    """A classifier that ends in softmax; `models` has the two that readers use."""

    hidden: Sequence[int] = ()
    activation: str = "relu"

    def fit(
        self,
        X: ArrayLike,
        y: ArrayLike,
        validation: tuple[ArrayLike, ArrayLike] | None = None,
        callback: Callable[[Self], object] | None = None,
    ) -> Self:
        """Train from the start; Ctrl-C ends the training and keeps what was reached.

        Parameters
        ----------
        X : array_like, shape (N, D)
            One row a sample; float32 is trained in float32.
        y : array_like, shape (N,)
            Labels: integers, strings or booleans.
        validation : (X, y), optional
            Other samples, whose loss and accuracy `history_` notes as well.
        callback : callable, optional
            Called with this model after each epoch; what it returns ends the training if
            it is true.

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
        self._check_settings()
        rng = check_random_state("random_state", self.random_state)
        optimizer = (self.optimizer or SGD(0.1)).fresh()
        X, labels = self._learn_labels(X, y)
        self._initialize(rng, X.dtype)
        data = {"": (X, labels)}
        if validation is not None:
            data["validation_"] = self._check_known(*check_pair("validation", validation))
        Y = one_hot(labels, len(self.classes_)).astype(X.dtype)
        self.history_ = {part + name: [] for part in data for name in ("loss", "accuracy")}
        try:
            for _ in self._epochs():
                self._train_epoch(X, Y, optimizer, rng)
                self._record(data)
                if callback is not None and callback(self):
                    break
        except KeyboardInterrupt:
            print(f"interrupted after {len(self.history_['loss'])} epochs", file=sys.stderr)
        return self

    def predict(self, X: ArrayLike) -> np.ndarray:
        """Return the most probable label of each row of `X`, shape (N,)."""
        best = self._scores(X).argmax(1)
        return self.classes_[best]

    def predict_proba(self, X: ArrayLike) -> np.ndarray:
        """Return the probability of each class, shape (N, C), in the order of `classes_`."""
        return softmax(self._scores(X))

    def decision_function(self, X: ArrayLike) -> np.ndarray:
        """Return the scores, shape (N, C).

        For two classes, as scikit-learn has it, the log-odds of the second, shape (N,): its score
        minus that of the first.
        """
        scores = self._scores(X)
        return scores[:, 1] - scores[:, 0] if len(self.classes_) == 2 else scores

    def loss(self, X: ArrayLike, y: ArrayLike) -> float:
        """Return the loss on other samples: mean cross-entropy + strength · R(W)."""
        X, labels = self._check_known(X, y)
        return self._loss(self._forward(X)[1][-1], labels)

    @property
    def num_parameters(self) -> int:
        """How many numbers have been learned: weights and biases of all layers."""
        self._check_fitted()
        return sum(array.size for array in [*self.weights_, *self.biases_])

    def _scores(self, X: ArrayLike) -> np.ndarray:
        return self._forward(self._check_features(X))[1][-1]

    @_IGNORE_OVERFLOW
    def _forward(self, X: np.ndarray) -> tuple[list[np.ndarray], list[np.ndarray]]:
        """Return each layer's input h and its output z = h W + b; the last z are the scores."""
        activate, _ = ACTIVATIONS[self.activation]
        inputs, outputs = [X], []
        for W, b in zip(self.weights_, self.biases_, strict=True):
            if outputs:
                inputs.append(activate(outputs[-1]))
            outputs.append(inputs[-1] @ W + b)
            _check_finite("scores", outputs[-1])
        return inputs, outputs

    def _gradients(self, X: np.ndarray, Y: np.ndarray) -> list[np.ndarray]:
        """Return the gradients of the loss in every W, then in every b: backpropagation."""
        _, derivative = ACTIVATIONS[self.activation]
        inputs, outputs = self._forward(X)
        delta = (_softmax(outputs[-1]) - Y) / len(X)
        dW, db = [], []
        for m in reversed(range(len(outputs))):
            dW.insert(0, np.dot(inputs[m].T, delta))  # for one sample faster than @
            db.insert(0, delta.sum(0))
            if m > 0:
                delta = delta @ self.weights_[m].T * derivative(outputs[m - 1])
        if self.penalty is not None:
            _, gradient = self._regularizer()
            for g, W in zip(dW, self.weights_, strict=True):
                g += self.strength * gradient(W)
        return [*dW, *db]

    def _loss(self, scores: np.ndarray, labels: np.ndarray) -> float:
        loss = softmax_cross_entropy(scores, labels)
        if self.penalty is not None:
            R, _ = self._regularizer()
            loss += self.strength * sum(R(W) for W in self.weights_)
        _check_finite("loss", loss)
        return float(loss)

    def _regularizer(self) -> tuple[Callable, Callable]:
        if self.penalty == "elastic_net":
            R, gradient = penalties.elastic_net, penalties.elastic_net_gradient
            return partial(R, beta=self.beta), partial(gradient, beta=self.beta)
        return PENALTIES[self.penalty]

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
        self, X: np.ndarray, Y: np.ndarray, optimizer: Optimizer, rng: np.random.Generator
    ) -> None:
        parameters = [*self.weights_, *self.biases_]
        size = self.batch_size or len(X)
        order = rng.permutation(len(X))
        for start in range(0, len(X), size):
            batch = order[start : start + size]
            optimizer.step(parameters, self._gradients(X[batch], Y[batch]))

    def _record(self, data: dict[str, tuple[np.ndarray, np.ndarray]]) -> None:
        latest = {}
        for part, (X, labels) in data.items():
            scores = self._forward(X)[1][-1]
            latest[part + "loss"] = self._loss(scores, labels)
            latest[part + "accuracy"] = float((scores.argmax(1) == labels).mean())
        for name, value in latest.items():  # all at once, so that Ctrl-C leaves no gap
            self.history_[name].append(value)

    def _epochs(self) -> Iterable[int]:
        """Return the epochs, in a progress bar if one is wanted and tqdm is installed."""
        epochs = range(self.epochs)
        wanted = sys.stderr.isatty() if self.progress is None else self.progress
        if not wanted or find_spec("tqdm") is None:
            return epochs
        from tqdm.auto import tqdm

        return tqdm(epochs, desc=type(self).__name__, unit="epoch", delay=1, leave=False)

    def _check_settings(self) -> None:
        check_integer("epochs", self.epochs, minimum=0)
        if self.batch_size is not None:
            check_integer("batch_size", self.batch_size, minimum=1)
        check_number("strength", self.strength, minimum=0)
        check_number("beta", self.beta, minimum=0)
        check_choice("activation", self.activation, ACTIVATIONS)
        if not isinstance(self.hidden, Sequence):
            raise ValueError(f"hidden must be a sequence of integers, got {self.hidden!r}")
        for k, width in enumerate(self.hidden):
            check_integer(f"hidden[{k}]", width, minimum=1)
        if self.penalty is not None:
            check_choice("penalty", self.penalty, (*PENALTIES, "elastic_net"))
        elif self.strength > 0:
            raise ValueError(f"strength must be 0 without a penalty, got {self.strength}")
        if not isinstance(self.optimizer, Optimizer | None):
            raise ValueError(f"optimizer must be an Optimizer, got {self.optimizer!r}")


def _check_finite(name: str, value: np.ndarray) -> None:
    if not np.isfinite(value).all():
        raise FloatingPointError(
            f"{name} not finite: X or the weights are too large (if this happens in training, "
            f"it diverges: try a smaller learning rate)"
        )


def _softmax(scores: np.ndarray) -> np.ndarray:
    # `softmax` without its checks, which take as long as the rest of a step with one sample.
    weights = np.exp(scores - scores.max(1, keepdims=True))
    return weights / weights.sum(1, keepdims=True)
