import numpy as np
import pytest
from descent import checks, log_softmax, softmax, softmax_cross_entropy
from descent.checks import cross_entropy as answers
from judging import accepted, refused
from scipy import optimize, special


def test_the_chapter_reaches_its_checks():
    assert checks.cross_entropy is answers


@pytest.mark.parametrize("answer", [0.6875, np.log2(8) - 2.3125, 0.688, 0.69])
def test_wasted_bits_accepts(answer):
    accepted(answers.wasted_bits, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (3, "best one"),
        (2.3125, "this one"),
        (0.477, "nats"),
        (1, "tree"),
        ("two", "a number"),
        (0.625, "the other way around"),
        (-0.6875, "tree"),
        (np.nan, "finite"),
    ],
)
def test_wasted_bits_refuses(answer, word):
    refused(answers.wasted_bits, answer, word)


def by_hand(scores, labels):
    return -log_softmax(scores)[np.arange(len(labels)), labels].mean()


def with_scipy(scores, labels):
    own = np.take_along_axis(scores, labels[:, None], axis=1)[:, 0]
    return (special.logsumexp(scores, axis=1) - own).mean()


@pytest.mark.parametrize("answer", [softmax_cross_entropy, by_hand, with_scipy])
def test_loss_accepts(answer):
    accepted(answers.loss, answer)


def own(scores, labels):
    return softmax(scores)[np.arange(len(labels)), labels]


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda o, y: -np.log(own(o, y)).sum(), "mean"),
        (lambda o, y: np.log(own(o, y)).mean(), "sign"),
        (lambda o, y: -np.log10(own(o, y)).mean(), "base 10"),
        (lambda o, y: -np.log2(own(o, y)).mean(), "bits"),
        (lambda o, y: -np.log(own(o, y).mean()), "mean of the logarithms"),
        (lambda o, y: -np.log(own(o, y)).mean(), "overflow"),
        (lambda o, y: -np.log(own(o, y)).sum() / 4, "three images"),
        (lambda o, y: 1 - own(o, y).mean(), "something else"),
        (lambda o, y: -np.log(own(o, y)), "shape (4,)"),
        (lambda o, y: -(np.eye(y.max() + 1)[y] * log_softmax(o)).sum(1).mean(), "last class"),
        (lambda o, y: -np.log(np.maximum(own(o, y), 1e-12)).mean(), "as large: it should be"),
        (lambda o, y: -np.log(softmax(o.T).T[np.arange(len(y)), y]).mean(), "something else"),
    ],
)
def test_loss_refuses(answer, word):
    refused(answers.loss, answer, word)


def in_matrices(X, labels, W):
    return X.T @ (softmax(X @ W) - np.eye(W.shape[1])[labels]) / len(X)


def sample_by_sample(X, labels, W):
    total = np.zeros_like(W)
    for x, label in zip(X, labels, strict=True):
        p = softmax(x @ W)
        p[label] -= 1
        total += np.outer(x, p)
    return total / len(X)


@pytest.mark.parametrize("answer", [in_matrices, sample_by_sample])
def test_gradient_accepts(answer):
    accepted(answers.gradient, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda X, y, W: -in_matrices(X, y, W), "uphill"),
        (lambda X, y, W: len(X) * in_matrices(X, y, W), "mean"),
        (lambda X, y, W: X.T @ softmax(X @ W) / len(X), "cancel"),
        (lambda X, y, W: in_matrices(X, y, W).T, "shape (3, 2)"),
        (lambda X, y, W: 2 * in_matrices(X, y, W), "central differences"),
        (lambda X, y, W: len(X) * in_matrices(X, y, W) / 4, "three images"),
        (lambda X, y, W: X @ W, "shape (4, 3)"),
        (
            lambda X, y, W: X.T @ (softmax(X @ W) - np.eye(y.max() + 1)[y]) / len(X),
            "no image of the last class",
        ),
    ],
)
def test_gradient_refuses(answer, word):
    refused(answers.gradient, answer, word)


@pytest.mark.parametrize("answer", [np.log(1000), 6.908, 6.9])
def test_initial_loss_accepts(answer):
    accepted(answers.initial_loss, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        *[(3, "base 10"), (9.966, "bits"), (0, "probability"), (0.001, "probability")],
        *[(6.89, "probability"), (6.925, "probability")],  # no more than a slip of rounding
    ],
)
def test_initial_loss_refuses(answer, word):
    refused(answers.initial_loss, answer, word)


@pytest.mark.parametrize("answer", [np.log(91), 4.51, np.log(91) - 0.004])
def test_best_lead_accepts(answer):
    accepted(answers.best_lead, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [(np.log(9), "share"), (np.log(90), "little more"), (91, "ratio"), (..., "dots")],
)
def test_best_lead_refuses(answer, word):
    refused(answers.best_lead, answer, word)


def softplus(z, y):
    return np.logaddexp(0, z) - y * z


def by_cases(z, y):
    return np.logaddexp(0, np.where(y == 1, -z, z))


@pytest.mark.parametrize("answer", [softplus, by_cases])
def test_log_loss_accepts(answer):
    accepted(answers.log_loss, answer)


def naive(z, y):
    p = 1 / (1 + np.exp(-z))
    return -y * np.log(p) - (1 - y) * np.log(1 - p)


def clipped(z, y):
    p = np.clip(1 / (1 + np.exp(-z)), 1e-12, 1 - 1e-12)
    return -y * np.log(p) - (1 - y) * np.log(1 - p)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        *[(naive, "overflow"), (clipped, "entry [1] should be 1000.00, yours is 27.63")],
        (lambda z, y: y * softplus(z, 1), "for z = 3 and y = 0 you get 0.00"),
        (lambda z, y: np.logaddexp(0, -(2 * y - 1) * z) * y, "1 − σ(3) = 0.047"),
        (lambda z, y: np.logaddexp(0, -y * z), "for z = 3 and y = 0"),
        (lambda z, y: -softplus(z, y), "sign"),
        (lambda z, y: softplus(z, 1 - y), "exchanged"),
        (lambda z, y: softplus(z, y) / np.log(2), "bits"),
        (lambda z, y: softplus(z, y).mean(), "shape (4,)"),
        (lambda z, y: abs(y - special.expit(z)), "σ(0) = 0.500"),
    ],
)
def test_log_loss_refuses(answer, word):
    refused(answers.log_loss, answer, word)


def on_a_grid(scores, labels):
    grid = np.geomspace(0.1, 10, 500)
    return grid[np.argmin([softmax_cross_entropy(scores / T, labels) for T in grid])]


def by_search(scores, labels):
    def loss(T):
        return softmax_cross_entropy(scores / T, labels)

    return optimize.minimize_scalar(loss, bounds=(0.1, 10), method="bounded").x


@pytest.mark.parametrize("answer", [on_a_grid, by_search])
def test_temperature_accepts(answer):
    accepted(answers.temperature, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda o, y: 1 / on_a_grid(o, y), "divided"),
        (lambda o, y: 1.0, "some other"),
        (lambda o, y: 3.0, "some other"),
        (lambda o, y: max(1.0, on_a_grid(o, y)), "some other"),
        (lambda o, y: np.geomspace(0.1, 10, 9), "a number"),
    ],
)
def test_temperature_refuses(answer, word):
    refused(answers.temperature, answer, word)
