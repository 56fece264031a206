import numpy as np
import pytest
from descent import checks, multiclass_hinge
from judging import Answers, accepted, refused, task

check = checks.scores


def in_a_loop(X, W, b):
    return [[x @ w + bias for w, bias in zip(W.T, b, strict=True)] for x in X]


def by_the_bias_trick(X, W, b):
    return np.column_stack([X, np.ones(len(X))]) @ np.vstack([W, b])


def first_bias_for_all(X, W, b):
    return X @ W + b[0]


def in_steps(scores, label):
    total = 0.0
    for j, score in enumerate(scores):
        if j != label:
            total += max(0, score - scores[label] + 1)
    return total


def in_one_line(scores, label):
    return np.maximum(scores - scores[label] + 1, 0).sum() - 1


def shortfalls(scores, label, margin=1):
    return np.maximum(np.delete(scores, label) - scores[label] + margin, 0)


def squared_terms(scores, labels):
    own = np.take_along_axis(scores, labels[:, None], axis=1)
    terms = np.maximum(scores - own + 1, 0) ** 2
    np.put_along_axis(terms, labels[:, None], 0, axis=1)
    return terms


def squared_mean(scores, labels):
    return squared_terms(scores, labels).sum(1).mean()


def squared_in_a_loop(scores, labels):
    total = 0.0
    for o, k in zip(scores, labels, strict=True):
        total += sum(max(0, o[j] - o[k] + 1) ** 2 for j in range(len(o)) if j != k)
    return total / len(scores)


def from_the_package(scores, labels):
    return multiclass_hinge(scores, labels, squared=True)


def leads(n):
    """Return the smaller and the larger of the car's two leads."""
    return sorted(n["car"] - n[other] for other in ("cat", "frog"))


def lead_of(n, sign=1, biases=1):
    """Return the templates' difference and the lead at x, or what a slip makes of it."""
    v = np.array(n["cat"]) - np.array(n["car"])
    return v, abs(v @ n["x"] + biases * (n["cat_bias"] - sign * n["car_bias"]))


def distance(n):
    v, lead = lead_of(n)
    return lead / np.hypot(*v)


def by_projection(n):
    """Walk from x to the border along v, and measure the way."""
    v = np.array(n["cat"]) - n["car"]
    step = (v @ n["x"] + n["cat_bias"] - n["car_bias"]) / (v @ v) * v
    return np.sqrt(step @ step)


def learned(X, y, num_classes, passes):
    templates = [np.zeros(len(X[0])) for _ in range(num_classes)]
    for _ in range(passes):
        for x, k in zip(X, y, strict=True):
            others = [c for c in range(num_classes) if c != k]
            rival = max(others, key=lambda c: (templates[c] @ x, -c))
            if templates[rival] @ x >= templates[k] @ x:
                templates[k] = templates[k] + x
                templates[rival] = templates[rival] - x
    return np.array(templates).T


def learned_by_one_hot(X, y, num_classes, passes):
    W, I = np.zeros((X.shape[1], num_classes)), np.eye(num_classes)
    for n in np.tile(np.arange(len(X)), passes):
        lead = X[n] @ (W[:, [y[n]]] - W)
        lead[y[n]] = np.inf
        if not lead.min() > 0:
            W += np.outer(X[n], I[y[n]] - I[lead.argmin()])
    return W


def learned_until_right(X, y, num_classes, passes):
    """Stop after a pass without mistakes: nothing would change."""
    W = learned(X, y, num_classes, 0)
    for done in range(passes):
        before, W = W, learned(X, y, num_classes, done + 1)
        if (before == W).all():
            break
    return W


def moving(gain=1, loss=1, always=False, last=False, every=False, margin=0):
    """Return a perceptron with a slip."""

    def my_perceptron(X, y, num_classes, passes):
        W = np.zeros((X.shape[1], num_classes))
        for _ in range(passes):
            for x, k in zip(X, y, strict=True):
                scores = x @ W
                others = np.where(np.arange(num_classes) == k, -np.inf, scores)
                rival = np.flatnonzero(others == others.max())[-1 if last else 0]
                if always or others.max() + margin >= scores[k]:
                    W[:, k] += gain * x
                    W[:, others >= scores[k] if every else [rival]] -= loss * x[:, None]
        return W

    return my_perceptron


def test_a_tie_that_nobody_breaks_at_the_start_learns_nothing():
    refused(check.perceptron, lambda X, y, C, passes: np.zeros((X.shape[1], C)), "level")


def test_the_perceptron_separates_what_can_be_separated():
    rng = np.random.default_rng(0)
    X = np.vstack([rng.normal(size=(5, 2)) + center for center in ([9, 0], [-9, 0], [0, 9])])
    y = np.repeat([0, 1, 2], 5)
    assert ((X @ learned(X, y, 3, 50)).argmax(1) == y).all()


def test_numbers_of_a_border_are_distinct_and_a_reader_s():
    for seed in range(200):
        n, _ = task(check.border_distance, seed)
        v, _ = lead_of(n)
        assert sorted(abs(v)) in ([3, 4], [1.5, 2])
        assert np.isclose(distance(n), by_projection(n))
        assert all(np.allclose(np.round(n[name], 1), n[name]) for name in n)


def test_the_smallest_scale_is_where_a_search_finds_it():
    alphas = np.linspace(0, 1, 10_001)
    for seed in range(20):
        n, judge = task(check.zero_loss_scale, seed)
        scores = alphas[:, None] * [n["cat"], n["car"], n["frog"]]
        losses = multiclass_hinge(scores, np.full(len(alphas), 1), reduction="none")
        accepted(judge, alphas[np.flatnonzero(losses < 1e-9)[0]])


@pytest.mark.parametrize("answer", [(-1.5, -1.3, -0.7), (-2, -1.7, -0.8), (-1.7, -1.6, -0.7)])
def test_many_regions_of_the_cat_are_right(answer):
    accepted(check.cat_region, answer)


CORPUS = {
    "class_scores": Answers(
        right=[lambda X, W, b: X @ W + b, in_a_loop, by_the_bias_trick],
        wrong={
            "entry [0, 1] should be": first_bias_for_all,
            "entry [2, 0] should be": lambda X, W, b: np.vstack([X[:2] @ W + b, X[2:] @ W - b]),
            "raised ValueError": lambda X, W, b: X @ W.T + b,
            "returned nothing": lambda X, W, b: None,
        },
    ),
    "cat_region": Answers(
        right=[(-1.5, -1.3, -0.7), np.array([-1.6, -1, -0.9]), [-5, -5, 0]],  # 0 beyond the sliders
        wrong={
            "24 of 30": (1.0, 0.5, 0.0),
            "outside the cat's: 0, cars inside it: 9, frogs inside it: 10": (0, 0, 3),
            "outside the cat's: 10, cars inside it: 0, frogs inside it: 0": (0, 0, -30),
            "28 of 30": (-1.1, -1.0, 0.0),
            "outside the cat's: 1, cars inside it: 0": (-2, -2, -2),
            "outside the cat's: 0, cars inside it: 1, frogs inside it: 0": (-100, -100, 0),
            "2 of 30": (1.7, 1.6, 0.7),
            "shape (2,)": (-1.1, -1.0),
            "got nan": (-5, -5, np.nan),
            "got -inf": (-np.inf, -5, 0),
        },
    ),
    "border_distance": Answers(
        right=lambda n: [distance(n), by_projection(n), round(distance(n), 2), str(distance(n))],
        wrong={
            "not negative": lambda n: -distance(n),
            "how fast does it change": 77,
            "finite": np.inf,
        },
    ),
    "hinge": Answers(
        right=[in_steps, in_one_line, multiclass_hinge, lambda o, k: shortfalls(o, k).sum()],
        wrong={
            "shape (3,)": lambda o, k: np.maximum(o - o[k] + 1, 0),
        },
    ),
    "zero_loss_scale": Answers(
        right=lambda n: [1 / leads(n)[0], round(1 / leads(n)[0], 2), str(1 / leads(n)[0])],
        wrong={
            "α = 1 the loss is 0, but a smaller": 1,
            "all scores are equal": 0,
            "at α = 0.01 the loss is still": 0.01,
            "finite": np.nan,
            "should be a number": "one",
        },
    ),
    "perceptron": Answers(
        right=[learned, learned_by_one_hot, learned_until_right, moving()],
        wrong={
            "shape (2, 3)": lambda *given: learned(*given).T,
            "entry [0, 1] should be 0.20, yours is 0.40": moving(gain=2),
            "returned nothing": lambda X, y, C, passes: None,
        },
    ),
    "squared_hinge": Answers(
        right=[squared_mean, squared_in_a_loop, from_the_package],
        wrong={
            "should be": lambda O, y: squared_mean(O[:, :3], np.minimum(y, 2)),
            "finite": lambda O, y: np.nan,
        },
    ),
}
