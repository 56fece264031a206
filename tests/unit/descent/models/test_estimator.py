"""scikit-learn's own battery on the bare classes, and its tools."""

import pickle
import re
import subprocess
import sys
import warnings
from unittest import SkipTest

import numpy as np
import pytest
import sklearn.exceptions
from descent import MLP, SGD, Adam, SoftmaxRegression
from descent.datasets import make_blobs
from descent.models.estimator import NotFittedError
from sklearn.base import clone, is_classifier
from sklearn.calibration import CalibratedClassifierCV
from sklearn.metrics import get_scorer
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import estimator_checks_generator
from sklearn.utils.validation import check_is_fitted

EXPECTED_TO_FAIL = {
    "check_supervised_y_2d": "a column of labels is refused rather than reshaped with a warning",
}
NOT_OURS = "pandas|SCIPY_ARRAY_API"
"""What checks say that end early: they ask what this package does not promise."""


def case(estimator, check):
    reason = EXPECTED_TO_FAIL.get(check.func.__name__)
    marks = pytest.mark.xfail(reason=reason, strict=True) if reason else ()
    name = f"{type(estimator).__name__}-{check.func.__name__}"
    return pytest.param(estimator, check, marks=marks, id=name)


with warnings.catch_warnings():
    warnings.filterwarnings("ignore", "Estimator .* does not inherit from")
    CASES = [
        case(estimator, check)
        for model in (SoftmaxRegression(), MLP())
        for estimator, check in estimator_checks_generator(model)
    ]


@pytest.mark.filterwarnings("default")  # scikit-learn's checks warn on purpose
@pytest.mark.parametrize(("estimator", "check"), CASES)
def test_scikit_learns_battery(estimator, check):
    try:
        check(estimator)
    except SkipTest as reason:
        assert re.search(NOT_OURS, str(reason))


@pytest.fixture
def data():
    return make_blobs([[0, 0], [4, 0], [0, 4]], 20, rng=np.random.default_rng(0))


both = pytest.mark.parametrize("model", [SoftmaxRegression, MLP])


@both
def test_scikit_learns_tools_take_the_models(model, data):
    X, y = data
    learner = model(penalty="l2", random_state=0)
    assert is_classifier(learner) and learner.__sklearn_tags__().target_tags.required
    grid = GridSearchCV(learner, {"strength": [0.0, 0.1, 10.0]}).fit(X, y)
    assert grid.best_params_["strength"] < 10
    assert grid.best_score_ > 0.9
    assert cross_val_score(learner, X, y, cv=3).mean() > 0.9
    piped = make_pipeline(StandardScaler(), learner)
    assert cross_val_score(piped, X, y, cv=3, scoring="neg_log_loss").mean() > -0.5
    assert get_scorer("roc_auc_ovr")(learner.fit(X, y), X, y) > 0.9
    weights = np.ones(len(y))
    calibrated = CalibratedClassifierCV(learner, cv=3).fit(X, y, sample_weight=weights)
    assert calibrated.score(X, y) > 0.9


def test_the_error_of_an_unfitted_model_is_ours_and_scikit_learns():
    with pytest.raises(sklearn.exceptions.NotFittedError) as caught:
        MLP().predict([[1.0]])
    assert isinstance(caught.value, NotFittedError)
    again = pickle.loads(pickle.dumps(caught.value))
    assert (type(again), str(again)) == (type(caught.value), str(caught.value))
    with pytest.raises(sklearn.exceptions.NotFittedError):
        check_is_fitted(MLP())


def test_scikit_learn_is_not_loaded_by_a_model():
    script = (
        "import sys, descent; model = descent.SoftmaxRegression(epochs=1).fit([[0.0], [1]], [0, 1])"
        "\ntry: descent.MLP().predict([[0.0]])\nexcept ValueError as e: print(type(e).__module__)"
        "\nprint('sklearn' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout.split() == ["descent.models.estimator", "False"], done.stderr


@both
def test_settings_are_left_alone_by_fit(model, data):
    optimizer = Adam(0.01)
    settings = {"optimizer": optimizer, "epochs": 3, "random_state": 0}
    fitted = model(**settings).fit(*data)
    assert all(getattr(fitted, name) is value for name, value in settings.items())
    assert optimizer._steps == 0
    assert fitted.score(data[0], np.full(60, 7)) == 0, "a label that fit has not seen"


def test_the_settings_of_the_optimizer_can_be_searched(data):
    X, y = data
    learner = SoftmaxRegression(optimizer=SGD(0.1), epochs=3, random_state=0)
    grid = GridSearchCV(learner, {"optimizer__learning_rate": [1e-6, 0.1]}).fit(X, y)
    assert grid.best_params_ == {"optimizer__learning_rate": 0.1}
    assert learner.optimizer.learning_rate == 0.1  # clones have optimizers of their own
    learner.set_params(optimizer__eps=1.0, optimizer=Adam(0.5))
    assert learner.optimizer == Adam(0.5, eps=1.0)
    assert learner.get_params()["optimizer__eps"] == 1.0
    assert "optimizer__eps" not in learner.get_params(deep=False)
    for one, bad, message in (
        (learner, {"momentum": 0.5}, "Invalid parameter 'optimizer__momentum' for Softmax"),
        (SoftmaxRegression(), {"eps": 0.5}, "Invalid parameter 'optimizer__eps' for Softmax"),
        (learner, {"eps": -1}, "eps must be a number >= 0, got -1"),
    ):
        with pytest.raises(ValueError, match=message):
            one.set_params(**{f"optimizer__{name}": value for name, value in bad.items()})


def test_what_differs_from_the_defaults_is_shown():
    assert repr(SoftmaxRegression()) == "SoftmaxRegression()"
    assert repr(MLP(hidden=(3, 2), epochs=9)) == "MLP(hidden=(3, 2), epochs=9)"
    text = "SoftmaxRegression(optimizer=SGD(learning_rate=0.1, momentum=0.0, nesterov=False))"
    assert repr(SoftmaxRegression(optimizer=SGD(0.1))) == text


@pytest.mark.parametrize("labels", [["cat", "car", "frog"], [0.0, 1.0, 2.0], [True, False, True]])
def test_labels_that_are_objects_are_labels_of_their_own_type(labels):
    fitted = SoftmaxRegression(random_state=0).fit(np.eye(3), np.array(labels, object))
    assert fitted.classes_.dtype == np.array(labels).dtype
    assert fitted.score(np.eye(3), labels) == fitted.score(np.eye(3), np.array(labels, object)) == 1


class Frame:
    """A data frame, as far as estimators look at one."""

    def __init__(self, columns, values):
        self.columns, self.values = columns, np.asarray(values)

    def __array__(self, dtype=None, copy=None):
        return self.values if dtype is None else self.values.astype(dtype)


@both
@pytest.mark.filterwarnings("error")
def test_a_data_frame_must_have_the_columns_of_fit(model):
    learner, values = model(epochs=1), [[0.0, 1.0], [1.0, 0.0], [0.2, 0.9]]
    fitted = learner.fit(Frame(["a", "b"], values), y, validation=(Frame(["a", "b"], values), y))
    assert fitted.feature_names_in_.tolist() == ["a", "b"]
    assert fitted.feature_names_in_.dtype == object
    for ask in (fitted.predict, fitted.forward, lambda X: fitted.score(X, y)):
        with pytest.raises(ValueError, match="must be in the same order as they were in fit"):
            ask(Frame(["b", "a"], values))
    with pytest.raises(ValueError, match=r"unseen at fit time:\n- c\n.*now missing:\n- a"):
        fitted.predict(Frame(["c", "b"], values))
    with pytest.warns(UserWarning, match="X does not have valid feature names, but .* was fitted"):
        fitted.predict(values)
    with pytest.raises(ValueError, match="X must have column names of one type"):
        learner.fit(Frame(["a", 1], values), y)
    assert not hasattr(learner.fit(Frame([0, 1], values), y), "feature_names_in_")
    with pytest.warns(UserWarning, match="X has feature names, but .* was fitted without"):
        learner.predict(Frame(["a", "b"], values))


X, y = np.eye(3), [0, 1, 2]


def test_a_callback_is_looked_at_before_the_first_epoch(monkeypatch):
    monkeypatch.setattr(MLP, "_train_epoch", None)
    with pytest.raises(ValueError, match="callback must be a function, got 'x'"):
        MLP().fit(X, y, callback="x")


def test_hashed_labels_stay_as_they_are():
    labels = [2**63 + 2**11, 2**63 + 2**11 + 1, 5]
    model = SoftmaxRegression(epochs=0).fit(np.eye(3), labels)
    assert model.classes_.tolist() == sorted(labels)
    signed = SoftmaxRegression(epochs=0).fit(np.eye(2), np.array([2**53, 2**53 + 1]))
    assert signed.score(np.eye(2), np.array([2**53 + 1] * 2, np.uint64)) == 0
    assert np.isfinite(signed.loss(np.eye(2), np.array([2**53 + 1] * 2, np.uint64)))
    with pytest.raises(ValueError, match="y must hold labels that fit has seen"):
        signed.loss(np.eye(2), np.array([2**53 + 2] * 2, np.uint64))


@pytest.mark.parametrize(
    "model", [SoftmaxRegression(epochs=2), MLP(epochs=2, random_state=0)], ids=repr
)
def test_metadata_goes_where_it_is_requested(model, monkeypatch):
    """Weights reach `fit` and `score` of a pipeline, of its clones and searches, if requested."""
    seen = []
    learn, score = type(model)._learn_labels, type(model).score
    monkeypatch.setattr(
        type(model), "_learn_labels", lambda self, X, y, w: seen.append(w) or learn(self, X, y, w)
    )
    rows, labels = make_blobs([[0.0, 0.0], [3.0, 3.0]], 20, rng=0)
    weights = np.arange(1.0, 41.0)
    with sklearn.config_context(enable_metadata_routing=True):
        plain = make_pipeline(StandardScaler(), clone(model)).fit(rows, labels)
        assert plain.score(rows, labels) > 0.5
        assert len(cross_val_score(plain, rows, labels, cv=2)) == 2
        with pytest.raises(ValueError, match="sample_weight"):
            plain.fit(rows, labels, sample_weight=weights)
        seen.clear()
        routed = clone(model).set_fit_request(sample_weight=True)
        routed = clone(routed.set_score_request(sample_weight=True))
        scaler = StandardScaler().set_fit_request(sample_weight=False)
        pipe = make_pipeline(scaler, routed).fit(rows, labels, sample_weight=weights)
        assert seen[-1] is weights
        wrong = pipe.predict(rows) != labels
        right = np.average(~wrong, weights=weights)
        assert pipe.score(rows, labels, sample_weight=weights) == pytest.approx(right)
        GridSearchCV(pipe, {f"{pipe.steps[-1][0]}__epochs": [1]}, cv=2).fit(
            rows, labels, sample_weight=weights
        )
        assert any(w is not None and len(w) == 20 for w in seen)
        renamed = clone(model).set_fit_request(sample_weight="w")
        assert renamed.get_metadata_routing().fit.requests["sample_weight"] == "w"
        assert model.get_metadata_routing().fit.requests["sample_weight"] is None
        with pytest.raises(TypeError, match="score takes sample_weight, got weight"):
            clone(model).set_score_request(weight=True)
    with pytest.raises(RuntimeError, match="metadata routing must be enabled first"):
        clone(model).set_fit_request(sample_weight=True)
    assert type(model).score is score
