"""The checks of the chapter on softmax at work."""

import numpy as np
from explorable.judging import Exercise

from descent.sampling import top_p
from descent.simplex import logsumexp, softmax


def _blocks(rng: np.random.Generator) -> tuple:
    """Draw scores in blocks, some masked, some empty, the largest late; and a label."""
    sizes = rng.integers(0, 4, size=rng.integers(2, 6))
    blocks = [rng.normal(scale=30, size=size) + 10 * i for i, size in enumerate(sizes)]
    blocks.insert(int(rng.integers(len(blocks))), np.full(2, -np.inf))
    blocks.append(rng.normal(scale=3, size=2))
    allowed = np.flatnonzero(np.isfinite(np.concatenate(blocks)))
    return blocks, int(rng.choice(allowed))


def _of_blocks(blocks: list, label: int) -> float:
    scores = np.concatenate(blocks)
    return logsumexp(scores) - scores[label]


surprise_in_blocks = Exercise(
    oracle=_of_blocks,
    inputs=_blocks,
    cases={
        "for two blocks": ([np.array([0.5, 2.0]), np.array([3.5])], 1),
        "for a score of 800 behind one of 1": ([np.array([1.0]), np.array([800.0, 799.0])], 2),
        "for a masked block in front": ([np.full(3, -np.inf), np.array([1.0, 2.0])], 3),
        "for an empty block": ([np.array([1.0, 0.0]), np.array([])], 0),
    },
    slips={
        "that is the surprise within its own block. All blocks share one sum.": (
            lambda blocks, label: _within(blocks, label)
        ),
        "that is the log-sum-exp. What is the label's score?": lambda blocks, label: logsumexp(
            np.concatenate(blocks)
        ),
        "that is the probability's logarithm: a surprise is not negative.": lambda blocks, label: (
            -_of_blocks(blocks, label)
        ),
    },
    praise="blocks in one pass, of any size, masked or empty, with scores as large as 800.",
)
"""Check the surprise of a label, of scores that arrive in blocks."""


def _within(blocks: list, label: int) -> float:
    before = 0
    for block in blocks:
        if label < before + len(block):
            return logsumexp(block) - block[label - before]
        before += len(block)
    return np.inf


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


def _words(rng: np.random.Generator) -> tuple:
    counts = rng.integers(1, 9, size=rng.integers(2, 6))
    return rng.uniform(1, 9, size=counts.size).round(2) * counts, counts


perplexity = Exercise(
    oracle=lambda nats, counts: np.exp(nats.sum() / counts.sum()),
    inputs=_words,
    cases={"for two texts": (np.array([6.0, 30.0]), np.array([2, 6]))},
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
    kept = top_p(p, mass)
    members = np.flatnonzero(kept)
    if len(members) > 1:
        kept[members[p[members].argmin()]] = 0
    return kept / kept.sum()


smallest_set = Exercise(
    oracle=top_p,
    inputs=_shares,
    cases={
        "for a mass that three have": (np.array([0.15, 0.5, 0.05, 0.3]), 0.85),
        "for a mass that the first has alone": (np.array([0.15, 0.5, 0.05, 0.3]), 0.4),
        "for a mass that two have exactly": (np.array([0.25, 0.125, 0.5, 0.125]), 0.75),
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
    cases={"for two letters": (np.array([0.7, 0.3]), np.array([0.4, 0.6]))},
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
