"""What a class gives an explorer: its measurements, its scores, in every form."""

import numpy as np

TWO, EITHER = ["separable"], ["score_map", "descent_on_points"]
SCORES = ["softmax_temperature", "scores_to_probabilities"]
RNG = np.random.default_rng(0)
CENTERS = {"child": [120, 30], "adult": [170, 65], "versicolor": [150, 90]}


def measured(count):
    names = list(CENTERS)[:count]
    return {name: (CENTERS[name] + RNG.normal(size=(8, 2)) * [9, 5]).round(1) for name in names}


def samples(count):
    """Return the same samples as a mapping, as arrays and as a pasted table."""
    data = measured(count)
    X, labels = np.concatenate([*data.values()]), np.repeat(np.arange(count), 8)
    rows = [f"{a:.1f};{b:.1f};{name}" for name, xs in data.items() for a, b in xs]
    return [data, (X, labels), "\n".join(["height;weight;who", *rows])]


def offered(name):
    """Return the forms in which an explorer is given data."""
    if name in SCORES:
        pasted = "class\tscore\ntea\t2,1\nmilk\t1,3\nversicolor\t−0,7"
        return [np.array([2.1, 1.3, -0.7]), {"tea": 2.1, "milk": 1.3, "versicolor": -0.7}, pasted]
    return samples(2 if name in TWO else 3)


TAKERS = [*TWO, *EITHER, *SCORES]
