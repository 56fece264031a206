import numpy as np
import pytest
from descent import MLP, SGD, Adam, SoftmaxRegression, load_mnist
from descent.datasets import make_blobs, make_spirals
from scipy.special import softmax
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss


@pytest.fixture(scope="module")
def digits():
    return load_mnist()


@pytest.fixture(scope="module")
def blobs():
    """Three overlapping classes, so that the best weights are finite."""
    return make_blobs([[0, 0], [2, 0], [0, 2]], 40, rng=np.random.default_rng(0))


@pytest.mark.parametrize("strength", [0.0, 0.001, 0.1])
def test_softmax_regression_reaches_scikit_learns_optimum(blobs, strength):
    X, y = blobs
    model = SoftmaxRegression(
        penalty="l2",
        strength=strength,
        optimizer=SGD(0.5, momentum=0.9),
        epochs=2000,
        batch_size=None,
    ).fit(X, y)
    C = 1 / (2 * strength * len(X)) if strength else np.inf
    best = LogisticRegression(C=C, tol=1e-10, max_iter=10_000).fit(X, y)
    optimum = log_loss(y, best.predict_proba(X)) + strength * (best.coef_**2).sum()
    assert model.history_["loss"][-1] == pytest.approx(optimum, rel=1e-9)
    assert model.loss(X, y) == pytest.approx(optimum, rel=1e-9)
    np.testing.assert_allclose(model.predict_proba(X), best.predict_proba(X), rtol=1e-5)


def test_two_classes_agree_with_scikit_learn(blobs):
    X, y = blobs[0][:80], blobs[1][:80]
    settings = {"optimizer": SGD(0.5, momentum=0.9), "epochs": 2000, "batch_size": None}
    model = SoftmaxRegression(**settings).fit(X, y)
    best = LogisticRegression(C=np.inf, tol=1e-10, max_iter=10_000).fit(X, y)
    np.testing.assert_allclose(model.decision_function(X), best.decision_function(X), rtol=1e-5)
    # Two rows of weights where scikit-learn keeps their difference.
    np.testing.assert_allclose(np.diff(model.coef_, axis=0), best.coef_, rtol=1e-5)


def test_finite_scores_whose_difference_is_not_are_an_error():
    model = SoftmaxRegression(epochs=1).fit([[100.0], [0.0]], [1, 0])
    W = float(np.abs(model.coef_).max())
    far = np.array([[0.9 * np.finfo(float).max / W]])
    assert model.predict(far) == [1]
    with pytest.raises(FloatingPointError, match="log-odds not finite: X or the weights are too"):
        model.decision_function(far)


def test_the_learned_numbers_are_what_predictions_are_made_of(blobs):
    X, y = blobs
    model = SoftmaxRegression(epochs=3, random_state=0).fit(X, y)
    assert model.coef_.shape == (3, 2) and model.intercept_.shape == (3,)
    scores = X @ model.coef_.T + model.intercept_
    np.testing.assert_allclose(model.decision_function(X), scores)
    np.testing.assert_allclose(model.predict_proba(X), softmax(scores, axis=1))
    np.testing.assert_array_equal(model.predict(X), scores.argmax(1))


def test_coef_is_a_copy_that_later_training_does_not_change(blobs):
    frames = []
    model = SoftmaxRegression(epochs=5, random_state=0)
    model.fit(*blobs, callback=lambda model: frames.append(model.coef_))
    assert len(frames) == 5
    assert len({frame.tobytes() for frame in frames}) == 5
    np.testing.assert_array_equal(frames[-1], model.coef_)


def test_at_the_start_every_class_is_as_probable(digits):
    X, y = digits.X_train[:100], digits.y_train[:100]
    model = SoftmaxRegression(epochs=0).fit(X, y)
    np.testing.assert_allclose(model.predict_proba(X), 0.1)
    assert model.loss(X, y) == pytest.approx(np.log(10))
    assert model.history_ == {"loss": [], "accuracy": []}


def test_the_parameters_of_the_mnist_models(digits):
    few = digits.X_train[:100], digits.y_train[:100]
    assert SoftmaxRegression(epochs=1).fit(*few).num_parameters == 7850
    assert MLP(epochs=1).fit(*few).num_parameters == 7960


@pytest.mark.parametrize("model", [SoftmaxRegression, MLP])
def test_mnist_is_learned_in_float32(digits, model):
    learned = model(epochs=5, random_state=0).fit(digits.X_train, digits.y_train)
    assert {array.dtype for array in learned.weights_ + learned.biases_} == {np.dtype(np.float32)}
    assert learned.predict_proba(digits.X_test).dtype == np.float32
    assert learned.score(digits.X_test, digits.y_test) > 0.82


def test_strength_shrinks_the_weights_and_spares_the_biases(blobs):
    sizes = []
    for strength in (0.0, 0.1, 1.0):
        model = SoftmaxRegression(penalty="l2", strength=strength, random_state=0).fit(*blobs)
        sizes.append(np.linalg.norm(model.coef_))
    assert sizes[0] > 1.5 * sizes[1] > 2 * sizes[2]
    # Only the biases are left to say that the first class is ten times as frequent.
    X, y = np.random.default_rng(0).normal(size=(110, 2)), np.repeat([0, 1], [100, 10])
    settings = {"penalty": "l2", "strength": 4.0, "epochs": 500, "batch_size": None}
    model = SoftmaxRegression(**settings).fit(X, y)
    assert -np.diff(model.intercept_) == pytest.approx(np.log(10), abs=0.01)


@pytest.mark.parametrize("activation", ["relu", "leaky_relu", "tanh", "sigmoid"])
def test_hidden_layers_learn_what_a_linear_model_cannot(activation):
    X, y = make_spirals(3, 60, noise=0.05, rng=np.random.default_rng(0))
    settings = {"optimizer": Adam(0.02), "epochs": 200, "random_state": 0}
    assert SoftmaxRegression(**settings).fit(X, y).score(X, y) < 0.7
    assert MLP((30, 30), activation, **settings).fit(X, y).score(X, y) > 0.95


def test_linear_layers_learn_no_more_than_one(blobs):
    X, y = make_spirals(3, 60, noise=0.05, rng=np.random.default_rng(0))
    settings = {"optimizer": Adam(0.02), "epochs": 200, "random_state": 0}
    linear, deep = SoftmaxRegression(**settings), MLP((30, 30), "linear", **settings)
    assert deep.fit(X, y).loss(X, y) == pytest.approx(linear.fit(X, y).loss(X, y), abs=0.01)
    W = deep.weights_
    scores = X @ W[0] @ W[1] @ W[2]
    scores += (deep.biases_[0] @ W[1] + deep.biases_[1]) @ W[2] + deep.biases_[2]
    np.testing.assert_allclose(deep.decision_function(X), scores)


def test_an_mlp_without_hidden_layers_is_softmax_regression(blobs):
    settings = {"penalty": "l2", "strength": 0.1, "epochs": 500, "batch_size": None}
    settings |= {"optimizer": SGD(0.5, momentum=0.9), "random_state": 0}
    linear, network = SoftmaxRegression(**settings).fit(*blobs), MLP((), **settings).fit(*blobs)
    np.testing.assert_allclose(network.weights_[0].T, linear.coef_, rtol=1e-9)


@pytest.mark.parametrize(
    ("settings", "first", "second"),
    [
        ({"activation": "relu"}, 2 / 400, 2 / 300),
        ({"activation": "leaky_relu"}, 2 / 400, 2 / 300),
        ({"activation": "tanh"}, 1 / 400, 1 / 300),
        ({"init": "he"}, 2 / 400, 2 / 300),
        ({"init": "lecun"}, 1 / 400, 1 / 300),
        ({"init": "glorot"}, 2 / 700, 2 / 302),
        ({"init": 0.5}, 0.25, 0.25),
        ({"init": 0}, 0, 0),
    ],
)
def test_the_first_weights_have_the_variance_that_fits_or_is_asked_for(settings, first, second):
    model = MLP((300,), **settings, epochs=0, random_state=0).fit(np.ones((2, 400)), [0, 1])
    assert model.weights_[0].var() == pytest.approx(first, rel=0.03)
    assert model.weights_[1].var() == pytest.approx(second, rel=0.15)
    assert all(np.allclose(b, 0) for b in model.biases_)


def test_what_both_models_take_has_one_default():
    assert SoftmaxRegression().get_params().items() <= MLP().get_params().items()
