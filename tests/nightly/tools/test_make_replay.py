"""The stored trainings are what a training now would give, up to the grid they are rounded to."""

import numpy as np
from descent import MLP, SoftmaxRegression, load_mnist
from descent.datasets import load_hidden_replay, load_penalized, load_replay
from descent.datasets.replay import COARSE_GRID, GRID, STRENGTHS

from tools import make_replay

DATA = load_mnist()


def one_epoch(kind):
    """Return models of a kind whose trainings have one epoch, unless they are given none."""

    class OneEpoch(kind):
        def __init__(self, epochs=1, batch_size=32, random_state=None):
            super().__init__(epochs=epochs, batch_size=batch_size, random_state=random_state)

    return OneEpoch


def test_the_training_of_the_first_epoch_is_what_is_stored():
    weights, curves, _ = make_replay.train(one_epoch(SoftmaxRegression), 32, DATA)
    replay = load_replay(32)
    stored = np.concatenate([replay.weights, replay.biases[:, None]], axis=1)[:2]
    np.testing.assert_allclose(stored, weights, atol=0.51 * GRID)
    np.testing.assert_allclose(replay.curves[:2], curves, atol=1e-9)


def test_the_hidden_layer_of_the_first_epoch_is_what_is_stored():
    weights, curves, answers = make_replay.train(one_epoch(MLP), 32, DATA)
    stored = load_hidden_replay(32)
    np.testing.assert_allclose(stored.weights[:2], weights[:, :-1], atol=0.51 * COARSE_GRID)
    np.testing.assert_allclose(stored.curves[:2], curves, atol=1e-9)
    np.testing.assert_array_equal(stored.answers[:2], answers)


def test_a_penalized_training_is_what_is_stored():
    weights, judged = make_replay.train_penalized(STRENGTHS[5], DATA)
    stored = load_penalized()
    np.testing.assert_allclose(stored.weights[5], weights[:-1], atol=0.51 * GRID)
    np.testing.assert_allclose(stored.judged[5], judged, atol=1e-9)


def test_the_files_are_written_into_the_package(monkeypatch, tmp_path):
    frames, curves = np.arange(12.0).reshape(2, 3, 2), np.ones((2, 4))
    monkeypatch.setattr(make_replay, "train", lambda *_: (frames, curves, None))
    assert (make_replay.STORE / "replay.npz").exists()
    monkeypatch.setattr(make_replay, "STORE", tmp_path)
    make_replay.write_replay(SoftmaxRegression, "replay", DATA)
    with np.load(tmp_path / "replay.npz") as stored:
        np.testing.assert_array_equal(GRID * stored["steps_1"].cumsum(0), frames)
        np.testing.assert_array_equal(stored["curves_32"], curves)
