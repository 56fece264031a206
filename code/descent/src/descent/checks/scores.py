"""The checks of the chapter on scores and margins."""

from collections.abc import Callable
from functools import partial

import numpy as np
from explorable.judging import Exercise, Task, Value, Wrong, check, fresh, numbers
from numpy.typing import ArrayLike

from descent.datasets.photos import BIASES, LABELS, POINTS, SCORES, WEIGHTS
from descent.losses import multiclass_hinge
from descent.simplex import one_hot


def _samples(rng: np.random.Generator) -> tuple:
    N, D, C = rng.integers(2, 6, size=3)
    X, W, b = rng.normal(size=(N, D)), rng.normal(size=(D, C)), 2 * rng.normal(size=C)
    return 4 * X.round(2), 4 * W.round(2), b.round(2)


class_scores = Exercise(
    oracle=lambda X, W, b: X @ W + b,
    inputs=_samples,
    cases={
        "for two samples": (
            np.array([[1.5, -2.0, 0.5], [-1.0, 3.0, 2.5]]),
            np.array([[2.0, -1.0], [0.5, 1.5], [-3.0, 1.0]]),
            np.array([1.0, -2.5]),
        ),
        "for one sample": (np.array([[2.0, -1.0]]), np.eye(2), np.array([0.5, 1.0])),
    },
    slips={
        "these are the scores for b = 0. Every class also has a number of its own.": (
            lambda X, W, b: X @ W
        ),
        "the biases are subtracted.": lambda X, W, b: X @ W - b,
        "the biases are added once for each feature.": lambda X, W, b: X @ W + len(W) * b,
        "all classes get the same bias.": lambda X, W, b: X @ W + b.sum(),
    },
    praise="any number of samples and classes: one product and one sum score them all.",
)
"""Check a function from samples X (N, D), weights (D, C) and biases (C,) to scores (N, C)."""


@check
def cat_region(answer: ArrayLike) -> str:
    """Check the cat's two weights and its bias: all thirty photos in their own regions."""
    weight_shiny, weight_green, bias = numbers("your answer", answer, shape=(3,))
    W, b = WEIGHTS.copy(), BIASES.copy()
    W[:, 0], b[0] = (weight_shiny, weight_green), bias
    scores = POINTS @ W + b
    label_scores = scores[np.arange(len(LABELS)), LABELS]
    scores[np.arange(len(LABELS)), LABELS] = -np.inf
    right = label_scores > scores.max(1)
    if not right.all():
        lost, cars, frogs = np.bincount(LABELS[~right], minlength=3)
        raise Wrong(
            f"{right.sum()} of 30 photos lie in their own region; cats outside the cat's: {lost}, "
            f"cars inside it: {cars}, frogs inside it: {frogs}."
        )
    lead = _least(label_scores, scores)
    return f"all 30 photos lie in their own region, with a lead of {lead} or more."


def _least(label_scores: np.ndarray, others: np.ndarray) -> str:
    return f"{(label_scores - others.max(1)).min():.2g}"


@fresh
def border_distance(rng: np.random.Generator) -> Task:
    """Check how far a photo is from the border between the regions of cat and car."""
    v = rng.choice([-1, 1], 2) * rng.permutation([3, 4]) * rng.choice([0.5, 1])
    x, cat = rng.integers(5, 21, 2) / 10 * np.sign(v), rng.choice([-1.0, -0.5, 1.0], 2)
    cat_bias, gap = int(rng.integers(-2, 3)), int(rng.integers(1, 4))
    lead, length = float(v @ x + gap), float(np.linalg.norm(v))

    def otherwise(distance: float) -> str:
        if distance < 0:
            return "a distance is not negative, whichever of the two classes leads."
        return "how large is the lead at x, and how fast does it change toward the border?"

    slips = {
        "that is the lead itself. How much does one step of length 1 change it?": lead,
        "you have divided by the square of the length.": lead / length**2,
        "the biases are missing: they move the border.": v @ x / length,
        "the bias of car is added, and it should be subtracted, or the other way around.": (
            abs(v @ x - gap) / length
        ),
        "the entries of the templates' difference are added; its length is meant.": (
            lead / np.abs(v).sum()
        ),
        "you have divided by the length of the cat's template. Two templates make a border.": (
            lead / np.linalg.norm(cat)
        ),
    }
    praise = f"{lead:.2f} / {length:g} = {lead / length:.2f}."
    given = {"cat": cat.tolist(), "cat_bias": cat_bias, "car": (cat - v).tolist()}
    given |= {"car_bias": cat_bias - gap, "x": x.tolist()}
    right = lead / length
    return Task(given, Value(right, praise, slips, otherwise, digits=2))


def _photo(rng: np.random.Generator) -> tuple[np.ndarray, int]:
    """Draw scores, often with a lead below 1, and a label, often that of the largest."""
    scores = rng.normal(scale=0.8, size=rng.integers(2, 9)).round(2)
    return scores, int(rng.choice([scores.argmax(), rng.integers(len(scores))]))


def _terms(o: np.ndarray, k: int, margin: float = 1, sign: int = 1) -> np.ndarray:
    """Return what each wrong class costs."""
    return np.maximum(sign * (np.delete(o, k) - o[k]) + margin, 0)


hinge = Exercise(
    oracle=multiclass_hinge,
    inputs=_photo,
    cases={
        "for the photo of the cat": (SCORES[0], 0),
        "for the photo of the car": (SCORES[1], 1),
        "for the photo of the frog": (SCORES[2], 2),
        "for a tie of five classes, in which four break the margin by 1 each": (np.zeros(5), 3),
        "for a right guess with a thin lead": (np.array([0.5, -2.0, 3.0, 1.5, 2.5, 0.7]), 2),
    },
    slips={
        "a right guess is charged, too, while its lead is below 1.": lambda o, k: (
            0.0 if o.argmax() == k else _terms(o, k).sum()
        ),
        "every loss is 1 too large: the true class does not compete with itself.": lambda o, k: (
            _terms(o, k).sum() + 1
        ),
        "a class that lags behind earns nothing back.": lambda o, k: (o - o[k] + 1).sum() - 1,
        "the sum is limited to 0 or more, and each of its terms should be.": lambda o, k: max(
            0.0, (o - o[k] + 1).sum() - 1
        ),
        "a class exactly level with the true one should cost 1, with yours it is free.": (
            lambda o, k: _terms(o, k, margin=0).sum()
        ),
        "you charge for a lead, and not for what is missing from it. Which score is subtracted?": (
            lambda o, k: _terms(o, k, sign=-1).sum()
        ),
        "this is the worst violation alone. Each class that breaks the margin is charged.": (
            lambda o, k: _terms(o, k).max()
        ),
        "this is the mean over the wrong classes, not the sum.": lambda o, k: _terms(o, k).mean(),
        "these are the squared terms.": lambda o, k: (_terms(o, k) ** 2).sum(),
        "you count the violations: each costs as much as is missing.": lambda o, k: (
            _terms(o, k) > 0
        ).sum(),
    },
    praise="your function gives 2.9, 0 and 12.9 for the three photos, and charges a right guess, "
    "too, while its lead is below 1.",
)
"""Check the hinge loss of one photo: a function of its scores and the label of its class."""


@fresh
def zero_loss_scale(rng: np.random.Generator) -> Task:
    """Check the smallest α for which α times the scores of a car's photo have hinge loss 0."""
    near = round(float(rng.uniform(1.2, 2.8)), 1)
    far = round(near + float(rng.uniform(0.5, 2.5)), 1)
    car = round(far + float(rng.uniform(0.5, 2)), 1)
    others = rng.permutation([round(car - near, 1), round(car - far, 1)]).tolist()
    given = {"cat": others[0], "car": car, "frog": others[1]}
    slips = {
        "there only the farther rival is 1 point behind; the closer one still costs something.": (
            1 / far
        ),
        "that is the smallest lead. Which α makes it 1?": near,
        "you have divided by the car's score. Only its leads count.": 1 / car,
        "that makes the leads 1 on average. The smallest one must be 1.": 2 / (near + far),
    }

    def otherwise(alpha: float) -> str:
        if alpha <= 0:
            return "at α = 0 all scores are equal, and below 0 the order is turned around."
        loss = multiclass_hinge(alpha * np.array([*given.values()]), 1)
        if loss > 0:
            return f"at α = {alpha:.3g} the loss is still {loss:.2g}."
        return f"at α = {alpha:.3g} the loss is 0, but a smaller α will do."

    praise = f"1/{near} = {1 / near:.3f}: there the closer rival is exactly 1 point behind."
    right = 1 / near
    return Task(given, Value(right, praise, slips, otherwise, digits=2))


def _learned(
    X: np.ndarray,
    y: np.ndarray,
    num_classes: int,
    passes: int,
    *,
    moves: tuple[int, int] = (1, -1),
    ties: bool = True,
    always: bool = False,
    every: bool = False,
    last: bool = False,
) -> np.ndarray:
    """Return what the perceptron learns, or what it does with a slip."""
    W = np.zeros((X.shape[1], num_classes))
    for _ in range(passes):
        for x, k in zip(X, y, strict=True):
            scores = x @ W
            others = np.where(np.arange(num_classes) == k, -np.inf, scores)
            strongest = np.flatnonzero(others == others.max())[-1 if last else 0]
            rivals = others >= scores[k] if every else [strongest]
            wrong = others.max() >= scores[k] if ties else scores.argmax() != k
            if wrong or always:
                W[:, k] += moves[0] * x
                W[:, rivals] += moves[1] * x[:, None]
    return W


def _all_at_once(X: np.ndarray, y: np.ndarray, num_classes: int, passes: int) -> np.ndarray:
    """Return what is learned if the weights change only at the end of each pass."""
    W = np.zeros((X.shape[1], num_classes))
    for _ in range(passes):
        scores = X @ W
        Y = one_hot(y, num_classes)
        others = np.where(Y == 1, -np.inf, scores)
        rival = one_hot(others.argmax(1), num_classes)
        wrong = others.max(1) >= (scores * Y).sum(1)
        W += X.T @ ((Y - rival) * wrong[:, None])
    return W


def _lesson(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, int, int]:
    N, D, C, passes = (int(n) for n in rng.integers([4, 2, 3, 1], [9, 4, 6, 5]))
    return rng.normal(size=(N, D)).round(2), rng.integers(C, size=N), C, passes


perceptron = Exercise(
    oracle=_learned,
    inputs=_lesson,
    cases={
        "for one sample of class 1": (np.array([[0.2, -0.5, 1.5]]), np.array([1]), 2, 1),
        "for one sample of class 0": (np.array([[-1.1, 0.4, 0.7]]), np.array([0]), 2, 1),
        "for one sample of four classes": (np.array([[-1.1, 0.4, 0.7]]), np.array([2]), 4, 1),
        "for two samples at right angles, each of which meets a tie": (
            *(np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([1, 0]), 2, 1),
        ),
    },
    slips={
        "a tie counts as right, if the true class comes first. `argmax` takes the first one.": (
            partial(_learned, ties=False)
        ),
        "nothing has been learned. At W = 0 all classes are level, and level is not ahead.": (
            lambda X, y, C, passes: np.zeros((X.shape[1], C))
        ),
        "the template of the rival has not moved.": partial(_learned, moves=(1, 0)),
        "each mistake makes it worse: which template should come closer to the sample?": (
            partial(_learned, moves=(-1, 1))
        ),
        "samples that were right have moved the templates, too.": partial(_learned, always=True),
        "every class that is level or ahead has moved; only the strongest rival should.": (
            partial(_learned, every=True)
        ),
        "of rivals that are level, the first is meant.": partial(_learned, last=True),
        "the next sample should meet the new weights, not those from the start of the pass.": (
            _all_at_once
        ),
        "that is what it has learned after one pass.": (
            lambda X, y, C, passes: _learned(X, y, C, 1)
        ),
    },
    praise="samples of many classes, in one pass and in more: every mistake moves two templates.",
)
"""Check the perceptron of many classes, from (X, y, num_classes, passes) to W (D, C)."""


def _each(loss: Callable) -> Callable:
    """Return the mean over the samples of what is made of each one's terms."""
    return lambda O, y: np.mean([loss(_terms(o, k)) for o, k in zip(O, y, strict=True)])


def _photos(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    N, C = rng.integers(2, 6, size=2)
    scores = rng.normal(size=(N, C)).round(2)
    labels = np.where(rng.random(N) < 0.5, scores.argmax(1), rng.integers(C, size=N))
    return scores, labels


squared_hinge = Exercise(
    oracle=partial(multiclass_hinge, squared=True),
    inputs=_photos,
    cases={
        "for two samples of four classes": (
            np.array([[0.5, 2.0, -1.5, 1.2], [2.5, -0.5, 1.9, 0.3]]),
            np.array([3, 0]),
        ),
        "for ties with the true class, which cost 1 each": (
            np.array([[0.0, 0.0, 0.0], [2.0, 2.0, -1.0]]),
            np.array([1, 0]),
        ),
        "for a single sample": (np.array([[1.0, 0.5]]), np.array([0])),
    },
    slips={
        "it is 1 too large: the true class does not compete with itself.": (
            _each(lambda terms: (terms**2).sum() + 1)
        ),
        "it is divided by the number of terms: add over classes, then average.": lambda O, y: (
            multiclass_hinge(O, y, squared=True) / O.shape[1]
        ),
        "this is the hinge loss, not squared.": multiclass_hinge,
        "square each term, then add.": _each(lambda terms: terms.sum() ** 2),
        "this is the worst violation alone. Each class that breaks the margin is charged.": (
            _each(lambda terms: terms.max() ** 2)
        ),
        "square each term before you add or average.": lambda O, y: multiclass_hinge(O, y) ** 2,
        "a class that is far behind earns a fine for its distance.": lambda O, y: (
            ((O - np.take_along_axis(O, y[:, None], 1) + 1) ** 2).sum(1).mean() - 1
        ),
        "a right guess is charged, too, while its lead is below 1.": lambda O, y: np.mean(
            [0 if o.argmax() == k else (_terms(o, k) ** 2).sum() for o, k in zip(O, y, strict=True)]
        ),
    },
    praise="the squares of all terms, added over classes and averaged over samples.",
)
"""Check the mean squared hinge loss: a function of scores (N, C) and labels (N,)."""
