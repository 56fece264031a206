"""The checks of the chapter on optimizers."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from explorable.judging import (
    Task,
    Wrong,
    apart,
    ask,
    ask_parts,
    case,
    check,
    close,
    compare,
    count,
    difference,
    fresh,
    name_slip,
    near,
    number,
    numbers,
    written,
)
from numpy.typing import ArrayLike

START = np.array([2.0, -1.0])
SHARDS = np.array([[1.0, -2.0], [3.0, 0.0], [-1.0, 4.0]])
"""The gradients of three shards."""
WIRE = 1_000
"""Bytes that the wire of `fastest_workers` carries in a microsecond."""


def _steps(number: int) -> str:
    return f"{number} step{'s' * (number != 1)}"


@fresh
def final_speed(rng: np.random.Generator) -> Task:
    """Check the length of a step of momentum in the long run, under a constant gradient."""
    g, eta, mu = (choice.item() for choice in map(rng.choice, ([2, 3, 4, 6, 7, 8], _ETAS, _MUS)))
    right = eta * g / (1 - mu)
    slips = {
        "that is the first step. Each later one keeps a share μ of the velocity, too.": eta * g,
        "that is the second step, and the velocity goes on growing.": eta * g * (1 + mu),
        "that is the velocity v. The step is η v.": g / (1 - mu),
        "that is η/(1 − μ): right for a gradient of 1.": eta / (1 - mu),
        "that is for gradients that alternate, g, −g, … These are all equal.": eta * g / (1 + mu),
        "the length of a step is positive, wherever it leads.": -right,
    }

    def judge(answer: float) -> str:
        step = number(answer)
        name_slip(step, slips, rtol=5e-3, atol=0)
        if not near(step, right):
            v = step / eta
            raise Wrong(f"at that step the velocity is {v:.4g}, and the next {mu * v + g:.4g}.")
        return f"v = {g}/(1 − {mu}) = {right / eta:.4g}: {1 / (1 - mu):.0f} times the first step."

    return Task({"g": g, "eta": eta, "mu": mu}, judge)


_ETAS, _MUS = (0.01, 0.02, 0.05), (0.8, 0.9, 0.95)


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

    def judge(answer: float) -> str:
        mu = number(answer)
        if abs(mu - right) <= 0.006:
            return f"both eigenvalues are {1 - share**0.5:.2f}, where descent has {1 - share:.2f}."
        for words, value in slips.items():
            if abs(mu - value) <= 0.006:
                raise Wrong(words)
        if not 0 <= mu < 1:
            raise Wrong("μ is at least 0 and below 1.")
        half = (1 + mu - share) / 2
        pace = np.abs(half + np.sqrt(half**2 - mu + 0j))
        if mu > right:
            raise Wrong(f"there it swings: the roots are complex, and {pace:.3f} in size.")
        raise Wrong(f"there the roots are real, and the larger is {pace:.3f}. It can be smaller.")

    return Task({"share": share}, judge)


@fresh
def first_steps(rng: np.random.Generator) -> Task:
    """Check how AdaGrad, RMSProp and Adam move x in their first step."""
    g = int(rng.choice([3, 6, 7, 8])) * int(rng.choice([-1, 1]))
    eta, alpha = rng.choice([0.1, 0.02, 0.05]).item(), rng.choice([0.96, 0.91, 0.84]).item()
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

    def judge(answer: ArrayLike) -> str:
        got, right = numbers("your answer", answer, shape=(3,)), step * np.array([1, rms, 1])
        slips_of_all = {
            f"all three go the wrong way: g is {g}, and steps go against it.": -right,
            "that is a step of plain descent, η g. None of the three takes it.": -eta * g,
        }
        name_slip(got, slips_of_all, rtol=5e-3, atol=0)
        for value, goal, name in zip(got, right, slips, strict=True):
            own = {f"{name}: {words}": step * size for words, size in slips[name].items()}
            name_slip(
                value,
                {words: slip for words, slip in own.items() if not near(slip, goal)},
                rtol=5e-3,
                atol=0,
            )
            if not near(value, goal):
                raise Wrong(f"{name}: {value:g} is not where it goes. Put t = 1 into its rule.")
        return f"η, {rms:.4g} η and η, against the sign of g. Its size is in none of them."

    return Task({"g": g, "eta": eta, "alpha": alpha}, judge)


@check
def adam(function: Callable) -> str:
    """Check Adam as it comes: (gradient, start, eta, steps) to the last point."""
    for eta, steps in ((0.1, 2), (0.03, 25), (0.1, 1)):
        given = (_gradient, START, eta, steps)
        result = ask(function, *given, shape=(2,), finite=False, keeps="start")
        if not close(result, _adam(eta, steps)):
            raise Wrong(_slip(result, eta, steps))
    result = ask(function, _tiny, START, 0.1, 3, shape=(2,))
    if not close(result, _adam(0.1, 3, scale=1e-8)):
        raise Wrong(
            "right, but not where gradients are tiny and ε counts. How large is it, and where?"
        )
    return "1, 2 and 25 steps end where Adam ends."


_gradient = written("lambda x: np.array([1.0, 50.0]) * (x - 1)")
"""Not 0 at 0: Adam does not see the scale of a gradient that is."""
_tiny = written("lambda x: 1e-8 * np.array([1.0, 50.0]) * (x - 1)")


def _adam(
    eta: float,
    steps: int,
    correct: tuple[bool, bool] = (True, True),
    root: bool = True,
    sign: int = -1,
    scale: float = 1.0,
) -> np.ndarray:
    x, m, v = START.copy(), np.zeros(2), np.zeros(2)
    for t in range(1, steps + 1):
        g = scale * _gradient(x)
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        m_hat = m / (1 - 0.9**t) if correct[0] else m
        v_hat = v / (1 - 0.999**t) if correct[1] else v
        x = x + sign * eta * m_hat / ((np.sqrt(v_hat) if root else v_hat) + 1e-8)
    return x


def _slip(result: np.ndarray, eta: float, steps: int) -> str:
    """Say by which slip Adam would end there."""
    slips: dict[str, dict[str, Any]] = {
        "the means start at 0 and are too small at first: divide by 1 − βᵗ.": {
            "correct": (False, False)
        },
        "v is not corrected for its start at 0.": {"correct": (True, False)},
        "m is not corrected for its start at 0.": {"correct": (False, True)},
        "v has the unit of g²; the step divides by its root.": {"root": False},
        "the point has moved uphill.": {"sign": 1},
    }
    for words, change in slips.items():
        if close(result, _adam(eta, steps, **change)):
            return words
    if not np.isfinite(result).all():
        return "the result is not finite. Does t begin at 1?"
    if close(result, _adam(eta, 1)):
        return f"{steps} steps were asked for, one was taken."
    return (
        f"after {_steps(steps)} of eta = {eta} from (2, −1) with the gradient "
        f"(x₁ − 1, 50 (x₂ − 1)), {difference(result, _adam(eta, steps))}"
    )


@fresh
def adagrad_patience(rng: np.random.Generator) -> Task:
    """Check after how many steps AdaGrad has covered a distance, if all gradients are 1."""
    eta, distance = rng.choice([0.1, 0.2]).item(), int(rng.integers(6, 16))
    way = eta * np.cumsum(np.arange(1, 10_001) ** -0.5)
    right, steady = int((way < distance).sum()) + 1, round(distance / eta)

    def judge(answer: float) -> str:
        steps = count(answer)
        if steps == steady:
            raise Wrong(f"that is for steps of {eta} that do not shrink.")
        if steps == steady**2:
            raise Wrong("T steps cover about 2 √T η, and that is more than √T η.")
        if steps == np.ceil((steady / 2) ** 2):
            raise Wrong("that is where 2 √T η arrives. The sum itself is a little behind.")
        if steps < right:
            raise Wrong(
                f"after {_steps(steps)} it has covered {apart(way[steps - 1], distance)[0]}."
            )
        if steps > right:
            raise Wrong("it has arrived before.")
        return f"Σ 1/√t reaches {steady} at t = {right}; steady steps would need {steady}."

    return Task({"eta": eta, "distance": distance}, judge)


@check
def combine(function: Callable) -> str:
    """Check the gradient of all rows from those of the shards: (gradients, sizes) to one."""
    equal = ask(function, SHARDS, np.array([4, 4, 4]), shape=(2,))
    if close(equal, SHARDS.sum(0)):
        raise Wrong("the gradients are summed; the loss is a mean over the rows.")
    compare(function, _combined, SHARDS, np.array([10, 20, 70]), slips=_NOT_COMBINED)
    if not close(equal, SHARDS.mean(0)):
        raise Wrong("for shards of equal size it should be their plain mean.")
    more = np.vstack([SHARDS.T, [[0.5, 2.5, -1.5]]])
    with case("right for shards of 10, 20 and 70 rows, but for others"):
        compare(function, _combined, np.vstack([more, more[0] ** 2]), np.array([3, 1, 12, 5]))
    return "each shard counts by its rows."


def _combined(gradients: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    return sizes @ gradients / sizes.sum()


_NOT_COMBINED: dict[str, Callable] = {
    "a shard of 10 rows counts as much as one of 70.": lambda g, n: g.mean(0),
    "weighted by the rows, but then it must be divided by all of them.": lambda g, n: n @ g,
    "divided by the number of shards. By how many rows has the sum grown?": lambda g, n: (
        n @ g / len(n)
    ),
    "small shards count most: each is divided by its rows.": lambda g, n: (
        (1 / n) @ g / (1 / n).sum()
    ),
}


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
        for words, slip in slips.items():
            if workers == slip.argmin() + 1 != right:
                raise Wrong(words)
        if workers > K[-1]:
            work = row * B / workers
            raise Wrong(f"with so many, {work:.0f} microseconds are work.")
        took = f"{times()[workers - 1]:.0f} microseconds"
        if workers != right:
            way = "more" if workers < right else "less"
            raise Wrong(f"a step takes {took} with {workers}. With one {way}, it is shorter.")
        return f"a step takes {took}, and {times()[0]:.0f} microseconds with one worker."

    return Task({"row": row, "B": B, "message": message, "n": n}, judge)


@check
def local_sgd(function: Callable) -> str:
    """Check local SGD: (gradients, start, eta, H, rounds) to the point that all share."""
    for sources, H, rounds in ((_VALLEYS, 3, 2), ((*_VALLEYS, _CUBIC), 2, 3), (_VALLEYS, 1, 2)):
        gradients = [written(source) for source in sources]
        with case(f"{len(sources)} workers, H = {H}, rounds = {rounds}"):
            compare(function, _local, gradients, START, 0.1, H, rounds, slips=_NOT_LOCAL)
    return "after each round all workers start from the mean of their places."


_VALLEYS = ("lambda x: np.array([1.0, 4.0]) * (x - 2)", "lambda x: np.array([3.0, 0.5]) * (x + 1)")
_CUBIC = "lambda x: x**3 / 4"


def _alone(gradient: Callable, x: np.ndarray, eta: float, steps: int) -> np.ndarray:
    for _ in range(steps):
        x = x - eta * gradient(x)
    return x


def _local(
    gradients: Sequence[Callable], x: np.ndarray, eta: float, H: int, rounds: int
) -> np.ndarray:
    for _ in range(rounds):
        x = np.mean([_alone(gradient, x, eta, H) for gradient in gradients], axis=0)
    return x


def _relay(
    gradients: Sequence[Callable], x: np.ndarray, eta: float, H: int, rounds: int
) -> np.ndarray:
    """Return where it ends if each worker starts where the one before it has ended."""
    for _ in range(rounds):
        ends = []
        for gradient in gradients:
            x = _alone(gradient, x, eta, H)
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


_NOT_LOCAL: dict[str, Callable] = {
    "the workers meet after every step, not after H.": lambda g, x, eta, H, r: _local(
        g, x, eta, 1, H * r
    ),
    "the workers meet only once, at the very end.": lambda g, x, eta, H, r: _local(
        g, x, eta, H * r, 1
    ),
    "that is where they are after one round.": lambda g, x, eta, H, r: _local(g, x, eta, H, 1),
    "a worker sets out where the one before has ended. All set out from one point.": _relay,
    "in a round, each worker needs the slope where it stands, not where it set out.": _frozen,
    "the workers walk uphill.": lambda g, x, eta, H, r: _local(g, x, -eta, H, r),
    "that is where the last worker is. Where is the mean?": lambda g, x, eta, H, r: _alone(
        g[-1], x, eta, H * r
    ),
}


@check
def clip(function: Callable) -> str:
    """Check the clipping of a gradient in two parts: (g_W, g_b, limit) to both."""
    W, b = np.array([[3.0, 0.0], [-2.0, 6.0]]), np.array([0.0, -24.0])
    for scale, limit in ((1.0, 5.0), (0.1, 2.6), (0.1, 0.5), (0.1, 3.0)):
        with case(f"a gradient of length {25 * scale:g} and limit = {limit:g}"):
            _clipped(function, scale * W, scale * b, limit)
    with case("right for a gradient with a length, but for one that is 0"):
        _clipped(function, 0 * W, 0 * b, 1.0)
    with case("right for weights of shape (2, 2), but for others"):
        _clipped(function, np.array([[1.0, 2.0, -2.0]]), np.array([4.0, 0.0, 0.0]), 1.5)
    return "long gradients get the length of the limit, short ones stay, and none turns."


def _clipped(function: Callable, W: np.ndarray, b: np.ndarray, limit: float) -> None:
    """Try one gradient."""
    parts = ask_parts(function, W, b, limit, shapes={"g_W": W.shape, "g_b": b.shape})
    found, g = (np.concatenate([part.ravel() for part in pair]) for pair in (parts, (W, b)))
    right = g * limit / max(_length(g), limit)
    if not close(found, right):
        made = {words: slip(g, W.size, limit) for words, slip in _NOT_CLIPPED.items()}
        name_slip(found, {words: v for words, v in made.items() if not close(v, right)})
        length, limited = _length(found), _length(right)
        if close(length, limited):
            raise Wrong("the length is right, but the gradient has turned.")
        yours, expected = apart(length, limited)
        raise Wrong(f"its length should be {expected}, yours is {yours}.")


def _length(g: np.ndarray) -> float:
    return float(np.linalg.norm(g))


def _shortened(g: np.ndarray, length: float, limit: float) -> np.ndarray:
    return g * min(1, limit / length)


_NOT_CLIPPED: dict[str, Callable] = {
    "nothing has been shortened.": lambda g, n, limit: g,
    "a gradient that is shorter than the limit stays as it is.": lambda g, n, limit: (
        g * limit / _length(g)
    ),
    "weights and biases are shortened each for itself, which turns the gradient.": (
        lambda g, n, limit: np.append(
            _shortened(g[:n], _length(g[:n]), limit),
            _shortened(g[n:], _length(g[n:]), limit),
        )
    ),
    "each entry is cut by itself, which turns the gradient.": lambda g, n, limit: np.clip(
        g, -limit, limit
    ),
    "the largest entry is not the length.": lambda g, n, limit: _shortened(
        g, np.abs(g).max(), limit
    ),
    "two lengths do not add up, their squares do.": lambda g, n, limit: _shortened(
        g, _length(g[:n]) + _length(g[n:]), limit
    ),
    "the sum of the squares is not the length. Where is its root?": lambda g, n, limit: _shortened(
        g, g @ g, limit
    ),
    "its length has become 1, whatever the limit.": lambda g, n, limit: g / _length(g),
}
