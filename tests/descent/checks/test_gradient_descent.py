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


def three_digits(value):
    return float(f"{value:.3g}")


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


def slope_at_the_start(gradient, start, eta, steps):
    return start - steps * eta * gradient(start)


def all_points(gradient, start, eta, steps):
    return [descend(gradient, start, eta, t) for t in range(steps + 1)]


def returned_too_early(gradient, start, eta, steps):
    for _ in range(steps):
        return start - eta * gradient(start)
    return start


def nothing(gradient, start, eta, steps):
    """Return nothing."""


def a_descent(rng):
    A = rng.normal(size=(2, 2))
    return lambda x: A @ A.T @ x, rng.normal(size=2), 0.1, int(rng.integers(6))


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


def one_sided(f, x, h):
    return [(f(x + h * e) - f(x)) / h for e in np.eye(len(x))]


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


def a_batch(rng):
    N, D, C, B = rng.integers(2, 6, size=4)
    X, W = rng.normal(size=(N, D)), rng.normal(size=(D, C))
    return X, rng.integers(C, size=N), W, rng.integers(N, size=B)


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


def from_anew(X, labels, C, eta, B, orders):
    W = np.zeros((X.shape[1], C))
    for order in orders:
        W = train_in_batches(X, labels, C, eta, B, [order])
    return W


def by_the_size_asked(X, labels, C, eta, B, orders):
    step = lambda X, y, W, rows: len(rows) / B * batch_gradient(X, y, W, rows)  # noqa: E731
    return training(step)(X, labels, C, eta, B, orders)


def overflowing(X, labels, W, rows):
    E = np.exp(X[rows] @ W)
    P = E / E.sum(axis=1, keepdims=True)
    return X[rows].T @ (P - one_hot(labels[rows], W.shape[1])) / len(rows)


def over_the_samples(X, labels, W, rows):
    P = softmax(X[rows] @ W, axis=0)
    return X[rows].T @ (P - one_hot(labels[rows], W.shape[1])) / len(rows)


def a_training(rng):
    N, D, C, B = rng.integers(2, 7, size=4)
    orders = np.array([rng.permutation(N) for _ in range(rng.integers(1, 4))])
    return rng.normal(size=(N, D)), rng.integers(C, size=N), int(C), 0.3, int(B), orders


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


def a_search(rng):
    A, x = np.diag(rng.uniform(0.5, 20, size=3)), rng.normal(size=3)
    return lambda x: x @ A @ x / 2, x, A @ x, float(rng.choice([0.1, 1, 3]))


CORPUS = {
    "first_step": Answers(
        right=lambda n: [
            first_step(n),
            three_digits(first_step(n)),
            Fraction(1, 2 * n["a"]) / Fraction(n["start"]) ** 2,
            np.float32(2 * n["start"] / (4 * n["a"] * n["start"] ** 3)),
        ],
        wrong=lambda n: {
            "that is 2/f″": 2 / (12 * n["a"] * n["start"] ** 2),
            "that is 1/f″": 1 / (12 * n["a"] * n["start"] ** 2),
            "right to the minimum": n["start"] / (4 * n["a"] * n["start"] ** 3),
            "right for a = 1": 1 / (2 * n["start"] ** 2),
            "from a start at 1": 1 / (2 * n["a"]),
            "above 0": -first_step(n),
            "that step leads to f =": 1.2 * first_step(n),
        },
    ),
    "largest_step": Answers(
        right=lambda n: [1 / n["a"], three_digits(1 / n["a"]), Fraction(2, 2 * n["a"])],
        wrong=lambda n: {
            "arrives at once": 1 / (2 * n["a"]),
            "2/a": 2 / n["a"],
            "the curvature. A large": 2 * n["a"],
            "where the minimum lies": -n["b"] / (2 * n["a"]),
            "above 0": 0,
            "still shrinks": 0.9 / n["a"],
            "grows already": 1.2 / n["a"],
        },
    ),
    "ravine_steps": Answers(
        right=lambda n: [most_steps(n), by_multiplying(n), np.int64(most_steps(n))],
        wrong=lambda n: {
            "η = 1/L": steps_of(n, 1 - 1 / n["kappa"]),
            "the square of the distance": steps_of(n, best_factor(n) ** 2),
            "base 10": np.ceil(np.log10(n["times"]) / -np.log(best_factor(n))),
            "that is κ": n["kappa"],
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
        right=lambda n: [way(n), three_digits(way(n)), way_by_adding(n)],
        wrong=lambda n: {
            "an integral": n["steepest"] * n["eta0"] / n["decay"],
            "the sum of the step sizes": way(n) / n["steepest"],
            "the step at t = 0": way(n) - n["steepest"] * n["eta0"],
            "the first step alone": n["steepest"] * n["eta0"],
            "not times decay": n["steepest"] * n["eta0"] / (1 - n["decay"]),
            "eta0 = 1": way(n) / n["eta0"],
            "can get farther": 0.8 * way(n),
            "never gets that far": 10 * way(n),
            "finite": np.inf,
        },
    ),
    "descent": Answers(
        right=[descend, with_the_package, step_within, copied_first],
        wrong={
            "caller's start": in_place,
            "steps = 3: 2 steps of that size": lambda f, x, eta, n: descend(f, x, eta, n - 1),
            "steps = 3: 4 steps of that size": lambda f, x, eta, n: descend(f, x, eta, n + 1),
            "steps = 3: 1 step of that size": returned_too_early,
            "uphill": lambda f, x, eta, n: descend(f, x, -eta, n),
            "slope at the start": slope_at_the_start,
            "eta = 0.05, steps = 3: entry [0]": lambda f, x, eta, n: descend(f, x, 0.1, n),
            "steps = 5: 3 steps of that size": lambda f, x, eta, n: descend(f, x, eta, 3),
            "shape (4, 2)": all_points,
            "entry [1]": lambda f, x, eta, n: descend(lambda x: x, x, eta, n),
            "nothing returned nothing": nothing,
            "TypeError": lambda gradient, start: start,
            "takes a function": 0.1,
        },
        inputs=a_descent,
    ),
    "central_differences": Answers(
        right=[differences, there_and_back, with_a_copy],
        wrong={
            "from x − h to x + h": lambda f, x, h: 2 * differences(f, x, h),
            "parentheses": lambda f, x, h: h**2 * differences(f, x, h),
            "not yet divided": lambda f, x, h: 2 * h * differences(f, x, h),
            "comes first": lambda f, x, h: differences(f, x, -h) * -1,
            "Go back from x": one_sided,
            "Go ahead from x": lambda f, x, h: one_sided(f, x, -h),
            "by h/2": lambda f, x, h: differences(f, x, h / 2),
            "the exact gradient": lambda f, x, h: differences(f, x, 1e-6),
            "entry [0]": lambda f, x, h: np.full(len(x), (f(x + h) - f(x - h)) / (2 * h)),
            "[0.5, -1], h = 0.3": lambda f, x, h: differences(f, x, 0.1),
            "caller's x": moves_x,
            "shape (3,)": lambda f, x, h: f(x),
            "takes a function": 3,
        },
        inputs=lambda rng: (
            lambda x: (x**3).sum() + x[0] * x[-1],
            rng.normal(size=rng.integers(2, 5)),
            rng.uniform(0.1, 1),
        ),
    ),
    "standardize": Answers(
        right=[standardize, column_by_column, by_moments],
        wrong={
            "own mean": lambda a, b: (alone(a), alone(b)),
            "all data set": lambda a, b: by(np.vstack([a, b]), a, b),
            "the test data set the measure": lambda a, b: by(b, a, b),
            "came back": lambda a, b: (alone(a), b),
            "the same two numbers": lambda a, b: (alone(a), b - a.mean(0)),
            "the units are not": lambda a, b: (a - a.mean(0), b - a.mean(0)),
            "the means are not": lambda a, b: (a / a.std(0), b / a.std(0)),
            "variance": lambda a, b: (alone(a) / a.std(0), by(a, a, b)[1] / a.std(0)),
            "Which axis": lambda a, b: ((a - a.mean()) / a.std(), (b - a.mean()) / a.std()),
            "minus the mean": lambda a, b: tuple(-each for each in by(a, a, b)),
            "its range": lambda a, b: tuple((x - a.min(0)) / np.ptp(a, axis=0) for x in (a, b)),
            "only the mean": lambda a, b: tuple(x - a.mean(0) / a.std(0) for x in (a, b)),
            "not 0 and 1": lambda a, b: (a / a.max(0), b / a.max(0)),
            "should return 2 arrays": lambda a, b: alone(a),
            "shape (3, 2)": lambda a, b: by(a, a, b)[::-1],
            "returned nothing": lambda a, b: None,
            "takes a function": 5,
        },
        inputs=lambda rng: (rng.normal(size=(6, 2)) * [1, 30] + 5, rng.normal(size=(3, 2))),
    ),
    "batch_gradient": Answers(
        right=[batch_gradient, sample_by_sample, by_the_package],
        wrong={
            "of all samples": lambda X, y, W, b: batch_gradient(X, y, W, np.arange(len(X))),
            "drawn twice": lambda X, y, W, b: batch_gradient(X, y, W, np.unique(b)),
            "the first rows": lambda X, y, W, b: batch_gradient(X[: len(b)], y, W, range(len(b))),
            "a sum over the batch": lambda X, y, W, b: len(b) * batch_gradient(X, y, W, b),
            "divided by N": lambda X, y, W, b: len(b) / len(X) * batch_gradient(X, y, W, b),
            "downhill": lambda X, y, W, b: -batch_gradient(X, y, W, b),
            "no part": lambda X, y, W, b: X[b].T @ softmax(X[b] @ W) / len(b),
            "IndexError": lambda X, y, W, b: batch_gradient(X[b], y[b], W, b),
            "ValueError": classes_that_occur,
            "entry [0, 0]": labels_of_the_first,
            "shape (4, 2)": lambda X, y, W, b: batch_gradient(X, y, W, b).T,
        },
        inputs=a_batch,
    ),
    "train_in_batches": Answers(
        right=[train_in_batches, with_a_counter, sorted_first],
        wrong={
            "batch of an epoch is missing": training(
                cut=lambda order, B: order[: len(order) // B * B].reshape(-1, B)
            ),
            "divided by B": by_the_size_asked,
            "a sum over its batch": training(
                lambda X, y, W, b: len(b) * batch_gradient(X, y, W, b)
            ),
            "divided by N": training(
                lambda X, y, W, b: len(b) / len(X) * batch_gradient(X, y, W, b)
            ),
            "uphill": lambda X, y, C, eta, B, o: train_in_batches(X, y, C, -eta, B, o),
            "as they stand": lambda X, y, C, eta, B, o: train_in_batches(
                X, y, C, eta, B, np.sort(o)
            ),
            "the order of the first": lambda X, y, C, eta, B, o: train_in_batches(
                X, y, C, eta, B, [o[0] for _ in o]
            ),
            "only the first epoch": lambda X, y, C, eta, B, o: train_in_batches(
                X, y, C, eta, B, o[:1]
            ),
            "began anew": from_anew,
            "one step, with all rows": training(cut=lambda order, B: [order]),
            "a batch of its own": training(cut=lambda order, B: order[:, None]),
            "overflow": training(overflowing),
            "entry [0, 0]": training(over_the_samples),
            "shape (2, 3)": lambda *given: train_in_batches(*given).T,
            "shape (3, 4)": lambda X, y, C, eta, B, o: train_in_batches(
                X, y, y.max() + 1, eta, B, o
            ),
        },
        inputs=a_training,
    ),
    "backtrack": Answers(
        right=[backtrack, from_the_list, by_line_search],
        wrong={
            "of a promise of": searching(share=0),
            "η = 1, you return 0.03125: that is good": searching(share=0.8),
            "you return 0.1: only eta": searching(shrink=0.1),
            "you return 0.25: it gains": lambda f, x, g, eta: 1 / 4,
            "η = 0.1, you return 0.2": searching(stretch=2),
            "η = 0.2, you return 0.1: that": searching(stretch=0.5),
            "η = 1, you return 0.0625: that": searching(shrink=1 / 4),
            "you return 2: only eta": lambda f, x, g, eta: 2 * eta,
            "η = 1, you return 1: it gains": lambda f, x, g, eta: eta,
            "shape (2,)": lambda f, x, g, eta: x - backtrack(f, x, g, eta) * g,
        },
        inputs=a_search,
    ),
}


def test_the_lower_end_itself_is_no_mistake():
    numbers, judge = task(checks.gradient_descent.decay_exponents)
    found = judge(((1 + numbers["r"]) / 2, 0.99))
    assert not found.passed and "there are others" in found.message
