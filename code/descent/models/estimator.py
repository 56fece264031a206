"""scikit-learn's conventions for classifiers, without scikit-learn.

Settings are the keyword arguments of the constructor, kept as they are and never changed by `fit`;
what `fit` learns has a name that ends in an underscore. Messages that scikit-learn's own tests look
for are worded as they expect.
"""

from inspect import signature
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike

from descent.validation import check_array


class NotFittedError(ValueError, AttributeError):
    """A classifier was used before `fit`."""


class Classifier:
    """Settings, labels and input checks that all classifiers share."""

    _estimator_type = "classifier"

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """Return the settings by name; `deep` is there for scikit-learn's sake."""
        return {name: getattr(self, name) for name in signature(type(self)).parameters}

    def set_params(self, **settings: Any) -> Self:
        """Change settings by name and return self."""
        known = self.get_params()
        for name, value in settings.items():
            if name not in known:
                raise ValueError(
                    f"Invalid parameter {name!r} for {type(self).__name__}: "
                    f"it must be one of {', '.join(known)}"
                )
            setattr(self, name, value)
        return self

    def __repr__(self) -> str:
        defaults = signature(type(self)).parameters
        changed = [
            f"{name}={value!r}"
            for name, value in self.get_params().items()
            if repr(value) != repr(defaults[name].default)
        ]
        return f"{type(self).__name__}({', '.join(changed)})"

    def score(self, X: ArrayLike, y: ArrayLike) -> float:
        """Return the accuracy: the share of the rows of `X` whose label in `y` is predicted."""
        predicted, y = self.predict(X), np.asarray(y)
        if y.shape != predicted.shape:
            raise ValueError(f"y must have shape {predicted.shape}, got shape {y.shape}")
        return float((predicted == y).mean())

    def _learn_labels(self, X: ArrayLike, y: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
        """Set `classes_` and `n_features_in_`; return `X` and the labels as 0, 1, …, C - 1."""
        X, y = _check_samples(X), _check_labels(y)
        _check_same_length(X, y)
        classes, labels = np.unique(y, return_inverse=True)
        if len(classes) < 2:
            raise ValueError(f"y must have at least 2 classes, got 1 class: {classes[0]!r}")
        self.classes_, self.n_features_in_ = classes, X.shape[1]
        return X, labels

    def _check_known(self, X: ArrayLike, y: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
        """Return `X` and the labels as 0, 1, …, C - 1, by the classes that `fit` has seen."""
        X, y = self._check_features(X), _check_labels(y)
        _check_same_length(X, y)
        unknown = np.setdiff1d(y, self.classes_)
        if unknown.size:
            raise ValueError(f"y must hold labels that fit has seen, got {unknown[0]!r}")
        return X, np.searchsorted(self.classes_, y)

    def _check_features(self, X: ArrayLike) -> np.ndarray:
        self._check_fitted()
        X = _check_samples(X)
        if X.shape[1] != self.n_features_in_:
            raise ValueError(
                f"X has {X.shape[1]} features, but {type(self).__name__} is expecting "
                f"{self.n_features_in_} features as input"
            )
        return X

    def _check_fitted(self) -> None:
        if not hasattr(self, "classes_"):
            raise NotFittedError(f"{type(self).__name__} must be fitted first: call fit(X, y)")


def check_pair(name: str, value: tuple[ArrayLike, ArrayLike]) -> tuple[ArrayLike, ArrayLike]:
    """Return `value` if it is a pair of samples and labels."""
    if not isinstance(value, tuple | list) or len(value) != 2:
        raise ValueError(f"{name} must be a pair (X, y), got {type(value).__name__}")
    return value


def check_random_state(name: str, value: int | np.random.Generator | None) -> np.random.Generator:
    """Return the generator that `value` seeds, or `value` itself if it is one."""
    try:
        return np.random.default_rng(value)
    except (TypeError, ValueError):
        raise ValueError(
            f"{name} must be None, an integer >= 0 or a numpy.random.Generator, got {value!r}"
        ) from None


def _check_samples(X: ArrayLike) -> np.ndarray:
    if hasattr(X, "toarray"):
        raise ValueError("X must be dense, sparse input is not supported: use X.toarray()")
    X = np.asarray(X)
    if X.ndim == 1:
        raise ValueError(
            f"X must be 2-D, one row a sample, got shape {X.shape}. Reshape your data: "
            f"X.reshape(1, -1) if it is one sample, X.reshape(-1, 1) if it is one feature"
        )
    if X.ndim == 2 and X.size == 0:
        raise ValueError(
            f"X must not be empty: {X.shape[0]} sample(s) of {X.shape[1]} feature(s) "
            f"(shape={X.shape}) while a minimum of 1 is required."
        )
    if X.dtype.kind == "c":
        raise ValueError(f"Complex data not supported: X must be real, got dtype {X.dtype}")
    if X.dtype.kind == "O":  # as from a data frame with columns of several types
        X = X.astype(float)
    return check_array("X", X, ndim=2)


def _check_labels(y: ArrayLike) -> np.ndarray:
    y = np.asarray(y)
    if y.ndim != 1 or y.size == 0:
        raise ValueError(f"y should be a 1d array, one label a sample, got shape {y.shape}")
    if y.dtype.kind == "f" and not (np.isfinite(y) & (y == y.round())).all():
        raise ValueError("Unknown label type: y must hold classes, got fractions, NaN or inf")
    if y.dtype.kind == "O" and len({type(label) for label in y}) > 1:
        raise ValueError("y must hold labels of one type, got several types")
    return y


def _check_same_length(X: np.ndarray, y: np.ndarray) -> None:
    if len(X) != len(y):
        raise ValueError(f"y must have one label for each of the {len(X)} rows of X, got {len(y)}")
