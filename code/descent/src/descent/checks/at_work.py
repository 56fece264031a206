"""The checks of the chapter on softmax at work."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from explorable.judging import Exercise, ResourceLimit

from descent.sampling import top_p
from descent.simplex import logsumexp, softmax

MANY = 1_000


class Once:
    """What can be gone over once; a copy begins anew."""

    def __init__(self, source: str):
        self.source = source
        self._items = eval(source, {"np": np})

    def __deepcopy__(self, memo: dict) -> "Once":
        return Once(self.source)

    def __iter__(self) -> Iterator:
        return self._items

    def __next__(self) -> Any:
        return next(self._items)


def _once(*pairs: tuple[float, float]) -> tuple[Once]:
    return (Once(f"iter({[*pairs]})"),)


def _stream(rng: np.random.Generator) -> tuple[Once]:
    """Draw pairs whose best scores come late, too far up for what came before to be summed."""
    N, scale = rng.integers(2, 9), rng.choice([1, 3, 400])
    scores = np.append(rng.normal(scale=scale, size=N - 1), scale * rng.uniform(1, 3)).round(1)
    return _once(*zip(scores.tolist(), rng.normal(size=N).round(2).tolist(), strict=True))


def _mean(weights: Callable, sums: Callable | None = None) -> Callable:
    """Return the mean with these weights of the scores, divided by the sum of those of `sums`."""

    def mean(pairs: Once) -> float:
        scores, values = np.transpose([*Once(pairs.source)])
        return weights(scores) @ values / (sums or weights)(scores).sum()

    return mean


def _weights(scores: np.ndarray) -> np.ndarray:
    return np.exp(scores - scores.max())


def _never_rescaled(scores: np.ndarray) -> np.ndarray:
    """Return the weights of a reader who forgets what a higher score does to the old sums."""
    return np.exp(scores - np.maximum.accumulate(scores))


streamed = Exercise(
    oracle=_mean(_weights),
    inputs=_stream,
    cases={
        "for three pairs, the best first": _once((0.5, 2.0), (-0.3, -1.0), (0.1, 4.0)),
        "for four pairs, the best later": _once((-1.0, 3.0), (0.5, -2.0), (1.5, 0.0), (1.2, 6.0)),
        "for one pair": _once((2.0, 5.0)),
        "for scores of 1000 and 1001": _once((1000.0, 1.0), (1001.0, 2.0)),
        "for scores of −1000 and −1001": _once((-1000.0, 4.0), (-1001.0, 1.0)),
        "where a score comes 800 above the first": _once((0.0, 1.0), (800.0, 2.0)),
        "where each score is far above the one before": _once((-800, 1), (0, 2.0), (800, 3.0)),
        "where three pairs share the highest score": _once((0.5, 2.0), (0.5, -1.0), (0.5, 3.0)),
    },
    slips={
        "that is the plain mean of the values.": _mean(np.ones_like),
        "that is the value of the highest score.": _mean(
            lambda o: np.eye(len(o))[o.argmax()].astype(float)
        ),
        "the weights have not been divided by their sum.": _mean(_weights, lambda o: np.ones(1)),
        "a higher score has come, and neither of the old sums has noticed.": _mean(_never_rescaled),
        "a higher score has come, and the old sum of weights has not noticed.": (
            _mean(_weights, _never_rescaled)
        ),
        "a higher score has come, and the old sum of values has not noticed.": (
            _mean(_never_rescaled, _weights)
        ),
    },
    limit=ResourceLimit(
        (Once(f"((n % 7 / 2, n % 5) for n in range({20 * MANY}))"),),
        5 * MANY,
        "Can it forget each pair before it asks for the next?",
    ),
    praise=f"one pass, and never more than a few numbers at once, even of {20 * MANY:,} pairs.",
)
"""Check the mean of values under softmax of their scores, in one pass over their pairs."""


def _blocks(*blocks: list[float]) -> Once:
    written = ", ".join(f"np.array({block}, float)" for block in blocks).replace("inf", "np.inf")
    return Once(f"iter([{written}])")


def _some_blocks(rng: np.random.Generator) -> tuple[Once, int]:
    """Draw scores in blocks, some masked, some empty, the largest late; and a label."""
    sizes = rng.integers(0, 4, size=rng.integers(2, 6))
    blocks = [rng.normal(scale=30, size=size).round(1) + 10 * i for i, size in enumerate(sizes)]
    blocks.insert(int(rng.integers(len(blocks))), np.full(2, -np.inf))
    blocks.append(rng.normal(scale=3, size=2).round(1))
    allowed = np.flatnonzero(np.isfinite(np.concatenate(blocks)))
    return _blocks(*(block.tolist() for block in blocks)), int(rng.choice(allowed))


def _joined(blocks: Once) -> np.ndarray:
    return np.concatenate([*Once(blocks.source)])


def _of_blocks(blocks: Once, label: int) -> float:
    scores = _joined(blocks)
    return logsumexp(scores) - scores[label]


def _within(blocks: Once, label: int) -> float:
    """Return the surprise that a reader finds who looks at the label's block alone."""
    before = 0
    for block in Once(blocks.source):
        if label < before + len(block):
            return logsumexp(block) - block[label - before]
        before += len(block)
    return np.inf


surprise_in_blocks = Exercise(
    oracle=_of_blocks,
    inputs=_some_blocks,
    cases={
        "for two blocks": (_blocks([0.5, 2.0], [3.5]), 1),
        "for a score of 800 behind one of 1": (_blocks([1.0], [800.0, 799.0]), 2),
        "for a masked block in front": (_blocks([-np.inf] * 3, [1.0, 2.0]), 3),
        "for an empty block": (_blocks([1.0, 0.0], []), 0),
        "for scores around −800": (_blocks([-800.0], [-801.0, -799.0]), 1),
        "for a highest score of 0 in two blocks": (_blocks([0.0, -1.0], [0.0], [-2.0]), 0),
    },
    slips={
        "that is the surprise within its own block. All blocks share one sum.": _within,
        "that is the log-sum-exp. What is the label's score?": lambda blocks, label: logsumexp(
            _joined(blocks)
        ),
        "that is the probability's logarithm: a surprise is not negative.": lambda blocks, label: (
            -_of_blocks(blocks, label)
        ),
    },
    limit=ResourceLimit(
        (Once(f"(np.arange(100) % 7 / 2 + n % 3 for n in range({MANY // 5}))"), 150),
        5 * MANY,
        "Can it forget each block before it asks for the next?",
    ),
    praise="blocks in one pass, of any size, masked or empty, with scores as large as 800.",
)
"""Check the surprise of a label, of scores that arrive in blocks."""


def _heard(rng: np.random.Generator) -> tuple:
    n, width = rng.integers(2, 7), rng.integers(1, 4)
    return tuple(rng.normal(size=shape).round(2) for shape in (n, (n, width), width))


def _score_slopes(o: np.ndarray, V: np.ndarray, g: np.ndarray) -> np.ndarray:
    p = softmax(o)
    return p * ((V - p @ V) @ g)


score_slopes = Exercise(
    oracle=_score_slopes,
    inputs=_heard,
    cases={
        "for three places": (
            np.array([0.5, -1.0, 2.0]),
            np.array([[1.0, 0.5], [2.5, -1.0], [0.0, 3.0]]),
            np.array([1.0, -2.0]),
        )
    },
    slips={
        "the mean is missing: weight moves to a value from all others.": lambda o, V, g: (
            softmax(o) * (V @ g)
        ),
        "the weights are missing.": lambda o, V, g: (V - softmax(o) @ V) @ g,
        "that is the plain mean of the values; they have weights.": lambda o, V, g: (
            softmax(o) * ((V - V.mean(0)) @ g)
        ),
    },
    praise="the slopes sum to 0, as a shift of all scores moves nothing.",
)
"""Check the slopes in the scores of what has the gradient g in the mean."""


def _texts(rng: np.random.Generator) -> tuple:
    counts = rng.integers(1, 9, size=rng.integers(2, 6))
    return rng.uniform(1, 9, size=counts.size).round(2) * counts, counts


perplexity = Exercise(
    oracle=lambda nats, counts: np.exp(nats.sum() / counts.sum()),
    inputs=_texts,
    cases={
        "for two texts": (np.array([6.0, 30.0]), np.array([2, 6])),
        "for a text that does not surprise, and a long one": (
            np.array([0.0, 2000.0]),
            np.array([10, 990]),
        ),
    },
    slips={
        "that is the mean of the texts' perplexities. The logarithms are averaged.": (
            lambda nats, counts: np.exp(nats / counts).mean()
        ),
        "each text has the same weight with you, be it long or short.": lambda nats, counts: np.exp(
            (nats / counts).mean()
        ),
        "the surprises are in nats: the base is e.": lambda nats, counts: (
            2 ** (nats.sum() / counts.sum())
        ),
        "that is the mean surprise. Perplexity is its exponential.": lambda nats, counts: (
            nats.sum() / counts.sum()
        ),
    },
    praise="one mean over all characters, and then one exponential.",
)
"""Check the perplexity of several texts together, from their surprises and lengths."""


def _shares(rng: np.random.Generator) -> tuple:
    p = rng.dirichlet(np.full(rng.integers(3, 8), 0.8)).round(3)
    p[p.argmax()] += 1 - p.sum()
    return p, round(float(rng.uniform(0.1, 0.95)), 2)


def _before_it_crosses(p: np.ndarray, mass: float) -> np.ndarray:
    mask = top_p(p, mass)
    members = np.flatnonzero(mask)
    if len(members) > 1:
        mask[members[p[members].argmin()]] = 0
    return mask / mask.sum()


smallest_set = Exercise(
    oracle=top_p,
    inputs=_shares,
    cases={
        "for a mass that three have": (np.array([0.15, 0.5, 0.05, 0.3]), 0.85),
        "for a mass that the first has alone": (np.array([0.15, 0.5, 0.05, 0.3]), 0.4),
        "for a mass that two have exactly": (np.array([0.25, 0.125, 0.5, 0.125]), 0.75),
        "for a mass that two equal ones have": (np.array([0.375, 0.25, 0.375]), 0.7),
    },
    slips={
        "the one that crosses the mass belongs in.": _before_it_crosses,
        "what is left must sum to 1.": lambda p, mass: np.where(top_p(p, mass) > 0, p, 0),
        "they are divided by the mass that was asked for, not by the one that they have.": (
            lambda p, mass: np.where(top_p(p, mass) > 0, p, 0) / mass
        ),
    },
    praise="the fewest that have the mass together, and the one that crosses it among them.",
)
"""Check the cut to the smallest set of a mass."""


def _pair(rng: np.random.Generator) -> tuple:
    n = rng.integers(2, 7)
    return rng.dirichlet(np.ones(n)), rng.dirichlet(np.ones(n))


def _residual(p: np.ndarray, q: np.ndarray) -> np.ndarray:
    more = np.maximum(p - q, 0)
    return more / more.sum()


residual = Exercise(
    oracle=_residual,
    inputs=_pair,
    cases={
        "for two letters": (np.array([0.7, 0.3]), np.array([0.4, 0.6])),
        "for a letter that the draft never writes": (
            np.array([0.5, 0.3, 0.2]),
            np.array([0.7, 0.3, 0.0]),
        ),
    },
    slips={
        "that is p. What was kept of the drafts has been written already.": lambda p, q: p,
        "what is drawn from must sum to 1.": lambda p, q: np.maximum(p - q, 0),
        "where q is larger nothing is missing: only p - q above 0 counts.": lambda p, q: (
            np.abs(p - q) / np.abs(p - q).sum()
        ),
    },
    praise="it fills what the kept drafts leave, letter by letter.",
)
"""Check the distribution that rejected drafts are replaced from."""
