"""What every public function takes: for each parameter a kind, which knows what is right and wrong.

A kind draws good values, for hypothesis, and lists bad ones below what the error says of them;
``{}`` stands for the parameter's name. Tests read both from one table.
"""

import inspect
from typing import Any, NamedTuple

import descent
import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from hypothesis.strategies import SearchStrategy
from public import public_names


class Kind(NamedTuple):
    """What a parameter may be, and what it may not be by the beginning of the error's message."""

    good: SearchStrategy
    bad: dict[str, list]

    def __or__(self, bad):
        """Return the kind that refuses more."""
        return Kind(self.good, self.bad | bad)


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
    """Return arrays of probabilities, none 0."""
    return arrays(shape, 0.0, 1.0).map(lambda p: (p + 1) / (p + 1).sum(-1, keepdims=True))


def real(shape, low=None, high=None, good=None):
    """Return the kind of arrays of real numbers; bad ones have the shape that fits."""
    nan = np.full(shape, np.nan)
    return Kind(
        arrays(shape, low, high) if good is None else good,
        {
            "{} must be a rectangular array": [[[1.0], [1.0, 2.0]]],
            "{} must hold real numbers, got dtype": [np.full(shape, x) for x in ("a", 1j)],
            "{} must not hold a missing value, got None at index": [np.full(shape, None)],
            "{} must not be empty, got shape": [nan[:0]],
            "{} must not contain NaN, got NaN at index": [nan],
            "{} must not be a masked array, got shape": [np.ma.masked_invalid(nan)],
        },
    )


def finite(shape, low=None, high=None, good=None):
    """Return the kind of arrays of finite numbers."""
    words = "{} must be finite, got inf"
    return real(shape, low, high, good) | {words: [np.full(shape, np.inf)]}


def number(bounds, good, *outside):
    """Return the kind of numbers within bounds."""
    nothing = [np.nan, np.inf, "1", None, True, [1.0], 10**400]
    return Kind(good, {f"{{}} must be a number {bounds}": [*outside, *nothing]})


def integer(least, good):
    """Return the kind of integers from `least` on."""
    bad = [least - 1, least + 0.5, float(least), "1", None, True]
    return Kind(good, {f"{{}} must be an integer >= {least}, got": bad})


def mask(size):
    """Return the kind of arrays of so many truth values."""
    words = "{} must be bool of shape (N,), got dtype"
    return Kind(hnp.arrays(bool, size), {words: [np.ones(size), np.ones((size, 1), bool), True]})


def optional(kind):
    """Return the kind that may be None, too."""
    bad = {words: [x for x in values if x is not None] for words, values in kind.bad.items()}
    return Kind(st.none() | kind.good, bad)


def function_of(*good):
    """Return the kind of functions."""
    return Kind(st.sampled_from(good), {"{} must be a function, got": ["f", 1.0]})


def classes(count):
    """Return the kind of so many integers below 3."""
    wrong = [np.full(count, x) for x in (3, -1, 1.0, True, "cat")]
    return Kind(
        hnp.arrays(np.int64, count, elements=st.integers(0, 2)),
        {"{} must be integers from 0 to 2, got": wrong},
    )


def probabilities(shape):
    """Return the kind of distributions over the last axis."""
    bad = {
        "{} must have at least one axis": [1.0],
        "{} must sum to 1 over the last axis, got the sum": [np.full(shape, 0.5)],
        "{} must hold numbers >= 0, got values from -1.0": [np.full(shape, -1.0)],
    }
    return finite(shape, good=distributions(shape)) | bad


INF = np.inf
INFINITIES = {
    "{} must have at most one +inf along axis -1, got": [[[0.0, 1.0], [INF, INF]]],
    "{} must not all be -inf along axis -1": [[[0.0, 1.0], [-INF, -INF]]],
}
NO_AXIS = {"{} must have an axis -1, got shape ()": [1.0]}
ONE_OR_TWO = {"{} must be 1-D or 2-D, got shape": [np.zeros((1, 1, 2))]}
FLAT = {"{} must be 1-D, got shape": [np.zeros((2, 2))]}
ROWS = {"{} must be 2-D, got shape": [np.zeros(3)]}
SHARES = {"{} must hold numbers >= 0 and <= 1, got": [[0.5, -0.1, 0.0], [0.5, 1.1, 0.0]]}

vector, matrix = finite(3), finite((4, 3))
rows, flat = matrix | ROWS, vector | FLAT
class_scores = real((4, 3)) | INFINITIES
scores = class_scores | NO_AXIS
axis = Kind(st.sampled_from([-1, 0]), {"scores must have an axis": [2, -3, 0.5, None, True]})
finite_number = st.floats(allow_nan=False, allow_infinity=False)
positive = number("> 0", st.floats(0, exclude_min=True, allow_infinity=False), 0, -1.0)
at_least_0 = number(">= 0", st.floats(0, allow_infinity=False), -0.1)
share = number(">= 0 and <= 1", st.floats(0, 1), -0.1, 1.1)
below_1 = number(">= 0 and < 1", st.floats(0, 1, exclude_max=True), -0.1, 1)
base = number("> 1", st.floats(1, exclude_min=True, allow_infinity=False), 1, 0)
some = integer(1, st.integers(1, 4))
switch = Kind(st.booleans(), {"{} must be True or False, got": ["no", 1, None]})
rng = Kind(
    st.integers(0, 99) | st.integers(0, 99).map(np.random.default_rng),
    {"{} must be None, an integer >= 0 or a numpy.random.Generator, got": [-1, "zero", 0.5]},
)
reduction = Kind(
    st.sampled_from(["mean", "sum", "none"]),
    {"{} must be one of 'mean', 'sum', 'none', got": ["max", "", None, ["sum"]]},
)
NO_FIT = "labels must have shape (4,){} to fit scores, got shape"
unfit = [[0, 1], 0, [[0], [1], [2], [0]]]
labels = classes(4) | {NO_FIT.format(""): [*unfit, np.eye(4, 3)]}
targets = Kind(labels.good | distributions((4, 3)), classes(4).bad) | {
    NO_FIT.format(" or (4, 3)"): unfit,
    "{} must sum to 1 over the last axis": [np.full((4, 3), 0.4)],
    "{} must hold numbers >= 0, got": [np.full((4, 3), -1.0)],
}
class_weights = Kind(
    st.none() | arrays(3, 0.0, None).filter(lambda w: w.min() > 0),
    {
        "{} must have shape (3,), got shape (2,)": [[1, 2]],
        "{} must hold numbers >= 0, got": [[1, -2, 1]],
        "{} must not contain NaN": [[1, np.nan, 1]],
        "{} must be finite": [[1, INF, 1]],
    },
)
counts = Kind(
    hnp.arrays(np.int64, 3, elements=st.integers(0, 10**6)),
    {
        "{} must be whole numbers, none negative, got": [[-1, 2], [0.5, 1]],
        "{} must be below 2**53": [[0, 2.0**52]],
        "{} must not be empty": [[]],
        **FLAT,
    },
)
NO_LABELS = {
    "{} should be a 1d array, one label a sample, got shape": [[], [[0, 1]], 3],
    "{} must not contain NaN": [[0, 1, np.nan, 0]],
    "Unknown label type: {} must hold classes": [[0.5, 1, 0, 0]],
    "{} must not hold a missing value, got None at index (0,)": [[None, "a", 0, 0]],
    "{} must hold labels of one type": [
        [0, "a", 0, 0],
        ["a", 1.5, "b", "c"],
        [b"a", "a", "b", "c"],
    ],
}
true = Kind(labels.good, NO_LABELS)
predicted = true | {
    "{} must have the shape of y_true, (4,)": [[0]],
    "{} must hold numbers, as y_true does, got": [["1"] * 4, [b"1"] * 4],
}
p = probabilities((4, 3))
judged = classes(4) | {"y_true and y_prob must have shapes (N,) and (N, C), got": [[0, 1], 0]}
judged |= {"{} must be a rectangular array": [[[0, 1], [0]]]}
bins = integer(1, st.integers(1, 30)) | {"{} must be at most 1,000,000, got": [10**6 + 1]}
q = p | {"{} must have the shape of p, (4, 3), got": [[0.5, 0.5]]}
function = function_of(np.sum, np.max, lambda x: float(x.flat[0] / 2), lambda x: 1e308)
function |= {"{} must return a number, got": [lambda x: x, lambda x: None, lambda x: 1j]}
smooth = function | {"{} must return a finite number, got": [lambda x: np.nan, lambda x: INF]}
slope = function_of(np.ones_like, lambda x: x, lambda x: 1e200 * np.sign(x)) | {
    "{}(x) must have the shape of x": [lambda x: x[:1]],
    "{}(x) must not contain NaN": [lambda x: x * np.nan],
}
optimizer = Kind(
    st.sampled_from(
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
    ),
    {"{} must be an Optimizer, ": [0.1, "Adam"]},
)
costs = finite_number.map(lambda at: {"one": (lambda values: np.abs(values - at), [0.5, 1, 2])})
size = Kind(
    st.sampled_from([(), 2, (1, 2)]),
    {"{} must be an integer >= 1, got": [-1, 0, (2, 0), 2.5, (2.5,), True]},
)
box = arrays(4).filter(lambda box: box[0] < box[1] and box[2] < box[3])
symmetric = arrays((3, 3)).map(np.tril).map(lambda H: H + np.tril(H, -1).T)
seen = Kind(
    st.none() | st.just(np.ones((2, 4), bool)),
    {
        "{} must be bool of shape (2, 4), got": [np.ones((2, 4)), np.eye(2, dtype=bool)],
        "{} must let each query see a key, got none for query 0": [np.zeros((2, 4), bool)],
    },
)
UNEQUAL = "queries, keys and values must be of shapes (..., N, D), (..., M, D) and (..., M, E)"
attended = (
    finite((2, 3)) | {"{} must be of shape (..., rows, columns), got (3,)": [np.ones(3)]},
    matrix | {"{} must have the leading axes of queries": [np.ones((2, 4, 3))]},
    finite((4, 2)) | {UNEQUAL: [np.ones((5, 2))]},
)
boundaries = Kind(
    st.just([2, 4]),
    {
        "{} must be a sequence, got": [10, np.array(1)],
        "{} must increase": [[5, 5]],
        "{}[0] must be an integer >= 0, got": [[2.5, 4], [np.nan, 4], [-1, 4]],
    },
)
levels = Kind(
    st.lists(positive.good, min_size=3, max_size=3),
    {
        "{} must be a sequence, got": [1],
        "{} must have one entry more than boundaries, got 1 values and 2": [[1]],
        "{}[1] must be a number > 0, got": [[1, -1, 1], [1, "1", 1]],
    },
)

TABLE: dict[str, tuple] = {
    **dict.fromkeys(["softmax", "log_softmax"], (scores, axis, positive)),
    **dict.fromkeys(["logsumexp", "sparsemax"], (scores, axis)),
    "softmax_jacobian": (scores,),
    "one_hot": (classes(4) | {"{} must not be empty": [np.zeros(0, int)]}, integer(1, st.just(3))),
    **dict.fromkeys(["sigmoid", "tanh", "relu"], (real((2, 3)),)),
    "leaky_relu": (real((2, 3)), number("> 0", st.floats(1e-30, 1e30), 0)),
    "entropy": (p, base),
    **dict.fromkeys(["cross_entropy", "kl_divergence"], (p, q, base)),
    "log_arrangements": (counts,),
    "sequence_log_likelihood": (counts, p | {"{} must have shape (..., 3) to": [[0.5, 0.5]]}),
    "calibration_error": (judged, p, bins),
    "calibration_floor": (p, rng, bins, integer(1, st.just(3))),
    "risk_coverage": (judged, p),
    "tune": (costs,),
    "paired_difference": (vector, vector | {"{} must have the shape of a, (3,)": [[1.0, 2.0]]}),
    "mcnemar": (mask(4), mask(4) | {"{} must have the shape of a_right, (4,)": [[True]]}),
    **dict.fromkeys(["accuracy", "confusion_matrix"], (true, predicted)),
    **{
        f"{name}{part}": arguments
        for name, arguments in {
            "softmax_cross_entropy": (
                class_scores | ONE_OR_TWO,
                targets,
                share,
                class_weights,
                reduction,
            ),
            "multiclass_hinge": (class_scores | ONE_OR_TWO, labels, positive, switch, reduction),
            "binary_cross_entropy_with_logits": (
                real(3),
                finite(3, 0.0, 1.0) | SHARES | {"{} must have the shape of scores": [[[1], [0]]]},
                reduction,
            ),
            "lovasz_extension": (
                finite(4, 0.0, 1.0) | SHARES | FLAT,
                mask(4) | {"{} must have the shape of errors, (4,)": [[True]]},
            ),
            "l1": (matrix,),
            "l2": (matrix,),
            "elastic_net": (matrix, at_least_0),
        }.items()
        for part in ("", "_gradient")
    },
    **dict.fromkeys(["soft_threshold", "l2_proximal"], (matrix, at_least_0)),
    "jaccard_index": (mask(4), mask(4)),
    "dropout": (matrix, below_1, rng),
    "batch_normalize": (rows, positive),
    "decision_regions": (
        finite((2, 3)) | ROWS | {"W must have shape (2, C) for b of shape (C,)": [np.eye(3)]},
        flat,
        finite(4, good=box)
        | FLAT
        | {"{} must be left < right": [(1, 1, 0, 1), (0, 1, 1, 1), (0, 1)]},
    ),
    "momentum_roots": (
        finite(3, 0.0) | {"{} must hold numbers >= 0, got": [[-0.1]]},
        finite(3, 0.0, 1.0) | SHARES | {"{} must have a shape that fits share": [[0, 1]]},
    ),
    "ridge": (
        rows,
        finite(4) | FLAT | {"X[:, 0] must have the shape of y, (3,)": [np.ones(3)]},
        at_least_0,
    ),
    "sample_gumbel_max": (scores, rng, size),
    "gumbel_softmax": (scores, rng, size, positive),
    "top_k": (p, some),
    "top_p": (p, number("> 0 and <= 1", st.floats(0, 1, exclude_min=True), 0, 1.1)),
    "min_p": (p, share),
    "attention": (*attended, seen),
    "attention_gradient": (
        *attended,
        finite((2, 2)) | {"{} must have the shape (2, 2) of the means": [np.ones((2, 3))]},
        seen,
    ),
    **dict.fromkeys(["numerical_gradient", "hessian"], (smooth, vector)),
    "check_gradient": (smooth, slope, vector),
    "softmax_cross_entropy_hessian": (
        rows,
        finite((3, 2)) | ROWS | {"{} must have shape (3, C) to fit X": [np.eye(2)]},
    ),
    "is_positive_semidefinite": (
        finite((3, 3), good=symmetric)
        | ROWS
        | {"{} must be square": [[[1, 2]]], "{} must be symmetric": [[[1, 2], [0, 1]]]},
        at_least_0,
    ),
    "find_chord_violation": (function, integer(1, st.just(2)), integer(1, st.just(3)), rng),
    "minimize": (smooth, slope, vector, optimizer, integer(0, st.sampled_from([1, 0, 2, 4]))),
    "constant": (positive,),
    "piecewise_constant": (boundaries, levels),
    **dict.fromkeys(["exponential_decay", "inverse_time_decay"], (positive, at_least_0)),
    "cosine": (positive, integer(1, st.integers(1, 100))),
    "warm_up": (integer(1, st.integers(1, 100)), positive),
    "make_blobs": (rows, integer(1, st.just(2)), at_least_0, rng),
    "make_spirals": (integer(2, st.just(2)), integer(2, st.just(3)), at_least_0, rng),
    "make_polynomial": (flat, integer(1, st.just(5)), at_least_0, rng),
    "make_houses": (integer(1, st.just(3)), rng),
}
"""The kinds of each function's parameters, in their order."""
NO_NUMBERS = {
    "load_alice",
    "load_ablations",
    "load_attention",
    "load_mnist",
    "load_replay",
    "load_hidden_replay",
    "load_penalized",
    *("interval", "spread", "table"),
}
"""Stored data, and texts; their own modules test them."""
PUBLIC = {
    name: each
    for name, each in public_names().items()
    if inspect.isfunction(each) or each.__module__ == "descent.schedules"
}


def named(name: str) -> dict[str, Any]:
    """Return the kinds of a function by the names of its parameters."""
    return dict(zip(inspect.signature(PUBLIC[name]).parameters, TABLE[name], strict=False))
