"""How fast the package computes and trains beside SciPy and PyTorch, and how much memory it takes.

All of it runs in this one process on one thread. A ratio above 1 means that we are faster.
Where PyTorch is not installed its rows are left out.
"""

import os

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

import tracemalloc
from collections.abc import Callable, Iterator
from itertools import product

import numpy as np
import scipy.special
from descent import (
    SoftmaxRegression,
    load_mnist,
    softmax,
    softmax_cross_entropy,
    softmax_cross_entropy_gradient,
)
from timing import options, print_table, seconds

try:
    import torch
    from torch.nn.functional import cross_entropy

    torch.set_num_threads(1)
except ModuleNotFoundError:
    torch = None

HEADER = ["what", "beside", "ours, ms", "theirs, ms", "ratio", "target"]
SHAPES = [(100_000, 10), (1_000, 10_000)]


def compare(
    what: str, ours: Callable, beside: str, theirs: Callable, target: float | None, rounds: int
) -> list[str]:
    mine, other = seconds(ours, theirs, rounds=rounds)
    times = [f"{mine * 1e3:.1f}", f"{other * 1e3:.1f}"]
    verdict = f">= {target}" + " MISSED" * (other / mine < target) if target else ""
    return [what, beside, *times, f"{other / mine:.2f}", verdict]


def loss_rows(shape: tuple[int, int], dtype: str, rounds: int) -> Iterator[list[str]]:
    rng = np.random.default_rng(0)
    scores, labels = rng.normal(size=shape).astype(dtype), rng.integers(shape[1], size=shape[0])
    size = f"{shape[0]:,} x {shape[1]:,} {dtype}"
    ours = {
        "softmax": lambda: softmax(scores),
        "loss": lambda: softmax_cross_entropy(scores, labels),
        "gradient": lambda: softmax_cross_entropy_gradient(scores, labels),
    }
    target = 2 if shape[1] <= 10 else 1.3
    by_scipy = lambda: scipy.special.softmax(scores, axis=1)  # noqa: E731
    exp_alone = lambda: np.exp(scores)  # noqa: E731
    yield compare(f"softmax {size}", ours["softmax"], "exp alone", exp_alone, None, rounds)
    for name, at_least in zip(ours, (target, 1, 1), strict=True):
        what = f"{name} {size}"
        yield compare(what, ours[name], "scipy softmax", by_scipy, at_least, rounds)
    if torch is None:
        return
    leaf, targets = torch.tensor(scores, requires_grad=True), torch.tensor(labels)
    by_torch = lambda: leaf.detach().softmax(1)  # noqa: E731
    yield compare(f"softmax {size}", ours["softmax"], "torch softmax", by_torch, 0.5, rounds)
    mine = lambda: (ours["loss"](), ours["gradient"]())  # noqa: E731
    both = lambda: torch.autograd.grad(cross_entropy(leaf, targets), leaf)  # noqa: E731
    yield compare(f"loss + gradient {size}", mine, "torch", both, 0.5, rounds)


def train_torch(X: "torch.Tensor", y: "torch.Tensor", batch_size: int) -> None:
    """Train one epoch in the plain way, then take loss and accuracy as `fit` does."""
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


def training_row(batch_size: int, target: float, rounds: int) -> list[str]:
    X, y, _, _ = load_mnist()
    tensors = torch.tensor(X), torch.tensor(y)
    model = SoftmaxRegression(epochs=1, batch_size=batch_size)
    return compare(
        f"MNIST epoch, batch {batch_size}",
        lambda: model.fit(X, y),
        "torch loop",
        lambda: train_torch(*tensors, batch_size),
        target,
        rounds,
    )


def memory_row(shape: tuple[int, int]) -> list[str]:
    scores, labels = np.zeros(shape), np.zeros(shape[0], int)
    peaks = []
    for function in (softmax_cross_entropy, softmax_cross_entropy_gradient):
        tracemalloc.start()
        function(scores, labels)
        peaks.append(tracemalloc.get_traced_memory()[1] / scores.nbytes)
        tracemalloc.stop()
    size = f"{shape[0]:,} x {shape[1]:,}"
    return [size, *(f"{peak:.2f}" for peak in peaks), "<= 2"]


def main(rounds: int) -> None:
    sizes = product(SHAPES, ("float64", "float32"))
    rows = [row for size in sizes for row in loss_rows(*size, rounds)]
    if torch is None:
        print("PyTorch is not installed: what is beside it is left out\n")
    else:
        rows += [training_row(32, 2, rounds), training_row(1, 3, rounds)]
    print_table(HEADER, rows)
    print("\nPeak memory beyond the input, in arrays of the scores' size")
    print_table(["scores", "loss", "gradient", "target"], [memory_row(shape) for shape in SHAPES])


if __name__ == "__main__":
    main(**vars(options(__doc__, rounds=15).parse_args()))
