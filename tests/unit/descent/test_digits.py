"""Digits: every public function of numbers against mpmath, its error relative to the result.

Inputs are easy, close to each other, extreme and subnormal, in both types of floats; the oracle is
the formula as it is printed, of these very floats, in 400 digits.
"""

import inspect
import math
from itertools import pairwise

import numpy as np
import pytest
from descent import metrics
from mpmath import mp, mpf
from public import in_order, public_names

mp.dps = 400
UNTOLD = {  # what has no formula of its own to compare digits with
    **dict.fromkeys(
        [
            *("sample_gumbel_max", "gumbel_softmax", "dropout"),
            *(
                "find_chord_violation",
                "make_blobs",
                "make_spirals",
                "make_polynomial",
                "make_houses",
            ),
        ],
        "draws at random",
    ),
    **dict.fromkeys(
        (
            *("load_ablations", "load_alice", "load_attention", "load_mnist", "load_replay"),
            *("load_hidden_replay", "load_penalized"),
        ),
        "reads what is stored",
    ),
    **dict.fromkeys(("numerical_gradient", "check_gradient", "hessian"), "errs by a step"),
    "attention_gradient": "adds what may cancel; test_attention compares it with differences",
    "minimize": "takes steps",
    **dict.fromkeys(("one_hot", "confusion_matrix", "accuracy"), "counts"),
    **dict.fromkeys(("jaccard_index", "is_positive_semidefinite"), "counts or decides"),
    **dict.fromkeys(("calibration_error", "calibration_floor", "risk_coverage"), "counts, in bins"),
    **dict.fromkeys(("interval", "spread", "table"), "writes a few digits"),
    "tune": "chooses among what it is given",
    **dict.fromkeys(("ridge", "decision_regions"), "as well as its problem is conditioned"),
}


def entrywise(function):
    return np.frompyfunc(function, 1, 1)


exp, log, sqrt, cosh, tanh = map(entrywise, (mp.exp, mp.log, mp.sqrt, mp.cosh, mp.tanh))
entropic = entrywise(lambda p: p and p * mp.log(p))
sign = entrywise(mp.sign)


def logistic(z):
    return 1 / (1 + exp(-z))


def soft(o, temperature=1):
    weights = exp((o - o.max()) / temperature)
    return weights / weights.sum()


def hot(o, label):
    return np.array([mpf(int(c == label)) for c in range(len(o))])


def closest(o):
    """The point of the simplex that is closest to o."""
    ranked = np.sort(o)[::-1]
    tau = max((ranked[:k].sum() - 1) / k for k in range(1, len(o) + 1))
    return np.maximum(o - tau, 0)


def divergence(p, q, base):
    pairs = zip(p, q, strict=True)
    return sum((a and a * mp.log(a / b)) - a + b for a, b in pairs) / mp.log(base)


def arrangements(counts):
    return mp.loggamma(counts.sum() + 1) - sum(mp.loggamma(k + 1) for k in counts)


def difference(a, b):
    apart = a - b
    spread = ((apart - apart.mean()) ** 2).sum() / (len(a) - 1)
    return np.array([apart.mean(), mp.sqrt(spread / len(a))])


def likelier(a, b):
    only = int((a & ~b).sum()), int((b & ~a).sum())
    tail = sum(math.comb(sum(only), k) for k in range(min(only) + 1))
    return np.array([*map(mpf, only), min(mpf(1), mpf(2 * tail) / 2 ** sum(only))])


def weighted(o, target, label_smoothing=0.0, class_weights=None):
    """The target of each class, times its weight; and what the mean divides by."""
    weights = np.array([mpf(1)] * len(o) if class_weights is None else class_weights)
    smooth = mpf(label_smoothing)
    of_label = not np.ndim(target)
    q = (1 - smooth) * (hot(o, target) if of_label else target) + smooth / len(o)
    return q * weights / (weights[target] if of_label and class_weights is not None else 1)


def cross(o, target, **settings):
    return -(weighted(o, target, **settings) * log(soft(o))).sum()


def cross_slope(o, target, **settings):
    q = weighted(o, target, **settings)
    return soft(o) * q.sum() - q


def hinges(o, label, margin=1.0, squared=False):
    over = np.maximum(o - o[label] + mpf(margin), 0)
    over[label] = mpf(0)
    return over**2 if squared else over


def hinge_slope(o, label, margin=1.0, squared=False):
    over = hinges(o, label, margin)
    slope = 2 * over if squared else sign(over)
    slope[label] = -slope.sum()
    return slope


def jaccard_steps(errors, truth):
    order = sorted(range(len(errors)), key=lambda n: -errors[n])
    missed = [mpf(int(truth[order[: k + 1]].sum())) for k in range(len(order))]
    false = [k + 1 - m for k, m in enumerate(missed)]
    loss = [mpf(0)] + [(m + f) / (int(truth.sum()) + f) for m, f in zip(missed, false, strict=True)]
    steps = errors * 0
    steps[order] = [after - before for before, after in pairwise(loss)]
    return steps


def softened(W, threshold):
    return sign(W) * np.maximum(abs(W) - mpf(threshold), 0)


def columns(X, eps):
    centered = X - X.mean(0)
    return centered / sqrt((centered**2).mean(0) + mpf(eps))


def momentum(share, mu):
    half = (1 + mu - share) / 2
    root = mp.sqrt(half - mp.sqrt(mu)) * mp.sqrt(half + mp.sqrt(mu))
    return np.array([half + root, half - root])


def curvature(X, W):
    total = 0
    for x in X:
        p = soft(x @ W)
        total = total + np.kron(np.outer(x, x), np.diag(p) - np.outer(p, p))
    return total / len(X)


def share_of(p, least):
    """Keep what is at least so probable."""
    kept = np.array([each if each >= least else mpf(0) for each in p])
    return kept / kept.sum()


def attended(q, k, v):
    weights = np.array([soft(row) for row in q @ k.T / mp.sqrt(q.shape[1])])
    return weights @ v, weights


def rates(schedule):
    """Of what makes schedules: the rates at some steps."""
    return lambda *numbers: np.array([schedule(t, *map(mpf, numbers)) for t in STEPS])


STEPS = (0, 1, 7, 1000)


def floats(f):
    """Return what is asked, of one type of floats: arrays, by what is hard about them."""
    tiny, small, eps = float(f.tiny), float(f.smallest_subnormal), float(f.eps)
    big = float(f.max) ** 0.25
    scores = {
        "easy": [3.2, 5.1, -1.7],
        "close": [1, 1 + 2 * eps, 1 - 3 * eps],
        "extreme": [40, -65, 2.5],
        "huge": [big, -big, big / 3],
        "subnormal": [small, -7 * small, tiny],
    }
    weights = {**scores, "huge": [big / 3, big, big / 7]}
    shares = {
        "easy": ([0.2, 0.5, 0.3], [0.4, 0.35, 0.25]),
        "close": ([0.25, 0.5, 0.25], [0.25 + 2 * eps, 0.5 - 2 * eps, 0.25]),
        "apart": ([0.25, 0.5, 0.25], [0.25 + 1e-4, 0.5 - 1e-4, 0.25]),
        "extreme": ([1 - eps, eps, tiny], [eps, 1 - eps, tiny * 8]),
        "rare": ([1, tiny * 2, 0], [1, tiny * 3, 0]),
        "subnormal": ([0, 1, 3 * small], [small, 1, 2 * small]),
    }
    return scores, weights, shares


def labelled(scores, *more, labels=(0, 1), **settings):
    return [(o, label, *more, settings) for o in scores.values() for label in labels]


def table(f):
    """Return of each function its oracle and what both are given."""
    scores, weights, shares = floats(f)
    small, tiny, eps = float(f.smallest_subnormal), float(f.tiny), float(f.eps)
    some = {k: o for k, o in scores.items() if k != "huge"}
    each = [(o,) for o in scores.values()]
    finite = [(o,) for o in weights.values()]
    entries = [([*o, 0.3, -0.7, 20.0, -80.0],) for o in some.values()]
    untied = [shares[name][0] for name in ("easy", "extreme", "subnormal")]
    one, pairs = [(p,) for p, _ in shares.values()], list(shares.values())
    based = [(p, q, base) for p, q in pairs for base in (math.e, 2.0)]
    counts = [[2, 3], [0, 0, 7], [0, 0], [30, 40, 20], [1, 1], [15, 16, 17]]
    more = [[2**23, 1], [10**6, 2 * 10**6, 5], [1] * 300]
    long = [[10**8, 1], [10**12, 1], [10**15, 1], [2**52 - 2, 1]] if f.bits == 64 else []
    mixed = [0.1, 0.6, 0.7, 0.2]
    truth = np.array([True, True, False, False])
    images = [(W, 0.25) for W in weights.values()] + [([small, -0.25, 0.25 + eps], 0.25)]
    matrix = [[1.0, 5.0], [3.0, 5.5], [-2.5, 4.0]]
    attending = [([[1.0]], [[s] for s in o], matrix) for k, o in scores.items() if k != "huge"]
    wide = np.array(matrix) * [float(f.max) ** 0.25, tiny**0.25]
    ranges = [(0.5, 0.1), (1e-300, 1e-5), (1e300, 0.0), (0.1, 30.0)]
    taken = {
        "softmax": (
            lambda o, axis, t: soft(o, mpf(t)),
            [(*o, -1, t) for o in each for t in (1.0, 0.125, 1e3)],
        ),
        "log_softmax": (
            lambda o, axis, t: log(soft(o, mpf(t))),
            [(*o, -1, t) for o in each for t in (1.0, 0.125, 1e3)],
        ),
        "logsumexp": (lambda o: mp.log(exp(o).sum()), [(o,) for o in some.values()]),
        "softmax_jacobian": (lambda o: np.diag(soft(o)) - np.outer(soft(o), soft(o)), each),
        "sparsemax": (closest, [*each, ([0.5, 0.25, -0.5],)]),
        "sigmoid": (logistic, entries),
        "tanh": (tanh, entries),
        "relu": (lambda z: np.maximum(z, 0), entries),
        "leaky_relu": (lambda z, a: np.where(z > 0, z, mpf(a) * z), [(*z, 0.25) for z in entries]),
        "entropy": (lambda p: -entropic(p).sum(), one),
        "cross_entropy": (
            lambda p, q, base: (
                -sum(a and a * mp.log(b) for a, b in zip(p, q, strict=True)) / mp.log(base)
            ),
            [pair for pair in based if all(q or not p for p, q in zip(*pair[:2], strict=True))],
        ),
        "kl_divergence": (divergence, based),
        "log_arrangements": (arrangements, [(np.array(k, float),) for k in counts + more + long]),
        "sequence_log_likelihood": (
            lambda k, p: sum(a and a * mp.log(b) for a, b in zip(k, p, strict=True)),
            [
                ([k, 5.0, 0.0], p)
                for p in one
                for p in p
                if p[1]
                for k in (0.0, 3.0)
                if p[0] or not k
            ],
        ),
        "paired_difference": (difference, [(o, [0.5, 1.0, 2.0]) for o in some.values()]),
        "mcnemar": (
            likelier,
            [(np.arange(n) < k, np.arange(n) >= k) for n, k in ((7, 2), (900, 500), (2000, 3))],
        ),
        "softmax_cross_entropy": (
            cross,
            [
                *labelled(scores),
                *labelled(some, label_smoothing=0.125),
                *labelled(some, class_weights=[1.0, 4.0, 0.5]),
                *((o, p, {}) for o in some.values() for p, _ in pairs[:3]),
            ],
        ),
        "softmax_cross_entropy_gradient": (
            cross_slope,
            [*labelled(scores), *labelled(some, class_weights=[1.0, 4.0, 0.5])],
        ),
        "multiclass_hinge": (
            lambda *o, **settings: hinges(*o, **settings).sum(),
            [*labelled(some), *labelled(some, margin=0.25, squared=True)],
        ),
        "multiclass_hinge_gradient": (
            hinge_slope,
            [*labelled(some), *labelled(some, margin=0.25, squared=True)],
        ),
        "binary_cross_entropy_with_logits": (
            lambda z, y, reduction: y * log(1 + exp(-z)) + (1 - y) * log(1 + exp(z)),
            [
                (o, y, {"reduction": "none"})
                for o in scores.values()
                for y in ([1, 0, 1], [0.25, 1, 0.5])
                if max(np.abs(o)) < 1e4
            ],
        ),
        "binary_cross_entropy_with_logits_gradient": (
            lambda z, y, reduction: logistic(z) - y,
            [(o, y, {"reduction": "none"}) for o in some.values() for y in ([1, 0, 1], [0, 1, 0])],
        ),
        "lovasz_extension": (
            lambda e, t: (e * jaccard_steps(e, t)).sum(),
            [(mixed, truth), ([small, tiny, 3 * small, 0.0], truth)],
        ),
        "lovasz_extension_gradient": (jaccard_steps, [(mixed, truth)]),
        "l1": (lambda W: abs(W).sum(), finite),
        "l1_gradient": (sign, finite),
        "l2": (lambda W: (W**2).sum(), finite),
        "l2_gradient": (lambda W: 2 * W, finite),
        "elastic_net": (lambda W, beta: (mpf(beta) * W**2 + abs(W)).sum(), images),
        "elastic_net_gradient": (lambda W, beta: 2 * mpf(beta) * W + sign(W), images),
        "soft_threshold": (softened, images),
        "l2_proximal": (lambda W, t: W / (1 + 2 * mpf(t)), images),
        "attention": (attended, attending),
        "top_k": (lambda p, k: share_of(p, sorted(p)[-k]), [(p, 2) for p in untied]),
        "top_p": (lambda p, _: share_of(p, sorted(p)[-2]), [(untied[0], 0.7)]),
        "min_p": (lambda p, c: share_of(p, mpf(c) * max(p)), [(p, 0.75) for (p,) in one]),
        "batch_normalize": (columns, [(X, eps) for X in (matrix, wide) for eps in (1e-5, 0.125)]),
        "momentum_roots": (
            momentum,
            [(2.5, 0.25), (0.5, 0.25), (0.0, 1.0), (small, 0.5), (1e5, 0.9)],
        ),
        "softmax_cross_entropy_hessian": (
            curvature,
            [([[1.0, 2.0], [0.5, -1.0]], [[0.5, -0.25, 3.0], [1.0, 0.0, -20.0]])],
        ),
        "constant": (rates(lambda t, eta: eta), [(0.1,), (1e-300,)]),
        "exponential_decay": (rates(lambda t, eta, rate: eta * mp.exp(-rate * t)), ranges[:3]),
        "inverse_time_decay": (rates(lambda t, eta, rate: eta / (1 + rate * t)), ranges),
        "cosine": (
            rates(lambda t, eta, n: eta * mp.cos(mp.pi * min(t / n, 1) / 2) ** 2),
            [(0.5, 100), (1e-300, 10), (0.5, 1001)],
        ),
        "warm_up": (
            rates(lambda t, n, eta: eta * min((t + 1) / n, 1)),
            [(4, 0.1), (3000, 1e-300)],
        ),
        "piecewise_constant": (
            lambda steps, values: np.array([values[sum(t >= s for s in steps)] for t in STEPS]),
            [(np.array([1, 7]), [0.3, 0.2, 0.1])],
        ),
    }
    return taken


TYPES = {np.float64: 2e-14, np.float32: 1e-5}
NAMES = sorted(table(np.finfo(np.float64)))
ASKED = {
    name: value
    for name, value in public_names().items()
    if inspect.isfunction(value) or value.__module__ == "descent.schedules"
}


def test_the_table_has_every_public_function():
    assert set(ASKED) == {*NAMES, *UNTOLD}


def cast(value, dtype):
    """Return lists and arrays of numbers in one type; labels and switches as they are."""
    if isinstance(value, list) or (isinstance(value, np.ndarray) and value.dtype.kind == "f"):
        return np.array(value, dtype)
    return value


def exactly(value):
    """Return floats as the numbers that they are."""
    is_floats = isinstance(value, np.ndarray) and value.dtype.kind == "f"
    return entrywise(lambda x: mpf(float(x)))(value) if is_floats else value


def promised(name):
    """Return the types of results that the signature says."""
    said = inspect.signature(ASKED[name]).return_annotation
    known = {"np": np, "Numbers": np.ndarray | np.floating, "McNemar": metrics.McNemar}
    return object if said is None else tuple if "tuple" in said else eval(said, known)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("dtype", TYPES, ids=["float64", "float32"])
@pytest.mark.parametrize("name", NAMES)
def test_digits(name, dtype):
    f = np.finfo(dtype)
    oracle, cases = table(f)[name]
    for case in cases:
        *given, settings = case if isinstance(case[-1], dict) else (*case, {})
        given = [cast(value, dtype) for value in given]
        settings = {key: cast(value, dtype) for key, value in settings.items()}
        result = in_order(ASKED[name])(*given, **settings)
        assert isinstance(result, promised(name))
        result = [result(t) for t in STEPS] if callable(result) else result
        expected = oracle(*map(exactly, given), **{k: exactly(v) for k, v in settings.items()})
        if isinstance(expected, tuple):  # of arrays of several shapes
            result, expected = (np.concatenate([*map(np.ravel, x)]) for x in (result, expected))
        found, expected = np.array(result), np.array(expected, object)
        assert found.shape == expected.shape
        for got, want in zip(found.ravel().tolist(), expected.ravel(), strict=True):
            if got == want:  # infinities, too
                continue
            allowed = TYPES[dtype] * abs(want) + 8 * mpf(float(f.smallest_subnormal))
            error = abs(mp.mpmathify(got) - want)
            assert error <= allowed, f"{name}{(*given, settings)} is {got}, not {mp.nstr(want, 20)}"


SCORES = np.random.default_rng(0).normal(size=(4, 3))
P, Q = np.random.default_rng(1).dirichlet([1, 1, 1], size=(2, 4))
LABELS = np.array([0, 2, 1, 1])
ROWS = [
    *((name, [SCORES]) for name in ("softmax", "log_softmax", "logsumexp", "sparsemax")),
    ("softmax_jacobian", [SCORES]),
    ("entropy", [P]),
    *((name, [P, Q]) for name in ("cross_entropy", "kl_divergence", "softmax_cross_entropy")),
    *((f"softmax_cross_entropy{part}", [SCORES, LABELS]) for part in ("", "_gradient")),
    *((f"multiclass_hinge{part}", [SCORES, LABELS]) for part in ("", "_gradient")),
]


@pytest.mark.parametrize(("name", "rows"), ROWS)
def test_many_rows_are_each_one_of_them(name, rows):
    options = {"reduction": "none"} if name.startswith(("softmax_c", "multi")) else {}
    together = ASKED[name](*rows, **options)
    for found, row in zip(together, zip(*rows, strict=True), strict=True):
        np.testing.assert_allclose(found, ASKED[name](*row, **options), rtol=1e-13)
