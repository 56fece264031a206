"""The checks of the chapter on convexity."""

from collections.abc import Callable
from functools import partial

import numpy as np
from explorable.judging import (
    Exercise,
    ResourceLimit,
    Task,
    Value,
    Wrong,
    apart,
    check,
    close,
    fresh,
    numbers,
    written,
)
from numpy.typing import ArrayLike

from descent.simplex import softmax

CAUGHT = {  # the functions that are not convex, each with the ends of a chord below it
    "c": (lambda x: np.log(1 + x**2), 1, 7),
    "e": (lambda x: np.exp(-abs(x)), -2, 2),
}


def _chord_gap(f: Callable, x: float, y: float, t: float) -> float:
    return f(t * x + (1 - t) * y) - (t * f(x) + (1 - t) * f(y))


def _chord(rng: np.random.Generator) -> tuple[Callable, float, float, float]:
    a, b, x, y = rng.normal(scale=2, size=4).round(2).tolist()
    f = written(f"lambda x: {a} * x**2 + {b} * np.sin(x) + x**3")
    return f, x, y, round(float(rng.random()), 2)


chord_gap = Exercise(
    oracle=_chord_gap,
    inputs=_chord,
    cases={
        "for x², x = 1, y = 3, t = ½ the graph is at 4, the chord at 5": (
            *(written("lambda x: x**2"), 1.0, 3.0, 0.5),
        ),
        "for x³, x = 1, y = 3, t = ¼": (written("lambda x: x**3"), 1.0, 3.0, 0.25),
        "for sin, x = 0, y = π, t = ½": (written("lambda x: np.sin(x)"), 0.0, np.pi, 0.5),
    },
    slips={
        "you return the chord above the graph; a graph below its chord should give a negative "
        "number.": lambda *given: -_chord_gap(*given),
        "your t belongs to y. Which end is at t = 1?": lambda f, x, y, t: _chord_gap(f, y, x, t),
        "that is the height of the graph. Where is the chord?": lambda f, x, y, t: f(
            t * x + (1 - t) * y
        ),
        "only the first part of the chord is subtracted, the second is added.": lambda f, x, y, t: (
            f(t * x + (1 - t) * y) - t * f(x) + (1 - t) * f(y)
        ),
    },
    praise="−1 for x², which is convex, and 1 for sin, which is not.",
)
"""Check a function (f, x, y, t) that returns by how much f lies above its chord."""


@check
def by_the_rules(letters: str) -> str:
    """Check which of the six functions of the exercise are convex, named by their letters."""
    claimed = {letter for letter in str(letters).lower() if letter.isalnum()}
    if not claimed or not claimed <= set("abcdef"):
        raise Wrong(f'your answer should be letters from a to f, such as "ace", got {letters!r}.')
    for letter, (function, x, y) in CAUGHT.items():
        if letter in claimed:
            middle, chord = function((x + y) / 2), (function(x) + function(y)) / 2
            raise Wrong(
                f"({letter}) is {middle:.2f} halfway between {x} and {y}, its chord {chord:.2f}."
            )
    missing = sorted(set("abdf") - claimed)
    if missing:
        raise Wrong(f"({missing[0]}) follows from the rules. What is outside, what is inside?")
    return "a, b, d and f by the rules; c and e are above a chord."


@fresh
def variance(rng: np.random.Generator) -> Task:
    """Check the curvature of one sample's loss, where the scores change by d."""
    shares = [[0.5, 0.3, 0.2], [0.6, 0.3, 0.1], [0.7, 0.2, 0.1], [0.5, 0.4, 0.1]]
    p = rng.permutation(shares[rng.integers(4)])
    d = rng.permutation([-1, int(rng.integers(2, 5)), int(rng.integers(5, 10))])
    right, mean = float(p @ d**2 - (p @ d) ** 2), float(p @ d)
    slips = {
        "that is the mean of d². The mean of d is not 0.": right + mean**2,
        "that is the mean of d, the slope of log-sum-exp along V.": mean,
        "that is the standard deviation.": np.sqrt(right),
        "that takes the three classes for equally likely.": float(d.var()),
        "that is the mean of d² minus the mean of d. What is missing?": right + mean**2 - mean,
        "that is negative: a variance is the mean of d² minus the square of its mean.": -right,
    }

    def otherwise(actual: float) -> str:
        return f"{actual:.4g} is not it. Compute the mean of d with weights p, then that of d²."

    praise = "the variance of d. The labels were not needed."
    return Task(
        {"p": p.tolist(), "d": d.tolist()}, Value(right, praise, slips, otherwise, digits=2)
    )


@fresh
def turning_point(rng: np.random.Generator) -> Task:
    """Check the score at which (1 − σ(az))ᵏ stops bending down."""
    a, k = float(rng.choice([0.5, 2, 4, 5])), int(rng.choice([3, 5, 6, 7]))
    right = -np.log(k) / a
    slips = {
        f"that is a probability, 1/{k + 1}. Which z has it?": 1 / (k + 1),
        f"there the probability is {k}/{k + 1}. The sign of f″ changes below ½.": -right,
        "a is on the wrong side: solve σ(az) = p for z.": right * a**2,
        "that is az. Solve for z.": right * a,
        "that is log p divided by a. The inverse of σ is the log-odds.": -np.log(k + 1) / a,
        "that is for the square, k = 2.": -np.log(2) / a,
    }

    def otherwise(z: float) -> str:
        side = "still bends down" if z < right else "bends up already"
        share = softmax([a * z, 0.0])[0]
        return f"at z = {z:.3g} the probability is {share:.2f}: the curve {side}."

    praise = f"there p = 1/{k + 1}; where p is smaller, the curve bends down."
    return Task({"a": a, "k": k}, Value(right, praise, slips, otherwise, digits=3))


def _variances(X: np.ndarray, W: np.ndarray, V: np.ndarray) -> np.ndarray:
    """Return the variance of each sample's change of scores."""
    p, d = softmax(X @ W), X @ V
    return (p * d**2).sum(axis=1) - (p * d).sum(axis=1) ** 2


def _mean_variance(X: np.ndarray, W: np.ndarray, V: np.ndarray) -> float:
    return _variances(X, W, V).mean()


def _directions(rng: np.random.Generator) -> tuple[np.ndarray, ...]:
    N, D, C = rng.integers([2, 2, 2], [8, 4, 5])
    return tuple(rng.normal(size=shape).round(2) for shape in ((N, D), (D, C), (D, C)))


curvature = Exercise(
    oracle=_mean_variance,
    inputs=_directions,
    cases={
        "along a V that adds one vector to every column, where nothing changes": (
            np.array([[1.0, -0.5], [0.3, 2.0]]),
            np.array([[0.5, -1.0, 0.2], [0.4, 0.0, 1.5]]),
            np.array([[1.0, 1.0, 1.0], [-2.0, -2.0, -2.0]]),
        )
    },
    slips={
        "that is the sum over the samples; the loss is a mean.": lambda *given: _variances(
            *given
        ).sum(),
        "that is negative: a variance is the mean of d² minus the square of its mean.": (
            lambda *given: -_mean_variance(*given)
        ),
        "that takes all classes for equally likely.": lambda X, W, V: (X @ V).var(axis=1).mean(),
    },
    limit=ResourceLimit(
        (np.ones((20, 60)), np.ones((60, 10)), np.ones((60, 10))),
        600**2 / 2,
        "Can it do without the matrix?",
    ),
    praise="the mean variance of the direction's scores, without a matrix of second derivatives.",
)
"""Check vᵀHv, computed from X (N, D), W (D, C) and a direction V (D, C)."""


@fresh
def below_a_thousandth(rng: np.random.Generator) -> Task:
    """Check weights (2, 2) with a loss below 0.001 on four separable points."""
    ways = rng.integers(1, 4, size=3) / 2
    x = rng.integers(2, 8) / 2 + np.array([0, ways[0], ways[:2].sum() + 0.5, ways.sum() + 0.5])
    X = np.column_stack([x, np.ones(4)])

    def judge(answer: ArrayLike) -> str:
        W = numbers("your answer", answer, shape=(2, 2))
        leads = X @ (W[:, 1] - W[:, 0]) * [-1, -1, 1, 1]
        _judge_sides(x, leads, W)
        loss = float(np.logaddexp(0, -leads).mean())
        if loss >= 0.001:
            raise Wrong(
                f"each sample is on its side of the border, but the loss is {loss:.4f}. Which "
                f"weights keep the border and make all leads larger?"
            )
        height = f"{loss:.1e}" if loss else "so small that it is rounded to 0"
        return f"the loss is {height}. With 2Θ it is smaller still, and no Θ is the best."

    return Task({"x": x.tolist()}, judge)


def _judge_sides(x: np.ndarray, leads: np.ndarray, W: np.ndarray) -> None:
    """Refuse weights that leave a sample on the wrong side of the border."""
    if not leads.any():
        raise Wrong("both classes have the same scores everywhere.")
    if (leads < 0).all():
        raise Wrong("all four samples are on the wrong side. Which class should a large x favor?")
    if W[1, 0] == W[1, 1]:
        raise Wrong("with equal biases the border is at x = 0, and all samples are right of it.")
    if (leads <= 0).any():
        raise Wrong(f"the sample at x = {x[leads <= 0][0]:g} is not on its side of the border.")


def _tangents(
    f: Callable,
    slope: Callable,
    left: float,
    right: float,
    rounds: int,
    *,
    sign: int = 1,
    height: Callable = min,
) -> np.ndarray:
    """Return the lower of the heights at both ends, and where their tangents meet."""
    for _ in range(rounds):
        middle = (left + right) / 2
        left, right = (left, middle) if sign * slope(middle) > 0 else (middle, right)
    a, b = slope(left), slope(right)
    meet = (f(right) - f(left) + a * left - b * right) / (a - b)
    return np.array([height(f(left), f(right)), f(left) + a * (meet - left)])


def _convex(f: str, slope: str, left: float, right: float, rounds: int) -> tuple:
    return written(f"lambda x: {f}"), written(f"lambda x: {slope}"), left, right, rounds


def _valley(rng: np.random.Generator) -> tuple:
    a, b, c = rng.uniform(0.2, 2, size=3).round(2).tolist()
    left, right = -round(float(rng.uniform(1, 4)), 2), round(float(rng.uniform(2, 5)), 2)
    f, slope = f"{a} * np.exp(x) - {b} * x + {c} * x**2", f"{a} * np.exp(x) - {b} + {2 * c} * x"
    return _convex(f, slope, left - b, right + b, int(rng.integers(4)))


def _judge_bounds(actual: np.ndarray, right: np.ndarray, f: Callable, *given: float) -> str:
    """Say what is wrong with a height and a floor."""
    _, start, end, _ = given
    x = np.linspace(start, end, 601).round(6)
    if not close(actual[0], right[0]):
        yours, height = apart(actual[0], right[0])
        return f"the height should be {height}, yours is {yours}."
    if actual[1] > f(x).min() + 1e-6:
        lowest = x[f(x).argmin()]
        return f"{actual[1]:.3g} is no floor: f({lowest:g}) = {f(lowest):.3g} is below it."
    yours, floor = apart(actual[1], right[1])
    return f"the tangents at both ends meet at the height {floor}, your floor is {yours}."


two_tangents = Exercise(
    oracle=_tangents,
    inputs=_valley,
    cases={
        f"for f = {given[0]} from {given[2]:g} to {given[3]:g}, rounds = {given[4]}": _convex(
            *given
        )
        for given in (
            ("x**2", "2*x", -4.0, 2.0, 0),
            ("x**4 - x", "4*x**3 - 1", -1.0, 2.0, 1),
            ("(x - 1)**2", "2*x - 2", -1.0, 3.0, 2),
        )
    },
    slips={
        "the height comes first, then the floor.": lambda *given: _tangents(*given)[::-1],
        "that is after one halving more.": lambda f, slope, left, right, rounds: _tangents(
            f, slope, left, right, rounds + 1
        ),
        "that is after one halving less.": lambda f, slope, left, right, rounds: _tangents(
            f, slope, left, right, rounds - 1
        ),
        "you keep the half without the minimum. What does the sign of the slope say?": (
            partial(_tangents, sign=-1)
        ),
        "the height is that of the higher end.": partial(_tangents, height=max),
    },
    explain=_judge_bounds,
    praise="the minimum is at the height, at the floor, or between them.",
)
"""Check a function (f, slope, left, right, rounds) to a height and a floor below it."""


def _reorder(W1: np.ndarray, b1: np.ndarray, W2: np.ndarray, order: np.ndarray) -> tuple:
    return W1[:, order], b1[order], W2[order]


def _units(rng: np.random.Generator) -> tuple:
    D, M, C = rng.integers([1, 3, 2], [4, 7, 5])
    W1, b1, W2 = (rng.normal(size=shape).round(2) for shape in ((D, M), M, (M, C)))
    return W1, b1, W2, np.roll(rng.permutation(M), 1)


renamed_units = Exercise(
    oracle=_reorder,
    inputs=_units,
    cases={
        "for order = [2 0 1]": (
            np.array([[1.0, 2.0, 3.0], [0.5, -1.0, 0.2]]),
            np.array([0.1, -0.3, 0.7]),
            np.array([[1.0, -1.0], [2.0, 0.5], [-3.0, 1.5]]),
            np.array([2, 0, 1]),
        )
    },
    parts=("W1", "b1", "W2"),
    slips={
        "nothing has moved.": lambda W1, b1, W2, order: (W1, b1, W2),
        "the scores are the same, but new unit 0 should be old unit order[0].": (
            lambda W1, b1, W2, order: _reorder(W1, b1, W2, np.argsort(order))
        ),
        "W2 is as it was, and so the scores have changed.": lambda W1, b1, W2, order: (
            *(W1[:, order], b1[order], W2),
        ),
        "b1 is as it was, and so the scores have changed.": lambda W1, b1, W2, order: (
            *(W1[:, order], b1, W2[order]),
        ),
    },
    praise="other weights, the same scores: with M hidden units there are M! such copies.",
)
"""Check a function (W1, b1, W2, order) that reorders the hidden units of a network."""


@fresh
def open_tin(rng: np.random.Generator) -> Task:
    """Check the height of the best tin, divided by its radius: bottom and lid cost more."""
    bottom, lid = (int(n) for n in rng.permutation([4, 5, 6, 7])[:2])
    right = float(bottom + lid)
    slips = {
        "that is 2, as if all the metal cost the same.": 2,
        "that is r/h.": 1 / right,
        "there bottom and lid cost as much as the side. Are their slopes in u equal?": right / 2,
        "there bottom and lid cost two thirds. Which term has which slope?": right / 4,
        "that counts bottom and lid twice.": 2 * right,
        "that forgets the lid.": bottom,
    }

    def otherwise(ratio: float) -> str:
        if not ratio > 0:
            return f"a height divided by a radius is positive, got {ratio:.3g}."
        share = right / (right + 2 * ratio)
        return f"at h/r = {ratio:.3g} bottom and lid cost {share:.2f} of the can."

    praise = f"h = {right:g}r: whatever they cost, bottom and lid are a third of the price."
    return Task({"bottom": bottom, "lid": lid}, Value(right, praise, slips, otherwise, digits=2))
