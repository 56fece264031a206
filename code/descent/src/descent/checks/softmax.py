"""The checks of the chapter on softmax."""

import tracemalloc
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from descent import simplex
from descent.checks.core import Wrong, ask, check, numbers
from descent.datasets.photos import SCORES

EXTREME = ([1000.0, 999.0, 0.0], [-1000.0, -1001.0, -2000.0], [-1000.0, 0.0, 1000.0])
"""To subtract the mean or the first score helps for some of these, and breaks another."""
WEIGHTS = np.array([[1.0, 2.0, 6.0], [0.5, -1.5, 1.0]])
MANY = 1_000
DRAWS = 5_000
PROJECTED = (
    [0.2, 1.0, 0.7], [0.5, 0.4, 0.3], [9.0, 1.0, 0.0], [-3.0, -3.5, -9.0], [2.0, 2.0, 1.9, -1.0],
)  # fmt: skip


@check
def probabilities(function: Callable) -> str:
    """Check a softmax of one score vector and of a table of scores, one row per sample."""
    p = ask(function, SCORES[0], shape=(3,))
    if (p < 0).any():
        raise Wrong(f"a probability is negative: {p.min():.2f}. What makes every score positive?")
    if not np.isclose(p.sum(), 1):
        raise Wrong(f"the three numbers sum to {p.sum():.2f}, not to 1.")
    if not np.allclose(p, simplex.softmax(SCORES[0])):
        ratio = p[1] / p[0]
        raise Wrong(
            f"car is {ratio:.2f} times as likely as cat; it should be exp(5.1 − 3.2) = 6.69."
        )
    table = ask(function, SCORES, shape=(3, 3))
    if np.isclose(table.sum(), 1):
        raise Wrong("for three images all nine numbers together sum to 1; each row should.")
    if not np.allclose(table, simplex.softmax(SCORES)):
        sums = ", ".join(f"{total:.2f}" for total in table.sum(1))
        raise Wrong(f"for three images the rows should be three softmaxes; they sum to {sums}.")
    return "rows of positive numbers that sum to 1, for one image and for three."


@check
def smallest_weights(function: Callable) -> str:
    """Check a function from weights (D, C) to the smallest ones with the same probabilities."""
    W = ask(function, WEIGHTS, shape=WEIGHTS.shape)
    X = np.array([[1.0, 0.0], [0.0, 1.0], [2.0, -3.0]])
    if not np.allclose(simplex.softmax(X @ W), simplex.softmax(X @ WEIGHTS)):
        raise Wrong("the probabilities have changed. Which changes of W do they not notice?")
    smallest = ((WEIGHTS - WEIGHTS.mean(1, keepdims=True)) ** 2).sum()
    if (W**2).sum() > smallest + 1e-9:
        raise Wrong(
            f"the same probabilities, but the squares sum to {(W**2).sum():.2f}; "
            f"{smallest:.2f} is possible."
        )
    return (
        f"the same probabilities, and the squares sum to {smallest:.2f} instead of "
        f"{(WEIGHTS**2).sum():.2f}."
    )


@check
def log_probabilities(function: Callable) -> str:
    """Check a log-softmax of one score vector that must hold for scores of any size."""
    value = ask(function, SCORES[0], shape=(3,))
    total = np.exp(value).sum()
    if not np.isclose(total, 1):
        raise Wrong(f"the exponentials of your result sum to {total:.2f}, not to 1.")
    if not np.allclose(value, simplex.log_softmax(SCORES[0])):
        raise Wrong("these are logarithms of probabilities, but not of softmax's.")
    for scores in EXTREME:
        value = ask(function, scores, shape=(3,))
        if not np.isfinite(value).all():
            raise Wrong(f"for the scores {scores} your result holds {value.min()} or NaN.")
        if not np.allclose(value, simplex.log_softmax(scores)):
            raise Wrong(f"for the scores {scores} your result is off by more than rounding.")
    return "finite and accurate, from scores of -2000 to scores of 1000."


@check
def temperature_limit(p: ArrayLike) -> str:
    """Check the limit of softmax((3, 3, 1) / T) as T falls toward 0."""
    p = numbers("your answer", p, shape=(3,))
    if not np.isclose(p.sum(), 1):
        raise Wrong(f"these numbers sum to {p.sum():.2f}: no distribution.")
    if np.allclose(p, 1 / 3, atol=0.01):
        raise Wrong("that is the limit for T toward infinity.")
    if p[0] != p[1]:
        raise Wrong("the first two scores are equal at every T. Can the limit prefer one of them?")
    if not np.allclose(p, [0.5, 0.5, 0]):
        raise Wrong("near T = 0 the third class falls behind by a factor exp(2 / T).")
    return "at T = 0.05 the distribution is 0.5, 0.5 and 2e-18: a tie stays a tie."


@check
def jacobian_product(function: Callable) -> str:
    """Check the product of softmax's Jacobian at `scores` with a vector v."""
    v = np.array([1.0, -2.0, 0.5])
    result = ask(function, SCORES[0], v, shape=(3,))
    p = simplex.softmax(SCORES[0])
    if np.allclose(result, p * v):
        raise Wrong("this is diag(p) v alone: the entries do not sum to 0.")
    if not np.allclose(result, simplex.softmax_jacobian(SCORES[0]) @ v):
        total = result.sum()
        hint = "" if np.isclose(total, 0) else f" Its entries should sum to 0, not to {total:.2f}."
        raise Wrong(f"this is not the change of p along v.{hint}")
    held = _numbers_held(function, np.zeros(MANY), np.ones(MANY))
    if held > MANY**2 / 2:
        raise Wrong(
            f"the right numbers, but with {MANY} classes your function holds {held:,.0f} at once. "
            f"Can it do without the matrix?"
        )
    return "the derivative of p along v; its entries sum to 0, and no matrix is built."


def _numbers_held(function: Callable, *arguments: np.ndarray) -> float:
    """Return how many float64 numbers the function needs memory for at its peak."""
    tracing = tracemalloc.is_tracing()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    tracemalloc.reset_peak()
    try:
        ask(function, *arguments, shape=arguments[0].shape)
        return (tracemalloc.get_traced_memory()[1] - before) / 8
    finally:
        if not tracing:
            tracemalloc.stop()


@check
def sparsest(function: Callable) -> str:
    """Check a sparsemax of one score vector."""
    for scores in PROJECTED:
        p = ask(function, scores, shape=(len(scores),))
        if not np.isfinite(p).all() or (p < 0).any():
            raise Wrong(f"for the scores {scores} a probability is negative or NaN: {p.round(2)}.")
        if not np.isclose(p.sum(), 1):
            raise Wrong(
                f"for the scores {scores} the probabilities sum to {p.sum():.2f}, not to 1."
            )
        closest = simplex.sparsemax(scores)
        if not np.allclose(p, closest):
            count, most = (p > 0).sum(), (closest > 0).sum()
            raise Wrong(
                f"for the scores {scores} another distribution is closer. Yours has {count} above "
                f"0" + ("; how many stick out of the threshold?" if count != most else ".")
            )
    return "the closest distribution for scores near and far, negative, tied and many."


@check
def sampler(function: Callable) -> str:
    """Check a function that draws a class from its scores and as many uniform numbers."""
    scores, uniform = np.array([0.5, 1.2, -0.2]), np.random.default_rng(0).random((DRAWS, 3))
    drawn = np.array([ask(function, scores, u, shape=()) for u in uniform])
    if not np.isin(drawn, range(3)).all():
        raise Wrong(f"the result should be a class 0, 1 or 2, got {drawn[0]:.3g}.")
    share = np.bincount(drawn.astype(int), minlength=3) / DRAWS
    if share.max() == 1:
        raise Wrong(f"all of {DRAWS:,} draws are class {share.argmax()}. Where is the chance?")
    p = simplex.softmax(scores)
    if (np.abs(share - p) > 4 * np.sqrt(p * (1 - p) / DRAWS)).any():
        raise Wrong(f"{DRAWS:,} draws have the shares {share.round(2)}, softmax {p.round(2)}.")
    return f"{DRAWS:,} draws have the shares {share.round(2)}; softmax says {p.round(2)}."
