import re
from itertools import pairwise

import numpy as np
import pytest
from descent import MLP, checks, numerical_gradient, softmax
from descent.layers import dropout
from descent.losses import softmax_cross_entropy
from judging import Answers, task


def layers(n):
    """Count sigmoids until the product of their steepest slopes is below the limit."""
    return next(k for k in range(100) if 0.25**k < n["limit"])


def ramps(n):
    """Add ramps until the bound allows the error."""
    return next(
        k for k in range(1, 10_000) if n["frequency"] ** 2 * (2 * np.pi / k) ** 2 / 8 <= n["error"]
    )


def gain(n):
    return 2 / (1 + n["leak"] ** 2)


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


def by_entries(X, Y, W1, b1, W2, b2):
    """Add up entry by entry."""
    z, back = parts(X, Y, W1, b1, W2, b2)
    return np.einsum("nd,nu,nu->du", X, back, np.heaviside(z, 0)) / len(X)


def chain(X, Y, weights, biases, mask=lambda z: z > 0, bend=lambda z: np.maximum(z, 0), last=None):
    """Return the gradients from the z of all layers, or with a slip."""
    z, h = [], X
    for W, b in zip(weights, biases, strict=True):
        z.append(h @ W + b)
        h = bend(z[-1])
    delta = (softmax(h if last else z[-1]) - Y) / len(X)
    found = []
    for m in range(len(weights) - 1, -1, -1):
        found.append((bend(z[m - 1]) if m else X).T @ delta)
        if m:
            delta = delta @ weights[m].T * mask(z[m - 1])
    return found[::-1]


def recursive(X, Y, weights, biases):
    def back(h, m):
        """Return the derivatives in h, and the gradients from layer m on."""
        if m == len(weights):
            return (softmax(h) - Y) / len(X), []
        z = h @ weights[m] + biases[m]
        inside = m + 1 < len(weights)
        delta, behind = back(np.maximum(z, 0) if inside else z, m + 1)
        delta = delta * (z > 0) if inside else delta
        return delta @ weights[m].T, [h.T @ delta, *behind]

    return back(X, 0)[1]


def by_package(X, Y, weights, biases):
    classes, widths = Y.shape[1], tuple(W.shape[1] for W in weights[:-1])
    if not widths:
        return chain(X, Y, weights, biases)
    net = MLP(widths, epochs=0).fit(np.zeros((classes, X.shape[1])), np.arange(classes))
    net.weights_, net.biases_ = weights, biases
    return tuple(layer.W for layer in net.backward(X, Y.argmax(axis=1)))


def by_differences(X, Y, weights, biases):
    def loss(W, m):
        h, changed = X, [*weights[:m], W, *weights[m + 1 :]]
        for V, b in zip(changed[:-1], biases[:-1], strict=True):
            h = np.maximum(h @ V + b, 0)
        return float(softmax_cross_entropy(h @ changed[-1] + biases[-1], Y))

    return [numerical_gradient(lambda V, m=m: loss(V, m), W) for m, W in enumerate(weights)]


def networks(rng):
    """Draw samples, one-hot targets, weights and biases of a random network."""
    widths = rng.integers(2, 5, size=rng.integers(2, 5))
    weights = [rng.normal(size=shape) for shape in pairwise(widths)]
    biases = [rng.normal(size=n) for n in widths[1:]]
    Y = np.eye(widths[-1])[rng.integers(widths[-1], size=7)]
    return rng.normal(size=(7, widths[0])), Y, weights, biases


def triangle(offset, directions=(90, 210, 330)):
    return [(np.cos(np.radians(a)), np.sin(np.radians(a)), -offset) for a in directions]


def by_einsum(X, W, b):
    return (np.einsum("nd,dup->nup", X, W) + b).max(axis=-1)


def by_loop(X, W, b):
    units = [
        [max(x @ W[:, u, p] + b[u, p] for p in range(b.shape[1])) for u in range(b.shape[0])]
        for x in X
    ]
    return np.array(units)


def by_realized_share(X, rate, rng):
    kept = rng.random(X.shape) >= rate
    return X * kept / kept.mean()


def by_column(X, rate, rng):
    return X * (rng.permutation(X.shape[-1]) >= rate * X.shape[-1]) / (1 - rate)


def by_row(X, rate, rng):
    return by_column(X.T, rate, rng).T


def with_replacement(X, rate, rng):
    kept = np.ones(X.size)
    kept[rng.choice(X.size, round(rate * X.size))] = 0
    return X * kept.reshape(X.shape) / (1 - rate)


def without_replacement(X, rate, rng):
    kept = np.ones(X.size)
    kept[rng.choice(X.size, round(rate * X.size), replace=False)] = 0
    return X * kept.reshape(X.shape) / (1 - rate)


def by_the_package(X, rate, rng):
    return dropout(X, rate, rng=rng)


def by_binomial(X, rate, rng):
    return X * rng.binomial(1, 1 - rate, X.shape) / (1 - rate)


CORPUS = {
    "sigmoid_layers": Answers(
        right=lambda n: [
            layers(n),
            float(layers(n)),
            np.ceil(np.log(n["limit"]) / np.log(0.25)),
            str(layers(n)),
        ],
        wrong={
            "in a row leave": lambda n: layers(n) - 1,
            "fewer are": lambda n: layers(n) + 1,
            "whole number": lambda n: np.log(n["limit"]) / np.log(0.25),
            "1 in a row leave 2.5e-01": 1,
            "finite": np.nan,
            "too far from 0": 10**400,
            "should be a number": "ten",
        },
    ),
    "first_gradient": Answers(
        right=[right, in_a_loop, by_entries],
        wrong={
            "shape (5, 4)": lambda *a: right(*a).T,
            "finite": lambda *a: right(*a) * np.nan,
        },
    ),
    "all_gradients": Answers(
        right=[lambda *a: tuple(chain(*a)), recursive, by_package, by_differences],
        wrong={
            "W1 should be an array of shape (2, 3), got shape (4, 2)": lambda *a: chain(*a)[::-1],
            "got shape (3, 2)": lambda *a: [g.T for g in chain(*a)],
            "got 2": lambda *a: chain(*a)[:2],
            "raised IndexError": lambda X, Y, W, b: [*chain(X, Y, W, b)[:1], W[5]],
        },
    ),
    "leaky_gain": Answers(
        right=lambda n: [gain(n), round(gain(n), 2), 1 / (0.5 + n["leak"] ** 2 / 2)],
        wrong={
            "with 7, each layer multiplies": 7,
            "finite": np.nan,
        },
    ),
    "sine_units": Answers(
        right=lambda n: [
            ramps(n),
            float(ramps(n)),
            np.ceil(2 * np.pi * n["frequency"] / np.sqrt(8 * n["error"])),
        ],
        wrong={
            "units the bound is": lambda n: ramps(n) - 1,
            "fewer are": lambda n: ramps(n) + 1,
            "whole number": lambda n: ramps(n) - 0.3,
            "finite": np.inf,
        },
    ),
    "fence": Answers(
        right=[
            triangle(0.5),
            triangle(0.54),
            triangle(0.52, (0, 120, 240)),
            7 * np.array(triangle(0.51)),
        ],
        wrong={
            "unit 1 is not 0 inside: its score reaches 0.10": triangle(0.4),
            "no bias is below 0": triangle(-0.5),
            "at radius 1.1 and 27 degrees": triangle(0.6),
            "at radius 1.1 and 243 degrees": triangle(0.5, (0, 90, 180)),
            "at radius 1.1 and 63 degrees": triangle(0.5, (0, 0, 180)),
            "at radius 1.1 and 0 degrees": np.zeros((3, 3)),
            "shape (2, 3)": triangle(0.5)[:2],
            "finite": np.full((3, 3), np.nan),
            "unit 2": [triangle(0.5)[0], 2 * np.array(triangle(0.4)[1]), triangle(0.5)[2]],
        },
    ),
    "maxout_layer": Answers(
        right=[by_einsum, by_loop, lambda X, W, b: (np.tensordot(X, W, 1) + b).max(axis=2)],
        wrong={
            "shape (5, 2)": lambda X, W, b: (np.einsum("nd,dup->nup", X, W) + b).max(1),
            "entry [0, 0]": lambda X, W, b: by_einsum(X, W, b) + 1,
        },
    ),
    "drop": Answers(
        right=[by_the_package, by_binomial, by_realized_share, without_replacement],
        wrong={
            "no entry": lambda X, rate, rng: X,
            "what can make up": lambda X, rate, rng: X * (rng.random(X.shape) >= rate),
            "instead of dropping": lambda X, rate, rng: X * (rng.random(X.shape) < rate) / rate,
            "multiplied by 5.00": lambda X, rate, rng: X * (rng.random(X.shape) >= rate) / rate,
            "share of dropped entries is 0.5": lambda X, rate, rng: (
                X * (rng.random(X.shape) >= 0.5) / 0.5
            ),
            "all rows drop the same": by_column,
            "all columns drop the same": by_row,
            "TypeError": lambda X, rate: X,
            "share of dropped entries is 0.18": with_replacement,
            "Draw only from it": lambda X, rate, rng: dropout(X, rate, rng=np.random.default_rng()),
            "another rng": lambda X, rate, rng: dropout(X, rate, rng=np.random.default_rng(0)),
            "not its entry times one": lambda X, rate, rng: 3.75 * (rng.random(X.shape) >= rate),
            "IndexError": lambda X, rate, rng: (
                X * (rng.random((len(X), X.shape[1])) >= rate) / (1 - rate)
            ),
            "at rate 0.5": lambda X, rate, rng: X * (rng.random(X.shape) >= 0.2) / 0.8,
        },
    ),
}


def test_one_layer_less_would_leave_four_times_as_much():
    numbers, judge = task(checks.networks.sigmoid_layers)
    (right, *_) = CORPUS["sigmoid_layers"].right(numbers)
    enough, before = map(float, re.findall(r"\d\.\de-\d+", judge(right).message))
    assert before / enough == pytest.approx(4, rel=0.05)
