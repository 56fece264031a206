"""The names that chapters, checks and readers rely on, with their signatures."""

import inspect
import math

import descent
import pytest
from public import public_names

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
ELSEWHERE = {  # in the modules
    "leaky_relu": "z, *, slope=0.01",
    "binary_cross_entropy_with_logits": 'scores, labels, *, reduction="mean"',
    "accuracy": "y_true, y_pred",
    "confusion_matrix": "y_true, y_pred",
    "jaccard_index": "y_true, y_pred",
    "calibration_error": "y_true, y_prob, *, n_bins=10",
    "risk_coverage": "y_true, y_prob",
    "batch_normalize": "X, *, eps=1e-5",
}
BEGINNINGS = {  # further arguments may follow
    "SGD": "learning_rate=1e-3, momentum=0.0, nesterov=False",
    "AdaGrad": "learning_rate=1e-2, eps=1e-10",
    "RMSProp": "learning_rate=1e-2, alpha=0.99, eps=1e-8",
    "Adam": "learning_rate=1e-3, betas=(0.9, 0.999), eps=1e-8",
    "AdamW": "learning_rate=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=1e-2",
    "is_positive_semidefinite": "H",
    "load_mnist": "",
    "SoftmaxRegression": "*, penalty=None, strength=0.0, beta=1.0, optimizer=None, epochs=50,"
    " batch_size=32, random_state=None",
    "MLP": 'hidden=(10,), activation="relu", penalty=None, strength=0.0, beta=1.0, epochs=50',
}
PUBLIC = public_names()
ESTIMATOR = ("fit", "predict", "predict_proba", "decision_function", "score", "num_parameters")


def parameters(function):
    """Return name, kind and default of each parameter."""
    return [(p.name, p.kind, p.default) for p in inspect.signature(function).parameters.values()]


def stated(arguments):
    return parameters(eval(f"lambda {arguments}: None", {"e": math.e}))


@pytest.mark.parametrize(("name", "arguments"), (SIGNATURES | ELSEWHERE).items())
def test_signature(name, arguments):
    assert parameters(PUBLIC[name]) == stated(arguments)


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
    assert list(inspect.signature(descent.optimizers.Trajectory).parameters) == ["points", "values"]
    fields = ["X_train", "y_train", "X_test", "y_test"]
    assert list(inspect.signature(descent.datasets.Dataset).parameters) == fields


def test_the_top_level_has_the_names_that_are_fixed_and_no_others():
    top = {name for name, value in vars(descent).items() if value is PUBLIC.get(name)}
    assert top == {*SIGNATURES, *BEGINNINGS}


def star(module):
    """Return the names that ``from module import *`` brings."""
    brought = {}
    exec(f"from {module} import *", brought)
    return set(brought) - {"__builtins__"}


def test_a_star_brings_the_fixed_names_alone():
    assert star("descent") == {*SIGNATURES, *BEGINNINGS}


@pytest.mark.parametrize("module", ["datasets", "losses", "metrics", "models", "optimizers"])
def test_a_star_brings_what_a_module_offers(module):
    names = vars(getattr(descent, module)).items()
    assert star(f"descent.{module}") == {name for name, each in names if each is PUBLIC.get(name)}


SIGNED = [name for name in PUBLIC if not name.endswith("Error")]


@pytest.mark.parametrize("name", SIGNED)
def test_all_arguments_are_hinted(name):
    taken = inspect.signature(PUBLIC[name]).parameters.values()
    assert not [p.name for p in taken if p.annotation is p.empty]


@pytest.mark.parametrize("name", SIGNED)
def test_randomness_has_one_rule(name):
    """SPEC 7: functions take `rng`, estimators scikit-learn's `random_state`; no global state."""
    taken = set(inspect.signature(PUBLIC[name]).parameters)
    estimator = hasattr(PUBLIC[name], "fit") and name != "CountingModel"  # which draws nothing
    assert ("random_state" in taken) == estimator
    assert not taken & {"seed", "random_seed", "generator"} and not (estimator and "rng" in taken)


BY_PLACE = {"axis", "temperature", "base", "activation"}
"""As in NumPy, as in the formulas, and with the widths that it stands behind."""


@pytest.mark.parametrize("name", SIGNED)
def test_options_come_by_name(name):
    """Of data and what a formula cannot do without the place tells; of options, and `rng`, none."""
    methods = [
        getattr(PUBLIC[name], each)
        for each, value in inspect.getmembers(PUBLIC[name], inspect.isfunction)
        if not each.startswith("_")
    ]
    for function in (PUBLIC[name], *methods):
        taken = [p for p in inspect.signature(function).parameters.values() if p.name != "self"]
        by_place = [p for p in taken if p.kind is p.POSITIONAL_OR_KEYWORD]
        optional = {p.name for p in by_place[1:] if p.default is not p.empty}
        assert optional <= BY_PLACE, function
        assert "rng" not in {p.name for p in by_place}, function


@pytest.mark.parametrize("name", SIGNED)
def test_a_signature_says_what_a_student_can_read(name):
    """ArrayLike by its name, and not the 400 characters that it stands for."""
    methods = [each for each in vars(PUBLIC[name]).values() if inspect.isfunction(each)]
    for function in (PUBLIC[name], *methods):
        shown = str(inspect.signature(function))
        assert "_typing" not in shown and "Union[" not in shown and "Optional[" not in shown
