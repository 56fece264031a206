"""The libraries' code that the Deeper page on MNIST shows, run as it stands beside our models.

With our first weights and our order of images their losses are ours, epoch by epoch.
"""

import os
import re

import numpy as np
import pytest
import torch
from descent import MLP, SoftmaxRegression, load_mnist, softmax_cross_entropy
from prose import CHAPTERS, text_of
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier

NOTEBOOK = CHAPTERS / "08-mnist-end-to-end-deeper.ipynb"
EPOCHS = 3


def block_with(pattern):
    """Return the one block of code in the page's text in which `pattern` is found."""
    blocks = re.findall(r"```python\n(.*?)```", text_of(NOTEBOOK), re.DOTALL)
    (block,) = [block for block in blocks if re.search(pattern, block, re.MULTILINE)]
    return block


def shown(library):
    """Return the code that imports `library`, with few epochs."""
    block = block_with(rf"^(from|import) {library}\b")
    return block.replace("epochs=50", f"epochs={EPOCHS}").replace("range(50)", f"range({EPOCHS})")


@pytest.fixture(scope="module")
def data():
    X, y, X_test, y_test = load_mnist()
    names = {"X_train": X[:1000].astype(float), "y_train": y[:1000]}
    return names | {"X_test": X_test.astype(float), "y_test": y_test}


@pytest.fixture(scope="module")
def ours(data):
    """Our two layers: the first weights, the orders, the losses after each epoch."""
    rng = np.random.default_rng(0)
    model = MLP(epochs=0, random_state=rng).fit(data["X_train"], data["y_train"])
    start = [each.copy() for each in (*model.weights_, *model.biases_)]
    orders = [rng.permutation(len(data["X_train"])) for _ in range(EPOCHS)]
    model = MLP(epochs=EPOCHS, random_state=0).fit(data["X_train"], data["y_train"])
    return start, orders, model.history_["loss"]


def test_pytorch(data, ours, monkeypatch):
    start, orders, losses = ours
    names = {"X": torch.tensor(data["X_train"]), "y": torch.tensor(data["y_train"])}
    built, loop = shown("torch").split("optimizer =")
    exec(built, names)
    network, found = names["network"].double(), []
    (W1, W2, b1, b2), parameters = start, network.parameters()
    for parameter, value in zip(parameters, (W1.T, b1, W2.T, b2), strict=True):
        parameter.data = torch.tensor(value.copy())

    def note_loss():
        found.append(float(names["loss"](network(names["X"]), names["y"]).detach()))

    def next_order(count):
        note_loss()
        return torch.tensor(orders[len(found) - 1])

    monkeypatch.setattr(torch, "randperm", next_order)
    exec("optimizer =" + loop, names)
    note_loss()
    np.testing.assert_allclose(found[1:], losses, atol=1e-9)


def equivalents(scale):
    """Return the four losses of the page's second block on PyTorch, at scores of some size."""
    rng = np.random.default_rng(0)
    O, Y = scale * rng.normal(size=(50, 10)), rng.integers(2, size=(50, 10)).astype(float)
    names = {"torch": torch, "nn": torch.nn, "O": torch.tensor(O), "Y": torch.tensor(Y)}
    names["y"] = torch.tensor(rng.integers(10, size=50))
    exec(block_with(r"nll_loss"), names)
    return (
        [float(names[each]) for each in ("exclusive", "in_two", "independent", "by_sigmoid")],
        O,
        names["y"].numpy(),
    )


def test_pytorch_in_two_steps():
    (exclusive, in_two, independent, by_sigmoid), O, y = equivalents(3)
    assert in_two == pytest.approx(exclusive, rel=1e-12)
    assert exclusive == pytest.approx(softmax_cross_entropy(O, y), rel=1e-12)
    assert by_sigmoid == pytest.approx(independent, rel=1e-9)


def test_pytorch_cuts_off_the_logarithm_of_a_sigmoid():
    (exclusive, in_two, independent, by_sigmoid), *_ = equivalents(300)
    assert in_two == pytest.approx(exclusive, rel=1e-12)
    assert by_sigmoid < 0.8 * independent


@pytest.mark.parametrize("score", [-20.0, -30.0, -40.0, -90.0])
def test_pytorch_s_gradient_dies_long_before_its_loss(score):
    """The loss clamps log p at -100, the backward pass divides by max(p(1 - p), 1e-12)."""
    z = torch.tensor(score, dtype=torch.float64, requires_grad=True)
    one, functional = torch.ones((), dtype=torch.float64), torch.nn.functional
    loss = functional.binary_cross_entropy(torch.sigmoid(z), one)
    (slope,) = torch.autograd.grad(loss, z)
    with_logits = functional.binary_cross_entropy_with_logits(z, one)
    (right,) = torch.autograd.grad(with_logits, z)
    p = 1 / (1 + np.exp(-score))
    assert float(loss.detach()) == pytest.approx(float(with_logits.detach()), rel=1e-9)
    assert float(right) == pytest.approx(p - 1, rel=1e-9)
    guarded = (p - 1) / max(p * (1 - p), 1e-12) * p * (1 - p)
    assert float(slope) == pytest.approx(guarded, rel=1e-6)


def test_keras(data, ours, monkeypatch):
    monkeypatch.setitem(os.environ, "KERAS_BACKEND", "torch")
    import keras  # not above: it takes long

    keras.config.set_floatx("float64")
    (W1, W2, b1, b2), orders, losses = ours
    names, found = dict(data), []

    class Sequential(keras.Sequential):
        def fit(self, X, Y, *, epochs, shuffle, validation_data, **settings):
            """Start from our weights and take our orders instead of new ones."""
            assert epochs == EPOCHS and shuffle and len(validation_data[0]) == 1000
            self.set_weights([W1, b1, W2, b2])
            for order in orders:
                super().fit(X[order], Y[order], shuffle=False, verbose=0, **settings)
                found.append(self.evaluate(X, Y, batch_size=len(X), verbose=0)[0])

    monkeypatch.setattr(keras, "Sequential", Sequential)
    exec(shown("keras"), names)
    np.testing.assert_allclose(found, losses, atol=1e-6)  # its loss clips probabilities at 1e-7


def test_scikit_learn(data, ours, monkeypatch):
    (W1, W2, b1, b2), orders, losses = ours
    layers, found = iter([(W1.copy(), b1.copy()), (W2.copy(), b2.copy())]), []
    monkeypatch.setattr(MLPClassifier, "_init_coef", lambda *_: next(layers))

    def fit(self, X, y):
        """Take our orders instead of new ones."""
        self.set_params(shuffle=False)
        for order in orders:
            self.partial_fit(X[order], y[order], classes=np.arange(10))
            p = self.predict_proba(X)[np.arange(len(y)), y]
            found.append(-np.log(p).mean())

    monkeypatch.setattr(MLPClassifier, "fit", fit)
    names = dict(data)
    exec(shown("sklearn"), names)
    np.testing.assert_allclose(found, losses, atol=1e-9)
    assert names["two_layers"].max_iter == 50 and names["two_layers"].n_iter_no_change == 50


def test_scikit_learn_minimizes_the_same_loss(data):
    """Its C is 1 / (2 N λ): it ends below our 250 epochs, and not far below."""
    names = dict(data)
    exec(shown("sklearn").split("two_layers")[0], names)
    theirs, X, y = names["one_layer"], data["X_train"], data["y_train"]
    assert isinstance(theirs, LogisticRegression)
    model = SoftmaxRegression(penalty="l2", strength=0.001, epochs=250, random_state=0)
    model.fit(X, y)
    p = theirs.predict_proba(X)[np.arange(len(y)), y]
    objective = -np.log(p).mean() + 0.001 * (theirs.coef_**2).sum()
    assert 0 < model.loss(X, y) - objective < 0.005
    # and no other λ would make its weights a minimum: the gradient is 0 there
    Y = np.eye(10)[y]
    slope = X.T @ (theirs.predict_proba(X) - Y) / len(X) + 2 * 0.001 * theirs.coef_.T
    assert np.abs(slope).max() < 1e-3
