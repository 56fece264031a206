"""The checks of the chapter on softmax."""

import io
from collections.abc import Callable
from contextlib import redirect_stdout

import numpy as np
from numpy.typing import ArrayLike

from descent import simplex
from descent.checks.asking import ask, compare, memory
from descent.checks.core import Wrong, apart, case, check, close, numbers
from descent.datasets.photos import SCORES

EXTREME = (
    [1000.0, 999.0, 0.0], [-1000.0, -1001.0, -2000.0], [-1000.0, 0.0, 1000.0],
    [3.0, -700.0, 5.0, 800.0, 799.5],
)  # fmt: skip
"""To subtract the mean or the first score helps for some of these, and breaks another."""
NAMES = ("cat", "car", "frog")
WEIGHTS = np.array([[1.0, 2.0, 6.0], [0.5, -1.5, 1.0]])
MANY = 1_000
DRAWS = 5_000
PROJECTED = (
    [0.2, 1.0, 0.7], [0.5, 0.4, 0.3], [9.0, 1.0, 0.0], [-3.0, -3.5, -9.0], [2.0, 2.0, 1.9, -1.0],
    [0.1, 0.3, 0.2, 0.15, 0.25, 0.05],
)  # fmt: skip


@check
def probabilities(function: Callable) -> str:
    """Check a softmax of one score vector and of a table of scores, one row per sample."""
    p = ask(function, SCORES[0], shape=(3,))
    if (p < 0).any():
        raise Wrong(f"a probability is negative: {p.min():.2f}. What makes every score positive?")
    if not close(p.sum(), 1):
        raise Wrong("the three numbers sum to {}, not to {}.".format(*apart(p.sum(), 1)))
    for other, one in ((1, 0), (0, 2)):
        ratio, right = p[other] / p[one], np.exp(SCORES[0, other] - SCORES[0, one])
        if not np.isclose(ratio, right):
            yours, expected = apart(ratio, right)
            raise Wrong(
                f"{NAMES[other]} is {yours} times as likely as {NAMES[one]}; it should be "
                f"exp({SCORES[0, other]} − {SCORES[0, one]}) = {expected}."
            )
    table = ask(function, SCORES, shape=(3, 3))
    if close(table.sum(), 1):
        raise Wrong(
            "for three images, all nine numbers together sum to 1; each row should sum to 1."
        )
    if not close(table, simplex.softmax(SCORES)):
        sums = ", ".join(f"{total:.2f}" for total in table.sum(1))
        raise Wrong(
            f"for three images, each row should be a softmax of its own; the rows sum to {sums}."
        )
    more = np.array([[0.5, -1.0], [2.0, 2.5], [-3.0, 0.0], [1.0, 1.0], [0.0, 4.0]])
    with case("right for three images of three classes, but for five of two"):
        compare(function, simplex.softmax, more)
    return "rows of positive numbers that sum to 1, for one image and for three."


@check
def smallest_weights(function: Callable) -> str:
    """Check a function from weights (D, C) to the smallest ones with the same probabilities."""
    smallest = _smallest_squares(function, WEIGHTS)
    more = np.array([[2.0, -1.0, 0.5, 0.0], [1.0, 3.0, -2.0, 0.5], [0.0, 0.3, 0.1, 4.0]])
    with case("right for weights of shape (2, 3), but for others of shape (3, 4)"):
        _smallest_squares(function, more)
    return (
        f"the same probabilities, and the squares sum to {smallest:.2f} instead of "
        f"{(WEIGHTS**2).sum():.2f}."
    )


def _smallest_squares(function: Callable, given: np.ndarray) -> float:
    """Try one array of weights and return the smallest sum of squares."""
    W = ask(function, given, shape=given.shape)
    X = np.vstack([np.eye(len(given)), 1 - 2 * np.eye(len(given))])
    if not close(simplex.softmax(X @ W), simplex.softmax(X @ given)):
        raise Wrong("the probabilities have changed. Which changes of W do they not notice?")
    smallest = ((given - given.mean(1, keepdims=True)) ** 2).sum()
    if (W**2).sum() > smallest * (1 + 1e-6):
        yours, possible = apart((W**2).sum(), smallest)
        raise Wrong(
            f"the same probabilities, but the squares sum to {yours}; {possible} is possible."
        )
    return smallest


@check
def log_probabilities(function: Callable) -> str:
    """Check a log-softmax of one score vector that must hold for scores of any size."""
    value = ask(function, SCORES[0], shape=(3,))
    total = np.exp(value).sum()
    if not close(total, 1):
        words = "the exponentials of your result sum to {}, not to {}."
        raise Wrong(words.format(*apart(total, 1)))
    if not close(value, simplex.log_softmax(SCORES[0])):
        raise Wrong("these are logarithms of probabilities, but not of softmax probabilities.")
    for scores in EXTREME:
        with case(f"for the scores {scores}"):
            value = ask(function, np.array(scores), shape=(len(scores),))
        if not close(value, simplex.log_softmax(scores)):
            raise Wrong(f"for the scores {scores} your result is off by more than rounding.")
    return "finite and accurate, from scores of -2000 to scores of 1000."


@check
def temperature_limit(p: ArrayLike) -> str:
    """Check the limit of softmax((3, 3, 1) / T) as T falls toward 0."""
    p = numbers("your answer", p, shape=(3,))
    if not close(p.sum(), 1):
        raise Wrong(f"these numbers sum to {apart(p.sum(), 1)[0]}: no distribution.")
    if (p < 0).any():
        raise Wrong(f"a probability is negative: {p.min():g}.")
    if np.allclose(p, 1 / 3, atol=0.01):
        raise Wrong("that is the limit for T toward infinity.")
    if not close(p[0], p[1]):
        raise Wrong("the first two scores are equal at every T. Can the limit prefer one of them?")
    if not close(p, [0.5, 0.5, 0]):
        raise Wrong("near T = 0 the third class falls behind by a factor exp(2 / T).")
    return "at T = 0.05 the distribution is 0.5, 0.5 and 2e-18: a tie stays a tie."


@check
def jacobian_product(function: Callable) -> str:
    """Check the product of softmax's Jacobian at `scores` with a vector v."""
    v = np.array([1.0, -2.0, 0.5])
    result = ask(function, SCORES[0], v, shape=(3,))
    p = simplex.softmax(SCORES[0])
    if close(result, p * v):
        raise Wrong("this is only diag(p) v, so its entries do not sum to 0.")
    if not close(result, simplex.softmax_jacobian(SCORES[0]) @ v):
        total, _ = apart(result.sum(), 0)
        hint = "" if close(result.sum(), 0) else f" Its entries should sum to 0, not to {total}."
        raise Wrong(f"this is not the change of p along v.{hint}")
    scores, v = np.array([0.5, -1.0, 2.0, 0.0, 1.5]), np.array([3.0, 1.0, -2.0, 0.5, 4.0])
    with case("right for three classes, but for five"):
        compare(function, lambda scores, v: simplex.softmax_jacobian(scores) @ v, scores, v)
    held = memory(function, np.zeros(MANY), np.ones(MANY), shape=(MANY,))
    if held > MANY**2 / 2:
        raise Wrong(
            f"the right numbers, but with {MANY} classes your function holds {held:,.0f} at once. "
            f"Can it do without the matrix?"
        )
    return "the derivative of p along v; its entries sum to 0, and no matrix is built."


@check
def sparsest(function: Callable) -> str:
    """Check a sparsemax of one score vector."""
    for scores in PROJECTED:
        with case(f"for the scores {scores}"):
            _closest(function, np.array(scores))
    return "the closest distribution for scores near and far, negative, tied and many."


def _closest(function: Callable, scores: np.ndarray) -> None:
    """Try one vector of scores."""
    p, closest = ask(function, scores, shape=scores.shape), simplex.sparsemax(scores)
    if (p < 0).any():
        raise Wrong(f"a probability is negative: {p.round(2)}.")
    if not close(p.sum(), 1):
        raise Wrong("the probabilities sum to {}, not to {}.".format(*apart(p.sum(), 1)))
    if not close(p, closest):
        above, most = (p > 0).sum(), (closest > 0).sum()
        raise Wrong(
            f"another distribution is closer. Yours has {above} above 0"
            + ("; how many stick out of the threshold?" if above != most else ".")
        )


@check
def sampler(function: Callable) -> str:
    """Check a function that draws a class from its scores and as many uniform numbers."""
    said = _shares(function, np.array([0.5, 1.2, -0.2]))
    _shares(function, np.array([2.0, 0.0, 1.0, -1.0, 0.5]))
    return said


def _shares(function: Callable, scores: np.ndarray) -> str:
    """Draw many times from one vector of scores and say which shares come."""
    C, uniform = len(scores), np.random.default_rng(0).random((DRAWS, len(scores)))
    first = ask(function, scores, uniform[0], shape=())
    with redirect_stdout(io.StringIO()):  # what the reader prints has been seen once
        drawn = np.array([ask(function, scores, u, shape=()) for u in uniform])
        again = np.array([ask(function, scores, u, shape=()) for u in uniform[:100]])
    strangers = drawn[~np.isin(drawn, range(C))]
    if len(strangers):
        raise Wrong(f"the result should be a class from 0 to {C - 1}, got {strangers[0]:.3g}.")
    if first != drawn[0] or (again != drawn[:100]).any():
        raise Wrong("the same uniform numbers draw another class the second time.")
    share = np.bincount(drawn.astype(int), minlength=C) / DRAWS
    if share.max() == 1:
        raise Wrong(f"all of {DRAWS:,} draws are class {share.argmax()}. Where is the chance?")
    p = simplex.softmax(scores)
    if (np.abs(share - p) > 4 * np.sqrt(p * (1 - p) / DRAWS)).any():
        raise Wrong(f"{DRAWS:,} draws have the shares {share.round(3)}, softmax {p.round(3)}.")
    return f"{DRAWS:,} draws have the shares {share.round(2)}; softmax says {p.round(2)}."
