"""The names that chapters, checks and readers rely on, with their signatures."""

import inspect
import math

import descent
import pytest

LOSS = 'labels, *, label_smoothing=0.0, class_weights=None, reduction="mean"'
HINGE = 'labels, *, margin=1.0, squared=False, reduction="mean"'
SIGNATURES = {
    "softmax": "scores, axis=-1, temperature=1.0",
    "log_softmax": "scores, axis=-1, temperature=1.0",
    "logsumexp": "scores, axis=-1",
    "softmax_jacobian": "scores",
    "sparsemax": "scores, axis=-1",
    "sigmoid": "z",
    "one_hot": "labels, num_classes",
    "entropy": "p, base=e",
    "cross_entropy": "p, q, base=e",
    "kl_divergence": "p, q, base=e",
    "softmax_cross_entropy": f"scores, {LOSS}",
    "softmax_cross_entropy_gradient": f"scores, {LOSS}",
    "multiclass_hinge": f"scores, {HINGE}",
    "multiclass_hinge_gradient": f"scores, {HINGE}",
    "l1": "W",
    "l1_gradient": "W",
    "l2": "W",
    "l2_gradient": "W",
    "elastic_net": "W, beta",
    "elastic_net_gradient": "W, beta",
    "constant": "eta",
    "piecewise_constant": "boundaries, values",
    "exponential_decay": "eta0, rate",
    "minimize": "function, gradient, start, optimizer, steps",
    "numerical_gradient": "function, x",
    "check_gradient": "function, gradient, x",
    "hessian": "function, x",
    "softmax_cross_entropy_hessian": "X, W",
    "find_chord_violation": "function, dimension, *, trials, rng",
}
BEGINNINGS = {  # further arguments may follow
    "SGD": "learning_rate, momentum=0.0, nesterov=False",
    "AdaGrad": "learning_rate",
    "RMSProp": "learning_rate",
    "Adam": "learning_rate",
    "AdamW": "learning_rate",
    "is_positive_semidefinite": "H",
    "load_mnist": "",
    "SoftmaxRegression": "*, penalty=None, strength=0.0, optimizer=None, epochs=50, batch_size=32,"
    " random_state=None",
    "MLP": 'hidden=(10,), activation="relu"',
}
ESTIMATOR = ("fit", "predict", "predict_proba", "decision_function", "score", "num_parameters")


def parameters(function):
    """Return name, kind and default of each parameter."""
    return [(p.name, p.kind, p.default) for p in inspect.signature(function).parameters.values()]


def stated(arguments):
    return parameters(eval(f"lambda {arguments}: None", {"e": math.e}))


@pytest.mark.parametrize("name", SIGNATURES)
def test_signature(name):
    assert parameters(getattr(descent, name)) == stated(SIGNATURES[name])


@pytest.mark.parametrize("name", BEGINNINGS)
def test_signature_begins(name):
    given = {argument: default for argument, _, default in parameters(getattr(descent, name))}
    for argument, _, default in stated(BEGINNINGS[name]):
        assert argument in given
        assert default in (inspect.Parameter.empty, given[argument])


@pytest.mark.parametrize("name", ["SoftmaxRegression", "MLP"])
def test_estimators_have_the_usual_methods(name):
    estimator = getattr(descent, name)
    assert not [method for method in ESTIMATOR if not hasattr(estimator, method)]
    assert list(inspect.signature(estimator.fit).parameters)[1:4] == ["X", "y", "validation"]


def test_results_have_their_fields():
    assert list(inspect.signature(descent.Trajectory).parameters) == ["points", "values"]
    fields = ["X_train", "y_train", "X_test", "y_test"]
    assert list(inspect.signature(descent.Dataset).parameters) == fields


@pytest.mark.parametrize("name", descent.__all__)
def test_public_names_are_documented(name):
    assert inspect.getdoc(getattr(descent, name))
