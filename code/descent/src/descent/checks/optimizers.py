"""The checks of the chapter on optimizers."""

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from explorable.judging import Exercise, Task, Value, Wrong, apart, close, count, fresh, written

from descent.checks.gradient_descent import bowl, descend

START = np.array([2.0, -1.0])
WIRE = 1_000
"""Bytes that the wire of `fastest_workers` carries in a microsecond."""


@fresh
def final_speed(rng: np.random.Generator) -> Task:
    """Check the length of a step of momentum in the long run, under a constant gradient."""
    g = int(rng.choice([2, 3, 4, 6, 7, 8]))
    eta, mu = float(rng.choice([0.01, 0.02, 0.05])), float(rng.choice([0.8, 0.9, 0.95]))
    right = eta * g / (1 - mu)
    slips = {
        "that is the first step. Each later one keeps a share μ of the velocity, too.": eta * g,
        "that is the second step, and the velocity goes on growing.": eta * g * (1 + mu),
        "that is the velocity v. The step is η v.": g / (1 - mu),
        "that is η/(1 − μ): right for a gradient of 1.": eta / (1 - mu),
        "that is for gradients that alternate, g, −g, … These are all equal.": eta * g / (1 + mu),
        "the length of a step is positive, wherever it leads.": -right,
    }

    def otherwise(step: float) -> str:
        v = step / eta
        return f"at that step the velocity is {v:.4g}, and the next {mu * v + g:.4g}."

    praise = f"η g/(1 − {mu}): {1 / (1 - mu):.0f} times as long as the first step."
    return Task({"g": g, "eta": eta, "mu": mu}, Value(right, praise, slips, otherwise, digits=3))


@fresh
def best_momentum(rng: np.random.Generator) -> Task:
    """Check the best momentum for a direction by its product of step size and curvature."""
    share = int(rng.integers(2, 31)) / 100
    right = (1 - np.sqrt(share)) ** 2
    slips = {
        "that is the size of the eigenvalues, √μ.": 1 - np.sqrt(share),
        "that is the factor of gradient descent, 1 − ηλ.": 1 - share,
        "in (1 − √μ)² = ηλ, two roots have to be taken, and you have taken none.": (1 - share) ** 2,
    }

    def otherwise(mu: float) -> str:
        if not 0 <= mu < 1:
            return "μ is at least 0 and below 1."
        half = (1 + mu - share) / 2
        pace = np.abs(half + np.sqrt(half**2 - mu + 0j))
        if mu > right:
            return f"there it swings: the roots are complex, and {pace:.3f} in size."
        return f"there the roots are real, and the larger is {pace:.3f}. It can be smaller."

    praise = f"both eigenvalues are {1 - share**0.5:.2f}, where descent has {1 - share:.2f}."
    return Task({"share": share}, Value(right, praise, slips, otherwise, digits=2))


@fresh
def first_steps(rng: np.random.Generator) -> Task:
    """Check how AdaGrad, RMSProp and Adam move x in their first step."""
    g = int(rng.choice([3, 6, 7, 8])) * int(rng.choice([-1, 1]))
    eta, alpha = rng.choice([0.1, 0.2, 0.05]).item(), rng.choice([0.96, 0.91, 0.84]).item()
    step, rms = -eta * np.sign(g), (1 - alpha) ** -0.5
    slips: dict[str, dict[str, float]] = {
        "AdaGrad": {"s has the unit of g². Where is its root?": 1 / abs(g)},
        "RMSProp": {
            "s has the unit of g². Where is its root?": rms**2 / abs(g),
            "its mean is not repaired, so s is less than g² after one step.": 1,
            "s was 0, and α is what is kept of that. What is the share of the new g²?": alpha**-0.5,
        },
        "Adam": {
            "neither mean is repaired for its start at 0.": 10**0.5,
            "m is not repaired for its start at 0.": 0.1,
            "v is not repaired for its start at 0.": 1000**0.5,
        },
    }

    right = step * np.array([1, rms, 1])
    of_all = {
        f"all three go the wrong way: g is {g}, and steps go against it.": -right,
        "that is a step of plain descent, η g. None of the three takes it.": [-eta * g] * 3,
    }

    def otherwise(got: np.ndarray) -> str:
        for value, goal, name in zip(got, right, slips, strict=True):
            sizes = {f"{name}: {feedback}": step * size for feedback, size in slips[name].items()}
            hint = f"{name}: {value:g} is not where it goes. Put t = 1 into its rule."
            Value(goal, "", sizes, lambda _, hint=hint: hint, digits=3)(value)
        return "one of the three is wrong."

    praise = f"η, {rms:.4g} η and η, against the sign of g. Its size is in none of them."
    return Task(
        {"g": g, "eta": eta, "alpha": alpha}, Value(right, praise, of_all, otherwise, digits=3)
    )


def _adam(
    gradient: Callable,
    start: np.ndarray,
    eta: float,
    steps: int,
    *,
    correct: tuple[bool, bool] = (True, True),
    root: bool = True,
    eps_first: bool = False,
    one_by_one: bool = False,
) -> np.ndarray:
    x, m, v = np.array(start), np.zeros(len(start)), np.zeros(len(start))
    for t in range(1, steps + 1):
        for k in range(len(x)) if one_by_one else [slice(None)]:
            g = gradient(x)[k]
            m[k], v[k] = 0.9 * m[k] + 0.1 * g, 0.999 * v[k] + 0.001 * g**2
            m_hat = m[k] / (1 - 0.9**t) if correct[0] else m[k]
            v_hat = v[k] / (1 - 0.999**t) if correct[1] else v[k]
            eps = 1e-8 / np.sqrt(1 - 0.999**t) if eps_first else 1e-8
            x[k] -= eta * m_hat / ((np.sqrt(v_hat) if root else v_hat) + eps)
    return x


def _adam_way(rng: np.random.Generator) -> tuple:
    D = int(rng.integers(2, 5))
    start, eta = 3 * rng.normal(size=D).round(2), float(rng.choice([0.02, 0.1, 0.5]))
    return bowl(rng, D), start, eta, int(rng.integers(1, 25))


_COUPLED = "np.array([[1.0, 5.0], [5.0, 50.0]]) @ (x - 1)"
_steep, _tiny = written(f"lambda x: {_COUPLED}"), written(f"lambda x: 1e-8 * {_COUPLED}")
_ramp = written("lambda x: np.where(x > 0, 1.0, 0.0)")

adam = Exercise(
    oracle=_adam,
    inputs=_adam_way,
    cases={
        "from (2, −1), with eta = 0.1, steps = 2": (_steep, START, 0.1, 2),
        "from (2, −1), with eta = 0.03, steps = 25": (_steep, START, 0.03, 25),
        "where gradients are tiny, and ε counts": (_tiny, START, 0.1, 3),
        "where gradients are tiny, in 2 longer steps": (_tiny, START, 0.5, 2),
        "where slopes are 0, one of them from the start": (_ramp, np.array([0.05, -1.0]), 0.1, 3),
    },
    slips={
        "the means start at 0 and are too small at first: divide by 1 − βᵗ.": partial(
            _adam, correct=(False, False)
        ),
        "v is not corrected for its start at 0.": partial(_adam, correct=(True, False)),
        "m is not corrected for its start at 0.": partial(_adam, correct=(False, True)),
        "v has the unit of g²; the step divides by its root.": partial(_adam, root=False),
        "ε is added to the root of the repaired mean. (Some libraries add it before the repair, "
        "which is right, too, but another ε.)": partial(_adam, eps_first=True),
        "one coordinate moves after the other, and the second sees a new gradient. A step moves "
        "all at once.": partial(_adam, one_by_one=True),
    },
    keeps="start",
    praise="2, 25 and other numbers of steps end where Adam ends.",
)
"""Check Adam as it comes: (gradient, start, eta, steps) to the last point."""


@fresh
def adagrad_patience(rng: np.random.Generator) -> Task:
    """Check after how many steps AdaGrad has covered a distance, if all gradients are 1."""
    eta, distance = rng.choice([0.1, 0.2]).item(), int(rng.integers(6, 16))
    way = eta * np.cumsum(np.arange(1, 10_001) ** -0.5)
    right, steady = int((way < distance).sum()) + 1, round(distance / eta)
    slips = {
        f"that is for steps of {eta} that do not shrink.": steady,
        "T steps cover about 2 √T η, and that is more than √T η.": steady**2,
        "that is where 2 √T η arrives. The sum itself is a little behind.": (
            np.ceil((steady / 2) ** 2)
        ),
    }

    def otherwise(steps: int) -> str:
        if steps > right:
            return "it has arrived before."
        plural = "s" * (steps != 1)
        covered = apart(way[steps - 1], distance)[0]
        return f"after {steps} step{plural} it has covered {covered}."

    praise = f"Σ 1/√t reaches {steady} at t = {right}; steady steps would need {steady}."
    return Task(
        {"eta": eta, "distance": distance}, Value(right, praise, slips, otherwise, digits=None)
    )


def _shards(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    K, D = rng.integers(2, 6, size=2)
    return (3 * rng.normal(size=(K, D))).round(2), rng.integers(1, 200, size=K)


_SHARDS = np.array([[1.0, -2.5], [3.0, 0.5], [-1.0, 4.0]])

combine = Exercise(
    oracle=lambda gradients, sizes: sizes @ gradients / sizes.sum(),
    inputs=_shards,
    cases={
        "for shards of equal size, whose plain mean it is": (_SHARDS, np.array([4, 4, 4])),
        "for shards of 10, 20 and 70 rows": (_SHARDS, np.array([10, 20, 70])),
    },
    slips={
        "a shard of 10 rows counts as much as one of 70.": lambda g, n: g.mean(0),
        "weighted by the rows, but then it must be divided by all of them.": lambda g, n: n @ g,
        "divided by the number of shards. By how many rows has the sum grown?": lambda g, n: (
            n @ g / len(n)
        ),
        "small shards count most: each is divided by its rows.": lambda g, n: (
            (1 / n) @ g / (1 / n).sum()
        ),
    },
    praise="each shard counts by its rows.",
)
"""Check the gradient of all rows from those of the shards: (gradients, sizes) to one."""


@fresh
def fastest_workers(rng: np.random.Generator) -> Task:
    """Check with how many workers a step of ring all-reduce takes the least time."""
    row, message = int(rng.integers(15, 31)), 10 * int(rng.integers(2, 6))
    B, n = 1024 * int(rng.integers(1, 3)), 100_000 * int(rng.integers(10, 15))
    K = np.arange(1, 500)

    def times(rounds: float = 2, start: float = message, size: float = 4) -> np.ndarray:
        """Return the microseconds of a step by the number of workers."""
        return row * B / K + rounds * (K - 1) * (start + size * n / (K * WIRE))

    slips = {
        "that is right if only the start of a message takes time. The bytes take time, too.": (
            times(size=0)
        ),
        "the pieces go around the ring twice, and you have counted one of the two.": times(1),
    }

    def judge(answer: float) -> str:
        workers, right = count(answer), int(times().argmin()) + 1
        for feedback, slip in slips.items():
            if workers == slip.argmin() + 1 != right:
                raise Wrong(feedback)
        if workers > K[-1]:
            work = row * B / workers
            raise Wrong(f"with so many, {work:.0f} microseconds are work.")
        took = f"{times()[workers - 1]:.0f} microseconds"
        if workers != right:
            way = "more" if workers < right else "less"
            raise Wrong(f"a step takes {took} with {workers}. With one {way}, it is shorter.")
        return f"a step takes {took}, and {times()[0]:.0f} microseconds with one worker."

    return Task({"row": row, "B": B, "message": message, "n": n}, judge)


_VALLEYS = ("lambda x: np.array([1.0, 4.0]) * (x - 2)", "lambda x: np.array([3.0, 0.5]) * (x + 1)")


def _local(
    gradients: Sequence[Callable], x: np.ndarray, eta: float, H: int, rounds: int
) -> np.ndarray:
    for _ in range(rounds):
        x = np.mean([descend(gradient, x, eta, H) for gradient in gradients], axis=0)
    return x


def _relay(
    gradients: Sequence[Callable], x: np.ndarray, eta: float, H: int, rounds: int
) -> np.ndarray:
    """Return where it ends if each worker starts where the one before it has ended."""
    for _ in range(rounds):
        ends = []
        for gradient in gradients:
            x = descend(gradient, x, eta, H)
            ends.append(x)
        x = np.mean(ends, axis=0)
    return x


def _frozen(
    gradients: Sequence[Callable], x: np.ndarray, eta: float, H: int, rounds: int
) -> np.ndarray:
    """Return where it ends if the slopes are those at the start of a round."""
    for _ in range(rounds):
        x = x - H * eta * np.mean([gradient(x) for gradient in gradients], axis=0)
    return x


def _in_place(
    gradients: Sequence[Callable], x: np.ndarray, eta: float, H: int, rounds: int
) -> np.ndarray:
    """Return where it ends if `place -= ...` moves the point that all set out from."""
    for _ in range(rounds):
        for gradient in gradients:
            x = descend(gradient, x, eta, H)
    return x


def _rounds(rng: np.random.Generator) -> tuple:
    D = int(rng.integers(2, 4))
    gradients = [bowl(rng, D) for _ in range(rng.integers(2, 5))]
    start = rng.normal(size=D).round(2)
    return gradients, start, 0.1, int(rng.integers(1, 5)), int(rng.integers(1, 4))


_two = [written(source) for source in _VALLEYS]
_three = [*_two, written("lambda x: x[::-1] ** 3 / 4")]

local_sgd = Exercise(
    oracle=_local,
    inputs=_rounds,
    cases={
        "for two workers, H = 3, rounds = 2": (_two, START, 0.1, 3, 2),
        "for three workers, H = 2, rounds = 3": (_three, START, 0.1, 2, 3),
    },
    slips={
        "the workers meet after every step, not after H.": lambda g, x, eta, H, r: _local(
            g, x, eta, 1, H * r
        ),
        "the workers meet only once, at the very end.": lambda g, x, eta, H, r: _local(
            g, x, eta, H * r, 1
        ),
        "that is where they are after one round.": lambda g, x, eta, H, r: _local(g, x, eta, H, 1),
        "a worker sets out where the one before has ended. All set out from one point.": _relay,
        "`place -= ...` moves the point from which the next worker sets out. Copy it first.": (
            _in_place
        ),
        "in a round, each worker needs the slope where it stands, not where it set out.": _frozen,
    },
    praise="after each round all workers start from the mean of their places.",
)
"""Check local SGD: (gradients, start, eta, H, rounds) to the point that all share."""


def _parts(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, float]:
    W, b = rng.normal(size=rng.integers(1, 4, size=2)).round(2), rng.normal(size=3).round(2)
    length = np.hypot(np.linalg.norm(W), np.linalg.norm(b))
    return W, b, round(float(length * rng.uniform(0.3, 1.2)), 2)


def _clipped(length: Callable, always: bool = False) -> Callable:
    """Return clipping by another length of weights and biases, or of short gradients, too."""

    def clip(W: np.ndarray, b: np.ndarray, limit: float) -> tuple[np.ndarray, np.ndarray]:
        measured = length(W, b)
        share = 1.0 if measured == 0 or (not always and measured <= limit) else limit / measured
        return share * W, share * b

    return clip


def _length(*parts: np.ndarray) -> float:
    return float(np.sqrt(sum((part**2).sum() for part in parts)))


def _unclipped(actual: list, right: tuple, W: np.ndarray, b: np.ndarray, limit: float) -> str:
    if close(_length(*actual), _length(*right)):
        return "the length is right, but the gradient has turned."
    yours, expected = apart(_length(*actual), _length(*right))
    return f"its length should be {expected}, yours is {yours}."


_LONG = np.array([[3.0, 0.0], [-2.0, 6.0]]), np.array([0.0, -24.0])

clip = Exercise(
    oracle=_clipped(_length),
    inputs=_parts,
    cases={
        "for a gradient of length 25 and limit = 5": (*_LONG, 5.0),
        "for a gradient of length 25 and limit = 26": (*_LONG, 26.0),
        "for a gradient that is 0": (np.zeros((2, 2)), np.zeros(2), 1.0),
    },
    parts=("g_W", "g_b"),
    slips={
        "a gradient that is shorter than the limit stays as it is.": _clipped(_length, always=True),
        "weights and biases are shortened each for itself, which turns the gradient.": (
            lambda W, b, limit: (
                _clipped(_length)(W, 0 * b, limit)[0],
                _clipped(_length)(0 * W, b, limit)[1],
            )
        ),
        "each entry is cut by itself, which turns the gradient.": lambda W, b, limit: (
            np.clip(W, -limit, limit),
            np.clip(b, -limit, limit),
        ),
        "the largest entry is not the length.": _clipped(
            lambda W, b: max(np.abs(W).max(), np.abs(b).max())
        ),
        "two lengths do not add up, their squares do.": _clipped(
            lambda W, b: _length(W) + _length(b)
        ),
        "the sum of the squares is not the length. Where is its root?": _clipped(
            lambda W, b: _length(W, b) ** 2
        ),
        "its length has become 1, whatever the limit.": lambda W, b, limit: _clipped(
            _length, always=True
        )(W, b, 1.0),
    },
    explain=_unclipped,
    praise="long gradients get the length of the limit, short ones stay, and none turns.",
)
"""Check the clipping of a gradient in two parts: (g_W, g_b, limit) to both."""
