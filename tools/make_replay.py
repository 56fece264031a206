"""Make the stored trainings, epoch by epoch: ``python -m tools.make_replay``."""

from typing import Any

import numpy as np
from descent.datasets.mnist import Dataset, load_mnist
from descent.datasets.replay import COARSE_GRID, GRID, STRENGTHS
from descent.models import MLP, SoftmaxRegression

from tools.make_mnist import STORE, write_npz


def train(
    kind: type[SoftmaxRegression | MLP], batch_size: int, data: Dataset
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return what a training leaves after each of 0 to 50 epochs.

    That is W over b of the first layer, (51, D + 1, H), the curves, (51, 4), and which units still
    answer, (51, H): a unit answers if it is not 0 for all images. 0 epochs leave the start.
    """
    X = data.X_train.astype(float)  # in double precision every machine gets the same digits
    training, test = (X, data.y_train), (data.X_test.astype(float), data.y_test)
    settings: dict[str, Any] = {"batch_size": batch_size, "random_state": 0}
    frames, answers = [], []

    def keep(model: SoftmaxRegression | MLP) -> None:
        W, b = model.weights_[0], model.biases_[0]
        frames.append(np.vstack([W, b]))
        answers.append((X @ W + b > 0).any(axis=0))

    start = kind(epochs=0, **settings).fit(*training)
    keep(start)
    first = [judge(*samples) for samples in (training, test) for judge in (start.loss, start.score)]
    model = kind(**settings).fit(*training, validation=test, callback=keep)
    rows = [first, *zip(*model.history_.values(), strict=True)]
    return np.array(frames), np.array(rows), np.array(answers)


def train_penalized(strength: float, data: Dataset) -> tuple[np.ndarray, list[float]]:
    """Return W over b after 50 epochs with an L2 penalty, and mean surprise and accuracy twice."""
    X, X_test = data.X_train.astype(float), data.X_test.astype(float)
    model = SoftmaxRegression(penalty="l2", strength=strength, random_state=0).fit(X, data.y_train)
    penalty = strength * (model.weights_[0] ** 2).sum()
    judged = []
    for samples in ((X, data.y_train), (X_test, data.y_test)):
        judged += [model.loss(*samples) - penalty, model.score(*samples)]
    return np.vstack([model.weights_[0], model.biases_]), judged


def write_replay(kind: type[SoftmaxRegression | MLP], name: str, data: Dataset) -> None:
    """Write the trainings with batches of 32 and of 1; whether units answer, of hidden ones."""
    arrays = {}
    for batch_size in (32, 1):
        weights, curves, answers = train(kind, batch_size, data)
        arrays[f"steps_{batch_size}"] = in_steps(weights, COARSE_GRID if kind is MLP else GRID)
        arrays[f"curves_{batch_size}"] = curves
        arrays |= {f"answers_{batch_size}": answers} if kind is MLP else {}
    write_npz(STORE / f"{name}.npz", arrays)


def write_penalized(data: Dataset) -> None:
    """Write what training with each strength of the penalty ends at."""
    weights, judged = zip(*(train_penalized(each, data) for each in STRENGTHS), strict=True)
    steps = in_steps(np.array(weights), GRID)
    write_npz(STORE / "penalized.npz", {"steps": steps, "judged": np.array(judged)})


def in_steps(weights: np.ndarray, grid: float) -> np.ndarray:
    """Return differences along the first axis, in multiples of `grid`."""
    return np.diff(np.round(weights / grid), axis=0, prepend=0).astype(np.int16)


def main() -> None:
    """Train all that is stored and write it into the package."""
    write_replay(SoftmaxRegression, "replay", load_mnist())
    write_replay(MLP, "replay_hidden", load_mnist())
    write_penalized(load_mnist())


if __name__ == "__main__":
    main()
