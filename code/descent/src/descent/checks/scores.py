"""The checks of the chapter on scores and margins."""

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import ArrayLike

from descent.checks.asking import ask, ask_number, compare
from descent.checks.core import (
    Wrong,
    apart,
    case,
    check,
    close,
    difference,
    name_slip,
    number,
    numbers,
)
from descent.datasets.photos import BIASES, LABELS, POINTS, SCORES, WEIGHTS
from descent.losses import multiclass_hinge

SIX = np.array([0.5, -2.0, 3.0, 1.5, 2.0, 0.7])
"""Scores of six classes: two of them break the margin of class 3, and two are close to it."""


@check
def class_scores(function: Callable) -> str:
    """Check a function from samples X (N, D), weights (D, C) and biases (C,) to scores (N, C)."""
    rng = np.random.default_rng(0)
    X, W, b = rng.normal(size=(5, 4)), rng.normal(size=(4, 3)), np.array([1.0, -2.0, 0.5])
    scores = ask(function, X, W, b, shape=(5, 3))
    if close(scores, X @ W):
        raise Wrong("these are the scores for b = 0. Every class also has a number of its own.")
    if not close(scores, X @ W + b):
        raise Wrong(f"for five samples, {difference(scores, X @ W + b)}")
    with case("right for five samples of four features, but for two of three"):
        compare(function, lambda X, W, b: X @ W + b, X[:2, 1:], W[1:, :2], b[:2])
    return "five samples, three classes: one product and one sum score them all."


@check
def cat_region(answer: ArrayLike) -> str:
    """Check the cat's two weights and its bias: all thirty photos in their own regions."""
    weight_shiny, weight_green, bias = numbers("your answer", answer, shape=(3,))
    W, b = WEIGHTS.copy(), BIASES.copy()
    W[:, 0], b[0] = (weight_shiny, weight_green), bias
    scores = POINTS @ W + b
    own = scores[np.arange(len(LABELS)), LABELS]
    scores[np.arange(len(LABELS)), LABELS] = -np.inf
    right = own > scores.max(1)
    if not right.all():
        lost, taken = (~right & (LABELS == 0)).sum(), (~right & (LABELS != 0)).sum()
        raise Wrong(
            f"{right.sum()} of 30 photos lie in their own region; cats outside the cat's: {lost}, "
            f"others inside it: {taken}."
        )
    return f"all 30 photos lie in their own region, with a lead of {_least(own, scores)} or more."


def _least(own: np.ndarray, others: np.ndarray) -> str:
    return f"{(own - others.max(1)).min():.2g}"


@check
def hinge(function: Callable) -> str:
    """Check the hinge loss of one photo: a function of its scores and the label of its class."""
    losses = [ask_number(function, SCORES[k], k) for k in range(3)]
    expected = multiclass_hinge(SCORES, [0, 1, 2], reduction="none")
    if close(losses, expected + 1):
        raise Wrong("every loss is 1 too large: the true class does not compete with itself.")
    if min(losses) < 0:
        unlimited = (SCORES - SCORES.diagonal()[:, None] + 1).sum(1) - 1
        why = "a class that lags behind earns nothing back" * close(losses, unlimited)
        raise Wrong(f"one loss is {min(losses):.1f}; {why or 'no loss is below 0'}.")
    if close(losses, [1.9, 0, 10.9]):
        raise Wrong("a class exactly level with the true one should cost 1, with yours it is free.")
    for name, loss, value in zip(("cat", "car", "frog"), losses, expected, strict=True):
        if not close(loss, value):
            yours, _ = apart(loss, value)
            raise Wrong(
                f"for the photo of the {name} you get {yours}; how far is each wrong class above "
                "the safe line?"
            )
    tie = ask_number(function, np.zeros(5), 3)
    if not close(tie, 4):
        raise Wrong(f"five equal scores cost {tie:.2f}: four classes break the margin by 1 each.")
    with case(f"right for the three photos, but for the scores {SIX} and label 3"):
        compare(function, multiclass_hinge, SIX, 3)
    return "2.9, 0 and 12.9 for the three photos, and 4 for a tie of five classes."


@check
def zero_loss_scale(answer: ArrayLike) -> str:
    """Check the smallest α for which α times the scores of the car's photo have hinge loss 0."""
    alpha = number(answer)
    if alpha <= 0:
        raise Wrong("at α = 0 all scores are equal, and below 0 the order is turned around.")
    loss = multiclass_hinge(alpha * SCORES[1], 1)
    if loss > 0.02:
        raise Wrong(f"at α = {alpha:.3g} the loss is still {loss:.2f}.")
    if alpha > 0.35:
        raise Wrong(f"at α = {alpha:.3g} the loss is 0, but a smaller α will do.")
    return "1/2.9 = 0.345: there the closest rival, the frog, is exactly 1 point behind."


@check
def squared_hinge(function: Callable) -> str:
    """Check the mean squared hinge loss: a function of scores (N, C) and labels (N,)."""
    rng = np.random.default_rng(0)
    scores, labels = 2 * rng.normal(size=(6, 4)), np.array([3, 0, 2, 1, 3, 2])
    loss = ask_number(function, scores, labels)
    hinges = multiclass_hinge(scores, labels, reduction="none")
    expected = multiclass_hinge(scores, labels, squared=True)
    slips = {
        "it is 1 too large: the true class does not compete with itself.": expected + 1,
        "this is the sum over the samples; the loss of a data set is their mean.": expected * 6,
        "it is divided by the number of terms: add over classes, then average.": expected / 4,
        "this is the hinge loss, not squared.": hinges.mean(),
        "square each term, then add.": (hinges**2).mean(),
        "square each term before you add or average.": hinges.mean() ** 2,
        "a class that is far behind earns a fine for its distance.": _unbounded(scores, labels),
    }
    name_slip(loss, slips)
    if not close(loss, expected):
        yours, right = apart(loss, expected)
        raise Wrong(f"for six samples of four classes it should be {right}, not {yours}.")
    with case("right for six samples of four classes, but for two of three"):
        squared = partial(multiclass_hinge, squared=True)
        compare(function, squared, scores[:2, :3], labels[1:3])
    return f"six samples of four classes cost {expected:.3f} on average."


def _unbounded(scores: np.ndarray, labels: np.ndarray) -> float:
    """Return what comes out when the maximum with 0 is forgotten."""
    own = scores[np.arange(len(labels)), labels][:, None]
    return ((scores - own + 1) ** 2).sum(1).mean() - 1
