"""The models beside the same networks in PyTorch, trained on the same batches."""

import numpy as np
import pytest
import torch
from descent import MLP, SGD, AdamW, SoftmaxRegression, load_mnist
from torch.nn import Linear, ReLU, Sequential
from torch.nn.functional import cross_entropy

EPOCHS, SIZE = 3, 32


@pytest.fixture(scope="module")
def digits():
    X, y, _, _ = load_mnist()
    return X[:500].astype(float), y[:500]


def train(network, optimizer, X, y, rng, strength=0.0):
    """Train as `fit` does: a new order every epoch, a step a batch."""
    X, y = torch.tensor(X), torch.tensor(y)
    weights = [p for p in network.parameters() if p.ndim == 2]
    for _ in range(EPOCHS):
        for batch in torch.tensor(rng.permutation(len(X))).split(SIZE):
            optimizer.zero_grad()
            loss = cross_entropy(network(X[batch]), y[batch])
            loss = loss + strength * sum((W**2).sum() for W in weights)
            loss.backward()
            optimizer.step()


def assert_same(model, network):
    layers = [layer for layer in network if isinstance(layer, Linear)]
    for W, b, layer in zip(model.weights_, model.biases_, layers, strict=True):
        np.testing.assert_allclose(W.T, layer.weight.detach(), atol=1e-10)
        np.testing.assert_allclose(b, layer.bias.detach(), atol=1e-10)


@pytest.mark.parametrize("strength", [0.0, 0.01])
def test_softmax_regression(digits, strength):
    settings = {"epochs": EPOCHS, "batch_size": SIZE, "random_state": 0}
    model = SoftmaxRegression(penalty="l2", strength=strength, **settings).fit(*digits)
    network = Sequential(Linear(784, 10)).double()
    for p in network.parameters():
        torch.nn.init.zeros_(p)
    optimizer = torch.optim.SGD(network.parameters(), lr=0.1)
    train(network, optimizer, *digits, np.random.default_rng(0), strength)
    assert_same(model, network)


def weights_and_biases(parameters):
    """Return two groups, of which the biases do not decay, as is the custom."""
    weights, biases = [], []
    for p in parameters:
        (weights if p.ndim == 2 else biases).append(p)
    return [{"params": weights}, {"params": biases, "weight_decay": 0.0}]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (SGD(0.1, momentum=0.9), lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9)),
        (AdamW(0.01), lambda p: torch.optim.AdamW(weights_and_biases(p), lr=0.01)),
    ],
    ids=["momentum", "AdamW"],
)
def test_mlp(digits, ours, theirs):
    model = MLP((20, 10), epochs=EPOCHS, batch_size=SIZE, optimizer=ours, random_state=0)
    model.fit(*digits)
    network = Sequential(Linear(784, 20), ReLU(), Linear(20, 10), ReLU(), Linear(10, 10)).double()
    rng = np.random.default_rng(0)
    for layer in network[::2]:  # the first weights are the first that `fit` draws
        shape = (layer.in_features, layer.out_features)
        W = rng.standard_normal(shape) * np.sqrt(2 / layer.in_features)
        layer.weight.data = torch.tensor(W.T.copy())
        torch.nn.init.zeros_(layer.bias)
    train(network, theirs(network.parameters()), *digits, rng)
    assert_same(model, network)


def torch_twin(model, activation):
    """Return the network in PyTorch with the first weights of `model`, before any step."""
    layers = []
    for m, W in enumerate(model.weights_):
        normed = m < len(model.norms_)
        linear = Linear(*W.shape, bias=not normed).double()
        linear.weight.data = torch.tensor(W.T.copy())
        if not normed:
            torch.nn.init.zeros_(linear.bias)
        last = m == len(model.weights_) - 1
        norm = [torch.nn.BatchNorm1d(W.shape[1]).double()] if normed else []
        layers += [linear, *norm, *([] if last else [activation()])]
    return Sequential(*layers)


@pytest.mark.parametrize(
    ("settings", "activation"),
    [
        ({"activation": "relu", "batch_norm": True}, ReLU),
        ({"activation": "leaky_relu"}, torch.nn.LeakyReLU),
        ({"activation": "tanh", "init": "glorot"}, torch.nn.Tanh),
        ({"activation": "sigmoid", "init": 1.0}, torch.nn.Sigmoid),
    ],
    ids=str,
)
def test_deep_networks(digits, settings, activation):
    X, y = digits
    model = MLP((12, 8, 6), random_state=0, epochs=EPOCHS, batch_size=SIZE, **settings)
    untrained = MLP(**model.get_params() | {"epochs": 0}).fit(X, y)
    network, rng = torch_twin(untrained, activation), np.random.default_rng(0)
    for W in untrained.weights_:
        rng.standard_normal(W.shape)  # which `fit` draws first
    train(network, torch.optim.SGD(network.parameters(), lr=0.1), X, y, rng)
    model.fit(X, y)
    network.eval()
    scores = network(torch.tensor(X))
    np.testing.assert_allclose(model.predict_proba(X), scores.softmax(1).detach(), atol=1e-9)
    linear = [layer for layer in network if isinstance(layer, Linear)]
    for p in network.parameters():  # in training they had a gradient already
        p.grad = None
    cross_entropy(network(torch.tensor(X)), torch.tensor(y)).backward()
    for ours, theirs in zip(model.backward(X, y), linear, strict=True):
        np.testing.assert_allclose(ours.W.T, theirs.weight.grad, atol=1e-9)
    norms = [layer for layer in network if isinstance(layer, torch.nn.BatchNorm1d)]
    for ours, theirs in zip(model.norms_, norms, strict=True):
        np.testing.assert_allclose(ours.running_variance, theirs.running_var, rtol=1e-9)
        np.testing.assert_allclose(ours.scale, theirs.weight.detach(), rtol=1e-9)
