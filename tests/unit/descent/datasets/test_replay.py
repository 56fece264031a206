"""The stored trainings: what they promise, and how well they do on the test images."""

import numpy as np
import pytest
from descent import load_mnist
from descent.datasets import load_hidden_replay, load_penalized, load_replay
from descent.datasets.replay import GRID, STRENGTHS
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


@pytest.mark.parametrize("batch_size", [0, 2, 64, True])
def test_other_trainings_are_refused(batch_size):
    for load in (load_replay, load_hidden_replay):
        with pytest.raises(ValueError, match="batch_size"):
            load(batch_size)


@pytest.mark.parametrize("k", range(len(STRENGTHS)))
def test_stored_templates_cancel(k):
    W, judged = (part[k] for part in load_penalized())
    assert abs(W.sum(axis=1)).max() < 11 * GRID
    assert judged.shape == (4,) and 0 < judged[0] < judged[2] < np.log(10)


def test_the_strengths_are_half_a_power_of_ten_apart():
    assert STRENGTHS == (0.0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1)
    norms = np.linalg.norm(load_penalized().weights, axis=(1, 2))
    assert (np.diff(norms) < 0).all() and len(norms) == len(STRENGTHS)


def test_hidden_weights_begin_as_small_as_he_draws_them():
    W = load_hidden_replay().weights[0]
    assert W.std() == pytest.approx(np.sqrt(2 / 784), rel=0.1)
