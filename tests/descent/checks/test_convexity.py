import numpy as np
import pytest
from descent import checks, softmax, softmax_cross_entropy_hessian
from judging import accepted, refused


def by_hand(f, x, y, t):
    return f(t * x + (1 - t) * y) - (t * f(x) + (1 - t) * f(y))


def by_interpolation(f, x, y, t):
    return f(y + t * (x - y)) - np.interp(t, [0, 1], [f(y), f(x)])


@pytest.mark.parametrize("answer", [by_hand, by_interpolation])
def test_chord_gap_accepts(answer):
    accepted(checks.convexity.chord_gap, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda f, x, y, t: -by_hand(f, x, y, t), "should be negative"),
        (lambda f, x, y, t: by_hand(f, y, x, t), "Which end has the weight t?"),
        (lambda f, x, y, t: f(t * x + (1 - t) * y), "got 4"),
        (lambda f, x, y, t: f((1 - t) * y) - (t * f(x) + (1 - t) * f(y)), "got -2.75"),
        (lambda f, x, y, t: f(t * x + (1 - t) * y) - (1 - t) * f(y), "got -0.50"),
        (lambda f, x, y, t: f(t * x + (1 - t) * y) / f(x) - f(y), "got -5.00"),
        (lambda f, x, y, t: 0.0, "got 0"),
        (lambda f, x, y, t: -t * (1 - t) * (x - y) ** 2, "t = ¼"),
        (lambda f, x, y, t: -abs(by_hand(f, x, y, t)), "sin"),
        (lambda f, x, y, t: f((x + y) / 2) - (f(x) + f(y)) / 2, "t = ¼"),
        (lambda f, x, y, t: None, "returned nothing"),
        (lambda f, x, y: 0, "raised TypeError"),
        (3, "takes a function"),
    ],
)
def test_chord_gap_refuses(answer, word):
    refused(checks.convexity.chord_gap, answer, word)


@pytest.mark.parametrize(
    "answer",
    ["abdf", "FDBA", "a, b, d, f", "(a) (b) (d) (f)", [*"abdf"], {*"abdf"}, np.array([*"abdf"])],
)
def test_by_the_rules_accepts(answer):
    accepted(checks.convexity.by_the_rules, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [("abcdf", "(c) is 2.83 halfway between 1 and 7, its chord 2.30"), ("e", "(e) is 1.00"),
     ("bda", "(f) follows"), ("", "letters"), ("b", "(a) follows"), ("xyz", "letters from a to f"),
     (3, "letters"), (None, "letters"), ("a, b and d", "letters")],
)  # fmt: skip
def test_by_the_rules_refuses(answer, word):
    refused(checks.convexity.by_the_rules, answer, word)


@pytest.mark.parametrize("answer", [1, "1.0", 1.005])
def test_open_tin_accepts(answer):
    accepted(checks.convexity.open_tin, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [(2, "0.20 of the metal"), (0.5, "0.50"), (-1, "positive"), (np.nan, "finite"),
     (1e9, "0.00"), ("flat", "a number")],
)  # fmt: skip
def test_open_tin_refuses(answer, word):
    refused(checks.convexity.open_tin, answer, word)


@pytest.mark.parametrize("answer", [-np.log(2), -0.69, "-0.693"])
def test_turning_point_accepts(answer):
    accepted(checks.convexity.turning_point, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [(0.0, "0.50 and the curve bends up already"), (-1.5, "still bends down"), (1 / 3, "bends up"),
     (np.log(2), "0.67"), ("low", "a number"), (np.nan, "finite"), (-800, "still bends down")],
)  # fmt: skip
def test_turning_point_refuses(answer, word):
    refused(checks.convexity.turning_point, answer, word)


def mean_variance(X, W, V):
    p, d = softmax(X @ W), X @ V
    return ((p * d**2).sum(1) - (p * d).sum(1) ** 2).mean()


def by_matrix(X, W, V):
    return V.ravel() @ softmax_cross_entropy_hessian(X, W) @ V.ravel()


def by_slope(X, W, V, h=1e-4):
    """The change of the slope along V."""
    ahead, behind = ((softmax(X @ (W + s * V)) * (X @ V)).sum(1).mean() for s in (h, -h))
    return (ahead - behind) / (2 * h)


@pytest.mark.parametrize("answer", [mean_variance, by_slope])
def test_curvature_accepts(answer):
    accepted(checks.convexity.curvature, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda X, W, V: len(X) * mean_variance(X, W, V), "sum over the samples"),
        (lambda X, W, V: (softmax(X @ W) * (X @ V) ** 2).sum(1).mean(), "change nothing"),
        (lambda X, W, V: (X @ V).var(1).mean(), "should be 0."),
        (by_matrix, "without the matrix"),
        (lambda X, W, V: mean_variance(X, W, V) * len(X) / 6, "20 samples"),
        (lambda X, W, V: mean_variance(X, W, V) * np.ones(3), "a number"),
    ],
)
def test_curvature_refuses(answer, word):
    refused(checks.convexity.curvature, answer, word)


@pytest.mark.parametrize("answer", [[[-5, 5], [0, 0]], np.array([[0.0, 8.0], [0.1, 0.0]])])
def test_below_a_thousandth_accepts(answer):
    accepted(checks.convexity.below_a_thousandth, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        ([[5, -5], [0, 0]], "no better than W = 0"),
        ([[-1, 1], [0, 0]], "not far enough"),
        ([-5, 5], "shape (2, 2)"),
        (np.zeros((2, 2)), "0.693"),
        ([[-1e9, 1e9], [0, 0]], "rounded to 0"),
        ([[-np.inf, np.inf], [0, 0]], "finite"),
    ],
)
def test_below_a_thousandth_refuses(answer, word):
    refused(checks.convexity.below_a_thousandth, answer, word)


def reordered(W1, b1, W2, order):
    return W1[:, order], b1[order], W2[order]


def by_matrices(W1, b1, W2, order):
    P = np.eye(len(b1))[:, order.astype(int)]
    return W1 @ P, b1 @ P, P.T @ W2


@pytest.mark.parametrize("answer", [reordered, by_matrices])
def test_renamed_units_accepts(answer):
    accepted(checks.convexity.renamed_units, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda W1, b1, W2, order: (W1, b1, W2), "nothing has moved"),
        (lambda W1, b1, W2, order: (W1[:, order], b1, W2), "scores have changed"),
        (lambda W1, b1, W2, order: (W1[:, order], b1, W2[order]), "scores have changed"),
        (lambda W1, b1, W2, order: reordered(W1, b1, W2, np.argsort(order)), "order[0]"),
        (lambda W1, b1, W2, order: None, "returned nothing"),
        (lambda W1, b1, W2, order: (W1, b1), "should return 3 arrays, W1, b1, W2; got 2"),
        (lambda W1, b1, W2, order: 3, "should return 3 arrays"),
        (lambda W1, b1, W2, order: (W1[:, order], b1[order], W2[order].T), "W2 should be"),
        (lambda W1, b1, W2, order: (W1[:, :2], b1, W2), "got shape (2, 2)"),
        (lambda W1, b1, W2: (W1, b1, W2), "raised TypeError"),
        (7, "takes a function"),
    ],
)
def test_renamed_units_refuses(answer, word):
    refused(checks.convexity.renamed_units, answer, word)
