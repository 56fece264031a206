"""How fast the package computes and trains beside SciPy and PyTorch, and how much memory it takes.

All of it runs in this one process on one thread. A ratio above 1 means that we are faster.
"""

import os

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

import tracemalloc
from collections.abc import Callable, Iterator

import numpy as np
import scipy.special
import torch
from descent import (
    SoftmaxRegression,
    load_mnist,
    softmax,
    softmax_cross_entropy,
    softmax_cross_entropy_gradient,
)
from timing import print_table, seconds
from torch.nn.functional import cross_entropy

torch.set_num_threads(1)
HEADER = ["what", "beside", "ours, ms", "theirs, ms", "ratio", "target"]
SHAPES = [(100_000, 10), (1_000, 10_000)]


def compare(what: str, ours: Callable, beside: str, theirs: Callable, target: float) -> list[str]:
    mine, other = seconds(ours, theirs)
    times = [f"{mine * 1e3:.1f}", f"{other * 1e3:.1f}"]
    verdict = f">= {target}" + ("" if other / mine >= target else " MISSED")
    return [what, beside, *times, f"{other / mine:.2f}", verdict]


def loss_rows(shape: tuple[int, int], dtype: str) -> Iterator[list[str]]:
    rng = np.random.default_rng(0)
    scores, labels = rng.normal(size=shape).astype(dtype), rng.integers(shape[1], size=shape[0])
    leaf, targets = torch.tensor(scores, requires_grad=True), torch.tensor(labels)
    ours = {
        "softmax": lambda: softmax(scores),
        "loss": lambda: softmax_cross_entropy(scores, labels),
        "gradient": lambda: softmax_cross_entropy_gradient(scores, labels),
        "loss + gradient": lambda: (ours["loss"](), ours["gradient"]()),
    }
    size = f"{shape[0]:,} x {shape[1]:,} {dtype}"
    for name in ("softmax", "loss", "gradient"):
        by_scipy = lambda: scipy.special.softmax(scores, axis=1)  # noqa: E731
        yield compare(f"{name} {size}", ours[name], "scipy softmax", by_scipy, 1)
    by_torch = lambda: leaf.detach().softmax(1)  # noqa: E731
    yield compare(f"softmax {size}", ours["softmax"], "torch softmax", by_torch, 0.5)
    both = lambda: torch.autograd.grad(cross_entropy(leaf, targets), leaf)  # noqa: E731
    yield compare(f"loss + gradient {size}", ours["loss + gradient"], "torch", both, 0.5)


def train_torch(X: torch.Tensor, y: torch.Tensor, batch_size: int) -> None:
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


def training_row(batch_size: int, target: float) -> list[str]:
    X, y, _, _ = load_mnist()
    tensors = torch.tensor(X), torch.tensor(y)
    model = SoftmaxRegression(epochs=1, batch_size=batch_size)
    return compare(
        f"MNIST epoch, batch {batch_size}",
        lambda: model.fit(X, y),
        "torch loop",
        lambda: train_torch(*tensors, batch_size),
        target,
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


def main() -> None:
    rows = [
        row
        for shape in SHAPES
        for dtype in ("float64", "float32")
        for row in loss_rows(shape, dtype)
    ]
    print_table(HEADER, [*rows, training_row(32, 2), training_row(1, 3)])
    print("\nPeak memory beyond the input, in arrays of the scores' size")
    print_table(["scores", "loss", "gradient", "target"], [memory_row(shape) for shape in SHAPES])


if __name__ == "__main__":
    main()
