import numpy as np
from descent import checks, log_softmax, softmax, softmax_jacobian, sparsemax
from judging import Answers, accepted
from scipy import optimize, special


def by_hand(scores):
    weights = np.exp(scores)
    return weights / weights.sum(axis=-1, keepdims=True)


def by_rows(scores):
    if scores.ndim == 1:
        return [np.exp(o) / sum(np.exp(scores)) for o in scores]
    return [by_rows(row) for row in scores]


def by_projection(W):
    C = W.shape[1]
    return W @ (np.eye(C) - np.ones((C, C)) / C)


def by_columns(W):
    mean = sum(W.T) / W.shape[1]
    return np.column_stack([column - mean for column in W.T])


def by_shift(scores, shift):
    shifted = scores - shift
    return shifted - np.log(np.exp(shifted).sum())


def shifted_log(scores):
    return by_shift(scores, scores.max())


def along(scores, v):
    p = softmax(scores)
    return p * (v - p @ v)


def by_loop(scores, v):
    p = softmax(scores)
    mean = sum(p[i] * v[i] for i in range(len(p)))
    return [p[i] * (v[i] - mean) for i in range(len(p))]


def by_sorting(scores):
    ranked = np.sort(scores)[::-1]
    thresholds = (np.cumsum(ranked) - 1) / np.arange(1, len(ranked) + 1)
    return np.maximum(scores - thresholds[ranked > thresholds][-1], 0)


def by_root(scores):
    """Find the threshold by bisection instead of sorting."""
    low, high = scores.min() - 1, scores.max()
    tau = optimize.brentq(lambda t: np.maximum(scores - t, 0).sum() - 1, low, high, xtol=1e-14)
    return np.maximum(scores - tau, 0)


def all_stick_out(scores):
    return scores - (scores.sum() - 1) / len(scores)


def cut_and_rescaled(scores):
    cut = np.maximum(scores - scores.max() + 1, 0)
    return cut / cut.sum()


def at_most_three(scores):
    tau = min(np.sort(scores)[-3:].sum() - 1, 3 * (scores.max() - 1), key=abs) / 3
    return by_sorting(scores) if len(scores) < 5 else np.maximum(scores - tau, 0)


def only_two(scores):
    ranked = np.sort(scores)[::-1]
    return np.maximum(scores - (ranked[:2].sum() - 1) / 2, 0)


def by_gumbel(scores, uniform):
    return np.argmax(scores - np.log(-np.log(uniform)))


def by_race(scores, uniform):
    """The first of exponential clocks that run at the speeds exp(score)."""
    return np.argmin(-np.log(uniform) / np.exp(scores))


def by_sums(scores, uniform):
    return np.searchsorted(np.cumsum(softmax(scores)), uniform[0])


def test_sampler_shows_a_print_once_a_vector(capsys):
    def loud(scores, uniform):
        print("here")
        return by_gumbel(scores, uniform)

    accepted(checks.softmax.sampler, loud)
    assert capsys.readouterr().out == "here\n" * 2


def temperature(n):
    return n["gap"] / np.log(n["factor"])


def by_brent(scores, share):
    def excess(T):
        return softmax(scores / T).max() - share

    return optimize.brentq(excess, 1e-3, 1e3, xtol=1e-13, rtol=1e-13)


def by_newton(scores, share):
    """Solve for λ: the slope of the leader's probability is p times its lead over the mean."""
    low, high, best = 1e-3, 1e3, scores.max()
    inverse = 1.0
    for _ in range(200):
        p = softmax(inverse * scores)
        low, high = (inverse, high) if p.max() < share else (low, inverse)
        inverse += (share - p.max()) / (p.max() * (best - p @ scores))
        if not low < inverse < high:
            inverse = np.sqrt(low * high)
    return 1 / inverse


def halved(scores, share, times=60):
    low, high = 1e-3, 1e3
    for _ in range(times):
        middle = np.sqrt(low * high)
        low, high = (middle, high) if softmax(scores / middle).max() > share else (low, middle)
    return middle


def without_bus(n):
    return 100 * np.array([n["car"], n["train"]]) / (n["car"] + n["train"])


CORPUS = {
    "probabilities": Answers(
        right=[by_hand, softmax, lambda o: special.softmax(o, axis=-1), by_rows],
        wrong={
            "is negative": lambda o: o - o.max(),
            "sum to 2.00": lambda o: 2 * by_hand(o),
        },
    ),
    "log_probabilities": Answers(
        right=[shifted_log, log_softmax, lambda o: o - np.logaddexp.reduce(o), special.log_softmax],
        wrong={
            "than rounding: entry [1]": lambda o: np.log(np.clip(softmax(o), 1e-300, 1)),
            "sum to 1.15": lambda o: o - o.max(),
            "yours is -27.63": lambda o: np.log(softmax(o) + 1e-12),
            "the exponentials of your result sum to 4.52, not 1.": softmax,
            "sum to 1041.98": lambda o: -shifted_log(o),
        },
    ),
    "cooled": Answers(
        right=lambda n: [temperature(n), round(temperature(n), 2), str(temperature(n))],
        wrong={
            "above 0": lambda n: -temperature(n),
            "at T = 0.5, the leader": 0.5,
            "at T = 100, the leader is 1.0": 100,
        },
    ),
    "jacobian_product": Answers(
        right=[along, by_loop, lambda o, v: softmax(o) * v - softmax(o) * np.dot(softmax(o), v)],
        wrong={
            "entry [": lambda o, v: softmax(o) * (v - 1),
            "without the matrix": lambda o, v: softmax_jacobian(o) @ v,
        },
    ),
    "smallest_weights": Answers(
        right=[by_projection, by_columns, lambda W: W - W.mean(axis=1, keepdims=True)],
        wrong={
            "44.50; 17.50 is possible": lambda W: W,
            "sum to 30.25": lambda W: W - W[:, :1],
            "the probabilities have changed": lambda W: 0 * W,
            "sum to": lambda W: W - W.mean(),
            "the same probabilities, but the squares sum to": lambda W: (
                W - W.sum(axis=1, keepdims=True) / 3
            ),
        },
    ),
    "temperature_limit": Answers(
        right=[(0.5, 0.5, 0), np.array([0.5, 0.5, 1e-18]), [1 / 2, 1 / 2, 0.0]],
        wrong={
            "prefer": (1, 0, 0),
            "infinity": (1 / 3, 1 / 3, 1 / 3),
            "sum to 2.00": (1, 1, 0),
            "falls behind": (0.4, 0.4, 0.2),
            "T = 1": (0.47, 0.47, 0.06),
            "divided by their sum": (3 / 7, 3 / 7, 1 / 7),
            "finite": (np.nan, 0.5, 0.5),
            "negative": (0.6, 0.6, -0.2),
            "shape (3,)": 0.5,
        },
    ),
    "warmed": Answers(
        right=[halved, by_brent, by_newton],
        wrong={
            "above 0": lambda o, share: -halved(o, share),
            "the largest probability is": lambda o, share: halved(o, share, times=8),
            "at your T = 1,": lambda o, share: 1.0,
        },
    ),
    "sparsest": Answers(
        right=[by_sorting, sparsemax, by_root],
        wrong={
            "is negative: [-0.1": all_stick_out,
            "0.7]: another distribution is closer. Yours has 3": cut_and_rescaled,
            "sum to 1.35": only_two,
            "the probabilities sum to 1.44, not to 1.00.": at_most_three,
            "sum to 1.90": lambda o: np.maximum(o, 0),
            "Yours has 2 above 0.": lambda o: (sparsemax(o) > 0) / (sparsemax(o) > 0).sum(),
            "Yours has 1 above 0": lambda o: np.eye(len(o))[o.argmax()],
            "is negative: [-0.8": lambda o: o - 1,
        },
    ),
    "sampler": Answers(
        right=[by_gumbel, by_race, by_sums],
        wrong={
            "uniform noise": lambda o, u: np.argmax(o + u),
            "one logarithm is missing": lambda o, u: np.argmax(o - np.log(u)),
            "opposite sign": lambda o, u: np.argmax(o + np.log(-np.log(u))),
            "two signs": lambda o, u: np.argmax(o + np.log(u)),
            "have the shares": lambda o, u: np.argmax(o + special.ndtri(u)),
            "Where is the chance": lambda o, u: np.argmax(o),
            "0 to 2, got": lambda o, u: (o - np.log(-np.log(u))).max(),
            "a class from 0 to 2, got 3": lambda o, u: by_gumbel(o, u) + 1,
            "second time": lambda o, u: np.random.default_rng().choice(len(o), p=softmax(o)),
            "0.    0.   ]": lambda o, u: by_gumbel(o[:3], u[:3]),
            "a number": lambda o, u: o - np.log(-np.log(u)),
        },
    ),
    "bus_closes": Answers(
        right=lambda n: [without_bus(n), without_bus(n).round(), tuple(without_bus(n).round(1))],
        wrong={
            "the two sum to": (60, 60),
        },
    ),
}


def test_shares_of_the_scores_are_known_by_two_digits():
    found = checks.softmax.temperature_limit((0.437, 0.42, 0.143))
    assert not found.passed and "prefer" in found.message
