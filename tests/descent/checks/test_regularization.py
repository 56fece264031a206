import numpy as np
from descent import checks
from descent.optimizers import ridge
from descent.projections import soft_threshold
from judging import Answers, accepted

check = checks.regularization


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


def training_error(X, y, strength):
    w, b = ridge(X, y, strength)
    return ((X @ w + b - y) ** 2).mean()


def slopes(X, y, C):
    return X.T @ (np.full((len(X), C), 1 / C) - np.eye(C)[y])


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


def samples(rng, N=7):
    return rng.normal(size=(N, 2)), rng.normal(size=N)


def kept_from_0(losses, patience):
    return kept_from(losses, patience, best=0)


CORPUS = {
    "cheapest_scale": Answers(
        right=[1 / 2.9, 0.345, np.float32(0.3448), [0.3448][0]],
        wrong={
            "frog is closer": 1 / 3.6,
            "α = 0 is not it": 0,
            "α = 1 is not it": 1,
            "hinge is still 0.13": 0.3,
            "room to spare": 0.5,
            "finite": np.nan,
            "a number": [1, 2],
        },
    ),
    "shrink": Answers(
        right=[by_sign, by_cases, soft_threshold, lambda W, t: W - np.clip(W, -t, t)],
        wrong={
            "negative weights have moved away": lambda W, t: W - t,
            "jumped across 0": lambda W, t: W - t * np.sign(W),
            "large ones": lambda W, t: np.where(np.abs(W) > t, W, 0),
            "all gone": lambda W, t: np.maximum(W - t, 0),
            "lost its sign": lambda W, t: np.maximum(np.abs(W) - t, 0),
            "exactly 0": lambda W, t: by_sign(W, t) + 1e-12,
            "subtract": lambda W, t: W / (1 + t),
            "entry [0, 0] should be 2.00, yours is 1.00": lambda W, t: by_sign(W, 2 * t),
            "should be 0.39, yours is 0.00": lambda W, t: by_sign(W, 1),
            "but with 0.25 and weights": lambda W, t: by_sign(W, t**2),
            "shape (5,)": row_by_row,
            "cannot reshape": lambda W, t: by_sign(W, t).reshape(2, 3),
            "returned nothing": lambda W, t: None,
        },
        inputs=lambda rng: (rng.normal(size=(3, 4)), rng.uniform(0, 1.5)),
    ),
    "leave_one_out": Answers(
        right=[left_out, by_hat_matrix, lambda *data: np.square([*errors_left_out(*data)]).mean()],
        wrong={
            "training error": training_error,
            "the sum": lambda X, y, strength: len(X) * left_out(X, y, strength),
            "absolute": lambda *data: np.mean(np.abs(list(errors_left_out(*data)))),
            "cancel": lambda *data: np.mean(list(errors_left_out(*data))),
            "not the leave-one-out error": lambda X, y, strength: left_out(X, y, 0),
            "strength 0.1, but": lambda X, y, strength: left_out(X, y, 0.1),
            "6 samples": lambda X, y, strength: len(X) / 8 * left_out(X, y, strength),
            "you get -0.87": lambda *data: -left_out(*data),
            "a number": lambda X, y, strength: ridge(X, y, strength)[0],
        },
        inputs=lambda rng: (*samples(rng), rng.uniform(0.05, 1)),
    ),
    "empty_from": Answers(
        right=[
            lambda X, y, C: np.abs(slopes(X, y, C)).max() / len(X),
            lambda X, y, C: np.linalg.norm(slopes(X, y, C).ravel() / len(X), np.inf),
            lambda X, y, C: max(abs(slope) for slope in slopes(X, y, C).ravel()) / len(y),
        ],
        wrong={
            "mean over the samples": lambda X, y, C: np.abs(slopes(X, y, C)).max(),
            "not its sign": lambda X, y, C: (slopes(X, y, C) / len(X)).max(),
            "decides for itself": lambda X, y, C: np.linalg.norm(slopes(X, y, C) / len(X)),
            "each slope": lambda X, y, C: 1.0,
            "only 3 have samples": lambda X, y, C: np.abs(slopes(X, y, y.max() + 1)).max() / len(X),
            "a number": lambda X, y, C: slopes(X, y, C),
        },
        inputs=lambda rng: (rng.normal(size=(6, 3)), rng.integers(4, size=6), 4),
    ),
    "epoch_kept": Answers(
        right=[kept, kept_by_the_list, kept_from_0],
        wrong={
            "the best epoch of all": lambda losses, patience: int(np.argmin(losses)),
            "where training stops": stopped,
            "although the second loss": lambda losses, patience: 0,
            "the first rise": first_rise,
            "from the last best epoch": counting_all_rises,
            "beats the first": kept_from,
            "a tie": lambda losses, patience: kept_from(losses, patience, 0, tie=True),
            "count from 0": lambda losses, patience: kept(losses, patience) + 1,
            "not its epoch": lambda losses, patience: losses[kept(losses, patience)],
            "a number": lambda losses, patience: losses,
        },
        inputs=lambda rng: (rng.integers(1, 9, size=12).tolist(), int(rng.integers(1, 5))),
    ),
    "conditioning": Answers(
        right=[0.05, 9.9 / 198, np.array(0.05)],
        wrong={
            "second derivative": 0.1,
            "to 6.0": 1.0,
            "negative": -1,
            "to 99.0": 0.0505,
            "to 10000.0": 0,
            "a number": [0.05, 0.1],
        },
    ),
    "prior_strength": Answers(
        right=[0.01, 1 / (2 * 200 * 0.5**2), "0.01"],
        wrong={
            "mean over the samples": 2,
            "factor": 0.02,
            "variance, not": 0.005,
            "fraction line": 0.0025,
            "compare": 7,
            "finite": np.inf,
        },
    ),
}
