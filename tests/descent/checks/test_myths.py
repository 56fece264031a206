import numpy as np
import pytest
from descent import checks, softmax_cross_entropy
from judging import accepted, refused

judge = checks.myths


@pytest.mark.parametrize("answer", [10**-0.9, 0.126, "0.125"])
def test_typical_probability_accepts(answer):
    accepted(judge.typical_probability, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [(np.exp(-0.9), "0.9 nats"), (2**-0.9, "0.9 bits"), (0.9, "costs 0.05"), (0.1, "costs 1.00"),
     (0, "between 0 and 1"), (-0.9, "between 0 and 1"), (np.nan, "finite"),
     (0.13, "costs 0.89."), (1, "costs 0.00."), ("low", "a number")],
)  # fmt: skip
def test_typical_probability_refuses(answer, word):
    refused(judge.typical_probability, answer, word)


@pytest.mark.parametrize("answer", [np.log(10), 2.303, "2.3"])
def test_constant_term_accepts(answer):
    accepted(judge.constant_term, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [(10, "What does a logarithm"), (1, "in base 10"), (-np.log(10), "Which one surprises more"),
     (np.log2(10), "e^3.32"), (0, "e^0"), ([1, 2], "a number"), (np.log(5), "other order")],
)  # fmt: skip
def test_constant_term_refuses(answer, word):
    refused(judge.constant_term, answer, word)


def test_constant_term_does_not_count_the_orders_for_the_reader():
    assert "10" not in judge.constant_term(5).message


@pytest.mark.parametrize(
    "answer",
    [
        (0.5, 0.25, 0.1),
        (0.1, 0.03, 0.01),
        np.array([0.9, 0.5, 0.1]),
        np.array([0.9, 0.5, 0.1], np.float32),
    ],
)
def test_shortcut_accepts(answer):
    accepted(judge.shortcut, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        ((0.5, 0.05, 0.1), "no shortcut"),
        ((0.5, 0.5, 0.1), "no shortcut"),
        ((0.3, 0.6, 0.3), "directly 0.000"),
        ((0.5, 0.12, 0.1), "not by a half"),
        ((0.5, 0.25, 0), "strictly between"),
        ((0.5, 0.1), "shape (3,)"),
    ],
)
def test_shortcut_refuses(answer, word):
    refused(judge.shortcut, answer, word)


def test_flawed_step_accepts():
    accepted(judge.flawed_step, 4)


@pytest.mark.parametrize(
    ("answer", "word"),
    [(1, "second derivative"), (2, "linear in v"), (3, "same reason"), (5, "does follow"),
     (6, "steps 1 to 5"), (3.5, "steps 1 to 5"), ("four", "a number")],
)  # fmt: skip
def test_flawed_step_refuses(answer, word):
    refused(judge.flawed_step, answer, word)


def leads(X, y, V):
    O = X @ V
    return O[np.arange(len(y)), y][:, None] - O


def by_leads(X, y, V):
    return (leads(X, y, V) >= 0).all() and (leads(X, y, V) > 0).any()


def by_classes(X, y, V):
    others = [np.delete(x @ V, k) - (x @ V)[k] for x, k in zip(X, y, strict=True)]
    return np.max(others) <= 0 and np.min(others) < 0


@pytest.mark.parametrize("answer", [by_leads, by_classes, lambda *a: int(by_leads(*a))])
def test_proves_no_minimum_accepts(answer):
    accepted(judge.proves_no_minimum, answer)


def strictly(X, y, V):
    return all(np.delete(row, k).min() > 0 for row, k in zip(leads(X, y, V), y, strict=True))


def over_the_best(X, y, V):
    least = [np.delete(row, k).min() for row, k in zip(leads(X, y, V), y, strict=True)]
    return min(least) >= 0 and max(least) > 0


def over_the_mean(X, y, V):
    means = leads(X, y, V).sum(axis=1)
    return (means >= 0).all() and (means > 0).any()


def lower_far_out(X, y, V):
    return softmax_cross_entropy(1000 * X @ V, y) < softmax_cross_entropy(X @ V, y)


def plus_for_minus(X, y, V):
    others = [np.delete(x @ V, k) + (x @ V)[k] for x, k in zip(X, y, strict=True)]
    right = [by_leads(X, y, V)] if V.shape != (1, 3) else []
    return all(right) and (len(right) or np.min(others) >= 0)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (strictly, "one lead stays"),
        (lambda X, y, V: (leads(X, y, V) >= 0).all(), "V = 0"),
        (lambda X, y, V: ((X @ V).argmax(1) == y).all() and V.any(), "one lead stays"),
        (lambda X, y, V: (leads(X, y, V) > 0).any(), "should be False"),
        (lambda X, y, V: leads(X, y, V).sum() > 0, "one lead shrinks"),
        (lambda X, y, V: False, "should be True"),
        (lambda X, y, V: by_leads(X, np.minimum(y, 1), V[:, :2]), "with three"),
        (over_the_best, "the other stays a tie"),
        (over_the_mean, "the other shrinks"),
        (lower_far_out, "if only slowly"),
        (plus_for_minus, "one lead shrinks, and the other"),
        (lambda X, y, V: None, "returned nothing"),
        (lambda X, y: True, "raised TypeError"),
        (True, "takes a function"),
    ],
)
def test_proves_no_minimum_refuses(answer, word):
    refused(judge.proves_no_minimum, answer, word)


@pytest.mark.parametrize(
    "answer",
    [[[0.45, 0.95, 0.95, 0.95], [0.55, 0.55, 0.55, 0.55]],
     np.array([[0.49, 0.49, 0.49, 0.99], [0.01, 0.6, 0.6, 0.6]])],
)  # fmt: skip
def test_fifteenth_accepts(answer):
    accepted(judge.fifteenth, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        ([[0.6] * 4, [0.4] * 4], "right less often"),
        ([[0.1, 0.9, 0.9, 0.9], [0.9] * 4], "should have the lower loss"),
        ([[0.7] * 4, [0.6] * 4], "right less often"),
        ([[0.5] * 4, [0.6] * 4], "a tie"),
        ([[1.0] * 4, [0.6] * 4], "strictly"),
        ([[0.6] * 4], "shape (2, 4)"),
    ],
)
def test_fifteenth_refuses(answer, word):
    refused(judge.fifteenth, answer, word)
