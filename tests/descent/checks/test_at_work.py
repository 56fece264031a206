"""Answers to the exercises of the chapter on softmax at work."""

import numpy as np
from descent import softmax, softmax_jacobian
from descent.sampling import top_p
from judging import Answers
from scipy import special


def rescaled(pairs):
    top, total, mean = -np.inf, 0.0, 0.0
    for score, value in pairs:
        higher = max(top, score)
        total = total * np.exp(top - higher) + np.exp(score - higher)
        mean += np.exp(score - higher) / total * (value - mean)
        top = higher
    return mean


def by_log_sums(pairs):
    """Keep the logarithm of the sum of weights, and the weighted mean."""
    level, mean = -np.inf, 0.0
    for score, value in pairs:
        level = np.logaddexp(level, score)
        mean += np.exp(score - level) * (value - mean)
    return mean


def two_sums(pairs, weights=True, values=True, top=-np.inf):
    """Rescale the old sums of weights and of values, or forget to."""
    total = weighted = 0.0
    for score, value in pairs:
        shrink = np.exp(min(top - score, 0))
        top = max(top, score)
        total = (shrink if weights else 1) * total + np.exp(score - top)
        weighted = (shrink if values else 1) * weighted + np.exp(score - top) * value
    return weighted / total


def kept(pairs):
    scores, values = np.transpose(list(pairs))
    return softmax(scores) @ values


def in_one_sum(blocks, label):
    """Add to a logarithm, score by score."""
    level, seen = -np.inf, 0
    for block in blocks:
        for score in block:
            level = np.logaddexp(level, score)
            if seen == label:
                own = score
            seen += 1
    return level - own


def by_levels(blocks, label):
    """Keep the log-sum-exp of what has come, a block at a time."""
    level, before = -np.inf, 0
    for block in blocks:
        if before <= label < before + len(block):
            own = block[label - before]
        before += len(block)
        level = special.logsumexp([level, *block])
    return level - own


def by_triples(blocks, label):
    top, total, start, own = -np.inf, 0.0, 0, None
    for block in blocks:
        stop = start + len(block)
        if start <= label < stop:
            own = block[label - start]
        start = stop
        higher = np.max(block, initial=top)
        if np.isneginf(higher):
            continue
        total = total * np.exp(top - higher) + np.exp(block - higher).sum()
        top = higher
    return np.log(total) + top - own


def never_below(blocks, label):
    """Begin with a largest score of 0: where all are far below, nothing is left."""
    top, total, seen, own = 0.0, 0.0, 0, 0.0
    for block in blocks:
        if seen <= label < seen + len(block):
            own = block[label - seen]
        seen += len(block)
        higher = max([top, *block])
        total = total * np.exp(top - higher) + np.exp(block - higher).sum()
        top = higher
    return np.log(total) + top - own


def not_rescaled(blocks, label):
    total, top, seen, own = 0.0, -np.inf, 0, 0.0
    for block in blocks:
        if seen <= label < seen + len(block):
            own = block[label - seen]
        seen += len(block)
        top = max([top, *block])
        total += np.exp(block - top).sum() if np.isfinite(top) else 0
    return top + np.log(total) - own


def joined(blocks, label):
    scores = np.concatenate([*blocks])
    return special.logsumexp(scores) - scores[label]


def by_places(o, V, g):
    p = special.softmax(o)
    mean = sum(weight * value for weight, value in zip(p, V, strict=True))
    return [weight * np.dot(g, value - mean) for weight, value in zip(p, V, strict=True)]


def by_heard(o, V, g):
    """Take the product with g first: then the values are numbers."""
    p, heard = softmax(o), V @ g
    return p * heard - p * (p @ heard)


def one_by_one(nats, counts):
    total = characters = 0
    for own, count in zip(nats, counts, strict=True):
        total, characters = total + own, characters + count
    return np.exp(total / characters)


def geometric(nats, counts):
    """Multiply the perplexities of the texts, each to the share of its characters."""
    return np.prod(np.exp(nats / counts) ** (counts / counts.sum()))


def by_growing(p, mass):
    kept, rest = np.zeros(len(p)), list(range(len(p)))
    while kept.sum() < mass - 1e-12:
        best = max(rest, key=lambda i: p[i])
        rest.remove(best)
        kept[best] = p[best]
    return kept / kept.sum()


def by_threshold(p, mass):
    falling = np.sort(p)[::-1]
    count = 1 + np.searchsorted(np.cumsum(falling)[:-1], mass - 1e-12)
    kept = np.where(p >= falling[count - 1], p, 0)
    return kept / kept.sum()


def in_the_order_given(p, mass):
    kept = np.where(np.cumsum(p) - p < mass, p, 0)
    return kept / kept.sum()


def letter_by_letter(p, q):
    missing = [max(own - drafted, 0.0) for own, drafted in zip(p, q, strict=True)]
    return [each / sum(missing) for each in missing]


def less_the_kept(p, q):
    kept = np.minimum(p, q)
    return (p - kept) / (1 - kept.sum())


def from_the_variation(p, q):
    return (p - q).clip(0) / (np.abs(p - q).sum() / 2)


CORPUS = {
    "streamed": Answers(
        right=[two_sums, rescaled, by_log_sums],
        wrong={
            "Can it forget": kept,
        },
    ),
    "surprise_in_blocks": Answers(
        right=[in_one_sum, by_levels, by_triples],
        wrong={
            "Can it forget each block": joined,
            "yours is 2.30": not_rescaled,
            "around −800": never_below,
            "yours is 2.51": lambda blocks, label: joined(blocks, label) / np.log(2),
        },
    ),
    "score_slopes": Answers(
        right=[by_places, by_heard, lambda o, V, g: softmax_jacobian(o) @ (V @ g)],
        wrong={
            "entry [": lambda o, V, g: softmax(o) * ((V - V[o.argmax()]) @ g),
            "shape (3,)": lambda o, V, g: softmax(o)[:, None] * (V - softmax(o) @ V),
        },
    ),
    "perplexity": Answers(
        right=[one_by_one, geometric, lambda n, c: np.exp(np.average(n / c, weights=c))],
        wrong={
            "it should be 90.02": lambda nats, counts: np.exp(nats.sum() / len(nats)),
            "yours is 0.0": lambda nats, counts: np.exp(-nats.sum() / counts.sum()),
        },
    ),
    "smallest_set": Answers(
        right=[by_growing, by_threshold, top_p],
        wrong={
            "yours is 0.15.": in_the_order_given,
            "yours is 0.00.": lambda p, mass: np.eye(len(p))[p.argmax()],
        },
    ),
    "residual": Answers(
        right=[letter_by_letter, less_the_kept, from_the_variation],
        wrong={
            "yours is 0.00": lambda p, q: np.maximum(q - p, 0) / np.maximum(q - p, 0).sum(),
            "entry [0] should be 1.00, yours is 0.40": lambda p, q: (
                np.maximum(p - q, 0) / p.sum() + 0.1
            ),
        },
    ),
}
