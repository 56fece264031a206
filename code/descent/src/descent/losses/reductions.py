"""From one loss per sample to one loss for all."""

from __future__ import annotations

from typing import Literal, cast

import numpy as np

from descent.sums import total_of_all
from descent.validation import require_choice

Reduction = Literal["mean", "sum", "none"]


def require_reduction(reduction: Reduction) -> Reduction:
    """Return `reduction` if it is one that the losses know."""
    return cast(Reduction, require_choice("reduction", reduction, ("mean", "sum", "none")))


def reduce_losses(losses: np.ndarray, reduction: Reduction) -> np.floating | np.ndarray:
    """Return the mean or the sum of the losses, or ("none") the losses themselves."""
    if require_reduction(reduction) == "none":
        return losses
    with np.errstate(over="ignore", under="ignore"):  # a sum beyond all floats is inf
        if reduction == "sum":
            return total_of_all(losses)
        mean = (
            total_of_all(losses) / losses.size
        )  # if its sum is beyond all floats, each is divided before
        return mean if np.isfinite(mean) else total_of_all(losses / losses.size)


def reduce_gradient(gradient: np.ndarray, reduction: Reduction, count: int) -> np.ndarray:
    """Return the gradient of the reduced loss from those of `count` single losses."""
    return gradient / count if require_reduction(reduction) == "mean" else gradient
