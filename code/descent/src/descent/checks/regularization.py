"""The checks of the chapter on regularization."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from explorable.judging import (
    Task,
    Wrong,
    apart,
    ask,
    ask_number,
    ask_parts,
    case,
    check,
    close,
    compare,
    difference,
    fresh,
    name_slip,
    number,
    numbers,
)
from numpy.typing import ArrayLike

from descent import projections
from descent.losses import softmax_cross_entropy_gradient
from descent.optimizers import ridge
from descent.penalties import l1, l2


@fresh
def cheapest_scale(rng: np.random.Generator) -> Task:
    """Check the α at which hinge + 0.01 R of αW is lowest, for the scores of a photo of a car."""
    lead, more, car = rng.uniform([1.2, 0.5, 5], [2.9, 1.5, 8]).round(1)
    cat, frog = rng.permutation([car - lead, car - lead - more]).round(1)
    slips: dict[str, ArrayLike] = {
        "there only one rival is 1 point behind; the other still costs something.": 1
        / (lead + more),
        "that is a lead. Times α, it should be as large as the margin.": lead,
        "that is for the car's own score. The hinge looks at its leads.": 1 / car,
    }

    def judge(answer: ArrayLike) -> str:
        alpha = number(answer)
        if abs(alpha - 1 / lead) <= 0.006:
            return f"at α = 1/{lead:.1f} = {1 / lead:.3f} the closest rival is 1 point behind."
        name_slip(alpha, slips, rtol=0, atol=0.006)
        if alpha in (0, 1):
            raise Wrong(f"α = {alpha:g} is not it: see whether a little more or less costs less.")
        gap = 1 - lead * alpha
        if gap > 0:
            raise Wrong(f"at α = {alpha:g} a hinge of {gap:.2f} or more is left; R saves far less.")
        raise Wrong(f"at α = {alpha:g} the hinge is 0 with room to spare, and R could be smaller.")

    return Task({"cat": float(cat), "car": float(car), "frog": float(frog)}, judge)


_FEATURES = ([1, 2, -4], [1, 3, -5], [2, 4, -5], [1, 3, -6], [2, 3, -6], [1, 4, -6], [3, 4, -6])
"""The largest one is negative, and the three do not cancel."""


@fresh
def two_prices(rng: np.random.Generator) -> Task:
    """Check the weights that give a score most cheaply, in a row for L2 and a row for L1."""
    x, score = rng.permutation(rng.choice(_FEATURES)), int(rng.integers(2, 10))
    best = np.array([score * x / (x @ x), score / x.min() * (x == x.min())])
    exchanged = {"those are the two rows exchanged: L2 comes first.": best[::-1]}

    def judge(answer: ArrayLike) -> str:
        rows = numbers("your answer", answer, shape=(2, 3))
        name_slip(rows, exchanged, rtol=0, atol=0.006)
        _cheap("L2", l2, rows[0], best[0], x, _l2_slips(x, score))
        _cheap("L1", l1, rows[1], best[1], x, _l1_slips(x, score))
        costs = [f"{penalty(w):.2f}" for penalty in (l2, l1) for w in best]
        return "L2 charges {} and {} for the two rows, L1 {} and {}.".format(*costs)

    return Task({"x": x.tolist(), "score": score}, judge)


def _l2_slips(x: np.ndarray, score: int) -> dict[str, ArrayLike]:
    return {
        "divide by the square of x's length, not by the length.": score * x / np.sqrt(x @ x),
        "that is for the score 1.": x / (x @ x),
        "all features bring a third of the score; a larger one should bring more.": score / (3 * x),
        "all weights are equal; a larger feature deserves more.": 0 * x + score / x.sum(),
    }


def _l1_slips(x: np.ndarray, score: int) -> dict[str, ArrayLike]:
    top = x == x.min()  # the only negative one is the largest in size
    return {
        "another feature is larger in size, though negative.": score / x.max() * (x == x.max()),
        "the feature is negative. Which sign must its weight have?": -score / x.min() * top,
        "that weight is the score; the feature multiplies it.": score * top,
        "no weight at all makes no score.": 0 * x,
    }


def _cheap(
    name: str,
    penalty: Callable,
    w: np.ndarray,
    best: np.ndarray,
    x: np.ndarray,
    slips: Mapping[str, ArrayLike],
) -> None:
    """Refuse weights that miss the score, or that cost more than the best."""
    if np.allclose(w, best, rtol=0, atol=0.006):
        return
    with case(f"your row for {name}"):
        name_slip(w, slips, rtol=0, atol=0.006)
        if np.allclose(w, best, rtol=0, atol=0.06):
            raise Wrong("that is close, but two digits after the point are asked.")
        if abs(w @ x - best @ x) > 0.1:
            raise Wrong(f"it gives the score {w @ x:.2f}, not {best @ x:.0f}.")
        yours, possible = apart(penalty(w), penalty(best))
        raise Wrong(f"the score is right, but it costs {yours}, and {possible} is possible.")


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
def tuned(function: Callable) -> str:
    """Check the λ that cross-validation chooses, and w and b, from (X, y, fold, strengths)."""
    strengths = np.array([0.03, 0.1, 0.3, 1.0, 3.0])
    rng = np.random.default_rng(65)  # on these data, each slip chooses another λ
    X = (np.exp(1.2 * rng.normal(size=(12, 2))) * [1, 20]).round(1)
    y = (X / X.std(axis=0) @ [1, 0.5] + rng.normal(size=12) + 2).round(1)
    _compare_fits(function, X, y, np.arange(12) % 4, strengths, slips=_TUNED_SLIPS)
    for N, D, k in (12, 3, 3), (15, 1, 5), (8, 2, 2):
        X = (rng.normal(size=(N, D)) * 10.0 ** np.arange(D)).round(1)
        y = (X / X.std(axis=0)).sum(axis=1) + rng.normal(size=N).round(1) + 3
        with case(f"right for 12 samples in 4 folds, but for {N} in {k}"):
            _compare_fits(function, X, y, rng.permutation(N) % k, strengths[[2, 0, 4, 1]])
    return "chosen on samples held out, fitted to all of them, in the units that were given."


def _compare_fits(function: Callable, *data: np.ndarray, slips: Mapping | None = None) -> None:
    """Refuse a function that chooses another λ than cross-validation, or returns another fit."""
    right, shapes = _tuned(*data), {"λ": (), "w": data[0][0].shape, "b": ()}
    found = np.hstack(ask_parts(function, *data, shapes=shapes))
    name_slip(found, {words: slip(*data) for words, slip in (slips or {}).items()})
    if not close(found[0], right[0]):
        raise Wrong(f"of {data[-1]}, cross-validation chooses λ = {right[0]:g}, not {found[0]:g}.")
    with case("λ is right, but of w followed by b"):
        if not close(found, right):
            raise Wrong(difference(found[1:], right[1:]))


def _all(X: np.ndarray, _: np.ndarray) -> np.ndarray:
    return X.std(axis=0)


def _own(X: np.ndarray, own: np.ndarray, ddof: int = 0) -> np.ndarray:
    return X[own].std(axis=0, ddof=ddof)


def _chosen(
    X: np.ndarray,
    y: np.ndarray,
    fold: np.ndarray,
    strengths: np.ndarray,
    *,
    scale: Callable = _own,
    size: Callable = np.square,
    held: bool = True,
) -> float:
    """Return the λ with the lowest validation error; the options are slips."""
    errors = np.zeros(len(strengths))
    for k in np.unique(fold):
        own = fold != k
        parts = X / scale(X, own)
        judges = (fold == k) == held
        for i, strength in enumerate(strengths):
            w, b = ridge(parts[own], y[own], strength)
            errors[i] += size(parts[judges] @ w + b - y[judges]).mean()
    return strengths[errors.argmin()]


def _refit(
    X: np.ndarray, y: np.ndarray, strength: float, back: float = -1, ddof: int = 0
) -> np.ndarray:
    """Return λ, w and b of a fit to features divided by their scale, w times a power of it."""
    scale = X.std(axis=0, ddof=ddof)
    w, b = ridge(X / scale, y, strength)
    return np.hstack([strength, w * scale**back, b])


def _tuned(X: np.ndarray, y: np.ndarray, *given: np.ndarray, **slip: Any) -> np.ndarray:
    return _refit(X, y, _chosen(X, y, *given, **slip))


def _of_last_fold(X: np.ndarray, y: np.ndarray, fold: np.ndarray, *given: np.ndarray) -> np.ndarray:
    own = fold != fold.max()
    return _refit(X[own], y[own], _chosen(X, y, fold, *given))


_TUNED_SLIPS: dict[str, Callable] = {
    "the scale has seen the samples held out; measure it on those that each fit is given.": (
        lambda *data: _tuned(*data, scale=_all)
    ),
    "your λ is the best for the samples that the fits have seen. Judge on the held-out ones.": (
        lambda *data: _tuned(*data, held=False)
    ),
    "your λ has the smallest mean absolute error. The squared one is asked.": (
        lambda *data: _tuned(*data, size=np.abs)
    ),
    "your w is for the divided features. What does it become for the given ones?": (
        lambda X, y, *given: _refit(X, y, _chosen(X, y, *given), back=0)
    ),
    "you have multiplied w by the standard deviations. Does w @ x / scale stay what it was?": (
        lambda X, y, *given: _refit(X, y, _chosen(X, y, *given), back=1)
    ),
    "the features were never divided by their standard deviations.": lambda X, y, *given: _plain(
        X, y, _chosen(X, y, *given, scale=lambda X, own: 1)
    ),
    "λ was chosen for divided features, but the last fit got them as they came.": (
        lambda X, y, *given: _plain(X, y, _chosen(X, y, *given))
    ),
    "that is the fit without the last fold. Fit again to all samples.": _of_last_fold,
    "your standard deviations divide by N − 1. Take those of NumPy, which divide by N.": (
        lambda X, y, *given: _refit(
            X, y, _chosen(X, y, *given, scale=lambda X, own: _own(X, own, ddof=1)), ddof=1
        )
    ),
}


def _plain(X: np.ndarray, y: np.ndarray, strength: float) -> np.ndarray:
    return np.hstack([strength, *ridge(X, y, strength)])


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


@fresh
def degrees(rng: np.random.Generator) -> Task:
    """Check the degrees of freedom that ridge spends, from the eigenvalues and λ."""
    mu = rng.uniform([4, 1.5, 0.5], [9, 3, 1]).round(1)
    strength = float(rng.choice([0.1, 0.15, 0.2]))
    right = 1 + (mu / (mu + 2 * strength)).sum()
    slips = {
        "one degree is missing. What else is free, and not charged?": right - 1,
        "λ w² has the second derivative 2λ, not λ.": 1 + (mu / (mu + strength)).sum(),
        "those are the shares that ridge takes away.": 5 - right,
        "that is the count without a penalty.": 4,
        "each direction has a share of its own: first divide, then add.": 1
        + mu.sum() / (mu.sum() + 2 * strength),
    }

    def judge(answer: ArrayLike) -> str:
        found = number(answer)
        if abs(found - right) <= 0.006:
            shares = " + ".join(f"{share:.2f}" for share in mu / (mu + 2 * strength))
            return f"1 + {shares} = {right:.2f}."
        name_slip(found, slips, rtol=0, atol=0.006)
        if not 1 < found < 4:
            raise Wrong(f"{found:g} cannot be: b alone is 1, and each feature adds less than 1.")
        raise Wrong(f"{found:g} is not it. Which share of each eigenvector is left?")

    return Task({"mu": mu.tolist(), "strength": strength}, judge)


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
