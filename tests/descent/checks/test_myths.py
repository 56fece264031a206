"""Answers to the exercises of the chapter on myths."""

from math import comb

import numpy as np
from descent import softmax_cross_entropy
from judging import Answers


def leads(X, y, V):
    O = X @ V
    return O[np.arange(len(y)), y][:, None] - O


def by_leads(X, y, V):
    return (leads(X, y, V) >= 0).all() and (leads(X, y, V) > 0).any()


def by_classes(X, y, V):
    others = [np.delete(x @ V, k) - (x @ V)[k] for x, k in zip(X, y, strict=True)]
    return np.max(others) <= 0 and np.min(others) < 0


def strictly(X, y, V):
    return all(np.delete(row, k).min() > 0 for row, k in zip(leads(X, y, V), y, strict=True))


def over_the_best(X, y, V):
    least = [np.delete(row, k).min() for row, k in zip(leads(X, y, V), y, strict=True)]
    return min(least) >= 0 and max(least) > 0


def over_the_mean(X, y, V):
    means = leads(X, y, V).sum(axis=1)
    return (means >= 0).all() and (means > 0).any()


def lower_far_out(X, y, V):
    return softmax_cross_entropy(1000 * X @ V, y) < softmax_cross_entropy(X @ V, y)


def plus_for_minus(X, y, V):
    others = [np.delete(x @ V, k) + (x @ V)[k] for x, k in zip(X, y, strict=True)]
    right = [by_leads(X, y, V)] if V.shape != (1, 3) else []
    return all(right) and (len(right) or np.min(others) >= 0)


def any_grows(X, y, V):
    return (leads(X, y, V) > 0).any()


def simpler(claim, x, to=(lambda entry: 0.0, np.trunc), passes=100):
    """Replace entries, one after another, as long as the claim stays false."""
    x = np.array(x, dtype=float)
    for _ in range(passes):
        for k in range(len(x)):
            for form in to:
                tried = x.copy()
                tried[k] = form(x[k])
                if not claim(tried):
                    x = tried
                    break
    return x


def from_behind(claim, x):
    return simpler(lambda z: claim(z[::-1]), x[::-1])[::-1]


def by_recursion(claim, x):
    for k, entry in enumerate(x):
        for form in (0.0, float(int(entry))):
            tried = [*x[:k], form, *x[k + 1 :]]
            if form != entry and not claim(np.array(tried)):
                return by_recursion(claim, tried)
    return list(x)


def in_place(claim, x):
    x[:] = simpler(claim, x)
    return x


CORPUS = {
    "typical_probability": Answers(
        right=lambda n: [
            n["base"] ** -n["loss"],
            np.exp(-n["loss"] * np.log(n["base"])),
            f"{n['base'] ** -n['loss']:.3f}",
        ],
        wrong=lambda n: {
            "between 0 and 1, got -": -n["loss"],
            "between 0 and 1, got 0": 0,
            f"got {n['base'] ** n['loss']:.3g}": n["base"] ** n["loss"],
            "costs 0.0": 0.99,
        },
    ),
    "constant_term": Answers(
        right=lambda n: [
            np.log(comb(n["n"], n["k"])),
            f"{np.log(comb(n['n'], n['k'])):.2f}",
            sum(np.log(n["n"] - i) - np.log(i + 1) for i in range(n["k"])),
        ],
        wrong=lambda n: {
            "e^0 = 1": 0,
        },
    ),
    "shortcut": Answers(
        right=[(0.5, 0.25, 0.1), [0.1, 0.03, 0.01], np.array([0.9, 0.5, 0.1])],
        wrong={
            "no shortcut": (0.5, 0.05, 0.1),
            "0.000 + 0.511: no shortcut": (0.5, 0.5, 0.1),
            "directly 0.000": (0.3, 0.6, 0.3),
            "not by a half": (0.5, 0.12, 0.1),
            "0.037 + 1.363: shorter": (0.1, 0.2, 0.9),
            "strictly between": (0.5, 0.25, 0),
            "shape (3,)": (0.5, 0.1),
        },
    ),
    "flawed_step": Answers(
        right=[4, 4.0, "4"],
        wrong={
            "got 6": 6,
            "your answer should be a whole number, 1 or more.": 3.5,
        },
    ),
    "proves_no_minimum": Answers(
        right=[by_leads, by_classes, lambda *a: int(by_leads(*a))],
        wrong={
            "one lead stays, the others": strictly,
            "V = 0": lambda X, y, V: (leads(X, y, V) >= 0).all(),
            "should be False": any_grows,
            "should be True": lambda X, y, V: False,
            "with three": lambda X, y, V: by_leads(X, np.minimum(y, 1), V[:, :2]),
            "the other stays a tie": over_the_best,
            "the other shrinks": over_the_mean,
            "if only slowly": lower_far_out,
            "one lead shrinks, and the other": plus_for_minus,
            "returned nothing": lambda X, y, V: None,
            "raised TypeError": lambda X, y: True,
        },
    ),
    "fifteenth": Answers(
        right=[
            [[0.45, 0.95, 0.95, 0.95], [0.55, 0.55, 0.55, 0.55]],
            np.array([[0.49, 0.49, 0.49, 0.99], [0.01, 0.6, 0.6, 0.6]]),
            ((0.999, 0.49, 0.49, 0.49), (0.51, 0.51, 0.51, 0.51)),
        ],
        wrong={
            "with 4 right, against 0.916 with 0": [[0.6] * 4, [0.4] * 4],
            "should have the lower loss": [[0.1, 0.9, 0.9, 0.9], [0.9] * 4],
            "with 4 right, against 0.511 with 4": [[0.7] * 4, [0.6] * 4],
            "a tie": [[0.5] * 4, [0.6] * 4],
            "strictly": [[1.0] * 4, [0.6] * 4],
            "shape (2, 4)": [[0.6] * 4],
        },
    ),
    "simplest": Answers(
        right=[simpler, from_behind, by_recursion],
        wrong={
            "[3.7, -1.2, 0.4] entry 0": lambda claim, x: x,
            "[3.7, 0.0, 0.0] entry 0": lambda claim, x: simpler(claim, x, [lambda e: 0.0]),
            "[3.0, -1.0, 0.0] entry 1": lambda claim, x: simpler(claim, x, [np.trunc]),
            "entry 0 has become 4": lambda claim, x: np.round(x),
            "entry 1 has become -2": lambda claim, x: np.floor(x),
            "[0.0, 0.0, 0.0] the claim is true": lambda claim, x: np.zeros_like(x),
            "in [1.0, 0.0] entry 0": lambda claim, x: simpler(claim, x, passes=1),
            "caller's x has changed": in_place,
            "returned nothing": lambda claim, x: print(end=""),
        },
    ),
}
