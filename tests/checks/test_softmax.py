import numpy as np
import pytest
from descent import checks, log_softmax, softmax, softmax_jacobian
from scipy import special


def accepted(check, answer):
    verdict = check(answer)
    assert verdict.passed, verdict


def refused(check, answer, word):
    verdict = check(answer)
    assert not verdict.passed and word in verdict.message, verdict


def by_hand(scores):
    weights = np.exp(scores)
    return weights / weights.sum(axis=-1, keepdims=True)


@pytest.mark.parametrize("answer", [softmax, by_hand, lambda o: special.softmax(o, axis=-1)])
def test_probabilities_accepts(answer):
    accepted(checks.softmax.probabilities, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda o: o / o.sum(), "negative"),
        (np.exp, "sum to 188.74"),
        (lambda o: 2**o / (2**o).sum(), "3.73 times as likely"),
        (lambda o: np.exp(o) / np.exp(o).sum(), "nine numbers together"),
        (lambda o: np.exp(o) / np.exp(o).sum(axis=0), "rows"),
        (lambda o: special.softmax(o, axis=0), "rows"),
        (lambda o: o - o.max(), "negative"),
    ],
)
def test_probabilities_refuses(answer, word):
    refused(checks.softmax.probabilities, answer, word)


def by_projection(W):
    K = W.shape[1]
    return W @ (np.eye(K) - np.ones((K, K)) / K)


@pytest.mark.parametrize("answer", [lambda W: W - W.mean(axis=1, keepdims=True), by_projection])
def test_smallest_weights_accepts(answer):
    accepted(checks.softmax.smallest_weights, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda W: W, "44.50; 17.50 is possible"),
        (lambda W: W - W[:, :1], "is possible"),
        (lambda W: W - W.mean(axis=0), "probabilities have changed"),
        (lambda W: 0 * W, "probabilities have changed"),
        (lambda W: W.T, "shape (2, 3)"),
    ],
)
def test_smallest_weights_refuses(answer, word):
    refused(checks.softmax.smallest_weights, answer, word)


def shifted_log(scores):
    shifted = scores - scores.max()
    return shifted - np.log(np.exp(shifted).sum())


@pytest.mark.parametrize("answer", [log_softmax, shifted_log, lambda o: o - np.logaddexp.reduce(o)])
def test_log_probabilities_accepts(answer):
    accepted(checks.softmax.log_probabilities, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda o: np.log(softmax(o)), "-inf"),
        (lambda o: o - np.log(np.exp(o).sum()), "[1000.0, 999.0, 0.0]"),
        (lambda o: o - o.max(), "sum to 1.15"),
        (lambda o: np.log(np.abs(o) / np.abs(o).sum()), "not of softmax"),
        (lambda o: np.log(softmax(o) + 1e-12), "off by more"),
        (softmax, "not to 1"),
    ],
)
def test_log_probabilities_refuses(answer, word):
    refused(checks.softmax.log_probabilities, answer, word)


@pytest.mark.parametrize("answer", [(0.5, 0.5, 0), np.array([0.5, 0.5, 1e-18])])
def test_temperature_limit_accepts(answer):
    accepted(checks.softmax.temperature_limit, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        ((1, 0, 0), "prefer"),
        ((1 / 3, 1 / 3, 1 / 3), "infinity"),
        ((1, 1, 0), "sum to 2.00"),
        ((0.4, 0.4, 0.2), "falls behind"),
        (0.5, "shape (3,)"),
    ],
)
def test_temperature_limit_refuses(answer, word):
    refused(checks.softmax.temperature_limit, answer, word)


def along(scores, v):
    p = softmax(scores)
    return p * (v - p @ v)


@pytest.mark.parametrize("answer", [along, lambda scores, v: softmax_jacobian(scores) @ v])
def test_jacobian_product_accepts(answer):
    accepted(checks.softmax.jacobian_product, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda scores, v: softmax(scores) * v, "diag(p) v alone"),
        (lambda scores, v: softmax(scores) * (v - 1), "sum to 0, not to"),
        (lambda scores, v: -along(scores, v), "not the change"),
        (lambda scores: scores, "raised TypeError"),
    ],
)
def test_jacobian_product_refuses(answer, word):
    refused(checks.softmax.jacobian_product, answer, word)
