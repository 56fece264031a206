import numpy as np
import pytest
from descent import checks, softmax, softmax_cross_entropy
from descent.checks import beyond as answers
from descent.losses import lovasz_extension, simplex_prototypes, softmax_margin, top_k_entropy
from judging import accepted, refused
from scipy import optimize, special


def test_the_chapter_reaches_its_checks():
    assert checks.beyond is answers


def by_hand(scores, labels, costs):
    raised = scores + costs[labels]
    own = scores[np.arange(len(labels)), labels]
    return (special.logsumexp(raised, axis=1) - own).mean()


@pytest.mark.parametrize("answer", [softmax_margin, by_hand])
def test_softmax_margin_loss_accepts(answer):
    accepted(answers.softmax_margin_loss, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda o, y, c: softmax_cross_entropy(o, y), "without any cost"),
        (lambda o, y, c: softmax_margin(o, y, c, reduction="sum"), "mean"),
        (lambda o, y, c: softmax_cross_entropy(o - c[y], y), "wrong sign"),
        (lambda o, y, c: softmax_margin(o, y, c.T), "columns"),
        (lambda o, y, c: softmax_margin(o, y, 2 * c), "which costs"),
        (lambda o, y, c: -np.log(_own(np.exp(o), np.exp(o + c[y]), y)).mean(), "overflow"),
        (lambda o, y, c: min(by_hand(o, y, c), 700), "as large: it should be"),
        (lambda o, y, c: softmax_cross_entropy(o + c, y), "not to photo k"),
        (lambda o, y, c: softmax_margin(o[:3], y[:3], c), "five photos"),
        (lambda o, y, c: np.round(softmax_margin(o, y, c), 2), "you get"),
        (lambda o, y, c: softmax_margin(o, y, c, reduction="none"), "a number"),
    ],
)
def test_softmax_margin_loss_refuses(answer, word):
    refused(answers.softmax_margin_loss, answer, word)


def _own(weights, raised, labels):
    return weights[np.arange(len(labels)), labels] / raised.sum(1)


def turned(count):
    return simplex_prototypes(count)[:, ::-1]


@pytest.mark.parametrize("answer", [simplex_prototypes, turned])
def test_prototypes_accepts(answer):
    accepted(answers.prototypes, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (np.eye, "right angles"),
        (lambda n: np.eye(n) - 1 / n, "row 0 has the length 0.82"),
        (
            lambda n: np.diag([1.0] * (n - 1) + [2]) @ simplex_prototypes(n),
            "row 2 has the length 2.00",
        ),
        (lambda n: np.eye(n)[::-1], "can be lower"),
        (lambda n: np.diag(np.r_[1, -np.ones(n - 1)]), "can be lower"),
        (lambda n: np.vstack([-np.eye(n)[0], np.eye(n)[:-1]]), "the cosines differ"),
        (lambda n: simplex_prototypes(n)[0], "shape"),
    ],
)
def test_prototypes_refuses(answer, word):
    refused(answers.prototypes, answer, word)


def truncated(scores, label, k):
    rivals = np.sort(np.delete(scores, label))
    return np.log1p(np.exp(rivals[: len(rivals) - k + 1] - scores[label]).sum())


@pytest.mark.parametrize("answer", [top_k_entropy, truncated])
def test_top_k_accepts(answer):
    accepted(answers.top_k, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda o, y, k: softmax_cross_entropy(o, y), "Which rivals are left out"),
        (lambda o, y, k: truncated(o, y, k + 1), "one rival too many"),
        (lambda o, y, k: truncated(-o, y, k), "Which of the scores"),
        (lambda o, y, k: np.sort(o), "a number"),
    ],
)
def test_top_k_refuses(answer, word):
    refused(answers.top_k, answer, word)


def by_sorting(errors, truth):
    order = np.argsort(-errors)
    missed = np.cumsum(truth[order])
    false = np.cumsum(~truth[order])
    jaccard = (missed + false) / (truth.sum() + false)
    return errors[order] @ np.diff(jaccard, prepend=0)


@pytest.mark.parametrize("answer", [lovasz_extension, by_sorting])
def test_lovasz_accepts(answer):
    accepted(answers.lovasz, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda m, g: m.mean(), "mean of the errors"),
        (lambda m, g: 1 - by_sorting(m, g), "one minus"),
        (lambda m, g: by_sorting(m, ~g), "sorted"),
        (lambda m, g: m.max(), "sorted"),
        (lambda m, g: 0.475, "nine others"),
    ],
)
def test_lovasz_refuses(answer, word):
    refused(answers.lovasz, answer, word)


BEST = optimize.minimize_scalar(
    lambda p: -0.8 * (1 - p) ** 2 * np.log(p) - 0.2 * p**2 * np.log(1 - p),
    bounds=(0.5, 0.99),
    method="bounded",
).x


def test_focal_forecast_accepts():
    accepted(answers.focal_forecast, BEST)
    accepted(answers.focal_forecast, round(BEST, 3))


@pytest.mark.parametrize(
    ("answer", "word"),
    [(0.8, "honest"), (1 - BEST, "other class"), (0.9, "fine grid"), ("low", "a number")],
)
def test_focal_forecast_refuses(answer, word):
    refused(answers.focal_forecast, answer, word)


def slope(x, label, W, b):
    return W @ (softmax(x @ W + b) - np.eye(3)[label])


def uphill(x, label, W, b, step):
    return np.clip(x + step * np.sign(slope(x, label, W, b)), 0, 1)


def in_a_loop(x, label, W, b, step):
    moved, g = x.copy(), slope(x, label, W, b)
    for i in range(len(x)):
        moved[i] = min(1, max(0, x[i] + (step if g[i] > 0 else -step)))
    return moved


def away_from_the_image(x, label, W, b, step):
    return np.clip(x + step * np.sign(W @ (softmax(b) - np.eye(3)[label])), 0, 1)


def toward_the_rival(x, label, W, b, step):
    scores = x @ W + b
    scores[label] = -np.inf
    return np.clip(x + step * np.sign(W[:, scores.argmax()] - W[:, label]), 0, 1)


@pytest.mark.parametrize("answer", [uphill, in_a_loop])
def test_attack_accepts(answer):
    accepted(answers.attack, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda x, k, W, b, e: x + e * np.sign(slope(x, k, W, b)), "between 0 and 1"),
        (lambda x, k, W, b, e: uphill(x, k, W, b, -e), "surer"),
        (lambda x, k, W, b, e: np.clip(x + e * slope(x, k, W, b), 0, 1), "sign of the slope"),
        (lambda x, k, W, b, e: np.clip(x - e * np.sign(W[:, k]), 0, 1), "wrong way"),
        (lambda x, k, W, b, e: uphill(x, k, W, 0 * b, e), "wrong way"),
        (lambda x, k, W, b, e: uphill(0 * x, k, W, b, e), "wrong way"),
        (lambda x, k, W, b, e: uphill(x, k, W, b, 0.1), "not by ε = 0.3"),
        (away_from_the_image, "wrong way"),
        (toward_the_rival, "wrong way"),
        (lambda x, k, W, b, e: None, "returned nothing"),
    ],
)
def test_attack_refuses(answer, word):
    refused(answers.attack, answer, word)
