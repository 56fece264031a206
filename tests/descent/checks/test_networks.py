import numpy as np
import pytest
from descent import checks, softmax
from descent.layers import dropout
from judging import accepted, refused


@pytest.mark.parametrize("answer", [10, 10.0, np.ceil(np.log(1e-6) / np.log(0.25))])
def test_sigmoid_layers_accepts(answer):
    accepted(checks.networks.sigmoid_layers, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (9, "3.8e-06"),
        (11, "fewer are"),
        (6, "How steep"),
        (9.97, "whole number"),
        *[(0, "whole number"), (-2000, "whole number"), (1, "leave 2.5e-01")],
        *[(np.nan, "finite"), (10**400, "too far from 0")],
        ("ten", "should be a number"),
    ],
)
def test_sigmoid_layers_refuses(answer, word):
    refused(checks.networks.sigmoid_layers, answer, word)


def parts(X, Y, W1, b1, W2, b2):
    z = X @ W1 + b1
    return z, (softmax(np.maximum(z, 0) @ W2 + b2) - Y) @ W2.T


def right(X, Y, W1, b1, W2, b2):
    z, back = parts(X, Y, W1, b1, W2, b2)
    return X.T @ (back * (z > 0)) / len(X)


def in_a_loop(X, Y, W1, b1, W2, b2):
    total = np.zeros_like(W1)
    for x, y in zip(X, Y, strict=True):
        total += right(x[None], y[None], W1, b1, W2, b2)
    return total / len(X)


@pytest.mark.parametrize("answer", [right, in_a_loop])
def test_first_gradient_accepts(answer):
    accepted(checks.networks.first_gradient, answer)


def unmasked(X, *others):
    return X.T @ parts(X, *others)[1] / len(X)


def masked_by_h(X, *others):
    z, back = parts(X, *others)
    return X.T @ (back * np.maximum(z, 0)) / len(X)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda *a: 6 * right(*a), "divide by N"),
        (unmasked, "without the ReLU"),
        (masked_by_h, "0 or 1"),
        (lambda *a: -right(*a), "sign"),
        (lambda *a: right(*a).T, "shape (5, 4)"),
        (lambda *a: right(*a) + 0.01, "central differences is 0.01"),
        (lambda *a: right(*a) * np.nan, "finite"),
        (lambda *a: right(*a) * len(a[0]) / 6, "three of two"),
        (lambda *a: a[1] @ a[4], "raised ValueError"),
        (3, "takes a function"),
    ],
)
def test_first_gradient_refuses(answer, word):
    refused(checks.networks.first_gradient, answer, word)


@pytest.mark.parametrize("answer", [2 / 1.01, 1.98])
def test_leaky_gain_accepts(answer):
    accepted(checks.networks.leaky_gain, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (2, "He's rule"),
        (1, "linear layer"),
        (2 / 1.1, "to a square"),
        (1.01 / 2, "make up for it"),
        (np.sqrt(2 / 1.01), "standard deviation"),
        (7, "does not undo"),
        (np.nan, "finite"),
    ],
)
def test_leaky_gain_refuses(answer, word):
    refused(checks.networks.leaky_gain, answer, word)


@pytest.mark.parametrize("answer", [71, np.ceil(2 * np.pi / np.sqrt(0.008))])
def test_sine_units_accepts(answer):
    accepted(checks.networks.sine_units, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (70, "the bound is 0.001007"),
        (72, "fewer are"),
        (70.2, "whole number"),
        (-71, "whole number"),
        (np.inf, "finite"),
        (np.nan, "finite"),
    ],
)
def test_sine_units_refuses(answer, word):
    refused(checks.networks.sine_units, answer, word)


def triangle(offset, directions=(90, 210, 330)):
    return [(np.cos(np.radians(a)), np.sin(np.radians(a)), -offset) for a in directions]


@pytest.mark.parametrize(
    "answer",
    [triangle(0.5), triangle(0.54), triangle(0.52, (0, 120, 240)), 7 * np.array(triangle(0.51))],
)
def test_fence_accepts(answer):
    accepted(checks.networks.fence, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (triangle(0.4), "unit 1 is not 0 inside"),
        (triangle(0.6), "no unit is above 0"),
        (triangle(0.5, (0, 90, 180)), "no unit is above 0"),
        (triangle(0.5)[:2], "shape (2, 3)"),
        (np.zeros((3, 3)), "no unit is above 0"),
        (np.full((3, 3), np.nan), "finite"),
    ],
)
def test_fence_refuses(answer, word):
    refused(checks.networks.fence, answer, word)


def by_einsum(X, W, b):
    return (np.einsum("nd,dup->nup", X, W) + b).max(axis=-1)


def by_loop(X, W, b):
    units = [
        [max(x @ W[:, u, p] + b[u, p] for p in range(b.shape[1])) for u in range(b.shape[0])]
        for x in X
    ]
    return np.array(units)


@pytest.mark.parametrize("answer", [by_einsum, by_loop])
def test_maxout_layer_accepts(answer):
    accepted(checks.networks.maxout_layer, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda X, W, b: by_einsum(X, W, 0 * b), "b = 0"),
        (lambda X, W, b: by_einsum(X, W, 0 * b) + b.max(-1), "before the largest"),
        (lambda X, W, b: (np.einsum("nd,dup->nup", X, W) + b).sum(-1), "sum of the pieces"),
        (lambda X, W, b: (np.einsum("nd,dup->nup", X, W) + b).mean(-1), "mean of the pieces"),
        (lambda X, W, b: -by_einsum(X, -W, -b), "smallest"),
        (lambda X, W, b: (np.einsum("nd,dup->nup", X, W) + b).max(1), "shape (5, 2)"),
        (lambda X, W, b: by_einsum(X, W, b) + 1, "entry [0, 0]"),
        (lambda X, W, b: np.maximum(by_einsum(X, W, b), 0), "for five samples, entry"),
        (lambda X, W, b: by_einsum(X, W[:, :, :2], b[:, :2]), "units of three"),
    ],
)
def test_maxout_layer_refuses(answer, word):
    refused(checks.networks.maxout_layer, answer, word)


def test_maxout_layer_knows_a_soft_choice():
    def soft(X, W, b):
        pieces = np.einsum("nd,dup->nup", X, W) + b
        return (softmax(pieces) * pieces).sum(-1)

    refused(checks.networks.maxout_layer, soft, "soft choice")


def by_realized_share(X, rate, rng):
    kept = rng.random(X.shape) >= rate
    return X * kept / kept.mean()


def with_replacement(X, rate, rng):
    kept = np.ones(X.size)
    kept[rng.choice(X.size, round(rate * X.size))] = 0
    return X * kept.reshape(X.shape) / (1 - rate)


def without_replacement(X, rate, rng):
    kept = np.ones(X.size)
    kept[rng.choice(X.size, round(rate * X.size), replace=False)] = 0
    return X * kept.reshape(X.shape) / (1 - rate)


def by_binomial(X, rate, rng):
    return X * rng.binomial(1, 1 - rate, X.shape) / (1 - rate)


@pytest.mark.parametrize("answer", [dropout, by_binomial, by_realized_share, without_replacement])
def test_drop_accepts(answer):
    accepted(checks.networks.drop, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda X, rate, rng: X, "no entry"),
        (lambda X, rate, rng: X * (rng.random(X.shape) >= rate), "what can make up"),
        (lambda X, rate, rng: X * (rng.random(X.shape) < rate) / rate, "instead of dropping"),
        (lambda X, rate, rng: X * (rng.random(X.shape) >= rate) / rate, "multiplied by 5.00"),
        (lambda X, rate, rng: X * (rng.random(X.shape) >= 0.5) / 0.5, "share of dropped"),
        (lambda X, rate, rng: X * (np.arange(100) >= 20) / (1 - rate), "of its own"),
        (lambda X, rate: X, "TypeError"),
        (with_replacement, "share of dropped entries is 0.18"),
        (lambda X, rate, rng: dropout(X, rate, np.random.default_rng()), "Draw only from it"),
        (lambda X, rate, rng: dropout(X, rate, np.random.default_rng(0)), "another rng"),
        (lambda X, rate, rng: 3.75 * (rng.random(X.shape) >= rate), "not its entry times one"),
        (lambda X, rate, rng: X * (rng.random((len(X), X.shape[1])) >= rate) / (1 - rate), "40000"),
        (lambda X, rate, rng: X * (rng.random(X.shape) >= 0.2) / 0.8, "at rate 0.5"),
    ],
)
def test_drop_refuses(answer, word):
    refused(checks.networks.drop, answer, word)
