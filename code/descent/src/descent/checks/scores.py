"""The checks of the chapter on scores and margins."""

from collections.abc import Callable
from functools import partial

import numpy as np
from explorable.judging import (
    Task,
    Wrong,
    apart,
    ask_number,
    call,
    case,
    check,
    close,
    compare,
    fresh,
    name_slip,
    number,
    numbers,
)
from numpy.typing import ArrayLike

from descent.datasets.photos import BIASES, LABELS, POINTS, SCORES, WEIGHTS
from descent.losses import multiclass_hinge
from descent.simplex import one_hot

SIX = np.array([0.5, -2.0, 3.0, 1.5, 2.0, 0.7])
"""Scores of six classes: two of them break the margin of class 3, and two are close to it."""


@check
def class_scores(function: Callable) -> str:
    """Check a function from samples X (N, D), weights (D, C) and biases (C,) to scores (N, C)."""
    rng = np.random.default_rng(0)
    X, W = (rng.integers(-3, 4, size).astype(float) for size in ((5, 4), (4, 3)))
    b = np.array([1.0, -2.0, 0.5])
    compare(function, _scores, X, W, b, slips=_NO_SCORES)
    with case("right for five samples of four features, but for two of three"):
        compare(function, _scores, X[:2, 1:], W[1:, :2], b[:2])
    return "five samples, three classes: one product and one sum score them all."


def _scores(X: np.ndarray, W: np.ndarray, b: np.ndarray) -> np.ndarray:
    return X @ W + b


_NO_SCORES: dict[str, Callable] = {
    "these are the scores for b = 0. Every class also has a number of its own.": lambda X, W, b: (
        X @ W
    ),
    "the biases are subtracted.": lambda X, W, b: X @ W - b,
    "the biases are added once for each feature.": lambda X, W, b: X @ W + len(W) * b,
    "all classes get the same bias.": lambda X, W, b: X @ W + b.sum(),
    "the product is multiplied by the biases.": lambda X, W, b: X @ W * b,
}


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
        lost, cars, frogs = np.bincount(LABELS[~right], minlength=3)
        raise Wrong(
            f"{right.sum()} of 30 photos lie in their own region; cats outside the cat's: {lost}, "
            f"cars inside it: {cars}, frogs inside it: {frogs}."
        )
    return f"all 30 photos lie in their own region, with a lead of {_least(own, scores)} or more."


def _least(own: np.ndarray, others: np.ndarray) -> str:
    return f"{(own - others.max(1)).min():.2g}"


@fresh
def border_distance(rng: np.random.Generator) -> Task:
    """Check how far a photo is from the border between the regions of cat and car."""
    while True:
        v = rng.choice([-1, 1], 2) * rng.permutation([3, 4]) * rng.choice([0.5, 1])
        x, gap = rng.integers(-20, 21, 2) / 10, int(rng.choice([-3, -2, -1, 1, 2, 3]))
        cat, cat_bias = rng.integers(-2, 3, 2) / 2, int(rng.integers(-2, 3))
        if not cat.any() or abs(v @ x + gap) < 0.5:
            continue
        right, slips = _distances(v, x, gap, cat)
        values = [right, -right, *slips.values()]
        if min(abs(a - b) for i, a in enumerate(values) for b in values[:i]) > 0.02:
            break

    def judge(answer: ArrayLike) -> str:
        distance = number(answer)
        if abs(distance - right) <= 0.006:
            return f"{abs(v @ x + gap):.2f} / {np.linalg.norm(v):g} = {right:.2f}."
        if distance < 0:
            raise Wrong("a distance is not negative, whichever of the two classes leads.")
        name_slip(distance, slips, rtol=0, atol=0.006)
        raise Wrong("how large is the lead at x, and how fast does it change toward the border?")

    given = {"cat": cat.tolist(), "cat_bias": cat_bias, "car": (cat - v).tolist()}
    return Task({**given, "car_bias": cat_bias - gap, "x": x.tolist()}, judge)


def _distances(
    v: np.ndarray, x: np.ndarray, gap: int, cat: np.ndarray
) -> tuple[float, dict[str, float]]:
    """Return the distance for a lead v @ x + gap, and what typical slips make of it."""
    lead, length = float(abs(v @ x + gap)), float(np.linalg.norm(v))
    return lead / length, {
        "that is the lead itself. How much does one step of length 1 change it?": lead,
        "you have divided by the square of the length.": lead / length**2,
        "the biases are missing: they move the border.": float(abs(v @ x)) / length,
        "the bias of car is added, and it should be subtracted, or the other way around.": (
            float(abs(v @ x - gap)) / length
        ),
        "the entries of the templates' difference are added; its length is meant.": lead
        / np.abs(v).sum(),
        "you have divided by the length of the cat's template. Two templates make a border.": (
            lead / float(np.linalg.norm(cat))
        ),
    }


@check
def hinge(function: Callable) -> str:
    """Check the hinge loss of one photo: a function of its scores and the label of its class."""
    losses = [ask_number(function, SCORES[k], k) for k in range(3)]
    expected = multiclass_hinge(SCORES, [0, 1, 2], reduction="none")
    name_slip(losses, _no_hinge(SCORES - SCORES.diagonal()[:, None], expected))
    if min(losses) < 0:
        raise Wrong(f"one loss is {min(losses):.1f}; no loss is below 0.")
    for k, name in enumerate(("cat", "car", "frog")):
        if not close(losses[k], expected[k]):
            yours, _ = apart(losses[k], expected[k])
            raise Wrong(
                f"for the photo of the {name} you get {yours}; how far is each wrong class above "
                "the safe line?",
                call(function, SCORES[k], k),
            )
    tie = ask_number(function, np.zeros(5), 3)
    if not close(tie, 4):
        raise Wrong(f"five equal scores cost {tie:.2f}: four classes break the margin by 1 each.")
    with case(f"right for the three photos, but for the scores {SIX} and label 3"):
        compare(function, multiclass_hinge, SIX, 3)
    return "2.9, 0 and 12.9 for the three photos, and 4 for a tie of five classes."


def _no_hinge(ahead: np.ndarray, right: np.ndarray) -> dict[str, np.ndarray]:
    """Return what typical slips make of how far each class is ahead of the true one."""
    terms = np.maximum(ahead + 1, 0) * (1 - np.eye(3))
    unlimited = (ahead + 1).sum(1) - 1
    return {
        "every loss is 1 too large: the true class does not compete with itself.": right + 1,
        "a class that lags behind earns nothing back.": unlimited,
        "the sum is limited to 0 or more, and each of its terms should be.": unlimited.clip(0),
        "a class exactly level with the true one should cost 1, with yours it is free.": (
            np.maximum(ahead, 0).sum(1)
        ),
        "you charge for a lead, and not for what is missing from it. Which score is subtracted?": (
            (np.maximum(1 - ahead, 0) * (1 - np.eye(3))).sum(1)
        ),
        "this is the worst violation alone. Each class that breaks the margin is charged.": (
            terms.max(1)
        ),
        "this is the mean over the classes, not the sum.": right / 3,
        "this is the mean over the wrong classes, not the sum.": right / 2,
        "these are the squared terms.": (terms**2).sum(1),
        "you count the violations: each costs as much as is missing.": (terms > 0).sum(1),
        "your margin is 2.": (np.maximum(ahead + 2, 0) * (1 - np.eye(3))).sum(1),
    }


@fresh
def zero_loss_scale(rng: np.random.Generator) -> Task:
    """Check the smallest α for which α times the scores of a car's photo have hinge loss 0."""
    near = round(float(rng.uniform(1.2, 2.8)), 1)
    far = round(near + float(rng.uniform(0.5, 2.5)), 1)
    car = round(far + float(rng.uniform(0.5, 2)), 1)
    others = rng.permutation([round(car - near, 1), round(car - far, 1)]).tolist()
    given = {"cat": others[0], "car": car, "frog": others[1]}
    slips = {
        "there only the farther rival is 1 point behind; the closer one still costs something.": (
            1 / far
        ),
        "that is the smallest lead. Which α makes it 1?": near,
        "you have divided by the car's score. Only its leads count.": 1 / car,
        "that makes the leads 1 on average. The smallest one must be 1.": 2 / (near + far),
    }

    def judge(answer: ArrayLike) -> str:
        alpha = number(answer)
        if abs(alpha - 1 / near) <= 0.006:
            return f"1/{near} = {1 / near:.3f}: there the closer rival is exactly 1 point behind."
        if alpha <= 0:
            raise Wrong("at α = 0 all scores are equal, and below 0 the order is turned around.")
        name_slip(alpha, slips, rtol=0, atol=0.006)
        loss = multiclass_hinge(alpha * np.array([*given.values()]), 1)
        if loss > 0:
            raise Wrong(f"at α = {alpha:.3g} the loss is still {loss:.2g}.")
        raise Wrong(f"at α = {alpha:.3g} the loss is 0, but a smaller α will do.")

    return Task(given, judge)


@check
def perceptron(function: Callable) -> str:
    """Check the perceptron of many classes, from (X, y, num_classes, passes) to W (D, C)."""
    rng = np.random.default_rng(50)
    X, y = rng.normal(size=(7, 3)).round(1), np.array([0, 2, 3, 1, 0, 2, 1])
    compare(function, _learned, X[3:4], y[3:4], 2, 1, slips=_NO_PERCEPTRON)
    with case("right for a sample of class 1, but for one of class 0"):
        compare(function, _learned, X[:1], y[:1], 2, 1, slips=_NO_PERCEPTRON)
    with case("right for single samples, but for seven of four classes and one pass"):
        compare(function, _learned, X, y, 4, 1, slips=_NO_PERCEPTRON)
    with case("right for one pass, but for three"):
        compare(function, _learned, X, y, 4, 3, slips=_NO_PERCEPTRON)
    with case("right for samples of three features, but for others of two"):
        compare(function, _learned, X[2:, 1:], y[2:], 5, 2)
    return "seven samples of four classes, three passes: every mistake moves two templates."


def _learned(
    X: np.ndarray,
    y: np.ndarray,
    num_classes: int,
    passes: int,
    *,
    moves: tuple[int, int] = (1, -1),
    ties: bool = True,
    always: bool = False,
    every: bool = False,
    last: bool = False,
) -> np.ndarray:
    """Return what the perceptron learns, or what it does with a slip."""
    W = np.zeros((X.shape[1], num_classes))
    for _ in range(passes):
        for x, k in zip(X, y, strict=True):
            scores = x @ W
            others = np.where(np.arange(num_classes) == k, -np.inf, scores)
            strongest = np.flatnonzero(others == others.max())[-1 if last else 0]
            rivals = others >= scores[k] if every else [strongest]
            wrong = others.max() >= scores[k] if ties else scores.argmax() != k
            if wrong or always:
                W[:, k] += moves[0] * x
                W[:, rivals] += moves[1] * x[:, None]
    return W


def _all_at_once(X: np.ndarray, y: np.ndarray, num_classes: int, passes: int) -> np.ndarray:
    """Return what is learned if the weights change only at the end of each pass."""
    W = np.zeros((X.shape[1], num_classes))
    for _ in range(passes):
        scores = X @ W
        own = one_hot(y, num_classes)
        others = np.where(own == 1, -np.inf, scores)
        rival = one_hot(others.argmax(1), num_classes)
        wrong = others.max(1) >= (scores * own).sum(1)
        W += X.T @ ((own - rival) * wrong[:, None])
    return W


_NO_PERCEPTRON: dict[str, Callable] = {
    "a tie counts as right, if the true class comes first. `argmax` takes the first of equals.": (
        partial(_learned, ties=False)
    ),
    "nothing has been learned. At W = 0 all classes are level, and level is not ahead.": (
        lambda X, y, C, passes: np.zeros((X.shape[1], C))
    ),
    "the template of the rival has not moved.": partial(_learned, moves=(1, 0)),
    "the template of the true class has not moved.": partial(_learned, moves=(0, -1)),
    "each mistake makes it worse: which template should come closer to the sample?": (
        partial(_learned, moves=(-1, 1))
    ),
    "both templates have moved toward the sample.": partial(_learned, moves=(1, 1)),
    "samples that were right have moved the templates, too.": partial(_learned, always=True),
    "every class that is level or ahead has moved; only the strongest rival should.": (
        partial(_learned, every=True)
    ),
    "of rivals that are level, the first is meant.": partial(_learned, last=True),
    "the next sample should meet the new weights, not those from the start of the pass.": (
        _all_at_once
    ),
    "that is what it has learned after one pass.": lambda X, y, C, passes: _learned(X, y, C, 1),
}


@check
def squared_hinge(function: Callable) -> str:
    """Check the mean squared hinge loss: a function of scores (N, C) and labels (N,)."""
    rng = np.random.default_rng(0)
    scores, labels = (2 * rng.normal(size=(6, 4))).round(1), np.array([3, 0, 2, 1, 3, 2])
    loss = ask_number(function, scores, labels)
    hinges = multiclass_hinge(scores, labels, reduction="none")
    expected = multiclass_hinge(scores, labels, squared=True)
    slips = {
        "it is 1 too large: the true class does not compete with itself.": expected + 1,
        "this is the sum over the samples; the loss of a data set is their mean.": expected * 6,
        "it is divided by the number of terms: add over classes, then average.": expected / 4,
        "this is the hinge loss, not squared.": hinges.mean(),
        "square each term, then add.": (hinges**2).mean(),
        "this is the worst violation alone. Each class that breaks the margin is charged.": (
            _worst_squared(scores, labels)
        ),
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


def _worst_squared(scores: np.ndarray, labels: np.ndarray) -> float:
    """Return what comes out when the maximum over the classes takes the place of the sum."""
    others = np.where(one_hot(labels, scores.shape[1]) == 1, -np.inf, scores).max(1)
    own = scores[np.arange(len(labels)), labels]
    return (np.maximum(others - own + 1, 0) ** 2).mean()


def _unbounded(scores: np.ndarray, labels: np.ndarray) -> float:
    """Return what comes out when the maximum with 0 is forgotten."""
    own = scores[np.arange(len(labels)), labels][:, None]
    return ((scores - own + 1) ** 2).sum(1).mean() - 1
