"""The checks of the chapter on what lies beyond softmax."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from descent.checks.asking import ask, compare
from descent.checks.core import Wrong, apart, case, check, close, first_wrong, name_slip, number
from descent.checks.fresh import Task, fresh
from descent.datasets import photos
from descent.losses import (
    lovasz_extension,
    simplex_prototypes,
    softmax_cross_entropy,
    softmax_margin,
    top_k_entropy,
)
from descent.simplex import one_hot, softmax

LABELS = np.array([2, 0, 0])  # not 0, 1, 2: with them the costs of the truths are all the costs
COSTS = np.array([[0.0, 1.0, 4.0], [2.0, 0.0, 1.0], [3.0, 0.5, 0.0]])
RANKED = [
    (np.array([1.5, 3.0, -0.5, 0.5, 2.5, -2.0]), 4),
    (np.array([0.4, -1.2, 2.1, 1.3]), 1),
    (np.array([3.1, 0.2, -0.7, 1.9, 1.1]), 0),
]
"""Scores, and a label that is second, last and first."""
FOUR = np.array([0.1, 0.6, 0.7, 0.2]), np.array([True, True, False, False])
NINE = [0.31, 0.92, 0.08, 0.55, 0.47, 0.76, 0.13, 0.64, 0.29]
"""Errors of pixels, and which of four show the object."""
SENTENCES = (87, 4, 3), (1, 5, 2), (2, 4, 4), (3, 6, 3), (4, 1, 3)
"""Seeds, numbers of words and of labels; in the first, each slip finds other labels."""


@check
def softmax_margin_loss(function: Callable) -> str:
    """Check the mean softmax-margin loss of scores (N, C), labels (N,) and costs (C, C)."""
    compare(function, _softmax_margin, photos.SCORES, LABELS, COSTS, slips=_NO_MARGIN)
    with case("with five photos instead of three"):
        five = np.vstack([photos.SCORES, -photos.SCORES[:2]]), np.array([1, 2, 0, 1, 1])
        compare(function, _softmax_margin, *five, COSTS)
    with case("with scores a thousand times as large"):
        compare(function, _softmax_margin, 1000 * photos.SCORES, LABELS, COSTS)
    return "cross-entropy of the scores plus their costs, for scores of any size."


def _softmax_margin(o: np.ndarray, y: np.ndarray, c: np.ndarray, **options: Any) -> float:
    return softmax_margin(o, y, costs=c, **options)


def _own(table: np.ndarray, labels: np.ndarray) -> np.ndarray:
    return table[np.arange(len(labels)), labels]


def _plus_expected_cost(o: np.ndarray, y: np.ndarray, c: np.ndarray) -> float:
    return softmax_cross_entropy(o, y) + (softmax(o) * c[y]).sum(axis=1).mean()


_NO_MARGIN: dict[str, Callable] = {
    "these are the losses without any cost.": lambda o, y, c: softmax_cross_entropy(o, y),
    "that is the sum over the photos. The loss is their mean.": partial(
        _softmax_margin, reduction="sum"
    ),
    "the costs have the wrong sign: a costly class should get a head start.": lambda o, y, c: (
        softmax_cross_entropy(o - c[y], y)
    ),
    "row k of the costs belongs to the photos that show k; you took columns.": lambda o, y, c: (
        _softmax_margin(o, y, c.T)
    ),
    "row k of the costs belongs to the photos that show k, not to photo k.": lambda o, y, c: (
        softmax_cross_entropy(o + c, y)
    ),
    "that is the hinge, which charges for one rival alone. Sum over all of them.": (
        lambda o, y, c: ((o + c[y]).max(axis=1) - _own(o, y)).mean()
    ),
    "that is cross-entropy plus expected cost, which the loss exceeds.": _plus_expected_cost,
    "that is the first part alone: the score of the true class is to be subtracted.": (
        lambda o, y, c: _softmax_margin(o, y, c) + _own(o, y).mean()
    ),
}


@check
def prototypes(function: Callable) -> str:
    """Check a function from C to C unit vectors, one a row, at equal angles."""
    for count in (3, 5):
        V = ask(function, count, shape=(count, count))
        cosines = V @ V.T
        if close(V, np.eye(count)):
            raise Wrong("unit vectors at right angles. Can they be turned farther apart?")
        lengths = np.linalg.norm(V, axis=1)
        if not close(lengths, 1):
            (k,) = first_wrong(lengths, np.ones(count))
            raise Wrong(f"for C = {count} row {k} has the length {apart(lengths[k], 1)[0]}.")
        off = cosines[~np.eye(count, dtype=bool)]
        if np.ptp(off) > 1e-6:
            least, most = apart(off.min(), off.max())
            raise Wrong(f"for C = {count} the cosines differ: from {least} to {most}.")
        best = (simplex_prototypes(count) @ simplex_prototypes(count).T)[0, 1]
        if not close(off[0], best):
            yours, _ = apart(off[0], best)
            raise Wrong(f"for C = {count} all cosines are {yours}; they can be lower.")
    return "unit vectors whose cosines are all −1/(C − 1), for 3 and for 5 classes."


@check
def top_k(function: Callable) -> str:
    """Check the truncated top-k entropy of one sample: scores (C,), label, k."""
    for scores, label in RANKED:
        for k in (1, 2, 3):
            with case(f"for k = {k}"):
                compare(function, top_k_entropy, scores, label, k, slips=_NO_TOP_K)
    return "the cross-entropy without the k − 1 strongest rivals, for k = 1, 2 and 3."


def _surprise(rivals: Callable) -> Callable:
    """Return the loss in which these of the sorted rivals are left, by (rivals, k)."""

    def loss(o: np.ndarray, y: int, k: int) -> float:
        left = rivals(np.sort(np.delete(o, y)), k)
        return np.log1p(np.exp(left - o[y]).sum())

    return loss


_NO_TOP_K: dict[str, Callable] = {
    "nothing is charged, although rivals are left. A slice up to -0 is empty.": (
        lambda o, y, k: 0.0
    ),
    "that is the whole cross-entropy. Which rivals are left out?": _surprise(lambda r, k: r),
    "one rival too many is left out: with k = 1 none is.": _surprise(lambda r, k: r[: len(r) - k]),
    "the weakest rivals are left out. The strongest should be.": _surprise(lambda r, k: r[k - 1 :]),
    "those are the k strongest rivals. The others should be left.": _surprise(lambda r, k: r[-k:]),
    "the 1 in the logarithm is missing: it stands for the label itself.": lambda o, y, k: np.log(
        np.expm1(top_k_entropy(o, y, k))
    ),
    "the differences have the wrong sign: a strong rival should cost more.": (
        lambda o, y, k: np.log1p(np.exp(o[y] - np.sort(np.delete(o, y))[: len(o) - k]).sum())
    ),
    "that is the top-k error, 1 or 0, and has no slope.": lambda o, y, k: (o > o[y]).sum() >= k,
}


@fresh
def best_leaf(rng: np.random.Generator) -> Task:
    """Check how many times as likely the best leaf is as that of a greedy walk, in a small tree."""
    root, first = rng.uniform(0.51, 0.58, size=2).round(2).tolist()
    second = round(float(rng.uniform(0.9, 0.98)), 2)
    greedy, best = root * first, (1 - root) * second
    slips = {
        "the greedy walk is not the best here: look behind the other door, too.": 1.0,
        "that is the other way around: how many times as likely is the *best* leaf?": greedy / best,
        "you have compared the second forks alone. What does the root hand on to each?": (
            second / first
        ),
        "that is the probability of the best leaf. Divide it by that of the greedy one.": best,
        "that is the probability of the greedy leaf. What has the best one?": greedy,
        "that is a difference. How many *times* as likely is it?": best - greedy,
    }

    def judge(answer: ArrayLike) -> str:
        ratio = number(answer)
        if abs(ratio - best / greedy) <= 0.006:
            return f"{best:.3f} against {greedy:.3f}: the best leaf is behind the less likely door."
        for words, slip in slips.items():
            if abs(ratio - slip) <= 0.004:
                raise Wrong(words)
        raise Wrong(f"such a leaf would have the probability {ratio * greedy:.3f}. Multiply again.")

    return Task({"root": root, "first": first, "second": second}, judge)


@check
def lovasz(function: Callable) -> str:
    """Check the Lovász extension of the Jaccard loss: errors (N,), truth (N,) of bool."""
    with case("for the four pixels of the text"):
        compare(function, lovasz_extension, *FOUR, slips=_NO_LOVASZ)
    for shown in ([0, 3, 4], [1, 5], [2, 6, 7, 8]):
        truth = np.isin(np.arange(9), shown)
        with case("right for the four pixels of the text, but for nine others"):
            compare(function, lovasz_extension, np.array(NINE), truth)
    with case("where no pixel shows the object"):
        compare(function, lovasz_extension, FOUR[0], FOUR[1] & False)
    return "0.475 for the text's pixels, and right for nine others with three objects."


def _jaccard_losses(truth: np.ndarray) -> np.ndarray:
    """Return the Jaccard losses of growing sets of mistakes, of pixels in this order."""
    return np.arange(1, len(truth) + 1) / (truth.sum() + np.cumsum(~truth))


def _extend(m: np.ndarray, truth: np.ndarray, order: np.ndarray) -> float:
    return float(m[order] @ np.diff(_jaccard_losses(truth[order]), prepend=0))


_NO_LOVASZ: dict[str, Callable] = {
    "that is the mean of the errors. Each pixel has a weight of its own.": lambda m, g: m.mean(),
    "that is one minus the loss. Pixels without an error should cost 0.": lambda m, g: (
        1 - lovasz_extension(m, g)
    ),
    "the pixels are taken in the order in which they came. Sort them by their errors.": (
        lambda m, g: _extend(m, g, np.arange(len(m)))
    ),
    "the errors grow along your order. The largest should come first.": lambda m, g: _extend(
        m, g, np.argsort(m)
    ),
    "the errors are sorted, but `truth` is not: each pixel should keep its own.": (
        lambda m, g: np.sort(m)[::-1] @ np.diff(_jaccard_losses(g), prepend=0)
    ),
    "the object and what is around it are exchanged.": lambda m, g: lovasz_extension(m, ~g),
    "that is the Jaccard loss of the rounded errors, which has no slope.": lambda m, g: (
        lovasz_extension((m > 0.5).astype(float), g)
    ),
    "the errors are weighted by the losses of the sets. Their steps are the weights.": (
        lambda m, g: np.sort(m)[::-1] @ _jaccard_losses(g[np.argsort(-m)])
    ),
}


@check
def best_sequence(function: Callable) -> str:
    """Check the labels (n,) with the largest score, of scores (n, C) and of pairs (C, C)."""
    for seed, n, C in SENTENCES:
        rng = np.random.default_rng(seed)
        word, pair = rng.normal(size=(n, C)).round(1), (2 * rng.normal(size=(C, C))).round(1)
        path = ask(function, word, pair, shape=(n,))
        if not np.isin(path, range(C)).all():
            raise Wrong(f"a label is one of 0 to {C - 1}, and your labels are {path.tolist()}.")
        best = _decode(word, pair)
        if not close(_score(path, word, pair), _score(best, word, pair)):
            name_slip(path, _wrong_paths(word, pair))
            yours, most = apart(_score(path, word, pair), _score(best, word, pair))
            raise Wrong(f"{path.astype(int)} has the score {yours}, and another has {most}.")
    return "no other labels have a larger score, for one to six words."


def _score(path: ArrayLike, word: np.ndarray, pair: np.ndarray) -> float:
    labels = np.asarray(path, dtype=int)
    return word[np.arange(len(labels)), labels].sum() + pair[labels[:-1], labels[1:]].sum()


def _decode(word: np.ndarray, pair: np.ndarray) -> list[int]:
    """Return the best labels, by the best score of what is still to come."""
    ahead = [word[-1]]
    for scores in word[-2::-1]:
        ahead.insert(0, scores + (pair + ahead[0]).max(axis=1))
    path = [int(ahead[0].argmax())]
    for scores in ahead[1:]:
        path.append(int((pair[path[-1]] + scores).argmax()))
    return path


def _wrong_paths(word: np.ndarray, pair: np.ndarray) -> dict[str, ArrayLike]:
    """Return what typical slips give, by what is said of them; none of them is the best."""
    greedy, so_far = [int(word[0].argmax())], [word[0]]
    for scores in word[1:]:
        greedy.append(int((pair[greedy[-1]] + scores).argmax()))
        so_far.append((so_far[-1][:, None] + pair).max(axis=0) + scores)
    return {
        "each word has its own best label, and the pairs are ignored.": word.argmax(axis=1),
        "each label is the best after the one before: a greedy walk.": greedy,
        "each label ends the best path so far, but these are different paths. Trace one back.": [
            int(scores.argmax()) for scores in so_far
        ],
        "these are the labels from the last word to the first.": _decode(word, pair)[::-1],
        "`pair[a, b]` is for a followed by b; you have it the other way around.": (
            _decode(word, pair.T)
        ),
        "these are the labels with the smallest score.": _decode(-word, -pair),
    }


@fresh
def focal_forecast(rng: np.random.Generator) -> Task:
    """Check the forecast with the lowest expected focal loss."""
    truth, gamma = round(float(rng.uniform(0.7, 0.95)), 2), int(rng.integers(1, 4))
    p = np.linspace(0.0005, 0.9995, 9991)
    own, other = -((1 - p) ** gamma) * np.log(p), -(p**gamma) * np.log(1 - p)
    expected = truth * own + (1 - truth) * other
    best = float(p[expected.argmin()])
    slips = {
        "that is the honest forecast, which a proper loss would reward.": truth,
        "that is the forecast for the other class.": 1 - best,
        "that is the lowest loss. At which forecast is it?": expected.min(),
    }

    def judge(answer: ArrayLike) -> str:
        value = number(answer)
        if abs(value - best) <= 0.002:
            return f"{best:.3f}: the focal loss rewards understatement."
        for words, slip in slips.items():
            if abs(value - slip) <= 0.002:
                raise Wrong(words)
        if not 0 < value < 1:
            raise Wrong("a forecast lies between 0 and 1, both excluded.")
        if value > 0.999:
            raise Wrong("almost 1 is best for one class alone. What does it cost for the other?")
        loss = np.interp(value, p, expected)
        raise Wrong(f"the expected loss is {loss:.4f} there; the lowest is {expected.min():.4f}.")

    return Task({"truth": truth, "gamma": gamma}, judge)


@check
def attack(function: Callable) -> str:
    """Check one step against the model: pixels x (D,), label, W (D, C), b (C,), step ε."""
    rng = np.random.default_rng(0)
    # A small bias and small weights: no class is so sure that it alone decides the signs.
    x, W, b = rng.random(20).round(2), rng.normal(size=(20, 3)).round(1) / 2, np.array([1, -0.5, 0])
    for label, step in ((0, 0.1), (1, 0.1), (2, 0.3)):
        compare(function, _attacked, x, label, W, b, step, slips=_NO_ATTACK)
    return "every pixel moves by ε uphill, and stays between 0 and 1."


def _uphill(x: np.ndarray, label: int, W: np.ndarray, b: np.ndarray) -> np.ndarray:
    return W @ (softmax(x @ W + b) - one_hot(label, len(b)))


def _step(slope: Callable = _uphill, move: Callable = lambda g, e: e * np.sign(g)) -> Callable:
    """Return an attack along another slope, or with another step from it."""
    return lambda x, k, W, b, e: np.clip(x + move(slope(x, k, W, b), e), 0, 1)


def _rival(x: np.ndarray, label: int, W: np.ndarray, b: np.ndarray) -> np.ndarray:
    others = np.delete(np.arange(len(b)), label)
    return W[:, others[(x @ W + b)[others].argmax()]] - W[:, label]


_attacked = _step()
_NO_ATTACK: dict[str, Callable] = {
    "a pixel lies between 0 and 1, and some of yours do not.": lambda x, k, W, b, e: (
        x + e * np.sign(_uphill(x, k, W, b))
    ),
    "that is the step alone. Add it to the image.": lambda x, k, W, b, e: (
        e * np.sign(_uphill(x, k, W, b))
    ),
    "this step makes the model surer: the loss should rise.": _step(
        move=lambda g, e: -e * np.sign(g)
    ),
    "every pixel may move by ε: use the sign of the slope, not its size.": _step(
        move=lambda g, e: e * g
    ),
    "the whole image moves by ε. Each pixel may, in the direction of its sign.": _step(
        move=lambda g, e: e * g / np.linalg.norm(g)
    ),
    "some pixels stay where they are, although all of them can do harm.": _step(
        move=lambda g, e: e * (g > 0)
    ),
    "the step has the size 1 in every pixel, whatever ε is.": _step(move=lambda g, e: np.sign(g)),
    "the step has the size 0.1 in every pixel, whatever ε is.": _step(
        move=lambda g, e: 0.1 * np.sign(g)
    ),
    "away from the label's own weights: some rival's weights count, too.": _step(
        lambda x, k, W, b: -W[:, k]
    ),
    "toward a single rival: each has a share in the slope, its probability.": _step(_rival),
    "the bias is missing in the scores.": _step(lambda x, k, W, b: _uphill(x, k, W, 0 * b)),
    "the image is missing in the scores.": _step(lambda x, k, W, b: _uphill(0 * x, k, W, b)),
}
"""The last ones differ from the right step in a few pixels."""
