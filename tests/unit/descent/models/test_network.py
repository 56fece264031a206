import sys
import tracemalloc
from fractions import Fraction
from functools import partial

import numpy as np
import pytest
from descent import (
    MLP,
    SGD,
    Adam,
    SoftmaxRegression,
    elastic_net,
    kernels,
    l1,
    one_hot,
    softmax_cross_entropy,
    softmax_cross_entropy_gradient,
)
from descent.datasets import make_blobs
from descent.models import progress as progress_bar
from descent.optimizers import LBFGS, AdamW, LineSearch, Newton, ProximalSGD
from descent.projections import l2_proximal, soft_threshold
from scipy.optimize import approx_fprime

both = pytest.mark.parametrize("model", [SoftmaxRegression, MLP])


@pytest.fixture(scope="module")
def data():
    return make_blobs([[0, 0, 1], [2, 0, -1], [0, 2, 0]], 20, rng=np.random.default_rng(0))


def assert_is_slope(gradient, array, loss):
    """Compare with differences of a loss that depends on an array."""
    here = array.ravel().copy()

    def at(values):
        array.flat = values
        return loss()

    expected = approx_fprime(here, at, 1e-7)
    array.flat = here
    # A difference is off by half of its step times the curvature.
    np.testing.assert_allclose(gradient.ravel(), expected, rtol=1e-6, atol=3e-7)


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
        {"hidden": (4,), "activation": "linear", "dropout": 0.5},
        {"hidden": (4, 3), "batch_norm": True, "penalty": "l2", "strength": 0.3},
        {"hidden": (4,), "activation": "leaky_relu", "batch_norm": True},
    ],
    ids=str,
)
def test_backpropagation_is_the_gradient_of_the_loss(data, settings):
    X, y = data
    model = MLP(epochs=1, random_state=0, **settings).fit(X, y)
    arrays = [*model.weights_, *model.biases_, *(norm.scale for norm in model.norms_)]
    for b in model.biases_:
        b += 0.1  # away from the kinks of the relu
    for array, gradient in zip(arrays, model._gradients(X, one_hot(y, 3)), strict=True):
        assert_is_slope(gradient, array, lambda: model.loss(X, y))


def test_backpropagation_goes_through_what_dropout_kept(data):
    X, y = data
    model = MLP((5, 4), "tanh", dropout=0.5, epochs=0, random_state=0).fit(X, y)

    def loss():
        return softmax_cross_entropy(model._forward(X, np.random.default_rng(7))[-1][2], y)

    gradients = model._gradients(X, one_hot(y, 3), None, np.random.default_rng(7))
    assert_is_slope(gradients[0], model.weights_[0], loss)


SETTINGS = [
    {"activation": "tanh"},
    {"activation": "leaky_relu"},
    {"batch_norm": True, "dropout": 0.5},
    {"hidden": ()},
]


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_forward_shows_what_each_layer_makes_of_samples(data, settings):
    X, _ = data
    model = MLP(**{"hidden": (5, 4), "random_state": 0} | settings).fit(*data)
    layers = model.forward(X)
    assert [layer.z.shape[1] for layer in layers] == [W.shape[1] for W in model.weights_]
    h = X
    for m, (layer, W, b) in enumerate(zip(layers, model.weights_, model.biases_, strict=True)):
        expected = h @ W + b
        if m < len(model.norms_):
            norm = model.norms_[m]
            scale = norm.scale / np.sqrt(norm.running_variance + norm.eps)
            expected = (h @ W - norm.running_mean) * scale + b
        np.testing.assert_allclose(layer.z, expected)
        h = layer.h
    np.testing.assert_allclose(h, model.predict_proba(X))
    if "activation" in settings:
        z = layers[0].z
        expected = np.tanh(z) if settings["activation"] == "tanh" else np.maximum(z, 0.01 * z)
        np.testing.assert_array_equal(layers[0].h, expected)


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_backward_shows_the_gradients_by_layer(data, settings):
    X, y = data
    model = MLP(**{"hidden": (5, 4), "random_state": 0} | settings).fit(*data)
    layers = model.backward(X, y)
    np.testing.assert_allclose(layers[-1].z, (model.predict_proba(X) - one_hot(y, 3)) / 60)
    for layer, values in zip(layers, model.forward(X), strict=True):
        assert layer.z.shape == values.z.shape
        np.testing.assert_allclose(layer.b, layer.z.sum(0))
    flat = model._gradients(X, one_hot(y, 3))
    parts = [part for name in ("W", "b", "scale") for part in (getattr(g, name) for g in layers)]
    parts = [part for part in parts if part is not None]
    assert len(parts) == len(flat)
    for part, gradient in zip(parts, flat, strict=True):
        np.testing.assert_array_equal(part, gradient)


def test_backward_is_exact_where_a_model_is_sure(data):
    X, y = data
    model = SoftmaxRegression(random_state=0).fit(X, y)
    model.weights_[0] *= 100  # until 1 - p of some is below the last digit of 1
    scores = model.forward(X)[-1].z
    expected = softmax_cross_entropy_gradient(scores, y)
    assert (model.predict_proba(X).max(1) == 1).any()
    np.testing.assert_allclose(model.backward(X, y)[-1].z, expected, rtol=1e-10)


def test_dropout_leaves_its_share_out_in_training_alone(data):
    X, y = data
    model = MLP((400,), "sigmoid", dropout=0.25, epochs=0, random_state=0).fit(X, y)
    used, kept = model._forward(X, np.random.default_rng(0))[-1][0], model.forward(X)[0].h
    assert (used == 0).mean() == pytest.approx(0.25, abs=0.01)
    np.testing.assert_allclose(used[used > 0], kept[used > 0] / 0.75)
    np.testing.assert_array_equal(model.predict_proba(X), model.predict_proba(X))


def test_a_batch_of_one_that_is_left_over_leaves_the_running_averages(data):
    X, y = data[0][:41], data[1][:41]
    model = MLP(batch_norm=True, batch_size=20, random_state=0).fit(X, y)
    assert model.score(X, y) > 0.8
    assert all(np.isfinite(norm.running_variance).all() for norm in model.norms_)


def test_every_hidden_layer_is_normalized_by_scales_that_are_learned_and_counted(data):
    plain, normed = (MLP((5, 4), batch_norm=on, random_state=0).fit(*data) for on in (False, True))
    assert normed.num_parameters == plain.num_parameters + 5 + 4
    assert [norm.scale.shape for norm in normed.norms_] == [(5,), (4,)]  # and the scores are not
    assert [b.shape for b in normed.biases_] == [(5,), (4,), (3,)]
    assert (normed.norms_[0].scale != 1).all() and (normed.biases_[0] != 0).all()
    assert normed.norms_[0].shift is normed.biases_[0]


@both
def test_the_same_seed_gives_the_same_model(model, data):
    first, again, other = (model(epochs=2, random_state=s).fit(*data) for s in (0, 0, 1))
    assert first.history_ == again.history_
    np.testing.assert_array_equal(first.weights_[0], again.weights_[0])
    assert not np.array_equal(first.weights_[0], other.weights_[0])


def test_every_epoch_sees_every_sample_once_in_batches(data, monkeypatch):
    X = np.arange(50.0).reshape(-1, 1)
    seen, original = [], SoftmaxRegression._gradients
    monkeypatch.setattr(
        SoftmaxRegression,
        "_gradients",
        lambda self, X, *others: seen.append(X.ravel()) or original(self, X, *others),
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


class Interrupted(SGD):
    def step(self, *arrays, **options):
        if self._steps == 5:  # two batches an epoch: in the third epoch
            raise KeyboardInterrupt
        super().step(*arrays, **options)


FLYING = ProximalSGD(soft_threshold, 0.1, learning_rate=1e308)
SMALLER = "try a smaller learning_rate"


def raise_an_error(model):
    raise RuntimeError("from the callback")


@both
@pytest.mark.parametrize(
    ("settings", "arguments", "error", "words"),
    [
        ({"optimizer": Interrupted(0.1)}, {}, KeyboardInterrupt, None),
        ({"optimizer": SGD(1e308, momentum=0.9)}, {}, FloatingPointError, SMALLER),
        ({"optimizer": FLYING}, {}, FloatingPointError, SMALLER),
        ({}, {"callback": raise_an_error}, RuntimeError, "from the callback"),
        ({}, {"validation": (np.eye(3), [0, 1, 7])}, ValueError, "validation: y must hold labels"),
        ({"batch_size": 0}, {}, ValueError, "batch_size must be"),
        ({}, {"sample_weight": [1.0]}, ValueError, "sample_weight must have shape"),
    ],
    ids=["Ctrl-C", "divergence", "proximal", "callback", "validation", "setting", "weights"],
)
def test_a_fit_that_fails_leaves_the_model_as_it_was(
    model, data, settings, arguments, error, words
):
    learner = model(random_state=0).fit(*data)
    before = learner.predict_proba(data[0])
    learned = {name: value for name, value in vars(learner).items() if name.endswith("_")}
    learner.set_params(**settings)
    with pytest.raises(error, match=words):
        learner.fit(*data, **arguments)
    np.testing.assert_array_equal(learner.predict_proba(data[0]), before)
    assert all(getattr(learner, name) is value for name, value in learned.items())
    assert len(learner.history_["loss"]) == 50
    new = model(**settings)
    with pytest.raises(error, match=words):
        new.fit(*data, **arguments)
    assert not [name for name in vars(new) if name.endswith("_")]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    ("settings", "scale", "message"),
    [
        ({"optimizer": Adam(), "epochs": 3}, 1e200, "a step is not finite"),  # and no standstill
        (
            {"optimizer": SGD(1e170), "penalty": "l2", "strength": 0.1, "batch_size": None},
            1,
            "loss not finite",
        ),
    ],
)
def test_what_is_too_large_to_hold_is_an_error(data, settings, scale, message):
    X, y = data
    with pytest.raises(FloatingPointError, match=message):
        SoftmaxRegression(**{"epochs": 1} | settings).fit(scale * X, y)


def test_scores_too_large_to_hold_are_an_error(data):
    model = SoftmaxRegression(epochs=50).fit(*data)
    with pytest.raises(FloatingPointError, match="X or the weights are too large"):
        model.predict(1e308 * np.sign(model.coef_[:1]))


@pytest.mark.filterwarnings("error")
@both
def test_a_proximal_step_spares_the_biases_and_its_penalty_is_in_the_loss(model, data):
    X, y = data
    optimizer = ProximalSGD(soft_threshold, 0.05, learning_rate=0.1)
    learner = model(optimizer=optimizer, epochs=300, batch_size=None, random_state=0).fit(X, y)
    p = learner.predict_proba(X)
    data_loss = -np.log(p[np.arange(len(y)), y]).mean()
    assert learner.loss(X, y) == pytest.approx(data_loss + 0.05 * sum(map(l1, learner.weights_)))
    assert learner.history_["loss"][-1] == learner.loss(X, y)
    assert (np.diff(learner.history_["loss"]) <= 1e-9).mean() > 0.95  # it is what is minimized
    huge = model(optimizer=ProximalSGD(soft_threshold, 100.0, learning_rate=0.1), random_state=0)
    huge.fit(X, np.minimum(y, 1))
    assert not any(W.any() for W in huge.weights_) and huge.biases_[-1].any()


def test_a_proximal_step_must_say_its_penalty(data):
    def step(W, threshold):
        return l2_proximal(soft_threshold(W, threshold), threshold * 0.5)

    with pytest.raises(ValueError, match="optimizer must say its penalty"):
        SoftmaxRegression(optimizer=ProximalSGD(step, 0.1)).fit(*data)
    optimizer = ProximalSGD(step, 0.1, learning_rate=0.1, penalty=partial(elastic_net, beta=0.5))
    settings = {"batch_size": None, "epochs": 2000}
    model = SoftmaxRegression(optimizer=optimizer, **settings).fit(*data)
    smooth = {"penalty": "elastic_net", "strength": 0.1, "beta": 0.5, "optimizer": SGD(0.01)}
    best = SoftmaxRegression(**smooth, **settings).fit(*data).history_["loss"][-1]
    assert model.history_["loss"][-1] == pytest.approx(best, abs=1e-3)


@both
@pytest.mark.parametrize(
    "method", [Newton(np.diag), LineSearch(), LBFGS()], ids=lambda m: type(m).__name__
)
def test_a_way_to_minimize_is_no_optimizer_of_a_model(model, data, method):
    with pytest.raises(ValueError, match=r"optimizer must be an Optimizer, got .*`minimize`"):
        model(optimizer=method).fit(*data)


@both
@pytest.mark.parametrize("size", [None, 7])
def test_weights_of_samples(model, data, size):
    X, y = data
    weights = np.arange(60) % 3
    settings = {"epochs": 20, "random_state": 0, "batch_size": None}
    weighted = model(**settings).fit(X, y, sample_weight=weights)
    repeated = model(**settings).fit(X.repeat(weights, axis=0), y.repeat(weights))
    np.testing.assert_allclose(weighted.predict_proba(X), repeated.predict_proba(X))
    for name in ("loss", "accuracy"):
        np.testing.assert_allclose(weighted.history_[name], repeated.history_[name])
    settings |= {"batch_size": size}
    ones, none = model(**settings).fit(X, y, sample_weight=np.full(60, 1e300)), model(**settings)
    np.testing.assert_allclose(ones.predict_proba(X), none.fit(X, y).predict_proba(X))
    score = weighted.score(X, y, sample_weight=weights)
    assert score == pytest.approx(repeated.score(X.repeat(weights, axis=0), y.repeat(weights)))


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
    made = []
    monkeypatch.setattr("tqdm.auto.tqdm", lambda epochs, **bar: made.append(bar) or epochs)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal, raising=False)
    if not installed:
        monkeypatch.setattr(progress_bar, "find_spec", lambda name: None)
    model = SoftmaxRegression(epochs=3, progress=progress).fit(*data)
    assert len(model.history_["loss"]) == 3
    assert [bar["leave"] for bar in made] == [False] * bars


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"strength": 0.1}, r"strength must be 0 without a penalty, got 0.1"),
        ({"batch_norm": True, "batch_size": 1}, r"batch_size must be at least 2 with batch_norm"),
    ],
)
def test_settings_that_do_not_go_together_are_refused(data, settings, message):
    model = MLP(**settings)  # as in scikit-learn, settings are checked by fit
    with pytest.raises(ValueError, match=message):
        model.fit(*data)


def peak(function, *arguments):
    """Return the most memory that a call takes, in bytes."""
    tracemalloc.start()
    try:
        function(*arguments)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_targets_take_the_memory_of_one_array_of_the_samples_type():
    labels = np.arange(2000) % 500
    targets = 2000 * 500 * 4
    found = kernels.one_hot(labels, 500, np.float32)
    assert found.dtype == np.float32
    np.testing.assert_array_equal(found.argmax(1), labels)
    np.testing.assert_array_equal(found.sum(1), 1)
    assert peak(kernels.one_hot, labels, 500, np.float32) < 1.2 * targets


def test_a_prediction_lets_go_of_the_layers_behind():
    X, y = np.random.default_rng(0).normal(size=(2000, 20)), np.arange(2000) % 2
    shallow, deep = (MLP((100,) * depth, epochs=0, random_state=0).fit(X, y) for depth in (2, 12))
    assert peak(deep.predict, X) < 1.2 * peak(shallow.predict, X)


def test_samples_are_copied_only_if_one_is_left_out():
    X, y = np.zeros((1000, 100)), np.arange(1000) % 2
    model, ones = SoftmaxRegression(epochs=0), np.ones(1000)
    fit = partial(model.fit, X, y)
    assert peak(lambda: fit(sample_weight=ones)) < 0.3 * X.nbytes


@pytest.mark.parametrize(
    ("free", "dear"),
    [
        (SGD(0.1), ProximalSGD(soft_threshold, 0.5, learning_rate=0.1)),
        (AdamW(0.1, weight_decay=0.0), AdamW(0.1, weight_decay=0.5)),
    ],
)
def test_weights_alone_are_penalized(free, dear):
    X, y = np.random.default_rng(0).normal(size=(12, 2)), np.arange(12) % 3
    settings = {"batch_norm": True, "epochs": 1, "batch_size": None, "random_state": 0}
    plain, penalized = (MLP((5,), optimizer=each, **settings).fit(X, y) for each in (free, dear))
    for spared in (lambda m: m.norms_[0].scale, lambda m: m.biases_[0], lambda m: m.biases_[1]):
        np.testing.assert_array_equal(spared(plain), spared(penalized))
    assert all((a != b).all() for a, b in zip(plain.weights_, penalized.weights_, strict=True))


def test_settings_of_any_type_of_number_are_used_as_floats():
    X, y = [[0.0, 1.0], [1.0, 0.0], [0.5, 0.5]], [0, 1, 1]
    half = Fraction(1, 2)
    learned = []
    for share in (half, 0.5):
        settings = {"init": share, "dropout": share, "strength": share, "beta": share}
        model = MLP((3,), penalty="elastic_net", epochs=2, random_state=0, **settings).fit(X, y)
        learned.append([*model.weights_, model.loss(X, y)])
    for one, other in zip(*learned, strict=True):
        np.testing.assert_array_equal(one, other)
