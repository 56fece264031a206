import numpy as np
import pytest
from descent import checks, log_softmax, softmax, softmax_jacobian, sparsemax
from judging import accepted, refused
from scipy import optimize, special


def by_hand(scores):
    weights = np.exp(scores)
    return weights / weights.sum(axis=-1, keepdims=True)


@pytest.mark.parametrize("answer", [softmax, by_hand, lambda o: special.softmax(o, axis=-1)])
def test_probabilities_accepts(answer):
    accepted(checks.softmax.probabilities, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda o: o / o.sum(), "negative"),
        (np.exp, "sum to 188.74"),
        (lambda o: 2**o / (2**o).sum(), "3.73 times as likely"),
        (lambda o: np.exp(o) / np.exp(o).sum(), "nine numbers together"),
        (lambda o: np.exp(o) / np.exp(o).sum(axis=0), "rows"),
        (lambda o: special.softmax(o, axis=0), "rows"),
        (lambda o: o - o.max(), "negative"),
        (lambda o: by_hand(o).round(2), "car is 6.692 times"),
        (lambda o: by_hand(o) * [1, 1, 0.9] + [0, 0, 1] * (1 - by_hand(o) @ [1, 1, 0.9]), "frog"),
        (lambda o: by_hand(o) if o.shape != (5, 2) else by_hand(o[:, ::-1]), "five of two"),
        (lambda o: np.exp(o) / np.exp(o).sum(-1).reshape(-1, *[1] * (o.ndim - 1))[:3], "five of"),
    ],
)
def test_probabilities_refuses(answer, word):
    refused(checks.softmax.probabilities, answer, word)


def by_projection(W):
    C = W.shape[1]
    return W @ (np.eye(C) - np.ones((C, C)) / C)


@pytest.mark.parametrize("answer", [lambda W: W - W.mean(axis=1, keepdims=True), by_projection])
def test_smallest_weights_accepts(answer):
    accepted(checks.softmax.smallest_weights, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda W: W, "44.50; 17.50 is possible"),
        (lambda W: W - W[:, :1], "is possible"),
        (lambda W: W - W.mean(axis=0), "probabilities have changed"),
        (lambda W: 0 * W, "probabilities have changed"),
        (lambda W: W.T, "shape (2, 3)"),
        (np.log, "finite"),
        (lambda W: W - W.sum(axis=1, keepdims=True) / 3, "shape (3, 4)"),
    ],
)
def test_smallest_weights_refuses(answer, word):
    refused(checks.softmax.smallest_weights, answer, word)


def by_shift(scores, shift):
    shifted = scores - shift
    return shifted - np.log(np.exp(shifted).sum())


def shifted_log(scores):
    return by_shift(scores, scores.max())


@pytest.mark.parametrize("answer", [log_softmax, shifted_log, lambda o: o - np.logaddexp.reduce(o)])
def test_log_probabilities_accepts(answer):
    accepted(checks.softmax.log_probabilities, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda o: np.log(softmax(o)), "-inf"),
        (lambda o: o - np.log(np.exp(o).sum()), "[1000.0, 999.0, 0.0]"),
        (lambda o: o - o.max(), "sum to 1.15"),
        (lambda o: np.log(np.abs(o) / np.abs(o).sum()), "not of softmax"),
        (lambda o: np.log(softmax(o) + 1e-12), "off by more"),
        (lambda o: np.nan_to_num(np.log(softmax(o))), "<lambda>'s result is too far from 0"),
        (softmax, "not to 1"),
        (lambda o: by_shift(o, o.mean()), "[-1000.0, 0.0, 1000.0]"),
        (lambda o: by_shift(o, o[0]), "[-1000.0, 0.0, 1000.0]"),
        (lambda o: by_shift(o, np.median(o)), "[-1000.0, 0.0, 1000.0]"),
        (lambda o: by_shift(o, o.min()), "[1000.0, 999.0, 0.0]"),
        (lambda o: by_shift(o, max(o[:3])), "[3.0, -700.0, 5.0, 800.0, 799.5]"),
    ],
)
def test_log_probabilities_refuses(answer, word):
    refused(checks.softmax.log_probabilities, answer, word)


@pytest.mark.parametrize("answer", [(0.5, 0.5, 0), np.array([0.5, 0.5, 1e-18])])
def test_temperature_limit_accepts(answer):
    accepted(checks.softmax.temperature_limit, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        ((1, 0, 0), "prefer"),
        ((1 / 3, 1 / 3, 1 / 3), "infinity"),
        ((1, 1, 0), "sum to 2.00"),
        ((0.4, 0.4, 0.2), "falls behind"),
        *[((np.nan, 0.5, 0.5), "finite"), ((0.6, 0.6, -0.2), "negative")],
        (0.5, "shape (3,)"),
    ],
)
def test_temperature_limit_refuses(answer, word):
    refused(checks.softmax.temperature_limit, answer, word)


def along(scores, v):
    p = softmax(scores)
    return p * (v - p @ v)


def by_loop(scores, v):
    p = softmax(scores)
    mean = sum(p[i] * v[i] for i in range(len(p)))
    return [p[i] * (v[i] - mean) for i in range(len(p))]


@pytest.mark.parametrize("answer", [along, by_loop])
def test_jacobian_product_accepts(answer):
    accepted(checks.softmax.jacobian_product, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda scores, v: softmax(scores) * v, "only diag(p) v"),
        (lambda scores, v: softmax(scores) * (v - 1), "sum to 0, not to"),
        (lambda scores, v: -along(scores, v), "not the change"),
        (lambda scores, v: np.append(along(scores[:3], v[:3]), np.zeros(len(v) - 3)), "for five"),
        (lambda scores: scores, "raised TypeError"),
        (lambda scores, v: softmax_jacobian(scores) @ v, "without the matrix"),
        (lambda scores, v: np.outer(softmax(scores), [1.0] * len(v)) @ v, "sum to 0, not to"),
    ],
)
def test_jacobian_product_refuses(answer, word):
    refused(checks.softmax.jacobian_product, answer, word)


def by_sorting(scores):
    ranked = np.sort(scores)[::-1]
    thresholds = (np.cumsum(ranked) - 1) / np.arange(1, len(ranked) + 1)
    return np.maximum(scores - thresholds[ranked > thresholds][-1], 0)


def by_root(scores):
    """Find the threshold by bisection instead of sorting."""
    low, high = scores.min() - 1, scores.max()
    tau = optimize.brentq(lambda t: np.maximum(scores - t, 0).sum() - 1, low, high, xtol=1e-14)
    return np.maximum(scores - tau, 0)


@pytest.mark.parametrize("answer", [sparsemax, by_sorting, by_root])
def test_sparsest_accepts(answer):
    accepted(checks.softmax.sparsest, answer)


def all_stick_out(scores):
    return scores - (scores.sum() - 1) / len(scores)


def cut_and_rescaled(scores):
    cut = np.maximum(scores - scores.max() + 1, 0)
    return cut / cut.sum()


def at_most_three(scores):
    tau = min(np.sort(scores)[-3:].sum() - 1, 3 * (scores.max() - 1), key=abs) / 3
    return by_sorting(scores) if len(scores) < 5 else np.maximum(scores - tau, 0)


def only_two(scores):
    ranked = np.sort(scores)[::-1]
    return np.maximum(scores - (ranked[:2].sum() - 1) / 2, 0)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (softmax, "stick out"),
        (all_stick_out, "negative"),
        (cut_and_rescaled, "closer"),
        (only_two, "sum to"),
        (at_most_three, "0.25, 0.05]: the probabilities sum to"),
        (lambda o: np.maximum(o, 0), "sum to"),
        (lambda o: np.eye(len(o))[o.argmax()], "Yours has 1 above 0"),
    ],
)
def test_sparsest_refuses(answer, word):
    refused(checks.softmax.sparsest, answer, word)


def by_gumbel(scores, uniform):
    return np.argmax(scores - np.log(-np.log(uniform)))


def by_race(scores, uniform):
    """The first of exponential clocks that run at the speeds exp(score)."""
    return np.argmin(-np.log(uniform) / np.exp(scores))


def by_sums(scores, uniform):
    return np.searchsorted(np.cumsum(softmax(scores)), uniform[0])


@pytest.mark.parametrize("answer", [by_gumbel, by_race, by_sums])
def test_sampler_accepts(answer):
    accepted(checks.softmax.sampler, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda o, u: np.argmax(o + u), "have the shares"),
        (lambda o, u: np.argmax(o - np.log(u)), "have the shares"),
        (lambda o, u: np.argmax(o + np.log(-np.log(u))), "have the shares"),
        (lambda o, u: np.argmax(o + special.ndtri(u)), "have the shares"),
        (lambda o, u: np.argmax(o), "Where is the chance"),
        (lambda o, u: (o - np.log(-np.log(u))).max(), "a class from 0 to 2"),
        (lambda o, u: by_gumbel(o, u) + 1, "a class from 0 to 2, got 3"),
        (lambda o, u: np.random.default_rng().choice(len(o), p=softmax(o)), "the second time"),
        (lambda o, u: by_gumbel(o[:3], u[:3]), "have the shares"),
        (lambda o, u: o - np.log(-np.log(u)), "a number"),
    ],
)
def test_sampler_refuses(answer, word):
    refused(checks.softmax.sampler, answer, word)


def test_sampler_shows_a_print_once_a_vector(capsys):
    def loud(scores, uniform):
        print("here")
        return by_gumbel(scores, uniform)

    accepted(checks.softmax.sampler, loud)
    assert capsys.readouterr().out == "here\n" * 2
