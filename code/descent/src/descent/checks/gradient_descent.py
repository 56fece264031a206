"""The checks of the chapter on gradient descent."""

from collections.abc import Callable, Sequence

import numpy as np
from explorable.judging import (
    Task,
    Wrong,
    ask,
    ask_number,
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

from descent.simplex import one_hot, softmax


@fresh
def first_step(rng: np.random.Generator) -> Task:
    """Check up to which step size the first step on a x⁴ does not end higher than it began."""
    a, start = int(rng.integers(5, 30)), float(rng.choice([0.5, 2.0]))
    right = 1 / (2 * a * start**2)
    slips = {
        "that is 2/f″ at the start, but the curvature is lower on the way. Follow the step.": 1 / 3,
        "that is 1/f″ at the start, but the curvature is lower on the way. Follow the step.": 1 / 6,
        "that step leads right to the minimum; after a longer one f can still be lower than at the "
        "start.": 1 / 2,
        "that is right for a = 1.": a,
        "that is right from a start at 1.": start**2,
    }

    def judge(answer: float) -> str:
        eta = _step_size(answer)
        name_slip(eta, {words: share * right for words, share in slips.items()}, rtol=5e-3, atol=0)
        end = start - 4 * a * start**3 * eta
        if not near(eta, right):
            raise Wrong(f"from f = {a * start**4:.4g} that step leads to f = {a * end**4:.4g}.")
        return "the step leads to the other side, equally high. Its size is three times 2/f″."

    return Task({"a": a, "start": start}, judge)


@fresh
def largest_step(rng: np.random.Generator) -> Task:
    """Check the step size at which gradient descent on a x² + b x + c stops converging."""
    a, b, c = (int(n) for n in rng.integers(2, 10, size=3))
    slips = {
        "that is 1/f″, the step size that arrives at once; convergence goes on beyond it.": 0.5 / a,
        "that is 2/a, but a is not the second derivative of a x².": 2 / a,
        "that is the curvature. A large curvature allows only small steps.": 2 * a,
    }

    def judge(answer: float) -> str:
        if near(number(answer), -b / (2 * a)):
            raise Wrong("that is where the minimum lies. The step size depends on the curvature.")
        eta = _step_size(answer)
        if near(eta, 1 / a):
            return f"every step multiplies the distance by 1 − {2 * a}η, and at 1/{a} that is −1."
        name_slip(eta, slips, rtol=5e-3, atol=0)
        factor = 1 - 2 * a * eta
        words = "still shrinks" if abs(factor) < 1 else "grows already"
        raise Wrong(f"there the distance to the minimum is multiplied by {factor:.3f}: it {words}.")

    return Task({"a": a, "b": b, "c": c}, judge)


@fresh
def ravine_steps(rng: np.random.Generator) -> Task:
    """Check how many best steps make the distance so many times smaller at this κ."""
    kappa, times = 10 * int(rng.integers(5, 40)), int(rng.choice([50, 200, 500]))
    pace, need = -np.log((kappa - 1) / (kappa + 1)), np.log(times)
    slips = {
        "that is for η = 1/L, whose factor is 1 − 1/κ. The best η does better.": need
        / -np.log(1 - 1 / kappa),
        "so many steps do it for f, which falls like the square of the distance.": need
        / (2 * pace),
        "a logarithm to base 10 and a natural one are mixed.": np.log10(times) / pace,
        "that is κ. Take the factor per step to the power of the number of steps.": kappa,
    }

    def judge(answer: float) -> str:
        steps = count(answer)
        left, before = np.exp(-pace * steps), np.exp(-pace * (steps - 1))
        if left <= 1 / times < before:
            return f"({kappa - 1}/{kappa + 1})^{steps} = {left:.3g}, and one step less is too few."
        name_slip(
            steps, {words: np.ceil(value) for words, value in slips.items()}, rtol=5e-3, atol=0
        )
        if left > 1 / times:
            raise Wrong(f"after {steps} steps the distance is {left:.3g} of what it was.")
        raise Wrong(f"enough, but {steps - 1} steps would do, too.")

    return Task({"kappa": kappa, "times": times}, judge)


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
    share = 1 - np.exp(-decay)
    right = eta0 * steepest / share
    slips = {
        "that is an integral over t; the steps are a sum.": share / decay,
        "that is the sum of the step sizes. A step is its size times the slope.": 1 / steepest,
        "the step at t = 0 counts, too.": np.exp(-decay),
        "that is the first step alone.": share,
        "each term is the one before times exp(−decay), not times decay.": share / (1 - decay),
        "that is right for eta0 = 1.": 1 / eta0,
    }

    def judge(answer: float) -> str:
        distance = number(answer)
        name_slip(
            distance, {words: part * right for words, part in slips.items()}, rtol=5e-3, atol=0
        )
        if not near(distance, right):
            raise Wrong(f"it {'can get farther' if distance < right else 'never gets that far'}.")
        return f"a geometric series: {right:.4g}, however long it runs."

    return Task({"eta0": eta0, "decay": decay, "steepest": steepest}, judge)


def _step_size(answer: float) -> float:
    eta = number(answer)
    if eta <= 0:
        raise Wrong("a step size is above 0.")
    return eta


@check
def descent(function: Callable) -> str:
    """Check gradient descent: (gradient, start, eta, steps) to the last point."""
    gradient, start = written("lambda x: np.array([1, 4]) * x"), np.array([2.0, -1.0])
    for eta, steps in ((0.05, 3), (0.1, 5), (0.1, 0), (0.1, 3)):
        result = ask(function, gradient, start, eta, steps, shape=(2,), keeps="start")
        with case(f"from (2, −1), with gradient (x₁, 4x₂), eta = {eta}, steps = {steps}"):
            _judge_way(result, start, eta * np.array([1, 4]), steps)
    return "three steps of size 0.1 shrink x₁ by 0.9³ and x₂ by 0.6³."


def _judge_way(end: np.ndarray, start: np.ndarray, shares: np.ndarray, steps: int) -> None:
    """Say how the point must have moved if not by `steps` times its share."""
    right = start * (1 - shares) ** steps
    if close(end, right):
        return
    for taken in range(steps + 4):
        if close(end, start * (1 - shares) ** taken):
            raise Wrong(f"{taken} {'step' if taken == 1 else 'steps'} of that size led there.")
    if close(end, start * (1 + shares) ** steps):
        raise Wrong("the point has moved uphill.")
    if close(end, start * (1 - steps * shares)):
        raise Wrong("every step uses the slope at the start. Where are you at the second step?")
    raise Wrong(difference(end, right))


@check
def central_differences(function: Callable) -> str:
    """Check central differences of f at x with step h: (f, x, h) to as many as x has entries."""
    cubic, product = "x[0]**3 + x[0] * x[1] + 5 * x[2]", "x[0]**3 * x[1]"
    for source, point, h in ((cubic, [1, 2, -0.5], 0.1), (product, [0.5, -1], 0.3)):
        f, x = written(f"lambda x: {source}"), np.array(point, dtype=float)
        result = ask(function, f, x, h, shape=x.shape, keeps="x")
        if not close(result, right := _slopes(f, x, h, h)):
            slips = _wrong_differences(h).items()
            name_slip(result, {words: k * _slopes(f, x, *way) for words, (k, *way) in slips})
            raise Wrong(f"f = {source} at {point}, h = {h}: {difference(result, right)}")
    return "right for h = 0.1, the error h² of the cube included."


def _wrong_differences(h: float) -> dict[str, tuple[float, float, float]]:
    """Return slips by a factor, how far they go ahead, and how far back."""
    return {
        "twice too large: from x − h to x + h the way is 2h.": (2, h, h),
        "`a / 2 * h` multiplies by h. Where do parentheses help?": (h**2, h, h),
        "these differences of f are not yet divided by the way.": (2 * h, h, h),
        "f(x + h) comes first: these slopes point downhill.": (-1, h, h),
        "these are one-sided differences. Go back from x, too.": (1, h, 0),
        "these are one-sided differences. Go ahead from x, too.": (1, 0, h),
        "you went by h/2 to each side.": (1, h / 2, h / 2),
        "this is the exact gradient, or a step smaller than the h that was asked for.": (
            *(1, 1e-5, 1e-5),
        ),
    }


def _slopes(f: Callable, x: np.ndarray, ahead: float, back: float) -> np.ndarray:
    ways = np.eye(len(x))
    return np.array([(f(x + ahead * e) - f(x - back * e)) / (ahead + back) for e in ways])


@check
def standardize(function: Callable) -> str:
    """Check that training and test data are standardized by the training data: (train, test)."""
    train = np.array([[1.0, 20.0], [3.0, 60.0], [5.0, 10.0], [7.0, 30.0]])
    test = np.array([[3.0, 30.0], [11.0, -20.0], [9.0, 55.0]])
    more = np.random.default_rng(5).integers(-9, 10, size=(2, 5, 3)).astype(float)
    for a, b in ((train, test), more):
        got = ask_parts(function, a, b, shapes={"train": a.shape, "test": b.shape})
        _judge_standards(got, a, b)
    return "both are measured by the mean and deviation of the training data."


def _judge_standards(got: list[np.ndarray], train: np.ndarray, test: np.ndarray) -> None:
    mean = train.mean(0)
    right = [(each - mean) / train.std(0) for each in (train, test)]
    of_sample = [(each - mean) / train.std(0, ddof=1) for each in (train, test)]
    if _alike(got, right) or _alike(got, of_sample):
        return
    if close(got[1], test):
        raise Wrong("the test data came back as they were. The model has never seen such units.")
    for words, (shift, unit) in _wrong_standards(train, test).items():
        if _alike(got, [(each - shift) / unit for each in (train, test)]):
            raise Wrong(words)
    if close(got[1].mean(0), 0):
        raise Wrong("the test data are measured by their own mean: the same house gets two scores.")
    if close(got[0], right[0]):
        raise Wrong("the training data are right; use the same two numbers for the test data.")
    means, deviations = got[0].mean(0).round(2), got[0].std(0).round(2)
    raise Wrong(f"the training data have means {means} and deviations {deviations}, not 0 and 1.")


def _wrong_standards(train: np.ndarray, test: np.ndarray) -> dict[str, tuple]:
    """Return slips by what they subtract and by what they divide."""
    mean, deviation, both = train.mean(0), train.std(0), np.vstack([train, test])
    return {
        "all data set the measure; the test data must not take part.": (both.mean(0), both.std(0)),
        "the test data set the measure, but the model knows the training data.": (
            *(test.mean(0), test.std(0)),
        ),
        "the means are gone, the units are not.": (mean, 1),
        "the units are gone, the means are not.": (0, deviation),
        "divided by the variance. Which number has the unit of the feature?": (mean, train.var(0)),
        "one mean and one deviation for all features. Which axis?": (train.mean(), train.std()),
        "large values have become small: it is the value minus the mean.": (mean, -deviation),
        "each feature is divided by its range.": (train.min(0), np.ptp(train, axis=0)),
        "`a - b / c` divides first: only the mean was divided.": (mean / deviation, 1),
    }


def _alike(got: Sequence[np.ndarray], right: Sequence[np.ndarray]) -> bool:
    return all(close(*pair) for pair in zip(got, right, strict=True))


@check
def batch_gradient(function: Callable) -> str:
    """Check the gradient in W of the loss of some samples: (X, labels, W, batch) to (D, C)."""
    rng = np.random.default_rng(5)
    for N, D, C, drawn in ((5, 2, 4, [3, 0, 3]), (3, 4, 3, [2]), (4, 1, 2, [1, 0, 2, 1, 3, 3])):
        X, W, batch = rng.normal(size=(N, D)), rng.normal(size=(D, C)), np.array(drawn)
        labels = np.arange(N) % max(C - 1, 2)  # of four classes, the last never occurs
        slips = {words: _taking(*way) for words, way in _wrong_batches(N, batch).items()}
        slips["the labels play no part."] = lambda X, y, W, b: X[b].T @ softmax(X[b] @ W) / len(b)
        compare(function, _gradient, X, labels, W, batch, slips=slips)
    return "the mean over the rows of the batch, each as often as it was drawn."


def _wrong_batches(N: int, batch: np.ndarray) -> dict[str, tuple[float, np.ndarray]]:
    """Return slips by a factor, and the rows that are taken."""
    B = len(batch)
    return {
        "this is the gradient of all samples; only those in the batch count.": (1, np.arange(N)),
        "a sample that was drawn twice counts twice.": (1, np.unique(batch)),
        "these are the first rows; `batch` says which to take.": (1, np.arange(B) % N),
        "this is a sum over the batch, and the loss is a mean.": (B, batch),
        "this is a sum divided by N, but the batch has fewer rows.": (B / N, batch),
        "this points downhill: the sign is that of y − p.": (-1, batch),
    }


def _taking(factor: float, rows: np.ndarray) -> Callable:
    return lambda X, labels, W, batch: factor * _gradient(X, labels, W, rows)


def _gradient(X: np.ndarray, labels: np.ndarray, W: np.ndarray, rows: np.ndarray) -> np.ndarray:
    errors = softmax(X[rows] @ W) - one_hot(labels[rows], W.shape[1])
    return X[rows].T @ errors / len(rows)


@check
def train_in_batches(function: Callable) -> str:
    """Check stochastic training: (X, labels, C, eta, B, orders) to the weights, (D, C)."""
    rng = np.random.default_rng(5)
    for N, D, C, B, epochs, eta, size in (
        *((7, 2, 3, 3, 1, 0.5, 1), (7, 2, 3, 3, 2, 0.5, 1), (5, 3, 4, 9, 2, 0.2, 1)),
        *((4, 1, 2, 1, 1, 0.8, 1), (4, 2, 3, 2, 2, 0.5, 900), (3, 2, 2, 2, 0, 0.5, 1)),
    ):
        X, labels = size * rng.normal(size=(N, D)), np.arange(N) % min(C, 3)
        orders = np.array([rng.permutation(N) for _ in range(epochs)], dtype=int).reshape(-1, N)
        ways = _wrong_ways(N, B, orders) if epochs else {}
        slips = {words: _trainer(*way) for words, way in ways.items()}
        compare(function, _trainer(orders, B), X, labels, C, eta, B, orders, slips=slips)
    return "each epoch goes through all rows, the last batch is as it is, and nothing overflows."


def _trainer(
    orders: np.ndarray, B: int, share: Callable[[np.ndarray], float] = lambda rows: 1
) -> Callable:
    """Return training in these orders and batches, with steps that are `share` times too large."""

    def train(
        X: np.ndarray, labels: np.ndarray, C: int, eta: float, _B: int, _orders: np.ndarray
    ) -> np.ndarray:
        W = np.zeros((X.shape[1], C))
        for order in orders:
            for start in range(0, len(order), B):
                rows = order[start : start + B]
                W = W - eta * share(rows) * _gradient(X, labels, W, rows)
        return W

    return train


def _wrong_ways(N: int, B: int, orders: np.ndarray) -> dict[str, tuple]:
    """Return slips by the orders, the size, and how many times too large a step is."""
    return {
        "the last, smaller batch of an epoch is missing.": (orders, B, lambda b: len(b) == B),
        "a smaller batch is divided by B, not by its size.": (orders, B, lambda b: len(b) / B),
        "each step is a sum over its batch, not the mean.": (orders, B, len),
        "each step is divided by N, not by its batch's size.": (orders, B, lambda b: len(b) / N),
        "the steps go uphill.": (orders, B, lambda b: -1),
        "the rows come as they stand in X; `orders` says which comes when.": (np.sort(orders), B),
        "every epoch runs in the order of the first.": (orders[:1].repeat(len(orders), 0), B),
        "only the first epoch counts.": (orders[:1], B),
        "only the last epoch counts: its weights began anew.": (orders[-1:], B),
        "every epoch is one step, with all rows.": (orders, N),
        "every row is a batch of its own.": (orders, 1),
    }


@check
def backtrack(function: Callable) -> str:
    """Check Armijo's line search with half of the promise: (f, x, g, eta) to the step size."""
    for p, q, eta, right in (
        (10, 10, 1, 1 / 16),
        (1, 4, 1, 1 / 4),
        (1, 4, 0.2, 0.2),
        (5, 5, 1, 1 / 8),
        (1, 4, 0.1, 0.1),
    ):
        f = written(f"lambda x: ({p} * x[0]**2 + {q} * x[1]**2) / 2")
        x, g = np.array([0.5, 2.0]), np.array([p * 0.5, q * 2.0])
        result = ask_number(function, f, x, g, eta)
        gain, promise = f(x) - f(x - result * g), result * g @ g
        with case(f"f = ½({p} x₁² + {q} x₂²) at (0.5, 2), from η = {eta}, you return {result:g}"):
            if close(result, right):
                continue
            if not any(close(result, eta / 2**halvings) for halvings in range(20)):
                raise Wrong("only eta, eta/2, eta/4, … are tried.")
            if gain < promise / 2:
                raise Wrong(f"it gains {gain:.3g} of a promise of {promise:.3g}.")
            raise Wrong("that is good enough, but so is a larger one tried before.")
    return "every step taken gains half of its promise, and no halving was in vain."
