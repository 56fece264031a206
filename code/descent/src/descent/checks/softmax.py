"""The checks of the chapter on softmax."""

import io
from collections.abc import Callable
from contextlib import redirect_stdout
from functools import wraps

import numpy as np
from explorable.judging import (
    Exercise,
    ResourceLimit,
    Task,
    Value,
    Wrong,
    apart,
    ask,
    check,
    close,
    difference,
    fresh,
    numbers,
)
from numpy.typing import ArrayLike

from descent import simplex
from descent.datasets.photos import SCORES

WEIGHTS = np.array([[1.0, 2.0, 6.0], [0.5, -1.5, 1.0]])
MANY = 1_000
DRAWS = 5_000


def _table(rng: np.random.Generator) -> tuple[np.ndarray]:
    shape = tuple(rng.integers(1, 7, size=rng.integers(1, 3)))
    return (2 * rng.normal(size=shape).round(2),)


def _no_softmax(p: np.ndarray, right: np.ndarray, o: np.ndarray) -> str:
    if (p < 0).any():
        return f"a probability is negative: {p.min():.2f}. What makes every score positive?"
    if o.ndim == 1 and not close(p.sum(), 1):
        return "the numbers sum to {}, not to {}.".format(*apart(p.sum(), 1))
    return difference(p, right)


probabilities = Exercise(
    oracle=simplex.softmax,
    inputs=_table,
    cases={"for one image": (SCORES[0],), "for three images": (SCORES,)},
    slips={
        "these are the exponentials. Divide them by their sum.": np.exp,
        "you have divided the scores by their sum. The exponentials come first.": (
            lambda o: o / o.sum()
        ),
        "you have divided by the mean of the exponentials.": lambda o: np.exp(o) / np.exp(o).mean(),
        "these are the logarithms of the probabilities.": simplex.log_softmax,
        "these are the probabilities for powers of 2, not of e.": lambda o: simplex.softmax(
            o * np.log(2)
        ),
        "squares make scores positive, too, but forget which are negative.": lambda o: (
            o**2 / (o**2).sum()
        ),
        "all numbers of the table together sum to 1; each row should.": lambda o: (
            np.exp(o) / np.exp(o).sum()
        ),
        "each column sums to 1; each row should.": lambda o: simplex.softmax(o.T).T,
        "each column is divided by the sum of a row. Do the sums stand in a column?": lambda o: (
            np.exp(o) / np.exp(o).sum(axis=-1)
        ),
    },
    explain=_no_softmax,
    praise="rows of positive numbers that sum to 1, for one image and for many.",
)
"""Check a softmax of one score vector and of a table of scores, one row per sample."""


def _centered(W: np.ndarray) -> np.ndarray:
    return W - W.mean(axis=1, keepdims=True)


def _not_smallest(W: np.ndarray, right: np.ndarray, given: np.ndarray) -> str:
    moved = W - given
    if not close(moved, moved[:, :1]):
        return "the probabilities have changed: the classes' weights have moved unequally."
    return "the same probabilities, but the squares sum to {}; {} is possible.".format(
        *apart((W**2).sum(), (right**2).sum())
    )


smallest_weights = Exercise(
    oracle=_centered,
    inputs=lambda rng: (rng.normal(size=rng.integers(2, 5, size=2)).round(2),),
    cases={"for weights of shape (2, 3)": (WEIGHTS,), "for one feature": (WEIGHTS[1:],)},
    slips={"that is the mean over the features.": lambda W: W - W.mean(axis=0)},
    explain=_not_smallest,
    praise=f"the same probabilities, and the squares sum to {(_centered(WEIGHTS) ** 2).sum():.2f} "
    f"instead of {(WEIGHTS**2).sum():.2f}.",
)
"""Check a function from weights (D, C) to the smallest ones with the same probabilities."""


def _not_logarithms(value: np.ndarray, right: np.ndarray, o: np.ndarray) -> str:
    if not close(np.exp(value).sum(), 1):
        return f"the exponentials of your result sum to {apart(np.exp(value).sum(), 1)[0]}, not 1."
    return f"off by more than rounding: {difference(value, right)}"


log_probabilities = Exercise(
    oracle=simplex.log_softmax,
    inputs=lambda rng: (rng.normal(scale=rng.choice([3, 2000]), size=rng.integers(2, 7)).round(2),),
    cases={
        "for the photo of the cat": (SCORES[0],),
        "for 20,000, 19,999 and 19,998, whose exponentials overflow": (
            np.array([20000.0, 19999.0, 19998.0]),
        ),
        "for −1000, −1001 and −1002, whose exponentials are rounded to 0": (
            np.array([-1000.0, -1001.0, -1002.0]),
        ),
        "for 0 and −720, of which the smallest is no good shift": (np.array([0.0, -720.0]),),
        "for −720 and 0, of which the first is no good shift": (np.array([-720.0, 0.0]),),
        "for 0 and −800, of which one has a probability that is rounded to 0": (
            np.array([0.0, -800.0]),
        ),
        "for 0, 0 and 720, of which the median is no good shift": (np.array([0.0, 0.0, 720.0]),),
        "for four zeros and −4000, of which the mean is no good shift": (
            np.array([0.0, 0.0, 0.0, 0.0, -4000.0]),
        ),
        "for 3, −700, 5, 800 and 799.5": (np.array([3.0, -700.0, 5.0, 800.0, 799.5]),),
    },
    explain=_not_logarithms,
    praise="finite and right up to rounding, from scores of −4000 to scores of 20,000.",
)
"""Check a log-softmax of one score vector that must hold for scores of any size."""


@fresh
def cooled(rng: np.random.Generator) -> Task:
    """Check the temperature at which a class with a lead is so many times as likely."""
    gap, factor = round(float(rng.uniform(3.2, 9)), 1), int(rng.integers(3, 20))
    logarithm = np.log(factor)
    right = gap / logarithm
    slips = {
        "that is λ, and the temperature is its reciprocal.": logarithm / gap,
        "you have multiplied by the logarithm.": gap * logarithm,
        "you have divided by the factor itself. Its logarithm is the log-odds.": gap / factor,
        "that is with the logarithm to base 10.": gap / np.log10(factor),
        "that is with the logarithm to base 2.": gap / np.log2(factor),
    }

    def otherwise(T: float) -> str:
        if T <= 0:
            return "a temperature is above 0."
        return f"at T = {T:g}, the leader is {np.exp(gap / T):.4g} times as likely."

    praise = f"divided by {right:.2f}, the lead of {gap} is log {factor}, or {logarithm:.2f}."
    return Task({"gap": gap, "factor": factor}, Value(right, praise, slips, otherwise, digits=2))


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
    if np.allclose(p, simplex.softmax([3, 3, 1]), atol=0.006):
        raise Wrong("that is softmax at T = 1. Colder, the third class has less.")
    if np.allclose(p, np.array([3, 3, 1]) / 7, atol=0.006):
        raise Wrong("these are the scores, divided by their sum. Where are the exponentials?")
    if not close(p[0], p[1]):
        raise Wrong("the first two scores are equal at every T. Can the limit prefer one of them?")
    if not close(p, [0.5, 0.5, 0]):
        raise Wrong("near T = 0 the third class falls behind by a factor exp(2 / T).")
    return "at T = 0.05 the distribution is 0.5, 0.5 and 2e-18: a tie stays a tie."


def _warmth(scores: np.ndarray, share: float) -> float:
    low, high = np.log(1e-3), np.log(1e3)
    for _ in range(100):
        middle = (low + high) / 2
        hotter = simplex.softmax(scores / np.exp(middle)).max() > share
        low, high = (middle, high) if hotter else (low, middle)
    return float(np.exp(low))


def _leader(rng: np.random.Generator) -> tuple[np.ndarray, float]:
    C = rng.integers(2, 7)
    scores = 3 * rng.normal(size=C).round(2)
    scores[scores.argmax()] += 1
    return scores, round(float(rng.uniform(0.1 + 0.9 / C, 0.95)), 2)


def _another_share(T: float, right: float, scores: np.ndarray, share: float) -> str:
    if T <= 0:
        return "a temperature is above 0."
    reached = simplex.softmax(scores / T).max()
    return f"at your T = {T:.4g}, the largest probability is {apart(reached, share)[0]}."


warmed = Exercise(
    oracle=_warmth,
    inputs=_leader,
    cases={
        "for the photo of the cat and a share of ½": (SCORES[0], 0.5),
        "for the photo of the cat and a share of 0.95": (SCORES[0], 0.95),
        "for the scores 0 and 10 and a share of 0.6": (np.array([0.0, 10.0]), 0.6),
        "for the scores 2 and 1 and a share of 0.95": (np.array([2.0, 1.0]), 0.95),
    },
    slips={
        "that is λ, and the temperature is its reciprocal.": lambda o, s: 1 / _warmth(o, s),
        "there the leader has the odds `share` to 1. Its probability is asked.": (
            lambda o, s: _warmth(o, s / (1 + s))
        ),
    },
    explain=_another_share,
    praise="the temperature at which the leader has its share, for warm ones and cool ones.",
)
"""Check the temperature at which the largest probability of a vector of scores is `share`."""


def _along(scores: np.ndarray, v: np.ndarray) -> np.ndarray:
    p = simplex.softmax(scores)
    return p * (v - p @ v)


def _direction(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    C = rng.integers(2, 7)
    return rng.normal(size=C).round(2), 2 * rng.normal(size=C).round(2)


jacobian_product = Exercise(
    oracle=_along,
    inputs=_direction,
    cases={"for three classes": (SCORES[0], np.array([1.0, -2.0, 0.5]))},
    slips={
        "this is only diag(p) v, so its entries do not sum to 0.": lambda o, v: (
            simplex.softmax(o) * v
        ),
        "the mean of v counts all classes alike here; which mean is p @ v?": lambda o, v: (
            simplex.softmax(o) * (v - v.mean())
        ),
        "p @ v is subtracted as it is. In p pᵀ v, it is multiplied by p.": lambda o, v: (
            simplex.softmax(o) * v - simplex.softmax(o) @ v
        ),
        "the factor p in front is missing.": lambda o, v: v - simplex.softmax(o) @ v,
    },
    limit=ResourceLimit(
        (np.zeros(MANY), np.ones(MANY)), MANY**2 / 2, "Can it do without the matrix?", 50 * MANY
    ),
    praise="the derivative of p along v; its entries sum to 0, and no matrix is built.",
)
"""Check the product of softmax's Jacobian at `scores` with a vector v, in about 4C operations."""


def _no_projection(p: np.ndarray, closest: np.ndarray, scores: np.ndarray) -> str:
    if (p < 0).any():
        return f"a probability is negative: {p.round(2)}."
    if not close(p.sum(), 1):
        return "the probabilities sum to {}, not to {}.".format(*apart(p.sum(), 1))
    above, most = (p > 0).sum(), (closest > 0).sum()
    question = "; how many stick out of the threshold?" if above != most else "."
    return f"another distribution is closer. Yours has {above} above 0{question}"


sparsest = Exercise(
    oracle=simplex.sparsemax,
    inputs=lambda rng: (
        rng.normal(scale=rng.choice([0.2, 0.6, 2]), size=rng.integers(2, 8)).round(2),
    ),
    cases={
        f"for the scores {scores}": (np.array(scores),)
        for scores in ([0.2, 1.0, 0.7], [0.5, 0.4, 0.3], [9.0, 1.0, 0.0], [2.0, 2.0, 1.9, -1.0])
    },
    slips={"this is softmax; none of its classes ever gets 0.": simplex.softmax},
    explain=_no_projection,
    praise="the closest distribution for scores near and far, negative, tied and many.",
)
"""Check a sparsemax of one score vector."""


@check
def sampler(function: Callable) -> str:
    """Check a function that draws a class from its scores and as many uniform numbers."""
    result = _shares(function, np.array([0.5, 1.2, -0.2]))
    _shares(function, np.array([2.0, 0.0, 1.0, -1.0, 0.5]))
    return result


def _shares(function: Callable, scores: np.ndarray) -> str:
    """Draw many times from one vector of scores and say which shares come."""
    C, uniform = len(scores), np.random.default_rng(8).random((DRAWS, len(scores)))

    @wraps(function)
    def many(scores: np.ndarray, uniform: np.ndarray) -> list:
        return [function(scores.copy(), u) for u in uniform]

    first = ask(function, scores, uniform[0], shape=())
    with redirect_stdout(io.StringIO()):  # what the reader prints has been seen once
        drawn = ask(many, scores, uniform, shape=(DRAWS,))
        again = ask(many, scores, uniform[:100], shape=(100,))
        ask(function, scores, uniform[0], shape=())  # the call that is handed out
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
        result = f"{DRAWS:,} draws have the shares {share.round(3)}, softmax {p.round(3)}."
        for feedback, noise in _NO_GUMBEL.items():
            if np.array_equal(drawn, (scores + noise(uniform)).argmax(1)):
                raise Wrong(f"{result} {feedback}")
        raise Wrong(result)
    return f"{DRAWS:,} draws have the shares {share.round(2)}; softmax says {p.round(2)}."


_NO_GUMBEL: dict[str, Callable] = {
    "That is uniform noise, added as it is.": lambda u: u,
    "That is −log u; one logarithm is missing.": lambda u: -np.log(u),
    "Have you added log(−log u)? Gumbel noise has the opposite sign.": lambda u: np.log(-np.log(u)),
    "That is log u; a logarithm and two signs are missing.": np.log,
}


@fresh
def bus_closes(rng: np.random.Generator) -> Task:
    """Check the shares of car and train, in percent, after the bus line has closed."""
    car, train = int(rng.integers(40, 56)), int(rng.integers(10, 21))
    bus, right = 100 - car - train, 100 * np.array([car, train]) / (car + train)
    slips: dict[str, ArrayLike] = {
        "percent are asked, not shares of 1.": right / 100,
        "that is car and train exchanged.": right[::-1],
        "the passengers of the bus must travel, too.": [car, train],
        "you have split them in halves. Which ratio does softmax keep?": [
            car + bus / 2,
            train + bus / 2,
        ],
        "all passengers of the bus take the train here.": [car, train + bus],
    }

    def otherwise(shares: np.ndarray) -> str:
        return (
            f"the two sum to {shares.sum():g} percent, and their ratio is "
            f"{shares[0] / shares[1]:.2f}; before, it was {car / train:.2f}."
        )

    praise = f"car to train was {car} to {train}, and it still is."
    return Task(
        {"car": car, "train": train, "bus": bus}, Value(right, praise, slips, otherwise, digits=0)
    )
