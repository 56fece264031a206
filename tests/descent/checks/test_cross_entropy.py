import re

import numpy as np
import pytest
from descent import checks, log_softmax, multiclass_hinge, softmax, softmax_cross_entropy
from descent.checks import cross_entropy as answers
from descent.metrics import calibration_error
from judging import Answers, task
from scipy import optimize, special


def own(scores, labels):
    return softmax(scores)[np.arange(len(labels)), labels]


def by_hand(scores, labels):
    return -log_softmax(scores)[np.arange(len(labels)), labels].mean()


def with_scipy(scores, labels):
    true = np.take_along_axis(scores, labels[:, None], axis=1)[:, 0]
    return (special.logsumexp(scores, axis=1) - true).mean()


def one_by_one(scores, labels):
    return np.mean([np.logaddexp.reduce(o) - o[k] for o, k in zip(scores, labels, strict=True)])


def in_matrices(X, labels, W):
    return X.T @ (softmax(X @ W) - np.eye(W.shape[1])[labels]) / len(X)


def sample_by_sample(X, labels, W):
    total = np.zeros_like(W)
    for x, label in zip(X, labels, strict=True):
        p = softmax(x @ W)
        p[label] -= 1
        total += np.outer(x, p)
    return total / len(X)


def with_einsum(X, labels, W):
    P = softmax(X @ W)
    P[range(len(X)), labels] -= 1
    return np.einsum("id,ic->dc", X, P) / len(labels)


def softplus(z, y):
    return np.logaddexp(0, z) - y * z


def by_cases(z, y):
    return np.logaddexp(0, np.where(y == 1, -z, z))


def naive(z, y):
    p = 1 / (1 + np.exp(-z))
    return -y * np.log(p) - (1 - y) * np.log(1 - p)


def clipped(z, y):
    p = np.clip(1 / (1 + np.exp(-z)), 1e-12, 1 - 1e-12)
    return -y * np.log(p) - (1 - y) * np.log(1 - p)


def losses_at(scores, labels, temperatures):
    return [softmax_cross_entropy(scores / T, labels) for T in temperatures]


def tried_all(scores, labels, temperatures):
    return temperatures[np.argmin(losses_at(scores, labels, temperatures))]


def kept_best(scores, labels, temperatures):
    best, least = None, np.inf
    for T in temperatures:
        loss = with_scipy(scores / T, labels)
        if loss < least:
            best, least = T, loss
    return best


def with_min(scores, labels, temperatures):
    return min(temperatures, key=lambda T: by_hand(scores / T, labels))


def bins(p, labels, count=10):
    """Return the gap and the share of every bin that is not empty."""
    confidence, right = p.max(axis=1), p.argmax(axis=1) == labels
    for low in range(count):
        inside = (low / count <= confidence) & (confidence < (low + 1) / count + (low + 1 == count))
        if inside.any():
            yield confidence[inside].mean() - right[inside].mean(), inside.mean()


def summed(p, labels):
    return sum(abs(gap) * share for gap, share in bins(p, labels))


def with_digitize(p, labels):
    confidence, right = p.max(axis=1), p.argmax(axis=1) == labels
    number = np.minimum(np.digitize(confidence, np.arange(11) / 10), 10)
    surplus = np.bincount(number, weights=confidence) - np.bincount(number, weights=right)
    return np.abs(surplus).sum() / len(p)


def from_the_package(p, labels):
    return calibration_error(labels, p)


def dropping_the_sure(p, labels):
    sure = p.max(axis=1) == 1
    return summed(p[~sure], labels[~sure]) * (~sure).mean()


def pulls(n):
    """Return p, and the pulls of the cross-entropy and of the squared error."""
    p = special.expit(n["z"])
    return p, 1 - p, 2 * p * (1 - p) ** 2


def ratio(n):
    _, strong, weak = pulls(n)
    return strong / weak


def targets(n):
    """Return the smoothed target of the true class and that of any other."""
    rest = n["smoothing"] / n["classes"]
    return 1 - n["smoothing"] + rest, rest


def lead(n):
    own, rest = targets(n)
    return np.log(own / rest)


CORPUS = {
    "wasted_bits": Answers(
        right=[0.6875, np.log2(8) - 2.3125, 0.69, 11 / 16],
        wrong={
            "draw the best code's tree": 1,
            "nothing below 0": -0.6875,
            "finite": np.nan,
            "a number": "two",
        },
    ),
    "loss": Answers(
        right=[with_scipy, by_hand, one_by_one, softmax_cross_entropy],
        wrong={
            "overflow": lambda o, y: -np.log(own(o, y)).mean(),
            "as large: it should be": lambda o, y: -np.log(np.maximum(own(o, y), 1e-12)).mean(),
            "the last class: ": lambda o, y: (
                -(np.eye(max(y) + 1)[y] * log_softmax(o)).sum(1).mean()
            ),
            "shape (4,)": lambda o, y: -np.log(own(o, y)),
            "yours is 3.95": lambda o, y: multiclass_hinge(o, y),
        },
    ),
    "gradient": Answers(
        right=[sample_by_sample, in_matrices, with_einsum],
        wrong={
            "should be 0.19, yours is 0.37": lambda X, y, W: 2 * in_matrices(X, y, W),
            "shape (3, 2)": lambda X, y, W: in_matrices(X, y, W).T,
            "shape (4, 3)": lambda X, y, W: softmax(X @ W) - np.eye(W.shape[1])[y],
            "no image of the last class": lambda X, y, W: (
                X.T @ (softmax(X @ W) - np.eye(y.max() + 1)[y]) / len(X)
            ),
            "four classes": lambda X, y, W: X.T @ (softmax(X @ W) - np.eye(3)[y]) / len(X),
        },
    ),
    "pull_ratio": Answers(
        right=lambda n: [ratio(n), round(ratio(n), 2), str(ratio(n))],
        wrong={
            "is above 0": 0,
            "would pull with": 1000,
        },
    ),
    "calibration": Answers(
        right=[summed, with_digitize, from_the_package],
        wrong={
            "with a confidence of 1": dropping_the_sure,
            "should be 0.37, yours is": lambda p, y: sum(abs(g) * w for g, w in bins(p, y, 5)),
            "shape (5,)": lambda p, y: [abs(gap) for gap, _ in bins(p, y)],
        },
    ),
    "log_loss": Answers(
        right=[
            by_cases,
            softplus,
            lambda z, y: np.maximum(z, 0) - y * z + np.log1p(np.exp(-abs(z))),
        ],
        wrong={
            "overflow": naive,
            "entry [1] should be 1000.00, yours is 27.63": clipped,
            "shape (4,), got shape ()": lambda z, y: softplus(z, y).mean(),
        },
    ),
    "temperature": Answers(
        right=[kept_best, tried_all, with_min],
        wrong={
            "a model too sure: it should be": lambda o, y, T: T[1],
            "a number, got shape (7,)": losses_at,
        },
    ),
    "initial_loss": Answers(
        right=lambda n: [
            np.log(n["classes"]),
            round(np.log(n["classes"]), 2),
            -np.log(1 / n["classes"]),
        ],
        wrong={
            "a loss near 0 is that of a model that is sure and": lambda n: 1 / n["classes"],
            "above 1": -1,
            "when all scores are equal": 1,
        },
    ),
    "best_lead": Answers(
        right=lambda n: [lead(n), round(lead(n), 2), np.log(targets(n)[0]) - np.log(targets(n)[1])],
        wrong={
            "times as likely": 0,
        },
    ),
}


def test_the_chapter_reaches_its_checks():
    assert checks.cross_entropy is answers


def test_temperatures_may_come_in_any_order():
    assert list(answers.TEMPERATURES) != sorted(answers.TEMPERATURES)
    found = {
        tried_all(scores, answers.TRUE, answers.TEMPERATURES)
        for scores in (answers.SURE, answers.SURE / 10)
    }
    assert found == {2, 0.25}


def test_no_confidence_is_at_the_edge_of_a_bin():
    tenths = 10 * answers.FORECASTS.max(axis=1)
    assert np.abs(tenths - tenths.round()).min() > 0.05
    assert np.allclose(answers.FORECASTS.sum(axis=1), 1)


def test_the_search_finds_the_least_loss():
    """The temperatures that are offered surround the best of all."""
    for scores, near in ((answers.SURE, (1, 4)), (answers.SURE / 10, (0.125, 0.5))):
        best = optimize.minimize_scalar(
            lambda T, scores=scores: with_scipy(scores / T, answers.TRUE), bounds=near
        )
        assert near[0] < best.x < near[1]


def test_the_pulls_that_are_told_have_the_ratio_that_is_asked_for():
    numbers, judge = task(checks.cross_entropy.pull_ratio)
    (ratio, *_) = CORPUS["pull_ratio"].right(numbers)
    strong, weak = re.findall(r"0\.\d+", judge(ratio).message)
    assert float(strong) / float(weak) == pytest.approx(ratio, rel=0.01)
