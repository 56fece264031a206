from fractions import Fraction
from itertools import pairwise
from math import comb, sqrt

import numpy as np
import scipy.stats
import sklearn.metrics
from descent import checks, one_hot, softmax_cross_entropy
from judging import Answers, accepted, refused, task

judge = checks.mnist


def test_steps_accepts_what_the_training_loop_takes():
    for seed in range(8):
        numbers = judge.steps.numbers(seed)
        taken = sum(
            1 for _ in range(numbers["epochs"]) for _ in range(0, numbers["N"], numbers["B"])
        )
        accepted(lambda steps, seed=seed: judge.steps(steps, seed=seed), taken)


def test_softmax_twice_accepts_what_no_probabilities_go_below():
    rng = np.random.default_rng(0)
    for seed in range(8):
        C = judge.softmax_twice.numbers(seed)["C"]
        P = np.vstack([rng.dirichlet(np.full(C, 0.05), size=2_000), np.eye(C)])
        lowest = softmax_cross_entropy(P, np.zeros(len(P), int), reduction="none").min()
        accepted(lambda floor, seed=seed: judge.softmax_twice(floor, seed=seed), lowest)


def test_mcnemar_is_scipy_s_test_of_a_coin():
    for seed in range(20):
        only_a, only_b = judge.mcnemar.numbers(seed).values()
        p = scipy.stats.binomtest(only_a, only_a + only_b).pvalue
        accepted(lambda answer, seed=seed: judge.mcnemar(answer, seed=seed), p)


def count(widths):
    return sum((a + 1) * b for a, b in pairwise(widths))


def count_in_a_loop(widths):
    total = 0
    for k in range(1, len(widths)):
        total += widths[k - 1] * widths[k] + widths[k]
    return total


def count_and_forget(widths):
    if not widths[1:]:
        return 0
    first = widths.pop(0)
    return (first + 1) * widths[0] + count_and_forget(widths)


def weights(widths):
    return sum(a * b for a, b in pairwise(widths))


def batches(n):
    return -(-n["N"] // n["B"])


def tail(n, last):
    few, total = min(n["only_a"], n["only_b"]), n["only_a"] + n["only_b"]
    return sum(comb(total, k) for k in range(few + last)) / 2**total


def ratio(n):
    return n["many"] / n["few"]


def floor(n):
    return np.log(np.e + n["C"] - 1) - 1


def table(y, guesses, num_classes):
    return one_hot(y, int(num_classes)).T @ one_hot(guesses, int(num_classes))


def table_in_a_loop(y, guesses, num_classes):
    counts = np.zeros((num_classes, num_classes), int)
    for row, column in zip(y, guesses, strict=True):
        counts[row, column] += 1
    return counts


def table_by_sklearn(y, guesses, num_classes):
    return sklearn.metrics.confusion_matrix(y, guesses, labels=range(int(num_classes)))


def answered(P, y, threshold):
    sure = P.max(axis=1) >= threshold
    return sure.mean(), (P.argmax(axis=1) != y)[sure].mean()


def answered_in_a_loop(P, y, threshold):
    wrong = [
        row.argmax() != label for row, label in zip(P, y, strict=True) if max(row) >= threshold
    ]
    return len(wrong) / len(P), sum(wrong) / len(wrong)


def answered_by_weights(P, y, threshold):
    sure = np.where(P.max(1) < threshold, 0.0, 1.0)
    return [sure.sum() / len(y), np.average(np.argmax(P, 1) != y, weights=sure)]


def lowest(P, y, allowed):
    sure, wrong = P.max(axis=1), P.argmax(axis=1) != y
    return min((t for t in sure if wrong[sure >= t].mean() <= allowed), default=np.inf)


def by_sums(P, y, allowed):
    order = np.argsort(-P.max(axis=1))
    sure, wrong = P.max(axis=1)[order], (P.argmax(axis=1) != y)[order]
    shares = np.cumsum(wrong) / np.arange(1, len(y) + 1)
    last = np.append(sure[1:] < sure[:-1], True)
    good = np.flatnonzero(last & (shares <= allowed))
    return sure[good[-1]] if len(good) else np.inf


def upward(P, y, allowed):
    for t in sorted({max(row) for row in P.tolist()}):
        rows = [k for k, row in enumerate(P) if max(row) >= t]
        if sum(P[k].argmax() != y[k] for k in rows) <= allowed * len(rows):
            return t
    return float("inf")


def ties_apart(P, y, allowed):
    order = np.argsort(-P.max(axis=1), kind="stable")
    shares = np.cumsum((P.argmax(axis=1) != y)[order]) / np.arange(1, len(y) + 1)
    good = np.flatnonzero(shares <= allowed)
    return P.max(axis=1)[order][good[-1]] if len(good) else np.inf


def less_than_allowed(P, y, allowed):
    return lowest(P, y, allowed - 1e-9)


def or_else(value):
    return lambda P, y, allowed: t if np.isfinite(t := lowest(P, y, allowed)) else value


def from_one_half(P, y, allowed):
    t = lowest(P, y, allowed)
    return max(t, min(c for c in P.max(axis=1) if c >= 0.5))


CORPUS = {
    "parameters": Answers(
        right=[count, count_in_a_loop, count_and_forget],
        wrong={
            "794": lambda widths: widths[0] + widths[1],
            "7860": lambda widths: weights(widths) + 2 * sum(widths[1:]),
            "8624": lambda widths: weights(widths) + widths[0],
            "shape (1,)": lambda widths: [count(widths)],
            "TypeError": lambda widths: sum(widths * 2) + widths,
            "takes a function": 7850,
        },
    ),
    "steps": Answers(
        right=lambda n: [
            batches(n) * n["epochs"],
            np.ceil(n["N"] / n["B"]) * n["epochs"],
            Fraction(len(range(0, n["N"], n["B"])) * n["epochs"]),
        ],
        wrong=lambda n: {
            "per epoch. How many": (batches(n) + 1) * n["epochs"],
            "whole": n["N"] * n["epochs"] / n["B"] + 0.01,
        },
    ),
    "mcnemar": Answers(
        right=lambda n: [2 * tail(n, 1), round(2 * tail(n, 1), 3), np.float32(2 * tail(n, 1))],
        wrong=lambda n: {
            "between 0 and 1": -tail(n, 1),
            "is not it": 0.9,
        },
    ),
    "noise_factor": Answers(
        right=lambda n: [
            np.sqrt(ratio(n)),
            round(ratio(n) ** 0.5),
            sqrt(n["many"] / n["few"]),
        ],
        wrong=lambda n: {
            "-3 is not what": -3,
            "s²/B says": 1.5,
        },
    ),
    "confusion_matrix": Answers(
        right=[table, table_in_a_loop, table_by_sklearn],
        wrong={
            "shape (5, 5), got shape (3, 3)": lambda y, g, c: table(y, g, 3),
            "IndexError": lambda y, g, c: table_in_a_loop(y + 1, g + 1, c),
            "takes a function": table([0], [0], 1),
        },
    ),
    "answer_if_sure": Answers(
        right=[answered, answered_in_a_loop, answered_by_weights],
        wrong={
            "shape (2,)": lambda P, y, t: answered(P, y, t)[0],
            "takes a function": (0.75, 1 / 3),
        },
    ),
    "threshold": Answers(
        right=[lowest, by_sums, upward],
        wrong={
            "equally sure": ties_apart,
            "exactly `allowed`": less_than_allowed,
            "0.9 answers 1 of the images, 1 wrongly": or_else(0.9),
            "none of the largest": or_else(1.0),
            "threshold nan": or_else(np.nan),
            "returned nothing": or_else(None),
            "0.6 answers 2 of the images, 1 wrongly: too many.": from_one_half,
            "you refuse all": lambda P, y, allowed: np.inf,
            "takes a function": 0.71,
        },
    ),
    "softmax_twice": Answers(
        right=lambda n: [
            floor(n),
            round(floor(n), 3),
            softmax_cross_entropy(np.eye(n["C"])[1], 1),
            -np.log(np.e / (np.e + n["C"] - 1)),
        ],
        wrong=lambda n: {
            "which": floor(n) + 0.01,
        },
    ),
}


def test_the_floor_is_not_given_away():
    _, judged = task(judge.softmax_twice)
    assert "(1, 0" not in judged(7).message


def test_what_is_above_one_is_no_probability():
    _, judged = task(judge.mcnemar)
    refused(judged, 1.5, "between 0 and 1")
