import numpy as np
import pytest
from descent import SGD, checks, minimize, one_hot, softmax, softmax_cross_entropy_gradient
from descent.optimizers import LineSearch
from judging import accepted, refused

judge = checks.gradient_descent


@pytest.mark.parametrize("answer", [1 / 2, 0.5])
def test_first_step_accepts(answer):
    accepted(judge.first_step, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (1 / 6, "2/f″(1)"),
        (0.25, "0.000"),
        (0.51, "1.170"),
        (0.4, "0.130"),
        (..., "dots"),
        (1e90, "too far from 0"),
        (10**400, "too far from 0"),
    ],
)
def test_first_step_refuses(answer, word):
    refused(judge.first_step, answer, word)


@pytest.mark.parametrize("answer", [1 / 3, 0.333, 0.33, np.float64(2 / 6)])
def test_largest_step_accepts(answer):
    accepted(judge.largest_step, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (1 / 6, "arrives at once"),
        (0.3, "still shrinks"),
        (0.32, "still shrinks"),
        (0.34, "grows already"),
        (2 / 3, "grows already"),
        *[(0, "above 0"), (-1 / 3, "above 0")],
        (..., "dots"),
    ],
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


def always_a_tenth(gradient, start, eta, steps):
    return loop(gradient, start, 0.1, steps)


def always_three_steps(gradient, start, eta, steps):
    return loop(gradient, start, eta, 3)


def all_points(gradient, start, eta, steps):
    return [loop(gradient, start, eta, t) for t in range(steps + 1)]


def nothing(gradient, start, eta, steps):
    """Return nothing."""


def fewer_arguments(gradient, start):
    return start


@pytest.mark.parametrize("answer", [loop, with_the_package])
def test_descent_accepts(answer):
    accepted(judge.descent, answer)
    assert "with 3 gradients" in judge.descent(answer).message


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (in_place, "caller's start"),
        (one_too_few, "2 of that size were taken"),
        (uphill, "uphill"),
        (one_slope, "slope at the start"),
        (wrong_rate, "last point"),
        (always_a_tenth, "(eta = 0.05, steps = 3)"),
        (always_three_steps, "5 steps were asked for, 3"),
        (all_points, "shape (4, 2)"),
        (lambda gradient, x, eta, steps: loop(lambda x: x, x, eta, steps), "last point"),
        (nothing, "nothing returned nothing"),
        (fewer_arguments, "TypeError"),
        (0.1, "takes a function"),
    ],
)
def test_descent_refuses(answer, word):
    refused(judge.descent, answer, word)


def batch_mean(X, labels, W, batch):
    P = softmax(X[batch] @ W)
    return X[batch].T @ (P - one_hot(labels[batch], W.shape[1])) / len(batch)


def sample_by_sample(X, labels, W, batch):
    return sum(np.outer(X[i], softmax(X[i] @ W) - np.eye(4)[labels[i]]) for i in batch) / len(batch)


def all_samples(X, labels, W, batch):
    return X.T @ softmax_cross_entropy_gradient(X @ W, labels)


def once_each(X, labels, W, batch):
    return batch_mean(X, labels, W, np.unique(batch))


def no_targets(X, labels, W, batch):
    return X[batch].T @ softmax(X[batch] @ W) / len(batch)


def classes_that_occur(X, labels, W, batch):
    Y = np.eye(labels.max() + 1)[labels[batch]]
    return X[batch].T @ (softmax(X[batch] @ W) - Y) / len(batch)


def by_size(X, labels, W, batch):
    total = sum(batch_mean(X, labels, W, batch[k : k + 1]) for k in range(batch.size))
    return total / batch.size


def always_three(X, labels, W, batch):
    return batch_mean(X, labels, W, batch) * len(batch) / 3


@pytest.mark.parametrize("answer", [batch_mean, sample_by_sample, by_size])
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
        (classes_that_occur, "ValueError"),
        (lambda X, y, W, b: batch_mean(X, y, W, b).T, "shape (4, 2)"),
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
    [
        (115, "0.1003 of what it was"),
        (117, "116 steps would do"),
        (230, "1/L"),
        (115.1, "whole"),
        (np.inf, "finite"),
        *[(0, "whole"), (-100_000, "whole"), (1e90, "would do")],
    ],
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
        *[((np.nan, 1), "finite"), ((0.5, np.inf), "finite")],
        (0.5, "shape"),
    ],
)
def test_decay_exponents_refuses(answer, word):
    refused(judge.decay_exponents, answer, word)


def differences(f, x, h):
    return [(f(x + h * e) - f(x - h * e)) / (2 * h) for e in np.eye(len(x))]


def one_sided(f, x, h):
    return [(f(x + h * e) - f(x)) / h for e in np.eye(len(x))]


def by_h(f, x, h):
    return 2 * np.array(differences(f, x, h))


def all_at_once(f, x, h):
    return np.full(len(x), (f(x + h) - f(x - h)) / (2 * h))


def nothing_yet(f, x, h): ...


def moves_x(f, x, h):
    slopes = []
    for k in range(len(x)):
        x[k] += h
        up = f(x)
        x[k] -= 2 * h
        slopes.append((up - f(x)) / (2 * h))
    return slopes


def moves_x_and_back(f, x, h):
    slopes = []
    for k in range(len(x)):
        kept = x[k]
        x[k] = kept + h
        up = f(x)
        x[k] = kept - h
        slopes.append((up - f(x)) / (2 * h))
        x[k] = kept
    return slopes


@pytest.mark.parametrize("answer", [differences, moves_x_and_back])
def test_central_differences_accepts(answer):
    accepted(judge.central_differences, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (one_sided, "one-sided"),
        (lambda f, x, h: one_sided(f, x, -h), "one-sided"),
        (by_h, "2h"),
        (lambda f, x, h: differences(f, x, 1e-5), "smaller step"),
        (all_at_once, "entry [0] should be 5.01"),
        (lambda f, x, h: differences(f, np.append(x, 0)[:3], h), "h = 0.2"),
        (moves_x, "caller's x"),
        (lambda f, x, h: f(x), "shape (3,)"),
        (3, "takes a function"),
        (nothing_yet, "nothing_yet returned nothing"),
    ],
)
def test_central_differences_refuses(answer, word):
    refused(judge.central_differences, answer, word)


def by_training(train, test, ddof=0):
    mean, deviation = train.mean(0), train.std(0, ddof=ddof)
    return (train - mean) / deviation, (test - mean) / deviation


@pytest.mark.parametrize(
    "answer",
    [by_training, lambda a, b: by_training(a, b, ddof=1), lambda a, b: list(by_training(a, b))],
)
def test_standardize_accepts(answer):
    accepted(judge.standardize, answer)


def each_by_itself(train, test):
    return by_training(train, train)[0], by_training(test, test)[0]


def by_all_data(train, test):
    both = np.vstack([train, test])
    return by_training(both, train)[1], by_training(both, test)[1]


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (each_by_itself, "own mean"),
        (by_all_data, "Which should they have"),
        (lambda a, b: (by_training(a, b)[0], b), "the same two numbers"),
        (lambda a, b: (-by_training(a, b)[0], -by_training(a, b)[1]), "large entries still large"),
        (lambda a, b: (a - a.mean(0), b - a.mean(0)), "units are not"),
        (lambda a, b: ((a - a.mean(0)) / a.var(0), (b - a.mean(0)) / a.var(0)), "variance"),
        (lambda a, b: ((a - a.mean()) / a.std(), (b - a.mean()) / a.std()), "columns of mean"),
        (lambda a, b: by_training(a, b)[0], "should return 2 arrays"),
        (lambda a, b: by_training(a, b)[::-1], "shape (3, 2)"),
        (lambda a, b: None, "returned nothing"),
        (5, "takes a function"),
    ],
)
def test_standardize_refuses(answer, word):
    refused(judge.standardize, answer, word)


def armijo(f, x, g, eta, share=0.5, shrink=0.5):
    while f(x - eta * g) > f(x) - share * eta * (g**2).sum():
        eta = eta * shrink
    return eta


def halves_first(f, x, g, eta):
    eta = eta / 2
    return armijo(f, x, g, eta)


def by_line_search(f, x, g, eta):
    end = minimize(f, lambda x: g, x, LineSearch(learning_rate=eta), 1).points[-1]
    return (x - end)[0] / g[0]


@pytest.mark.parametrize("answer", [armijo, by_line_search])
def test_backtrack_accepts(answer):
    accepted(judge.backtrack, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda f, x, g, eta: armijo(f, x, g, eta, share=0), "of a promise of"),
        (lambda f, x, g, eta: armijo(f, x, g, eta, share=0.9), "earlier in the search"),
        (lambda f, x, g, eta: armijo(f, x, g, eta, shrink=0.1), "earlier in the search"),
        (lambda f, x, g, eta: armijo(f, x, g, eta, shrink=1 / 4), "earlier in the search"),
        (lambda f, x, g, eta: eta, "of a promise of"),
        (lambda f, x, g, eta: 2 * eta, "only eta"),
        (lambda f, x, g, eta: armijo(f, x, g, 2 * eta), "from η = 0.1: you return 0.2"),
        (lambda f, x, g, eta: 1 / 16, "earlier in the search"),
        (halves_first, "earlier in the search"),
        (lambda f, x, g, eta: x - armijo(f, x, g, eta) * g, "shape (2,)"),
    ],
)
def test_backtrack_refuses(answer, word):
    refused(judge.backtrack, answer, word)


@pytest.mark.parametrize("answer", [0.4 / (1 - np.exp(-0.1)), 4.203, 4.2])
def test_reach_accepts(answer):
    accepted(judge.reach, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (4, "integral"),
        (0.1 / (1 - np.exp(-0.1)), "times the slope"),
        (0.4 / (1 - np.exp(-0.1)) - 0.4, "t = 0"),
        (3, "farther"),
        (100, "never"),
        (np.inf, "finite"),
    ],
)
def test_reach_refuses(answer, word):
    refused(judge.reach, answer, word)
