"""A few steps of each rule, by hand."""

from math import log, sqrt

import numpy as np
import pytest
from descent import SGD, AdaGrad, Adam, AdamW, RMSProp, exponential_decay
from descent.optimizers import AMSGrad

SQRT = {"eps": 0}
KEPT = [0.999**t for t in (1, 2, 3, 4)]
"""Of the first square, at the steps after it."""
CASES = {
    "a rate of 0": (SGD(lambda t: 0), 1, [1], 1),
    "a rate of another type": (SGD(lambda t: np.float32(0.5)), 1, [1], 0.5),
    "gradients add up": (SGD(0.1), 2, [1, -3, 7], 2 - 0.1 * 5),
    "a rate that halves": (SGD(exponential_decay(1, log(2))), 0, [1] * 3, -(1 + 0.5 + 0.25)),
    "v = 1, 1.5, 1.75": (SGD(1.0, momentum=0.5), 0, [1] * 3, -(1 + 1.5 + 1.75)),
    "looking ahead adds half of v": (
        SGD(1.0, momentum=0.5, nesterov=True), 0, [1] * 3, -(1.5 + 1.75 + 1.875)
    ),
    "s = 9, then 9 + 16": (AdaGrad(1.0, **SQRT), 0, [3, 4], -(3 / 3 + 4 / 5)),
    "s = 4 / 2, then 2 / 2 + 4 / 2": (
        RMSProp(1.0, alpha=0.5, **SQRT), 0, [2, 2], -(2 / sqrt(2) + 2 / sqrt(3))
    ),
    "eps is added to the root of a sum": (AdaGrad(1.0, eps=1), 0, [3], -3 / (3 + 1)),
    "and of a mean": (RMSProp(1.0, alpha=0, eps=1), 0, [3], -3 / (3 + 1)),
    "a square that is 0 moves nothing": (AdaGrad(**SQRT), 1, [1e-200], 1),
    "Adam decays nothing": (Adam(0.5), 8, [0] * 3, 8),
    "AdamW decays weights": (AdamW(0.25, weight_decay=2.0), 8, [0] * 3, 1),
    "by default by a hundredth": (AdamW(0.5), 3, [0], 3 * (1 - 0.5 * 0.01)),
    "v = 8, 4.5, 2.75, and the highest stays": (
        AMSGrad(1.0, betas=(0.0, 0.5), **SQRT), 0, [4, 1, 1],
        -(4 / sqrt(16) + 1 / sqrt(8 / 0.75) + 1 / sqrt(8 / 0.875)),
    ),
    "rates may rise as the correction fades": (
        AMSGrad(1.0, betas=(0, 0.999), **SQRT), 0, [1, 0.1, 0.1, 0.1, 0.1],
        -1 - sum(0.1 * sqrt((1 - 0.999 * k) / (0.001 * k + 0.01 * (1 - k))) for k in KEPT),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("optimizer", "start", "slopes", "end"), CASES.values(), ids=CASES)
def test_steps_by_hand(descend, optimizer, start, slopes, end):
    gradients = [np.array([float(g)]) for g in slopes]
    assert descend(optimizer, [float(start)], gradients) == pytest.approx(end, rel=1e-14)
