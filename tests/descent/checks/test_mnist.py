from itertools import pairwise

import numpy as np
import pytest
import sklearn.metrics
from descent import checks, one_hot, softmax
from judging import accepted, refused

check = checks.mnist


def count(widths):
    return sum((a + 1) * b for a, b in pairwise(widths))


def count_in_a_loop(widths):
    total = 0
    for k in range(1, len(widths)):
        total += widths[k - 1] * widths[k] + widths[k]
    return total


def count_and_forget(widths):
    if not widths[1:]:
        return 0
    first = widths.pop(0)
    return (first + 1) * widths[0] + count_and_forget(widths)


@pytest.mark.parametrize("answer", [count, count_in_a_loop, count_and_forget])
def test_parameters_accepts(answer):
    accepted(check.parameters, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda widths: widths[0] * widths[1], "What else"),
        (lambda widths: (widths[0] + 1) * widths[1], "784 → 10 → 10"),
        (lambda widths: count(widths[:3]), "2 → 5 → 4 → 3"),
        (lambda widths: widths[0] + widths[1], "794"),
    ],
)
def test_parameters_refuses(answer, word):
    refused(check.parameters, answer, word)


def test_noise_factor():
    accepted(check.noise_factor, np.sqrt(64))
    refused(check.noise_factor, 64, "as a distance")
    refused(check.noise_factor, 1 / 64, "as a distance")
    refused(check.noise_factor, 1 / 8, "multiplied by 1/8")
    refused(check.noise_factor, 6, "s²/B")


def test_softmax_twice():
    accepted(check.softmax_twice, -np.log(softmax([1.0] + [0.0] * 9)[0]))
    for digits in (1.461, 1.46):
        accepted(check.softmax_twice, digits)
    refused(check.softmax_twice, 0, "lie in [0, 1]")
    refused(check.softmax_twice, 2.303, "ten equal scores")
    refused(check.softmax_twice, 1.47, "which ten are the best")
    assert "(1, 0" not in check.softmax_twice(3).message


def table(y, guesses, num_classes):
    return one_hot(y, int(num_classes)).T @ one_hot(guesses, int(num_classes))


def table_in_a_loop(y, guesses, num_classes):
    counts = np.zeros((num_classes, num_classes), int)
    for row, column in zip(y, guesses, strict=True):
        counts[row, column] += 1
    return counts


def pairs_once(y, guesses, num_classes):
    counts = np.zeros((num_classes, num_classes))
    counts[y, guesses] += 1
    return counts


@pytest.mark.parametrize(
    "answer",
    [
        table,
        table_in_a_loop,
        lambda y, g, c: sklearn.metrics.confusion_matrix(y, g, labels=range(int(c))),
    ],
)
def test_confusion_matrix_accepts(answer):
    accepted(check.confusion_matrix, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda y, g, c: table(g, y, c), "exchanged"),
        (pairs_once, "counted once"),
        (lambda y, g, c: table(y, g, c) / len(y), "shares"),
        (lambda y, g, c: table(y, g, c) / table(y, g, c).sum(1, keepdims=True), "shares"),
        (lambda y, g, c: np.diag(np.diag(table(y, g, c))), "3 are in your table"),
        (lambda y, g, c: table(y, g, c)[::-1], "wrong place"),
        (lambda y, g, c: table(y, g, 3), "shape (5, 5), got shape (3, 3)"),
        (lambda y, g, c: sklearn.metrics.confusion_matrix(y, g), "shape (5, 5), got shape (3, 3)"),
        (lambda y, g, c: np.pad(table(y, g, 3), (0, int(c) - 3), mode="edge"), "with 5"),
    ],
)
def test_confusion_matrix_refuses(answer, word):
    refused(check.confusion_matrix, answer, word)


def answered(P, y, threshold):
    sure = P.max(axis=1) >= threshold
    return sure.mean(), (P.argmax(axis=1) != y)[sure].mean()


def answered_in_a_loop(P, y, threshold):
    wrong = [
        row.argmax() != label for row, label in zip(P, y, strict=True) if max(row) >= threshold
    ]
    return len(wrong) / len(P), sum(wrong) / len(wrong)


@pytest.mark.parametrize("answer", [answered, answered_in_a_loop])
def test_answer_if_sure_accepts(answer):
    accepted(check.answer_if_sure, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda P, y, t: (1 - answered(P, y, t)[0], answered(P, y, t)[1]), "others"),
        (lambda P, y, t: (1.0, 0.25), "3 of 4"),
        (lambda P, y, t: (0.75, ((P.argmax(1) != y) & (P.max(1) >= t)).mean()), "all samples"),
        (lambda P, y, t: (0.75, 1 - answered(P, y, t)[1]), "right answers"),
        (lambda P, y, t: (0.75, 0.0), "1 of the 3"),
        (lambda P, y, t: answered(P, y, t + 1e-9), "exactly the threshold"),
        (lambda P, y, t: (answered(P, y, t)[0], answered(P, y, t + 1e-9)[1]), "counts in both"),
        (lambda P, y, t: (answered(P, y, t + 1e-9)[0], answered(P, y, t)[1]), "counts in both"),
        (lambda P, y, t: (answered(P, y, t)[0] * len(P) / 4, answered(P, y, t)[1]), "first three"),
        (lambda P, y, t: answered(P, y, 0.5), "Does the threshold enter"),
        (lambda P, y, t: (0.75, 1 / 3), "Does the threshold enter"),
        (lambda P, y, t: answered(P, y, t)[0], "shape (2,)"),
    ],
)
def test_answer_if_sure_refuses(answer, word):
    refused(check.answer_if_sure, answer, word)


@pytest.mark.parametrize(
    "name",
    ["parameters", "noise_factor", "confusion_matrix", "answer_if_sure", "softmax_twice"],
)
def test_the_stub_is_not_yet_right(name):
    refused(getattr(check, name), ..., "dots")
