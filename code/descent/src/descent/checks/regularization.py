"""The checks of the chapter on regularization."""

from collections.abc import Callable

import numpy as np

from descent import projections
from descent.checks.asking import ask, ask_number, compare
from descent.checks.core import (
    Wrong,
    apart,
    case,
    check,
    close,
    name_slip,
    number,
)
from descent.losses import softmax_cross_entropy_gradient
from descent.optimizers import ridge


@check
def cheapest_scale(alpha: float) -> str:
    """Check the α at which hinge + 0.01 R of αW is lowest, for the car's scores 1.3, 4.9, 2.0."""
    alpha = number(alpha)
    if np.isclose(alpha, 1 / 2.9, atol=0.006):
        return "at α = 1/2.9 = 0.345 the closest rival, frog, is exactly 1 point behind."
    if np.isclose(alpha, 1 / 3.6, atol=0.005):
        raise Wrong("there only cat is 1 point behind; frog is closer, and still costs something.")
    if alpha in (0, 1):
        raise Wrong(f"α = {alpha:g} is not it: see whether a little more or less costs less.")
    gap = 1 - 2.9 * alpha
    if gap > 0:
        raise Wrong(f"at α = {alpha:g} frog's hinge is still {gap:.2f}, far more than R saves.")
    raise Wrong(f"at α = {alpha:g} the hinge is 0 with room to spare, so R could be smaller still.")


@check
def shrink(function: Callable) -> str:
    """Check soft thresholding of an array of weights by a threshold."""
    W = np.array([[3.0, 0.5, -2.0], [-0.3, 0.0, 1.0]])
    compare(function, projections.soft_threshold, W, 1.0, slips=_SHRINK_SLIPS)
    result = ask(function, W, 1.0, shape=W.shape)
    if (result[np.abs(W) <= 1] != 0).any():
        raise Wrong("the small weights come out tiny; they should be exactly 0.")
    _shrink_others(function)
    return "weights shrink by the threshold, and the small ones become exactly 0."


_SHRINK_SLIPS: dict[str, Callable] = {
    "negative weights have moved away from 0.": lambda W, t: W - t,
    "weights smaller than the threshold have jumped across 0.": lambda W, t: W - t * np.sign(W),
    "the small weights are 0, but the large ones should move toward 0 as well.": lambda W, t: (
        np.where(np.abs(W) > t, W, 0)
    ),
    "the negative weights are all gone: shrink them from below.": lambda W, t: np.maximum(W - t, 0),
    "a negative weight has lost its sign.": lambda W, t: np.maximum(np.abs(W) - t, 0),
    "divided, no weight ever becomes 0: subtract.": lambda W, t: W / (1 + t),
}


def _shrink_others(function: Callable) -> None:
    """Try another threshold, and arrays of other shapes."""
    for shape in ((2, 3), (5,), (2, 3, 2)):
        W = np.random.default_rng(0).normal(size=shape)
        with case(f"right with the threshold 1, but with 0.25 and weights of shape {shape}"):
            compare(function, projections.soft_threshold, W, 0.25)


@check
def leave_one_out(function: Callable) -> str:
    """Check the leave-one-out error of ridge regression, from (X, y, strength)."""
    rng = np.random.default_rng(0)
    X = rng.normal(size=(8, 3))
    y = X @ [1.0, -2.0, 0.5] + rng.normal(size=8)
    error = ask_number(function, X, y, 0.1)
    left_out = _left_out(X, y, 0.1)
    right = float(np.mean(np.square(left_out)))
    if close(error, right):
        with case("right for 8 samples and the strength 0.1, but for 6 samples and 1"):
            compare(function, lambda *data: np.mean(np.square(_left_out(*data))), X[:6], y[:6], 1.0)
        return f"each of 8 samples is predicted by a fit to the 7 others: {right:.2f}."
    w, b = ridge(X, y, 0.1)
    if close(error, np.square(X @ w + b - y).mean()):
        raise Wrong("that is the training error: the fit has seen the sample that it is judged on.")
    if close(error, 8 * right):
        raise Wrong("that is the sum over the samples, not their mean.")
    if close(error, np.mean(np.abs(left_out))):
        raise Wrong("that is the mean of the absolute errors, not of the squares.")
    if close(error, np.mean(left_out)) or close(error, -np.mean(left_out)):
        raise Wrong("errors of opposite sign cancel in your mean.")
    yours, _ = apart(error, right)
    raise Wrong(f"for 8 random samples you get {yours}, which is not the leave-one-out error.")


def _left_out(X: np.ndarray, y: np.ndarray, strength: float) -> list[float]:
    """Return the error of each sample's prediction by a fit to the others."""
    errors = []
    for i in range(len(X)):
        w, b = ridge(np.delete(X, i, axis=0), np.delete(y, i), strength)
        errors.append(float(X[i] @ w + b - y[i]))
    return errors


@check
def empty_from(function: Callable) -> str:
    """Check the smallest λ at which L1 leaves no weight of softmax regression, from (X, y, C)."""
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(20, 4)) * [1, 1, 3, 1], rng.integers(3, size=20)
    strength = ask_number(function, X, y, 3)
    slopes = X.T @ softmax_cross_entropy_gradient(np.zeros((20, 3)), y)
    right = np.abs(slopes).max()
    if close(strength, right):
        slopes = X[:9].T @ softmax_cross_entropy_gradient(np.zeros((9, 5)), y[:9])
        if not close(ask_number(function, X[:9], y[:9], 5), np.abs(slopes).max()):
            raise Wrong("right for 3 classes, but not for 5 of which only 3 have samples.")
        return f"for 20 random samples no weight is worth its price from λ = {right:.2f} on."
    if close(strength, 20 * right):
        raise Wrong("our data loss is a mean over the samples, not their sum.")
    if close(strength, slopes.max()):
        raise Wrong("a weight may also want to be positive: the slope's size counts, not its sign.")
    if close(strength, np.linalg.norm(slopes)):
        raise Wrong("every weight decides for itself: its slope against λ, not the length of all.")
    yours, _ = apart(strength, right)
    raise Wrong(f"for 20 random samples you get {yours}; at W = 0 look at each slope.")


@check
def epoch_kept(function: Callable) -> str:
    """Check which epoch early stopping keeps, from (losses, patience), counted from 0."""
    losses = [5.0, 4.0, 4.5, 3.0, 3.5, 3.2, 3.1, 1.0]
    for patience in (2, 1, 3, 9):
        compare(function, _kept, losses, patience, slips=_EPOCH_SLIPS)
    with case("right in most cases, but a tie is no better"):
        compare(function, _kept, [3.0, 2.0, 2.0, 2.0, 1.0], 2)
    with case("right in most cases, but no later epoch that is seen beats the first"):
        compare(function, _kept, [2.0, 2.0, 2.5, 0.5], 2)
    with case("right in most cases, but patience counts from the last best epoch on"):
        compare(function, _kept, [5.0, 4.0, 4.5, 3.0, 3.5, 2.0], 2)
    return "patience 1 keeps epoch 1, patience 2 or 3 epoch 3, and 9 sees the late best one."


def _epochs(losses: list[float], patience: float) -> tuple[int, int]:
    """Return the epoch to keep, and the one after which training stops."""
    best = epoch = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    return best, epoch


def _kept(losses: list[float], patience: float) -> int:
    return _epochs(losses, patience)[0]


_EPOCH_SLIPS: dict[str, Callable] = {
    "that is the best epoch of all; training that has stopped never sees it.": lambda losses, _: (
        np.argmin(losses)
    ),
    "that is where training stops; the weights to keep are older.": lambda *given: _epochs(*given)[
        1
    ],
    "the first rise has ended it: let the loss rise `patience` times.": lambda losses, _: _kept(
        losses, 1
    ),
    "it stops although the second loss is lower than the first.": lambda losses, _: 0,
    "epochs count from 0.": lambda *given: _kept(*given) + 1,
    "that is the loss, not its epoch.": lambda losses, patience: losses[_kept(losses, patience)],
}


@check
def conditioning(strength: float) -> str:
    """Check the λ of λ‖w‖² that brings the eigenvalues 0.001 and 10 to condition number 100."""
    strength = number(strength)
    if strength < 0:
        raise Wrong("λ should not be negative.")
    condition = (10 + 2 * strength) / (0.001 + 2 * strength)
    if np.isclose(condition, 100, rtol=0.002):
        return "(10 + 0.1) / (0.001 + 0.1) = 100: the steep direction hardly notices."
    if np.isclose(strength, 0.1, rtol=0.01):
        raise Wrong("how much does λ‖w‖² add to each eigenvalue? Look at its second derivative.")
    raise Wrong(f"λ = {strength:g} brings the condition number from 10,000 to {condition:.1f}.")


@check
def prior_strength(strength: float) -> str:
    """Check the λ that a Gaussian prior of standard deviation 0.5 means for 200 samples."""
    strength = number(strength)
    slips = {
        "our loss is a mean over the samples, not their sum.": 2.0,
        "the exponent of the Gaussian has a factor that you have lost.": 0.02,
        "the Gaussian's exponent holds the variance, not the standard deviation.": 0.005,
        "the variance belongs below the fraction line.": 0.0025,
    }
    if close(strength, 0.01):
        return "1 / (2 · 200 · 0.25) = 0.01; with twice the data the same belief weighs half."
    name_slip(strength, slips)
    raise Wrong("write down −(1/N) log of the prior's density and compare with λ w².")
