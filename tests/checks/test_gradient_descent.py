import numpy as np
import pytest
from descent import SGD, checks, minimize, one_hot, softmax, softmax_cross_entropy_gradient

judge = checks.gradient_descent


def accepted(check, answer):
    verdict = check(answer)
    assert verdict.passed, verdict


def refused(check, answer, word):
    verdict = check(answer)
    assert not verdict.passed and word in verdict.message, verdict


@pytest.mark.parametrize("answer", [1 / 3, 0.333, np.float64(2 / 6)])
def test_largest_step_accepts(answer):
    accepted(judge.largest_step, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [(1 / 6, "arrives at once"), (0.3, "still shrinks"), (2 / 3, "grows already"), (..., "dots")],
)
def test_largest_step_refuses(answer, word):
    refused(judge.largest_step, answer, word)


def loop(gradient, start, eta, steps):
    x = start
    for _ in range(steps):
        x = x - eta * gradient(x)
    return x


def with_the_package(gradient, start, eta, steps):
    return minimize(lambda x: 0.0, gradient, start, SGD(eta), steps).points[-1]


def in_place(gradient, start, eta, steps):
    for _ in range(steps):
        start -= eta * gradient(start)
    return start


def one_too_few(gradient, start, eta, steps):
    return loop(gradient, start, eta, steps - 1)


def uphill(gradient, start, eta, steps):
    return loop(gradient, start, -eta, steps)


def one_slope(gradient, start, eta, steps):
    return start - steps * eta * gradient(start)


def wrong_rate(gradient, start, eta, steps):
    return loop(gradient, start, eta**2, steps)


def all_points(gradient, start, eta, steps):
    return [loop(gradient, start, eta, t) for t in range(steps + 1)]


def nothing(gradient, start, eta, steps):
    """Return nothing."""


def fewer_arguments(gradient, start):
    return start


@pytest.mark.parametrize("answer", [loop, with_the_package])
def test_descent_accepts(answer):
    accepted(judge.descent, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (in_place, "caller's start"),
        (one_too_few, "2 were taken"),
        (uphill, "uphill"),
        (one_slope, "slope at the start"),
        (wrong_rate, "third point"),
        (all_points, "shape (4, 2)"),
        (nothing, "nothing returned nothing"),
        (fewer_arguments, "TypeError"),
        (0.1, "takes a function"),
    ],
)
def test_descent_refuses(answer, word):
    refused(judge.descent, answer, word)


def batch_mean(X, labels, W, batch):
    P = softmax(X[batch] @ W)
    return X[batch].T @ (P - one_hot(labels[batch], 3)) / len(batch)


def sample_by_sample(X, labels, W, batch):
    return sum(np.outer(X[i], softmax(X[i] @ W) - np.eye(3)[labels[i]]) for i in batch) / len(batch)


def all_samples(X, labels, W, batch):
    return X.T @ softmax_cross_entropy_gradient(X @ W, labels)


def once_each(X, labels, W, batch):
    return batch_mean(X, labels, W, np.unique(batch))


def no_targets(X, labels, W, batch):
    return X[batch].T @ softmax(X[batch] @ W) / len(batch)


def always_three(X, labels, W, batch):
    return batch_mean(X, labels, W, batch) * len(batch) / 3


@pytest.mark.parametrize("answer", [batch_mean, sample_by_sample])
def test_batch_gradient_accepts(answer):
    accepted(judge.batch_gradient, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (all_samples, "all five"),
        (once_each, "twice"),
        (lambda X, y, W, b: len(b) * batch_mean(X, y, W, b), "a sum over the batch"),
        (lambda X, y, W, b: len(b) / len(X) * batch_mean(X, y, W, b), "divided by N"),
        (lambda X, y, W, b: -batch_mean(X, y, W, b), "downhill"),
        (no_targets, "not the mean"),
        (always_three, "one sample"),
        (lambda X, y, W, b: batch_mean(X, y, W, b).T, "shape (3, 2)"),
    ],
)
def test_batch_gradient_refuses(answer, word):
    refused(judge.batch_gradient, answer, word)


def test_ravine_steps_accepts_what_a_descent_takes():
    curvature = np.array([1.0, 100.0])
    points, _ = minimize(
        lambda x: x @ (curvature * x), lambda x: curvature * x, [1.0, 0.01], SGD(2 / 101), 200
    )
    distance = np.abs(points[:, 0])
    accepted(judge.ravine_steps, int(np.flatnonzero(distance <= 0.1)[0]))
    accepted(judge.ravine_steps, 116.0)


@pytest.mark.parametrize(
    ("answer", "word"),
    [(115, "0.1003 of what it was"), (117, "116 steps would do"), (230, "1/L"), (115.1, "whole")],
)
def test_ravine_steps_refuses(answer, word):
    refused(judge.ravine_steps, answer, word)


@pytest.mark.parametrize("answer", [(0.5, 1), [0.5, 1.0], np.array([0.5, 1])])
def test_decay_exponents_accepts(answer):
    accepted(judge.decay_exponents, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        ((0, 1), "squares"),
        ((0.5, 2), "finite sum"),
        ((0.3, 1), "noise stays"),
        ((0.6, 0.9), "others"),
        ((1, 0.5), "smaller end"),
        (0.5, "shape"),
    ],
)
def test_decay_exponents_refuses(answer, word):
    refused(judge.decay_exponents, answer, word)
