"""The checks of the chapter on what lies beyond softmax."""

from collections.abc import Callable

import numpy as np
from explorable.judging import Exercise, Task, Value, Wrong, apart, close, first_wrong, fresh
from numpy.typing import ArrayLike

from descent.datasets import photos
from descent.losses import lovasz_extension, softmax_cross_entropy
from descent.simplex import one_hot, softmax

LABELS = np.array([2, 0, 0])  # not 0, 1, 2: with them the costs of the truths are all the costs
COSTS = np.array([[0.0, 1.0, 4.0], [2.0, 0.0, 1.0], [3.0, 0.5, 0.0]])
FOUR = np.array([0.1, 0.6, 0.7, 0.2]), np.array([True, True, False, False])
"""Errors of pixels, and which of four show the object."""


def _margin_loss(o: np.ndarray, y: np.ndarray, costs: np.ndarray) -> np.floating:
    return softmax_cross_entropy(o + costs[y], y)


def _costly(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    N, C = rng.integers(3, 6, size=2)
    costs = (5 * rng.random((C, C)) * (1 - np.eye(C))).round(2)
    return (2 * rng.normal(size=(N, C))).round(2), rng.integers(C, size=N), costs


def _label_scores(table: np.ndarray, labels: np.ndarray) -> np.ndarray:
    return table[np.arange(len(labels)), labels]


softmax_margin_loss = Exercise(
    oracle=_margin_loss,
    inputs=_costly,
    cases={
        "for three photos": (photos.SCORES, LABELS, COSTS),
        "with scores a thousand times as large": (1000 * photos.SCORES, LABELS, COSTS),
    },
    slips={
        "these are the losses without any cost.": lambda o, y, c: softmax_cross_entropy(o, y),
        "the costs have the wrong sign: a costly class should get a head start.": lambda o, y, c: (
            softmax_cross_entropy(o - c[y], y)
        ),
        "row k of the costs belongs to the photos that show k; you took columns.": lambda o, y, c: (
            _margin_loss(o, y, c.T)
        ),
        "row k of the costs belongs to the photos that show k, not to photo k.": lambda o, y, c: (
            softmax_cross_entropy(o + c, y)
        ),
        "that is the hinge, which charges for one rival alone. Sum over all of them.": (
            lambda o, y, c: ((o + c[y]).max(axis=1) - _label_scores(o, y)).mean()
        ),
        "that is cross-entropy plus expected cost, which the loss exceeds.": lambda o, y, c: (
            softmax_cross_entropy(o, y) + (softmax(o) * c[y]).sum(axis=1).mean()
        ),
        "that is the first part alone: the score of the true class is to be subtracted.": (
            lambda o, y, c: _margin_loss(o, y, c) + _label_scores(o, y).mean()
        ),
    },
    praise="cross-entropy of the scores plus their costs, for scores of any size.",
)
"""Check the mean softmax-margin loss of scores (N, C), labels (N,) and costs (C, C)."""


def _corners(count: int) -> np.ndarray:
    """Return the corners of a regular simplex, around 0."""
    return np.sqrt(count / (count - 1)) * (np.eye(count) - 1 / count)


def _not_apart(V: np.ndarray, right: np.ndarray, count: int) -> str:
    lengths, cosines = np.linalg.norm(V, axis=1), V @ V.T
    if not close(lengths, 1):
        (k,) = first_wrong(lengths, np.ones(count))
        return f"row {k} has the length {apart(lengths[k], 1)[0]}."
    off = cosines[~np.eye(count, dtype=bool)]
    if np.ptp(off) > 1e-6:
        return "the cosines differ: from {} to {}.".format(*apart(off.min(), off.max()))
    return f"all cosines are {apart(off[0], -1 / (count - 1))[0]}; they can be lower."


prototypes = Exercise(
    oracle=_corners,
    inputs=lambda rng: (int(rng.integers(2, 13)),),
    cases={"for C = 3": (3,), "for C = 5": (5,)},
    slips={"unit vectors at right angles. Can they be turned farther apart?": np.eye},
    measure=lambda V, count: V @ V.T,
    explain=_not_apart,
    praise="unit vectors whose cosines are all −1/(C − 1), for 3, for 5 and for more classes.",
)
"""Check a function from C to C unit vectors, one a row, at equal angles."""


def _surprise(rivals: Callable) -> Callable:
    """Return the loss in which these of the sorted rivals are left, by (rivals, k)."""

    def loss(o: np.ndarray, y: int, k: int) -> float:
        left = rivals(np.sort(np.delete(o, y)), k)
        return np.log1p(np.exp(left - o[y]).sum())

    return loss


_top_k = _surprise(lambda r, k: r[: len(r) - (k - 1)])


def _ranked(rng: np.random.Generator) -> tuple[np.ndarray, int, int]:
    C = int(rng.integers(3, 9))
    return (2 * rng.normal(size=C)).round(2), int(rng.integers(C)), int(rng.integers(1, C))


top_k = Exercise(
    oracle=_top_k,
    inputs=_ranked,
    cases={f"for k = {k}": (np.array([1.5, 3.0, -0.5, 0.5, 2.5, -2.0]), 4, k) for k in (1, 2, 3, 4)}
    | {"for ties, k = 3": (np.array([1.5, 3.0, 1.5, -0.5, 3.0, 3.0]), 0, 3)},
    slips={
        "nothing is charged, although rivals are left. A slice up to -0 is empty.": _surprise(
            lambda r, k: r[: -(k - 1)]
        ),
        "that is the whole cross-entropy. Which rivals are left out?": _surprise(lambda r, k: r),
        "one rival too many is left out: with k = 1 none is.": _surprise(
            lambda r, k: r[: len(r) - k]
        ),
        "the weakest rivals are left out. The strongest should be.": _surprise(
            lambda r, k: r[k - 1 :]
        ),
        "those are the k strongest rivals. The others should be left.": _surprise(
            lambda r, k: r[-k:]
        ),
        "the 1 in the logarithm is missing: it stands for the label itself.": lambda o, y, k: (
            np.log(np.expm1(_top_k(o, y, k)))
        ),
        "the differences have the wrong sign: a strong rival should cost more.": (
            lambda o, y, k: np.log1p(np.exp(o[y] - np.sort(np.delete(o, y))[: len(o) - k]).sum())
        ),
    },
    praise="the cross-entropy without the k − 1 strongest rivals, for k = 1, 2, 3 and 4.",
)
"""Check the truncated top-k entropy of one sample: scores (C,), label, k."""


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

    def otherwise(ratio: float) -> str:
        return f"such a leaf would have the probability {ratio * greedy:.3f}. Multiply again."

    praise = f"{best:.3f} against {greedy:.3f}: the best leaf is behind the less likely door."
    return Task(
        {"root": root, "first": first, "second": second},
        Value(best / greedy, praise, slips, otherwise, digits=2),
    )


def _pixels(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    N = rng.integers(3, 11)
    return rng.permutation(np.arange(1, 100))[:N] / 100, rng.random(N) < 0.5


def _jaccard_losses(truth: np.ndarray) -> np.ndarray:
    """Return the Jaccard losses of growing sets of mistakes, of pixels in this order."""
    return np.arange(1, len(truth) + 1) / (truth.sum() + np.cumsum(~truth))


def _extend(m: np.ndarray, truth: np.ndarray, order: np.ndarray) -> float:
    return float(m[order] @ np.diff(_jaccard_losses(truth[order]), prepend=0))


lovasz = Exercise(
    oracle=lovasz_extension,
    inputs=_pixels,
    cases={
        "for the four pixels of the text": FOUR,
        "where no pixel shows the object": (FOUR[0], FOUR[1] & False),
        "where each pixel shows the object": (FOUR[0], FOUR[1] | True),
        "where two errors are equal": (np.array([0.5, 0.25, 0.5, 0.75]), FOUR[1]),
    },
    slips={
        "that is the mean of the errors inside the object. What do the others cost?": (
            lambda m, g: m[g].sum() / max(g.sum(), 1)
        ),
        "that is the mean of the errors. Each pixel has a weight of its own.": lambda m, g: (
            m.mean()
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
    },
    praise="0.475 for the text's pixels, and right for others, with any object.",
)
"""Check the Lovász extension of the Jaccard loss: errors (N,), truth (N,) of bool."""


def _sentence(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Draw scores of words and of pairs, in which the pairs decide, and not one after the other."""
    n, C = rng.integers([3, 3], [7, 5])
    return rng.normal(size=(n, C)).round(2), (2 * rng.normal(size=(C, C))).round(2)


def _score(path: ArrayLike, word: np.ndarray, pair: np.ndarray) -> float:
    labels = np.asarray(path)
    if not np.isin(labels, range(len(pair))).all():
        raise Wrong(f"a label is one of 0 to {len(pair) - 1}, and yours are {labels.tolist()}.")
    labels = labels.astype(int)
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


def _greedy(word: np.ndarray, pair: np.ndarray) -> list[int]:
    path = [int(word[0].argmax())]
    for scores in word[1:]:
        path.append(int((pair[path[-1]] + scores).argmax()))
    return path


def _untraced(word: np.ndarray, pair: np.ndarray) -> list[int]:
    """Return where the best path so far ends, word by word."""
    so_far = [word[0]]
    for scores in word[1:]:
        so_far.append((so_far[-1][:, None] + pair).max(axis=0) + scores)
    return [int(scores.argmax()) for scores in so_far]


def _by_marginals(word: np.ndarray, pair: np.ndarray) -> list[int]:
    """Return the most probable label of each word, whatever the others are."""
    ahead, back = [word[0]], [np.zeros(len(pair))]
    for scores in word[1:]:
        ahead.append(np.logaddexp.reduce(ahead[-1][:, None] + pair) + scores)
    for scores in word[:0:-1]:
        back.insert(0, np.logaddexp.reduce(pair + scores + back[0], axis=1))
    return [int((a + b).argmax()) for a, b in zip(ahead, back, strict=True)]


def _less(path: np.ndarray, best: list[int], word: np.ndarray, pair: np.ndarray) -> str:
    yours, most = apart(_score(path, word, pair), _score(best, word, pair))
    return f"{path.astype(int)} has the score {yours}, and another has {most}."


best_sequence = Exercise(
    oracle=_decode,
    inputs=_sentence,
    cases={
        "for five words": _sentence(np.random.default_rng(87)),
        "for one word": (np.array([[0.5, 1.5, -1.0]]), np.ones((3, 3))),
    },
    slips={
        "each word has its own best label, and the pairs are ignored.": lambda word, pair: (
            word.argmax(axis=1)
        ),
        "each label is the best after the one before: a greedy walk.": _greedy,
        "each label ends the best path so far, but these are different paths. Trace one back.": (
            _untraced
        ),
        "each label is the most probable one of its word. The most probable *sequence* is asked.": (
            _by_marginals
        ),
        "the scores of the first word have been forgotten.": lambda word, pair: _decode(
            np.vstack([0 * word[:1], word[1:]]), pair
        ),
        "these are the labels from the last word to the first.": lambda word, pair: _decode(
            word, pair
        )[::-1],
        "`pair[a, b]` is for a followed by b; you have it the other way around.": (
            lambda word, pair: _decode(word, pair.T)
        ),
    },
    measure=_score,
    explain=_less,
    praise="no other labels have a larger score, for one to six words.",
)
"""Check the labels (n,) with the largest score, of scores (n, C) and of pairs (C, C)."""


@fresh
def focal_forecast(rng: np.random.Generator) -> Task:
    """Check the forecast with the lowest expected focal loss."""
    truth, gamma = round(float(rng.uniform(0.7, 0.95)), 2), int(rng.integers(1, 4))

    def expected(p: float) -> float:
        positive, negative = -((1 - p) ** gamma) * np.log(p), -(p**gamma) * np.log(1 - p)
        return truth * positive + (1 - truth) * negative

    best = float(_lowest(expected))
    slips = {
        "that is the honest forecast, which a proper loss would reward.": truth,
        "that is the forecast for the other class.": 1 - best,
        "that is the lowest loss. At which forecast is it?": expected(best),
    }

    def otherwise(value: float) -> str:
        if not 0 < value < 1:
            return "a forecast lies between 0 and 1, both excluded."
        if value > 0.999:
            return "almost 1 is best for one class alone. What does it cost for the other?"
        return (
            f"the expected loss is {expected(value):.4f} there; the lowest is {expected(best):.4f}."
        )

    praise = f"{best:.3f}: the focal loss rewards understatement."
    return Task({"truth": truth, "gamma": gamma}, Value(best, praise, slips, otherwise, digits=3))


def _lowest(f: Callable) -> float:
    """Return where in (0, 1) f is lowest, to six digits."""
    p = np.linspace(0, 1, 1001)[1:-1]
    for width in (1e-3, 1e-5):
        at = p[f(p).argmin()]
        p = np.linspace(at - width, at + width, 401)
    return at


def _image(rng: np.random.Generator) -> tuple:
    """Draw pixels, and weights so small that no class is sure: it alone would decide the signs."""
    D, C = (int(n) for n in rng.integers([6, 3], [20, 6]))
    W, b = (rng.normal(size=(D, C)) / 2).round(2), rng.normal(size=C).round(2)
    return rng.random(D).round(2), int(rng.integers(C)), W, b, float(rng.choice([0.05, 0.2, 0.4]))


def _uphill(x: np.ndarray, label: int, W: np.ndarray, b: np.ndarray) -> np.ndarray:
    return W @ (softmax(x @ W + b) - one_hot(label, len(b)))


def _step(slope: Callable = _uphill, move: Callable = lambda g, e: e * np.sign(g)) -> Callable:
    """Return an attack along another slope, or with another step from it."""
    return lambda x, k, W, b, e: np.clip(x + move(slope(x, k, W, b), e), 0, 1)


def _rival(x: np.ndarray, label: int, W: np.ndarray, b: np.ndarray) -> np.ndarray:
    others = np.delete(np.arange(len(b)), label)
    return W[:, others[(x @ W + b)[others].argmax()]] - W[:, label]


_attacked = _step()
attack = Exercise(
    oracle=_attacked,
    inputs=_image,
    cases={
        "for two pixels, of which one has no weights": (
            *(np.array([0.5, 0.5]), 0, np.array([[1.0, -0.5], [0.0, 0.0]]), np.zeros(2), 0.2),
        )
    },
    slips={
        "a pixel lies between 0 and 1, and some of yours do not.": lambda x, k, W, b, e: (
            x + e * np.sign(_uphill(x, k, W, b))
        ),
        "this step makes the model surer: the loss should rise.": _step(
            move=lambda g, e: -e * np.sign(g)
        ),
        "every pixel may move by ε: use the sign of the slope, not its size.": _step(
            move=lambda g, e: e * g
        ),
        "away from the label's own weights: some rival's weights count, too.": _step(
            lambda x, k, W, b: -W[:, k]
        ),
        "toward a single rival: each has a share in the slope, its probability.": _step(_rival),
        "the bias is missing in the scores.": _step(lambda x, k, W, b: _uphill(x, k, W, 0 * b)),
    },
    praise="the pixels move uphill by ε, as far as 0 and 1 allow.",
)
"""Check one step against the model: pixels x (D,), label, W (D, C), b (C,), step ε."""
