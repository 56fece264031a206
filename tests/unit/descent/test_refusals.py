"""What every public function refuses: the error names the argument, and what it must be."""

from functools import partial

import numpy as np
import pytest
from descent import MLP, SGD, AdaGrad, Adam, AdamW, RMSProp, SoftmaxRegression, schedules
from descent.layers import BatchNormalization
from descent.models import AttentionModel, CountingModel
from descent.optimizers import LBFGS, AMSGrad, LineSearch, Newton, ProximalSGD
from descent.projections import soft_threshold
from descent.surfaces import NoisyQuadratic, Ravine, Rosenbrock, Saddle
from hypothesis import given
from hypothesis import settings as of_hypothesis
from hypothesis import strategies as st
from kinds import (
    PUBLIC,
    ROWS,
    TABLE,
    Kind,
    at_least_0,
    below_1,
    finite,
    function_of,
    integer,
    named,
    number,
    optional,
    positive,
    rng,
    share,
    switch,
)
from scipy import sparse

X, Y, BATCH, TEXT = np.eye(3), [0, 1, 2], np.ones((4, 2)), [0, 1, 2, 0, 1, 2, 0]


def fixed(value, **bad):
    return Kind(st.just(value), bad)


some = integer(1, st.just(2))
rate = number("> 0", st.just(0.1), 0, -1.0)
half = number(">= 0 and < 1", st.just(0.5), -0.1, 1)
adam = {
    "learning_rate": rate,
    "betas": Kind(
        st.just((0.9, 0.99)),
        {
            "{} must be two numbers, got": [0.9],
            "{}[0] must be a number >= 0 and < 1, got": [((0.9,), 0.99)],
            "{}[1] must be a number >= 0 and < 1, got": [(0.9, 1), (0.9, -0.1), (0.9, [0.99])],
        },
    ),
    "eps": at_least_0,
}
parameters = Kind(
    st.builds(lambda: [np.ones(2)]),
    {
        "{} must be a list of arrays, got": [np.ones(2), 3.0, None],
        "{}[0] must be a float32 or float64 ndarray, got": [[[1.0, 2.0]], [np.ones(2, int)]],
        "{}[0] must be writeable": [[np.broadcast_to(1.0, 2)]],
        "{}[0] must not contain NaN": [[np.array([1, np.nan])]],
        "{}[0] must be finite": [[np.array([1, np.inf])]],
    },
)
gradients = Kind(
    st.builds(lambda: [np.ones(2)]),
    {
        "{} must be a list of arrays, got": [np.ones(2), 3.0, None],
        "{} must have shapes [(2,)], got": [[], [np.ones(3)]],
        "{}[0] must not contain NaN": [[[1, np.nan]]],
        "{}[0] must be finite": [[[1, np.inf]]],
    },
)
training = {
    "penalty": Kind(st.just("l2"), {"{} must be one of 'l1', 'l2', 'elastic_net', got": ["l3", 2]}),
    "strength": at_least_0,
    "beta": at_least_0,
    "optimizer": Kind(
        st.none(),
        {"{} must be an Optimizer, got": [0.1, Newton(np.diag), LineSearch(), LBFGS()]},
    ),
    "epochs": integer(0, st.just(1)),
    "batch_size": optional(some),
    "random_state": rng,
    "progress": optional(switch),
}
network = {
    "hidden": Kind(
        st.just((2,)),
        {
            "{} must be a sequence of integers, got": [10],
            "{}[0] must be an integer >= 1, got": [(0,), (1.5,)],
        },
    ),
    "activation": Kind(st.just("tanh"), {"{} must be one of 'relu', ": [["relu"], "cube"]}),
    "init": Kind(
        st.just("he"),
        {"{} must be one of 'he', ": ["zeros"], "{} must be a number >= 0, got": [-1.0, np.nan]},
    ),
    "dropout": below_1,
    "batch_norm": switch,
}
sparse_X = sparse.eye_array(3)
sample_rows = Kind(
    st.just(X),
    {
        **{words: bad for words, bad in finite((3, 3)).bad.items() if "empty" not in words},
        "{} must be 2-D, got shape (2, 2, 2)": [np.ones((2, 2, 2))],
        "{} must be 2-D, one row per sample, got shape (3,). Reshape your data": [np.ones(3)],
        "{} must not be empty: 0 sample(s) of 3 feature(s)": [X[:0]],
        "{} must hold real numbers: could not convert": [np.array([["a"]] * 3, object)],
        "{} must be dense, sparse input is not supported": [sparse_X],
    },
)
del sample_rows.bad["{} must hold real numbers, got dtype"]
sample_labels = Kind(
    st.just(Y),
    {
        "{} should be a 1d array, one label a sample, got shape": [[], [[0], [1], [2]], 3],
        "{} must not contain NaN": [[np.nan, 1, 2], np.array([0, 1, np.nan], object)],
        "{} must be finite": [[np.inf, 1, 2]],
        "Unknown label type: {} must hold classes": [[0.5, 1.5, 1], np.array([0.5, 1, 2], object)],
        "{} must hold labels of one type, words or numbers, got": [[0, "1", 2], [{}, {}, {}]],
        "{} must not hold a missing value, got None at index (2,)": [[0, 1, None]],
        "{} must hold booleans, whole numbers or words, got dtype": [
            [1j, 2, 3],
            np.zeros(3, "i4,i4"),
            np.array([1, 2, "NaT"], "M8[D]"),
        ],
        "{} must not be a masked array": [np.ma.masked_equal(Y, 0)],
        "{} must have one label for each of the 3 rows of X, got 2": [[0, 1]],
    },
)
weights = Kind(
    st.none(),
    {
        "{} must have shape (3,), got shape (2,)": [np.ones(2)],
        "{} must hold numbers >= 0, got": [[1.0, -1.0, 1.0]],
        "{} must not be all zero": [np.zeros(3)],
        "{} must not contain NaN": [np.full(3, np.nan)],
    },
)
fit = {
    "X": sample_rows,
    "y": sample_labels | {"{} must have at least 2 classes, got 1 class: ": [[0, 0, 0]]},
    "sample_weight": weights,
    "validation": Kind(
        st.none(),
        {
            "{} must be a pair (X, y), got": [X, "Xy", (X, Y, Y)],
            "{}: y must hold labels that fit has seen, got": [(X, [0, 1, 7])],
            "{}: X has 2 features, but": [(np.eye(2), [0, 1])],
        },
    ),
    "callback": optional(function_of(lambda model: None)),
}
known_rows = sample_rows | {"X has 2 features, but": [np.ones((3, 2))]}
words = {"{} must hold numbers, as classes_ does, got words": [["0", "1", "2"]]}
known_labels = sample_labels | words
batch = finite((4, 2), good=st.just(BATCH)) | ROWS
batch |= {"{} must have shape (B, 2), got (1, 3)": [[[1.0, 2.0, 3.0]]]}
points = finite((3, 2)) | {"{} must have shape (..., 2), got": [[1.0, 2.0, 3.0], 1.0]}
text = Kind(
    st.just(TEXT),
    {
        "{} must be integers from 0 to 2, got 3": [[3] * 7],
        "{} must be of shape (N,), got": [[TEXT]],
    },
)
long_text = text | {"{} must have at least length": [[], [0, 1]]}
step = Kind(st.just(1), {"{} must be a number >= 0, got": [np.nan, np.inf, None, -1, "1"]})
ATTENTION = {"context": 2, "width": 4, "heads": 2, "hidden": 2, "steps": 1}


def fitted(model):
    return model.fit(X, Y)


MODELS = [fitted(SoftmaxRegression(epochs=1)), fitted(MLP((2,), epochs=1))]
WRITERS = [CountingModel(3), AttentionModel(3, **ATTENTION)]
METHODS = {
    "SGD": (SGD, {"learning_rate": rate, "momentum": half, "nesterov": switch}),
    "AdaGrad": (AdaGrad, {"learning_rate": rate, "eps": at_least_0}),
    "RMSProp": (RMSProp, {"learning_rate": rate, "alpha": half, "eps": at_least_0}),
    "Adam": (Adam, adam),
    "AMSGrad": (AMSGrad, adam),
    "AdamW": (AdamW, adam | {"weight_decay": at_least_0}),
    "ProximalSGD": (
        ProximalSGD,
        {"proximal": function_of(soft_threshold), "strength": at_least_0, "learning_rate": rate},
    ),
    "Newton": (Newton, {"hessian": function_of(np.diag), "learning_rate": rate}),
    "LineSearch": (
        LineSearch,
        {
            "learning_rate": rate,
            "share": number("> 0 and < 1", st.just(0.5), 0, 1),
            "shrink": number("> 0 and <= 0.9", st.just(0.5), 0, 0.91, -1),
        },
    ),
    "LBFGS": (LBFGS, {"memory": some}),
    "update": (
        lambda parameters, gradients: SGD(0.1).update(parameters, gradients),
        {"parameters": parameters, "gradients": gradients},
    ),
    "learning_rate(t)": (
        lambda t: SGD(lambda _: t).update([np.ones(1)], [np.ones(1)]),
        {
            "t": Kind(
                st.just(0.1), {"learning_rate({}) must be a number >= 0, got": [-1, np.nan, None]}
            )
        },
    ),
    **{
        f"{type(schedule).__name__}(t)": (schedule, {"t": step})
        for schedule in (
            schedules.constant(0.1),
            schedules.piecewise_constant([1], [0.2, 0.1]),
            schedules.exponential_decay(0.1, 0.1),
            schedules.inverse_time_decay(0.1, 0.1),
            schedules.cosine(0.1, 10),
            schedules.warm_up(4, 0.1),
        )
    },
    "SoftmaxRegression": (lambda **given: fitted(SoftmaxRegression(**given)), training),
    "MLP": (lambda **given: fitted(MLP(**given)), training | network),
    **{
        f"{type(model).__name__}.{method}": (getattr(model, method), kinds)
        for model in MODELS
        for method, kinds in {
            "fit": fit,
            "predict": {"X": known_rows},
            "forward": {"X": known_rows},
            "score": {"X": known_rows, "y": known_labels, "sample_weight": weights},
            "loss": {
                "X": known_rows,
                "y": known_labels | {"{} must hold labels that fit has seen, got": [[0, 1, 7]]},
            },
        }.items()
    },
    "CountingModel": (
        CountingModel,
        {
            "num_characters": integer(2, st.just(3)),
            "context": integer(0, st.just(2)) | {"{} must leave num_characters**context": [63]},
            "strength": at_least_0,
        },
    ),
    "AttentionModel": (
        partial(AttentionModel, 3),
        {
            "context": integer(2, st.just(2)),
            "width": integer(1, st.just(4)) | {"{} must be a multiple of heads = 2, got 9": [9]},
            "heads": some,
            "hidden": some,
            "steps": some,
            "batch_size": some,
            "learning_rate": rate,
            "random_state": rng,
        },
    ),
    **{
        f"{type(model).__name__}.{method}": (getattr(model.fit(TEXT), method), {"text": kind})
        for model in WRITERS
        for method, kind in {
            "fit": long_text,
            "surprise": text,
            "bits_per_character": text | {"{} must have at least length 1, got 0": [[]]},
        }.items()
    },
    "AttentionModel.attention_weights": (
        WRITERS[1].attention_weights,
        {"text": text | {"{} must have at least length 1, got 0": [[]]}},
    ),
    "BatchNormalization": (
        BatchNormalization,
        {
            "width": some,
            "momentum": share,
            "eps": number("> 0 in float32", st.just(1e-5), 0, 1e-60),
            "dtype": Kind(
                st.just("float32"),
                {"{} must be float32 or float64, got": [int, "text", None, np.float16]},
            ),
        },
    ),
    "BatchNormalization.forward": (BatchNormalization(2).forward, {"X": batch, "training": switch}),
    "BatchNormalization.backward": (
        BatchNormalization(2).backward,
        {
            "X": batch,
            "gradient": batch
            | {
                "{} must have the shape of X": [np.ones((1, 2))],
                "{} must have shape (B, 2)": [np.ones((4, 1))],
            },
            "training": switch,
        },
    ),
    "Ravine": (Ravine, {"condition": positive}),
    "NoisyQuadratic": (NoisyQuadratic, {"noise": at_least_0}),
    **{
        f"{type(surface).__name__}.{method}": (getattr(surface, method), {"points": points})
        for surface in (Ravine(), Saddle(), Rosenbrock(), NoisyQuadratic())
        for method in ("value", "gradient")
    },
    "sample_gradient": (NoisyQuadratic().sample_gradient, {"points": points, "rng": rng}),
}
"""Classes and methods, and the kinds of what they take."""
CALLS = {name: (PUBLIC[name], named(name)) for name in TABLE} | METHODS
BAD = [
    (name, parameter)
    for name, (_, kinds) in CALLS.items()
    for parameter, kind in kinds.items()
    if isinstance(kind, Kind)
]


@pytest.mark.parametrize(("name", "parameter"), BAD)
@of_hypothesis(max_examples=1)
@given(data=st.data())
def test_what_is_no_such_argument_is_refused_by_name(name, parameter, data):
    call, kinds = CALLS[name]
    good = {each: data.draw(getattr(kind, "good", kind)) for each, kind in kinds.items()}
    for words, values in kinds[parameter].bad.items():
        for value in values:
            with pytest.raises(ValueError) as caught:
                call(**good | {parameter: value})
            assert str(caught.value).startswith(words.replace("{}", parameter)), value
