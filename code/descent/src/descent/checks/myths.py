"""The checks of the chapter on myths."""

from collections.abc import Callable, Iterator, Sequence
from math import comb, factorial

import numpy as np
from explorable.judging import (
    Exercise,
    Task,
    Value,
    Wrong,
    apart,
    ask,
    case,
    check,
    close,
    fresh,
    numbers,
    written,
)
from numpy.typing import ArrayLike

from descent.information import kl_divergence
from descent.losses import softmax_cross_entropy


@fresh
def typical_probability(rng: np.random.Generator) -> Task:
    """Check the probability behind a mean log loss in a given base, to three decimals."""
    base, tenths = ((2, (12, 29)), (10, (5, 9)))[int(rng.integers(2))]
    loss = float(rng.integers(*tenths)) / 10
    slips = {
        f"that would be {loss} in {unit}. This model counts in base {base}.": float(slip**-loss)
        for slip, unit in ((np.e, "nats"), (12 - base, f"base {12 - base}"))
    }

    def otherwise(p: float) -> str:
        if not 0 < p <= 1:
            return f"a probability lies between 0 and 1, got {p:.3g}."
        cost, _ = apart(np.log(1 / p) / np.log(base), loss)
        return f"in base {base} a probability of {p:.3g} costs {cost}."

    praise = f"{base} to the power of −{loss}, the geometric mean of the probabilities."
    return Task(
        {"loss": loss, "base": base}, Value(base**-loss, praise, slips, otherwise, digits=3)
    )


@fresh
def constant_term(rng: np.random.Generator) -> Task:
    """Check by how many nats the sequence is more surprising than the counts, to two decimals."""
    n = int(rng.integers(5, 10))
    k = int(rng.integers(2, n - 1))
    right = np.log(comb(n, k))
    slips = {
        "that is the ratio of the two probabilities. What does a logarithm make of it?": comb(n, k),
        "that is its logarithm in base 10, and nats are asked.": right / np.log(10),
        "that is its logarithm in base 2, and nats are asked.": right / np.log(2),
        "the counts are the more probable event. Which one surprises more?": -right,
        "that counts orders that differ only by exchanging equal rolls.": np.log(factorial(n)),
    }

    def otherwise(nats: float) -> str:
        return f"are there e^{nats:.3g} = {np.exp(nats):.3g} orders of these rolls?"

    praise = f"log {comb(n, k)}, whatever the die: the same die makes both most probable."
    return Task({"n": n, "k": k}, Value(right, praise, slips, otherwise, digits=2))


@check
def shortcut(coins: Sequence[float]) -> str:
    """Check three coins (p, q, r) for which the way from p to r by q is shorter by a half."""
    p, q, r = numbers("your answer", coins, shape=(3,))
    if not all(0 < share < 1 for share in (p, q, r)):
        raise Wrong("each coin is a probability of heads strictly between 0 and 1.")
    direct, first, second = (_divergence(*pair) for pair in ((p, r), (p, q), (q, r)))
    result = f"directly {direct:.3f}, by way of q {first:.3f} + {second:.3f}"
    if first + second >= direct:
        raise Wrong(f"{result}: no shortcut. On which side of p and r should q lie?")
    if first + second > direct / 2 * (1 + 1e-6):  # the half itself will do
        raise Wrong(f"{result}: shorter, but not by a half.")
    return f"{result}: the detour saves {1 - (first + second) / direct:.0%}."


def _divergence(p: float, q: float) -> float:
    return float(kl_divergence([p, 1 - p], [q, 1 - q]))


flawed_step = check(
    Value(
        right=4,
        digits=None,
        slips={
            "step 1 holds: its second derivative is σ(z)(1 − σ(z)) > 0.": 1,
            "step 2 holds: with u fixed, uv is linear in v, and rule 2 allows a linear inside.": 2,
            "step 3 holds, for the same reason as step 2.": 3,
            "step 5 does follow from step 4, by the theorem that local is global.": 5,
        },
        otherwise=lambda step: f"the proof has the steps 1 to 5, got {step}.",
        praise="step 4: convex along u and along v says nothing of the diagonals, such as u = v.",
    )
)
"""Check the number of the first step of the proof that does not follow."""


FOUR = [[-2.0, 1.0], [-1.0, 1.0], [1.0, 1.0], [2.0, 1.0]], [0, 0, 1, 1]
TOUCHING = [[-3.0, 1.0], [-2.0, 1.0], [0.0, 1.0], [1.0, 1.0]], [0, 0, 1, 1]
THREE = [[2.0, 0.0, 1.0], [0.0, 2.0, 1.0], [0.0, 0.0, 1.0]], [0, 1, 2]
ONE = [[1.0]], [0]
DIRECTIONS = (
    (FOUR, [[-1, 1], [0, 0]], True, "four samples that V separates: every lead grows along V."),
    (FOUR, [[0, 0], [0, 0]], False, "V = 0 adds 0 to every lead and goes nowhere."),
    (FOUR, [[1, 1], [1, 1]], False, "a shift: it adds 0 to every lead, so the loss stays."),
    (FOUR, [[1, -1], [0, 0]], False, "this V makes every sample worse."),
    (FOUR, [[-1, 1], [-1.5, 1.5]], False, "one lead shrinks along this V."),
    (FOUR, [[-1, 1], [1.00001, -1.00001]], False, "one lead shrinks, if only slowly."),
    (TOUCHING, [[-1, 1], [0, 0]], True, "one lead stays, the others grow: L still falls forever."),
    (THREE, [[1, -1, 0], [-1, 1, 0], [0, 0, 0.5]], True, "with three classes, all leads grow."),
    (THREE, [[1, -1, 0], [-1, 1, 0], [0, 0, -0.5]], False, "with three classes, a lead shrinks."),
    (ONE, [[1, 0, 1]], True, "one lead grows, and the other stays a tie."),
    (ONE, [[1, -3, 2]], False, "one lead grows, but the other shrinks."),
    (ONE, [[1, 2, 1]], False, "one lead shrinks, and the other stays a tie."),
)
"""Samples and labels, a direction, whether it proves that there is no minimum, and why."""


def _proven(X: np.ndarray, y: np.ndarray, V: np.ndarray) -> bool:
    changes = X @ V
    leads = changes[np.arange(len(y)), y][:, None] - changes
    return bool((leads >= -1e-9).all() and (leads > 1e-9).any())


def _direction(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Draw samples and a direction that often separates them, with ties."""
    N, D, C = rng.integers([2, 2, 2], [5, 4, 4])
    X, V = rng.integers(-2, 3, size=(N, D)) / 2, rng.integers(-1, 2, size=(D, C)) * 1.0
    y = (X @ V).argmax(axis=1)
    return X, np.where(rng.random(N) < 0.2, rng.integers(C, size=N), y), V


proves_no_minimum = Exercise(
    oracle=_proven,
    inputs=_direction,
    cases={
        f"where it should be {expected}: {why.rstrip('.')}": (
            *(np.array(X), np.array(y), np.array(V, dtype=float)),
        )
        for (X, y), V, expected, why in DIRECTIONS
    },
    measure=lambda answer, *given: bool(answer),
    explain=lambda answer, right, *given: f"it should be {right}, yours is {bool(answer)}.",
    praise="no lead shrinks and one grows: from there on there is always a better W.",
)
"""Check a function (X (N, D), y (N,), V (D, C)) that says whether V proves: no minimum."""


# The name does not count: readers have it in the cells that they saved.
@check
def fifteenth(models: ArrayLike) -> str:
    """Check two models' probabilities (2, 4) of the true class: lower loss, fewer right answers."""
    p = numbers("your answer", models, shape=(2, 4))
    if not ((p > 0) & (p < 1)).all():
        raise Wrong("each entry is a probability strictly between 0 and 1.")
    if (p == 0.5).any():
        raise Wrong("a probability of exactly ½ is a tie: who is right there?")
    scores = np.log(np.stack([p, 1 - p], axis=-1))
    first, second = (float(softmax_cross_entropy(rows, np.zeros(4, int))) for rows in scores)
    right = (p > 0.5).sum(axis=1)
    result = f"loss {first:.3f} with {right[0]} right, against {second:.3f} with {right[1]} right"
    if first >= second:
        raise Wrong(f"{result}: the first model should have the lower loss.")
    if right[0] >= right[1]:
        raise Wrong(f"{result}: the first model should be right less often.")
    return f"{result}: the claim is a myth, and you have tested it."


CLAIMS = (
    ("lambda x: x[0] < 2", [3.7, -1.2, 0.4]),
    ("lambda x: x[0] > -1", [-1.7, 0.5]),
    ("lambda x: x[0] == 0 and x[1] != 0", [1.5, 2.5]),
    ("lambda x: x.sum() <= 2.5", [2.6, 0.3]),
    ("lambda x: not (x[1] == 2 and x[3] < 0)", [8.5, 2.0, 0.5, -0.25]),
)
"""Claims about a vector, and a counterexample to each; one needs a second pass."""


def _claims() -> Iterator[tuple[str, list[float]]]:
    """Yield more claims, of weighted sums that a vector exceeds by a little."""
    rng = np.random.default_rng(0)
    for _ in range(8):
        x, weights = rng.uniform(-4, 4, size=4).round(1), rng.integers(-3, 4, size=4)
        yield (
            f"lambda x: x @ {weights.tolist()} <= {x @ weights - rng.uniform(0.2, 4):.1f}",
            x.tolist(),
        )


@check
def simplest(function: Callable) -> str:
    """Check a function (claim, x) that makes a counterexample as simple as it can be."""
    for source, x in (*CLAIMS, *_claims()):
        claim, start = written(source), np.array(x)
        result = ask(function, claim, start, shape=start.shape, keeps="x")
        with case(f"for the claim {source.removeprefix('lambda x: ')} and x = {x}"):
            _judge_simplest(result, claim, start)
    return "many counterexamples, and no entry of any can be simplified further."


def _judge_simplest(given: np.ndarray, claim: Callable, start: np.ndarray) -> None:
    result = start.copy()
    for k, entry in enumerate(given):
        allowed = [form for form in (start[k], 0.0, np.trunc(start[k])) if close(entry, form)]
        if not allowed:
            raise Wrong(f"entry {k} has become {entry:g}, neither 0 nor the whole part.")
        result[k] = allowed[0]
    if claim(result):
        raise Wrong(f"of your result {result.tolist()} the claim is true: no counterexample.")
    for k in np.flatnonzero(result):
        for simpler in (0.0, np.trunc(result[k])):
            simplified = np.where(np.arange(len(result)) == k, simpler, result)
            if simpler != result[k] and not claim(simplified):
                raise Wrong(f"in {result.tolist()} entry {k} could still become {simpler:g}.")
