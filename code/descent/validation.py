"""One gate for input: every public function checks its arguments here, once.

Each check returns the value in the form that the mathematics needs, or raises a ``ValueError``
that names the argument, says what it was and what was expected.
"""

import operator
from collections.abc import Collection
from functools import reduce
from numbers import Integral, Real

import numpy as np
from numpy.typing import ArrayLike

_COMPARE = {">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le}


def check_array(
    name: str,
    value: ArrayLike,
    *,
    ndim: int | tuple[int, ...] | None = None,
    infinite: bool = False,
) -> np.ndarray:
    """Return `value` as a float array without NaN: float32 stays float32, all else is float64.

    Parameters
    ----------
    name : str
        The argument's name, for the message.
    value : array_like
        Real numbers, at least one.
    ndim : int or tuple of int, optional
        The number of dimensions that are allowed; any by default.
    infinite : bool
        Whether ±inf is allowed.

    Raises
    ------
    ValueError
        If the array is empty, not real, of the wrong dimension, or has NaN (or ±inf).

    Examples
    --------
    >>> check_array("scores", [3, 5, -1])
    array([ 3.,  5., -1.])
    """
    try:
        array = np.asarray(value)
    except ValueError as error:
        raise ValueError(f"{name} must be a rectangular array of real numbers: {error}") from None
    if array.dtype.kind not in "biuf":
        raise ValueError(f"{name} must hold real numbers, got dtype {array.dtype}")
    if array.size == 0:
        raise ValueError(f"{name} must not be empty, got shape {array.shape}")
    allowed = (ndim,) if isinstance(ndim, int) else ndim
    if allowed and array.ndim not in allowed:
        expected = " or ".join(f"{n}-D" for n in allowed)
        raise ValueError(f"{name} must be {expected}, got shape {array.shape}")
    if array.dtype != np.float32:
        array = array.astype(np.float64, copy=False)
    if not np.isfinite(array).all():
        _reject_non_finite(name, array, infinite)
    return array


def _reject_non_finite(name: str, array: np.ndarray, infinite: bool) -> None:
    if np.isnan(array).any():
        where = tuple(int(i) for i in np.argwhere(np.isnan(array))[0])
        raise ValueError(f"{name} must not contain NaN, got NaN at index {where}")
    if not infinite:
        where = tuple(int(i) for i in np.argwhere(np.isinf(array))[0])
        raise ValueError(f"{name} must be finite, got {array[where]} at index {where}")


def check_scores(name: str, value: ArrayLike, axis: int = -1) -> np.ndarray:
    """Return `value` as an array of scores, ±inf allowed, that has an axis `axis`.

    Examples
    --------
    >>> check_scores("scores", 3.2)
    Traceback (most recent call last):
        ...
    ValueError: scores must have an axis -1, got shape ()
    """
    scores = check_array(name, value, infinite=True)
    if not isinstance(axis, Integral) or not -scores.ndim <= axis < scores.ndim:
        raise ValueError(f"{name} must have an axis {axis!r}, got shape {scores.shape}")
    return scores


def check_maximum(name: str, scores: np.ndarray, axis: int) -> np.ndarray:
    """Return the maximum along `axis`, kept as an axis: a finite number or a single +inf.

    Examples
    --------
    >>> check_maximum("scores", np.array([np.inf, np.inf]), axis=-1)
    Traceback (most recent call last):
        ...
    ValueError: scores must have at most one +inf along axis -1, got 2
    """
    top = _maximum(scores, axis)
    if not np.isfinite(top).all():
        if np.isneginf(top).any():
            raise ValueError(f"{name} must not all be -inf along axis {axis}")
        count = np.isposinf(scores).sum(axis).max()
        if count > 1:
            raise ValueError(f"{name} must have at most one +inf along axis {axis}, got {count}")
    return top


def _maximum(scores: np.ndarray, axis: int) -> np.ndarray:
    if scores.shape[axis] > 16 or scores.size < 2000:
        return scores.max(axis, keepdims=True)
    # Many samples of few classes: class by class is four times as fast.
    return np.expand_dims(reduce(np.maximum, np.moveaxis(scores, axis, 0)), axis)


def check_labels(name: str, value: ArrayLike, num_classes: int) -> np.ndarray:
    """Return `value` as an array of integers from 0 to num_classes - 1.

    Examples
    --------
    >>> check_labels("labels", [0, 3], num_classes=3)
    Traceback (most recent call last):
        ...
    ValueError: labels must be integers from 0 to 2, got 3
    """
    labels = np.asarray(value)
    expected = f"{name} must be integers from 0 to {num_classes - 1}"
    if labels.dtype.kind not in "iu":
        raise ValueError(f"{expected}, got dtype {labels.dtype} and shape {labels.shape}")
    if labels.size == 0:
        raise ValueError(f"{name} must not be empty, got shape {labels.shape}")
    for extreme in (labels.min(), labels.max()):
        if not 0 <= extreme < num_classes:
            raise ValueError(f"{expected}, got {extreme}")
    return labels


def check_distribution(name: str, value: ArrayLike) -> np.ndarray:
    """Return `value` as an array whose last axis holds probability distributions.

    The sums may be off by 1e-5, about what float32 loses over thousands of classes.

    Examples
    --------
    >>> check_distribution("p", [0.5, 0.25])
    Traceback (most recent call last):
        ...
    ValueError: p must sum to 1 over the last axis, got the sum 0.75
    """
    p = check_array(name, value)
    if p.ndim == 0:
        raise ValueError(f"{name} must have at least one axis, got shape ()")
    if p.min() < 0:
        raise ValueError(f"{name} must not be negative, got {p.min()}")
    sums = np.einsum("...c->...", p)
    worst = sums.flat[np.argmax(np.abs(sums - 1))]
    if abs(worst - 1) > 1e-5:
        raise ValueError(f"{name} must sum to 1 over the last axis, got the sum {worst:.6g}")
    return p


def check_targets(
    scores: ArrayLike, labels: ArrayLike, *, distributions: bool = True
) -> tuple[np.ndarray, np.ndarray]:
    """Return `scores` (N, C) or (C,) and `labels`: classes, one a row, or distributions.

    Examples
    --------
    >>> check_targets([[3.2, 5.1, -1.7]], [0, 1])
    Traceback (most recent call last):
        ...
    ValueError: labels must have shape (1,) or (1, 3) to fit the scores, got shape (2,)
    """
    scores = check_array("scores", scores, ndim=(1, 2), infinite=True)
    shape = np.shape(labels)
    if shape == scores.shape[:-1]:
        return scores, check_labels("labels", labels, scores.shape[-1])
    if distributions and shape == scores.shape:
        return scores, check_distribution("labels", labels).astype(scores.dtype, copy=False)
    expected = f"{scores.shape[:-1]}" + f" or {scores.shape}" * distributions
    raise ValueError(f"labels must have shape {expected} to fit the scores, got shape {shape}")


def check_class_weights(
    name: str, value: ArrayLike | None, num_classes: int, dtype: np.dtype
) -> np.ndarray:
    """Return non-negative weights, one a class; ones if `value` is None.

    Examples
    --------
    >>> check_class_weights("class_weights", [1, 2], 3, np.float64)
    Traceback (most recent call last):
        ...
    ValueError: class_weights must have shape (3,), got shape (2,)
    """
    if value is None:
        return np.ones(num_classes, dtype)
    weights = check_array(name, value).astype(dtype, copy=False)
    if weights.shape != (num_classes,):
        raise ValueError(f"{name} must have shape ({num_classes},), got shape {weights.shape}")
    if weights.min() < 0:
        raise ValueError(f"{name} must not be negative, got {weights.min()}")
    return weights


def check_same_shape(name: str, array: np.ndarray, other_name: str, other: np.ndarray) -> None:
    """Raise unless the two arrays have the same shape.

    Examples
    --------
    >>> check_same_shape("p", np.ones(2), "q", np.ones(3))
    Traceback (most recent call last):
        ...
    ValueError: q must have the shape of p, (2,), got shape (3,)
    """
    if array.shape != other.shape:
        raise ValueError(
            f"{other_name} must have the shape of {name}, {array.shape}, got shape {other.shape}"
        )


def check_rng(name: str, value: np.random.Generator) -> np.random.Generator:
    """Return `value` if it is a NumPy random generator.

    Examples
    --------
    >>> check_rng("rng", 0)
    Traceback (most recent call last):
        ...
    ValueError: rng must be a numpy.random.Generator such as default_rng(0), got 0
    """
    if not isinstance(value, np.random.Generator):
        raise ValueError(
            f"{name} must be a numpy.random.Generator such as default_rng(0), got {value!r}"
        )
    return value


def check_number(
    name: str,
    value: float,
    *,
    above: float | None = None,
    minimum: float | None = None,
    below: float | None = None,
    maximum: float | None = None,
) -> float:
    """Return `value` as a finite float within the bounds (`above` and `below` are exclusive).

    Examples
    --------
    >>> check_number("temperature", 0, above=0)
    Traceback (most recent call last):
        ...
    ValueError: temperature must be a number > 0, got 0
    """
    tests = {">": above, ">=": minimum, "<": below, "<=": maximum}
    given = {sign: bound for sign, bound in tests.items() if bound is not None}
    real = isinstance(value, Real) and np.isfinite(value)
    if not real or not all(_COMPARE[sign](value, bound) for sign, bound in given.items()):
        expected = " and ".join(f"{sign} {bound}" for sign, bound in given.items())
        raise ValueError(f"{name} must be a number {expected}".rstrip() + f", got {value!r}")
    return float(value)


def check_integer(name: str, value: int, *, minimum: int) -> int:
    """Return `value` as an int that is at least `minimum`.

    Examples
    --------
    >>> check_integer("epochs", 3, minimum=1)
    3
    """
    if isinstance(value, bool) or not isinstance(value, Integral) or value < minimum:
        raise ValueError(f"{name} must be an integer >= {minimum}, got {value!r}")
    return int(value)


def check_choice(name: str, value: str, choices: Collection[str]) -> str:
    """Return `value` if it is one of `choices`.

    Examples
    --------
    >>> check_choice("reduction", "mean", ("mean", "sum", "none"))
    'mean'
    """
    if value not in choices:
        raise ValueError(f"{name} must be one of {', '.join(map(repr, choices))}, got {value!r}")
    return value
