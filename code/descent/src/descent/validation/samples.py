"""Checks of what estimators and metrics take: rows of features, one label and one weight a sample.

Messages that scikit-learn's own tests look for are worded as they expect.
"""

from numbers import Integral
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from descent.validation.arrays import as_array, require_array, require_same_shape

KINDS = {"b": "numbers", "i": "numbers", "u": "numbers", "f": "numbers", "U": "words", "S": "bytes"}
"""What labels of each kind of array are; those of one word can be compared."""


def require_samples(name: str, value: ArrayLike) -> np.ndarray:
    """Return `value` as floats of shape (N, D), one row a sample.

    Examples
    --------
    >>> require_samples("X", np.array([[1.5, "a"]], dtype=object))
    Traceback (most recent call last):
        ...
    ValueError: X must hold real numbers: could not convert string to float: 'a'
    """
    if hasattr(value, "toarray"):
        raise ValueError(
            f"{name} must be dense, sparse input is not supported: use {name}.toarray()"
        )
    X = as_array(name, value)
    if X.ndim == 1:
        raise ValueError(
            f"{name} must be 2-D, one row per sample, got shape {X.shape}. Reshape your data: "
            f"{name}.reshape(1, -1) if it is one sample, {name}.reshape(-1, 1) if one feature"
        )
    if X.ndim == 2 and X.size == 0:
        raise ValueError(
            f"{name} must not be empty: {X.shape[0]} sample(s) of {X.shape[1]} feature(s) "
            f"(shape={X.shape}) while a minimum of 1 is required."
        )
    if X.dtype.kind == "c":
        raise ValueError(f"Complex data not supported: {name} must be real, got dtype {X.dtype}")
    if X.dtype.kind == "O":  # as from a data frame with columns of several types
        X = _as_numbers(name, X)
    return require_array(name, X, ndim=2)


def _as_numbers(name: str, X: np.ndarray) -> np.ndarray:
    try:
        return X.astype(float)
    except (TypeError, ValueError) as error:  # TypeErrors are scikit-learn's wording, too
        raise type(error)(f"{name} must hold real numbers: {error}") from None


def feature_names(X: ArrayLike) -> np.ndarray | None:
    """Return the names of a data frame's columns if they are words; other things have none."""
    names = np.array(list(getattr(X, "columns", ())), dtype=object)
    are_texts = [isinstance(name, str) for name in names]
    if any(are_texts) and not all(are_texts):
        odd = names[are_texts.index(False)]
        raise ValueError(f"X must have column names of one type, words or numbers, got {odd!r}")
    return names if any(are_texts) else None


def require_feature_names(known: np.ndarray, new: np.ndarray) -> None:
    """Raise unless a data frame has the columns that an estimator knows, in their order.

    Examples
    --------
    >>> require_feature_names(np.array(["a", "b"]), np.array(["b", "a"]))
    Traceback (most recent call last):
        ...
    ValueError: The feature names should match those that were passed during fit.
    Feature names must be in the same order as they were in fit.
    """
    if np.array_equal(known, new):
        return
    lines = ["The feature names should match those that were passed during fit."]
    for title, names in (
        ("Feature names unseen at fit time:", set(new) - set(known)),
        ("Feature names seen at fit time, yet now missing:", set(known) - set(new)),
    ):
        lines += [title, *(f"- {name}" for name in sorted(names))] if names else []
    if len(lines) == 1:
        lines.append("Feature names must be in the same order as they were in fit.")
    raise ValueError("\n".join(lines))


def require_classes(name: str, value: ArrayLike) -> np.ndarray:
    """Return `value` as an array of labels, one a sample: booleans, whole numbers or words.

    Objects that are such labels, as from a data frame, become an array of their own type.

    Examples
    --------
    >>> require_classes("y", np.array(["cat", "car"], dtype=object))
    array(['cat', 'car'], dtype='<U3')
    >>> require_classes("y", [0.5, 1.0])
    Traceback (most recent call last):
        ...
    ValueError: Unknown label type: y must hold classes, got fractions
    """
    y = as_array(name, value)
    if y.ndim != 1 or y.size == 0:
        raise ValueError(f"{name} should be a 1d array, one label a sample, got shape {y.shape}")
    if y.dtype.kind in "OT" or (y is not value and y.dtype.kind in "fSU"):
        # what NumPy has made of labels may be words of numbers, or floats of large integers
        labels: Any = np.asarray(value).tolist() if hasattr(value, "__array__") else value
        y = _of_one_type(name, [np.asarray(each, object)[()] for each in labels])
    if y.dtype.kind not in KINDS:
        raise ValueError(f"{name} must hold booleans, whole numbers or words, got dtype {y.dtype}")
    if y.dtype.kind == "f":
        require_array(name, y)
        if (y != y.round()).any():
            raise ValueError(f"Unknown label type: {name} must hold classes, got fractions")
    return y


def _of_one_type(name: str, labels: list) -> np.ndarray:
    """Return labels as an array if all are words, or all are numbers."""
    for known in (str, bytes, bool | np.bool_, Integral, int | float | np.number):
        if all(isinstance(label, known) for label in labels):
            if known in (str, bytes) and any(label[-1:] in ("\0", b"\0") for label in labels):
                raise ValueError(f"{name} must not hold words that end in NUL: NumPy cuts it off")
            if known is str:  # a class derived from it, as of an Enum, may have NumPy say its name
                labels = [str.__str__(label) for label in labels]
            return _whole(labels) if known is Integral else np.array(labels)
    types = ", ".join(sorted({type(label).__name__ for label in labels}))
    raise ValueError(f"{name} must hold labels of one type, words or numbers, got {types}")


def _whole(labels: list) -> np.ndarray:
    """Return integers as they are: NumPy makes floats of 1 and 2**63, and rounds them."""
    for dtype in (np.int64, np.uint64):
        if np.iinfo(dtype).min <= min(labels) and max(labels) <= np.iinfo(dtype).max:
            return np.array(labels, dtype)
    return np.array(labels, object)


def require_same_kind(
    name: str, y: np.ndarray, other_name: str, other: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return both in a type that holds the labels of either as they are.

    Words and numbers have none: not one would equal another.

    Examples
    --------
    >>> ids, rounded = np.array([2**53 + 1], np.uint64), np.array([2.0**53])
    >>> ids, rounded = require_same_kind("y_true", ids, "y_pred", rounded)
    >>> ids == rounded
    array([False])
    >>> require_same_kind("y_true", np.array([1, 2]), "y_pred", np.array(["1", "2"]))
    Traceback (most recent call last):
        ...
    ValueError: y_pred must hold numbers, as y_true does, got words
    """
    kind, other_kind = KINDS[y.dtype.kind], KINDS[other.dtype.kind]
    if kind != other_kind:
        raise ValueError(f"{other_name} must hold {kind}, as {name} does, got {other_kind}")
    common = np.result_type(y, other)
    if common.kind == "f" and (y.dtype.kind, other.dtype.kind) != ("f", "f"):
        common = np.dtype(object)  # a float rounds integers beyond 2**53
        y, other = (np.array([int(label) for label in each], object) for each in (y, other))
    return y.astype(common, copy=False), other.astype(common, copy=False)


def require_predictions(y_true: ArrayLike, y_pred: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Return true and predicted labels, one of each a sample, that can be compared.

    Examples
    --------
    >>> require_predictions([0, 1], [0])
    Traceback (most recent call last):
        ...
    ValueError: y_pred must have the shape of y_true, (2,), got shape (1,)
    """
    true, predicted = require_classes("y_true", y_true), require_classes("y_pred", y_pred)
    require_same_shape("y_true", true, "y_pred", predicted)
    return require_same_kind("y_true", true, "y_pred", predicted)


def require_same_length(X: np.ndarray, y: np.ndarray) -> None:
    """Raise unless there is one label in `y` for each row of `X`."""
    if len(X) != len(y):
        raise ValueError(f"y must have one label for each of the {len(X)} rows of X, got {len(y)}")


def require_sample_weight(value: ArrayLike, count: int) -> np.ndarray:
    """Return weights of the samples, none negative, divided by the largest.

    Examples
    --------
    >>> require_sample_weight([1, 2, 0], 3)
    array([0.5, 1. , 0. ])
    """
    weights = require_array("sample_weight", value, minimum=0)
    if weights.shape != (count,):
        raise ValueError(f"sample_weight must have shape ({count},), got shape {weights.shape}")
    if not weights.any():
        raise ValueError("sample_weight must not be all zero")
    # what is small beside the largest stays above 0: the sample is not left out
    with np.errstate(under="ignore"):
        shares = np.maximum(weights.astype(np.float64) / weights.max(), np.finfo(np.float64).tiny)
    return np.where(weights > 0, shares, 0)


def require_pair(name: str, value: tuple[ArrayLike, ArrayLike]) -> tuple[ArrayLike, ArrayLike]:
    """Return `value` if it is a pair of samples and labels."""
    if not isinstance(value, tuple | list) or len(value) != 2:
        raise ValueError(f"{name} must be a pair (X, y), got {type(value).__name__}")
    return value
