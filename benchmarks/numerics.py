"""How fast the package computes and trains beside SciPy, scikit-learn and PyTorch.

All of it runs in this one process on one thread. Where PyTorch is not installed its cells are
empty.
"""

import os

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

import tracemalloc
import warnings
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import numpy as np
from descent import (
    SoftmaxRegression,
    load_mnist,
    logsumexp,
    softmax,
    softmax_cross_entropy,
    softmax_cross_entropy_gradient,
)
from scipy import special
from sklearn.exceptions import ConvergenceWarning
from sklearn.metrics import log_loss
from sklearn.neural_network import MLPClassifier
from sklearn.utils import extmath
from timing import keep, number, options, ratios, spread, turns

try:
    import torch
    from torch.nn.functional import cross_entropy

    torch.set_num_threads(1)
except ModuleNotFoundError:
    torch = None

PEERS = ["exp alone", "SciPy", "scikit-learn", "PyTorch"]
SMALL = [(3,), (32, 10)]
"""What a reader types, and a batch of the book's trainings: computed a thousand times."""
SHAPES = [(100_000, 10), (1_000, 10_000)]
NOTE = """Each peer's cell is a ratio of times, the median of the rounds and their range: 2 means
that the peer takes twice as long as this package, below 1 the peer is faster. One thread; SciPy's
loss and gradient are its softmax's few lines, scikit-learn's loss is log_loss of its softmax."""


def row(what: str, ours: Callable, peers: dict[str, Callable], rounds: int) -> list[str]:
    """Return one line of the table: our time, and how many times as long each peer takes."""
    mine, *others = turns(ours, *peers.values(), rounds=rounds)
    beside = dict(zip(peers, others, strict=True))
    cells = [spread(ratios(beside[name], mine)) if name in beside else "" for name in PEERS]
    return [what, spread(mine), *cells]


def repeated(function: Callable, times: int) -> Callable:
    """Return what calls a function many times: one call of microseconds is lost in noise."""

    def calls() -> None:
        for _ in range(times):
            function()

    return calls if times > 1 else function


def loss_rows(
    shape: tuple[int, ...], dtype: str, rounds: int, times: int = 1
) -> Iterator[list[str]]:
    """Yield what is computed from scores of one shape."""
    rng = np.random.default_rng(0)
    scores = rng.normal(size=shape).astype(dtype)
    labels = np.asarray(rng.integers(shape[-1], size=shape[:-1]))
    of = f"{' × '.join(f'{n:,}' for n in shape)} {dtype}" + f", {times:,} times" * (times > 1)
    ours = {
        "softmax": lambda: softmax(scores),
        "log-sum-exp": lambda: logsumexp(scores),
        "cross-entropy": lambda: softmax_cross_entropy(scores, labels),
        "its gradient": lambda: softmax_cross_entropy_gradient(scores, labels),
    }
    peers = {
        "exp alone": {"softmax": lambda: np.exp(scores)},
        "SciPy": by_scipy(scores, labels),
        "scikit-learn": by_sklearn(scores, labels) if scores.ndim > 1 else {},
        "PyTorch": by_torch(scores, labels) if torch else {},
    }
    for what, function in ours.items():
        beside = {name: repeated(ways[what], times) for name, ways in peers.items() if what in ways}
        yield row(f"{what}, {of}", repeated(function, times), beside, rounds)


def by_scipy(scores: np.ndarray, labels: np.ndarray) -> dict[str, Callable]:
    own = (*np.indices(labels.shape), labels)

    def gradient():
        p = special.softmax(scores, axis=-1)
        p[own] -= 1
        return p / labels.size

    return {
        "softmax": lambda: special.softmax(scores, axis=-1),
        "log-sum-exp": lambda: special.logsumexp(scores, axis=-1),
        "cross-entropy": lambda: -special.log_softmax(scores, axis=-1)[own].mean(),
        "its gradient": gradient,
    }


def by_sklearn(scores: np.ndarray, labels: np.ndarray) -> dict[str, Callable]:
    classes = np.arange(scores.shape[1])
    return {
        "softmax": lambda: extmath.softmax(scores),
        "cross-entropy": lambda: log_loss(labels, extmath.softmax(scores), labels=classes),
    }


def by_torch(scores: np.ndarray, labels: np.ndarray) -> dict[str, Callable]:
    leaf, targets = torch.tensor(scores, requires_grad=True), torch.tensor(labels)
    plain = leaf.detach()
    return {
        "softmax": lambda: plain.softmax(-1),
        "log-sum-exp": lambda: plain.logsumexp(-1),
        "cross-entropy": lambda: cross_entropy(plain, targets),
        "its gradient": lambda: torch.autograd.grad(cross_entropy(leaf, targets), leaf),
    }


def training_row(batch_size: int, rounds: int) -> list[str]:
    """Return what one epoch of the book's digits takes, loss and accuracy at its end included."""
    X, y, _, _ = load_mnist()
    model = SoftmaxRegression(epochs=1, batch_size=batch_size)
    peers = {"scikit-learn": lambda: train_sklearn(X, y, batch_size)}
    if torch:
        tensors = torch.tensor(X), torch.tensor(y)
        peers["PyTorch"] = lambda: train_torch(*tensors, batch_size)
    what = f"an epoch of 5,000 digits, batches of {batch_size}"
    return row(what, lambda: model.fit(X, y), peers, rounds)


def train_sklearn(X: np.ndarray, y: np.ndarray, batch_size: int) -> float:
    """Train scikit-learn's network without a hidden layer, which is softmax regression."""
    model = MLPClassifier(
        (), solver="sgd", alpha=0, batch_size=batch_size, learning_rate_init=0.1, momentum=0,
        max_iter=1,
    )  # fmt: skip
    with warnings.catch_warnings(action="ignore", category=ConvergenceWarning):
        return model.fit(X, y).score(X, y)


def train_torch(X: "torch.Tensor", y: "torch.Tensor", batch_size: int) -> None:
    """Train in the plain way."""
    model = torch.nn.Linear(784, 10)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for batch in torch.randperm(len(X)).split(batch_size):
        optimizer.zero_grad()
        cross_entropy(model(X[batch]), y[batch]).backward()
        optimizer.step()
    with torch.no_grad():
        scores = model(X)
        cross_entropy(scores, y).item()
        (scores.argmax(1) == y).float().mean().item()


def memory_row(shape: tuple[int, int]) -> list[str]:
    """Return the peak beyond the input, in arrays of the scores' size."""
    scores, labels = np.zeros(shape), np.zeros(shape[0], int)
    peaks = []
    for function in (softmax, logsumexp, softmax_cross_entropy, softmax_cross_entropy_gradient):
        arguments = (scores, labels) if "cross_entropy" in function.__name__ else (scores,)
        tracemalloc.start()
        function(*arguments)
        peaks.append(tracemalloc.get_traced_memory()[1] / scores.nbytes)
        tracemalloc.stop()
    return [f"{shape[0]:,} × {shape[1]:,}", *map(number, peaks)]


def speed_rows(rounds: int) -> Iterator[list[str]]:
    """Yield what is computed from scores of all shapes, and the trainings."""
    for shape in SMALL:
        yield from loss_rows(shape, "float64", rounds, times=1000)
    for shape, dtype in product(SHAPES, ("float64", "float32")):
        yield from loss_rows(shape, dtype, rounds)
    yield training_row(32, rounds)
    yield training_row(1, rounds)


def main(rounds: int, results: Path) -> None:
    """Measure speed and memory."""
    keep(
        results, "numerics", title="The package beside SciPy, scikit-learn and PyTorch",
        columns=["computed", "ours, ms", *(f"{peer}, ratio" for peer in PEERS)],
        rows=speed_rows(rounds), note=NOTE,
        packages=["SciPy", "scikit-learn", *["torch"] * bool(torch)],
    )  # fmt: skip
    keep(
        results, "memory", title="Memory beyond the scores, in arrays of their size",
        columns=["scores", "softmax", "log-sum-exp", "cross-entropy", "its gradient"],
        rows=map(memory_row, SHAPES),
        note="The peak while it computes; 1 is one more array of the scores' size.",
    )  # fmt: skip


if __name__ == "__main__":
    main(**vars(options(__doc__, rounds=15).parse_args()))
