import numpy as np
import pytest
from descent import checks
from descent.optimizers import ridge
from descent.projections import soft_threshold
from judging import accepted, refused

check = checks.regularization


@pytest.mark.parametrize("answer", [1 / 2.9, 0.345])
def test_cheapest_scale_accepts(answer):
    accepted(check.cheapest_scale, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (1 / 3.6, "frog is closer"),
        (0, "not it"),
        (1, "not it"),
        (0.3, "hinge is still 0.13"),
        (np.nan, "finite"),
        (0.5, "room to spare"),
        ([1, 2], "a number"),
    ],
)
def test_cheapest_scale_refuses(answer, word):
    refused(check.cheapest_scale, answer, word)


def test_the_cheapest_scale_is_where_a_search_finds_it():
    alpha = np.linspace(0, 2, 20_001)
    hinge = np.maximum(0, 1 - 3.6 * alpha) + np.maximum(0, 1 - 2.9 * alpha)
    R = alpha**2 * (1.3**2 + 4.9**2 + 2.0**2) / 4
    accepted(check.cheapest_scale, alpha[np.argmin(hinge + 0.01 * R)])


def by_sign(W, threshold):
    return np.sign(W) * np.maximum(np.abs(W) - threshold, 0)


def row_by_row(W, threshold):
    return np.array([[by_sign(w, threshold) for w in row] for row in W])


def by_cases(W, threshold):
    return np.select([threshold < W, -threshold > W], [W - threshold, W + threshold])


@pytest.mark.parametrize("answer", [soft_threshold, by_sign, by_cases])
def test_shrink_accepts(answer):
    accepted(check.shrink, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda W, t: W - t, "negative weights have moved away"),
        (lambda W, t: W - t * np.sign(W), "jumped across 0"),
        (lambda W, t: np.where(np.abs(W) > t, W, 0), "large ones"),
        (lambda W, t: np.maximum(W - t, 0), "lost its sign"),
        (lambda W, t: np.maximum(np.abs(W) - t, 0), "lost its sign"),
        (lambda W, t: by_sign(W, t) + 1e-12, "exactly 0"),
        (lambda W, t: W / (1 + 2 * t), "should not become"),
        (lambda W, t: by_sign(W, 2 * t), "the weight 3 should not become 1."),
        (lambda W, t: by_sign(W, 1), "but with 0.25"),
        (lambda W, t: by_sign(W, t**2), "but with 0.25"),
        (row_by_row, "shape (5,)"),
        (lambda W, t: by_sign(W, t).reshape(len(W), -1), "shape (5,)"),
        (lambda W, t: None, "returned nothing"),
    ],
)
def test_shrink_refuses(answer, word):
    refused(check.shrink, answer, word)


def errors_left_out(X, y, strength):
    for i in range(len(X)):
        others = np.arange(len(X)) != i
        w, b = ridge(X[others], y[others], strength)
        yield X[i] @ w + b - y[i]


def left_out(X, y, strength):
    return np.mean([error**2 for error in errors_left_out(X, y, strength)])


def by_hat_matrix(X, y, strength):
    """The classical shortcut: the residual of the full fit over 1 minus the leverage."""
    N = len(X)
    centered = X - X.mean(0)
    # One sample less means the same absolute strength for one sample less in the mean.
    penalty = (N - 1) * strength * np.eye(X.shape[1])
    H = 1 / N + centered @ np.linalg.solve(centered.T @ centered + penalty, centered.T)
    return np.mean(((y - H @ y) / (1 - np.diag(H))) ** 2)


@pytest.mark.parametrize("answer", [left_out, by_hat_matrix])
def test_leave_one_out_accepts(answer):
    accepted(check.leave_one_out, answer)


def training_error(X, y, strength):
    w, b = ridge(X, y, strength)
    return ((X @ w + b - y) ** 2).mean()


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (training_error, "training error"),
        (lambda *data: 8 * left_out(*data), "the sum"),
        (lambda *data: np.mean(np.abs(list(errors_left_out(*data)))), "absolute"),
        (lambda *data: np.mean(list(errors_left_out(*data))), "cancel"),
        (lambda X, y, strength: left_out(X, y, 0), "not the leave-one-out error"),
        (lambda X, y, strength: left_out(X, y, 0.1), "strength 0.1"),
        (lambda X, y, strength: len(X) / 8 * left_out(X, y, strength), "6 samples"),
        (lambda *data: -left_out(*data), "you get -0.87"),
        (lambda X, y, strength: ridge(X, y, strength)[0], "a number"),
    ],
)
def test_leave_one_out_refuses(answer, word):
    refused(check.leave_one_out, answer, word)


def slopes(X, y, C):
    return X.T @ (np.full((len(X), C), 1 / C) - np.eye(C)[y])


@pytest.mark.parametrize(
    "answer",
    [
        lambda X, y, C: np.abs(slopes(X, y, C)).max() / len(X),
        lambda X, y, C: np.linalg.norm(slopes(X, y, C).ravel() / len(X), np.inf),
    ],
)
def test_empty_from_accepts(answer):
    accepted(check.empty_from, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda X, y, C: np.abs(slopes(X, y, C)).max(), "mean over the samples"),
        (lambda X, y, C: (slopes(X, y, C) / len(X)).max(), "not its sign"),
        (lambda X, y, C: np.linalg.norm(slopes(X, y, C) / len(X)), "decides for itself"),
        (lambda X, y, C: 1.0, "each slope"),
        (lambda X, y, C: np.abs(slopes(X, y, y.max() + 1)).max() / len(X), "only 3 have samples"),
        (lambda X, y, C: slopes(X, y, C), "a number"),
    ],
)
def test_empty_from_refuses(answer, word):
    refused(check.empty_from, answer, word)


def test_no_weight_is_left_only_from_there_on():
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(20, 4)) * [1, 1, 3, 1], rng.integers(3, size=20)
    edge = np.abs(slopes(X, y, 3)).max() / 20
    for strength, empty in (0.99 * edge, False), (1.01 * edge, True):
        W = np.zeros((4, 3))
        for _ in range(200):
            p = np.exp(X @ W) / np.exp(X @ W).sum(1, keepdims=True)
            W = soft_threshold(W - 0.1 * X.T @ (p - np.eye(3)[y]) / 20, 0.1 * strength)
        assert (W == 0).all() == empty


def kept(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    return best


def stopped(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        best = epoch if loss < losses[best] else best
        if epoch - best == patience:
            return epoch
    return epoch


def first_rise(losses, patience):
    return next(i for i in range(len(losses)) if i + 1 == len(losses) or losses[i + 1] > losses[i])


def kept_by_the_list(losses, patience):
    return next(
        losses.index(min(losses[: t + 1]))
        for t in range(len(losses))
        if t - losses.index(min(losses[: t + 1])) == patience or t + 1 == len(losses)
    )


def counting_all_rises(losses, patience):
    best, waited = 0, 0
    for epoch, loss in enumerate(losses[1:], start=1):
        if loss < losses[best]:
            best = epoch
        else:
            waited += 1
        if waited == patience:
            break
    return best


def kept_from(losses, patience, best=1, tie=False):
    for epoch, loss in list(enumerate(losses))[best:]:
        if loss < losses[best] or (tie and loss == losses[best]):
            best = epoch
        if epoch - best == patience:
            break
    return best


@pytest.mark.parametrize("answer", [kept, kept_by_the_list])
def test_epoch_kept_accepts(answer):
    accepted(check.epoch_kept, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda losses, patience: int(np.argmin(losses)), "the best epoch of all"),
        (stopped, "where training stops"),
        (lambda losses, patience: 0, "although the second loss"),
        (first_rise, "1, 1, 1, 1"),
        (counting_all_rises, "patience 2 sees all"),
        (kept_from, "no epoch seen beats the first"),
        (lambda losses, patience: kept_from(losses, patience, 0, tie=True), "a tie is no better"),
        (lambda losses, patience: losses, "a number"),
    ],
)
def test_epoch_kept_refuses(answer, word):
    refused(check.epoch_kept, answer, word)


@pytest.mark.parametrize("answer", [0.05, 9.9 / 198])
def test_conditioning_accepts(answer):
    accepted(check.conditioning, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [(0.1, "second derivative"), (1.0, "to 6"), (-1, "negative"), (0.0505, "to 99.0")],
)
def test_conditioning_refuses(answer, word):
    refused(check.conditioning, answer, word)


@pytest.mark.parametrize("answer", [0.01, 1 / (2 * 200 * 0.5**2)])
def test_prior_strength_accepts(answer):
    accepted(check.prior_strength, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (2, "mean over the samples"),
        (0.02, "factor"),
        (0.005, "variance, not"),
        (0.0025, "fraction line"),
        (7, "compare"),
    ],
)
def test_prior_strength_refuses(answer, word):
    refused(check.prior_strength, answer, word)
