"""Sums of float32 are right to float32: in every layout, of classes and of rows."""

import descent as d
import numpy as np
import pytest
from descent import attention, information, layers, losses, metrics, optimizers, sampling, sums

LONG = 100_000
rng = np.random.default_rng(0)
SCORES = rng.standard_normal((2, LONG)).astype(np.float32)
ROWS = (5 + rng.random((LONG, 2))).astype(np.float32)
P = d.softmax(SCORES.astype(float)).astype(np.float32)
Q = P[::-1]
UNIFORM = np.full((2, LONG), 1 / LONG, np.float32)
FLAT = np.where(np.arange(LONG) == 0, 0.9, 0).astype(np.float32) * np.ones((2, 1), np.float32)
LABELS = np.array([0, 7])
WEIGHTS = rng.random(LONG).astype(np.float32)

LAYOUTS = {
    "by rows": np.ascontiguousarray,
    "by columns": np.asfortranarray,
    "with gaps": lambda a: np.repeat(a, 2, axis=-1)[..., ::2],
    "backward": lambda a: np.ascontiguousarray(a[::-1, ::-1])[::-1, ::-1],
    "read-only": lambda a: np.broadcast_to(a, (1, *a.shape))[0],
    "of the other byte order": lambda a: a.astype(">f4"),
}
FUNCTIONS = {
    "softmax": (d.softmax, SCORES),
    "log_softmax": (d.log_softmax, SCORES),
    "logsumexp": (d.logsumexp, SCORES),
    "softmax of ties": (d.softmax, np.zeros_like(SCORES)),
    "sparsemax": (d.sparsemax, FLAT),
    "softmax at a temperature": (lambda o: d.softmax(o, temperature=2.0), SCORES),
    "entropy": (d.entropy, UNIFORM),
    "cross_entropy": (lambda p: d.cross_entropy(p, Q.astype(p.dtype)), P),
    "kl_divergence": (lambda p: d.kl_divergence(p, Q.astype(p.dtype)), P),
    "likelihood": (
        lambda p: information.sequence_log_likelihood(np.arange(LONG) % 3, p),
        UNIFORM,
    ),
    "loss": (lambda o: d.softmax_cross_entropy(o, LABELS), SCORES),
    "its gradient": (lambda o: d.softmax_cross_entropy_gradient(o, LABELS), SCORES),
    "smoothed": (lambda o: d.softmax_cross_entropy(o, LABELS, label_smoothing=0.1), SCORES),
    "its gradient, smoothed": (
        lambda o: d.softmax_cross_entropy_gradient(o, LABELS, label_smoothing=0.1),
        SCORES,
    ),
    "soft labels": (lambda o: d.softmax_cross_entropy(o, P.astype(o.dtype)), SCORES),
    "weighted": (
        lambda o: d.softmax_cross_entropy(o, LABELS, label_smoothing=0.3, class_weights=WEIGHTS),
        SCORES,
    ),
    "weighted batch": (
        lambda o: d.softmax_cross_entropy(
            o.T, np.arange(LONG) % 2, class_weights=[0.1, 0.7], reduction="mean"
        ),
        SCORES,
    ),
    "hinge": (lambda o: d.multiclass_hinge(o, LABELS), SCORES),
    "squared hinge": (lambda o: d.multiclass_hinge(o, LABELS, squared=True), SCORES),
    "hinge's gradient": (lambda o: d.multiclass_hinge_gradient(o, LABELS), SCORES),
    "binary": (
        lambda o: losses.binary_cross_entropy_with_logits(o, np.ones_like(o, np.float32)),
        SCORES,
    ),
    "Lovász": (lambda p: losses.lovasz_extension(p[0], np.arange(LONG) % 3 == 0), UNIFORM * 9e4),
    "l1": (d.l1, ROWS),
    "l2": (d.l2, ROWS),
    "elastic net": (lambda W: d.elastic_net(W, 0.3), ROWS),
    "top_k": (lambda p: sampling.top_k(p, LONG // 2), UNIFORM),
    "top_p": (lambda p: sampling.top_p(p, 0.5), P),
    "min_p": (lambda p: sampling.min_p(p, 0.01), P),
    "calibration": (lambda p: metrics.calibration_error(LABELS, p), UNIFORM),
    "attention": (
        lambda k: attention.attention(np.zeros((1, 2), k.dtype), k, np.ones_like(k))[0],
        ROWS,
    ),
    "batch_normalize": (layers.batch_normalize, ROWS),
    "running averages": (
        lambda X: (
            (n := layers.BatchNormalization(2, momentum=1, dtype=X.dtype.newbyteorder("=")))
            and np.append(n.forward(X, training=True)[:3], [n.running_mean, n.running_variance], 0)
        ),
        ROWS,
    ),
    "gradient in the scale": (
        lambda X: layers.BatchNormalization(2, dtype=X.dtype.newbyteorder("=")).backward(
            X, np.asarray(X, X.dtype.newbyteorder("=")) ** 2, training=True
        )[1],
        ROWS,
    ),
    "ridge": (lambda X: np.append(*optimizers.ridge(X, X @ [1.0, 2.0] + 3, 0.01)), ROWS),
    "bias": (
        lambda X: (
            d.SoftmaxRegression(epochs=1, batch_size=None, random_state=0, progress=False)
            .fit(X, np.arange(len(X)) % 50 > 0)
            .intercept_
        ),
        ROWS,
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_long_sum_of_float32_is_that_of_float64(name, layout):
    function, given = FUNCTIONS[name]
    own = LAYOUTS[layout](given)
    right, got = function(np.asarray(own, np.float64)), function(own)
    np.testing.assert_allclose(got, right, rtol=2e-6, atol=1e-6 * np.abs(right).max())


@pytest.mark.parametrize("axis", [0, 1, 2])
@pytest.mark.parametrize("function", [d.softmax, d.log_softmax, d.logsumexp, d.sparsemax])
def test_every_axis_may_be_long(function, axis):
    scores = np.moveaxis(SCORES.reshape(2, 1, LONG), -1, axis)
    right = function(scores.astype(float), axis=axis)
    np.testing.assert_allclose(function(scores, axis=axis), right, rtol=2e-6)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("classes", [1, 2, 63, 65, 1_000, 50_257])
def test_what_the_package_makes_is_a_distribution(classes, dtype):
    o = (3 * rng.standard_normal((3, classes))).astype(dtype)
    o[2] = np.where(np.arange(classes) == 0, 0, -0.95)
    made = [d.softmax(o), d.softmax(o.T, axis=0).T, d.softmax(0 * o), d.softmax(o, temperature=50)]
    made += [d.sparsemax(o), d.sparsemax(o / 1000), np.exp(d.log_softmax(o))]
    made += [d.one_hot([0, classes - 1], classes), sampling.gumbel_softmax(o, rng=0)]
    made += [0.9 * d.one_hot([0, 0], classes).astype(dtype) + dtype(0.1 / classes)]
    for p in list(made):
        made += [sampling.top_k(p, 40), sampling.top_p(p, 0.9), sampling.min_p(p, 0.1)]
    for p in made:
        for laid in (p, np.asfortranarray(p), p[:, ::-1], p[:1], p[0]):
            assert (d.entropy(laid) >= 0).all()


@pytest.mark.parametrize("count", [0, 1, 2, 63, 64, 65, 129, 1001])
def test_a_total_is_that_of_all_terms_once(count):
    terms = np.arange(3 * count, dtype=np.float32).reshape(count, 3)  # whole: nothing is rounded
    for values in (terms, np.asfortranarray(terms)):
        assert sums.total(values).tolist() == values.sum(0, dtype=float).tolist()
        assert sums.total(values.T, -1, keepdims=True).shape == (3, 1)


def test_a_product_is_that_of_all_terms_once():
    left = (np.arange(20_000) % 7).astype(np.float32).reshape(2, 10_000)
    stacked = np.stack([left, 2 * left])
    np.testing.assert_array_equal(
        sums.product(stacked, stacked.swapaxes(1, 2)),
        stacked.astype(float) @ stacked.astype(float).swapaxes(1, 2),
    )


@pytest.mark.parametrize("shape", [(1, 1), (1, 10), (3, 2), (10, 1)])
def test_a_product_of_float32_stays_right_however_long(shape):
    left, right = (np.full((300_000, width), 1 / 3, np.float32) for width in shape)
    exact = 300_000 * float(left[0, 0]) ** 2
    np.testing.assert_allclose(sums.product(left.T, right), np.full(shape, exact), rtol=4e-6)


@pytest.mark.parametrize("power", [-600, 0, 600])
def test_mean_and_deviation_scale_with_the_values(power):
    values = np.ldexp([1.0, 3.0, 7.0], power)
    mean, deviation = np.ldexp(sums.mean_and_deviation(values), -power)
    assert (mean, deviation) == (pytest.approx(11 / 3), pytest.approx(np.std([1, 3, 7], ddof=1)))
    assert sums.mean_and_deviation(np.full(7, 0.1))[1] == 0
