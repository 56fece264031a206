"""The checks of the chapter on MNIST."""

from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile
from math import ceil, comb, erfc, sqrt

import numpy as np
from explorable.judging import (
    Task,
    Wrong,
    ask,
    ask_number,
    case,
    check,
    close,
    count,
    fresh,
    name_slip,
    number,
)

TRUE = np.array([0, 0, 1, 2, 2, 2])
GUESSED = np.array([0, 1, 1, 2, 0, 0])
ONLY_ONE = ((2, 5), (2, 8), (3, 10), (3, 11), (4, 12), (4, 13))
"""Images that one of two models reads: counts for which each slip gives a p of its own."""
SURE = np.array([0.77, 0.95, 0.58, 0.9, 0.66, 0.84, 0.71, 0.52])
ERRORS = np.array([1, 0, 0, 0, 1, 1, 0, 1])
"""Images by their largest probability, and whether the guess is wrong."""


@check
def parameters(function: Callable) -> str:
    """Check a function from the widths of a network's layers to the number of its parameters."""
    one = ask_number(function, [784, 10])
    if one == 7840:
        raise Wrong("7,840 weights for one layer. What else is learned?")
    if one != 7850:
        raise Wrong(
            f"for one layer from 784 to 10 you count {one:g}; the cell above has the count."
        )
    two = ask_number(function, [784, 10, 10])
    if two != 7960:
        raise Wrong(f"right for one layer, but for 784 → 10 → 10 you count {two:g}.")
    three = ask_number(function, [2, 5, 4, 3])
    if three != 54:
        raise Wrong(f"right for one and two layers, but for 2 → 5 → 4 → 3 you count {three:g}.")
    return "each layer has (inputs + 1) · outputs parameters: 7,850, then 110 more."


@fresh
def steps(rng: np.random.Generator) -> Task:
    """Check how many steps a training of N images in batches of B takes."""
    sizes = [(100 * k, B) for k in range(11, 90) for B in (16, 32, 64) if 0 < 100 * k % B <= B / 2]
    N, B = sizes[rng.integers(len(sizes))]
    epochs = int(rng.integers(4, 21))
    of_one = ceil(N / B)
    right = of_one * epochs
    slips = {
        "that is one epoch.": of_one,
        f"{N // B} batches are full, but the rest of the images makes a smaller one.": N
        // B
        * epochs,
        "no batch reaches into the next epoch: each epoch ends with a smaller one.": ceil(
            N * epochs / B
        ),
        "that is how often an image is looked at. How many are looked at per step?": N * epochs,
        "that leaves out how many images a step looks at.": epochs,
    }

    def judge(answer: float) -> str:
        found = count(answer)
        name_slip(found, slips, rtol=0, atol=0)
        if found != right:
            raise Wrong(f"{found} steps are {found / epochs:.4g} per epoch. How many batches?")
        return f"{of_one} steps per epoch, and the last one takes {N - B * (of_one - 1)} images."

    return Task({"N": N, "B": B, "epochs": epochs}, judge)


@fresh
def mcnemar(rng: np.random.Generator) -> Task:
    """Check McNemar's p for two counts of images that only one of two models reads."""
    only_a, only_b = (int(n) for n in rng.permutation(ONLY_ONE[rng.integers(len(ONLY_ONE))]))
    few, n = min(only_a, only_b), only_a + only_b
    chances = [comb(n, k) / 2**n for k in range(few + 1)]
    right = 2 * sum(chances)
    slips = {
        "that is s, for one of the models ahead. It might have been the other one.": right / 2,
        "the sum ends with k = min(n_a, n_b), and that term belongs to it.": 2 * sum(chances[:-1]),
        "that is twice one term. Counts that are more unequal belong to the sum.": 2 * chances[-1],
        "that is the probability of these counts alone.": chances[-1],
        "that is the approximation by a normal distribution; take the sum.": erfc(
            (n - 2 * few) / sqrt(2 * n)
        ),
        "that is a share of the images. How likely are such counts for a fair coin?": few / n,
    }

    def judge(answer: float) -> str:
        p = number(answer)
        if abs(p - right) <= 0.0006:
            words = "a fair coin does that now and then" if right > 0.05 else "hardly a fair coin"
            return f"{right:.3f}: {words}."
        name_slip(p, slips, rtol=0, atol=0.0006)
        if not 0 <= p <= 1:
            raise Wrong("a probability is between 0 and 1.")
        raise Wrong(f"{p:.4g} is not it. The sum has {few + 1} terms, each over 2 to the {n}.")

    return Task({"only_a": only_a, "only_b": only_b}, judge)


@fresh
def noise_factor(rng: np.random.Generator) -> Task:
    """Check by what factor `many` images a step instead of `few` make the noise smaller."""
    few, ratio = (int(rng.choice(each)) for each in ([2, 3, 5], [4, 9, 16, 25, 49, 64, 100]))
    many, right = few * ratio, sqrt(ratio)
    slips = {
        "the noise is multiplied by that. By what factor does it shrink?": 1 / right,
        f"{ratio} is the factor of the mean squared distance. What is it for the distance?": ratio,
        "that is the factor from a single image on.": sqrt(many),
        "that many images are in a batch. How many times more are that than before?": many,
        "that is how many images are added. What counts is how many times more there are.": many
        - few,
    }

    def judge(answer: float) -> str:
        factor = number(answer)
        if close(factor, right):
            return f"{ratio} times the work for {right:g} times less noise: large batches pay less."
        name_slip(factor, slips, rtol=0, atol=1e-3)
        raise Wrong(f"{factor:g} is not what s²/B says for the root of the mean squared distance.")

    return Task({"few": few, "many": many}, judge)


@check
def confusion_matrix(function: Callable) -> str:
    """Check a table of counts, row true class, column guess, from (y, guesses, num_classes)."""
    expected = np.zeros((3, 3))
    np.add.at(expected, (TRUE, GUESSED), 1)
    counts = ask(function, TRUE, GUESSED, 3, shape=(3, 3))
    if np.array_equal(counts, expected.T):
        raise Wrong("rows and columns are exchanged: the true class should choose the row.")
    if np.array_equal(counts, np.minimum(expected, 1)):
        raise Wrong("a pair that comes twice is counted once.")
    if not np.array_equal(counts, counts.round()):
        raise Wrong("these are shares; the table should hold counts.")
    if counts.sum() != len(TRUE):
        raise Wrong(f"{len(TRUE)} samples were given, {counts.sum():g} are in your table.")
    if not np.array_equal(counts, expected):
        raise Wrong("the total is right, but some counts are in the wrong place.")
    more = ask(function, TRUE, GUESSED, 5, shape=(5, 5))
    if not np.array_equal(more, np.pad(expected, (0, 2))):
        raise Wrong("right for 3 classes; with 5, the two that never occur should have rows of 0.")
    return "right answers on the diagonal, and each error at (true class, guess)."


@check
def answer_if_sure(function: Callable) -> str:
    """Check (share answered, error among the answered) from (P, y, threshold)."""
    P = np.array([[0.9, 0.1, 0.0], [0.2, 0.8, 0.0], [0.3, 0.3, 0.4], [0.05, 0.95, 0.0]])
    y = np.array([0, 1, 2, 2])
    share, error = ask(function, P, y, 0.5, shape=(2,))
    if close(share, 0.25):
        raise Wrong(
            "3 of 4 rows have a probability of at least 0.5; 0.25 is the share of the others."
        )
    if not close(share, 0.75):
        raise Wrong(f"3 of 4 rows have a probability of at least 0.5; your share is {share:.2f}.")
    if close(error, 0.25):
        raise Wrong("the errors are divided by all samples; we want them among the answered.")
    if close(error, 2 / 3):
        raise Wrong("your second number is the share of right answers.")
    if not close(error, 1 / 3):
        raise Wrong(f"1 of the 3 answers is wrong; your error is {error:.2f}.")
    share, error = ask(function, P, y, 0.92, shape=(2,))
    if not close([share, error], [0.25, 1]):
        raise Wrong(
            f"right at the threshold 0.5, but at 0.92 one row of four is answered, wrongly; you "
            f"have {share:.2f} and {error:.2f}. Does the threshold enter?"
        )
    if not close(ask(function, P, y, 0.8, shape=(2,)), [0.75, 1 / 3]):
        raise Wrong("a probability of exactly the threshold is answered, and counts in both.")
    if not close(ask(function, P[:3], y[:3], 0.85, shape=(2,)), [1 / 3, 0]):
        raise Wrong("right for four rows, but not for the first three and the threshold 0.85.")
    return "the model may stay silent, and what it says is then more often true."


@check
def threshold(function: Callable) -> str:
    """Check the threshold that answers the most with a share of errors of at most `allowed`."""
    _try_threshold(function, SURE, ERRORS, 0.41, _NO_THRESHOLD)
    with case("right for eight images, but for five of which three are equally sure"):
        _try_threshold(function, [0.8, 0.9, 0.6, 0.8, 0.8], [0, 0, 1, 1, 0], 0.2)
    with case("right where less than `allowed` is wrong, but exactly `allowed` is still allowed"):
        _try_threshold(function, [0.9, 0.8, 0.7, 0.6], [0, 1, 1, 1], 0.5)
    with case("right where a threshold is found, but if there is none"):
        _try_threshold(function, [0.9, 0.7, 0.8], [1, 0, 1], 0.3)
    with case("right for other images, but for the least sure of all"):
        _try_threshold(function, [0.9, 0.35, 0.6], [0, 0, 1], 0.4)
    return "with it, the model answers as many images as it may."


def _try_threshold(
    function: Callable,
    sure: Sequence[float] | np.ndarray,
    errors: Sequence[int] | np.ndarray,
    allowed: float,
    slips: Mapping[str, Callable] | None = None,
) -> None:
    """Try images of three classes, which are so sure, right and wrong."""
    confidence, guesses = np.array(sure, float), np.arange(len(sure)) % 3
    P = np.repeat(((1 - confidence) / 2).round(3)[:, None], 3, axis=1)
    P[range(len(P)), guesses] = confidence
    y = (guesses + np.array(errors, int)) % 3
    found = float(ask(function, P, y, allowed, shape=(), finite=False))
    right = _lowest(P, y, allowed)
    if close(found, right):
        return
    name_slip(found, {words: slip(P, y, allowed) for words, slip in (slips or {}).items()})
    if np.isinf(found):
        raise Wrong(f"you refuse all, and {right:g} would do for `allowed` = {allowed}.")
    if found not in confidence:
        raise Wrong(f"your threshold {found:g} is none of the largest probabilities.")
    wrong = (y != guesses)[confidence >= found]
    words = "too many" if wrong.mean() > allowed else "few enough, but not the smallest threshold"
    raise Wrong(f"{found:g} answers {len(wrong)} of the images, {wrong.sum()} wrongly: {words}.")


def _shares(P: np.ndarray, y: np.ndarray) -> dict[float, float]:
    """Return the share of errors among the answered, by threshold, the largest first."""
    sure, wrong = P.max(axis=1), P.argmax(axis=1) != y
    return {t: wrong[sure >= t].mean() for t in sorted(sure, reverse=True)}


def _lowest(P: np.ndarray, y: np.ndarray, allowed: float) -> float:
    return min((t for t, share in _shares(P, y).items() if share <= allowed), default=np.inf)


def _until_too_many(P: np.ndarray, y: np.ndarray, allowed: float) -> float:
    few = list(takewhile(lambda pair: pair[1] <= allowed, _shares(P, y).items()))
    return few[-1][0] if few else np.inf


def _of_all(P: np.ndarray, y: np.ndarray, allowed: float) -> float:
    sure, wrong = P.max(axis=1), P.argmax(axis=1) != y
    return min((t for t in sure if (wrong & (sure >= t)).mean() <= allowed), default=np.inf)


def _above(P: np.ndarray, y: np.ndarray, allowed: float) -> float:
    sure, wrong = P.max(axis=1), P.argmax(axis=1) != y
    return min(t for t in sure if wrong[sure > t].sum() <= allowed * (sure > t).sum())


_NO_THRESHOLD: dict[str, Callable] = {
    "the share of errors rises and falls again, and a smaller threshold would do.": _until_too_many,
    "the errors are divided by all images; we want them among the answered.": _of_all,
    "an image that is exactly as sure as the threshold is answered, too.": _above,
    "this answers as few images as it can.": lambda P, y, _: P.max(),
    "this has the smallest share of errors, but more are allowed.": lambda P, y, _: min(
        _shares(P, y).items(), key=lambda pair: (pair[1], pair[0])
    )[0],
    "that is the share of the images that are answered.": lambda P, y, allowed: (
        P.max(axis=1) >= _lowest(P, y, allowed)
    ).mean(),
}


@fresh
def softmax_twice(rng: np.random.Generator) -> Task:
    """Check the floor of the loss for C classes if probabilities are taken for scores."""
    C = int(rng.integers(3, 40))
    total = np.log(np.e + C - 1)
    right = total - 1
    slips = {
        "0 would need a score that leads by ever more; these scores lie in [0, 1].": 0,
        f"log {C} is the loss of {C} equal scores; some lead is possible.": np.log(C),
        f"the true class is one of the {C}. How many others are there?": np.log(np.e + C) - 1,
        "that is a probability. The loss is its negative logarithm.": np.exp(-right),
        "that is log-sum-exp. The score of the true class is subtracted.": total,
        "that is the logarithm to base 10.": right / np.log(10),
    }

    def judge(answer: float) -> str:
        floor = number(answer)
        if abs(floor - right) <= 0.005:
            return (
                f"log(e + {C - 1}) − 1 = {right:.3f}: a loss that stalls there has two softmaxes."
            )
        name_slip(floor, slips, rtol=0, atol=0.005)
        raise Wrong(
            f"{floor:.3f} is not it. These scores are probabilities: which {C} are the best for "
            "the true class, and what do they cost?"
        )

    return Task({"C": C}, judge)
