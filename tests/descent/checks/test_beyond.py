from itertools import pairwise, product

import numpy as np
import pytest
from descent import checks, softmax, softmax_cross_entropy
from descent.losses import lovasz_extension
from judging import Answers, accepted
from scipy import optimize, special

check = checks.beyond


def by_hand(scores, labels, costs):
    raised = scores + costs[labels]
    own = scores[np.arange(len(labels)), labels]
    return (special.logsumexp(raised, axis=1) - own).mean()


def photo_by_photo(scores, labels, costs):
    pairs = zip(scores, labels, strict=True)
    return np.mean([np.logaddexp.reduce(o + costs[k]) - o[k] for o, k in pairs])


def overflowing(scores, labels, costs):
    raised = np.exp(scores + costs[labels]).sum(axis=1)
    return -np.log(np.exp(own_of(scores, labels)) / raised).mean()


def own_of(table, labels):
    return table[np.arange(len(labels)), labels]


def truncated(scores, label, k):
    rivals = np.sort(np.delete(scores, label))
    return np.log1p(np.exp(rivals[: len(rivals) - k + 1] - scores[label]).sum())


def with_masked_rivals(scores, label, k):
    rivals = [j for j in np.argsort(-scores) if j != label][k - 1 :]
    return np.logaddexp.reduce([scores[label], *scores[rivals]]) - scores[label]


def step_by_step(scores, label, k):
    kept = sorted((o for j, o in enumerate(scores) if j != label), reverse=True)[k - 1 :]
    excess = 0.0
    for rival in kept:
        excess += np.exp(rival - scores[label])
    return np.log1p(excess)


def by_sorting(errors, truth):
    order = np.argsort(-errors)
    missed = np.cumsum(truth[order])
    false = np.cumsum(~truth[order])
    jaccard = (missed + false) / (truth.sum() + false)
    return errors[order] @ np.diff(jaccard, prepend=0)


def by_thresholds(errors, truth):
    """Sum the area under the stairs, from one threshold to the next."""
    steps = np.sort([0, *errors])
    area = 0
    for low, high in pairwise(steps):
        wrong = errors > low
        area += (high - low) * wrong.sum() / (truth | wrong).sum() if high > low else 0
    return area


def in_order_losses(truth):
    return np.arange(1, len(truth) + 1) / (truth.sum() + np.cumsum(~truth))


def listed(word, pair):
    n, C = word.shape
    return list(max(product(range(C), repeat=n), key=lambda path: score(path, word, pair)))


def score(path, word, pair):
    return sum(word[t, a] for t, a in enumerate(path)) + sum(pair[a, b] for a, b in pairwise(path))


def by_best_so_far(word, pair):
    best, paths = word[0], [[a] for a in range(word.shape[1])]
    for scores in word[1:]:
        table = best[:, None] + pair
        paths = [[*paths[table[:, b].argmax()], b] for b in range(len(scores))]
        best = table.max(axis=0) + scores
    return np.array(paths[best.argmax()])


def by_recursion(word, pair):
    if len(word) == 1:
        return [word[0].argmax()]
    ends = [
        [a, *by_recursion(np.vstack([word[1] + pair[a], word[2:]]), pair)] for a in range(len(pair))
    ]
    return max(ends, key=lambda path: score(path, word, pair))


def raised(o, y, c, reduction="mean"):
    return softmax_cross_entropy(o + c[y], y, reduction=reduction)


def corners(n):
    return np.sqrt(n / (n - 1)) * (np.eye(n) - 1 / n)


def greedy(word, pair):
    path = [word[0].argmax()]
    for scores in word[1:]:
        path.append((pair[path[-1]] + scores).argmax())
    return path


def leaf(n):
    return n["root"] * n["first"], (1 - n["root"]) * n["second"]


def times(n):
    greedy, best = leaf(n)
    return best / greedy


def expected_focal(p, n):
    own, other = -((1 - p) ** n["gamma"]) * np.log(p), -(p ** n["gamma"]) * np.log(1 - p)
    return n["truth"] * own + (1 - n["truth"]) * other


def forecast(n):
    """Find the lowest point by another way than a grid."""
    return optimize.minimize_scalar(expected_focal, args=n, bounds=(0.4, 0.99), method="bounded").x


def slope(x, label, W, b):
    return W @ (softmax(x @ W + b) - np.eye(len(b))[label])


def uphill(x, label, W, b, step):
    return np.clip(x + step * np.sign(slope(x, label, W, b)), 0, 1)


def in_a_loop(x, label, W, b, step):
    moved, g = x.copy(), slope(x, label, W, b)
    for i in range(len(x)):
        moved[i] = min(1, max(0, x[i] + (step if g[i] > 0 else -step)))
    return moved


def where(x, label, W, b, step):
    p = np.exp(x @ W + b)
    p /= p.sum()
    p[label] -= 1
    return np.where((W * p).sum(axis=1) > 0, np.minimum(x + step, 1), np.maximum(x - step, 0))


CORPUS = {
    "softmax_margin_loss": Answers(
        right=[by_hand, photo_by_photo, raised],
        wrong={
            "it should be": lambda o, y, c: raised(o, y, 2 * c),
            "overflow": overflowing,
            "as large: it should be": lambda o, y, c: min(by_hand(o, y, c), 700),
            "yours is 5.090": lambda o, y, c: np.round(raised(o, y, c), 2),
            "a number": lambda o, y, c: raised(o, y, c, "none"),
            "raised": lambda o, y, c: raised(o, y, c[:2]),
        },
    ),
    "prototypes": Answers(
        right=[
            corners,
            lambda n: corners(n)[:, ::-1],
            lambda n: -corners(n),
        ],
        wrong={
            "row 0 has the length 0.82": lambda n: np.eye(n) - 1 / n,
            "row 0 has the length 1.22": lambda n: n / (n - 1) * (np.eye(n) - 1 / n),
            "row 2 has the length 2.00": lambda n: np.diag([1.0] * (n - 1) + [2]) @ corners(n),
            "all cosines are 0.00": lambda n: np.eye(n)[::-1],
            "all cosines are 1.00": lambda n: np.full((n, n), n**-0.5),
            "from -1.00 to 0.00": lambda n: np.vstack([-np.eye(n)[0], np.eye(n)[:-1]]),
            "shape (3,)": lambda n: corners(n)[0],
            "shape (3, 2)": lambda n: np.column_stack(
                [f(2 * np.pi * np.arange(n) / n) for f in (np.cos, np.sin)]
            ),
            "returned nothing": lambda n: None,
        },
    ),
    "top_k": Answers(
        right=[truncated, with_masked_rivals, step_by_step],
        wrong={
            "it should be": lambda o, y, k: truncated(o, y, k) / np.log(2),
            "yours is -": lambda o, y, k: -truncated(o, y, k),
            "a number": lambda o, y, k: np.sort(o),
        },
    ),
    "best_leaf": Answers(
        right=lambda n: [times(n), round(times(n), 2), str(times(n))],
        wrong={
            "would have the probability": 3.5,
            "a number": [1, 2],
        },
    ),
    "lovasz": Answers(
        right=[by_sorting, by_thresholds, lovasz_extension],
        wrong={
            "yours is 0.70": lambda m, g: m.max(),
            "no pixel shows": lambda m, g: by_sorting(m, g) if g.any() else 0.0,
            "raised ValueError": lambda m, g: np.sort(m)[::-1] @ np.diff(in_order_losses(g)),
        },
    ),
    "best_sequence": Answers(
        right=[listed, by_best_so_far, by_recursion],
        wrong={
            "[3 2 2 2 2] has the score -2.43, and another has": lambda w, p: (
                by_best_so_far(w, p) + 1
            ),
            "and another has": lambda w, p: [0] * len(w),
            "got shape ()": lambda w, p: score(listed(w, p), w, p),
            "raised ValueError: operands": lambda w, p: by_best_so_far(w, p[:2]),
        },
    ),
    "focal_forecast": Answers(
        right=lambda n: [forecast(n), round(forecast(n), 3), str(forecast(n))],
        wrong={
            "0 and 1": 1.0,
            "one class alone": 0.9999,
            "the lowest is": 0.98,
            "a number": "low",
        },
    ),
    "attack": Answers(
        right=[uphill, in_a_loop, where],
        wrong={
            "entry [": lambda x, k, W, b, e: np.clip(x + 2 * e * np.sign(slope(x, k, W, b)), 0, 1),
            "returned nothing": lambda x, k, W, b, e: None,
        },
    ),
}


@pytest.mark.parametrize("n", [1, 2, 5])
def test_the_best_sequence_is_found_among_all(n):
    rng = np.random.default_rng(n)
    word, pair = rng.normal(size=(n, 3)), rng.normal(size=(3, 3))
    assert list(listed(word, pair)) == list(by_best_so_far(word, pair)) == check._decode(word, pair)


def test_one_of_two_best_sequences_is_enough():
    accepted(check.best_sequence, lambda w, p: tuple(float(a) for a in listed(w, p)))
