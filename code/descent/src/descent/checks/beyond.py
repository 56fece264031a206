"""The checks of the chapter on what lies beyond softmax."""

from collections.abc import Callable

import numpy as np

from descent.checks.asking import ask, ask_number, compare
from descent.checks.core import Wrong, apart, case, check, close, first_wrong, name_slip, number
from descent.datasets import photos
from descent.losses import (
    lovasz_extension,
    simplex_prototypes,
    softmax_cross_entropy,
    softmax_margin,
    top_k_entropy,
)
from descent.simplex import one_hot, softmax

LABELS = np.array([2, 0, 0])  # not 0, 1, 2: with them the costs of the truths are all the costs
COSTS = np.array([[0.0, 1.0, 4.0], [2.0, 0.0, 1.0], [3.0, 0.5, 0.0]])


@check
def softmax_margin_loss(function: Callable) -> str:
    """Check the mean softmax-margin loss of scores (N, C), labels (N,) and costs (C, C)."""
    scores = photos.SCORES
    right = softmax_margin(scores, LABELS, COSTS)
    value = ask_number(function, scores, LABELS, COSTS)
    by_photo = softmax_cross_entropy(scores + COSTS, LABELS)
    slips = {
        "these are the losses without any cost.": softmax_cross_entropy(scores, LABELS),
        "that is the sum over the photos. The loss is their mean.": 3 * right,
        "the costs have the wrong sign: a costly class should get a head start.": (
            softmax_cross_entropy(scores - COSTS[LABELS], LABELS)
        ),
        "row k of the costs belongs to the photos that show k; you took columns.": (
            softmax_margin(scores, LABELS, COSTS.T)
        ),
        "row k of the costs belongs to the photos that show k, not to photo k.": by_photo,
    }
    name_slip(value, slips)
    if not close(value, right):
        yours, _ = apart(value, right)
        raise Wrong(f"for the three photos you get {yours}. Add which costs to which scores?")
    with case("with five photos instead of three"):
        five, labels = np.vstack([scores, -scores[:2]]), np.array([1, 2, 0, 1, 1])
        compare(function, softmax_margin, five, labels, COSTS)
    with case("with scores a thousand times as large"):
        compare(function, softmax_margin, 1000 * scores, LABELS, COSTS)
    return "cross-entropy of the scores plus their costs, for scores of any size."


@check
def prototypes(function: Callable) -> str:
    """Check a function from C to C unit vectors, one a row, at equal angles."""
    for count in (3, 5):
        V = ask(function, count, shape=(count, count))
        cosines = V @ V.T
        if close(V, np.eye(count)):
            raise Wrong("unit vectors at right angles. Can they be turned farther apart?")
        lengths = np.linalg.norm(V, axis=1)
        if not close(lengths, 1):
            (k,) = first_wrong(lengths, np.ones(count))
            raise Wrong(f"for C = {count} row {k} has the length {apart(lengths[k], 1)[0]}.")
        off = cosines[~np.eye(count, dtype=bool)]
        if np.ptp(off) > 1e-6:
            least, most = apart(off.min(), off.max())
            raise Wrong(f"for C = {count} the cosines differ: from {least} to {most}.")
        best = (simplex_prototypes(count) @ simplex_prototypes(count).T)[0, 1]
        if not close(off[0], best):
            yours, _ = apart(off[0], best)
            raise Wrong(f"for C = {count} all cosines are {yours}; they can be lower.")
    return "unit vectors whose cosines are all −1/(C − 1), for 3 and for 5 classes."


@check
def top_k(function: Callable) -> str:
    """Check the truncated top-k entropy of one sample: scores (C,), label, k."""
    rng = np.random.default_rng(0)
    for k in (1, 2, 3):
        for label in (0, 4):
            scores = rng.normal(scale=3, size=6)
            value = ask_number(function, scores, label, k)
            right = top_k_entropy(scores, label, k)
            rest = np.sort(np.delete(scores, label))[: 5 - k]
            if k > 1 and close(value, softmax_cross_entropy(scores, label)):
                raise Wrong(
                    f"for k = {k} that is the whole cross-entropy. Which rivals are left out?"
                )
            if close(value, np.log1p(np.exp(rest - scores[label]).sum())):
                raise Wrong("one rival too many is left out: with k = 1 none is.")
            if not close(value, right):
                yours, _ = apart(value, right)
                raise Wrong(f"for k = {k} you get {yours}. Which of the scores are in the sum?")
    return "the cross-entropy without the k − 1 strongest rivals, for k = 1, 2 and 3."


@check
def lovasz(function: Callable) -> str:
    """Check the Lovász extension of the Jaccard loss: errors (N,), truth (N,) of bool."""
    rng = np.random.default_rng(0)
    truth = np.array([True, True, False, False])
    first = ask_number(function, np.array([0.1, 0.6, 0.7, 0.2]), truth)
    if close(first, 0.4):
        raise Wrong("that is the mean of the errors: each pixel has another weight.")
    if close(first, 1 - lovasz_extension(np.array([0.1, 0.6, 0.7, 0.2]), truth)):
        raise Wrong("that is one minus the loss: perfect pixels should cost 0.")
    if not close(first, 0.475):
        yours, _ = apart(first, 0.475)
        raise Wrong(f"for the four pixels of the text you get {yours}. Are they sorted?")
    for _ in range(5):
        errors, truth = rng.random(9), rng.random(9) < 0.4
        value = ask_number(function, errors, truth)
        if not close(value, lovasz_extension(errors, truth)):
            raise Wrong(f"right for the text's pixels, but nine others give {value:.3f}.")
    return "0.475 for the text's pixels, and right for five sets of others."


@check
def focal_forecast(p: float) -> str:
    """Check the forecast that the focal loss with γ = 2 rewards most when the truth is 0.8."""
    p = number(p)
    grid = np.linspace(0.001, 0.999, 9981)
    focal = -0.8 * (1 - grid) ** 2 * np.log(grid) - 0.2 * grid**2 * np.log(1 - grid)
    best = grid[focal.argmin()]
    if np.isclose(p, 0.8, atol=0.005):
        raise Wrong("that is the honest forecast, which a proper loss would reward.")
    if np.isclose(p, 1 - best, atol=0.002):
        raise Wrong("that is the forecast for the other class.")
    if not np.isclose(p, best, atol=0.002):
        raise Wrong("compute the expected loss on a fine grid of forecasts and take the lowest.")
    return f"{best:.3f}: the focal loss rewards understatement."


@check
def attack(function: Callable) -> str:
    """Check one step against the model: pixels x (D,), label, W (D, C), b (C,), step ε."""
    rng = np.random.default_rng(0)
    # A small bias and small weights: no class is so sure that it alone decides the signs.
    x, W, b = rng.random(60), rng.normal(size=(60, 3)) / 4, rng.normal(size=3)
    for label, step in ((0, 0.1), (1, 0.1), (2, 0.3)):
        slope = W @ (softmax(x @ W + b) - one_hot(label, 3))
        right = np.clip(x + step * np.sign(slope), 0, 1)
        moved = ask(function, x, label, W, b, step, shape=x.shape)
        if close(moved, x + step * np.sign(slope)):
            raise Wrong("a pixel lies between 0 and 1, and some of yours do not.")
        if close(moved, np.clip(x - step * np.sign(slope), 0, 1)):
            raise Wrong("this step makes the model surer: the loss should rise.")
        if close(moved, np.clip(x + step * slope, 0, 1)):
            raise Wrong("every pixel may move by ε: use the sign of the slope, not its size.")
        if not close(moved, right):
            if close(np.sign(moved - x), np.sign(right - x)):
                raise Wrong(f"every pixel moves the right way, but not by ε = {step}.")
            raise Wrong("some pixel moves the wrong way. What is the gradient in x of the loss?")
    return "every pixel moves by ε uphill, and stays between 0 and 1."
