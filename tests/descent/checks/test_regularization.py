import numpy as np
from descent import checks
from descent.optimizers import ridge
from descent.projections import soft_threshold
from judging import Answers, accepted, task
from scipy import optimize

check = checks.regularization


def car_leads(n):
    return [n["car"] - n["cat"], n["car"] - n["frog"]]


def test_the_cheapest_scale_is_where_a_search_finds_it():
    alpha = np.linspace(0, 2, 20_001)
    for seed in range(100):
        n, judge = task(check.cheapest_scale, seed)
        hinge = sum(np.maximum(0, 1 - lead * alpha) for lead in car_leads(n))
        R = alpha**2 * sum(score**2 for score in n.values()) / 4
        accepted(judge, alpha[np.argmin(hinge + 0.01 * R)])


def cheapest(n):
    """The weights of least sum of squares by the pseudoinverse, of least sum of sizes by LP."""
    x, plus_minus = np.array([n["x"]], float), np.hstack([np.eye(3), -np.eye(3)])
    found = optimize.linprog(np.ones(6), A_eq=x @ plus_minus, b_eq=[n["score"]])
    return np.array([np.linalg.pinv(x)[:, 0] * n["score"], plus_minus @ found.x])


def along(n, power=2):
    x = np.array(n["x"])
    return n["score"] * x / np.linalg.norm(x) ** power


def alone(n, index, weight):
    return np.eye(3)[index] * weight


def test_the_cheapest_weights_are_what_two_solvers_find():
    for seed in range(100):
        n, judge = task(check.two_prices, seed)
        accepted(judge, cheapest(n).round(2))


def spent(n):
    """The trace of the matrix that ridge multiplies y by, for features with these eigenvalues."""
    N = 40
    Q = np.linalg.qr(np.column_stack([np.ones(N), np.random.default_rng(0).normal(size=(N, 3))]))[0]
    X = Q[:, 1:] * np.sqrt(N / 2 * np.array(n["mu"]))
    fits = [ridge(X, y, n["strength"]) for y in np.eye(N)]
    return sum(x @ w + b for x, (w, b) in zip(X, fits, strict=True))


def kept_share(n, per=2.0):
    return 1 + sum(mu / (mu + per * n["strength"]) for mu in n["mu"])


def test_ridge_itself_spends_so_many_degrees():
    for seed in range(5):
        n, judge = task(check.degrees, seed)
        accepted(judge, spent(n))


def by_sign(W, threshold):
    return np.sign(W) * np.maximum(np.abs(W) - threshold, 0)


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


def kept_by_the_list(losses, patience):
    return next(
        losses.index(min(losses[: t + 1]))
        for t in range(len(losses))
        if t - losses.index(min(losses[: t + 1])) == patience or t + 1 == len(losses)
    )


def kept_from(losses, patience, best=1, tie=False):
    for epoch, loss in list(enumerate(losses))[best:]:
        if loss < losses[best] or (tie and loss == losses[best]):
            best = epoch
        if epoch - best == patience:
            break
    return best


def validation(X, y, fold, strengths):
    """The mean over the folds for each λ, by the normal equations of the centered data."""
    errors = np.zeros((fold.max() + 1, len(strengths)))
    for k, i in np.ndindex(errors.shape):
        errors[k, i] = ((solved(X, y, strengths[i], fold != k)(X) - y) ** 2)[fold == k].mean()
    return errors.mean(axis=0)


def solved(X, y, strength, own, params=False):
    mean, scale, level = X[own].mean(0), X[own].std(0), y[own].mean()
    Z = (X[own] - mean) / scale
    w = np.linalg.solve(Z.T @ Z + own.sum() * strength * np.eye(X.shape[1]), Z.T @ (y[own] - level))
    if params:
        return w / scale, level - mean / scale @ w
    return lambda X: (X - mean) / scale @ w + level


def by_normal_equations(X, y, fold, strengths):
    best = strengths[validation(X, y, fold, strengths).argmin()]
    return best, *solved(X, y, best, np.full(len(X), True), params=True)


def in_lists(X, y, fold, strengths):
    def missed(strength, k):
        own = fold != k
        scale = X[own].std(axis=0)
        w, b = ridge(X[own] / scale, y[own], strength)
        return np.mean((X[~own] / scale @ w + b - y[~own]) ** 2)

    best = min(strengths, key=lambda strength: sum(missed(strength, k) for k in set(fold)))
    w, b = ridge(X / X.std(axis=0), y, best)
    return [best, list(w / X.std(axis=0)), b]


def standardized(X, y, fold, strengths, sure=True):
    """Subtract the means, too, which b makes up for, if one remembers it."""
    best = strengths[validation(X, y, fold, strengths).argmin()]
    mean, scale = X.mean(axis=0), X.std(axis=0)
    w, b = ridge((X - mean) / scale, y, best)
    return best, w / scale, b - sure * (mean / scale @ w)


def tuning(X, y, fold, strengths, leaks=False, own=False, scaled=True, back=-1, size=np.square):
    """Tune with one slip or none."""
    divisor = lambda X: X.std(axis=0) if scaled else np.ones(X.shape[1])  # noqa: E731
    errors = []
    for strength in strengths:
        row = []
        for k in np.unique(fold):
            seen, held = fold != k, (fold != k) if own else (fold == k)
            scale = divisor(X if leaks else X[seen])
            w, b = ridge(X[seen] / scale, y[seen], strength)
            row.append(size(X[held] / scale @ w + b - y[held]).mean())
        errors.append(np.mean(row))
    best = strengths[np.argmin(errors)]
    w, b = ridge(X / divisor(X), y, best)
    return best, w * divisor(X) ** back, b


def kept_from_0(losses, patience):
    return kept_from(losses, patience, best=0)


CORPUS = {
    "cheapest_scale": Answers(
        right=lambda n: [
            1 / min(car_leads(n)),
            round(1 / min(car_leads(n)), 2),
            str(1 / min(car_leads(n))),
        ],
        wrong=lambda n: {
            "α = 0 is not it": 0,
            "α = 1 is not it": 1,
            "or more is left": 0.9 / min(car_leads(n)),
            "room to spare": 1.2 / min(car_leads(n)),
        },
    ),
    "two_prices": Answers(
        right=lambda n: [cheapest(n), cheapest(n).round(2), cheapest(n).tolist()],
        wrong=lambda n: {
            "row for L2: divide by the square": [along(n, 1), cheapest(n)[1]],
            "for the score 1": [along(n) / n["score"], cheapest(n)[1]],
            "all weights are equal": [np.full(3, n["score"] / sum(n["x"])), cheapest(n)[1]],
            "two decimal places": [along(n) + 0.03, cheapest(n)[1]],
            "a third": [n["score"] / (3 * np.array(n["x"])), cheapest(n)[1]],
            "row for L2: it gives the score": [2 * along(n), cheapest(n)[1]],
            "row for L2: the score is right": [cheapest(n)[1], cheapest(n)[1]],
            "larger in size": [
                along(n),
                alone(n, np.argmax(n["x"]), n["score"] / max(n["x"])),
            ],
            "Which sign": [along(n), -cheapest(n)[1]],
            "weight is the score": [along(n), alone(n, np.argmin(n["x"]), n["score"])],
            "no weight at all": [along(n), [0, 0, 0]],
            "row for L1: the score is right": [along(n), along(n)],
            "row for L1: it gives the score": [along(n), 2 * cheapest(n)[1]],
        },
    ),
    "shrink": Answers(
        right=[by_sign, by_cases, soft_threshold, lambda W, t: W - np.clip(W, -t, t)],
        wrong={
            "exactly 0": lambda W, t: by_sign(W, t) + 1e-12,
            "entry [0, 0] should be 2.00, yours is 1.00": lambda W, t: by_sign(W, 2 * t),
        },
    ),
    "leave_one_out": Answers(
        right=[left_out, by_hat_matrix, lambda *data: np.square([*errors_left_out(*data)]).mean()],
        wrong={},
    ),
    "tuned": Answers(
        right=[by_normal_equations, in_lists, standardized, tuning],
        wrong={
            "should return 3 arrays": lambda *data: tuning(*data)[1],
        },
    ),
    "empty_from": Answers(
        right=[
            lambda X, y, C: np.abs(slopes(X, y, C)).max() / len(X),
            lambda X, y, C: np.linalg.norm(slopes(X, y, C).ravel() / len(X), np.inf),
            lambda X, y, C: max(abs(slope) for slope in slopes(X, y, C).ravel()) / len(y),
        ],
        wrong={},
    ),
    "epoch_kept": Answers(
        right=[kept, kept_by_the_list, kept_from_0],
        wrong={
            "beats the first": kept_from,
        },
    ),
    "degrees": Answers(
        right=lambda n: [kept_share(n), round(kept_share(n), 2), np.float32(spent(n))],
        wrong=lambda n: {
            "cannot be": 4.5,
            "is not it": 3.0,
        },
    ),
    "conditioning": Answers(
        right=[0.05, 9.9 / 198, np.array(0.05)],
        wrong={
            "to 6.0": 1.0,
            "negative": -1,
            "to 99.0": 0.0505,
            "to 10000.0": 0,
        },
    ),
    "prior_strength": Answers(
        right=[0.01, 1 / (2 * 200 * 0.5**2), "0.01"],
        wrong={
            "compare": 7,
        },
    ),
}
