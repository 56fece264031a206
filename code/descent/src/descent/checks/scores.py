"""The checks of the chapter on scores and margins."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from descent.checks.core import Wrong, ask, check, numbers
from descent.datasets.photos import BIASES, LABELS, POINTS, SCORES, WEIGHTS
from descent.losses import multiclass_hinge


@check
def class_scores(function: Callable) -> str:
    """Check a function from samples X (N, D), weights (D, C) and biases (C,) to scores (N, C)."""
    rng = np.random.default_rng(0)
    X, W, b = rng.normal(size=(5, 4)), rng.normal(size=(4, 3)), np.array([1.0, -2.0, 0.5])
    scores = ask(function, X, W, b, shape=(5, 3))
    if np.allclose(scores, X @ W):
        raise Wrong("these are the scores for b = 0. Every class also has a number of its own.")
    if not np.allclose(scores, X @ W + b):
        raise Wrong(
            f"the first sample's scores should be {(X[0] @ W + b).round(2)}, "
            f"yours are {scores[0].round(2)}."
        )
    return "five samples, three classes: one product and one sum score them all."


@check
def cat_region(answer: ArrayLike) -> str:
    """Check the cat's two weights and its bias: all thirty photos in their own regions."""
    weight_shiny, weight_green, bias = _finite(answer, shape=(3,))
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


def _finite(answer: ArrayLike, shape: tuple[int, ...]) -> np.ndarray:
    values = numbers("your answer", answer, shape=shape)
    if not np.isfinite(values).all():
        raise Wrong(f"your answer should be finite, got {answer!r}.")
    return values


def _least(own: np.ndarray, others: np.ndarray) -> str:
    return f"{(own - others.max(1)).min():.2g}"


@check
def hinge(function: Callable) -> str:
    """Check the hinge loss of one photo: a function of its scores and the label of its class."""
    losses = [float(ask(function, SCORES[k], k, shape=())) for k in range(3)]
    expected = multiclass_hinge(SCORES, [0, 1, 2], reduction="none")
    if np.allclose(losses, expected + 1):
        raise Wrong("every loss is 1 too large: the true class does not compete with itself.")
    if min(losses) < 0:
        raise Wrong(f"one loss is {min(losses):.1f}; a class that lags behind earns nothing back.")
    if np.allclose(losses, [1.9, 0, 10.9]):
        raise Wrong("a class exactly level with the true one should cost 1, with yours it is free.")
    for name, loss, value in zip(("cat", "car", "frog"), losses, expected, strict=True):
        if not np.isclose(loss, value):
            raise Wrong(
                f"for the photo of the {name} you get {loss:.2f}; how far does each wrong class "
                "stand above the safe line?"
            )
    tie = float(ask(function, np.zeros(5), 3, shape=()))
    if not np.isclose(tie, 4):
        raise Wrong(f"five equal scores cost {tie:.2f}: four classes break the margin by 1 each.")
    return "2.9, 0 and 12.9 for the three photos, and 4 for a tie of five classes."


@check
def zero_loss_scale(answer: ArrayLike) -> str:
    """Check the smallest α for which α times the scores of the car's photo have hinge loss 0."""
    alpha = float(_finite(answer, shape=()))
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
    loss = float(ask(function, scores, labels, shape=()))
    hinges = multiclass_hinge(scores, labels, reduction="none")
    expected = multiclass_hinge(scores, labels, squared=True)
    slips = {
        expected + 1: "it is 1 too large: the true class does not compete with itself.",
        expected * 6: "this is the sum over the samples; the loss of a data set is their mean.",
        expected / 4: "it is divided by the number of terms: add over classes, then average.",
        hinges.mean(): "this is the hinge loss, not squared.",
        (hinges**2).mean(): "square each term, then add.",
        hinges.mean() ** 2: "square each term, then add.",
        _unbounded(scores, labels): "a class that is far behind earns a fine for its distance.",
    }
    for value, words in slips.items():
        if np.isclose(loss, value):
            raise Wrong(words)
    if not np.isclose(loss, expected):
        raise Wrong(f"for six samples of four classes it should be {expected:.3f}, not {loss:.3f}.")
    return f"six samples of four classes cost {expected:.3f} on average."


def _unbounded(scores: np.ndarray, labels: np.ndarray) -> float:
    """Return what comes out when the maximum with 0 is forgotten."""
    own = scores[np.arange(len(labels)), labels][:, None]
    return ((scores - own + 1) ** 2).sum(1).mean() - 1
