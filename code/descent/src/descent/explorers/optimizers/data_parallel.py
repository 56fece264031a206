"""Many workers, one gradient."""

import numpy as np
from explorable import Choice, Slider, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._logistic import Logistic
from descent.explorers._parts import Lines, dots, log_ticks, panels, set_axes
from descent.plotting import GRADIENT, INK, MEASURED, THEORY

ROWS, MOST = 960, 32
ROW, LATENCY, SENT = 1e-5, 5e-5, 4 * 7850 / 1e9
"""Seconds: one row's gradient; one message; 7,850 float32 numbers at 1 GB/s."""
EQUAL, WEIGHTED, PLAIN = "equal", "unequal, weighted by rows", "unequal, plain mean"
BATCHES = {"256": 256, "1024": 1024, "4096": 4096}


def seconds(batch: int, workers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return what a step takes to compute, and to sum up around a ring of workers."""
    return ROW * batch / workers, 2 * (workers - 1) * (LATENCY + SENT / workers)


def sizes(workers: int, equal: bool) -> np.ndarray:
    """Return how many of the rows each worker has: as equal as can be, or more and more."""
    shares = np.ones(workers) if equal else np.arange(1.0, workers + 1)
    ends = np.round(ROWS * np.cumsum(shares) / shares.sum()).astype(int)
    return np.diff(ends, prepend=0)


def gradients() -> np.ndarray:
    """Return each row's gradient of a logistic regression with two weights, sorted by the label.

    Sorted, since shards that are alike would hide a wrong mean.
    """
    rng = np.random.default_rng(0)
    y = np.sort(rng.random(ROWS) < 0.4)
    X = rng.standard_normal((ROWS, 2)) * 0.7 + np.where(y[:, None], [0.8, 0.6], [0.6, -0.2])
    return Logistic(X, y).gradients(np.array([0.2, 0.2]))


def _fastest(batch: int = 1024) -> int:
    """Return how many workers make a step fastest."""
    return 1 + int(np.add(*seconds(batch, np.arange(1, MOST + 1))).argmin())


@explorer(
    workers=Slider(1, MOST, 1, start=4, label="workers K", log=True),
    batch=Choice(BATCHES, start="1024", label="rows a step, B"),
    shards=Choice([EQUAL, WEIGHTED, PLAIN], label="shards"),
    question="More workers compute a step of 1,024 rows faster, and take longer to exchange their "
    "gradients. How many of them make the step fastest?",
    predict=guess.Number(
        _fastest,
        unit="workers",
        minimum=1,
        maximum=MOST,
        tolerance=0.5,
        along="x",
        axes=1,
        at={"workers": 10},
        seen="4 workers with equal shards: a step of 1,024 rows takes 2.9 ms.",
        says="It is fastest with {answer}. Make their shards unequal: which mean is still right?",
    ),
    presets={
        "four equal shards": {"workers": 4, "batch": "1024", "shards": EQUAL},
        "unequal, and forgotten": {"workers": 4, "batch": "1024", "shards": PLAIN},
        "unequal, and weighted": {"workers": 4, "batch": "1024", "shards": WEIGHTED},
        "too many for the work": {"workers": 32, "batch": "256", "shards": EQUAL},
        "enough work for all": {"workers": 20, "batch": "4096", "shards": EQUAL},
    },
    size=(6.0, 3.4),
)
def data_parallel(figure: Figure):
    """The gradient of all rows from those of their shards, and what a step costs.

    Left: the gradient of each worker's shard (dots, larger with more rows), their combination
    (ring) and the gradient of all rows (cross). Right: the time of one step by the cost model of
    the text: to compute, to exchange, and both (thick).
    """
    left, right = panels(figure, 1, 2, left=0.1, right=0.97, top=0.9, bottom=0.16, wspace=0.3)
    each, K = gradients(), np.arange(1, MOST + 1)
    upto, whole = np.vstack([np.zeros(2), each.cumsum(0)]), each.mean(0)
    shares = left.scatter([], [], color=GRADIENT, alpha=0.7, linewidth=0)
    left.plot(*whole, "x", color=INK, markersize=11, markeredgewidth=2)
    (ring,) = left.plot([], [], "o", color=INK, markerfacecolor="none", markersize=15)
    set_axes(left, "gradient in w₂", xlim=(-0.6, 0.6), ylim=(-0.6, 0.4), xlabel="gradient in w₁",
             xticks=[-0.5, 0, 0.5], yticks=[-0.5, 0])  # fmt: skip
    costs = Lines(right, compute={"linestyle": "--", **THEORY}, exchange=THEORY)
    right.text(3.4, 1e3 * seconds(256, K)[1][1], "exchange", va="center")
    sums = Lines(right, total=MEASURED, here=dots(GRADIENT, markersize=8))
    guess.answer(sums["total"])
    word = right.text(1, 1, "compute", ha="right", va="top")
    set_axes(right, "time of a step (ms)", yscale="log", xscale="log", xlim=(0.9, 36),
             ylim=(0.04, 60), xlabel="workers K")  # fmt: skip
    log_ticks(right.xaxis, [1, 2, 4, 8, 16, 32])
    log_ticks(right.yaxis, [0.1, 1, 10])

    def update(workers, batch, shards):
        rows = sizes(workers, shards == EQUAL)
        ends = np.append(0, rows.cumsum())
        slopes = np.diff(upto[ends], axis=0) / rows[:, None]
        weights = np.full(workers, 1 / workers) if shards == PLAIN else rows / ROWS
        mean = weights @ slopes
        shares.set(offsets=slopes, sizes=600 * rows / ROWS + 12)
        ring.set_data(mean[:1], mean[1:])
        work, talk = seconds(batch, K)
        now, one = (work + talk)[workers - 1], work[0]
        costs.set(compute=(K, 1e3 * work), exchange=(K[1:], 1e3 * talk[1:]))
        sums.set(total=(K, 1e3 * (work + talk)), here=([workers], [1e3 * now]))
        word.set(position=(MOST, 1e3 * work[-1] * 0.8))
        off = np.linalg.norm(mean - whole) / np.linalg.norm(whole)
        span = f"{rows.min()}" if rows.min() == rows.max() else f"{rows.min()} to {rows.max()}"
        verdict = "equal to the last digits" if off < 1e-12 else f"{off:.0%} off"
        share = (
            f"workers share {ROWS} rows, {span} each" if workers > 1 else f"worker has {span} rows"
        )
        return (
            f"Left, K = {workers} {share}, {shards}: their mean and the gradient of all rows are "
            f"{verdict}. Right, a step of B = {batch} takes {1e3 * now:.2g} ms, {one / now:.1f} "
            f"times as fast as one worker; fastest with K = {_fastest(batch)}."
        )

    return update
