"""The stored trainings are what a training now would give, up to the grid they are rounded to."""

import numpy as np
import pytest
from descent import load_mnist
from descent.datasets import load_replay, make_replay
from descent.datasets.replay import GRID
from scipy import special

DATA = load_mnist()
X = DATA.X_test.astype(float)


@pytest.mark.parametrize("batch_size", [32, 1])
@pytest.mark.parametrize("epoch", [0, 1, 24, 50])
def test_stored_weights_reach_the_stored_test_curve(batch_size, epoch):
    replay = load_replay(batch_size)
    log_p = special.log_softmax(X @ replay.weights[epoch] + replay.biases[epoch], axis=1)
    loss, accuracy = replay.curves[epoch, 2:]
    assert -log_p[np.arange(1000), DATA.y_test].mean() == pytest.approx(loss, abs=0.003)
    assert (log_p.argmax(1) == DATA.y_test).mean() == pytest.approx(accuracy, abs=0.0021)


def test_the_training_of_the_first_epoch_is_what_is_stored(monkeypatch):
    class OneEpoch(make_replay.SoftmaxRegression):
        def __init__(self, batch_size, random_state):
            super().__init__(batch_size=batch_size, random_state=random_state, epochs=1)

    monkeypatch.setattr(make_replay, "SoftmaxRegression", OneEpoch)
    weights, curves = make_replay.train(32, DATA)
    replay = load_replay(32)
    stored = np.concatenate([replay.weights, replay.biases[:, None]], axis=1)[:2]
    np.testing.assert_allclose(stored, weights, atol=0.51 * GRID)
    np.testing.assert_allclose(replay.curves[:2], curves, atol=1e-9)


@pytest.mark.parametrize("batch_size", [0, 2, 64, True])
def test_other_trainings_are_refused(batch_size):
    with pytest.raises(ValueError, match="batch_size"):
        load_replay(batch_size)
