import numpy as np
from descent import Adam, checks, minimize
from judging import Answers, refused


def in_the_end(n):
    return n["eta"] * n["g"] / (1 - n["mu"])


def by_steps(n):
    v = 0.0
    for _ in range(2_000):
        v = n["mu"] * v + n["g"]
    return n["eta"] * v


def meeting(n):
    return (1 - np.sqrt(n["share"])) ** 2


def by_search(n):
    """The least of the larger roots, among many values of μ."""
    mu = np.linspace(0, 0.999, 5_000)
    half = (1 + mu - n["share"]) / 2
    root = np.sqrt(half**2 - mu + 0j)
    return mu[np.maximum(abs(half + root), abs(half - root)).argmin()]


def first(n, adagrad=1.0, rmsprop=1.0, adam=1.0):
    """The right moves, each times a number."""
    step = -n["eta"] * np.sign(n["g"])
    return step * np.array([adagrad, rmsprop / np.sqrt(1 - n["alpha"]), adam])


def by_the_rules(n):
    g, s = n["g"], (1 - n["alpha"]) * n["g"] ** 2
    m, v = 0.1 * g / (1 - 0.9), 0.001 * g**2 / (1 - 0.999)
    return [-n["eta"] * top / np.sqrt(below) for top, below in ((g, g**2), (g, s), (m, v))]


def by_hand(
    gradient, start, eta, steps, *, corrected=True, root=True, uphill=False, first=1, beta=0.999,
    epsilon=1e-8, inside=0.0,
):  # fmt: skip
    x, m, v = start.copy(), 0.0, 0.0
    for t in range(first, steps + first):
        g = gradient(x)
        m, v = 0.9 * m + 0.1 * g, beta * v + (1 - beta) * g**2
        m_hat, v_hat = (m / (1 - 0.9**t), v / (1 - beta**t)) if corrected else (m, v)
        step = eta * m_hat / ((np.sqrt(v_hat + inside) if root else v_hat) + epsilon)
        x = x + step if uphill else x - step
    return x


def with_the_package(gradient, start, eta, steps):
    return minimize(lambda x: 0.0, gradient, start, Adam(eta), steps).points[-1]


def with_one_rate(gradient, start, eta, steps):
    """Adam as its paper speeds it up: the two repairs in the step size."""
    x, m, v = np.array(start, dtype=float), np.zeros(len(start)), np.zeros(len(start))
    for t in range(1, steps + 1):
        g = gradient(x)
        m += (1 - 0.9) * (g - m)
        v += (1 - 0.999) * (g * g - v)
        repair = np.sqrt(1 - 0.999**t)
        x -= eta * repair / (1 - 0.9**t) * m / (np.sqrt(v) + 1e-8 * repair)
    return x


def in_place(gradient, start, eta, steps):
    start -= eta
    return start


def arrives(n):
    way, t = 0.0, 0
    while way < n["distance"]:
        t += 1
        way += n["eta"] / t**0.5
    return t


def by_sums(n):
    return int(np.argmax(n["eta"] * np.cumsum(np.arange(1, 9_999) ** -0.5) >= n["distance"])) + 1


def near_the_estimate(n):
    """Go on from 2 √T − 1.46, which is close to the sum."""
    steady = n["distance"] / n["eta"]
    T = int(((steady + 1.46) / 2) ** 2) - 3
    while (np.arange(1, T + 1) ** -0.5).sum() < steady:
        T += 1
    return T


def steady(n):
    return round(n["distance"] / n["eta"])


def pace(n, K, size=4, rounds=2):
    send = n["message"] + size * n["n"] / (1_000 * K)
    return n["row"] * n["B"] / K + rounds * (K - 1) * send


def fastest(n, **changed):
    return min(range(1, 500), key=lambda K: pace(n, K, **changed))


def by_a_root(n):
    """The derivative in K is 0 between the best number and the next."""
    work = n["row"] * n["B"] - 8 * n["n"] / 1_000
    low = int(np.sqrt(work / (2 * n["message"])))
    return min((low, low + 1), key=lambda K: pace(n, K))


def local(gradients, start, eta, H, rounds):
    places = np.array([start] * len(gradients), dtype=float)
    for t in range(1, H * rounds + 1):
        places = places - eta * np.array([g(x) for g, x in zip(gradients, places, strict=True)])
        if t % H == 0:
            places[:] = places.mean(axis=0)
    return places[0]


def one_after_the_other(gradients, start, eta, H, rounds):
    shared = start
    for _ in range(rounds):
        total = 0
        for gradient in gradients:
            x = shared
            for _ in range(H):
                x = x - eta * gradient(x)
            total = total + x
        shared = total / len(gradients)
    return shared


def recursive(gradients, start, eta, H, rounds):
    if rounds == 0:
        return start

    def walk(gradient, x, steps):
        return walk(gradient, x - eta * gradient(x), steps - 1) if steps else x

    ends = [walk(gradient, start, H) for gradient in gradients]
    return recursive(gradients, sum(ends) / len(ends), eta, H, rounds - 1)


def clip(W, b, limit):
    length = np.sqrt((W**2).sum() + (b**2).sum())
    return (W * limit / length, b * limit / length) if length > limit else (W, b)


def by_one_vector(W, b, limit):
    g = np.concatenate([W.ravel(), b])
    g = g * min(1, limit / max(np.linalg.norm(g), 1e-12))
    return g[: W.size].reshape(W.shape), g[W.size :]


def by_a_factor(W, b, limit):
    factor = limit / max(np.hypot(np.linalg.norm(W), np.linalg.norm(b)), limit)
    return [factor * W, factor * b]


CORPUS = {
    "final_speed": Answers(
        right=lambda n: [in_the_end(n), by_steps(n), f"{in_the_end(n):.3f}"],
        wrong={
            "and the next": lambda n: 0.7 * in_the_end(n),
            "finite": np.inf,
            "a number": "fast",
        },
    ),
    "best_momentum": Answers(
        right=lambda n: [meeting(n), by_search(n), round(meeting(n), 2)],
        wrong={
            "below 1": lambda n: (1 + np.sqrt(n["share"])) ** 2,
            "it swings": 0.999,
            "can be smaller": 0.1,
            "shape (2,)": lambda n: 2 * [meeting(n)],
        },
    ),
    "first_steps": Answers(
        right=lambda n: [first(n), by_the_rules(n), tuple(first(n).round(4))],
        wrong={
            "AdaGrad: s has the unit": lambda n: first(n, adagrad=1 / abs(n["g"])),
            "AdaGrad: -0.7": lambda n: (-0.7, *first(n)[1:]),
            "RMSProp: its mean": lambda n: first(n, rmsprop=(1 - n["alpha"]) ** 0.5),
            "RMSProp: s has the unit": lambda n: first(
                n, rmsprop=(1 - n["alpha"]) ** -0.5 / abs(n["g"])
            ),
            "RMSProp: s was 0": lambda n: first(n, rmsprop=(1 / n["alpha"] - 1) ** 0.5),
            "Adam: neither": lambda n: first(n, adam=0.1 / 0.001**0.5),
            "Adam: m is not": lambda n: first(n, adam=0.1),
            "Adam: v is not": lambda n: first(n, adam=0.001**-0.5),
            "shape (3,)": lambda n: n["eta"],
        },
    ),
    "adam": Answers(
        right=[by_hand, with_the_package, with_one_rate],
        wrong={
            "ε counts": lambda *a: by_hand(*a, epsilon=0),
            "start has changed": in_place,
            "returned nothing": lambda *a: None,
            "raised TypeError": lambda gradient, start: start,
        },
    ),
    "adagrad_patience": Answers(
        right=lambda n: [arrives(n), by_sums(n), near_the_estimate(n)],
        wrong={
            "after 1 step it has covered 0.": 1,
            "it has covered": lambda n: arrives(n) - 1,
            "arrived before": lambda n: arrives(n) + 1,
            "whole number": lambda n: arrives(n) + 0.5,
            "finite": np.inf,
        },
    ),
    "combine": Answers(
        right=[
            lambda g, n: np.average(g, axis=0, weights=n),
            lambda g, n: (n[:, None] * g).sum(0) / n.sum(),
            lambda g, n: n / n.sum() @ g,
        ],
        wrong={
            "plain mean": lambda g, n: n @ g / 100,
            "shape (3, 2)": lambda g, n: g,
            "shape (3,)": lambda g, n: g @ n[:2],
            "broadcast": lambda g, n: (n * g).sum(0) / n.sum(),
        },
    ),
    "fastest_workers": Answers(
        right=lambda n: [fastest(n), by_a_root(n), float(fastest(n))],
        wrong={
            "The bytes take time": lambda n: fastest(n, size=0),
            "one of the two": lambda n: fastest(n, rounds=1),
            "With one more": lambda n: fastest(n) - 1,
            "With one less": lambda n: fastest(n) + 60,
            "microseconds are work": lambda n: n["B"],
            "whole number": 0,
        },
    ),
    "clip": Answers(
        right=[clip, by_one_vector, by_a_factor],
        wrong={
            "length should be 5.00, yours is 10.00": lambda W, b, limit: clip(W, b, 2 * limit),
            "has turned": lambda W, b, limit: clip(-W, b, limit),
            "its length should be 2.36, yours is 1.00.": lambda W, b, limit: clip(
                W, b, limit if len(W) == 2 else 1.0
            ),
            "return 2 arrays": lambda W, b, limit: clip(W, b, limit)[0],
            "shape (2, 2)": lambda W, b, limit: clip(W, b, limit)[::-1],
        },
    ),
    "local_sgd": Answers(
        right=[local, one_after_the_other, recursive],
        wrong={
            "rounds = 2: entry [0]": lambda g, x, eta, H, r: local(g, x, eta, H, r + 1),
            "shape (2, 2)": lambda g, x, eta, H, r: np.array([x - eta * each(x) for each in g]),
            "not callable": lambda g, x, eta, H, r: x - eta * g(x),
        },
    ),
}


def test_adam_refuses_other_settings():
    for change in ({"beta": 0.99}, {"epsilon": 1e-6}, {"epsilon": 0, "inside": 1e-8}):
        word = "should be" if "beta" in change else "ε counts"
        refused(checks.optimizers.adam, lambda *a, change=change: by_hand(*a, **change), word)
