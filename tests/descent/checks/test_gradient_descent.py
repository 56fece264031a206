from fractions import Fraction

import numpy as np
import pytest
from descent import SGD, checks, minimize, one_hot, softmax, softmax_cross_entropy_gradient
from descent.optimizers import LineSearch
from judging import Answers, accepted, task

judge = checks.gradient_descent


def test_ravine_steps_accepts_what_a_descent_takes():
    for seed in range(8):
        numbers = judge.ravine_steps.numbers(seed)
        kappa, times = numbers["kappa"], numbers["times"]
        curvature = np.array([1.0, kappa])
        points, _ = minimize(
            lambda x, c=curvature: x @ (c * x),
            lambda x, c=curvature: c * x,
            [1.0, 1 / kappa],
            SGD(2 / (1 + kappa)),
            2_000,
        )
        taken = int(np.flatnonzero(np.abs(points[:, 0]) <= 1 / times)[0])
        accepted(lambda steps, seed=seed: judge.ravine_steps(steps, seed=seed), taken)


@pytest.mark.parametrize(
    "answer",
    [lambda a, b: ((a - a.mean(0)) / a.std(0, ddof=1), (b - a.mean(0)) / a.std(0, ddof=1))],
)
def test_standardize_accepts_the_deviation_of_a_sample(answer):
    accepted(judge.standardize, answer)


def first_step(n):
    return 1 / (2 * n["a"] * n["start"] ** 2)


def steps_of(n, factor):
    return np.ceil(np.log(n["times"]) / -np.log(factor))


def best_factor(n):
    return (n["kappa"] - 1) / (n["kappa"] + 1)


def most_steps(n):
    return steps_of(n, best_factor(n))


def by_multiplying(n):
    steps, left = 0, 1.0
    while left > 1 / n["times"]:
        steps, left = steps + 1, left * best_factor(n)
    return steps


def way(n):
    return n["steepest"] * n["eta0"] / (1 - np.exp(-n["decay"]))


def way_by_adding(n):
    return n["steepest"] * sum(n["eta0"] * np.exp(-n["decay"] * t) for t in range(1_000))


def descend(gradient, start, eta, steps):
    x = start
    for _ in range(steps):
        x = x - eta * gradient(x)
    return x


def with_the_package(gradient, start, eta, steps):
    return minimize(lambda x: 0.0, gradient, start, SGD(eta), steps).points[-1]


def step_within(gradient, start, eta, steps):
    return step_within(gradient, start - eta * gradient(start), eta, steps - 1) if steps else start


def copied_first(gradient, start, eta, steps):
    x = start.copy()
    while steps:
        x -= eta * gradient(x)
        steps -= 1
    return list(x)


def in_place(gradient, start, eta, steps):
    for _ in range(steps):
        start -= eta * gradient(start)
    return start


def all_points(gradient, start, eta, steps):
    return [descend(gradient, start, eta, t) for t in range(steps + 1)]


def nothing(gradient, start, eta, steps):
    """Return nothing."""


def differences(f, x, h):
    return np.array([(f(x + h * e) - f(x - h * e)) / (2 * h) for e in np.eye(len(x))])


def there_and_back(f, x, h):
    slopes = []
    for k in range(len(x)):
        kept = x[k]
        x[k] = kept + h
        up = f(x)
        x[k] = kept - h
        slopes.append((up - f(x)) / (2 * h))
        x[k] = kept
    return slopes


def with_a_copy(f, x, h):
    slopes = np.zeros(len(x))
    for k in range(len(x)):
        up, down = x.copy(), x.copy()
        up[k] += h
        down[k] -= h
        slopes[k] = (f(up) - f(down)) / 2 / h
    return slopes


def moves_x(f, x, h):
    slopes = []
    for k in range(len(x)):
        x[k] += h
        up = f(x)
        x[k] -= 2 * h
        slopes.append((up - f(x)) / (2 * h))
    return slopes


def standardize(train, test):
    mean, deviation = train.mean(axis=0), train.std(axis=0)
    return (train - mean) / deviation, (test - mean) / deviation


def column_by_column(train, test):
    train, test = train.copy(), test.copy()
    for k in range(train.shape[1]):
        mean, deviation = np.mean(train[:, k]), np.std(train[:, k])
        train[:, k] = (train[:, k] - mean) / deviation
        test[:, k] = (test[:, k] - mean) / deviation
    return [train, test]


def by_moments(train, test):
    mean = train.sum(0) / len(train)
    deviation = ((train**2).mean(0) - mean**2) ** 0.5
    return tuple((each - mean) / deviation for each in (train, test))


def alone(data):
    return (data - data.mean(0)) / data.std(0)


def by(data, train, test):
    return (train - data.mean(0)) / data.std(0), (test - data.mean(0)) / data.std(0)


def batch_gradient(X, labels, W, batch):
    P = softmax(X[batch] @ W)
    return X[batch].T @ (P - one_hot(labels[batch], W.shape[1])) / len(batch)


def sample_by_sample(X, labels, W, batch):
    C = W.shape[1]
    each = [np.outer(X[i], softmax(X[i] @ W) - np.eye(C)[labels[i]]) for i in batch]
    return sum(each) / len(batch)


def by_the_package(X, labels, W, batch):
    return X[batch].T @ softmax_cross_entropy_gradient(X[batch] @ W, labels[batch])


def classes_that_occur(X, labels, W, batch):
    Y = np.eye(labels.max() + 1)[labels[batch]]
    return X[batch].T @ (softmax(X[batch] @ W) - Y) / len(batch)


def labels_of_the_first(X, labels, W, batch):
    P = softmax(X[batch] @ W)
    return X[batch].T @ (P - one_hot(labels[: len(batch)], W.shape[1])) / len(batch)


def train_in_batches(X, labels, C, eta, B, orders):
    W = np.zeros((X.shape[1], C))
    for order in orders:
        for rows in np.split(order, range(B, len(order), B)):
            W = W - eta * batch_gradient(X, labels, W, rows)
    return W


def with_a_counter(X, labels, C, eta, B, orders):
    W = np.zeros((X.shape[1], C))
    for order in orders:
        done = 0
        while done < len(order):
            rows = list(order)[done : done + B]
            W -= eta * by_the_package(X, labels, W, rows)
            done += B
    return W


def sorted_first(X, labels, C, eta, B, orders):
    W = [[0.0] * C for _ in range(X.shape[1])]
    for order in orders:
        A, y = X[order], labels[order]
        for k in range(0, len(y), B):
            W = W - eta * sample_by_sample(A, y, np.array(W), range(k, min(k + B, len(y))))
    return W


def training(step=batch_gradient, cut=lambda order, B: np.split(order, range(B, len(order), B))):
    """Return training with other steps, or other batches."""

    def train(X, labels, C, eta, B, orders):
        W = np.zeros((X.shape[1], C))
        for order in orders:
            for rows in cut(order, B):
                W = W - eta * step(X, labels, W, rows)
        return W

    return train


def overflowing(X, labels, W, rows):
    E = np.exp(X[rows] @ W)
    P = E / E.sum(axis=1, keepdims=True)
    return X[rows].T @ (P - one_hot(labels[rows], W.shape[1])) / len(rows)


def over_the_samples(X, labels, W, rows):
    P = softmax(X[rows] @ W, axis=0)
    return X[rows].T @ (P - one_hot(labels[rows], W.shape[1])) / len(rows)


def backtrack(f, x, g, eta):
    while f(x - eta * g) > f(x) - eta * (g**2).sum() / 2:
        eta = eta / 2
    return eta


def from_the_list(f, x, g, eta):
    tried = eta / 2.0 ** np.arange(60)
    return next(each for each in tried if f(x) - f(x - each * g) >= each * g @ g / 2)


def by_line_search(f, x, g, eta):
    end = minimize(f, lambda x: g, x, LineSearch(learning_rate=eta), 1).points[-1]
    return (x - end)[0] / g[0]


def searching(share=0.5, shrink=0.5, stretch=1.0):
    """Return a search for another share of the promise, that shrinks or begins otherwise."""

    def search(f, x, g, eta):
        eta = stretch * eta
        while f(x - eta * g) > f(x) - share * eta * (g**2).sum():
            eta = shrink * eta
        return eta

    return search


CORPUS = {
    "first_step": Answers(
        right=lambda n: [
            first_step(n),
            round(first_step(n), 3),
            Fraction(1, 2 * n["a"]) / Fraction(n["start"]) ** 2,
            np.float32(2 * n["start"] / (4 * n["a"] * n["start"] ** 3)),
        ],
        wrong=lambda n: {
            "above 0": -first_step(n),
            "that step leads to f =": 1.2 * first_step(n),
        },
    ),
    "largest_step": Answers(
        right=lambda n: [1 / n["a"], round(1 / n["a"], 3), Fraction(2, 2 * n["a"])],
        wrong=lambda n: {
            "above 0": 0,
            "still shrinks": 0.9 / n["a"],
            "grows already": 1.2 / n["a"],
        },
    ),
    "ravine_steps": Answers(
        right=lambda n: [most_steps(n), by_multiplying(n), np.int64(most_steps(n))],
        wrong=lambda n: {
            " of what it was": most_steps(n) - 1,
            "would do, too": most_steps(n) + 1,
            "whole": most_steps(n) - 0.5,
        },
    ),
    "decay_exponents": Answers(
        right=lambda n: [
            ((1 + n["r"]) / 2, 1),
            [0.5 + n["r"] / 2, 1.0],
            np.array([1 + n["r"], 2]) / 2,
        ],
        wrong=lambda n: {
            "constant variance": (0.5, 1),
            "smaller end first": (1, (1 + n["r"]) / 2),
            "the step sizes have a finite sum": ((1 + n["r"]) / 2, 2),
            "just above a = 0 ": (0, 1),
            "the noise has an infinite sum": ((1 - n["r"]) / 2, 1),
            "there are others": ((1 + n["r"]) / 2 + 0.05, 1),
            "shape": (1 + n["r"]) / 2,
        },
    ),
    "reach": Answers(
        right=lambda n: [way(n), round(way(n), 2), way_by_adding(n)],
        wrong=lambda n: {
            "can get farther": 0.8 * way(n),
            "never gets that far": 10 * way(n),
            "finite": np.inf,
        },
    ),
    "descent": Answers(
        right=[descend, with_the_package, step_within, copied_first],
        wrong={
            "caller's start": in_place,
            "eta = 0.05, steps = 3: entry [0]": lambda f, x, eta, n: descend(f, x, 0.1, n),
            "shape (4, 2)": all_points,
            "nothing returned nothing": nothing,
            "TypeError": lambda gradient, start: start,
            "takes a function": 0.1,
        },
    ),
    "central_differences": Answers(
        right=[differences, there_and_back, with_a_copy],
        wrong={
            "entry [0]": lambda f, x, h: np.full(len(x), (f(x + h) - f(x - h)) / (2 * h)),
            "caller's x": moves_x,
            "shape (3,)": lambda f, x, h: f(x),
            "takes a function": 3,
        },
    ),
    "standardize": Answers(
        right=[standardize, column_by_column, by_moments],
        wrong={
            "came back": lambda a, b: (alone(a), b),
            "the same two numbers": lambda a, b: (alone(a), b - a.mean(0)),
            "not 0 and 1": lambda a, b: (a / a.max(0), b / a.max(0)),
            "should return 2 arrays": lambda a, b: alone(a),
            "shape (3, 2)": lambda a, b: by(a, a, b)[::-1],
            "returned nothing": lambda a, b: None,
            "takes a function": 5,
        },
    ),
    "batch_gradient": Answers(
        right=[batch_gradient, sample_by_sample, by_the_package],
        wrong={
            "IndexError": lambda X, y, W, b: batch_gradient(X[b], y[b], W, b),
            "ValueError": classes_that_occur,
            "entry [0, 0]": labels_of_the_first,
            "shape (4, 2)": lambda X, y, W, b: batch_gradient(X, y, W, b).T,
        },
    ),
    "train_in_batches": Answers(
        right=[train_in_batches, with_a_counter, sorted_first],
        wrong={
            "overflow": training(overflowing),
            "entry [0, 0]": training(over_the_samples),
            "shape (2, 3)": lambda *given: train_in_batches(*given).T,
            "shape (3, 4)": lambda X, y, C, eta, B, o: train_in_batches(
                X, y, y.max() + 1, eta, B, o
            ),
        },
    ),
    "backtrack": Answers(
        right=[backtrack, from_the_list, by_line_search],
        wrong={
            "you return 0.03125: good enough, but so is a larger": searching(share=0.8),
            "you return 0.1: only eta": searching(shrink=0.1),
            "you return 0.25: it gains": lambda f, x, g, eta: 1 / 4,
            "you return 0.2: only eta, eta/2, eta/4, … are tried.": searching(stretch=2),
            "you return 0.125: good enough, but so is a larger": searching(stretch=0.5),
            "you return 2: only eta": lambda f, x, g, eta: 2 * eta,
            "you return 1: it gains -100 of a promise of 25.": lambda f, x, g, eta: eta,
        },
    ),
}


def test_the_lower_end_itself_is_no_mistake():
    numbers, judge = task(checks.gradient_descent.decay_exponents)
    found = judge(((1 + numbers["r"]) / 2, 0.99))
    assert not found.passed and "there are others" in found.message
