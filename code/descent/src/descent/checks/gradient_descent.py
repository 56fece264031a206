"""The checks of the chapter on gradient descent."""

from collections.abc import Callable

import numpy as np
from explorable.judging import Exercise, Task, Value, Wrong, close, fresh, numbers, written
from numpy.typing import ArrayLike

from descent.simplex import one_hot, softmax


def _step_size(eta: float) -> float:
    if eta <= 0:
        raise Wrong("a step size is above 0.")
    return eta


@fresh
def first_step(rng: np.random.Generator) -> Task:
    """Check up to which step size the first step on a x⁴ does not end higher than it began."""
    a, start = int(rng.integers(5, 30)), float(rng.choice([0.25, 0.5]))
    right = 1 / (2 * a * start**2)
    slips = {
        "that is 2/f″ at the start, but the curvature is lower on the way. Follow the step.": (
            right / 3
        ),
        "that is 1/f″ at the start, but the curvature is lower on the way. Follow the step.": (
            right / 6
        ),
        "that step leads right to the minimum; after a longer one f can still be lower than at the "
        "start.": right / 2,
        "that is right for a = 1.": right * a,
        "that is right from a start at 1.": right * start**2,
    }

    def otherwise(eta: float) -> str:
        end = start - 4 * a * start**3 * _step_size(eta)
        return f"from f = {a * start**4:.4g} that step leads to f = {a * end**4:.4g}."

    praise = "the step leads to the other side, equally high. Its size is three times 2/f″."
    return Task({"a": a, "start": start}, Value(right, praise, slips, otherwise, digits=3))


@fresh
def largest_step(rng: np.random.Generator) -> Task:
    """Check the step size at which gradient descent on a x² + b x + c stops converging."""
    a, b, c = (int(n) for n in rng.integers(2, 10, size=3))
    slips = {
        "that is where the minimum lies. The step size depends on the curvature.": -b / (2 * a),
        "that is 1/f″, the step size that arrives at once; convergence goes on beyond it.": 0.5 / a,
        "that is 2/a, but a is not the second derivative of a x².": 2 / a,
        "that is the curvature. A large curvature allows only small steps.": 2 * a,
    }

    def otherwise(eta: float) -> str:
        factor = 1 - 2 * a * _step_size(eta)
        trend = "still shrinks" if abs(factor) < 1 else "grows already"
        return f"there the distance to the minimum is multiplied by {factor:.3f}: it {trend}."

    praise = f"every step multiplies the distance by 1 − {2 * a}η, and at 1/{a} that is −1."
    return Task({"a": a, "b": b, "c": c}, Value(1 / a, praise, slips, otherwise, digits=3))


@fresh
def ravine_steps(rng: np.random.Generator) -> Task:
    """Check how many best steps make the distance so many times smaller at this κ."""
    kappa, times = 10 * int(rng.integers(5, 40)), int(rng.choice([50, 200, 500]))
    pace, need = -np.log((kappa - 1) / (kappa + 1)), np.log(times)
    right = int(np.ceil(need / pace))
    slips = {
        "that is for η = 1/L, whose factor is 1 − 1/κ. The best η does better.": np.ceil(
            need / -np.log(1 - 1 / kappa)
        ),
        "so many steps do it for f, which falls like the square of the distance.": np.ceil(
            need / (2 * pace)
        ),
        "a logarithm to base 10 and a natural one are mixed.": np.ceil(np.log10(times) / pace),
        "that is κ. Take the factor per step to the power of the number of steps.": kappa,
    }

    def otherwise(steps: int) -> str:
        if steps > right:
            return f"enough, but {steps - 1} steps would do, too."
        return f"after {steps} steps the distance is {np.exp(-pace * steps):.3g} of what it was."

    left = np.exp(-pace * right)
    praise = f"({kappa - 1}/{kappa + 1})^{right} = {left:.3g}, and one step less is too few."
    return Task(
        {"kappa": kappa, "times": times}, Value(right, praise, slips, otherwise, digits=None)
    )


@fresh
def decay_exponents(rng: np.random.Generator) -> Task:
    """Check for which a, low < a ≤ high, steps (t + 1)^-a calm noise of variance (t + 1)^r."""
    r = 5 * int(rng.integers(1, 19)) / 100
    right = ((1 + r) / 2, 1)

    def judge(answer: ArrayLike) -> str:
        low, high = numbers("your answer", answer, shape=(2,))
        if close([low, high], right):
            return "Σ 1/tᵃ is infinite for a ≤ 1, and the noise has a finite sum for 2a − r > 1."
        if low > high:
            raise Wrong("give the smaller end first.")
        if close([low, high], (1 / 2, 1)):
            raise Wrong("that is for noise of constant variance; here it grows.")
        if high > 1 + 1e-9:
            raise Wrong(f"for a = {min(high, 1.5):g} the step sizes have a finite sum: too little.")
        if low < right[0] - 1e-9:
            raise Wrong(f"just above a = {low:g} the noise has an infinite sum.")
        raise Wrong("those all work, but there are others.")

    return Task({"r": r}, judge)


@fresh
def reach(rng: np.random.Generator) -> Task:
    """Check how far descent with step sizes eta0 exp(−decay t) and bounded slopes can get."""
    eta0, decay = (float(rng.choice(each)) for each in ([0.2, 0.3, 0.6], [0.1, 0.2, 0.4]))
    steepest = int(rng.integers(3, 8))
    first, share = eta0 * steepest, 1 - np.exp(-decay)
    right = first / share
    slips = {
        "that is an integral over t; the steps are a sum.": first / decay,
        "that is the sum of the step sizes. A step is its size times the slope.": right / steepest,
        "the step at t = 0 counts, too.": right - first,
        "that is the first step alone.": first,
        "each term is the one before times exp(−decay), not times decay.": first / (1 - decay),
        "that is right for eta0 = 1.": right / eta0,
    }

    def otherwise(distance: float) -> str:
        return f"it {'can get farther' if distance < right else 'never gets that far'}."

    praise = f"a geometric series: {right:.4g}, however long it runs."
    return Task(
        {"eta0": eta0, "decay": decay, "steepest": steepest},
        Value(right, praise, slips, otherwise, digits=2),
    )


def bowl(rng: np.random.Generator, D: int) -> Callable:
    """Draw a gradient in which each entry depends on all of x."""
    A = rng.normal(size=(D, D))
    A, center = (A @ A.T / D + 0.3 * np.eye(D)).round(2), rng.normal(size=D).round(2)
    return written(f"lambda x: np.array({A.tolist()}) @ (x - np.array({center.tolist()}))")


def _way(rng: np.random.Generator) -> tuple:
    D = int(rng.integers(2, 5))
    start, eta = 3 * rng.normal(size=D).round(2), float(rng.choice([0.05, 0.3]))
    return bowl(rng, D), start, eta, int(rng.choice([0, 1, 4, 30]))


def descend(gradient: Callable, x: np.ndarray, eta: float, steps: int) -> np.ndarray:
    """Return where so many steps of gradient descent lead."""
    for _ in range(steps):
        x = x - eta * gradient(x)
    return x


def _coordinatewise(gradient: Callable, x: np.ndarray, eta: float, steps: int) -> np.ndarray:
    for k in list(range(len(x))) * steps:
        x = x - eta * gradient(x)[k] * np.eye(len(x))[k]
    return x


_COUPLED = written("lambda x: np.array([[1.0, 0.9], [0.9, 4.0]]) @ x")

descent = Exercise(
    oracle=descend,
    inputs=_way,
    cases={
        f"from (2, −1), with eta = {eta}, steps = {steps}": (
            *(_COUPLED, np.array([2.0, -1.0])),
            eta,
            steps,
        )
        for eta, steps in ((0.05, 3), (0.1, 5), (0.1, 0), (0.6, 4), (0.3, 40))
    }
    | {"where the first slope is 0 along x[0]": (_COUPLED, np.array([-0.9, 1.0]), 0.1, 3)},
    slips={
        "one step is missing.": lambda g, x, eta, n: descend(g, x, eta, n - 1),
        "that is one step too many.": lambda g, x, eta, n: descend(g, x, eta, n + 1),
        "the point has moved uphill.": lambda g, x, eta, n: descend(g, x, -eta, n),
        "every step uses the slope at the start. Where are you at the second step?": (
            lambda g, x, eta, n: x - n * eta * g(x)
        ),
        "one coordinate moves after the other, and the second sees a new gradient. A step moves "
        "all at once.": _coordinatewise,
    },
    keeps="start",
    praise="all coordinates move at once, as many times as asked, and the start stays.",
)
"""Check gradient descent: (gradient, start, eta, steps) to the last point."""


def _function(rng: np.random.Generator) -> tuple[Callable, np.ndarray, float]:
    D = int(rng.integers(2, 5))
    a, b = rng.normal(size=2).round(2).tolist()
    f = written(f"lambda x: ({a} * x**3).sum() + {b} * x[0] * x[-1] ** 2 + np.sin(x[1])")
    return f, rng.normal(size=D).round(2), round(float(rng.uniform(0.1, 1)), 2)


def _slopes(f: Callable, x: np.ndarray, ahead: float, back: float) -> np.ndarray:
    ways = np.eye(len(x))
    return np.array([(f(x + ahead * e) - f(x - back * e)) / (ahead + back) for e in ways])


def _central(f: Callable, x: np.ndarray, h: float) -> np.ndarray:
    return _slopes(f, x, h, h)


_CUBIC = "x[0]**3 + x[0] * x[1] + 5 * x[2]"

central_differences = Exercise(
    oracle=_central,
    inputs=_function,
    cases={
        f"for f = {_CUBIC} at [1, 2, -0.5], h = 0.1": (
            written(f"lambda x: {_CUBIC}"),
            np.array([1.0, 2.0, -0.5]),
            0.1,
        )
    },
    slips={
        "twice too large: from x − h to x + h is 2h.": lambda *given: 2 * _central(*given),
        "`a / 2 * h` multiplies by h. Where do parentheses help?": lambda f, x, h: (
            h**2 * _central(f, x, h)
        ),
        "these differences of f are not yet divided by the distance.": lambda f, x, h: (
            2 * h * _central(f, x, h)
        ),
        "f(x + h) comes first: these slopes point downhill.": lambda *given: -_central(*given),
        "these are one-sided differences. Go back from x, too.": lambda f, x, h: _slopes(
            f, x, h, 0
        ),
        "these are one-sided differences. Go ahead from x, too.": lambda f, x, h: _slopes(
            f, x, 0, h
        ),
        "this is the exact gradient, or a step smaller than the h that was asked for.": (
            lambda f, x, h: _slopes(f, x, 1e-5, 1e-5)
        ),
    },
    keeps="x",
    praise="right for h = 0.1, the error h² of the cube included.",
)
"""Check central differences of f at x with step h: (f, x, h) to as many as x has entries."""


def _two_tables(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    N, M, D = rng.integers([3, 2, 1], [8, 6, 5])
    scale, shift = 10.0 ** rng.integers(-1, 3, size=D), rng.normal(scale=20, size=D)
    train, test = rng.normal(size=(N, D)), rng.standard_t(2, size=(M, D))
    return (scale * train + shift).round(2), (scale * test + shift).round(2)


def _by(measure: Callable) -> Callable:
    """Return how both data sets are transformed, if this says what is subtracted and divided by."""

    def transform(train: np.ndarray, test: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        shift, unit = measure(train, test)
        return (train - shift) / unit, (test - shift) / unit

    return transform


_standard = _by(lambda a, b: (a.mean(0), a.std(0)))


def _standards(actual: list, right: tuple, train: np.ndarray, test: np.ndarray) -> str:
    if close(actual[0], right[0]):
        if close(actual[1], test):
            return "the test data came back as they were. The model has never seen such units."
        return "the training data are right; use the same two numbers for the test data."
    means, deviations = actual[0].mean(0).round(2), actual[0].std(0).round(2)
    return f"the training data have means {means} and deviations {deviations}, not 0 and 1."


standardize = Exercise(
    oracle=_standard,
    also=_by(lambda a, b: (a.mean(0), a.std(0, ddof=1))),
    inputs=_two_tables,
    cases={
        "for two features": (
            np.array([[1.0, 20.0], [3.0, 60.0], [5.0, 10.0], [7.0, 30.0]]),
            np.array([[3.0, 30.0], [11.0, -20.0], [9.0, 55.0]]),
        )
    },
    parts=("train", "test"),
    slips={
        "the test data are measured by their own mean: the same house gets two scores.": (
            lambda a, b: (_standard(a, b)[0], _standard(b, b)[0])
        ),
        "all data set the measure; the test data must not take part.": _by(
            lambda a, b: (np.vstack([a, b]).mean(0), np.vstack([a, b]).std(0))
        ),
        "the test data set the measure, but the model knows the training data.": _by(
            lambda a, b: (b.mean(0), b.std(0))
        ),
        "the means are gone, the units are not.": _by(lambda a, b: (a.mean(0), 1)),
        "divided by the variance. Which number has the unit of the feature?": _by(
            lambda a, b: (a.mean(0), a.var(0))
        ),
        "one mean and one deviation for all features. Which axis?": _by(
            lambda a, b: (a.mean(), a.std())
        ),
        "large values have become small: it is the value minus the mean.": _by(
            lambda a, b: (a.mean(0), -a.std(0))
        ),
        "`a - b / c` divides first: only the mean was divided.": _by(
            lambda a, b: (a.mean(0) / a.std(0), 1)
        ),
    },
    explain=_standards,
    praise="both are measured by the mean and deviation of the training data.",
)
"""Check that training and test data are standardized by the training data: (train, test)."""


def _batch(rng: np.random.Generator) -> tuple:
    """Draw samples, labels that may miss a class, weights, and rows, some of them twice."""
    N, D, C, B = rng.integers([3, 1, 2, 1], [7, 4, 5, 8])
    X, W = rng.normal(size=(N, D)).round(2), rng.normal(size=(D, C)).round(2)
    return X, rng.integers(C, size=N), W, rng.integers(N, size=B)


def _gradient(X: np.ndarray, labels: np.ndarray, W: np.ndarray, rows: np.ndarray) -> np.ndarray:
    errors = softmax(X[rows] @ W) - one_hot(labels[rows], W.shape[1])
    return X[rows].T @ errors / len(rows)


batch_gradient = Exercise(
    oracle=_gradient,
    inputs=_batch,
    cases={
        "for three rows of five, one of them twice": (
            np.array([[0.5, -1.0], [1.5, 0.3], [-0.7, 2.0], [0.1, -0.4], [1.2, 0.9]]),
            np.array([0, 1, 2, 0, 1]),
            np.array([[0.5, -0.2, 0.1, 1.0], [-1.0, 0.4, 0.3, -0.6]]),
            np.array([3, 0, 3]),
        ),
        "for a batch of one row": (
            *(np.array([[0.5, -1.0], [1.5, 0.3]]), np.array([0, 1])),
            *(np.array([[0.5, -0.2], [-1.0, 0.4]]), np.array([1])),
        ),
    },
    slips={
        "this is the gradient of all samples; only those in the batch count.": lambda X, y, W, b: (
            _gradient(X, y, W, np.arange(len(X)))
        ),
        "a sample that was drawn twice counts twice.": lambda X, y, W, b: _gradient(
            X, y, W, np.unique(b)
        ),
        "these are the first rows; `batch` says which to take.": lambda X, y, W, b: _gradient(
            X, y, W, np.arange(min(len(b), len(X)))
        ),
        "this is a sum over the batch, and the loss is a mean.": lambda X, y, W, b: (
            len(b) * _gradient(X, y, W, b)
        ),
        "this is a sum divided by N, but the batch has another number of rows.": (
            lambda X, y, W, b: len(b) / len(X) * _gradient(X, y, W, b)
        ),
    },
    praise="the mean over the rows of the batch, each as often as it was drawn.",
)
"""Check the gradient in W of the loss of some samples: (X, labels, W, batch) to (D, C)."""


def _epochs(rng: np.random.Generator) -> tuple:
    N, D, C, B = rng.integers([3, 1, 2, 1], [9, 4, 5, 6])
    orders = np.array([rng.permutation(N) for _ in range(rng.integers(1, 4))])
    X = rng.choice([1, 1, 600]) * rng.normal(size=(N, D)).round(2)
    return X, rng.integers(C, size=N), int(C), float(rng.choice([0.2, 0.5])), int(B), orders


def _train(
    X: np.ndarray,
    labels: np.ndarray,
    C: int,
    eta: float,
    B: int,
    orders: np.ndarray,
    *,
    share: Callable[[np.ndarray, int], float] = lambda rows, B: 1,
) -> np.ndarray:
    """Return the weights after training, with steps that are `share` times too large."""
    W = np.zeros((X.shape[1], C))
    for order in orders:
        for start in range(0, len(order), B):
            rows = order[start : start + B]
            W = W - eta * share(rows, B) * _gradient(X, labels, W, rows)
    return W


def _sharing(share: Callable) -> Callable:
    return lambda *given: _train(*given, share=share)


def _ordering(change: Callable) -> Callable:
    """Return training in other orders and batches, by what is changed, (B, orders)."""
    return lambda X, y, C, eta, B, orders: _train(X, y, C, eta, *change(B, orders))


train_in_batches = Exercise(
    oracle=_train,
    inputs=_epochs,
    cases={
        "for seven rows in batches of three, one epoch": (
            np.array([[0.5, -1], [1.5, 0.3], [-0.7, 2], [0.1, -0.4], [1.2, 0.9], [2, 1], [-1, 1]]),
            np.array([0, 1, 2, 0, 1, 2, 0]),
            *(3, 0.5, 3),
            np.array([[4, 2, 6, 0, 5, 1, 3]]),
        ),
        "for no epoch": (np.ones((2, 1)), np.array([0, 1]), 2, 0.5, 2, np.zeros((0, 2), int)),
    },
    slips={
        "the last, smaller batch of an epoch is missing.": _sharing(lambda b, B: len(b) == B),
        "a smaller batch is divided by B, not by its size.": _sharing(lambda b, B: len(b) / B),
        "each step is a sum over its batch, not the mean.": _sharing(lambda b, B: len(b)),
        "each step is divided by N, not by its batch's size.": lambda X, *given: _train(
            X, *given, share=lambda b, B: len(b) / len(X)
        ),
        "the rows come as they stand in X; `orders` says which comes when.": (
            _ordering(lambda B, orders: (B, np.sort(orders)))
        ),
        "every epoch runs in the order of the first.": (
            _ordering(lambda B, orders: (B, orders[:1].repeat(len(orders), 0)))
        ),
        "only the last epoch counts: its weights began anew.": (
            _ordering(lambda B, orders: (B, orders[-1:]))
        ),
        "every epoch is one step, with all rows.": (
            _ordering(lambda B, orders: (orders.shape[1], orders))
        ),
    },
    praise="each epoch goes through all rows, the last batch is as it is, and nothing overflows.",
)
"""Check stochastic training: (X, labels, C, eta, B, orders) to the weights, (D, C)."""


def _search(share: float = 0.5, shrink: float = 0.5) -> Callable:
    """Return a search for another share of the promise, or one that shrinks otherwise."""

    def search(f: Callable, x: np.ndarray, g: np.ndarray, eta: float) -> float:
        for _ in range(60):
            if f(x) - f(x - eta * g) >= share * eta * (g @ g):
                break
            eta *= shrink
        return eta

    return search


def _quadratic(c: list[float], x: list[float], eta: float) -> tuple:
    f = written(f"lambda x: (np.array({c}) * x**2).sum() / 2")
    return f, np.array(x), np.array(c) * x, eta


def _line(rng: np.random.Generator) -> tuple:
    D = rng.integers(1, 4)
    curvatures, x = rng.uniform(0.5, 20, size=D).round(2).tolist(), rng.normal(size=D).round(2)
    return _quadratic(curvatures, x.tolist(), float(rng.choice([0.05, 0.4, 1, 3])))


def _not_found(
    actual: np.ndarray, right: float, f: Callable, x: np.ndarray, g: np.ndarray, eta: float
) -> str:
    halvings = np.log2(eta / actual) if actual > 0 else 0.5
    if not close(halvings, np.round(halvings)) or actual > eta:
        return f"you return {actual:g}: only eta, eta/2, eta/4, … are tried."
    gain, promise = f(x) - f(x - actual * g), actual * g @ g
    if actual > right:
        return f"you return {actual:g}: it gains {gain:.3g} of a promise of {promise:.3g}."
    return f"you return {actual:g}: good enough, but so is a larger one tried before."


backtrack = Exercise(
    oracle=_search(),
    inputs=_line,
    cases={
        "from η = 1 for f = 5x²": _quadratic([10.0], [0.5], 1.0),
        "from η = ¼ for f = 2x², where the gain is exactly half of the promise": (
            _quadratic([4.0], [2.0], 0.25)
        ),
        "where eta itself gains 0.45 of its promise": _quadratic([1.1], [2.0], 1.0),
        "where eta is small enough": _quadratic([1.0, 4.0], [0.5, 2.0], 0.1),
        "where 30 halvings are needed": _quadratic([1000.0], [0.5], 2.0**20),
        "from the minimum, where a step of any size keeps its promise of 0": (
            _quadratic([4.0], [0.0], 0.5)
        ),
    },
    slips={
        "no step keeps the whole promise of a curve that bends up; half of it is asked.": (
            _search(share=1)
        ),
        "any gain is enough for you; half of the promise is asked.": _search(share=0),
        "each try is a quarter of the one before, not a half.": _search(shrink=0.25),
    },
    explain=_not_found,
    praise="every step taken gains half of its promise, and no halving was in vain.",
)
"""Check Armijo's line search with half of the promise: (f, x, g, eta) to the step size."""
