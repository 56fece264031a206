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


def costly(rng):
    costs = 3 * rng.random((4, 4)) * (1 - np.eye(4))
    return 3 * rng.normal(size=(5, 4)), rng.integers(4, size=5), costs


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


def in_order(errors, truth, order, weights=None):
    jaccard = in_order_losses(truth[order])
    return errors[order] @ (jaccard if weights else np.diff(jaccard, prepend=0))


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


def untraced(word, pair):
    best, path = word[0], [word[0].argmax()]
    for scores in word[1:]:
        best = (best[:, None] + pair).max(axis=0) + scores
        path.append(best.argmax())
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


def toward_the_rival(x, label, W, b, step):
    scores = x @ W + b
    scores[label] = -np.inf
    return np.clip(x + step * np.sign(W[:, scores.argmax()] - W[:, label]), 0, 1)


def image(rng):
    x, W, b = rng.random(8), rng.normal(size=(8, 4)), rng.normal(size=4)
    return x, int(rng.integers(4)), W, b, rng.uniform(0.05, 0.4)


CORPUS = {
    "softmax_margin_loss": Answers(
        right=[by_hand, photo_by_photo, raised],
        wrong={
            "without any cost": lambda o, y, c: softmax_cross_entropy(o, y),
            "mean": lambda o, y, c: raised(o, y, c, "sum"),
            "wrong sign": lambda o, y, c: softmax_cross_entropy(o - c[y], y),
            "columns": lambda o, y, c: raised(o, y, c.T),
            "not to photo k": lambda o, y, c: softmax_cross_entropy(o + c, y),
            "the hinge": lambda o, y, c: ((o + c[y]).max(axis=1) - own_of(o, y)).mean(),
            "plus expected cost": lambda o, y, c: (
                softmax_cross_entropy(o, y) + (softmax(o) * c[y]).sum(axis=1).mean()
            ),
            "the first part alone": lambda o, y, c: special.logsumexp(o + c[y], axis=1).mean(),
            "it should be": lambda o, y, c: raised(o, y, 2 * c),
            "with five photos": lambda o, y, c: (
                raised(o, y, c) if len(o) == 3 else raised(o[:3], y[:3], c)
            ),
            "overflow": overflowing,
            "as large: it should be": lambda o, y, c: min(by_hand(o, y, c), 700),
            "yours is 5.090": lambda o, y, c: np.round(raised(o, y, c), 2),
            "a number": lambda o, y, c: raised(o, y, c, "none"),
            "raised": lambda o, y, c: raised(o, y, c[:2]),
        },
        inputs=costly,
    ),
    "prototypes": Answers(
        right=[
            corners,
            lambda n: corners(n)[:, ::-1],
            lambda n: -corners(n),
        ],
        wrong={
            "right angles": np.eye,
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
        inputs=lambda rng: (int(rng.integers(2, 8)),),
    ),
    "top_k": Answers(
        right=[truncated, with_masked_rivals, step_by_step],
        wrong={
            "whole cross-entropy": lambda o, y, k: softmax_cross_entropy(o, y),
            "one rival too many": lambda o, y, k: np.log1p(
                np.exp(np.sort(np.delete(o, y))[: len(o) - 1 - k] - o[y]).sum()
            ),
            "up to -0": lambda o, y, k: np.log1p(
                np.exp(np.sort(np.delete(o, y))[: -(k - 1)] - o[y]).sum()
            ),
            "the weakest": lambda o, y, k: np.log1p(
                np.exp(np.sort(np.delete(o, y))[k - 1 :] - o[y]).sum()
            ),
            "k strongest rivals": lambda o, y, k: np.log1p(
                np.exp(np.sort(np.delete(o, y))[-k:] - o[y]).sum()
            ),
            "the 1 in the logarithm": lambda o, y, k: np.log(np.expm1(truncated(o, y, k))),
            "wrong sign": lambda o, y, k: np.log1p(
                np.exp(o[y] - np.sort(np.delete(o, y))[: len(o) - k]).sum()
            ),
            "no slope": lambda o, y, k: (o > o[y]).sum() >= k,
            "it should be": lambda o, y, k: truncated(o, y, k) / np.log(2),
            "yours is -": lambda o, y, k: -truncated(o, y, k),
            "a number": lambda o, y, k: np.sort(o),
        },
        inputs=lambda rng: (3 * rng.normal(size=6), int(rng.integers(6)), int(rng.integers(1, 5))),
    ),
    "best_leaf": Answers(
        right=lambda n: [times(n), round(times(n), 2), str(times(n))],
        wrong={
            "behind the other door": 1.0,
            "the other way around": lambda n: 1 / times(n),
            "the second forks alone": lambda n: n["second"] / n["first"],
            "of the best leaf": lambda n: leaf(n)[1],
            "of the greedy leaf": lambda n: leaf(n)[0],
            "a difference": lambda n: leaf(n)[1] - leaf(n)[0],
            "would have the probability": 3.5,
            "a number": [1, 2],
        },
    ),
    "lovasz": Answers(
        right=[by_sorting, by_thresholds, lovasz_extension],
        wrong={
            "mean of the errors": lambda m, g: m.mean(),
            "one minus": lambda m, g: 1 - by_sorting(m, g),
            "in which they came": lambda m, g: in_order(m, g, np.arange(len(m))),
            "should come first": lambda m, g: in_order(m, g, np.argsort(m)),
            "keep its own": lambda m, g: np.sort(m)[::-1] @ np.diff(in_order_losses(g), prepend=0),
            "exchanged": lambda m, g: by_sorting(m, ~g),
            "rounded errors": lambda m, g: by_sorting((m > 0.5).astype(float), g),
            "Their steps": lambda m, g: in_order(m, g, np.argsort(-m), weights=True),
            "yours is 0.70": lambda m, g: m.max(),
            "but for nine others": lambda m, g: 0.475,
            "no pixel shows": lambda m, g: by_sorting(m, g) if g.any() else 0.0,
            "raised ValueError": lambda m, g: np.sort(m)[::-1] @ np.diff(in_order_losses(g)),
        },
        inputs=lambda rng: (rng.random(7), rng.random(7) < 0.4),
    ),
    "best_sequence": Answers(
        right=[listed, by_best_so_far, by_recursion],
        wrong={
            "the pairs are ignored": lambda w, p: w.argmax(axis=1),
            "a greedy walk": greedy,
            "Trace one back": untraced,
            "from the last word": lambda w, p: by_best_so_far(w, p)[::-1],
            "the other way around": lambda w, p: by_best_so_far(w, p.T),
            "smallest": lambda w, p: by_best_so_far(-w, -p),
            "a label is one of 0 to 2": lambda w, p: by_best_so_far(w, p) + 1,
            "and another has": lambda w, p: [0] * len(w),
            "got shape ()": lambda w, p: score(listed(w, p), w, p),
            "raised ValueError: operands": lambda w, p: by_best_so_far(w, p[:2]),
            "got shape (3,)": lambda w, p: by_best_so_far(w, p)[1:],
        },
        inputs=lambda rng: (rng.normal(size=(5, 3)), 2 * rng.normal(size=(3, 3))),
    ),
    "focal_forecast": Answers(
        right=lambda n: [forecast(n), round(forecast(n), 3), str(forecast(n))],
        wrong={
            "honest": lambda n: n["truth"],
            "other class": lambda n: 1 - forecast(n),
            "the lowest loss": lambda n: expected_focal(forecast(n), n),
            "0 and 1": 1.0,
            "one class alone": 0.9999,
            "the lowest is": 0.98,
            "a number": "low",
        },
    ),
    "attack": Answers(
        right=[uphill, in_a_loop, where],
        wrong={
            "between 0 and 1": lambda x, k, W, b, e: x + e * np.sign(slope(x, k, W, b)),
            "the step alone": lambda x, k, W, b, e: e * np.sign(slope(x, k, W, b)),
            "surer": lambda x, k, W, b, e: uphill(x, k, W, b, -e),
            "not its size": lambda x, k, W, b, e: np.clip(x + e * slope(x, k, W, b), 0, 1),
            "the whole image": lambda x, k, W, b, e: np.clip(
                x + e * slope(x, k, W, b) / np.linalg.norm(slope(x, k, W, b)), 0, 1
            ),
            "stay where they are": lambda x, k, W, b, e: np.clip(
                x + e * (slope(x, k, W, b) > 0), 0, 1
            ),
            "the size 1": lambda x, k, W, b, e: uphill(x, k, W, b, 1),
            "the size 0.1": lambda x, k, W, b, e: uphill(x, k, W, b, 0.1),
            "the label's own weights": lambda x, k, W, b, e: np.clip(
                x - e * np.sign(W[:, k]), 0, 1
            ),
            "a single rival": toward_the_rival,
            "the bias": lambda x, k, W, b, e: uphill(x, k, W, 0 * b, e),
            "the image is missing": lambda x, k, W, b, e: np.clip(
                x + e * np.sign(slope(0 * x, k, W, b)), 0, 1
            ),
            "entry [": lambda x, k, W, b, e: np.clip(x + 2 * e * np.sign(slope(x, k, W, b)), 0, 1),
            "shape (20,)": lambda x, k, W, b, e: np.sign(np.outer(x, softmax(x @ W + b))),
            "returned nothing": lambda x, k, W, b, e: None,
        },
        inputs=image,
    ),
}


@pytest.mark.parametrize("n", [1, 2, 5])
def test_the_best_sequence_is_found_among_all(n):
    rng = np.random.default_rng(n)
    word, pair = rng.normal(size=(n, 3)), rng.normal(size=(3, 3))
    assert list(listed(word, pair)) == list(by_best_so_far(word, pair)) == check._decode(word, pair)


def test_one_of_two_best_sequences_is_enough():
    accepted(check.best_sequence, lambda w, p: tuple(float(a) for a in listed(w, p)))
