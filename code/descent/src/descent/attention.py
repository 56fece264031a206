"""Attention: each query takes a mean of the values, weighted by the softmax of its scores."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from descent import kernels
from descent.validation import as_array, require_array, require_overflow


def attention(
    queries: ArrayLike, keys: ArrayLike, values: ArrayLike, *, mask: ArrayLike | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Return what each query is told, the mean of the values, and the weights of this mean.

    The weights of a query q are softmax(qᵀk / √D) over the keys k.

    Parameters
    ----------
    queries : array_like, shape (..., N, D)
        What is asked, one a row.
    keys : array_like, shape (..., M, D)
        What is offered, one a row. Its leading axes are those of the queries: none is broadcast.
    values : array_like, shape (..., M, E)
        What is told for each key.
    mask : array_like of bool, shape (N, M), optional
        Which keys each query may see, at least one; all by default.

    Returns
    -------
    means : ndarray, shape (..., N, E)
        One a query.
    weights : ndarray, shape (..., N, M)
        Non-negative, summing to 1 along the last axis; 0 where `mask` is false.

    Raises
    ------
    ValueError
        If shapes do not fit, a value is NaN or infinite, or a query may see no key.
    FloatingPointError
        If scores or means are beyond all floats.

    References
    ----------
    A. Vaswani et al., "Attention is all you need", NeurIPS 2017. https://arxiv.org/abs/1706.03762

    Examples
    --------
    >>> means, weights = attention([[2.0, 0.0]], [[1.0, 0.0], [0.0, 1.0]], [[10.0], [20.0]])
    >>> weights.round(3), means.round(2)
    (array([[0.804, 0.196]]), array([[11.96]]))
    """
    return _attend(*_require_parts(queries, keys, values, mask))


def attention_gradient(
    queries: ArrayLike,
    keys: ArrayLike,
    values: ArrayLike,
    slope: ArrayLike,
    *,
    mask: ArrayLike | None = None,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the gradients of a loss in queries, keys and values.

    Only the means enter: a score's slope is its weight times slopeᵀ(value - mean).

    Parameters
    ----------
    queries : array_like, shape (..., N, D)
        What is asked, one a row.
    keys : array_like, shape (..., M, D)
        What is offered, one a row. Its leading axes are those of the queries: none is broadcast.
    values : array_like, shape (..., M, E)
        What is told for each key.
    slope : array_like, shape (..., N, E)
        The gradient of the loss in the means.
    mask : array_like of bool, shape (N, M), optional
        Which keys each query may see, at least one; all by default.

    Returns
    -------
    dqueries : ndarray, shape (..., N, D)
        The gradient in the queries.
    dkeys : ndarray, shape (..., M, D)
        The gradient in the keys.
    dvalues : ndarray, shape (..., M, E)
        The gradient in the values.

    Raises
    ------
    ValueError
        If an argument is not as described.
    FloatingPointError
        If a result is beyond all floats.

    References
    ----------
    A. Vaswani et al., "Attention is all you need", NeurIPS 2017. https://arxiv.org/abs/1706.03762

    Examples
    --------
    >>> _, _, dvalues = attention_gradient([[0.0]], [[1.0], [2.0]], [[3.0], [5.0]], [[1.0]])
    >>> dvalues
    array([[0.5],
           [0.5]])
    """
    queries, keys, values, allowed = _require_parts(queries, keys, values, mask)
    means, weights = _attend(queries, keys, values, allowed)
    slope = require_array("slope", slope)
    if slope.shape != means.shape:
        raise ValueError(f"slope must have the shape {means.shape} of the means, got {slope.shape}")
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        gradients = kernels.attend_gradient(queries, keys, values, means, weights, slope)
    for each in gradients:
        require_overflow("the gradient", each, "slope, queries, keys or values")
    return gradients


def _attend(
    queries: np.ndarray, keys: np.ndarray, values: np.ndarray, mask: np.ndarray | None
) -> tuple[np.ndarray, np.ndarray]:
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        means, weights = kernels.attend(queries, keys, values, mask)
    return require_overflow("a mean", means, "queries, keys or values"), weights


def _require_parts(
    queries: ArrayLike, keys: ArrayLike, values: ArrayLike, mask: ArrayLike | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray | None]:
    q, k, v = (
        require_array(name, value)
        for name, value in (("queries", queries), ("keys", keys), ("values", values))
    )
    for name, array in (("queries", q), ("keys", k), ("values", v)):
        if array.ndim < 2:
            raise ValueError(f"{name} must be of shape (..., rows, columns), got {array.shape}")
        if array.shape[:-2] != q.shape[:-2]:
            lead = f"the leading axes of queries, {q.shape[:-2]}"
            raise ValueError(f"{name} must have {lead}, got shape {array.shape}")
    if k.shape[-1] != q.shape[-1] or v.shape[-2] != k.shape[-2]:
        raise ValueError(
            "queries, keys and values must be of shapes (..., N, D), (..., M, D) and (..., M, E), "
            f"got {q.shape}, {k.shape} and {v.shape}"
        )
    if mask is None:
        return q, k, v, None
    allowed = as_array("mask", mask)
    shape = q.shape[-2], k.shape[-2]
    if allowed.dtype != bool or allowed.shape != shape:
        got = f"dtype {allowed.dtype} and shape {allowed.shape}"
        raise ValueError(f"mask must be bool of shape {shape}, got {got}")
    blind = np.flatnonzero(~allowed.any(-1))
    if len(blind):
        raise ValueError(f"mask must let each query see a key, got none for query {blind[0]}")
    return q, k, v, allowed
