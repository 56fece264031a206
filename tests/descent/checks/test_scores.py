import numpy as np
import pytest
from descent import checks, multiclass_hinge
from judging import accepted, refused


def in_a_loop(X, W, b):
    return [[x @ w + bias for w, bias in zip(W.T, b, strict=True)] for x in X]


@pytest.mark.parametrize("answer", [lambda X, W, b: X @ W + b, in_a_loop])
def test_class_scores_accepts(answer):
    accepted(checks.scores.class_scores, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda X, W, b: X @ W, "b = 0"),
        (lambda X, W, b: X @ W - b, "entry [0, 0] should be"),
        (lambda X, W, b: np.vstack([X[:2] @ W + b, X[2:] @ W - b]), "entry [2, 0] should be"),
        (lambda X, W, b: X @ W + b if len(X) == 5 else X[:, :1] + b, "two of three"),
        (lambda X, W, b: X @ W.T + b, "raised ValueError"),
        (lambda X, W, b: (X @ W + b).argmax(1), "shape (5,)"),
        (lambda X, W, b: (X @ W + b).T, "shape (3, 5)"),
        (lambda X, W, b: None, "returned nothing"),
    ],
)
def test_class_scores_refuses(answer, word):
    refused(checks.scores.class_scores, answer, word)


@pytest.mark.parametrize(
    "answer",
    [
        (-1.5, -1.3, -0.7),
        (-2, -1.7, -0.8),
        np.array([-1.6, -1, -0.9]),
        (-5, -5, 0),  # no bias is needed beyond the ends of the sliders
    ],
)
def test_cat_region_accepts(answer):
    accepted(checks.scores.cat_region, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        ((1.0, 0.5, 0.0), "24 of 30"),
        ((0, 0, 3), "outside the cat's: 0, others inside it: 19"),
        ((0, 0, -30), "outside the cat's: 10, others inside it: 0"),
        ((-1.1, -1.0, 0.0), "28 of 30"),
        ((-2, -2, 0), "29 of 30"),
        ((-100, -100, 0), "29 of 30"),
        ((-1.1, -1.0), "shape (2,)"),
        ((-5, -5, np.nan), "finite"),
        ((-np.inf, -5, 0), "finite"),
    ],
)
def test_cat_region_refuses(answer, word):
    refused(checks.scores.cat_region, answer, word)


def in_steps(scores, label):
    total = 0.0
    for j, score in enumerate(scores):
        if j != label:
            total += max(0, score - scores[label] + 1)
    return total


def in_one_line(scores, label):
    return np.maximum(scores - scores[label] + 1, 0).sum() - 1


@pytest.mark.parametrize("answer", [in_steps, in_one_line, multiclass_hinge])
def test_hinge_accepts(answer):
    accepted(checks.scores.hinge, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda o, k: np.maximum(o - o[k] + 1, 0).sum(), "1 too large"),
        (lambda o, k: np.maximum(o - o[k], 0).sum(), "exactly level"),
        (lambda o, k: (o - o[k] + 1).sum() - 1, "earns nothing back"),
        (lambda o, k: -in_steps(o, k), "no loss is below 0"),
        (lambda o, k: np.maximum(np.delete(o, k) - o[min(k, 2)] + 1, 0).sum(), "label 3"),
        (lambda o, k: np.maximum(o - o[k] + 1, 0), "shape (3,)"),
        (lambda o, k: in_steps(o, k) ** 2, "photo of the cat you get 8.41"),
        (lambda o, k: np.maximum(np.delete(o, k) - o[k] + 1, 0).max(), "photo of the frog"),
        (lambda o, k: in_steps(o[:3], min(k, 2)), "five equal scores cost 2.00"),
        (7, "takes a function"),
    ],
)
def test_hinge_refuses(answer, word):
    refused(checks.scores.hinge, answer, word)


@pytest.mark.parametrize("answer", [1 / 2.9, 0.34, 0.345, 0.35])
def test_zero_loss_scale_accepts(answer):
    accepted(checks.scores.zero_loss_scale, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (1.0, "a smaller α"),
        (1 / 3.6, "the loss is still 0.19"),
        (0, "all scores are equal"),
        (-1.0, "turned around"),
        (0.36, "a smaller α"),
        (0.33, "the loss is still 0.04"),
        (np.nan, "finite"),
        (np.inf, "finite"),
        ("one", "should be a number"),
    ],
)
def test_zero_loss_scale_refuses(answer, word):
    refused(checks.scores.zero_loss_scale, answer, word)


def squared_terms(scores, labels):
    own = np.take_along_axis(scores, labels[:, None], axis=1)
    terms = np.maximum(scores - own + 1, 0) ** 2
    np.put_along_axis(terms, labels[:, None], 0, axis=1)
    return terms


def without_the_maximum(scores, labels):
    own = np.take_along_axis(scores, labels[:, None], axis=1)
    return ((scores - own + 1) ** 2).sum(1).mean() - 1


def squared_in_a_loop(scores, labels):
    total = 0.0
    for o, k in zip(scores, labels, strict=True):
        total += sum(max(0, o[j] - o[k] + 1) ** 2 for j in range(len(o)) if j != k)
    return total / len(scores)


def from_the_package(scores, labels):
    return multiclass_hinge(scores, labels, squared=True)


@pytest.mark.parametrize(
    "answer", [lambda O, y: squared_terms(O, y).sum(1).mean(), squared_in_a_loop, from_the_package]
)
def test_squared_hinge_accepts(answer):
    accepted(checks.scores.squared_hinge, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda O, y: squared_terms(O, y).sum(1).mean() + 1, "1 too large"),
        (lambda O, y: squared_terms(O, y).sum(), "sum over the samples"),
        (lambda O, y: squared_terms(O, y).mean(), "divided by the number of terms"),
        (lambda O, y: multiclass_hinge(O, y), "not squared"),
        (lambda O, y: (multiclass_hinge(O, y, reduction="none") ** 2).mean(), "each term"),
        (lambda O, y: multiclass_hinge(O, y) ** 2, "each term"),
        (without_the_maximum, "far behind"),
        (lambda O, y: squared_terms(O, y).max(1).mean(), "should be"),
        (lambda O, y: squared_terms(O[:, :3], np.minimum(y, 2)).sum(1).mean(), "should be"),
        (lambda O, y: squared_terms(O, y).sum(1), "shape (6,)"),
        (lambda O, y: np.nan, "finite"),
        (lambda O, y: squared_terms(O, y).sum() / 6, "two of three"),
        (lambda O, y: round(squared_terms(O, y).sum(1).mean(), 2), "16.058, not 16.060"),
    ],
)
def test_squared_hinge_refuses(answer, word):
    refused(checks.scores.squared_hinge, answer, word)
