"""No silent NaN: what every public function makes of every finite input, one table for all.

A result is a number, or the infinity that it tends to; or there is an error that says what was too
large. No result shares memory with what was given, and no warning is left to NumPy.
"""

import inspect
from functools import partial

import descent
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from rooms import in_order, public_names

WIDTHS = {np.float32: 32, np.float64: 64}
dtypes = st.sampled_from(list(WIDTHS))


def arrays(shape, low=None, high=None):
    """Return arrays of any finite floats, huge and denormal ones included, of both types."""
    return dtypes.flatmap(
        lambda dtype: hnp.arrays(
            dtype,
            shape,
            elements=st.floats(
                low, high, allow_nan=False, allow_infinity=False, width=WIDTHS[dtype]
            ),
        )
    )


def distributions(shape):
    return arrays(shape, 0.0, 1.0).map(lambda p: (p + 1) / (p + 1).sum(-1, keepdims=True))


vector, matrix = arrays(3), arrays((4, 3))
number = st.floats(allow_nan=False, allow_infinity=False)
positive = st.floats(0, exclude_min=True, allow_infinity=False)
at_least_0 = st.floats(0, allow_infinity=False)
share, below_1 = st.floats(0, 1), st.floats(0, 1, exclude_max=True)
labels = hnp.arrays(np.int64, 4, elements=st.integers(0, 2))
targets = labels | distributions((4, 3))
seed, reduction = st.integers(0, 99), st.sampled_from(["mean", "sum", "none"])
whole = hnp.arrays(np.int64, 3, elements=st.integers(0, 10**6))
weights = st.none() | arrays(3, 0.0, None).filter(lambda w: w.min() > 0)
rng = seed.map(np.random.default_rng)
costs = number.map(lambda at: {"one": (lambda values: np.abs(values - at), [0.5, 1.0, 2.0])})
base = st.floats(1, exclude_min=True, allow_infinity=False)
p, q = distributions((4, 3)), distributions((4, 3))
losses = {"reduction": reduction}
cross_entropy = losses | {"label_smoothing": share, "class_weights": weights}
hinge = losses | {"margin": positive, "squared": st.booleans()}
function = st.sampled_from([np.sum, np.max, lambda x: float(x.flat[0] / 2), lambda x: 1e308])
gradient = st.sampled_from([np.ones_like, lambda x: x, lambda x: 1e200 * np.sign(x)])
optimizers = st.sampled_from(
    [
        descent.SGD(0.1, momentum=0.9),
        descent.AdaGrad(eps=0),
        descent.RMSProp(),
        descent.Adam(),
        descent.AdamW(1.0),
        descent.optimizers.AMSGrad(0.1),
        descent.optimizers.LineSearch(),
        descent.optimizers.LBFGS(),
        descent.optimizers.Newton(lambda x: np.eye(x.size)),
        descent.optimizers.ProximalSGD(descent.projections.soft_threshold, 0.1),
    ]
)
two_models = st.builds(
    lambda optimizer: [
        descent.SoftmaxRegression(epochs=2, optimizer=each, random_state=0)
        for each in (None, optimizer)
    ],
    st.sampled_from([descent.Adam(0.1), descent.RMSProp()]),
)
TABLE = {
    **dict.fromkeys(["softmax", "log_softmax"], (matrix, st.sampled_from([-1, 0]), positive)),
    **dict.fromkeys(["logsumexp", "softmax_jacobian", "sparsemax"], (matrix,)),
    "one_hot": [labels, st.just(3)],
    **dict.fromkeys(["sigmoid", "tanh", "relu"], (arrays((2, 3)),)),
    "leaky_relu": [arrays((2, 3)), st.floats(1e-30, 1e30)],
    "entropy": [p, base],
    **dict.fromkeys(["cross_entropy", "kl_divergence"], (p, q, base)),
    "log_arrangements": [whole],
    "sequence_log_likelihood": [whole, distributions((4, 3))],
    "calibration_error": [labels, p, {"n_bins": st.integers(1, 30)}],
    "calibration_floor": [p, {"rng": rng, "draws": st.just(3)}],
    "risk_coverage": [labels, p],
    "tune": [costs],
    "paired_difference": [vector, vector],
    "mcnemar": [hnp.arrays(bool, 4), hnp.arrays(bool, 4)],
    **dict.fromkeys(["accuracy", "confusion_matrix"], (labels, labels)),
    **{
        f"{name}{part}": arguments
        for name, arguments in {
            "softmax_cross_entropy": [matrix, targets, cross_entropy],
            "multiclass_hinge": [matrix, labels, hinge],
            "binary_cross_entropy_with_logits": [vector, arrays(3, 0.0, 1.0), losses],
            "lovasz_extension": [arrays(4, 0.0, 1.0), hnp.arrays(bool, 4)],
            "l1": [matrix],
            "l2": [matrix],
            "elastic_net": [matrix, at_least_0],
        }.items()
        for part in ("", "_gradient")
    },
    **dict.fromkeys(["soft_threshold", "l2_proximal"], (matrix, at_least_0)),
    "jaccard_index": [hnp.arrays(bool, 4), hnp.arrays(bool, 4)],
    "dropout": [matrix, below_1, seed],
    "batch_normalize": [matrix, positive],
    "decision_regions": [
        arrays((2, 3)),
        vector,
        arrays(4).filter(lambda box: box[0] < box[1] and box[2] < box[3]),
    ],
    "momentum_roots": [arrays(3, 0.0), arrays(3, 0.0, 1.0)],
    "ridge": [matrix, arrays(4), at_least_0],
    "sample_gumbel_max": [matrix, seed],
    "gumbel_softmax": [matrix, seed, st.just(2), positive],
    "top_k": [p, st.integers(1, 4)],
    "top_p": [p, st.floats(0, 1, exclude_min=True)],
    "min_p": [p, share],
    "attention": [arrays((2, 3)), matrix, arrays((4, 2))],
    "attention_gradient": [arrays((2, 3)), matrix, arrays((4, 2)), arrays((2, 2))],
    "numerical_gradient": [function, vector],
    "check_gradient": [function, gradient, vector],
    "hessian": [function, vector],
    "softmax_cross_entropy_hessian": [matrix, arrays((3, 2))],
    "is_positive_semidefinite": [arrays((3, 3)).map(np.tril).map(lambda H: H + np.tril(H, -1).T)],
    "find_chord_violation": [function, st.just(2), {"trials": st.just(3), "rng": seed}],
    "fit_together": [two_models, arrays((4, 2)), st.just([0, 1, 1, 0])],
    "minimize": [function, gradient, vector, optimizers, st.integers(0, 4)],
    "constant": [positive],
    "piecewise_constant": [st.just([2, 4]), st.lists(positive, min_size=3, max_size=3)],
    **dict.fromkeys(["exponential_decay", "inverse_time_decay"], (positive, at_least_0)),
    "cosine": [positive, st.integers(1, 100)],
    "warm_up": [st.integers(1, 100), positive],
    "make_blobs": [matrix, st.just(2), {"scale": at_least_0, "rng": seed}],
    "make_spirals": [st.just(2), st.just(3), {"noise": at_least_0, "rng": seed}],
    "make_polynomial": [vector, st.just(5), {"noise": at_least_0, "rng": seed}],
    "make_houses": [st.just(3), {"rng": seed}],
}
NO_NUMBERS = {
    "load_alice",
    "load_attention",
    "load_mnist",
    "load_replay",
    "load_hidden_replay",
    "load_penalized",
    *("interval", "spread", "table"),
}  # stored data, and texts; their own modules test them
PUBLIC = {
    name: each
    for name, each in public_names().items()
    if inspect.isfunction(each) or each.__module__ == "descent.schedules"
}


def numbers(result):
    """Return all arrays in a result."""
    if callable(result):
        return [np.array([result(t) for t in (0, 1, 3, 10**6)])]
    if isinstance(result, descent.convexity.ChordViolation):
        return [result.x, result.y, np.array(result.gap)]
    if isinstance(result, dict):
        return [array for part in result.values() for array in numbers(part)]
    if isinstance(result, tuple | list):
        return [array for part in result for array in numbers(part)]
    return [] if result is None else [np.asarray(result)]


def test_the_table_has_every_public_function():
    assert set(TABLE) == set(PUBLIC) - NO_NUMBERS


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", TABLE)
@given(data=st.data())
def test_finite_input_gives_no_nan(name, data):
    call, positional, keywords = PUBLIC[name], TABLE[name], {}
    if isinstance(positional[-1], dict):
        *positional, options = positional
        keywords = {key: data.draw(strategy, key) for key, strategy in options.items()}
    arguments = [data.draw(strategy) for strategy in positional]
    copies = [a.copy() if isinstance(a, np.ndarray) else a for a in arguments]
    given_arrays = [a for a in arguments if isinstance(a, np.ndarray)]
    try:
        results = numbers(in_order(call)(*arguments, **keywords))
    except (ValueError, FloatingPointError) as error:
        assert len(str(error).split()) > 3  # says something
        results = []
    assert not any(np.isnan(array).any() for array in results)
    assert not any(np.shares_memory(a, b) for a in results for b in given_arrays)
    for argument, copy in zip(arguments, copies, strict=True):
        np.testing.assert_array_equal(argument, copy)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "model",
    [
        descent.SoftmaxRegression,
        partial(descent.MLP, (2,)),
        partial(descent.MLP, (2, 2), "leaky_relu", batch_norm=True, dropout=0.5),
    ],
)
@given(data=st.data())
def test_a_model_of_finite_samples_says_no_nan(model, data):
    X, more = data.draw(arrays((4, 2))), data.draw(arrays((2, 2)))
    optimizer = data.draw(st.sampled_from([None, descent.Adam(0.1), descent.RMSProp()]))
    weight = data.draw(st.none() | arrays(4, 0.0).filter(lambda w: w[:2].all()))
    settings = {"penalty": "l2", "strength": 0.1, "optimizer": optimizer, "random_state": 0}
    learner = model(epochs=3, batch_size=2, **settings)
    try:
        learner.fit(X, [0, 1, 1, 0], sample_weight=weight)
        learned = [*learner.weights_, *learner.biases_, learner.predict_proba(more)]
        learned += [learner.decision_function(more), *learner.history_.values()]
    except (FloatingPointError, ValueError) as error:  # weights so unequal that a class is lost
        assert "not finite" in str(error) or "2 classes" in str(error)
        learned = []
    assert all(np.isfinite(array).all() for array in learned)
