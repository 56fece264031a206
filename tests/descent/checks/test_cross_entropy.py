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


def through_jacobian(X, labels, W):
    P = softmax(X @ W)
    errors = P - np.eye(W.shape[1])[labels]
    return X.T @ (P * (errors - (P * errors).sum(axis=1, keepdims=True))) / len(X)


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


def most_right(scores, labels, temperatures):
    right = [((scores / T).argmax(axis=1) == labels).mean() for T in temperatures]
    return temperatures[np.argmax(right)]


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


def with_empty_bins(p, labels):
    confidence, right = p.max(axis=1), p.argmax(axis=1) == labels
    error = 0
    for low in range(10):
        inside = (10 * confidence).astype(int) == low
        error += inside.mean() * abs(confidence[inside].mean() - right[inside].mean())
    return error


def by_true_class(p, labels):
    confidence, right = p[np.arange(len(p)), labels], p.argmax(axis=1) == labels
    tenths = (10 * confidence).astype(int)
    gaps = [abs((confidence - right)[tenths == b].sum()) for b in range(10)]
    return sum(gaps) / len(p)


def draw_labels(rng, N=5, C=4):
    return rng.integers(C, size=N)


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
            "code spends": 3,
            "How much more": 2.3125,
            "in nats": 0.6875 * np.log(2),
            "other way around": 0.625,
            "draw the best code's tree": 1,
            "nothing below 0": -0.6875,
            "finite": np.nan,
            "a number": "two",
        },
    ),
    "loss": Answers(
        right=[with_scipy, by_hand, one_by_one, softmax_cross_entropy],
        wrong={
            "that is the sum": lambda o, y: -np.log(own(o, y)).sum(),
            "average over the images": lambda o, y: (
                -(np.eye(o.shape[1])[y] * log_softmax(o)).mean()
            ),
            "sign": lambda o, y: np.log(own(o, y)).mean(),
            "base 10": lambda o, y: -np.log10(own(o, y)).mean(),
            "bits": lambda o, y: -np.log2(own(o, y)).mean(),
            "mean of the logarithms": lambda o, y: -np.log(own(o, y).mean()),
            "Where is the logarithm": lambda o, y: 1 - own(o, y).mean(),
            "each column": lambda o, y: -np.log(softmax(o.T).T[np.arange(len(y)), y]).mean(),
            "still to be subtracted": lambda o, y: np.log(np.exp(o).sum(axis=1)).mean(),
            "overflow": lambda o, y: -np.log(own(o, y)).mean(),
            "as large: it should be": lambda o, y: -np.log(np.maximum(own(o, y), 1e-12)).mean(),
            "three images": lambda o, y: -np.log(own(o, y)).sum() / 4,
            "the last class: ": lambda o, y: (
                -(np.eye(max(y) + 1)[y] * log_softmax(o)).sum(1).mean()
            ),
            "shape (4,)": lambda o, y: -np.log(own(o, y)),
            "yours is 3.95": lambda o, y: multiclass_hinge(o, y),
        },
        inputs=lambda rng: (rng.normal(scale=300, size=(5, 4)), draw_labels(rng)),
    ),
    "gradient": Answers(
        right=[sample_by_sample, in_matrices, with_einsum],
        wrong={
            "uphill": lambda X, y, W: -in_matrices(X, y, W),
            "the gradient of a mean": lambda X, y, W: len(X) * in_matrices(X, y, W),
            "average over the images": lambda X, y, W: in_matrices(X, y, W) / W.shape[1],
            "targets are missing": lambda X, y, W: X.T @ softmax(X @ W) / len(X),
            "probabilities are missing": lambda X, y, W: (
                X.T @ (X @ W - np.eye(W.shape[1])[y]) / len(X)
            ),
            "as a factor": through_jacobian,
            "Which loss is asked": lambda X, y, W: 2 * through_jacobian(X, y, W),
            "each column": lambda X, y, W: (
                X.T @ (softmax((X @ W).T).T - np.eye(W.shape[1])[y]) / len(X)
            ),
            "should be 0.19, yours is 0.37": lambda X, y, W: 2 * in_matrices(X, y, W),
            "shape (3, 2)": lambda X, y, W: in_matrices(X, y, W).T,
            "shape (4, 3)": lambda X, y, W: softmax(X @ W) - np.eye(W.shape[1])[y],
            "no image of the last class": lambda X, y, W: (
                X.T @ (softmax(X @ W) - np.eye(y.max() + 1)[y]) / len(X)
            ),
            "three images": lambda X, y, W: len(X) * in_matrices(X, y, W) / 4,
            "four classes": lambda X, y, W: X.T @ (softmax(X @ W) - np.eye(3)[y]) / len(X),
        },
        inputs=lambda rng: (rng.normal(size=(5, 3)), draw_labels(rng), rng.normal(size=(3, 4))),
    ),
    "pull_ratio": Answers(
        right=lambda n: [ratio(n), float(f"{ratio(n):.3g}"), str(ratio(n))],
        wrong={
            "measured by the other": lambda n: 1 / ratio(n),
            "of a square": lambda n: 2 * ratio(n),
            "one more factor": lambda n: 1 / (2 * pulls(n)[0]),
            "absolute error": lambda n: 1 / pulls(n)[0],
            "missing from one": 0.5,
            "losses themselves": lambda n: -np.log(pulls(n)[0]) / (1 - pulls(n)[0]) ** 2,
            "is positive": lambda n: -ratio(n),
            "is above 0": 0,
            "would pull with": 1000,
        },
    ),
    "calibration": Answers(
        right=[summed, with_digitize, from_the_package],
        wrong={
            "size of each gap": lambda p, y: sum(gap * share for gap, share in bins(p, y)),
            "in one bin here": lambda p, y: abs((p.argmax(axis=1) == y).mean() - p.max(1).mean()),
            "counts alike": lambda p, y: np.mean([abs(gap) for gap, _ in bins(p, y)]),
            "divided the sum of the gaps by ten": lambda p, y: (
                sum(abs(gap) for gap, _ in bins(p, y)) / 10
            ),
            "that is the sum of the gaps": lambda p, y: sum(abs(gap) for gap, _ in bins(p, y)),
            "the largest gap": lambda p, y: max(abs(gap) for gap, _ in bins(p, y)),
            "squared": lambda p, y: sum(gap**2 * share for gap, share in bins(p, y)),
            "by itself": lambda p, y: np.abs(p.max(axis=1) - (p.argmax(axis=1) == y)).mean(),
            "not that of the true class": by_true_class,
            "that is the accuracy": lambda p, y: (p.argmax(axis=1) == y).mean(),
            "pass it over": with_empty_bins,
            "with a confidence of 1": dropping_the_sure,
            "should be 0.37, yours is": lambda p, y: sum(abs(g) * w for g, w in bins(p, y, 5)),
            "shape (5,)": lambda p, y: [abs(gap) for gap, _ in bins(p, y)],
        },
        inputs=lambda rng: (softmax(rng.normal(scale=4, size=(12, 3))), draw_labels(rng, 12, 3)),
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
            "for z = 3 and y = 0 you get 0.00": lambda z, y: y * softplus(z, 1),
            "for z = 3 and y = 0 you get 0.69": lambda z, y: np.logaddexp(0, -y * z),
            "sign": lambda z, y: -softplus(z, y),
            "exchanged": lambda z, y: softplus(z, 1 - y),
            "bits": lambda z, y: softplus(z, y) / np.log(2),
            "shape (4,), got shape ()": lambda z, y: softplus(z, y).mean(),
            "σ(0) = 0.500": lambda z, y: abs(y - special.expit(z)),
        },
        inputs=lambda rng: (rng.normal(scale=300, size=6), rng.integers(2, size=6)),
    ),
    "temperature": Answers(
        right=[kept_best, tried_all, with_min],
        wrong={
            "They are divided": lambda o, y, T: tried_all(o, y, 1 / T) ** -1,
            "largest loss": lambda o, y, T: T[np.argmax(losses_at(o, y, T))],
            "place of the temperature": lambda o, y, T: np.argmin(losses_at(o, y, T)),
            "that is the least loss": lambda o, y, T: min(losses_at(o, y, T)),
            "compared accuracies": most_right,
            "one too modest: it should be": lambda o, y, T: max(1, tried_all(o, y, T)),
            "a model too sure: it should be": lambda o, y, T: T[1],
            "a number, got shape (7,)": losses_at,
        },
        inputs=lambda rng: (
            rng.normal(scale=4, size=(6, 3)),
            draw_labels(rng, 6, 3),
            rng.permutation(np.geomspace(0.1, 10, 9)),
        ),
    ),
    "initial_loss": Answers(
        right=lambda n: [
            np.log(n["classes"]),
            round(np.log(n["classes"]), 2),
            -np.log(1 / n["classes"]),
        ],
        wrong={
            "base 10": lambda n: np.log10(n["classes"]),
            "in bits": lambda n: np.log2(n["classes"]),
            "What does it cost": lambda n: 1 / n["classes"],
            "number of classes": lambda n: n["classes"],
            "minus sign": lambda n: -np.log(n["classes"]),
            "yes-or-no": lambda n: n["classes"] * np.log(2),
            "knows nothing": 0,
            "above 1": -1,
            "when all scores are equal": 1,
        },
    ),
    "best_lead": Answers(
        right=lambda n: [lead(n), round(lead(n), 2), np.log(targets(n)[0]) - np.log(targets(n)[1])],
        wrong={
            "and the others get the rest": lambda n: np.log(1 / n["smoothing"] - 1),
            "little more": lambda n: np.log((1 - n["smoothing"]) / targets(n)[1]),
            "the true one included": lambda n: np.log(
                (1 / n["smoothing"] - 1) * (n["classes"] - 1)
            ),
            "its logarithm": lambda n: np.divide(*targets(n)),
            "bits": lambda n: np.log2(np.divide(*targets(n))),
            "would trail": lambda n: -lead(n),
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
