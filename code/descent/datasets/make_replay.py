"""Make replay.npz, two trainings epoch by epoch: ``python -m descent.datasets.make_replay``."""

from pathlib import Path

import numpy as np

from descent.datasets.make_mnist import write_npz
from descent.datasets.mnist import Dataset, load_mnist
from descent.datasets.replay import GRID
from descent.models import SoftmaxRegression


def train(batch_size: int, data: Dataset) -> tuple[np.ndarray, np.ndarray]:
    """Return W over b after each of 0 to 50 epochs, (51, D + 1, C), and the curves, (51, 4)."""
    X = data.X_train.astype(float)  # in double precision every machine gets the same digits
    frames = [np.zeros((X.shape[1] + 1, 10))]
    model = SoftmaxRegression(batch_size=batch_size, random_state=0)
    model.fit(
        X, data.y_train, (data.X_test.astype(float), data.y_test),
        callback=lambda model: frames.append(np.vstack([model.weights_[0], model.biases_])),
    )  # fmt: skip
    start = [np.log(10), (data.y_train == 0).mean(), np.log(10), (data.y_test == 0).mean()]
    return np.array(frames), np.array([start, *zip(*model.history_.values(), strict=True)])


def main() -> None:
    """Train with batches of 32 and of 1 and write the steps beside this module."""
    arrays = {}
    for batch_size in (32, 1):
        weights, curves = train(batch_size, load_mnist())
        steps = np.diff(np.round(weights / GRID), axis=0, prepend=0)
        arrays[f"steps_{batch_size}"] = steps.astype(np.int16)
        arrays[f"curves_{batch_size}"] = curves
    write_npz(Path(__file__).with_name("replay.npz"), arrays)


if __name__ == "__main__":
    main()
