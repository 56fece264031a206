"""The checks of the chapter on convexity."""

from collections.abc import Callable

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
    fresh,
    memory,
    name_slip,
    number,
    numbers,
    written,
)
from numpy.typing import ArrayLike

from descent.simplex import softmax

CAUGHT = {  # the functions that are not convex, each with the ends of a chord below it
    "c": (lambda x: np.log(1 + x**2), 1, 7),
    "e": (lambda x: np.exp(-abs(x)), -2, 2),
}


@check
def chord_gap(function: Callable) -> str:
    """Check a function (f, x, y, t) that returns by how much f lies above its chord."""
    square = written("lambda x: x**2")
    ask_number(function, square, 1.0, 3.0, 0.5)
    with case("for x², x = 1, y = 3, t = ½ the graph is at 4, the chord at 5"):
        compare(function, _chord_gap, square, 1.0, 3.0, 0.5, slips=_CHORD_SLIPS)
    with case("right for t = ½ and x², but for x³, x = 1, y = 3, t = ¼"):
        cube = written("lambda x: x**3")
        compare(function, _chord_gap, cube, 1.0, 3.0, 0.25, slips=_CHORD_SLIPS)
    with case("right for convex functions, but for sin, x = 0, y = π, t = ½"):
        compare(function, _chord_gap, written("lambda x: np.sin(x)"), 0.0, np.pi, 0.5)
    return "−1 for x², which is convex, and 1 for sin, which is not."


def _chord_gap(f: Callable, x: float, y: float, t: float) -> float:
    return f(t * x + (1 - t) * y) - (t * f(x) + (1 - t) * f(y))


_CHORD_SLIPS = {
    "you return the chord above the graph; a graph below its chord should give a negative "
    "number.": lambda *given: -_chord_gap(*given),
    "your t belongs to y. Which end is at t = 1?": lambda f, x, y, t: _chord_gap(f, y, x, t),
    "that is the height of the graph. Where is the chord?": lambda f, x, y, t: f(
        t * x + (1 - t) * y
    ),
    "only the first part of the chord is subtracted, the second is added.": lambda f, x, y, t: (
        f(t * x + (1 - t) * y) - t * f(x) + (1 - t) * f(y)
    ),
    "that is halfway, whatever t is.": lambda f, x, y, t: _chord_gap(f, x, y, 0.5),
}


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
    if np.diff(sorted([right, *slips.values()])).min() < 0.1:
        return variance.__wrapped__(rng)  # which slip it was could not be told: other numbers

    def judge(answer: float) -> str:
        found = number(answer)
        if abs(found - right) < 0.006:
            return "the variance of d. The labels were not needed."
        name_slip(found, slips, rtol=5e-3, atol=0)
        raise Wrong(
            f"{found:.4g} is not it. Compute the mean of d with weights p, then that of d²."
        )

    return Task({"p": p.tolist(), "d": d.tolist()}, judge)


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

    def judge(answer: float) -> str:
        z = number(answer)
        if abs(z / right - 1) < 5e-3:
            return f"there p = 1/{k + 1}; where p is smaller, the curve bends down."
        name_slip(z, slips, rtol=5e-3, atol=0)
        side = "still bends down" if z < right else "bends up already"
        raise Wrong(f"at z = {z:.3g} the probability is {_sigmoid(a * z):.2f}: the curve {side}.")

    return Task({"a": a, "k": k}, judge)


def _sigmoid(z: float) -> float:
    return float(softmax([z, 0.0])[0])


@check
def curvature(function: Callable) -> str:
    """Check vᵀHv, computed from X (N, D), W (D, C) and a direction V (D, C)."""
    rng = np.random.default_rng(2)
    X, W, V = rng.normal(size=(6, 2)), rng.normal(size=(2, 3)), rng.normal(size=(2, 3))
    result = ask_number(function, X, W, V)
    shifted = ask_number(function, X, W, V + np.array([[1.0], [-2.0]]))
    if not close(result, shifted):
        raise Wrong("adding one vector to every column of V should change nothing, but it does.")
    with case("for 6 random samples"):
        compare(function, _mean_variance, X, W, V, slips=_CURVATURE_SLIPS)
    X, W, V = rng.normal(size=(9, 3)), rng.normal(size=(3, 4)), rng.normal(size=(3, 4))
    with case("right for 6 samples and 6 weights, but for 9 samples and 12 weights"):
        compare(function, _mean_variance, X, W, V)
    X, W, V = np.ones((20, 60)), np.ones((60, 10)), np.ones((60, 10))
    held = memory(function, X, W, V, shape=())
    if held > W.size**2 / 2:
        raise Wrong(
            f"the right number, but with {W.size} weights your function holds {held:,.0f} at once. "
            f"Can it do without the matrix?"
        )
    return "the mean variance of the direction's scores, without a matrix of second derivatives."


def _variances(X: np.ndarray, W: np.ndarray, V: np.ndarray) -> np.ndarray:
    """Return the variance of each sample's change of scores."""
    p, d = softmax(X @ W), X @ V
    return (p * d**2).sum(axis=1) - (p * d).sum(axis=1) ** 2


def _mean_variance(X: np.ndarray, W: np.ndarray, V: np.ndarray) -> float:
    return _variances(X, W, V).mean()


_CURVATURE_SLIPS = {
    "that is the sum over the samples; the loss is a mean.": lambda *given: _variances(
        *given
    ).sum(),
    "that is negative: a variance is the mean of d² minus the square of its mean.": lambda *given: (
        -_mean_variance(*given)
    ),
    "that takes all classes for equally likely.": lambda X, W, V: (X @ V).var(axis=1).mean(),
    "that is a mean of standard deviations.": lambda *given: np.sqrt(_variances(*given)).mean(),
}


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
        said = f"{loss:.1e}" if loss else "so small that it is rounded to 0"
        return f"the loss is {said}. With 2Θ it is smaller still, and no Θ is the best."

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


@check
def two_tangents(function: Callable) -> str:
    """Check a function (f, slope, left, right, rounds) to a height and a floor below it."""
    for f, slope, left, right, rounds in (
        ("x**2", "2*x", -4.0, 2.0, 0),
        ("x**2", "2*x", -1.0, 3.0, 0),
        ("x**4 - x", "4*x**3 - 1", -1.0, 2.0, 1),
        ("np.exp(x) - 3*x", "np.exp(x) - 3", -1.0, 4.0, 4),
        ("(x - 1)**2", "2*x - 2", -1.0, 3.0, 2),
    ):
        given = written(f"lambda x: {f}"), written(f"lambda x: {slope}"), left, right, rounds
        found = ask(function, *given, shape=(2,))
        with case(f"f = {f} from {left:g} to {right:g}, rounds = {rounds}"):
            if not close(found, expected := _tangents(*given)):
                _judge_bounds(found, expected, given)
    return "the minimum is at the height, at the floor, or between them."


def _tangents(
    f: Callable, slope: Callable, left: float, right: float, rounds: int, sign: int = 1
) -> np.ndarray:
    """Return the lower of the heights at both ends, and where their tangents meet."""
    for _ in range(rounds):
        middle = (left + right) / 2
        left, right = (left, middle) if sign * slope(middle) > 0 else (middle, right)
    a, b = slope(left), slope(right)
    meet = (f(right) - f(left) + a * left - b * right) / (a - b)
    return np.array([min(f(left), f(right)), f(left) + a * (meet - left)])


def _after(rounds: int) -> str:
    return f"that is after {rounds} halving{'s' * (rounds != 1)}."


def _judge_bounds(found: np.ndarray, right: np.ndarray, given: tuple) -> None:
    """Say what is wrong with a height and a floor."""
    f, slope, start, end, rounds = given
    x = np.linspace(start, end, 601).round(6)
    slips = {
        "the height comes first, then the floor.": right[::-1],
        _after(rounds + 1): _tangents(f, slope, start, end, rounds + 1),
    }
    if rounds:
        slips[_after(rounds - 1)] = _tangents(f, slope, start, end, rounds - 1)
        slips["you keep the half without the minimum. What does the sign of the slope say?"] = (
            _tangents(f, slope, start, end, rounds, -1)
        )
    name_slip(found, slips)
    if not close(found[0], right[0]):
        higher = max(f(start), f(end))
        if not rounds and close(found[0], higher):
            raise Wrong(f"the height {higher:g} is that of the higher end.")
        yours, height = apart(found[0], right[0])
        raise Wrong(f"the height should be {height}, yours is {yours}.")
    if found[1] > f(x).min() + 1e-6:
        place = x[f(x).argmin()]
        raise Wrong(f"{found[1]:.3g} is no floor: f({place:g}) = {f(place):.3g} is below it.")
    yours, floor = apart(found[1], right[1])
    raise Wrong(f"the tangents at both ends meet at the height {floor}, your floor is {yours}.")


@check
def renamed_units(function: Callable) -> str:
    """Check a function (W1, b1, W2, order) that reorders the hidden units of a network."""
    rng = np.random.default_rng(3)
    for order in (np.array([2, 0, 1]), np.array([1, 3, 4, 0, 2])):
        M = len(order)
        W1, b1, W2 = rng.normal(size=(2, M)), rng.normal(size=M), rng.normal(size=(M, 4))
        given = {"W1": W1, "b1": b1, "W2": W2}
        shapes = {name: part.shape for name, part in given.items()}
        new = ask_parts(function, *given.values(), order, shapes=shapes)
        right = {"W1": W1[:, order], "b1": b1[order], "W2": W2[order]}
        back = np.argsort(order)
        if all(map(close, new, given.values())):
            raise Wrong("nothing has moved.")
        if all(map(close, new, (W1[:, back], b1[back], W2[back]))):
            raise Wrong("the scores are the same, but new unit 0 should be old unit order[0].")
        for (name, part), yours in zip(right.items(), new, strict=True):
            if not close(yours, part):
                what = "is as it was" if close(yours, given[name]) else "is in another order"
                raise Wrong(f"order = {order}: {name} {what}, and so the scores have changed.")
    return "other weights, the same scores: with M hidden units there are M! such copies."


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
        "that is their product.": bottom * lid,
        "that forgets the lid.": bottom,
    }

    def judge(answer: float) -> str:
        ratio = number(answer)
        if not ratio > 0:
            raise Wrong(f"a height divided by a radius is positive, got {ratio:.3g}.")
        if abs(ratio - right) < 0.01:
            return f"h = {right:g}r: whatever they cost, bottom and lid are a third of the price."
        name_slip(ratio, slips, rtol=5e-3, atol=0)
        share = right / (right + 2 * ratio)
        raise Wrong(f"at h/r = {ratio:.3g} bottom and lid cost {share:.2f} of the tin.")

    return Task({"bottom": bottom, "lid": lid}, judge)
