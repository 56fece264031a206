import sys

import numpy as np
import pytest
from descent import MLP, SGD, SoftmaxRegression, constant, make_blobs, one_hot, softmax
from descent.models import network
from descent.models.network import _softmax
from scipy.optimize import approx_fprime

both = pytest.mark.parametrize("model", [SoftmaxRegression, MLP])


@pytest.fixture(scope="module")
def data():
    return make_blobs([[0, 0, 1], [2, 0, -1], [0, 2, 0]], 20, rng=np.random.default_rng(0))


@pytest.mark.parametrize(
    "settings",
    [
        {"hidden": ()},
        {"hidden": (), "penalty": "l2", "strength": 0.3},
        {"hidden": (5,), "activation": "tanh"},
        {"hidden": (5, 4), "activation": "sigmoid", "penalty": "l1", "strength": 0.3},
        {"hidden": (5, 4), "activation": "relu", "penalty": "l2", "strength": 0.3},
        {"hidden": (5,), "activation": "leaky_relu", "penalty": "elastic_net", "strength": 0.3}
        | {"beta": 2.0},
    ],
    ids=str,
)
def test_backpropagation_is_the_gradient_of_the_loss(data, settings):
    X, y = data
    model = MLP(epochs=1, random_state=0, **settings).fit(X, y)
    arrays = [*model.weights_, *model.biases_]
    for b in model.biases_:
        b += 0.1  # away from the kinks of the relu
    for array, gradient in zip(arrays, model._gradients(X, one_hot(y, 3)), strict=True):
        here = array.ravel().copy()

        def loss(values, array=array):
            array.flat = values
            return model.loss(X, y)

        expected = approx_fprime(here, loss, 1e-7)
        array.flat = here
        np.testing.assert_allclose(gradient.ravel(), expected, atol=2e-6)


def test_the_softmax_of_the_inner_loop_is_softmax():
    scores = np.random.default_rng(0).normal(scale=300, size=(50, 7))
    np.testing.assert_allclose(_softmax(scores), softmax(scores), rtol=1e-14)


@both
def test_the_same_seed_gives_the_same_model(model, data):
    first, again, other = (model(epochs=2, random_state=s).fit(*data) for s in (0, 0, 1))
    assert first.history_ == again.history_
    np.testing.assert_array_equal(first.weights_[0], again.weights_[0])
    assert not np.array_equal(first.weights_[0], other.weights_[0])


@both
def test_fitting_again_starts_again(model, data):
    learner = model(epochs=2, optimizer=SGD(0.1, momentum=0.9), random_state=0)
    first = learner.fit(*data).weights_[0]
    np.testing.assert_array_equal(learner.fit(*data).weights_[0], first)


def test_every_epoch_sees_every_sample_once_in_batches(data, monkeypatch):
    X = np.arange(50.0).reshape(-1, 1)
    seen, original = [], SoftmaxRegression._gradients
    monkeypatch.setattr(
        SoftmaxRegression,
        "_gradients",
        lambda self, X, Y: seen.append(X.ravel()) or original(self, X, Y),
    )
    SoftmaxRegression(epochs=2, batch_size=16, optimizer=SGD(1e-9)).fit(X, X.ravel() > 25)
    assert [len(batch) for batch in seen] == [16, 16, 16, 2] * 2
    first, second = np.concatenate(seen[:4]), np.concatenate(seen[4:])
    assert sorted(first) == sorted(second) == list(range(50))
    assert list(first) != list(second)


@both
def test_history_holds_what_loss_and_score_say_after_each_epoch(model, data):
    X, y = data
    train, test = (X[::2], y[::2]), (X[1::2], y[1::2])
    seen = {"loss": [], "accuracy": [], "validation_loss": [], "validation_accuracy": []}

    def note(learner):
        for part, samples in (("", train), ("validation_", test)):
            seen[part + "loss"].append(learner.loss(*samples))
            seen[part + "accuracy"].append(learner.score(*samples))

    learner = model(penalty="l1", strength=0.01, epochs=4)
    assert learner.fit(*train, validation=test, callback=note).history_ == seen
    assert set(learner.fit(*train).history_) == {"loss", "accuracy"}


@both
def test_a_callback_can_end_the_training(model, data):
    learner = model(epochs=50).fit(*data, callback=lambda m: len(m.history_["loss"]) == 3)
    assert len(learner.history_["loss"]) == 3


@both
def test_ctrl_c_between_epochs_keeps_history_and_weights(model, data, capsys):
    kept = []

    def interrupt(learner):
        kept[:] = [array.copy() for array in learner.weights_]
        if len(learner.history_["loss"]) == 3:
            raise KeyboardInterrupt

    learner = model(epochs=50, random_state=0)
    assert learner.fit(*data, callback=interrupt) is learner
    assert len(learner.history_["loss"]) == len(learner.history_["accuracy"]) == 3
    np.testing.assert_array_equal(learner.weights_[0], kept[0])
    assert learner.score(*data) == learner.history_["accuracy"][-1]
    assert "interrupted after 3 epochs" in capsys.readouterr().err


@both
def test_ctrl_c_within_an_epoch_keeps_history_and_weights(model, data):
    class Interrupted(SGD):
        def step(self, parameters, gradients):
            if self._steps == 5:  # two batches an epoch: in the third epoch
                raise KeyboardInterrupt
            super().step(parameters, gradients)

    learner = model(epochs=50, optimizer=Interrupted(0.1)).fit(*data)
    assert len(learner.history_["loss"]) == 2
    assert learner.predict(data[0]).shape == (60,)


def test_ctrl_c_while_the_loss_is_taken_leaves_no_gap(data, monkeypatch):
    taken, original = [], SoftmaxRegression._loss

    def interrupt(self, scores, labels):
        taken.append(1)
        if len(taken) == 6:  # two an epoch: the validation loss of the third
            raise KeyboardInterrupt
        return original(self, scores, labels)

    monkeypatch.setattr(SoftmaxRegression, "_loss", interrupt)
    learner = SoftmaxRegression(epochs=50).fit(*data, validation=data)
    assert {len(values) for values in learner.history_.values()} == {2}


@both
def test_divergence_is_an_error_and_not_nan(model, data):
    learner = model(epochs=50, optimizer=SGD(1e308, momentum=0.9), random_state=0)
    with pytest.raises(FloatingPointError, match="try a smaller learning rate"):
        learner.fit(*data)
    assert all(np.isfinite(loss) for loss in learner.history_["loss"])


@pytest.mark.filterwarnings("error")
def test_a_penalty_too_large_to_hold_is_an_error(data):
    settings = {"penalty": "l2", "strength": 0.1, "batch_size": None, "epochs": 1}
    with pytest.raises(FloatingPointError, match="loss not finite"):
        SoftmaxRegression(optimizer=SGD(1e170), **settings).fit(*data)


def test_scores_too_large_to_hold_are_an_error(data):
    model = SoftmaxRegression(epochs=50).fit(*data)
    with pytest.raises(FloatingPointError, match="X or the weights are too large"):
        model.predict(1e308 * np.sign(model.coef_[:1]))


class Bar:
    def __init__(self, epochs, **settings):
        self.epochs, self.settings = epochs, settings
        Bar.shown.append(self)

    def __iter__(self):
        return iter(self.epochs)


@pytest.mark.parametrize(
    ("progress", "terminal", "installed", "bars"),
    [
        (None, True, True, 1),
        (None, False, True, 0),
        (True, False, True, 1),
        (False, True, True, 0),
        (True, True, False, 0),
    ],
)
def test_the_progress_bar(data, monkeypatch, progress, terminal, installed, bars):
    Bar.shown = []
    monkeypatch.setattr("tqdm.auto.tqdm", Bar)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal, raising=False)
    if not installed:
        monkeypatch.setattr(network, "find_spec", lambda name: None)
    model = SoftmaxRegression(epochs=3, progress=progress).fit(*data)
    assert len(model.history_["loss"]) == 3
    assert len(Bar.shown) == bars


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"penalty": "l3"}, r"penalty must be one of 'l1', 'l2', 'elastic_net', got 'l3'"),
        ({"penalty": "l2", "strength": -1}, r"strength must be a number >= 0, got -1"),
        ({"strength": 0.1}, r"strength must be 0 without a penalty, got 0.1"),
        ({"penalty": "elastic_net", "beta": -1}, r"beta must be a number >= 0, got -1"),
        ({"optimizer": 0.1}, r"optimizer must be an Optimizer, got 0.1"),
        ({"epochs": -1}, r"epochs must be an integer >= 0, got -1"),
        ({"batch_size": 0}, r"batch_size must be an integer >= 1, got 0"),
        ({"random_state": "zero"}, r"random_state must be None, an integer >= 0 or a .* 'zero'"),
        ({"random_state": -1}, r"random_state must be None, an integer >= 0 or a .* got -1"),
        ({"hidden": (0,)}, r"hidden\[0\] must be an integer >= 1, got 0"),
        ({"hidden": 10}, r"hidden must be a sequence of integers, got 10"),
        ({"activation": "cube"}, r"activation must be one of 'relu', .*, got 'cube'"),
    ],
)
def test_settings_that_are_refused(data, settings, message):
    model = MLP(**settings)  # as in scikit-learn, settings are checked by fit
    with pytest.raises(ValueError, match=message):
        model.fit(*data)


@pytest.mark.parametrize(
    ("validation", "message"),
    [
        ((np.eye(3), [0, 1, 7]), r"y must hold labels that fit has seen, got .*7"),
        ((np.eye(2), [0, 1]), r"X has 2 features, but SoftmaxRegression is expecting 3"),
        (np.eye(3), r"validation must be a pair \(X, y\), got ndarray"),
    ],
)
def test_validation_samples_that_are_refused(data, validation, message):
    with pytest.raises(ValueError, match=message):
        SoftmaxRegression().fit(*data, validation=validation)


def test_a_schedule_can_be_the_learning_rate(data):
    by_number = SoftmaxRegression(optimizer=SGD(0.1), random_state=0).fit(*data)
    by_schedule = SoftmaxRegression(optimizer=SGD(constant(0.1)), random_state=0).fit(*data)
    np.testing.assert_array_equal(by_number.coef_, by_schedule.coef_)
