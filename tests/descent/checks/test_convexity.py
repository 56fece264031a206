from fractions import Fraction

import numpy as np
from descent import checks, log_softmax, softmax, softmax_cross_entropy_hessian
from judging import Answers, accepted, refused

judge = checks.convexity


def by_hand(f, x, y, t):
    return f(t * x + (1 - t) * y) - (t * f(x) + (1 - t) * f(y))


def by_interpolation(f, x, y, t):
    return f(y + t * (x - y)) - np.interp(t, [0, 1], [f(y), f(x)])


def by_the_slope(f, x, y, t):
    way = t * (x - y)
    return f(y + way) - f(y) - way * (f(x) - f(y)) / (x - y)


def test_letters_may_come_in_any_form_and_nothing_else_may():
    for answer in ("(a) (b) (d) (f)", [*"abdf"], {*"abdf"}, np.array([*"abdf"])):
        accepted(judge.by_the_rules, answer)
    for answer in (None, {}, print, [[1], [2, 3]], [1j, 2], object(), np.nan, -np.inf, 10**400):
        refused(judge.by_the_rules, answer, "your answer should be letters")
    refused(judge.by_the_rules, ..., "put your answer for the dots.")


def spread(n):
    p, d = np.array(n["p"]), np.array(n["d"])
    return p @ d**2 - (p @ d) ** 2


def by_deviations(n):
    mean = sum(p * d for p, d in zip(n["p"], n["d"], strict=True))
    return sum(p * (d - mean) ** 2 for p, d in zip(n["p"], n["d"], strict=True))


def by_the_jacobian(n):
    p, d = np.array(n["p"]), np.array(n["d"])
    return np.round(d @ (np.diag(p) - np.outer(p, p)) @ d, 2)


def mean(n):
    return np.dot(n["p"], n["d"])


def turn(n):
    return -np.log(n["k"]) / n["a"]


def of_lead(z, n):
    return (1 + np.exp(n["a"] * z)) ** -n["k"]


def by_bisection(n):
    """Return where the second difference of the curve changes its sign."""
    low, high, h = -10.0 / n["a"], 0.0, 1e-3 / n["a"]
    for _ in range(40):
        z = (low + high) / 2
        bend = of_lead(z + h, n) + of_lead(z - h, n) - 2 * of_lead(z, n)
        low, high = (z, high) if bend < 0 else (low, z)
    return low


def test_where_the_curve_stops_bending_down_is_measured_on_the_curve():
    for seed in range(8):
        found = by_bisection(judge.turning_point.numbers(seed))
        accepted(lambda z, seed=seed: judge.turning_point(z, seed=seed), found)


def border(n, slope):
    middle = (n["x"][1] + n["x"][2]) / 2
    return np.array([[-slope, slope], [slope * middle, -slope * middle]])


def one_class(n, slope):
    """Return weights that leave the scores of the first class at 0."""
    return [[0, 2 * slope], [0, -slope * (n["x"][1] + n["x"][2])]]


def at(n, place, slope=10):
    """Return weights with the border at another place."""
    return [[-slope, slope], [slope * place, -slope * place]]


def mean_variance(X, W, V):
    p, d = softmax(X @ W), X @ V
    return ((p * d**2).sum(1) - (p * d).sum(1) ** 2).mean()


def by_matrix(X, W, V):
    return V.ravel() @ softmax_cross_entropy_hessian(X, W) @ V.ravel()


def by_slope(X, W, V, h=1e-4):
    """Return the change of the slope along V."""
    ahead, behind = ((softmax(X @ (W + s * V)) * (X @ V)).sum(1).mean() for s in (h, -h))
    return (ahead - behind) / (2 * h)


def sample_by_sample(X, W, V):
    found = []
    for x in X:
        p, d = np.exp(log_softmax(x @ W)), x @ V
        found.append(np.sum(p * (d - p @ d) ** 2))
    return np.mean(found)


def halved(slope, left, right, rounds):
    for _ in range(rounds):
        middle = (left + right) / 2
        if slope(middle) > 0:
            right = middle
        else:
            left = middle
    return left, right


def two_tangents(f, slope, left, right, rounds):
    """Solve for where both tangents have one height."""
    ends = np.array(halved(slope, left, right, rounds))
    slopes, heights = (np.array([each(x) for x in ends]) for each in (slope, f))
    lines = np.column_stack([slopes, -np.ones(2)])
    return heights.min(), np.linalg.solve(lines, slopes * ends - heights)[1]


def by_recursion(f, slope, left, right, rounds):
    if rounds:
        middle = (left + right) / 2
        ends = (left, middle) if slope(middle) >= 0 else (middle, right)
        return by_recursion(f, slope, *ends, rounds - 1)
    a, b = slope(left), slope(right)
    floor = (b * (f(left) - a * left) - a * (f(right) - b * right)) / (b - a)
    return [min(f(left), f(right)), floor]


def by_shares(f, slope, left, right, rounds):
    left, right = halved(slope, left, right, rounds)
    a, b = -slope(left), slope(right)
    s = (f(left) - f(right) + b * (right - left)) / (a + b)
    return np.array([sorted([f(left), f(right)])[0], f(left) - a * s])


def tangents(height=None, floor=None, rounds=0, keep=halved):
    """Return an answer with another height, another floor, or other ends."""

    def answer(f, slope, left, right, count):
        left, right = keep(slope, left, right, max(count + rounds, 0))
        low, ground = two_tangents(f, slope, left, right, 0)
        given = f, slope, left, right
        return height(*given) if height else low, floor(*given) if floor else ground

    return answer


def followed(f, slope, left, right):
    return f(left) + slope(left) * (right - left)


def followed_back(f, slope, left, right):
    return f(right) - slope(right) * (right - left)


def meeting_place(f, slope, left, right):
    a, b = slope(left), slope(right)
    return (f(right) - f(left) + a * left - b * right) / (a - b)


def reordered(W1, b1, W2, order):
    return W1[:, order], b1[order], W2[order]


def by_matrices(W1, b1, W2, order):
    P = np.eye(len(b1))[:, order.astype(int)]
    return W1 @ P, b1 @ P, P.T @ W2


def unit_by_unit(W1, b1, W2, order):
    columns, biases, rows = [], [], []
    for old in order:
        columns.append(W1[:, old])
        biases.append(b1[old])
        rows.append(W2[old])
    return np.stack(columns, axis=1), biases, rows


def ratio(n):
    return n["bottom"] + n["lid"]


def cheapest(n):
    """Try many radii."""
    r = np.linspace(0.05, 2, 100_000)
    height = 1 / (np.pi * r**2)
    price = ratio(n) * np.pi * r**2 + 2 * np.pi * r * height
    return (height / r)[price.argmin()]


CORPUS = {
    "chord_gap": Answers(
        right=[by_hand, by_interpolation, by_the_slope],
        wrong={
            "yours is 2.00": lambda f, x, y, t: f((1 - t) * y) - t * f(x) / 2,
            "yours is -2.75": lambda f, x, y, t: f((1 - t) * y) - (t * f(x) + (1 - t) * f(y)),
            "yours is -0.50": lambda f, x, y, t: f(t * x + (1 - t) * y) - (1 - t) * f(y),
            "yours is 0.00": lambda f, x, y, t: 0.0,
            "yours is -0.75": lambda f, x, y, t: -t * (1 - t) * (x - y) ** 2,
        },
    ),
    "by_the_rules": Answers(
        right=["abdf", "FDBA", "a, b, d, f"],
        wrong={
            "(c) is 2.83 halfway between 1 and 7, its chord 2.30": "abcdf",
            "(e) is 1.00": "e",
            "(f) follows": "bda",
            "(a) follows": "b",
            "(b) follows": "adf",
            "(d) follows": "abf",
            "got ''": "",
            "got 'xyz'": "xyz",
            "got 'a, b and d'": "a, b and d",
            "got 3": 3,
        },
    ),
    "variance": Answers(
        right=lambda n: [spread(n), by_deviations(n), by_the_jacobian(n)],
        wrong=lambda n: {
            "then that of d²": 1000,
        },
    ),
    "turning_point": Answers(
        right=lambda n: [turn(n), round(turn(n), 3), by_bisection(n)],
        wrong=lambda n: {
            "still bends down": -800,
            "bends up already": 3,
        },
    ),
    "below_a_thousandth": Answers(
        right=lambda n: [
            border(n, 20),
            one_class(n, 15),
            border(n, 1e9),
            np.add(border(n, 30), [[7], [-3]]),
        ],
        wrong=lambda n: {
            "the same scores": np.zeros((2, 2)),
            "Which class should": -border(n, 20),
            "equal biases": [[-20, 20], [0, 0]],
            f"x = {n['x'][1]:g} is not": at(n, n["x"][1] - 0.1),
            f"x = {n['x'][2]:g} is not": at(n, n["x"][2] + 0.1),
            f"x = {n['x'][0]:g} is not": [[0, 0], [-1, 1]],
            "each sample is on its side": border(n, 1),
            "shape (2, 2)": [-5, 5],
            "finite": [[-np.inf, np.inf], [0, 0]],
        },
    ),
    "curvature": Answers(
        right=[sample_by_sample, mean_variance, by_slope],
        wrong={
            "without the matrix": by_matrix,
            "yours is 0.": lambda X, W, V: mean_variance(X, W, V) / 2,
        },
    ),
    "two_tangents": Answers(
        right=[two_tangents, by_recursion, by_shares],
        wrong={
            "the height should be -0.44, yours is 14.00.": tangents(height=lambda f, s, a, b: f(b)),
            "4.00, yours is 2.00": tangents(height=lambda f, s, a, b: min(a, b, key=f)),
            "4.00, yours is 0.00": tangents(height=lambda f, s, a, b: f((a + b) / 2) - 1),
            "your floor is -32.00": tangents(floor=followed),
            "your floor is -20.00": tangents(floor=followed_back),
            "your floor is -1.00": tangents(floor=meeting_place),
            "8 is no floor": tangents(floor=lambda f, s, a, b: (f(a) * b - f(b) * a) / (b - a)),
        },
    ),
    "renamed_units": Answers(
        right=[unit_by_unit, reordered, by_matrices],
        wrong={
            "got 2": lambda W1, b1, W2, order: (W1, b1),
            "got 1": lambda W1, b1, W2, order: 3,
        },
    ),
    "open_tin": Answers(
        right=lambda n: [ratio(n), Fraction(ratio(n)), cheapest(n)],
        wrong=lambda n: {
            "positive": -1,
            "is positive, got 0": 0,
            "of the can": 1e9,
        },
    ),
}
