"""Make the stored trainings, epoch by epoch: ``python -m tools.make_replay``."""

import numpy as np
from descent.datasets.mnist import Dataset, load_mnist
from descent.datasets.replay import COARSE_GRID, GRID, STRENGTHS
from descent.models import MLP, SoftmaxRegression

from tools.make_mnist import STORE, write_npz


def train(batch_size: int, data: Dataset) -> tuple[np.ndarray, np.ndarray]:
    """Return W over b after each of 0 to 50 epochs, (51, D + 1, C), and the curves, (51, 4)."""
    X = data.X_train.astype(float)  # in double precision every machine gets the same digits
    frames = [np.zeros((X.shape[1] + 1, 10))]
    model = SoftmaxRegression(batch_size=batch_size, random_state=0)
    model.fit(
        X, data.y_train, validation=(data.X_test.astype(float), data.y_test),
        callback=lambda model: frames.append(np.vstack([model.weights_[0], model.biases_])),
    )  # fmt: skip
    start = [np.log(10), (data.y_train == 0).mean(), np.log(10), (data.y_test == 0).mean()]
    return np.array(frames), np.array([start, *zip(*model.history_.values(), strict=True)])


def train_hidden(batch_size: int, data: Dataset) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the first layer and the curves as `train` does, and which units still answer, (51, H).

    The state before training is what 0 epochs leave; a unit answers if it is not 0 for all images.
    """
    X = data.X_train.astype(float)
    frames, answers, curves = [], [], []

    def keep(model: MLP) -> None:
        W, b = model.weights_[0], model.biases_[0]
        frames.append(np.vstack([W, b]))
        answers.append((X @ W + b > 0).any(axis=0))

    test = data.X_test.astype(float), data.y_test
    model = MLP(epochs=0, batch_size=batch_size, random_state=0).fit(X, data.y_train)
    keep(model)
    for samples in ((X, data.y_train), test):
        curves += [model.loss(*samples), model.score(*samples)]
    model = MLP(batch_size=batch_size, random_state=0)
    model.fit(X, data.y_train, validation=test, callback=keep)
    rows = [curves, *zip(*model.history_.values(), strict=True)]
    return np.array(frames), np.array(rows), np.array(answers)


def train_penalized(strength: float, data: Dataset) -> tuple[np.ndarray, list[float]]:
    """Return W over b after 50 epochs with an L2 penalty, and mean surprise and accuracy twice."""
    X, X_test = data.X_train.astype(float), data.X_test.astype(float)
    model = SoftmaxRegression(penalty="l2", strength=strength, random_state=0).fit(X, data.y_train)
    own = strength * (model.weights_[0] ** 2).sum()
    judged = []
    for samples in ((X, data.y_train), (X_test, data.y_test)):
        judged += [model.loss(*samples) - own, model.score(*samples)]
    return np.vstack([model.weights_[0], model.biases_]), judged


def write_replay(data: Dataset) -> None:
    """Write the one-layer trainings with batches of 32 and of 1."""
    arrays = {}
    for batch_size in (32, 1):
        weights, curves = train(batch_size, data)
        arrays[f"steps_{batch_size}"] = in_steps(weights, GRID)
        arrays[f"curves_{batch_size}"] = curves
    write_npz(STORE / "replay.npz", arrays)


def write_hidden(data: Dataset) -> None:
    """Write the two-layer trainings with batches of 32 and of 1."""
    arrays = {}
    for batch_size in (32, 1):
        weights, curves, answers = train_hidden(batch_size, data)
        arrays[f"steps_{batch_size}"] = in_steps(weights, COARSE_GRID)
        arrays[f"curves_{batch_size}"], arrays[f"answers_{batch_size}"] = curves, answers
    write_npz(STORE / "replay_hidden.npz", arrays)


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
    for write in (write_replay, write_hidden, write_penalized):
        write(load_mnist())


if __name__ == "__main__":
    main()
