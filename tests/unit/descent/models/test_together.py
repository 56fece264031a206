"""Models that are fitted together against the same models fitted one by one."""

import numpy as np
import pytest
from descent import MLP, SGD, AdaGrad, Adam, AdamW, RMSProp, SoftmaxRegression
from descent.models import fit_together
from descent.optimizers import AMSGrad, ProximalSGD
from descent.projections import soft_threshold

rng = np.random.default_rng(0)
X, y = rng.normal(size=(23, 4)), rng.integers(0, 3, 23)
OTHERS = rng.normal(size=(9, 4)), rng.integers(0, 3, 9)
ONE_SEED = [{"optimizer": o, "random_state": 3} for o in (SGD(0.1), SGD(0.2), Adam(0.01), None)]
OWN_SEEDS = [{"optimizer": SGD(0.1, momentum=0.5), "random_state": s} for s in (0, 1)]
MIXED = [*OWN_SEEDS, *ONE_SEED]
ADAPTIVE = [
    {"optimizer": o, "random_state": 3} for o in (AdaGrad(0.1), RMSProp(0.01), AdamW(), AMSGrad())
]


@pytest.mark.parametrize("settings", [ONE_SEED, OWN_SEEDS, MIXED, MIXED[:1], ADAPTIVE])
@pytest.mark.parametrize("batch_size", [1, 5, None])
@pytest.mark.parametrize(
    ("kind", "shape"), [(SoftmaxRegression, {}), (MLP, {"hidden": (5, 3), "activation": "tanh"})]
)
@pytest.mark.parametrize("validation", [None, OTHERS])
def test_each_ends_as_after_its_own_fit(kind, shape, batch_size, settings, validation):
    def make():
        return [kind(**shape, batch_size=batch_size, epochs=3, **each) for each in settings]

    together, alone = make(), [model.fit(X, y, validation=validation) for model in make()]
    fit_together(together, X, y, validation=validation)
    for ours, theirs in zip(together, alone, strict=True):
        pairs = zip(ours.weights_ + ours.biases_, theirs.weights_ + theirs.biases_, strict=True)
        for one, other in pairs:
            assert one.shape == other.shape
            np.testing.assert_allclose(one, other, rtol=0, atol=1e-12)
        assert ours.history_.keys() == theirs.history_.keys()
        for name, values in ours.history_.items():
            np.testing.assert_allclose(values, theirs.history_[name], rtol=0, atol=1e-12)
        np.testing.assert_allclose(ours.predict_proba(X), theirs.predict_proba(X), rtol=1e-10)


def test_generators_are_drawn_from_one_by_one():
    together = [SoftmaxRegression(epochs=1, batch_size=2, random_state=g) for g in rng.spawn(2)]
    fit_together(together, X, y)
    assert not np.array_equal(together[0].weights_, together[1].weights_)


def test_float32_stays_float32():
    model = SoftmaxRegression(epochs=1, random_state=0)
    fit_together([model], X.astype(np.float32), y)
    assert model.weights_[0].dtype == model.biases_[0].dtype == np.float32


class Clipped(SGD):
    """Descent along the direction of the gradient: its rule looks at the whole array."""

    def rule(self, theta, g, eta, t, v):
        super().rule(theta, g / np.linalg.norm(g), eta, t, v)


@pytest.mark.parametrize(
    ("models", "message"),
    [
        ([], "at least one"),
        ([SoftmaxRegression(), MLP()], "one kind, got SoftmaxRegression and MLP"),
        ([SoftmaxRegression(epochs=1), SoftmaxRegression(epochs=2)], "same epochs"),
        ([SoftmaxRegression(batch_size=1), SoftmaxRegression()], "same batch_size"),
        ([MLP((2,)), MLP((3,))], "same hidden"),
        ([SoftmaxRegression(), SoftmaxRegression(penalty="l2", strength=0.1)], r"models\[1\]"),
        ([SoftmaxRegression(optimizer=ProximalSGD(soft_threshold, 0.1))], "no penalty"),
        ([MLP(activation="relu"), MLP(activation="tanh")], "same activation"),
        ([SoftmaxRegression(optimizer=Clipped(0.1))], "no optimizer that may look at a whole"),
        ([SoftmaxRegression(random_state=rng), MLP(random_state=rng)], "one kind"),
        (
            [SoftmaxRegression(random_state=rng)] * 2,
            "models must be different, got models.1. twice",
        ),
        (
            [SoftmaxRegression(random_state=rng), SoftmaxRegression(random_state=rng)],
            "models must not share a Generator",
        ),
        ([MLP(dropout=0.5)], "no dropout"),
        ([MLP(batch_norm=True)], "no batch normalization"),
        ([SoftmaxRegression(epochs=-1)], "epochs"),
    ],
)
def test_other_models_are_refused(models, message):
    with pytest.raises(ValueError, match=message):
        fit_together(models, X, y)


def test_models_stay_as_they_were_if_one_diverges():
    calm, wild = models = [
        SoftmaxRegression(optimizer=SGD(eta), epochs=5, random_state=0) for eta in (0.1, 1e200)
    ]
    calm.fit(X, y)
    before = calm.coef_
    with pytest.raises(FloatingPointError, match="diverges"):
        fit_together(models, 1e200 * X, y)
    np.testing.assert_array_equal(calm.coef_, before)
    assert not hasattr(wild, "weights_")


@pytest.mark.parametrize(
    ("held", "message"),
    [(([[2.0]], [1]), "loss not finite"), (([[9.0]], [0]), "scores not finite")],
)
def test_what_is_not_finite_is_found(held, message):
    """A step of 1.7e308 makes scores whose difference is inf, or an inf that is right: loss 0."""
    model = SoftmaxRegression(optimizer=SGD(1.7e308), epochs=1, batch_size=None)
    for fit in (model.fit, lambda *data, **held: fit_together([model], *data, **held)):
        with pytest.raises(FloatingPointError, match=message):
            fit([[1.0], [-1.0]], [0, 1], validation=held)


def test_memory_that_overflows_is_found():
    """Squares of 1e200 are inf, and the quotient by their root is 0: no weight would move."""
    with pytest.raises(FloatingPointError, match="a step is not finite"):
        fit_together([SoftmaxRegression(optimizer=AdaGrad(), epochs=1)], 1e200 * X, y)


def test_models_stay_as_they_were_if_one_is_interrupted(monkeypatch):
    def interrupt(*samples):
        raise KeyboardInterrupt

    model = SoftmaxRegression(epochs=1, random_state=0).fit(X, y)
    before = vars(model).copy()
    monkeypatch.setattr("descent.models.together._Stack.record", interrupt)
    with pytest.raises(KeyboardInterrupt):
        fit_together([model], X, y)
    assert vars(model) == before


def test_the_same_layers_in_a_list_and_a_tuple_are_the_same():
    models = [MLP((2,), epochs=1, random_state=0), MLP([2], epochs=1, random_state=0)]
    fit_together(models, [[0.0, 1.0], [1.0, 0.0]], [0, 1])
    np.testing.assert_array_equal(models[0].weights_[0], models[1].weights_[0])
    other = [MLP((2,), epochs=1), MLP((2, 2), epochs=1)]
    with pytest.raises(ValueError, match="models must have the same hidden"):
        fit_together(other, [[0.0, 1.0], [1.0, 0.0]], [0, 1])
