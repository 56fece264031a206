"""scikit-learn's conventions for classifiers, without scikit-learn.

Settings are the keyword arguments of the constructor, kept as they are and never changed by `fit`;
what `fit` learns has a name that ends in an underscore.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from inspect import signature
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import ArrayLike

from descent.optimizers import Optimizer
from descent.validation import (
    feature_names,
    require_classes,
    require_feature_names,
    require_pair,
    require_same_kind,
    require_same_length,
    require_sample_weight,
    require_samples,
)

if TYPE_CHECKING:
    from sklearn.utils import Tags
    from sklearn.utils.metadata_routing import MetadataRequest


class NotFittedError(ValueError, AttributeError):
    """A classifier was used before `fit`; if scikit-learn is loaded, it is its error, too."""

    def __reduce__(self) -> tuple:
        return _not_fitted, (str(self),)  # what pickle calls to make it again


class Classifier:
    """Settings, labels and input checks that all classifiers share."""

    optimizer: Optimizer | None

    def __sklearn_tags__(self) -> Tags:
        """Return what scikit-learn, which alone asks for it, wants to know of an estimator."""
        from sklearn.utils import ClassifierTags, Tags, TargetTags

        return Tags(
            estimator_type="classifier",
            target_tags=TargetTags(required=True),
            classifier_tags=ClassifierTags(),
        )

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """Return the settings by name; if `deep`, also those of the optimizer: optimizer__eps."""
        settings = {name: getattr(self, name) for name in signature(type(self)).parameters}
        if deep and isinstance(optimizer := settings["optimizer"], Optimizer):
            settings |= {f"optimizer__{k}": value for k, value in optimizer.get_params().items()}
        return settings

    def set_params(self, **settings: Any) -> Self:
        """Change settings by name and return self; optimizer__eps is the optimizer's eps."""
        for name in sorted(settings, key=lambda name: "__" in name):  # first the optimizer itself
            known, (_, _, inner) = self.get_params(), name.partition("__")
            if name not in known:
                raise ValueError(
                    f"Invalid parameter {name!r} for {type(self).__name__}: "
                    f"it must be one of {', '.join(known)}"
                )
            if inner and self.optimizer is not None:
                self.optimizer.set_params(**{inner: settings[name]})
            else:
                setattr(self, name, settings[name])
        return self

    def get_metadata_routing(self) -> MetadataRequest:
        """Return what scikit-learn may hand to which method; nothing, until it is requested."""
        from sklearn.utils.metadata_routing import MetadataRequest

        if (requested := getattr(self, "_metadata_request", None)) is not None:
            return deepcopy(requested)
        routing = MetadataRequest(owner=self)
        for method in ("fit", "score"):
            for name in _metadata(getattr(type(self), method)):
                getattr(routing, method).add_request(param=name, alias=None)
        return routing

    def set_fit_request(self, **requests: bool | str | None) -> Self:
        """Say which arguments scikit-learn's metadata routing may hand to `fit`; return self."""
        return self._request("fit", requests)

    def set_score_request(self, **requests: bool | str | None) -> Self:
        """Say which arguments scikit-learn's metadata routing may hand to `score`; return self."""
        return self._request("score", requests)

    def _request(self, method: str, requests: dict[str, bool | str | None]) -> Self:
        from sklearn import get_config

        if not get_config()["enable_metadata_routing"]:
            raise RuntimeError(
                "metadata routing must be enabled first: "
                "sklearn.set_config(enable_metadata_routing=True)"
            )
        known = _metadata(getattr(type(self), method))
        if unknown := requests.keys() - set(known):
            raise TypeError(f"{method} takes {', '.join(known)}, got {', '.join(sorted(unknown))}")
        routing = self.get_metadata_routing()
        for name, alias in requests.items():
            getattr(routing, method).add_request(param=name, alias=alias)
        self._metadata_request = routing  # under this name `clone` looks for it
        return self

    def __repr__(self) -> str:
        defaults = signature(type(self)).parameters
        changed = [
            f"{name}={value!r}"
            for name, value in self.get_params(deep=False).items()
            if repr(value) != repr(defaults[name].default)
        ]
        return f"{type(self).__name__}({', '.join(changed)})"

    def predict(self, X: ArrayLike) -> np.ndarray:
        """Return the most probable label of each row of `X`, shape (N,)."""
        raise NotImplementedError

    def score(self, X: ArrayLike, y: ArrayLike, *, sample_weight: ArrayLike | None = None) -> float:
        """Return the accuracy: the share of the rows of `X` whose label in `y` is predicted.

        With `sample_weight`, shape (N,), each row counts by its weight.
        """
        predicted, y = self.predict(X), require_classes("y", y)
        require_same_length(predicted, y)
        predicted, y = require_same_kind("classes_", predicted, "y", y)
        weights = None if sample_weight is None else require_sample_weight(sample_weight, len(y))
        return float(np.average(predicted == y, weights=weights))

    def _learn_labels(
        self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray | None]:
        """Set what `fit` learns of the data; return `X`, the labels as 0, …, C - 1, and weights.

        Weights have the mean 1; a sample of weight 0 is left out.
        """
        names, X, y = feature_names(X), require_samples("X", X), require_classes("y", y)
        require_same_length(X, y)
        weights = None
        if sample_weight is not None:
            weights = require_sample_weight(sample_weight, len(X))
            if not weights.all():
                X, y, weights = X[weights > 0], y[weights > 0], weights[weights > 0]
            with np.errstate(under="ignore"):
                least = np.finfo(X.dtype).tiny
                weights = np.maximum(weights / weights.mean(), least).astype(X.dtype)
        classes, labels = np.unique(y, return_inverse=True)
        if len(classes) < 2:
            raise ValueError(f"y must have at least 2 classes, got 1 class: {classes[0]!r}")
        self.classes_, self.n_features_in_ = classes, X.shape[1]
        vars(self).pop("feature_names_in_", None)
        if names is not None:
            self.feature_names_in_ = names
        return X, labels, weights

    def _require_known(self, X: ArrayLike, y: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
        """Return `X` and the labels as 0, 1, …, C - 1, by the classes that `fit` has seen."""
        X, y = self._require_features(X), require_classes("y", y)
        require_same_length(X, y)
        classes, y = require_same_kind("classes_", self.classes_, "y", y)
        unknown = np.setdiff1d(y, classes)
        if unknown.size:
            raise ValueError(f"y must hold labels that fit has seen, got {unknown[0]!r}")
        return X, np.searchsorted(classes, y)

    def _require_validation(
        self, validation: tuple[ArrayLike, ArrayLike]
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return what `_require_known` does; its errors say that they are not of X and y of fit."""
        X, y = require_pair("validation", validation)
        try:
            return self._require_known(X, y)
        except ValueError as error:
            raise ValueError(f"validation: {error}") from None

    def _require_features(self, X: ArrayLike) -> np.ndarray:
        self._require_fitted()
        self._require_names(feature_names(X))
        X = require_samples("X", X)
        if X.shape[1] != self.n_features_in_:
            raise ValueError(
                f"X has {X.shape[1]} features, but {type(self).__name__} is expecting "
                f"{self.n_features_in_} features as input"
            )
        return X

    def _require_names(self, names: np.ndarray | None) -> None:
        """Raise if columns have other names than in `fit`; warn if they have none, or had none."""
        known, who = getattr(self, "feature_names_in_", None), type(self).__name__
        if known is not None and names is not None:
            require_feature_names(known, names)
        elif names is not None:
            warnings.warn(
                f"X has feature names, but {who} was fitted without feature names", stacklevel=4
            )
        elif known is not None:
            warnings.warn(
                f"X does not have valid feature names, but {who} was fitted with feature names",
                stacklevel=4,
            )

    def _require_fitted(self) -> None:
        if not hasattr(self, "classes_"):
            raise _not_fitted(f"{type(self).__name__} must be fitted first: call fit(X, y)")


def _metadata(method: Callable) -> list[str]:
    """Return what a method takes beside data."""
    return [name for name in signature(method).parameters if name not in ("self", "X", "y")]


def _not_fitted(message: str) -> NotFittedError:
    return _not_fitted_error("sklearn.exceptions" in sys.modules)(message)


@cache
def _not_fitted_error(beside_sklearn: bool) -> type[NotFittedError]:
    """Return our error, which is scikit-learn's as well if that is loaded."""
    if not beside_sklearn:
        return NotFittedError
    theirs = sys.modules["sklearn.exceptions"].NotFittedError
    return type("NotFittedError", (NotFittedError, theirs), {})
