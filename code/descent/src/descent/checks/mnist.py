"""The checks of the chapter on MNIST."""

from collections.abc import Callable
from itertools import pairwise, takewhile
from math import ceil, comb, erfc, sqrt

import numpy as np
from explorable.judging import Exercise, Task, Value, fresh

TRUE, GUESSED = np.array([0, 0, 1, 2, 2, 2]), np.array([0, 1, 1, 2, 0, 0])
ONLY_ONE = ((2, 5), (2, 8), (3, 10), (3, 11), (4, 12), (4, 13))
"""Images that one of two models reads: counts for which each slip gives a p of its own."""


parameters = Exercise(
    oracle=lambda widths: sum((a + 1) * b for a, b in pairwise(widths)),
    inputs=lambda rng: (rng.integers(1, 13, size=rng.integers(2, 7)).tolist(),),
    cases={
        "for one layer from 784 to 10, as in the cell above": ([784, 10],),
        "for 784 → 10 → 10": ([784, 10, 10],),
    },
    slips={
        "those are the weights alone. What else is learned?": lambda widths: sum(
            a * b for a, b in pairwise(widths)
        ),
        "the inputs have no biases; each unit behind them has one.": lambda widths: (
            sum(a * b for a, b in pairwise(widths)) + sum(widths)
        ),
        "each layer has more than one bias: one for each of its units.": lambda widths: sum(
            a * b + 1 for a, b in pairwise(widths)
        ),
    },
    praise="each layer has (inputs + 1) · outputs parameters: 7,850, then 110 more.",
)
"""Check a function from the widths of a network's layers to the number of its parameters."""


@fresh
def steps(rng: np.random.Generator) -> Task:
    """Check how many steps a training of N images in batches of B takes."""
    B, full, epochs = (
        int(rng.choice([16, 32, 64])),
        int(rng.integers(20, 90)),
        int(rng.integers(4, 21)),
    )
    N = full * B + int(rng.integers(1, B // 2))
    right = (full + 1) * epochs
    slips = {
        "that is one epoch.": full + 1,
        f"{full} batches are full, but the rest of the images makes a smaller one.": full * epochs,
        "no batch reaches into the next epoch: each epoch ends with a smaller one.": (
            ceil(N * epochs / B)
        ),
        "that is how often an image is looked at. How many are looked at per step?": N * epochs,
        "that leaves out how many images a step looks at.": epochs,
    }

    def otherwise(actual: int) -> str:
        return f"{actual} steps are {actual / epochs:.4g} per epoch. How many batches?"

    praise = f"{full + 1} steps per epoch, and the last one takes {N - B * full} images."
    return Task(
        {"N": N, "B": B, "epochs": epochs}, Value(right, praise, slips, otherwise, digits=None)
    )


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

    def otherwise(p: float) -> str:
        if not 0 <= p <= 1:
            return "a probability is between 0 and 1."
        return f"{p:.4g} is not it. The sum has {few + 1} terms, each over 2 to the {n}."

    praise = f"{right:.3f}: so often is a fair coin at least as unequal."
    return Task(
        {"only_a": only_a, "only_b": only_b}, Value(right, praise, slips, otherwise, digits=3)
    )


@fresh
def noise_factor(rng: np.random.Generator) -> Task:
    """Check by what factor `many` images a step instead of `few` make the noise smaller."""
    few, right = int(rng.choice([2, 3, 5])), int(rng.choice([3, 4, 5, 7, 8, 10]))
    ratio = right**2
    many = few * ratio
    slips = {
        "the noise is multiplied by that. By what factor does it shrink?": 1 / right,
        f"{ratio} is the factor of the mean squared distance. What is it for the distance?": ratio,
        "that is the factor from a single image on.": sqrt(many),
        "that is how many images are added. What counts is how many times more there are.": (
            many - few
        ),
    }

    def otherwise(factor: float) -> str:
        return f"{factor:g} is not what s²/B says for the root of the mean squared distance."

    praise = f"{ratio} times the work for {right} times less noise: large batches pay less."
    return Task({"few": few, "many": many}, Value(right, praise, slips, otherwise, digits=2))


def _confused(y: np.ndarray, guesses: np.ndarray, num_classes: int) -> np.ndarray:
    counts = np.zeros((num_classes, num_classes))
    np.add.at(counts, (y, guesses), 1)
    return counts


def _guesses(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, int]:
    C, N = (int(n) for n in rng.integers([3, 6], [7, 30]))
    return rng.integers(C - 1, size=N), rng.integers(C, size=N), C


confusion_matrix = Exercise(
    oracle=_confused,
    inputs=_guesses,
    cases={
        "for six samples of three classes": (TRUE, GUESSED, 3),
        "for six samples of which two of five classes never occur": (TRUE, GUESSED, 5),
    },
    slips={
        "rows and columns are exchanged: the true class should choose the row.": lambda *given: (
            _confused(*given).T
        ),
        "a pair that comes twice is counted once.": lambda *given: np.minimum(_confused(*given), 1),
        "these are shares; the table should hold counts.": lambda y, g, C: (
            _confused(y, g, C) / len(y)
        ),
    },
    praise="right answers on the diagonal, and each error at (true class, guess).",
)
"""Check a table of counts, row true class, column guess, from (y, guesses, num_classes)."""


def _answered(P: np.ndarray, y: np.ndarray, threshold: float) -> np.ndarray:
    answered, wrong = P.max(axis=1) >= threshold, P.argmax(axis=1) != y
    return np.array([answered.mean(), wrong[answered].mean()])


def _images(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Draw distributions of images and labels; the larger the largest probability, the surer."""
    N, C = rng.integers([6, 3], [15, 5])
    P = rng.dirichlet(np.full(C, 0.6), size=N).round(4)
    return P, np.where(rng.random(N) < P.max(1), P.argmax(1), rng.integers(C, size=N))


def _thresholded(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, float]:
    """Draw images, and a threshold that one of them has exactly, or nearly."""
    P, y = _images(rng)
    return P, y, float(np.median(P.max(1)[1:])) - float(rng.choice([0, 0, 0.002, -0.002]))


_FOUR = np.array([[0.9, 0.1, 0.0], [0.2, 0.8, 0.0], [0.3, 0.3, 0.4], [0.05, 0.95, 0.0]])
_OF_FOUR = np.array([0, 1, 2, 2])

answer_if_sure = Exercise(
    oracle=_answered,
    inputs=_thresholded,
    cases={
        "at the threshold 0.5, which three of four rows reach": (_FOUR, _OF_FOUR, 0.5),
        "at the threshold 0.92, which one of four rows reaches": (_FOUR, _OF_FOUR, 0.92),
        "at the threshold 0.8, which one of the rows has exactly": (_FOUR, _OF_FOUR, 0.8),
    },
    slips={
        "that is the share of images that are not answered.": lambda P, y, t: np.array(
            [1 - _answered(P, y, t)[0], _answered(P, y, t)[1]]
        ),
        "the errors are divided by all samples; we want them among the answered.": lambda P, y, t: (
            _answered(P, y, t)[0] * np.array([1, _answered(P, y, t)[1]])
        ),
        "your second number is the share of right answers.": lambda P, y, t: np.abs(
            np.array([0, 1]) - _answered(P, y, t)
        ),
        "a probability of exactly the threshold is answered, and counts in both.": (
            lambda P, y, t: _answered(P, y, np.nextafter(t, 2))
        ),
    },
    praise="the model may stay silent, and what it says is then more often true.",
)
"""Check (share answered, error among the answered) from (P, y, threshold)."""


def _shares(P: np.ndarray, y: np.ndarray) -> dict[float, float]:
    """Return the share of errors among the answered, by threshold, the largest first."""
    sure, wrong = P.max(axis=1), P.argmax(axis=1) != y
    return {t: wrong[sure >= t].mean() for t in sorted(sure, reverse=True)}


def _lowest(P: np.ndarray, y: np.ndarray, allowed: float) -> float:
    return min((t for t, share in _shares(P, y).items() if share <= allowed), default=np.inf)


def _images_and_share(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, float]:
    """Draw images, and a share of errors that a threshold has, and hardly more."""
    P, y = _images(rng)
    return P, y, round(float(rng.choice([*_shares(P, y).values()])) + 0.001, 3)


def _sure(confidence: list[float], errors: list[int], allowed: float) -> tuple:
    """Return images of three classes that are so sure, right and wrong."""
    guesses = np.arange(len(errors)) % 3
    P = np.repeat(((1 - np.array(confidence)) / 2).round(4)[:, None], 3, axis=1)
    P[range(len(P)), guesses] = confidence
    return P, (guesses + np.array(errors)) % 3, allowed


def _until_too_many(P: np.ndarray, y: np.ndarray, allowed: float) -> float:
    few = list(takewhile(lambda pair: pair[1] <= allowed, _shares(P, y).items()))
    return few[-1][0] if few else np.inf


def _by_count(P: np.ndarray, y: np.ndarray, allowed: Callable) -> float:
    """Return the smallest threshold with so few errors, by how many images are answered."""
    sure, wrong = P.max(axis=1), P.argmax(axis=1) != y
    fits = [t for t in sure if wrong[sure >= t].sum() <= allowed((sure >= t).sum())]
    return min(fits, default=np.inf)


def _above(P: np.ndarray, y: np.ndarray, allowed: float) -> float:
    sure, wrong = P.max(axis=1), P.argmax(axis=1) != y
    return min(t for t in sure if wrong[sure > t].sum() <= allowed * (sure > t).sum())


def _misses(actual: np.ndarray, right: float, P: np.ndarray, y: np.ndarray, allowed: float) -> str:
    if actual > 1:
        return f"you refuse all, and {right:g} would do for `allowed` = {allowed:g}."
    if actual not in P.max(1):
        return f"your threshold {actual:g} is none of the largest probabilities."
    wrong = (P.argmax(1) != y)[P.max(1) >= actual]
    verdict = "too many" if wrong.mean() > allowed else "few enough, but not the smallest threshold"
    return f"{actual:g} answers {len(wrong)} of the images, {wrong.sum()} wrongly: {verdict}."


threshold = Exercise(
    oracle=_lowest,
    inputs=_images_and_share,
    cases={
        "for eight images": _sure(
            [0.77, 0.95, 0.58, 0.9, 0.66, 0.84, 0.71, 0.52], [1, 0, 0, 0, 1, 1, 0, 1], 0.41
        ),
        "for five images, of which three are equally sure": (
            _sure([0.8, 0.9, 0.6, 0.8, 0.8], [0, 0, 1, 1, 0], 0.2)
        ),
        "where exactly `allowed` is reached, which is allowed": (
            _sure([0.9, 0.8, 0.7, 0.6], [0, 1, 1, 1], 0.5)
        ),
        "where a quarter is allowed, and reached": (
            _sure([0.95, 0.9, 0.7, 0.6, 0.5], [0, 0, 0, 1, 1], 0.25)
        ),
        "where no threshold will do": _sure([0.9, 0.7, 0.8], [1, 0, 1], 0.3),
        "where all may be answered": _sure([0.9, 0.35, 0.6], [0, 0, 1], 0.4),
        "where no error is allowed": _sure([0.9, 0.7, 0.8], [0, 1, 0], 0.0),
    },
    slips={
        "the share of errors rises and falls again, and a smaller threshold would do.": (
            _until_too_many
        ),
        "the errors are divided by all images; we want them among the answered.": (
            lambda P, y, allowed: _by_count(P, y, lambda answered: allowed * len(P))
        ),
        "a share of errors of exactly `allowed` is accepted, too.": lambda P, y, allowed: _by_count(
            P, y, lambda answered: allowed * answered - 1e-9
        ),
        "an image that is exactly as sure as the threshold is answered, too.": _above,
        "this has the smallest share of errors, but more are allowed.": lambda P, y, _: min(
            _shares(P, y).items(), key=lambda pair: (pair[1], pair[0])
        )[0],
    },
    explain=_misses,
    finite=False,
    praise="with it, the model answers as many images as it may.",
)
"""Check the threshold that answers the most with a share of errors of at most `allowed`."""


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

    def otherwise(floor: float) -> str:
        return (
            f"{floor:.3f} is not it. These scores are probabilities: which {C} are the best for "
            "the true class, and what do they cost?"
        )

    praise = (
        f"log(e + {C - 1}) − 1 = {right:.3f}: if a loss stalls there, look for a second softmax."
    )
    return Task({"C": C}, Value(right, praise, slips, otherwise, digits=3))
