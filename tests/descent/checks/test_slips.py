"""Answers that were written before the judges: right ones in odd styles, and plausible wrong ones.

No mutants of a stored solution: each is an idea that a reader may have. Functions stand in
``slips.txt`` below the name of their check, right ones behind a plus; what they share stands
here. Of a check with fresh numbers, an answer is a function of the numbers.
"""

# ruff: noqa: F401  what is imported and not used here is used in slips.txt
import math
from functools import reduce
from itertools import accumulate, product
from pathlib import Path

import numpy as np
import pytest
from descent import log_softmax, multiclass_hinge, one_hot, softmax, softmax_cross_entropy
from descent.losses import lovasz_extension, softmax_cross_entropy_gradient
from descent.metrics import calibration_error
from descent.optimizers import ridge
from judging import task
from scipy import special
from solutions import JUDGES

SEEDS = 12


def own(o, y):
    return o[np.arange(len(y)), y]


def violations(o, k, margin=1.0):
    return np.maximum(np.delete(o, k) - o[k] + margin, 0)


def lazy_hinge(o, k):
    return 0.0 if o.argmax() == k else violations(o, k).sum()


def each(loss, O, y):
    return np.mean([loss(o, k) for o, k in zip(O, y, strict=True)])


def perceptron(X, y, C, passes, ahead=lambda rival, true: rival >= true, rate=lambda n: 1):
    W, n = np.zeros((X.shape[1], C)), 0
    for _ in range(passes):
        for x, k in zip(X, y, strict=True):
            s = x @ W
            rival = max((c for c in range(C) if c != k), key=lambda c: (s[c], -c))
            if ahead(s[rival], s[k]):
                n += 1
                W[:, k] += rate(n) * x
                W[:, rival] -= rate(n) * x
    return W


def averaged(X, y, C, passes):
    return np.mean([perceptron(X, y, C, t) for t in range(1, passes + 1)], axis=0)


def by_fold(pairs):
    """Fold the pairs, with logarithms of the sums."""

    def step(state, pair):
        top, z, t = state
        s, v = pair
        new = max(top, s)
        a, b = np.exp(top - new) if top > -np.inf else 0.0, np.exp(s - new)
        return new, z * a + b, t * a + v * b

    _, z, t = reduce(step, pairs, (-np.inf, 0.0, 0.0))
    return t / z


def running_mean(pairs):
    top, z, mean = -math.inf, 0.0, 0.0
    for s, v in pairs:
        if s > top:
            z, top = z * math.exp(top - s), s
        w = math.exp(s - top)
        z += w
        mean += w / z * (v - mean)
    return mean


def shifted_by(choose):
    def mine(pairs):
        z = t = 0.0
        shift = None
        for s, v in pairs:
            shift = choose(s) if shift is None else shift
            z += np.exp(s - shift)
            t += v * np.exp(s - shift)
        return t / z

    return mine


def limited(pairs):
    z = t = 0.0
    first = None
    for s, v in pairs:
        first = s if first is None else first
        z += np.exp(min(s - first, 50))
        t += v * np.exp(min(s - first, 50))
    return t / z


def forgets_far(pairs):
    """Begin anew at each higher score."""
    top, z, t = -np.inf, 0.0, 0.0
    for s, v in pairs:
        if s > top:
            top, z, t = s, 0.0, 0.0
        z += np.exp(s - top)
        t += v * np.exp(s - top)
    return t / z


def gumbel_min(o, u):
    return int(np.argmin(-np.log(u) / np.exp(o)))


def project(o):
    low, high = o.min() - 1, o.max()
    for _ in range(200):
        t = (low + high) / 2
        low, high = (t, high) if np.maximum(o - t, 0).sum() > 1 else (low, t)
    return np.maximum(o - high, 0)


def warm(o, s):
    """Halve the temperatures on a scale of their logarithms."""
    low, high = -7.0, 7.0
    for _ in range(80):
        t = (low + high) / 2
        low, high = (t, high) if softmax(o / math.exp(t)).max() > s else (low, t)
    return math.exp(high)


def cool(o, s):
    """Halve the inverse temperatures."""
    low, high = 0.0, 1000.0
    for _ in range(80):
        t = (low + high) / 2
        low, high = (t, high) if softmax(o * t).max() < s else (low, t)
    return high


def cases_of(losses, pick):
    return lambda o, y, T: T[pick([losses(o / t, y) for t in T])]


def brier(o, y):
    return ((softmax(o) - np.eye(o.shape[1])[y]) ** 2).sum(1).mean()


def mean_confidence(o, y, T):
    right = (o.argmax(1) == y).mean()
    return T[np.argmin([abs(softmax(o / t).max(1).mean() - right) for t in T])]


def golden(o, y, T):
    ranked = sorted(T)
    low, high = 0, len(ranked) - 1
    loss = lambda k: softmax_cross_entropy(o / ranked[k], y)  # noqa: E731
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if loss(middle + 1) < loss(middle) else (low, middle)
    return ranked[low]


def binned(p, y, edges=None, merge=np.abs):
    sure, hit = p.max(1), p.argmax(1) == y
    where = np.searchsorted(np.arange(1, 10) / 10, sure, side="right") if edges is None else (
        np.searchsorted(edges(sure), sure, side="right"))  # fmt: skip
    return sum(
        merge((sure - hit)[where == b].sum()) for b in np.unique(where)
    ) / len(y)  # fmt: skip


def descend(g, x, eta, steps, move=None):
    x = np.array(x, dtype=float)
    for _ in range(steps):
        x = x - eta * g(x) if move is None else move(g, x, eta)
    return x


def coordinatewise(g, x, eta):
    x = x.copy()
    for i in range(len(x)):
        x[i] -= eta * g(x)[i]
    return x


def stops_early(g, x, eta, steps):
    for _ in range(steps):
        if np.linalg.norm(g(x)) < 0.01:
            break
        x = x - eta * g(x)
    return x


def flattest(g, x, eta, steps):
    points = [x, *accumulate(range(steps), lambda x, _: x - eta * g(x), initial=x)]
    return min(points, key=lambda x: np.abs(g(x)).max())


def normalized(g, x, eta):
    return x - eta * g(x) / np.linalg.norm(g(x))


def armijo(f, x, g, eta, share=0.5, enough=lambda gain, promise: gain >= promise):
    for _ in range(60):
        if enough(f(x) - f(x - eta * g), share * eta * g @ g):
            return eta
        eta /= 2
    return eta


def endless(f, x, g, eta):
    while f(x - eta * g) > f(x) - eta * g @ g:
        pass
    return eta


def adam(g, x, eta, steps, b1=0.9, b2=0.999, eps=1e-8, each=None, look=0.0):
    x, m, v = np.array(x, float), 0.0, 0.0
    for t in range(1, steps + 1):
        if each:
            for i in range(len(x)):
                d = g(x)[i]
                if t == 1:
                    m, v = np.zeros(len(x)) if i == 0 else m, np.zeros(len(x)) if i == 0 else v
                m[i], v[i] = b1 * m[i] + (1 - b1) * d, b2 * v[i] + (1 - b2) * d * d
                x[i] -= eta * m[i] / (1 - b1**t) / (np.sqrt(v[i] / (1 - b2**t)) + eps)
            continue
        d = g(x) + look * x
        m, v = b1 * m + (1 - b1) * d, b2 * v + (1 - b2) * d * d
        x = x - eta * m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps)
    return x


def local(gradients, start, eta, H, rounds, move=None, meet=lambda ends: np.mean(ends, axis=0)):
    x = np.array(start, float)
    for _ in range(rounds):
        x = meet([descend(g, x, eta, H, move) for g in gradients])
    return x


def median(ends):
    return np.median(ends, axis=0)


def in_place(gradients, start, eta, H, rounds):
    x = start
    for _ in range(rounds):
        ends = []
        for g in gradients:
            place = x
            for _ in range(H):
                place -= eta * g(place)
            ends.append(place)
        x = np.mean(ends, axis=0)
    return x


def stopping(losses, patience, end=None, better=lambda new, best: new < best):
    best = 0
    for t, loss in enumerate(losses):
        if better(loss, losses[best]):
            best = t
        elif t - best >= patience:
            return best
    return best if end is None else end(losses)


def counts_rises(losses, patience):
    best, bad = 0, 0
    for t in range(1, len(losses)):
        bad = 0 if losses[t] < losses[t - 1] else bad + 1
        best = t if losses[t] < losses[best] else best
        if bad == patience:
            break
    return best


def never_resets(losses, patience):
    best, bad = 0, 0
    for t in range(1, len(losses)):
        if losses[t] < losses[best]:
            best = t
        else:
            bad += 1
        if bad == patience:
            break
    return best


def chosen(X, y, fold, strengths, error, ddof=0):
    errors = []
    for s in strengths:
        total = []
        for k in sorted(set(fold)):
            a, b = fold != k, fold == k
            scale = X[a].std(0, ddof=ddof)
            w, c = ridge(X[a] / scale, y[a], s)
            total.append(error(X[b] / scale @ w + c - y[b]))
        errors.append(np.mean(total))
    scale = X.std(0, ddof=ddof)
    s = strengths[int(np.argmin(errors))]
    w, c = ridge(X / scale, y, s)
    return s, w / scale, c


def hat(X, y, strength):
    A = np.column_stack([np.ones(len(X)), X])
    w, b = ridge(X, y, strength)
    penalty = np.diag([0, *[len(X) * strength] * X.shape[1]])
    H = A @ np.linalg.inv(A.T @ A + penalty) @ A.T
    return np.mean(((y - X @ w - b) / (1 - H.diagonal())) ** 2)


def sums(word, pair):
    n, C = word.shape
    total = lambda p: word[range(n), p].sum() + sum(pair[a, b] for a, b in zip(p, p[1:]))  # noqa: E731, RUF007, B905
    return {p: total(list(p)) for p in product(range(C), repeat=n)}


def exhaustive(word, pair):
    found = sums(word, pair)
    return np.array(max(found, key=found.get))


def posterior(word, pair):
    found = sums(word, pair)
    shares = np.zeros(word.shape)
    for path, weight in zip(found, softmax(list(found.values())), strict=True):
        shares[range(len(path)), path] += weight
    return shares.argmax(1)


def beam(word, pair, width=2):
    paths = [((), 0.0)]
    for t, scores in enumerate(word):
        paths = [
            ((*p, b), s + scores[b] + (pair[p[-1], b] if t else 0))
            for p, s in paths
            for b in range(len(scores))
        ]
        paths = sorted(paths, key=lambda each: -each[1])[:width]
    return paths[0][0]


def unstarted(word, pair):
    return exhaustive(np.vstack([0 * word[:1], word[1:]]), pair)


def jaccard(errors, truth):
    order = np.argsort(-errors)
    total = truth.sum()
    steps, last = [], 0.0
    for k in range(1, len(order) + 1):
        mine = truth[order[:k]]
        loss = 1 - (total - mine.sum()) / (total + (~mine).sum()) if total + (~mine).sum() else 0
        steps.append(loss - last)
        last = loss
    return sum(e * s for e, s in zip(errors[order], steps, strict=True))


def uphill(x, k, W, b):
    return W @ (softmax(x @ W + b) - one_hot(k, len(b)))


def simplify(claim, x, passes=99, forms=(lambda v: 0.0, np.trunc)):
    x = np.array(x, float)
    for _ in range(passes):
        before = x.copy()
        for k in range(len(x)):
            for form in forms:
                tried = x.copy()
                tried[k] = form(x[k])
                if tried[k] != x[k] and not claim(tried):
                    x = tried
                    break
        if (x == before).all():
            break
    return x


def network(
    X, Y, weights, biases, act=lambda z: np.maximum(z, 0), slope=lambda z, h: z > 0, N=None
):
    zs, hs = [], [X]
    for m, (W, b) in enumerate(zip(weights, biases, strict=True)):
        zs.append(hs[-1] @ W + b)
        hs.append(act(zs[-1]) if m < len(weights) - 1 else zs[-1])
    d = (softmax(hs[-1]) - Y) / (N or len(X))
    out = []
    for m in reversed(range(len(weights))):
        out.append(hs[m].T @ d)
        d = d @ weights[m].T * slope(zs[m - 1], hs[m]) if m else d
    return tuple(out[::-1])


def one_layer(X, Y, W1, b1, W2, b2, **how):
    return network(X, Y, [W1, W2], [b1, b2], **how)[0]


def backwards_updated(X, Y, weights, biases):
    """Step down with the weights before they are sent back through them."""
    moved = [W - 0.1 * g for W, g in zip(weights, network(X, Y, weights, biases), strict=True)]
    return (network(X, Y, [weights[0], *moved[1:]], biases)[0], *network(X, Y, weights, biases)[1:])


def drops(pick, scale=lambda kept, rate: 1 / (1 - rate)):
    def mine(X, rate, rng):
        kept = pick(X, rate, rng)
        return X * kept * scale(kept, rate)

    return mine


def keep(X, rate, rng):
    return rng.random(X.shape) >= rate


def tangents(f, s, a, b, rounds, middle=lambda a, b, f, s: (a + b) / 2):
    for _ in range(rounds):
        m = middle(a, b, f, s)
        a, b = (a, m) if s(m) >= 0 else (m, b)
    x = (f(b) - f(a) + s(a) * a - s(b) * b) / (s(a) - s(b))
    return min(f(a), f(b)), f(a) + s(a) * (x - a)


def crossing(a, b, f, s):
    return (f(b) - f(a) + s(a) * a - s(b) * b) / (s(a) - s(b))


def thresholds(P, y, allowed, few=lambda wrong, kept, allowed: wrong <= allowed * kept + 1e-12):
    sure, wrong = P.max(1), P.argmax(1) != y
    fits = [t for t in sure if few(wrong[sure >= t].sum(), (sure >= t).sum(), allowed)]
    return min(fits, default=np.inf)


def separates(X, y, V, tie=1e-12, some=any):
    leads = [
        d[k] - d[j] for d, k in zip(X @ V, y, strict=True) for j in range(V.shape[1]) if j != k
    ]
    return all(lead >= -tie for lead in leads) and some(lead > tie for lead in leads)


def clip(gW, gb, limit, length=None):
    n = math.hypot(*gW.ravel(), *gb.ravel()) if length is None else length(gW, gb)
    k = limit / n if n > limit else 1.0
    return k * gW, k * gb


def mean_hessian(X, W, V):
    p, d = softmax(X @ W), X @ V
    return np.mean([q @ (e - q @ e) ** 2 for q, e in zip(p, d, strict=True)])


def counted(y, g, C):
    return np.bincount(C * y + g, minlength=C * C).reshape(C, C)


def answered(P, y, t, least=np.greater_equal):
    yes = least(P.max(1), t)
    return yes.mean(), (P.argmax(1) != y)[yes].mean()


def written():
    """Return right functions and wrong ones, by the names of the checks."""
    found, name = {}, ""
    for line in Path(__file__).with_name("slips.txt").read_text("utf-8").splitlines():
        sign, _, source = line.partition(" ")
        if source:
            good, bad = found[name]
            (good if sign == "+" else bad).append(eval(source, globals()))
        else:
            name = line
            found[name] = [], []
    return found


FUNCTIONS = written()


def leads(n):
    return sorted(n["car"] - n[other] for other in ("cat", "frog"))


def rise(n):
    p = special.expit(n["z"])
    return 1 / (2 * p * (1 - p))


def floor_of(n):
    return math.log(math.e + n["C"] - 1) - 1


NUMBERS = {
    "gradient_descent.first_step": (3, lambda n: 1 / (2 * n["a"] * n["start"] ** 2)),
    "gradient_descent.largest_step": (3, lambda n: 1 / n["a"]),
    "gradient_descent.reach": (
        2,
        lambda n: n["steepest"] * n["eta0"] / (1 - math.exp(-n["decay"])),
    ),
    "convexity.turning_point": (3, lambda n: -math.log(n["k"]) / n["a"]),
    "optimizers.final_speed": (3, lambda n: n["eta"] * n["g"] / (1 - n["mu"])),
    "cross_entropy.pull_ratio": (2, rise),
    "softmax.cooled": (2, lambda n: n["gap"] / math.log(n["factor"])),
    "scores.zero_loss_scale": (2, lambda n: 1 / leads(n)[0]),
    "mnist.softmax_twice": (3, floor_of),
    "myths.typical_probability": (3, lambda n: n["base"] ** -n["loss"]),
    "myths.constant_term": (2, lambda n: math.log(math.comb(n["n"], n["k"]))),
    "networks.leaky_gain": (2, lambda n: 2 / (1 + n["leak"] ** 2)),
    "optimizers.best_momentum": (2, lambda n: (1 - n["share"] ** 0.5) ** 2),
    "cross_entropy.initial_loss": (2, lambda n: math.log(n["classes"])),
}
"""By the checks' names: the digits that the text asks for, and the right number."""


def units_off(digits, right, units):
    """Return a right number, so many units of the last digit off."""
    return lambda n: right(n) + units * 10.0**-digits


def number_answers(digits, right):
    """Return right and wrong answers, by their numbers."""
    good = [right, lambda n: round(right(n), digits), lambda n: f"{right(n):.{digits}f}"]
    return good, [units_off(digits, right, units) for units in (1.2, -1.2, 2, -2)]


ALL = {**FUNCTIONS, **{name: number_answers(*asked) for name, asked in NUMBERS.items()}}


def verdicts(name, answer):
    """Return what is said of an answer, to all numbers that are drawn."""
    tasks = [task(JUDGES[name], seed) for seed in range(SEEDS if task(JUDGES[name])[0] else 1)]
    return [judge(answer(numbers) if numbers else answer) for numbers, judge in tasks]


@pytest.mark.parametrize("name", ALL)
def test_right_answers_pass(name):
    said = [verdict for answer in ALL[name][0] for verdict in verdicts(name, answer)]
    assert not [verdict for verdict in said if not verdict.passed]


@pytest.mark.parametrize("name", ALL)
def test_wrong_answers_do_not_and_run(name):
    said = [verdict for answer in ALL[name][1] for verdict in verdicts(name, answer)]
    assert not [verdict for verdict in said if verdict.passed or "NameError" in verdict.message]
