"""The checks of the chapter on softmax."""

import io
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout

import numpy as np
from explorable.judging import (
    Task,
    Wrong,
    apart,
    ask,
    case,
    check,
    close,
    compare,
    difference,
    fresh,
    memory,
    name_slip,
    number,
    numbers,
)
from numpy.typing import ArrayLike

from descent import simplex
from descent.datasets.photos import SCORES

NAMES = ("cat", "car", "frog")
WEIGHTS = np.array([[1.0, 2.0, 6.0], [0.5, -1.5, 1.0]])
MANY = 1_000
DRAWS = 5_000
EXTREME = {
    (20000.0, 19999.0, 19998.0): "exp(20000) overflows. Which shift of all scores does no harm?",
    (-1000.0, -1001.0, -1002.0): "All exponentials are rounded to 0, and log 0 is -inf.",
    (0.0, -720.0): "exp(720) overflows. Have you subtracted the smallest score?",
    (-720.0, 0.0): "exp(720) overflows. Have you subtracted the first score?",
    (0.0, -800.0): "exp(-800) is rounded to 0, and the logarithm of 0 is -inf.",
    (0.0, 0.0, 720.0): "exp(720) overflows. Have you subtracted the median?",
    (0.0, 0.0, 0.0, 0.0, -4000.0): "exp(800) overflows. Have you subtracted the mean?",
    (3.0, -700.0, 5.0, 800.0, 799.5): "exp(795) overflows. Does it hold for five scores, too?",
}
"""Scores at which one way of computing breaks down, and what a result there shows."""
PROJECTED = (
    [0.2, 1.0, 0.7], [0.5, 0.4, 0.3], [9.0, 1.0, 0.0], [-3.0, -3.5, -9.0], [2.0, 2.0, 1.9, -1.0],
    [0.1, 0.3, 0.2, 0.15, 0.25, 0.05],
)  # fmt: skip
STREAMS = (
    [(0.5, 2.0), (-0.3, -1.0), (0.1, 4.0)], [(-1.0, 3.0), (0.5, -2.0), (1.5, 1.0), (1.2, 6.0)],
    [(2.0, 5.0)], [(1000.0, 1.0), (1001.0, 2.0)], [(-1000.0, 4.0), (-1001.0, 1.0)],
)  # fmt: skip
"""Pairs of a score and a value: with the best first, later, alone, far up and far down."""


@check
def probabilities(function: Callable) -> str:
    """Check a softmax of one score vector and of a table of scores, one row per sample."""
    p = ask(function, SCORES[0], shape=(3,))
    name_slip(p, {words: slip(SCORES[0]) for words, slip in _NO_SOFTMAX.items()})
    if (p < 0).any():
        raise Wrong(f"a probability is negative: {p.min():.2f}. What makes every score positive?")
    if not close(p.sum(), 1):
        raise Wrong("the three numbers sum to {}, not to {}.".format(*apart(p.sum(), 1)))
    for other, one in ((1, 0), (0, 2)):
        lead = SCORES[0, other] - SCORES[0, one]
        if not np.isclose(p[other] / p[one], np.exp(lead)):
            yours, expected = apart(p[other] / p[one], np.exp(lead))
            raise Wrong(
                f"{NAMES[other]} is {yours} times as likely as {NAMES[one]}; with a lead of "
                f"{lead:.1f} points, it should be {expected} times."
            )
    with case("right for one image, but for three"):
        compare(function, simplex.softmax, SCORES, slips=_NO_ROWS)
    more = np.array([[0.5, -1.0], [2.0, 2.5], [-3.0, 0.0], [1.0, 1.0], [0.0, 4.0]])
    with case("right for three images of three classes, but for five of two"):
        compare(function, simplex.softmax, more)
    return "rows of positive numbers that sum to 1, for one image and for three."


_NO_SOFTMAX: dict[str, Callable] = {
    "these are the exponentials. Divide them by their sum.": np.exp,
    "you have divided the scores by their sum. The exponentials come first.": lambda o: o / o.sum(),
    "you have divided by the mean of the exponentials.": lambda o: np.exp(o) / np.exp(o).mean(),
    "these are the logarithms of the probabilities.": simplex.log_softmax,
    "these are the probabilities for powers of 2, not of e.": lambda o: 2**o / (2**o).sum(),
    "squares make scores positive, too, but forget which are negative.": lambda o: (
        o**2 / (o**2).sum()
    ),
}
_NO_ROWS: dict[str, Callable] = {
    "all nine numbers together sum to 1; each row should.": lambda o: np.exp(o) / np.exp(o).sum(),
    "each column sums to 1; each row should.": lambda o: simplex.softmax(o.T).T,
    "each column is divided by the sum of a row. Do the sums stand in a column?": lambda o: (
        np.exp(o) / np.exp(o).sum(axis=-1)
    ),
}


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
    found, right = simplex.softmax(X @ W), simplex.softmax(X @ given)
    if not close(found, right):
        axis = "That is the mean over the features." * close(W, given - given.mean(0))
        raise Wrong(
            f"the probabilities have changed: for the first feature alone, they were "
            f"{right[0].round(2)} and are {found[0].round(2)}. {axis or 'What leaves them alone?'}"
        )
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
    for scores, words in EXTREME.items():
        with case(f"for the scores {[*scores]}"):
            _far(function, np.array(scores), words)
    return "finite and accurate, from scores of -4000 to scores of 20,000."


def _far(function: Callable, scores: np.ndarray, words: str) -> None:
    """Try one vector of scores, and say what it shows if the result is not finite."""
    value, right = (
        ask(function, scores, shape=scores.shape, finite=False),
        simplex.log_softmax(scores),
    )
    bad = value[~np.isfinite(value)]
    if bad.size:
        raise Wrong(f"your result has {bad[0]}. {words}")
    if np.abs(value).max() > 1e6:
        raise Wrong("a number is far too large. Has an infinity been replaced?")
    if not close(value, right):
        raise Wrong(f"off by more than rounding: {difference(value, right)}")


@fresh
def cooled(rng: np.random.Generator) -> Task:
    """Check the temperature at which a class with a lead is so many times as likely."""
    gap, factor = round(float(rng.uniform(3.2, 9)), 1), int(rng.integers(3, 20))
    logarithm = np.log(factor)
    slips = {
        "that is λ, and the temperature is its reciprocal.": logarithm / gap,
        "you have multiplied by the logarithm.": gap * logarithm,
        "you have divided by the factor itself. Its logarithm is the log-odds.": gap / factor,
        "that is with the logarithm to base 10.": gap / np.log10(factor),
        "that is with the logarithm to base 2.": gap / np.log2(factor),
    }

    def judge(answer: ArrayLike) -> str:
        T = number(answer)
        if abs(T - gap / logarithm) <= 0.006:
            return f"divided by {T:.2f}, the lead of {gap} is log {factor}, or {logarithm:.2f}."
        name_slip(T, slips, rtol=0, atol=0.006)
        if T <= 0:
            raise Wrong("a temperature is above 0.")
        raise Wrong(f"at T = {T:g}, the leader is {np.exp(gap / T):.4g} times as likely.")

    return Task({"gap": gap, "factor": factor}, judge)


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


@check
def jacobian_product(function: Callable) -> str:
    """Check the product of softmax's Jacobian at `scores` with a vector v."""
    compare(function, _along, SCORES[0], np.array([1.0, -2.0, 0.5]), slips=_NOT_ALONG)
    scores, v = np.array([0.5, -1.0, 2.0, 0.0, 1.5]), np.array([3.0, 1.0, -2.0, 0.5, 4.0])
    with case("right for three classes, but for five"):
        compare(function, _along, scores, v)
    held = memory(function, np.zeros(MANY), np.ones(MANY), shape=(MANY,))
    if held > MANY**2 / 2:
        raise Wrong(
            f"the right numbers, but with {MANY} classes your function holds {held:,.0f} at once. "
            f"Can it do without the matrix?"
        )
    return "the derivative of p along v; its entries sum to 0, and no matrix is built."


def _along(scores: np.ndarray, v: np.ndarray) -> np.ndarray:
    return simplex.softmax_jacobian(scores) @ v


_NOT_ALONG: dict[str, Callable] = {
    "this is only diag(p) v, so its entries do not sum to 0.": lambda o, v: simplex.softmax(o) * v,
    "this is only the product with the diagonal of J.": lambda o, v: (
        simplex.softmax_jacobian(o).diagonal() * v
    ),
    "the mean of v counts all classes alike here; which mean is p @ v?": lambda o, v: (
        simplex.softmax(o) * (v - v.mean())
    ),
    "p @ v is subtracted as it is. In p pᵀ v, it is multiplied by p.": lambda o, v: (
        simplex.softmax(o) * v - simplex.softmax(o) @ v
    ),
    "the factor p in front is missing.": lambda o, v: v - simplex.softmax(o) @ v,
    "the sign is wrong: a class whose v is above the mean gains.": lambda o, v: -_along(o, v),
}


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
        name_slip(p, {"this is softmax; none of its classes ever gets 0.": simplex.softmax(scores)})
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
        said = f"{DRAWS:,} draws have the shares {share.round(3)}, softmax {p.round(3)}."
        noises = {words: noise(uniform) for words, noise in _NO_GUMBEL.items()}
        name_slip(drawn, {f"{said} {w}": (scores + g).argmax(1) for w, g in noises.items()})
        raise Wrong(said)
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
    bus, right = 100 - car - train, np.array([car, train]) / (car + train)
    slips: dict[str, ArrayLike] = {
        "percent are asked, not shares of 1.": right,
        "that is car and train exchanged.": 100 * right[::-1],
        "the passengers of the bus must travel, too.": [car, train],
        "you have split them in halves. Which ratio does softmax keep?": [
            car + bus / 2,
            train + bus / 2,
        ],
        "all passengers of the bus take the train here.": [car, train + bus],
        "all passengers of the bus take the car here.": [car + bus, train],
    }

    def judge(answer: ArrayLike) -> str:
        shares = numbers("your answer", answer, shape=(2,))
        if np.allclose(shares, 100 * right, rtol=0, atol=0.6):
            return f"car to train was {car} to {train}, and it still is."
        name_slip(shares, slips, rtol=0, atol=0.6)
        raise Wrong(
            f"the two sum to {shares.sum():g} percent, and their ratio is "
            f"{shares[0] / shares[1]:.2f}; before, it was {car / train:.2f}."
        )

    return Task({"car": car, "train": train, "bus": bus}, judge)


class _Pairs:
    """Pairs that can be gone over once; its `source` makes them again."""

    def __init__(self, source: str):
        self.source = source
        self._pairs = eval(source)

    def __iter__(self) -> Iterator[tuple[float, float]]:
        return self._pairs

    def __next__(self) -> tuple[float, float]:
        return next(self._pairs)


@check
def streamed(function: Callable) -> str:
    """Check the mean of values under softmax of their scores, in one pass over their pairs."""
    for pairs in STREAMS:
        with case(f"for the pairs {pairs}"):
            _weighted(function, pairs)
    many = 20 * MANY
    stream = _Pairs(f"((n % 7 / 2, n % 5) for n in range({many}))")
    held = memory(function, stream, shape=())
    if held > MANY:
        raise Wrong(
            f"the right numbers, but of {many:,} pairs your function holds {held:,.0f} numbers at "
            "once. Can it forget each pair before it asks for the next?"
        )
    return f"one pass, and never more than a few numbers at once, even of {many:,} pairs."


def _weighted(function: Callable, pairs: list[tuple[float, float]]) -> None:
    """Try one list of pairs."""
    scores, values = np.transpose(pairs)
    result = ask(function, _Pairs(f"iter({pairs})"), shape=(), finite=False)
    if not np.isfinite(result):
        raise Wrong(f"your result is {result}. Does an exponential overflow, or a sum become 0?")
    right = simplex.softmax(scores) @ values
    if not close(result, right):
        made = {words: slip(scores, values) for words, slip in _NO_STREAM.items()}
        name_slip(
            result, {words: value for words, value in made.items() if not close(value, right)}
        )
        raise Wrong(difference(result, right))


def _weights(scores: np.ndarray) -> np.ndarray:
    return np.exp(scores - scores.max())


def _never_rescaled(scores: np.ndarray) -> np.ndarray:
    """Return the weights of a reader who forgets what a higher score does to the old sums."""
    return np.exp(scores - np.maximum.accumulate(scores))


_NO_STREAM: dict[str, Callable] = {
    "that is the plain mean of the values.": lambda o, values: values.mean(),
    "that is the value of the highest score.": lambda o, values: values[o.argmax()],
    "the weights have not been divided by their sum.": lambda o, values: _weights(o) @ values,
    "a higher score has come, and neither of the old sums has noticed.": lambda o, values: (
        _never_rescaled(o) @ values / _never_rescaled(o).sum()
    ),
    "a higher score has come, and the old sum of weights has not noticed.": lambda o, v: (
        _weights(o) @ v / _never_rescaled(o).sum()
    ),
    "a higher score has come, and the old sum of values has not noticed.": lambda o, v: (
        _never_rescaled(o) @ v / _weights(o).sum()
    ),
}
