"""scikit-learn's conventions for classifiers, without scikit-learn.

Settings are the keyword arguments of the constructor, kept as they are and never changed by `fit`;
what `fit` learns has a name that ends in an underscore. Messages that scikit-learn's own tests look
for are worded as they expect.
"""

import sys
from functools import cache
from inspect import signature
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import ArrayLike

from descent.validation import require_array
from descent.validation.general import as_array

if TYPE_CHECKING:
    from sklearn.utils import Tags


class NotFittedError(ValueError, AttributeError):
    """A classifier was used before `fit`; if scikit-learn is loaded, it is its error, too."""

    def __reduce__(self) -> tuple:
        return _not_fitted, (str(self),)  # what pickle calls to make it again


class Classifier:
    """Settings, labels and input checks that all classifiers share."""

    def __sklearn_tags__(self) -> "Tags":
        """Return what scikit-learn, which alone asks for it, wants to know of an estimator."""
        from sklearn.utils import ClassifierTags, Tags, TargetTags

        return Tags(
            estimator_type="classifier",
            target_tags=TargetTags(required=True),
            classifier_tags=ClassifierTags(),
        )

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

    def predict(self, X: ArrayLike) -> np.ndarray:
        """Return the most probable label of each row of `X`, shape (N,)."""
        raise NotImplementedError

    def score(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> float:
        """Return the accuracy: the share of the rows of `X` whose label in `y` is predicted.

        With `sample_weight`, shape (N,), each row counts by its weight.
        """
        predicted, y = self.predict(X), as_array("y", y)
        if y.shape != predicted.shape:
            raise ValueError(f"y must have shape {predicted.shape}, got shape {y.shape}")
        weights = None if sample_weight is None else _require_weights(sample_weight, len(y))
        return float(np.average(predicted == y, weights=weights))

    def _learn_labels(
        self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray | None]:
        """Set `classes_` and `n_features_in_`; return `X`, the labels as 0, …, C - 1, and weights.

        Weights have the mean 1; a sample of weight 0 is left out.
        """
        X, y = _require_samples(X), _require_labels(y)
        _require_same_length(X, y)
        weights = None
        if sample_weight is not None:
            weights = _require_weights(sample_weight, len(X)).astype(X.dtype)
            X, y, weights = X[weights > 0], y[weights > 0], weights[weights > 0]
            weights /= weights.mean()
        classes, labels = np.unique(y, return_inverse=True)
        if len(classes) < 2:
            raise ValueError(f"y must have at least 2 classes, got 1 class: {classes[0]!r}")
        self.classes_, self.n_features_in_ = classes, X.shape[1]
        return X, labels, weights

    def _require_known(self, X: ArrayLike, y: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
        """Return `X` and the labels as 0, 1, …, C - 1, by the classes that `fit` has seen."""
        X, y = self._require_features(X), _require_labels(y)
        _require_same_length(X, y)
        unknown = np.setdiff1d(y, self.classes_)
        if unknown.size:
            raise ValueError(f"y must hold labels that fit has seen, got {unknown[0]!r}")
        return X, np.searchsorted(self.classes_, y)

    def _require_features(self, X: ArrayLike) -> np.ndarray:
        self._require_fitted()
        X = _require_samples(X)
        if X.shape[1] != self.n_features_in_:
            raise ValueError(
                f"X has {X.shape[1]} features, but {type(self).__name__} is expecting "
                f"{self.n_features_in_} features as input"
            )
        return X

    def _require_fitted(self) -> None:
        if not hasattr(self, "classes_"):
            raise _not_fitted(f"{type(self).__name__} must be fitted first: call fit(X, y)")


def _not_fitted(message: str) -> NotFittedError:
    return _not_fitted_error("sklearn.exceptions" in sys.modules)(message)


@cache
def _not_fitted_error(beside_sklearn: bool) -> type[NotFittedError]:
    """Return our error, which is scikit-learn's as well if that is loaded."""
    if not beside_sklearn:
        return NotFittedError
    theirs = sys.modules["sklearn.exceptions"].NotFittedError
    return type("NotFittedError", (NotFittedError, theirs), {})


def require_pair(name: str, value: tuple[ArrayLike, ArrayLike]) -> tuple[ArrayLike, ArrayLike]:
    """Return `value` if it is a pair of samples and labels."""
    if not isinstance(value, tuple | list) or len(value) != 2:
        raise ValueError(f"{name} must be a pair (X, y), got {type(value).__name__}")
    return value


def _require_samples(X: ArrayLike) -> np.ndarray:
    if hasattr(X, "toarray"):
        raise ValueError("X must be dense, sparse input is not supported: use X.toarray()")
    X = as_array("X", X)
    if X.ndim == 1:
        raise ValueError(
            f"X must be 2-D, one row per sample, got shape {X.shape}. Reshape your data: "
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
    return require_array("X", X, ndim=2)


def _require_labels(y: ArrayLike) -> np.ndarray:
    y = as_array("y", y)
    if y.ndim != 1 or y.size == 0:
        raise ValueError(f"y should be a 1d array, one label a sample, got shape {y.shape}")
    if y.dtype.kind == "f" and not (np.isfinite(y) & (y == y.round())).all():
        raise ValueError("Unknown label type: y must hold classes, got fractions, NaN or inf")
    if y.dtype.kind == "O" and len({type(label) for label in y}) > 1:
        raise ValueError("y must hold labels of one type, got several types")
    return y


def _require_same_length(X: np.ndarray, y: np.ndarray) -> None:
    if len(X) != len(y):
        raise ValueError(f"y must have one label for each of the {len(X)} rows of X, got {len(y)}")


def _require_weights(sample_weight: ArrayLike, count: int) -> np.ndarray:
    """Return weights of the samples, none negative, divided by the largest."""
    weights = require_array("sample_weight", sample_weight)
    if weights.shape != (count,):
        raise ValueError(f"sample_weight must have shape ({count},), got shape {weights.shape}")
    if weights.min() < 0 or weights.max() == 0:
        raise ValueError(
            f"sample_weight must not be negative, nor all zero, got values from {weights.min()} "
            f"to {weights.max()}"
        )
    return weights / weights.max()
