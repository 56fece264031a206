"""The checks of the chapter on regularization."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from explorable.judging import (
    Exercise,
    Task,
    Value,
    apart,
    case,
    check,
    close,
    difference,
    fresh,
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

    def otherwise(alpha: float) -> str:
        if alpha in (0, 1):
            return f"α = {alpha:g} is not it: see whether a little more or less costs less."
        gap = 1 - lead * alpha
        if gap > 0:
            return f"at α = {alpha:g} a hinge of {gap:.2f} or more is left; R saves less."
        return f"at α = {alpha:g} the hinge is 0 with room to spare, and R could be smaller."

    praise = f"at α = 1/{lead:.1f} = {1 / lead:.3f} the closest rival is 1 point behind."
    return Task(
        {"cat": float(cat), "car": float(car), "frog": float(frog)},
        Value(1 / lead, praise, slips, otherwise, digits=2),
    )


_FEATURES = ([1, 2, -4], [1, 3, -5], [2, 4, -5], [1, 3, -6], [2, 3, -6], [1, 4, -6], [3, 4, -6])
"""The largest one is negative, and the three do not cancel."""


@fresh
def two_prices(rng: np.random.Generator) -> Task:
    """Check the weights that give a score most cheaply, in a row for L2 and a row for L1."""
    x, score = rng.permutation(rng.choice(_FEATURES)), int(rng.integers(2, 10))
    best = np.array([score * x / (x @ x), score / x.min() * (x == x.min())])

    def otherwise(rows: np.ndarray) -> str:
        _cheap("L2", l2, rows[0], best[0], x, _l2_slips(x, score))
        _cheap("L1", l1, rows[1], best[1], x, _l1_slips(x, score))
        return "one of the rows is not the cheapest."

    costs = [f"{penalty(w):.2f}" for penalty in (l2, l1) for w in best]
    praise = "the two rows cost {} and {} under L2, {} and {} under L1.".format(*costs)
    slips = {"those are the two rows exchanged: L2 comes first.": best[::-1]}
    return Task({"x": x.tolist(), "score": score}, Value(best, praise, slips, otherwise, digits=2))


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

    def otherwise(w: np.ndarray) -> str:
        if np.allclose(w, best, rtol=0, atol=0.06):
            return "that is close, but two decimal places are asked."
        if abs(w @ x - best @ x) > 0.1:
            return f"it gives the score {w @ x:.2f}, not {best @ x:.0f}."
        yours, possible = apart(penalty(w), penalty(best))
        return f"the score is right, but it costs {yours}, and {possible} is possible."

    with case(f"your row for {name}"):
        Value(best, "", slips, otherwise, digits=2)(w)


def _weights(rng: np.random.Generator) -> tuple[np.ndarray, float]:
    W = rng.normal(size=rng.integers(2, 5, size=rng.integers(1, 4))).round(2)
    return W, round(float(rng.uniform(0.1, 1.5)), 2)


def _not_shrunk(actual: np.ndarray, right: np.ndarray, W: np.ndarray, t: float) -> str:
    if close(actual, right):
        return "the small weights come out tiny; they should be exactly 0."
    return difference(actual, right)


shrink = Exercise(
    oracle=projections.soft_threshold,
    inputs=_weights,
    cases={
        "with the threshold 1": (np.array([[3.0, 0.5, -2.0], [-0.3, 0.0, 1.0]]), 1.0),
        "with the threshold 0.3": (np.array([0.3, -0.3, 0.31, -4.0, 0.1, -0.2]), 0.3),
        "with the threshold 0": (np.array([0.5, 0.0, -2.0]), 0.0),
    },
    slips={
        "negative weights have moved away from 0.": lambda W, t: W - t,
        "weights smaller than the threshold have jumped across 0.": lambda W, t: W - t * np.sign(W),
        "the small weights are 0, but the large ones should move toward 0 as well.": lambda W, t: (
            np.where(np.abs(W) > t, W, 0)
        ),
        "the negative weights are all gone: shrink them from below.": lambda W, t: np.maximum(
            W - t, 0
        ),
        "divided, no weight ever becomes 0: subtract.": lambda W, t: W / (1 + t),
    },
    measure=lambda result, W, t: np.where(np.abs(W) <= t, result != 0, result),
    explain=_not_shrunk,
    praise="weights shrink by the threshold, and the small ones become exactly 0.",
)
"""Check soft thresholding of an array of weights by a threshold."""


def _left_out(X: np.ndarray, y: np.ndarray, strength: float) -> np.ndarray:
    """Return the error of each sample's prediction by a fit to the others."""
    errors = []
    for i in range(len(X)):
        w, b = ridge(np.delete(X, i, axis=0), np.delete(y, i), strength)
        errors.append(float(X[i] @ w + b - y[i]))
    return np.array(errors)


def _measured(size: Callable) -> Callable:
    return lambda *given: size(_left_out(*given))


def _seen(X: np.ndarray, y: np.ndarray, strength: float) -> float:
    w, b = ridge(X, y, strength)
    return np.square(X @ w + b - y).mean()


def _samples(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, float]:
    N, D = rng.integers([4, 1], [10, 4])
    X = rng.normal(size=(N, D)).round(2)
    y = (2 * X.sum(axis=1) + rng.normal(size=N) + 3).round(2)
    return X, y, float(rng.choice([0.03, 0.3, 2]))


leave_one_out = Exercise(
    oracle=_measured(lambda e: np.square(e).mean()),
    inputs=_samples,
    cases={
        "where two samples are equal": (
            np.array([[0.0], [1.0], [1.0], [2.0]]),
            *(np.array([0.5, 1.5, 1.5, 1.0]), 0.3),
        )
    },
    slips={
        "that is the training error: the fit has seen the sample that it is judged on.": _seen,
        "that is the mean of the absolute errors, not of the squares.": _measured(
            lambda e: np.abs(e).mean()
        ),
        "that is the root of the mean. The mean of the squares is asked.": _measured(
            lambda e: np.sqrt(np.square(e).mean())
        ),
        "errors of opposite sign cancel in your mean.": _measured(lambda e: e.mean()),
    },
    praise="each sample is predicted by a fit to all the others.",
)
"""Check the leave-one-out error of ridge regression, from (X, y, strength)."""


def _training_deviation(X: np.ndarray, training: np.ndarray, ddof: int = 0) -> np.ndarray:
    return X[training].std(axis=0, ddof=ddof)


def _chosen(
    X: np.ndarray,
    y: np.ndarray,
    fold: np.ndarray,
    strengths: np.ndarray,
    *,
    scale: Callable = _training_deviation,
    size: Callable = np.square,
    mean: Callable = np.mean,
    held: bool = True,
) -> float:
    """Return the λ with the lowest validation error; the options are slips."""
    errors = np.zeros(len(strengths))
    for k in np.unique(fold):
        training = fold != k
        parts = X / scale(X, training)
        judges = (fold == k) == held
        for i, strength in enumerate(strengths):
            w, b = ridge(parts[training], y[training], strength)
            errors[i] += mean(size(parts[judges] @ w + b - y[judges]))
    return strengths[errors.argmin()]


def _refit(X: np.ndarray, y: np.ndarray, strength: float, back: float = -1, ddof: int = 0) -> tuple:
    """Return λ, w and b of a fit to features divided by their scale, w times a power of it."""
    scale = X.std(axis=0, ddof=ddof)
    w, b = ridge(X / scale, y, strength)
    return strength, w * scale**back, b


def _tuned(X: np.ndarray, y: np.ndarray, *given: np.ndarray, **slip: Any) -> tuple:
    return _refit(X, y, _chosen(X, y, *given, **slip))


def _of_last_fold(X: np.ndarray, y: np.ndarray, fold: np.ndarray, *given: np.ndarray) -> tuple:
    training = fold != fold.max()
    return _refit(X[training], y[training], _chosen(X, y, fold, *given))


def _plain(X: np.ndarray, y: np.ndarray, strength: float) -> tuple:
    return strength, *ridge(X, y, strength)


def _folds(rng: np.random.Generator) -> tuple[np.ndarray, ...]:
    """Draw samples whose errors are very unequal, so that each criterion chooses its own λ."""
    k, size, D = (int(n) for n in rng.integers([3, 2, 1], [6, 5, 4]))
    X = np.exp(1.2 * rng.normal(size=(k * size, D))) * 10.0 ** rng.integers(-1, 2, size=D)
    y = (X / X.std(axis=0)).sum(axis=1) + rng.standard_t(1.2, size=k * size) + 2
    strengths = rng.permutation([0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0])
    return X.round(2), y.round(2), rng.permutation(k * size) % k, strengths


def _twelve() -> tuple[np.ndarray, ...]:
    """Return data on which each slip chooses another λ."""
    rng = np.random.default_rng(65)
    X = (np.exp(1.2 * rng.normal(size=(12, 2))) * [1, 20]).round(1)
    y = (X / X.std(axis=0) @ [1, 0.5] + rng.normal(size=12) + 2).round(1)
    return X, y, np.arange(12) % 4, np.array([0.03, 0.1, 0.3, 1.0, 3.0])


tuned = Exercise(
    oracle=_tuned,
    inputs=_folds,
    cases={
        "for 12 samples in 4 folds": _twelve(),
        "for 9 samples, of which each criterion chooses another λ": (
            _folds(np.random.default_rng(121))
        ),
    },
    parts=("λ", "w", "b"),
    slips={
        "λ has the smallest mean of the root errors of the folds. Average the squared ones.": (
            lambda *data: _tuned(*data, mean=lambda e: np.sqrt(np.mean(e)))
        ),
        "the scale has seen the samples held out; measure it on those that each fit is given.": (
            lambda *data: _tuned(*data, scale=lambda X, _: X.std(axis=0))
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
        "the features were never divided by their standard deviations.": lambda X, y, *given: (
            _plain(X, y, _chosen(X, y, *given, scale=lambda X, training: 1))
        ),
        "λ was chosen for divided features, but the last fit got them as they came.": (
            lambda X, y, *given: _plain(X, y, _chosen(X, y, *given))
        ),
        "that is the fit without the last fold. Fit again to all samples.": _of_last_fold,
        "your standard deviations divide by N − 1. Take those of NumPy, which divide by N.": (
            lambda X, y, *given: _refit(
                X,
                y,
                _chosen(
                    X, y, *given, scale=lambda X, training: _training_deviation(X, training, ddof=1)
                ),
                ddof=1,
            )
        ),
    },
    praise="chosen on samples held out, fitted to all of them, in the units that were given.",
)
"""Check the λ that cross-validation chooses, and w and b, from (X, y, fold, strengths)."""


def _slopes(X: np.ndarray, y: np.ndarray, C: int) -> np.ndarray:
    """Return the slopes of the data loss at W = 0."""
    return X.T @ softmax_cross_entropy_gradient(np.zeros((len(X), C)), y)


def _classes(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, int]:
    """Draw samples, and labels of which a class may be missing; slopes are of either sign."""
    N, D, C = (int(n) for n in rng.integers([5, 2, 3], [20, 5, 6]))
    X = rng.normal(size=(N, D)) * rng.choice([1, 3], size=D)
    return X.round(2), rng.integers(C - rng.integers(2), size=N), C


empty_from = Exercise(
    oracle=lambda *data: np.abs(_slopes(*data)).max(),
    inputs=_classes,
    slips={
        "our data loss is a mean over the samples, not their sum.": lambda X, y, C: (
            len(X) * np.abs(_slopes(X, y, C)).max()
        ),
        "a weight may also want to be positive: the slope's size counts, not its sign.": (
            lambda *data: _slopes(*data).max()
        ),
        "every weight decides for itself: its slope against λ, not the length of all.": (
            lambda *data: np.linalg.norm(_slopes(*data))
        ),
    },
    praise="from this λ on, no weight is worth its penalty.",
)
"""Check the smallest λ at which L1 leaves no weight of softmax regression, from (X, y, C)."""


def _epochs(
    losses: list[float], patience: float, drop: float = 0, ties: bool = False
) -> tuple[int, int]:
    """Return the epoch to keep, and the one after which training stops."""
    best = epoch = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best] - drop or (ties and loss == losses[best]):
            best = epoch
        if epoch - best == patience:
            break
    return best, epoch


def _best_epoch(losses: list[float], patience: float) -> int:
    return _epochs(losses, patience)[0]


def _never_stopped(losses: list[float], patience: int) -> int:
    """Return the last epoch if patience did not run out, else the one to keep."""
    best, epoch = _epochs(losses, patience)
    return best if epoch - best == patience else len(losses) - 1


def _training(rng: np.random.Generator) -> tuple[list[float], int]:
    """Draw losses that fall, rise, tie, and often have their best epoch in the middle."""
    N = int(rng.integers(3, 14))
    valley = 0.15 * np.abs(np.arange(N) - rng.integers(N))
    return (valley + rng.choice([0, 0.1, 0.3, 0.8], size=N)).round(2).tolist(), int(
        rng.integers(1, 7)
    )


_LOSSES = [5.0, 4.0, 4.5, 3.0, 3.5, 3.2, 3.1, 1.0]

epoch_kept = Exercise(
    oracle=_best_epoch,
    inputs=_training,
    cases={
        "with patience 2": (_LOSSES, 2),
        "with patience 1": (_LOSSES, 1),
        "with patience 9, which never runs out": (_LOSSES, 9),
        "where patience never runs out after the best epoch": ([3.0, 1.0, 2.0], 5),
        "where the best loss is equaled, which is no better": ([3.0, 2.0, 2.0, 2.0, 1.0], 2),
        "where no later epoch that is seen beats the first": ([2.0, 2.5, 2.25, 0.5], 2),
    },
    slips={
        "that is the best of all; training that has stopped never sees it.": lambda losses, p: (
            np.argmin(losses)
        ),
        "that is where training stops; the weights to keep are older.": lambda *given: _epochs(
            *given
        )[1],
        "patience has not run out, and the best epoch is kept all the same.": _never_stopped,
        "the first rise has ended it: let the loss rise `patience` times.": lambda losses, _: (
            _best_epoch(losses, 1)
        ),
        "an equal loss is no better: the first of equals is kept.": lambda losses, patience: (
            _epochs(losses, patience, ties=True)[0]
        ),
        "epochs count from 0.": lambda *given: _best_epoch(*given) + 1,
    },
    praise="of 5, 4, 4.5, 3, 3.5, 3.2, 3.1, 1, patience 1 keeps number 1, 2 keeps 3, 9 the last.",
)
"""Check which epoch early stopping keeps, from (losses, patience), counted from 0."""


@fresh
def degrees(rng: np.random.Generator) -> Task:
    """Check the degrees of freedom that ridge spends, from the eigenvalues and λ."""
    mu = rng.uniform([4, 1.5, 0.5], [9, 3, 1]).round(1)
    strength = float(rng.choice([0.1, 0.15, 0.2]))
    right = 1 + (mu / (mu + 2 * strength)).sum()
    slips = {
        "one degree is missing. What else is free, and not penalized?": right - 1,
        "λ w² has the second derivative 2λ, not λ.": 1 + (mu / (mu + strength)).sum(),
        "those are the shares that ridge takes away.": 5 - right,
        "that is the count without a penalty.": 4,
        "each direction has a share of its own: first divide, then add.": 1
        + mu.sum() / (mu.sum() + 2 * strength),
    }

    def otherwise(actual: float) -> str:
        if not 1 < actual < 4:
            return f"{actual:g} cannot be: b alone is 1, and each feature adds less than 1."
        return f"{actual:g} is not it. Which share of each eigenvector is left?"

    shares = " + ".join(f"{share:.2f}" for share in mu / (mu + 2 * strength))
    praise = f"1 + {shares} = {right:.2f}."
    return Task(
        {"mu": mu.tolist(), "strength": strength}, Value(right, praise, slips, otherwise, digits=2)
    )


def _conditioned(strength: float) -> str:
    if strength < 0:
        return "λ should not be negative."
    condition = (10 + 2 * strength) / (0.001 + 2 * strength)
    return f"λ = {strength:g} brings the condition number from 10,000 to {condition:.1f}."


conditioning = check(
    Value(
        right=(10 - 100 * 0.001) / (2 * 99),
        digits=4,
        slips={"how much does λ‖w‖² add to each eigenvalue? Look at its second derivative.": 0.1},
        otherwise=_conditioned,
        praise="(10 + 0.1) / (0.001 + 0.1) = 100: the steep direction hardly notices.",
    )
)
"""Check the λ of λ‖w‖² that brings the eigenvalues 0.001 and 10 to condition number 100."""

prior_strength = check(
    Value(
        right=0.01,
        digits=4,
        slips={
            "our loss is a mean over the samples, not their sum.": 2.0,
            "the exponent of the Gaussian has a factor that you have lost.": 0.02,
            "the Gaussian's exponent holds the variance, not the standard deviation.": 0.005,
            "the variance is missing.": 0.0025,
            "the variance belongs below the fraction line.": 0.000625,
        },
        otherwise=lambda strength: (
            "write down −(1/N) log of the prior's density and compare with λ w²."
        ),
        praise="1 / (2 · 200 · 0.25) = 0.01; with twice the data the same belief weighs half.",
    )
)
"""Check the λ that a Gaussian prior of standard deviation 0.5 means for 200 samples."""
