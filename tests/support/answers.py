"""Answers to the checks that an oracle alone does not describe, right ones and wrong ones.

An `Exercise` and a `Value` are complete as they stand: what is right is told by the oracle, and
wrong answers that have a name are slips of it. Here stands what is left: answers to judges that
are functions of their own, numbers by another formula than the check's, and wrong answers that
get words computed from them. A wrong one stands below a piece of what is said of it; of a check
with fresh numbers all are functions of the numbers.
"""

from collections.abc import Callable
from fractions import Fraction
from itertools import count
from math import comb, e, log, pi

import numpy as np
from descent import (
    log_softmax,
    logsumexp,
    softmax,
    softmax_cross_entropy_hessian,
    softmax_jacobian,
    sparsemax,
)
from descent.layers import dropout
from descent.optimizers import ridge
from judging import Answers
from scipy import optimize, special, stats
from solutions import JUDGES


def oracle(name: str) -> Callable:
    """Return the function that is right."""
    return JUDGES[name].oracle


# Numbers, by another way than the check's.


def fitted_degrees(n):
    """The trace of the matrix that ridge multiplies y by, for features with these eigenvalues."""
    N = 40
    Q = np.linalg.qr(np.column_stack([np.ones(N), np.random.default_rng(0).normal(size=(N, 3))]))[0]
    X = Q[:, 1:] * np.sqrt(N / 2 * np.array(n["mu"]))
    fits = [ridge(X, y, n["strength"]) for y in np.eye(N)]
    return sum(x @ w + b for x, (w, b) in zip(X, fits, strict=True))


def cheapest_weights(n):
    """The weights of least sum of squares by the pseudoinverse, of least sum of sizes by LP."""
    x, plus_minus = np.array([n["x"]], float), np.hstack([np.eye(3), -np.eye(3)])
    found = optimize.linprog(np.ones(6), A_eq=x @ plus_minus, b_eq=[n["score"]])
    return np.array([np.linalg.pinv(x)[:, 0] * n["score"], plus_minus @ found.x])


def cheapest_scale(n):
    alpha = np.linspace(0, 2, 20_001)
    hinge = sum(np.maximum(0, 1 - (n["car"] - n[other]) * alpha) for other in ("cat", "frog"))
    return alpha[(hinge + 0.01 * alpha**2 * sum(o**2 for o in n.values()) / 4).argmin()]


def expected_focal(p, n):
    own, other = -((1 - p) ** n["gamma"]) * np.log(p), -(p ** n["gamma"]) * np.log(1 - p)
    return n["truth"] * own + (1 - n["truth"]) * other


def border_distance(n):
    v = np.array(n["cat"]) - n["car"]
    return abs(v @ n["x"] + n["cat_bias"] - n["car_bias"]) / np.hypot(*v)


def smallest_momentum(n):
    mu = np.linspace(0, 0.999, 5_000)
    half = (1 + mu - n["share"]) / 2
    root = np.sqrt(half**2 - mu + 0j)
    return mu[np.maximum(abs(half + root), abs(half - root)).argmin()]


def first_moves(n):
    g, s = n["g"], (1 - n["alpha"]) * n["g"] ** 2
    m, v = 0.1 * g / (1 - 0.9), 0.001 * g**2 / (1 - 0.999)
    return [-n["eta"] * top / np.sqrt(below) for top, below in ((g, g**2), (g, s), (m, v))]


def steepest_ratio(n):
    p = special.expit(n["z"])
    return (1 - p) / (2 * p * (1 - p) ** 2)


def first_at(reached):
    """Return the first whole number from 1 on of which the condition holds."""
    return next(k for k in count(1) if reached(k))


def shrinking(n):
    """The factor of one step in the ravine, along its steep and its flat side."""
    return (n["kappa"] - 1) / (n["kappa"] + 1)


RIGHT = {
    "beyond.best_leaf": lambda n: (1 - n["root"]) * n["second"] / (n["root"] * n["first"]),
    "beyond.focal_forecast": lambda n: (
        optimize.minimize_scalar(expected_focal, args=n, bounds=(0.4, 0.99), method="bounded").x
    ),
    "convexity.variance": lambda n: np.cov(n["d"], aweights=n["p"], bias=True),
    "convexity.turning_point": lambda n: optimize.brentq(
        lambda z: 1 - n["k"] * np.exp(n["a"] * z), -50, 50
    ),
    "convexity.open_tin": lambda n: Fraction(n["bottom"]) + n["lid"],
    "cross_entropy.wasted_bits": 11 / 16,
    "cross_entropy.pull_ratio": steepest_ratio,
    "cross_entropy.initial_loss": lambda n: -log(1 / n["classes"]),
    "cross_entropy.best_lead": lambda n: log(
        (1 - n["smoothing"]) * n["classes"] / n["smoothing"] + 1
    ),
    "gradient_descent.first_step": lambda n: Fraction(1, 2 * n["a"]) / Fraction(n["start"]) ** 2,
    "gradient_descent.largest_step": lambda n: Fraction(2, 2 * n["a"]),
    "gradient_descent.ravine_steps": lambda n: first_at(
        lambda k: shrinking(n) ** k <= 1 / n["times"]
    ),
    "gradient_descent.reach": lambda n: (
        n["steepest"] * sum(n["eta0"] * np.exp(-n["decay"] * t) for t in range(1_000))
    ),
    "mnist.steps": lambda n: len(range(0, n["N"], n["B"])) * n["epochs"],
    "mnist.mcnemar": lambda n: stats.binomtest(n["only_a"], n["only_a"] + n["only_b"]).pvalue,
    "mnist.noise_factor": lambda n: (n["many"] / n["few"]) ** 0.5,
    "mnist.softmax_twice": lambda n: -log(e / (e + n["C"] - 1)),
    "myths.typical_probability": lambda n: np.exp(-n["loss"] * log(n["base"])),
    "myths.constant_term": lambda n: log(comb(n["n"], n["k"])),
    "myths.flawed_step": 4,
    "networks.sigmoid_layers": lambda n: first_at(lambda k: 0.25**k < n["limit"]),
    "networks.leaky_gain": lambda n: 1 / (0.5 + n["leak"] ** 2 / 2),
    "networks.sine_units": lambda n: np.ceil(2 * pi * n["frequency"] / np.sqrt(8 * n["error"])),
    "optimizers.final_speed": lambda n: n["eta"] * sum(n["mu"] ** t * n["g"] for t in range(2_000)),
    "optimizers.best_momentum": smallest_momentum,
    "optimizers.first_steps": first_moves,
    "optimizers.adagrad_patience": lambda n: first_at(
        lambda t: n["eta"] * (np.arange(1, t + 1) ** -0.5).sum() >= n["distance"]
    ),
    "regularization.cheapest_scale": cheapest_scale,
    "regularization.two_prices": cheapest_weights,
    "regularization.degrees": fitted_degrees,
    "regularization.conditioning": 9.9 / 198,
    "regularization.prior_strength": 1 / (2 * 200 * 0.5**2),
    "scores.border_distance": border_distance,
    "scores.zero_loss_scale": lambda n: 1 / (n["car"] - max(n["cat"], n["frog"])),
    "softmax.cooled": lambda n: n["gap"] / log(n["factor"]),
    "softmax.bus_closes": lambda n: (
        100 * np.array([n["car"], n["train"]]) / (n["car"] + n["train"])
    ),
}
"""The right number of each `Value`, by its name: the number, or a function of fresh numbers."""

DIGITS = {
    **dict.fromkeys(["beyond.focal_forecast", "convexity.turning_point", "mnist.mcnemar"], 3),
    **dict.fromkeys(["gradient_descent.first_step", "gradient_descent.largest_step"], 3),
    **dict.fromkeys(["mnist.softmax_twice", "myths.typical_probability"], 3),
    **dict.fromkeys(["optimizers.final_speed", "optimizers.first_steps"], 3),
    **dict.fromkeys(["regularization.conditioning", "regularization.prior_strength"], 4),
    **dict.fromkeys(["gradient_descent.ravine_steps", "mnist.steps", "myths.flawed_step"]),
    **dict.fromkeys(["networks.sigmoid_layers", "networks.sine_units"]),
    "optimizers.adagrad_patience": None,
    "softmax.bus_closes": 0,
}
"""How many decimal places a text asks for, where it is not two; None of what is counted."""


def times(name, factor):
    """Return the right number, times a factor."""
    return lambda n: factor * RIGHT[name](n)


def plus(name, more):
    """Return the right number, and so much more."""
    return lambda n: RIGHT[name](n) + more


OTHER_NUMBERS = {
    "beyond.best_leaf": {"would have the probability": 3.5},
    "beyond.focal_forecast": {"0 and 1": 1.0, "one class alone": 0.9999, "the lowest is": 0.98},
    "convexity.variance": {"then that of d²": 1000},
    "convexity.turning_point": {"still bends down": -800, "bends up already": 3},
    "convexity.open_tin": {"is positive, got -1": -1, "is positive, got 0": 0, "of the can": 1e9},
    "cross_entropy.wasted_bits": {"the best code's tree": 1, "nothing below 0": -0.6875},
    "cross_entropy.pull_ratio": {"is above 0": 0, "would pull with": 1000},
    "cross_entropy.initial_loss": {
        "sure and": lambda n: 1 / n["classes"],
        "above 1": -1,
        "when all scores are equal": 1,
    },
    "cross_entropy.best_lead": {"times as likely": 0},
    "gradient_descent.first_step": {
        "above 0": times("gradient_descent.first_step", -1),
        "that step leads to f =": times("gradient_descent.first_step", 1.2),
    },
    "gradient_descent.largest_step": {
        "above 0": 0,
        "still shrinks": times("gradient_descent.largest_step", 0.9),
        "grows already": times("gradient_descent.largest_step", 1.2),
    },
    "gradient_descent.ravine_steps": {
        " of what it was": plus("gradient_descent.ravine_steps", -1),
        "would do, too": plus("gradient_descent.ravine_steps", 1),
        "whole": plus("gradient_descent.ravine_steps", -0.5),
    },
    "gradient_descent.reach": {
        "can get farther": times("gradient_descent.reach", 0.8),
        "never gets that far": times("gradient_descent.reach", 10),
    },
    "mnist.steps": {
        "per epoch. How many": lambda n: RIGHT["mnist.steps"](n) + n["epochs"],
        "whole": plus("mnist.steps", 0.01),
    },
    "mnist.mcnemar": {
        "a probability is": times("mnist.mcnemar", -1),
        "between 0 and 1": 1.5,
        "is not it": 0.9,
    },
    "mnist.noise_factor": {"-3 is not what": -3, "s²/B says": 1.5},
    "mnist.softmax_twice": {"which": plus("mnist.softmax_twice", 0.01)},
    "myths.typical_probability": {
        "between 0 and 1, got -": lambda n: -n["loss"],
        "between 0 and 1, got 0": 0,
        "between 0 and 1, got ": lambda n: n["base"] ** n["loss"],
        "costs 0.0": 0.99,
    },
    "myths.constant_term": {"e^0 = 1": 0},
    "myths.flawed_step": {"got 6": 6, "whole number": 3.5},
    "networks.sigmoid_layers": {
        "in a row leave": plus("networks.sigmoid_layers", -1),
        "fewer are": plus("networks.sigmoid_layers", 1),
        "whole number": plus("networks.sigmoid_layers", -0.3),
        "1 in a row leave 2.5e-01": 1,
    },
    "networks.leaky_gain": {"with 7, each layer multiplies": 7},
    "networks.sine_units": {
        "units the bound is": plus("networks.sine_units", -1),
        "fewer are": plus("networks.sine_units", 1),
        "whole number": plus("networks.sine_units", -0.3),
    },
    "optimizers.final_speed": {"and the next": times("optimizers.final_speed", 0.7)},
    "optimizers.best_momentum": {
        "below 1": lambda n: (1 + np.sqrt(n["share"])) ** 2,
        "it swings": 0.999,
        "can be smaller": 0.1,
    },
    "optimizers.first_steps": {
        "AdaGrad: -0.7": lambda n: (-0.7, *first_moves(n)[1:]),
        "AdaGrad: s has the unit": lambda n: other_moves(n, 1 / abs(n["g"])),
        "RMSProp: its mean": lambda n: other_moves(n, 1, (1 - n["alpha"]) ** 0.5),
        "RMSProp: s has the unit": lambda n: other_moves(
            n, 1, (1 - n["alpha"]) ** -0.5 / abs(n["g"])
        ),
        "RMSProp: s was 0": lambda n: other_moves(n, 1, (1 / n["alpha"] - 1) ** 0.5),
        "Adam: neither": lambda n: other_moves(n, 1, 1, 0.1 / 0.001**0.5),
        "Adam: m is not": lambda n: other_moves(n, 1, 1, 0.1),
        "Adam: v is not": lambda n: other_moves(n, 1, 1, 0.001**-0.5),
    },
    "optimizers.adagrad_patience": {
        "after 1 step it has covered 0.": 1,
        "it has covered": plus("optimizers.adagrad_patience", -1),
        "arrived before": plus("optimizers.adagrad_patience", 1),
        "whole number": plus("optimizers.adagrad_patience", 0.5),
    },
    "regularization.cheapest_scale": {
        "α = 0 is not it": 0,
        "α = 1 is not it": 1,
        "or more is left": lambda n: 0.9 / (n["car"] - max(n["cat"], n["frog"])),
        "room to spare": lambda n: 1.2 / (n["car"] - max(n["cat"], n["frog"])),
    },
    "regularization.two_prices": {
        "for L2: divide by the square": lambda n: [along(n, 1), cheapest_weights(n)[1]],
        "for the score 1": lambda n: [along(n) / n["score"], cheapest_weights(n)[1]],
        "a third": lambda n: [n["score"] / (3 * np.array(n["x"])), cheapest_weights(n)[1]],
        "all weights are equal": lambda n: [
            np.full(3, n["score"] / sum(n["x"])),
            cheapest_weights(n)[1],
        ],
        "larger in size": lambda n: [
            along(n),
            np.eye(3)[np.argmax(n["x"])] * n["score"] / max(n["x"]),
        ],
        "weight is the score": lambda n: [along(n), np.eye(3)[np.argmin(n["x"])] * n["score"]],
        "two decimal places": lambda n: [along(n) + 0.03, cheapest_weights(n)[1]],
        "row for L2: it gives the score": lambda n: [2 * along(n), cheapest_weights(n)[1]],
        "row for L2: the score is right": lambda n: cheapest_weights(n)[[1, 1]],
        "Which sign": lambda n: [along(n), -cheapest_weights(n)[1]],
        "no weight at all": lambda n: [along(n), [0, 0, 0]],
        "row for L1: the score is right": lambda n: [along(n), along(n)],
        "row for L1: it gives the score": lambda n: [along(n), 2 * cheapest_weights(n)[1]],
    },
    "regularization.degrees": {"cannot be": 4.5, "is not it": 3.0},
    "regularization.conditioning": {
        "to 6.0": 1.0,
        "negative": -1,
        "to 99.0": 0.0505,
        "to 10000.0": 0,
    },
    "regularization.prior_strength": {"compare": 7},
    "scores.border_distance": {
        "not negative": times("scores.border_distance", -1),
        "how fast does it change": 77,
    },
    "scores.zero_loss_scale": {
        "α = 1 the loss is 0, but a smaller": 1,
        "all scores are equal": 0,
        "at α = 0.01 the loss is still": 0.01,
    },
    "softmax.cooled": {
        "above 0": times("softmax.cooled", -1),
        "at T = 0.5, the leader": 0.5,
        "at T = 100, the leader is 1.0": 100,
    },
    "softmax.bus_closes": {"the two sum to": (60, 60)},
}
"""Wrong numbers that are no slips of a `Value`, below a piece of what is said of them."""


def other_moves(n, adagrad, rmsprop=1.0, adam=1.0):
    """Return the right moves, each times a number."""
    return np.multiply(first_moves(n), [adagrad, rmsprop, adam])


def along(n, power=2):
    x = np.array(n["x"])
    return n["score"] * x / np.linalg.norm(x) ** power


# Functions that an exercise's own words or its memory tell from right ones.


def joined(blocks, label):
    scores = np.concatenate([*blocks])
    return special.logsumexp(scores) - scores[label]


def kept(pairs):
    scores, values = np.transpose(list(pairs))
    return softmax(scores) @ values


def with_sums(pairs):
    """Keep the highest score so far, and two sums that are measured from it."""
    m, s, u = -np.inf, 0.0, 0.0
    for score, value in pairs:
        new = max(m, score)
        old, weight = np.exp(m - new), np.exp(score - new)
        m, s, u = new, s * old + weight, u * old + weight * value
    return u / s


def without_ties(pairs):
    """Forget what is level with the highest score so far."""
    top, total, weighted = -np.inf, 0.0, 0.0
    for score, value in pairs:
        if score > top:
            shrink, top = np.exp(top - score), score
            total, weighted = shrink * total + 1, shrink * weighted + value
        elif score < top:
            total, weighted = total + np.exp(score - top), weighted + np.exp(score - top) * value
    return weighted / total


def from_unlike_blocks(blocks, label):
    """Forget a block whose highest score is that of one before."""
    blocks = [*blocks]
    unlike = {max(block, default=-np.inf): block for block in blocks[::-1]}
    return logsumexp(np.concatenate([*unlike.values()])) - np.concatenate(blocks)[label]


def by_index_of_value(p, mass):
    """Look up each value's first place, as `list.index` does."""
    falling = np.sort(p)[::-1].tolist()
    few = np.searchsorted(np.cumsum(falling), mass) + 1
    left = np.where(np.isin(range(len(p)), [p.tolist().index(v) for v in falling[:few]]), p, 0)
    return left / left.sum()


def uphill(sign):
    """Return an attack along other signs of the slopes."""

    def attack(x, label, W, b, step):
        slopes = W @ (softmax(x @ W + b) - np.eye(len(b))[label])
        return np.clip(x + step * sign(slopes), 0, 1)

    return attack


def truncated(rivals, own, k):
    return np.log1p(np.exp(np.sort(rivals)[: len(rivals) - (k - 1)] - own).sum())


def apart_from_the_lead(scores, labels):
    """Take out the largest score by its value, and so each that is as large."""
    top = scores.max(axis=1, keepdims=True)
    rest = np.exp(np.where(scores == top, -np.inf, scores - top)).sum(axis=1)
    return (top[:, 0] + np.log1p(rest) - scores[np.arange(len(labels)), labels]).mean()


def until_level(gradient):
    """Return a gradient that stays 0 from the first point on where one of its entries is."""
    over = []

    def stopped(x):
        slopes = gradient(x)
        over.append((slopes == 0).any())
        return 0 * slopes if any(over) else slopes

    return stopped


def bent_upward(X, Y, weights, biases):
    """Take 1 for a ReLU's slope at 0."""
    raised = [b + 1e-12 for b in biases]
    return oracle("networks.all_gradients")(X, Y, weights, raised)


def by_matrix(X, W, V):
    return V.ravel() @ softmax_cross_entropy_hessian(X, W) @ V.ravel()


def corners(n):
    return np.sqrt(n / (n - 1)) * (np.eye(n) - 1 / n)


def alone(data):
    return (data - data.mean(0)) / data.std(0)


def of_a_sample(train, test):
    return tuple((each - train.mean(0)) / train.std(0, ddof=1) for each in (train, test))


def backtrack(share=0.5, shrink=0.5, stretch=1.0):
    """Return a search for another share of the promise, that shrinks or begins otherwise."""

    def search(f, x, g, eta):
        eta = stretch * eta
        while f(x - eta * g) > f(x) - share * eta * (g**2).sum():
            eta = shrink * eta
        return eta

    return search


def tangents(height=None, floor=None):
    """Return an answer with another height or another floor, from where the search ends."""

    def answer(f, slope, left, right, rounds):
        low, ground = oracle("convexity.two_tangents")(f, slope, left, right, rounds)
        for _ in range(rounds):
            middle = (left + right) / 2
            left, right = (left, middle) if slope(middle) > 0 else (middle, right)
        given = f, slope, left, right
        return height(*given) if height else low, floor(*given) if floor else ground

    return answer


def meeting_place(f, slope, left, right):
    a, b = slope(left), slope(right)
    return (f(right) - f(left) + a * left - b * right) / (a - b)


def threshold(P, y, allowed):
    return oracle("mnist.threshold")(P, y, allowed)


def ties_apart(P, y, allowed):
    order = np.argsort(-P.max(axis=1), kind="stable")
    shares = np.cumsum((P.argmax(axis=1) != y)[order]) / np.arange(1, len(y) + 1)
    good = np.flatnonzero(shares <= allowed)
    return P.max(axis=1)[order][good[-1]] if len(good) else np.inf


def or_else(value):
    return lambda *given: t if np.isfinite(t := threshold(*given)) else value


def leads(X, y, V):
    O = X @ V
    return O[np.arange(len(y)), y][:, None] - O


def rivals(X, y, V):
    return np.array([np.delete(row, k) for row, k in zip(leads(X, y, V), y, strict=True)])


def clipped(W, b, limit):
    return oracle("optimizers.clip")(W, b, limit)


def shrunk(W, t):
    return oracle("regularization.shrink")(W, t)


def warmed(scores, share):
    return oracle("softmax.warmed")(scores, share)


def cut_and_rescaled(scores):
    cut = np.maximum(scores - scores.max() + 1, 0)
    return cut / cut.sum()


def only_two(scores):
    return np.maximum(scores - (np.sort(scores)[-2:].sum() - 1) / 2, 0)


def fits_to_unlike(X, y, strength):
    """Yield each sample with a fit to those that are not equal to it."""
    for a, t in zip(X, y, strict=True):
        unlike = (a != X).any(axis=1)
        yield a, t, ridge(X[unlike], y[unlike], strength)


def level_at_first(X, y, num_classes, passes):
    """Take a tie for a mistake only as long as all weights are 0."""
    W = np.zeros((X.shape[1], num_classes))
    for x, k in [*zip(X, y, strict=True)] * passes:
        others = np.where(np.arange(num_classes) == k, -np.inf, x @ W)
        if others.max() > x @ W[:, k] or not W.any():
            W[:, [k, others.argmax()]] += np.outer(x, [1, -1])
    return W


def moved(start, *given):
    start -= 0.1
    return start


OTHER_FUNCTIONS = {
    "at_work.perplexity": {
        "a long one: <lambda>'s result should be finite": lambda nats, counts: (
            np.prod(np.exp(nats)) ** (1 / counts.sum())
        ),
        "does not surprise": lambda nats, counts: np.exp(nats.sum() / counts[nats > 0].sum()),
    },
    "at_work.residual": {
        "never writes": lambda p, q: (more := q * np.maximum(p / q - 1, 0)) / more.sum()
    },
    "at_work.smallest_set": {"two equal ones": by_index_of_value},
    "at_work.streamed": {
        "Can it forget": kept,
        "share the highest score": without_ties,
    },
    "at_work.surprise_in_blocks": {
        "Can it forget each block": joined,
        "highest score of 0": from_unlike_blocks,
    },
    "beyond.attack": {
        "has no weights: entry [1]": uphill(lambda slope: np.where(slope > 0, 1, -1)),
        "has no weights: attack's result should be finite": uphill(lambda g: g / np.abs(g)),
    },
    "beyond.lovasz": {
        "two errors are equal: it should": lambda m, truth: oracle("beyond.lovasz")(
            *(each[np.unique(m, return_index=True)[1]] for each in (m, truth))
        ),
    },
    "beyond.prototypes": {
        "row 0 has the length 0.82": lambda n: np.eye(n) - 1 / n,
        "row 0 has the length 1.22": lambda n: n / (n - 1) * (np.eye(n) - 1 / n),
        "row 2 has the length 2.00": lambda n: np.diag([1.0] * (n - 1) + [2]) @ corners(n),
        "all cosines are 0.00": lambda n: np.eye(n)[::-1],
        "all cosines are 1.00": lambda n: np.full((n, n), n**-0.5),
        "from -1.00 to 0.00": lambda n: np.vstack([-np.eye(n)[0], np.eye(n)[:-1]]),
    },
    "beyond.best_sequence": {
        "[3 2 2 2 2] has the score -2.43, and another has": lambda *given: np.add(
            oracle("beyond.best_sequence")(*given), 1
        ),
        "and another has": lambda word, pair: [0] * len(word),
    },
    "beyond.top_k": {
        "ties, k = 3: it should be": lambda o, y, k: truncated(o[o != o[y]], o[y], k),
        "ties, k = 3": lambda o, y, k: truncated(np.unique(np.delete(o, y)), o[y], k),
    },
    "convexity.curvature": {"without the matrix": by_matrix},
    "convexity.two_tangents": {
        "the height should be -0.44, yours is 14.00.": tangents(height=lambda f, s, a, b: f(b)),
        "4.00, yours is 2.00": tangents(height=lambda f, s, a, b: min(a, b, key=f)),
        "4.00, yours is 0.00": tangents(height=lambda f, s, a, b: f((a + b) / 2) - 1),
        "your floor is -32.00": tangents(floor=lambda f, s, a, b: f(a) + s(a) * (b - a)),
        "your floor is -20.00": tangents(floor=lambda f, s, a, b: f(b) - s(b) * (b - a)),
        "your floor is -1.00": tangents(floor=meeting_place),
        "8 is no floor": tangents(floor=lambda f, s, a, b: (f(a) * b - f(b) * a) / (b - a)),
    },
    "cross_entropy.gradient": {
        "for one image": lambda X, y, W: (
            X.T @ np.squeeze(softmax(X @ W) - np.eye(W.shape[1])[y]) / len(X)
        )
    },
    "cross_entropy.loss": {"share the lead": apart_from_the_lead},
    "gradient_descent.batch_gradient": {
        "a batch of one row": lambda X, y, W, rows: (
            X[rows].T @ np.squeeze(softmax(X[rows] @ W) - np.eye(W.shape[1])[y[rows]]) / len(rows)
        )
    },
    "gradient_descent.descent": {
        "caller's start": lambda g, start, *given: moved(start),
        "first slope is 0": lambda gradient, *given: oracle("gradient_descent.descent")(
            until_level(gradient), *given
        ),
    },
    "gradient_descent.central_differences": {"caller's x": lambda f, x, h: moved(x)},
    "gradient_descent.standardize": {
        "came back": lambda a, b: (alone(a), b),
        "the same two numbers": lambda a, b: (alone(a), b - a.mean(0)),
        "not 0 and 1": lambda a, b: (a / a.max(0), b / a.max(0)),
        "should return 2 arrays": lambda a, b: alone(a),
    },
    "gradient_descent.backtrack": {
        "you return 0.03125: good enough, but so is a larger": backtrack(share=0.8),
        "you return 0.1: only eta": backtrack(shrink=0.1),
        "you return 0.25: it gains": lambda f, x, g, eta: 1 / 4,
        "you return 0.2: only eta, eta/2, eta/4, … are tried.": backtrack(stretch=2),
        "you return 0.125: good enough, but so is a larger": backtrack(stretch=0.5),
        "you return 2: only eta": lambda f, x, g, eta: 2 * eta,
        "you return 1: it gains -100 of a promise of 25.": lambda f, x, g, eta: eta,
        "30 halvings": lambda *given: max(backtrack()(*given), 0.001),
        "from the minimum": lambda f, x, g, eta: backtrack()(f, x, g, eta) / (1 if g.any() else 2),
    },
    "mnist.threshold": {
        "equally sure": ties_apart,
        "exactly `allowed`": lambda P, y, allowed: threshold(P, y, allowed - 1e-9),
        "0.9 answers 1 of the images, 1 wrongly": or_else(0.9),
        "none of the largest": or_else(1.0),
        "threshold nan": or_else(np.nan),
        "0.6 answers 2 of the images, 1 wrongly: too many.": lambda P, y, allowed: max(
            threshold(P, y, allowed), min(c for c in P.max(axis=1) if c >= 0.5)
        ),
        "you refuse all": lambda P, y, allowed: np.inf,
        "no error is allowed": lambda P, y, allowed: (
            threshold(P, y, allowed) if allowed else np.inf
        ),
    },
    "myths.proves_no_minimum": {
        "one lead stays, the others": lambda *given: (rivals(*given) > 0).all(),
        "V = 0": lambda *given: (leads(*given) >= 0).all(),
        "should be False": lambda *given: (leads(*given) > 0).any(),
        "should be True": lambda *given: False,
        "the other stays a tie": lambda *given: (
            (least := rivals(*given).min(axis=1)).min() >= 0 and least.max() > 0
        ),
        "the other shrinks": lambda *given: (
            (leads(*given).sum(1) >= 0).all() and (leads(*given).sum(1) > 0).any()
        ),
        "if only slowly": lambda *given: (
            (leads(*given) >= -1e-4).all() and (leads(*given) > 0).any()
        ),
    },
    "networks.all_gradients": {"one z is 0": bent_upward},
    "networks.first_gradient": {
        "one z is 0": lambda X, Y, W1, b1, W2, b2: bent_upward(X, Y, [W1, W2], [b1, b2])[0],
    },
    "networks.maxout_layer": {
        "for one sample": lambda X, W, b: np.squeeze((np.tensordot(X, W, 1) + b).max(-1)),
    },
    "optimizers.adam": {
        "start has changed": lambda gradient, start, *given: moved(start),
        "where slopes are 0": lambda gradient, *given: oracle("optimizers.adam")(
            until_level(gradient), *given
        ),
    },
    "optimizers.clip": {
        "length should be 5.00, yours is 10.00": lambda W, b, limit: clipped(W, b, 2 * limit),
        "has turned": lambda W, b, limit: clipped(-W, b, limit),
        "its length should be 2.36, yours is 1.00.": lambda W, b, limit: clipped(
            W, b, limit if len(W) == 2 else 1.0
        ),
        "return 2 arrays": lambda W, b, limit: clipped(W, b, limit)[0],
    },
    "regularization.leave_one_out": {
        "two samples are equal": lambda X, y, strength: np.mean(
            [(a @ w + b - t) ** 2 for a, t, (w, b) in fits_to_unlike(X, y, strength)]
        )
    },
    "regularization.shrink": {
        "exactly 0": lambda W, t: shrunk(W, t) + 1e-12,
        "entry [0, 0] should be 2.00, yours is 1.00": lambda W, t: shrunk(W, 2 * t),
        "threshold 0: <lambda>'s result should be finite": lambda W, t: (
            W * np.maximum(1 - t / np.abs(W), 0)
        ),
    },
    "scores.class_scores": {
        "for one sample": lambda X, W, b: np.squeeze(X[:, None] @ W) + b,
    },
    "scores.perceptron": {"each of which meets a tie": level_at_first},
    "softmax.probabilities": {
        "is negative": lambda o: o - o.max(),
        "sum to 2.00": lambda o: 2 * softmax(o),
    },
    "softmax.smallest_weights": {
        "44.50; 17.50 is possible": lambda W: W,
        "for one feature": lambda W: W - np.squeeze(W.mean(axis=1, keepdims=True))[:, None],
        "sum to 30.25": lambda W: W - W[:, :1],
        "the probabilities have changed": lambda W: 0 * W,
        "the same probabilities, but the squares sum to": lambda W: (
            W - W.sum(axis=1, keepdims=True) / 3
        ),
    },
    "softmax.log_probabilities": {
        "than rounding: entry [1]": lambda o: np.log(np.clip(softmax(o), 1e-300, 1)),
        "sum to 1.15": lambda o: o - o.max(),
        "yours is -27.63": lambda o: np.log(softmax(o) + 1e-12),
        "the exponentials of your result sum to 4.52, not 1.": softmax,
        "sum to 1041.98": lambda o: -log_softmax(o),
    },
    "softmax.warmed": {
        "above 0": lambda *given: -warmed(*given),
        "the largest probability is": lambda *given: 1.01 * warmed(*given),
        "at your T = 1,": lambda *given: 1.0,
    },
    "softmax.jacobian_product": {"without the matrix": lambda o, v: softmax_jacobian(o) @ v},
    "softmax.sparsest": {
        "is negative: [-0.1": lambda o: o - (o.sum() - 1) / len(o),
        "0.7]: another distribution is closer. Yours has 3": cut_and_rescaled,
        "sum to 1.35": only_two,
        "sum to 1.90": lambda o: np.maximum(o, 0),
        "Yours has 2 above 0.": lambda o: (sparsemax(o) > 0) / (sparsemax(o) > 0).sum(),
        "Yours has 1 above 0": lambda o: np.eye(len(o))[o.argmax()],
    },
}
"""Wrong functions that are no slips of an `Exercise`, below a piece of what is said of them."""


# Answers to judges that are functions of their own.


def in_steps(n, slope, place=None):
    """Return weights and biases with a border of that slope, in the middle or at a place."""
    place = (n["x"][1] + n["x"][2]) / 2 if place is None else place
    return np.array([[-slope, slope], [slope * place, -slope * place]])


def border(slope):
    return lambda n: in_steps(n, slope)


def one_class(n):
    """Return weights that leave the scores of the first class at 0."""
    return [[0, 30], [0, -15 * (n["x"][1] + n["x"][2])]]


def exponents(low, high=1.0):
    return lambda n: ((1 + n["r"]) / 2 + low, high)


def pace(n, K, size=4, rounds=2):
    send = n["message"] + size * n["n"] / (1_000 * K)
    return n["row"] * n["B"] / K + rounds * (K - 1) * send


def fastest(n, **changed):
    return min(range(1, 500), key=lambda K: pace(n, K, **changed))


def by_gumbel(scores, uniform):
    return np.argmax(scores - np.log(-np.log(uniform)))


def simpler(claim, x, to=(lambda entry: 0.0, np.trunc), passes=100):
    """Replace entries, one after another, as long as the claim stays false."""
    x = np.array(x, dtype=float)
    for _ in range(passes):
        for k in range(len(x)):
            for form in to:
                tried = x.copy()
                tried[k] = form(x[k])
                if not claim(tried):
                    x = tried
                    break
    return x


def in_place(claim, x):
    x[:] = simpler(claim, x)
    return x


def triangle(offset, directions=(90, 210, 330)):
    return [(np.cos(np.radians(a)), np.sin(np.radians(a)), -offset) for a in directions]


def dropping(kept, scale=lambda rate: 1 / (1 - rate)):
    """Return a dropout that keeps these entries, and multiplies them."""
    return lambda X, rate, rng: X * kept(X, rate, rng) * scale(rate)


def each_entry(X, rate, rng):
    return rng.random(X.shape) >= rate


def a_column(X, rate, rng):
    return rng.permutation(X.shape[-1]) >= rate * X.shape[-1]


def as_many(replace):
    """Return what keeps all but so many entries, drawn with replacement or without."""

    def kept(X, rate, rng):
        drawn = rng.choice(X.size, round(rate * X.size), replace=replace)
        return ~np.isin(np.arange(X.size), drawn).reshape(X.shape)

    return kept


IRREGULAR = {
    "at_work.streamed": Answers(right=[with_sums], wrong={}),
    "convexity.by_the_rules": Answers(
        right=["abdf", "FDBA", "a, b, d, f"],
        wrong={
            "(c) is 2.83 halfway between 1 and 7, its chord 2.30": "abcdf",
            "(e) is 1.00": "e",
            "(f) follows": "bda",
            "(a) follows": "b",
            "(b) follows": "adf",
            "(d) follows": "abf",
            "got ''": "",
            "got 'xyz'": "xyz",
            "got 'a, b and d'": "a, b and d",
            "got 3": 3,
        },
    ),
    "convexity.below_a_thousandth": Answers(
        right=[border(20), one_class, border(1e9), lambda n: np.add(in_steps(n, 30), [[7], [-3]])],
        wrong=lambda n: {
            "the same scores": np.zeros((2, 2)),
            "Which class should": border(-20),
            "equal biases": [[-20, 20], [0, 0]],
            f"x = {n['x'][0]:g} is not": [[0, 0], [-1, 1]],
            f"x = {n['x'][1]:g} is not": in_steps(n, 10, n["x"][1] - 0.1),
            f"x = {n['x'][2]:g} is not": in_steps(n, 10, n["x"][2] + 0.1),
            "each sample is on its side": border(1),
            "shape (2, 2)": [-5, 5],
            "finite": [[-np.inf, np.inf], [0, 0]],
        },
    ),
    "gradient_descent.decay_exponents": Answers(
        right=[
            exponents(0),
            lambda n: [0.5 + n["r"] / 2, 1.0],
            lambda n: np.array([1 + n["r"], 2]) / 2,
        ],
        wrong={
            "constant variance": (0.5, 1),
            "smaller end first": lambda n: exponents(0)(n)[::-1],
            "the step sizes have a finite sum": exponents(0, 2),
            "just above a = 0 ": (0, 1),
            "the noise has an infinite sum": lambda n: ((1 - n["r"]) / 2, 1),
            "there are others": exponents(0.05),
            "shape": lambda n: (1 + n["r"]) / 2,
        },
    ),
    "gradient_descent.standardize": Answers(right=[of_a_sample], wrong={}),
    "beyond.best_sequence": Answers(
        right=[lambda *given: tuple(map(float, oracle("beyond.best_sequence")(*given)))], wrong={}
    ),
    "myths.shortcut": Answers(
        right=[(0.5, 0.25, 0.1), [0.1, 0.03, 0.01], np.array([0.9, 0.5, 0.1])],
        wrong={
            "no shortcut": (0.5, 0.05, 0.1),
            "0.000 + 0.511: no shortcut": (0.5, 0.5, 0.1),
            "directly 0.000": (0.3, 0.6, 0.3),
            "not by a half": (0.5, 0.12, 0.1),
            "0.037 + 1.363: shorter": (0.1, 0.2, 0.9),
            "strictly between": (0.5, 0.25, 0),
            "shape (3,)": (0.5, 0.1),
        },
    ),
    "myths.fifteenth": Answers(
        right=[
            [[0.45, 0.95, 0.95, 0.95], [0.55, 0.55, 0.55, 0.55]],
            np.array([[0.49, 0.49, 0.49, 0.99], [0.01, 0.6, 0.6, 0.6]]),
            ((0.999, 0.49, 0.49, 0.49), (0.51, 0.51, 0.51, 0.51)),
        ],
        wrong={
            "with 4 right, against 0.916 with 0": [[0.6] * 4, [0.4] * 4],
            "should have the lower loss": [[0.1, 0.9, 0.9, 0.9], [0.9] * 4],
            "with 4 right, against 0.511 with 4": [[0.7] * 4, [0.6] * 4],
            "a tie": [[0.5] * 4, [0.6] * 4],
            "strictly": [[1.0] * 4, [0.6] * 4],
            "shape (2, 4)": [[0.6] * 4],
        },
    ),
    "myths.simplest": Answers(
        right=[simpler, lambda claim, x: simpler(lambda z: claim(z[::-1]), x[::-1])[::-1]],
        wrong={
            "[3.7, -1.2, 0.4] entry 0": lambda claim, x: x,
            "[3.7, 0.0, 0.0] entry 0": lambda claim, x: simpler(claim, x, [lambda e: 0.0]),
            "[3.0, -1.0, 0.0] entry 1": lambda claim, x: simpler(claim, x, [np.trunc]),
            "entry 0 has become 4": lambda claim, x: np.round(x),
            "entry 1 has become -2": lambda claim, x: np.floor(x),
            "[0.0, 0.0, 0.0] the claim is true": lambda claim, x: np.zeros_like(x),
            "in [1.0, 0.0] entry 0": lambda claim, x: simpler(claim, x, passes=1),
            "caller's x has changed": in_place,
            "returned nothing": lambda claim, x: print(end=""),
        },
    ),
    "networks.fence": Answers(
        right=[
            triangle(0.5),
            triangle(0.54),
            triangle(0.52, (0, 120, 240)),
            7 * np.array(triangle(0.51)),
        ],
        wrong={
            "unit 1 is not 0 inside: its score reaches 0.10": triangle(0.4),
            "no bias is below 0": triangle(-0.5),
            "at radius 1.1 and 27 degrees": triangle(0.6),
            "at radius 1.1 and 243 degrees": triangle(0.5, (0, 90, 180)),
            "at radius 1.1 and 63 degrees": triangle(0.5, (0, 0, 180)),
            "at radius 1.1 and 0 degrees": np.zeros((3, 3)),
            "and 0 degrees no unit is above 0": [[0, 0, 1e-10]] * 3,  # nor is it inside
            "shape (2, 3)": triangle(0.5)[:2],
            "finite": np.full((3, 3), np.nan),
            "unit 2": [triangle(0.5)[0], 2 * np.array(triangle(0.4)[1]), triangle(0.5)[2]],
        },
    ),
    "networks.drop": Answers(
        right=[
            lambda X, rate, rng: dropout(X, rate, rng=rng),
            lambda X, rate, rng: X * rng.binomial(1, 1 - rate, X.shape) / (1 - rate),
            lambda X, rate, rng: X * (kept := each_entry(X, rate, rng)) / kept.mean(),
            dropping(as_many(replace=False)),
        ],
        wrong={
            "no entry": lambda X, rate, rng: X,
            "what can make up": dropping(each_entry, lambda rate: 1),
            "instead of dropping": lambda X, rate, rng: X * ~each_entry(X, rate, rng) / rate,
            "multiplied by 5.00": dropping(each_entry, lambda rate: 1 / rate),
            "share of dropped entries is 0.5": lambda X, rate, rng: dropping(each_entry)(
                X, 0.5, rng
            ),
            "all rows drop the same": dropping(a_column),
            "all columns drop the same": lambda X, *given: dropping(a_column)(X.T, *given).T,
            "TypeError": lambda X, rate: X,
            "share of dropped entries is 0.18": dropping(as_many(replace=True)),
            "Draw only from it": lambda X, rate, rng: dropout(X, rate, rng=np.random.default_rng()),
            "another rng": lambda X, rate, rng: dropout(X, rate, rng=np.random.default_rng(0)),
            "not its entry times one": lambda X, rate, rng: 3.75 * each_entry(X, rate, rng),
            "IndexError": lambda X, rate, rng: (
                X * (rng.random((len(X), X.shape[1])) >= rate) / (1 - rate)
            ),
            "at rate 0.5": lambda X, rate, rng: dropping(each_entry)(X, 0.2, rng),
        },
    ),
    "optimizers.fastest_workers": Answers(
        right=[fastest, lambda n: float(fastest(n)), lambda n: str(fastest(n))],
        wrong={
            "The bytes take time": lambda n: fastest(n, size=0),
            "one of the two": lambda n: fastest(n, rounds=1),
            "With one more": lambda n: fastest(n) - 1,
            "With one less": lambda n: fastest(n) + 60,
            "microseconds are work": lambda n: n["B"],
            "whole number": 0,
        },
    ),
    "scores.cat_region": Answers(
        right=[
            *((-1.5, -1.3, -0.7), (-2, -1.7, -0.8), (-1.7, -1.6, -0.7)),
            np.array([-1.6, -1, -0.9]),
            [-5, -5, 0],  # beyond the sliders
        ],
        wrong={
            "24 of 30": (1.0, 0.5, 0.0),
            "outside the cat's: 0, cars inside it: 9, frogs inside it: 10": (0, 0, 3),
            "outside the cat's: 10, cars inside it: 0, frogs inside it: 0": (0, 0, -30),
            "28 of 30": (-1.1, -1.0, 0.0),
            "outside the cat's: 1, cars inside it: 0": (-2, -2, -2),
            "outside the cat's: 0, cars inside it: 1, frogs inside it: 0": (-100, -100, 0),
            "2 of 30": (1.7, 1.6, 0.7),
            "shape (2,)": (-1.1, -1.0),
            "got nan": (-5, -5, np.nan),
            "got -inf": (-np.inf, -5, 0),
        },
    ),
    "softmax.temperature_limit": Answers(
        right=[(0.5, 0.5, 0), np.array([0.5, 0.5, 1e-18]), [1 / 2, 1 / 2, 0.0]],
        wrong={
            "prefer": (1, 0, 0),
            "infinity": (1 / 3, 1 / 3, 1 / 3),
            "sum to 2.00": (1, 1, 0),
            "falls behind": (0.4, 0.4, 0.2),
            "T = 1": (0.47, 0.47, 0.06),
            "divided by their sum": (3 / 7, 3 / 7, 1 / 7),
            "finite": (np.nan, 0.5, 0.5),
            "negative": (0.6, 0.6, -0.2),
            "shape (3,)": 0.5,
        },
    ),
    "softmax.sampler": Answers(
        right=[
            by_gumbel,
            lambda o, u: np.argmin(-np.log(u) / np.exp(o)),
            lambda o, u: np.searchsorted(np.cumsum(softmax(o)), u[0]),
        ],
        wrong={
            "uniform noise": lambda o, u: np.argmax(o + u),
            "one logarithm is missing": lambda o, u: np.argmax(o - np.log(u)),
            "opposite sign": lambda o, u: np.argmax(o + np.log(-np.log(u))),
            "two signs": lambda o, u: np.argmax(o + np.log(u)),
            "have the shares": lambda o, u: np.argmax(o + special.ndtri(u)),
            "Where is the chance": lambda o, u: np.argmax(o),
            "0 to 2, got": lambda o, u: (o - np.log(-np.log(u))).max(),
            "a class from 0 to 2, got 3": lambda o, u: by_gumbel(o, u) + 1,
            "second time": lambda o, u: np.random.default_rng().choice(len(o), p=softmax(o)),
            "0.    0.   ]": lambda o, u: by_gumbel(o[:3], u[:3]),
            "a number": lambda o, u: o - np.log(-np.log(u)),
        },
    ),
}
"""Of judges that are functions: right answers in different styles, and wrong ones.

Of two exercises also a right answer that their oracle does not give.
"""

CORPUS = {
    **IRREGULAR,
    **{name: Answers(right=[right], wrong={}) for name, right in RIGHT.items()},
}
CORPUS |= {
    name: Answers(CORPUS[name].right if name in CORPUS else [], wrong)
    for name, wrong in (OTHER_NUMBERS | OTHER_FUNCTIONS).items()
}
