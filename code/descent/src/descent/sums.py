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


def variance(values: np.ndarray, ddof: int = 0) -> np.ndarray:
    """Return the variance over the first axis, as NumPy's ``var``."""
    apart = values - mean(values)
    return total(apart * apart) / (len(values) - ddof)


def product(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Return ``left @ right`` of matrices."""
    if left.shape[-1] <= LONG or left.dtype != np.float32:
        return left @ right
    return (left.astype(np.float64) @ right.astype(np.float64)).astype(np.float32)


def _lies_across(values: np.ndarray, axis: int) -> bool:
    return values.dtype == np.float32 and values.strides[axis] != values.itemsize


def _fold(values: np.ndarray) -> np.ndarray:
    """Return a few rows that have the sum of many: one half of them is added to the other."""
    while (count := len(values)) > FEW:
        half = count // 2
        odd, values = values[2 * half :], values[:half] + values[half : 2 * half]
        values[: len(odd)] += odd
    return values
