"""Sums that are right to the last digits of float32, however long an axis is and wherever it lies.

NumPy adds in pairs only along memory. Across it, it adds one term after the other, so that 2²⁴ ones
or more in float32 are 2²⁴; a product of matrices does so, too. float64 has digits to spare.
"""

from __future__ import annotations

from typing import Any

import numpy as np

FEW = 64
"""Terms that may be added one after the other."""

LONG = 256
"""Terms that a product of float32 may add at once, as it does so in a few lines side by side."""


def total(values: np.ndarray, axis: int = 0, *, keepdims: bool = False) -> Any:
    """Return the sum over an axis, of a vector a number."""
    if values.shape[axis] > FEW and _lies_across(values, axis):
        values = _fold(values.swapaxes(axis, 0)).swapaxes(axis, 0)
    return values.sum(axis=axis, keepdims=keepdims)


def total_of_all(values: np.ndarray) -> np.floating:
    """Return the sum of all entries."""
    return total(values.ravel(order="K"))


def mean(values: np.ndarray) -> np.ndarray:
    """Return the mean over the first axis."""
    return total(values) / len(values)


def mean_and_deviation(values: np.ndarray) -> np.ndarray:
    """Return mean and standard deviation (by n - 1) of a vector, if they are floats at all.

    A power of 2 changes no digit; without it squares might be too small or too large for floats.
    """
    _, power = np.frexp(np.abs(values).max())
    scaled = np.ldexp(values.astype(np.float64), -power)
    return np.ldexp([scaled.mean(), (scaled - scaled[0]).std(ddof=1)], power)


def variance(values: np.ndarray, ddof: int = 0) -> np.ndarray:
    """Return the variance over the first axis, as NumPy's ``var``."""
    apart = values - mean(values)
    return total(apart * apart) / (len(values) - ddof)


def product(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Return ``left @ right`` of matrices: long sums of float32 piece by piece, then in float64."""
    if (count := left.shape[-1]) <= LONG or left.dtype != np.float32:
        return left @ right
    pieces = (slice(start, start + LONG) for start in range(0, count, LONG))
    result = np.zeros((*left.shape[:-1], right.shape[-1]))
    for piece in pieces:
        result += left[..., piece] @ right[..., piece, :]
    return result.astype(np.float32)


def _lies_across(values: np.ndarray, axis: int) -> bool:
    return values.dtype == np.float32 and values.strides[axis] != values.itemsize


def _fold(values: np.ndarray) -> np.ndarray:
    """Return a few rows that have the sum of many: one half of them is added to the other."""
    while (count := len(values)) > FEW:
        half = count // 2
        odd, values = values[2 * half :], values[:half] + values[half : 2 * half]
        values[: len(odd)] += odd
    return values
