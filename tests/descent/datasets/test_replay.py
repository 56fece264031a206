"""The stored trainings are what a training now would give, up to the grid they are rounded to."""

import numpy as np
import pytest
from descent import load_mnist
from descent.datasets import load_hidden_replay, load_penalized, load_replay, make_replay
from descent.datasets.replay import COARSE_GRID, GRID, STRENGTHS
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
    for load in (load_replay, load_hidden_replay):
        with pytest.raises(ValueError, match="batch_size"):
            load(batch_size)


def test_the_hidden_layer_of_the_first_epoch_is_what_is_stored(monkeypatch):
    class OneEpoch(make_replay.MLP):
        def __init__(self, epochs=1, batch_size=32, random_state=None):
            super().__init__(epochs=epochs, batch_size=batch_size, random_state=random_state)

    monkeypatch.setattr(make_replay, "MLP", OneEpoch)
    weights, curves, answers = make_replay.train_hidden(32, DATA)
    stored = load_hidden_replay(32)
    np.testing.assert_allclose(stored.weights[:2], weights[:, :-1], atol=0.51 * COARSE_GRID)
    np.testing.assert_allclose(stored.curves[:2], curves, atol=1e-9)
    np.testing.assert_array_equal(stored.answers[:2], answers)


@pytest.mark.parametrize("k", range(len(STRENGTHS)))
def test_stored_templates_cancel(k):
    W, judged = (part[k] for part in load_penalized())
    assert abs(W.sum(axis=1)).max() < 11 * GRID
    assert judged.shape == (4,) and 0 < judged[0] < judged[2] < np.log(10)


def test_a_penalized_training_is_what_is_stored():
    weights, judged = make_replay.train_penalized(STRENGTHS[5], DATA)
    stored = load_penalized()
    np.testing.assert_allclose(stored.weights[5], weights[:-1], atol=0.51 * GRID)
    np.testing.assert_allclose(stored.judged[5], judged, atol=1e-9)
