"""The checks of the chapter on MNIST."""

from collections.abc import Callable

import numpy as np

from descent.checks.asking import ask, ask_number
from descent.checks.core import Wrong, check, close, number

TRUE = np.array([0, 0, 1, 2, 2, 2])
GUESSED = np.array([0, 1, 1, 2, 0, 0])


@check
def parameters(function: Callable) -> str:
    """Check a function from the widths of a network's layers to the number of its parameters."""
    one = ask_number(function, [784, 10])
    if one == 7840:
        raise Wrong("7,840 weights for one layer. What else is learned?")
    if one != 7850:
        raise Wrong(
            f"for one layer from 784 to 10 you count {one:g}; the cell above has the count."
        )
    two = ask_number(function, [784, 10, 10])
    if two != 7960:
        raise Wrong(f"right for one layer, but for 784 → 10 → 10 you count {two:g}.")
    three = ask_number(function, [2, 5, 4, 3])
    if three != 54:
        raise Wrong(f"right for one and two layers, but for 2 → 5 → 4 → 3 you count {three:g}.")
    return "each layer has (inputs + 1) · outputs parameters: 7,850, then 110 more."


@check
def noise_factor(answer: float) -> str:
    """Check by what factor 64 images a step instead of 1 make the gradient's noise smaller."""
    factor = number(answer)
    if close(factor, 1 / 8):
        raise Wrong("the noise is multiplied by 1/8. By what factor does it shrink?")
    if factor in (64, 1 / 64):
        raise Wrong("64 is the factor of the mean squared distance. How far is that as a distance?")
    if not close(factor, 8):
        raise Wrong(f"{factor:g} is not what s²/B says for the root of the mean squared distance.")
    return "64 times the work for 8 times less noise: large batches pay less and less."


@check
def confusion_matrix(function: Callable) -> str:
    """Check a table of counts, row true class, column guess, from (y, guesses, num_classes)."""
    expected = np.zeros((3, 3))
    np.add.at(expected, (TRUE, GUESSED), 1)
    counts = ask(function, TRUE, GUESSED, 3, shape=(3, 3))
    if np.array_equal(counts, expected.T):
        raise Wrong("rows and columns are exchanged: the true class should choose the row.")
    if np.array_equal(counts, np.minimum(expected, 1)):
        raise Wrong("a pair that comes twice is counted once.")
    if not np.array_equal(counts, counts.round()):
        raise Wrong("these are shares; the table should hold counts.")
    if counts.sum() != len(TRUE):
        raise Wrong(f"{len(TRUE)} samples were given, {counts.sum():g} are in your table.")
    if not np.array_equal(counts, expected):
        raise Wrong("the total is right, but some counts are in the wrong place.")
    more = ask(function, TRUE, GUESSED, 5, shape=(5, 5))
    if not np.array_equal(more, np.pad(expected, (0, 2))):
        raise Wrong("right for 3 classes; with 5, the two that never occur should have rows of 0.")
    return "right answers on the diagonal, and each error at (true class, guess)."


@check
def answer_if_sure(function: Callable) -> str:
    """Check (share answered, error among the answered) from (P, y, threshold)."""
    P = np.array([[0.9, 0.1, 0.0], [0.2, 0.8, 0.0], [0.3, 0.3, 0.4], [0.05, 0.95, 0.0]])
    y = np.array([0, 1, 2, 2])
    share, error = ask(function, P, y, 0.5, shape=(2,))
    if close(share, 0.25):
        raise Wrong(
            "3 of 4 rows have a probability of at least 0.5; 0.25 is the share of the others."
        )
    if not close(share, 0.75):
        raise Wrong(f"3 of 4 rows have a probability of at least 0.5; your share is {share:.2f}.")
    if close(error, 0.25):
        raise Wrong("the errors are divided by all samples; we want them among the answered.")
    if close(error, 2 / 3):
        raise Wrong("your second number is the share of right answers.")
    if not close(error, 1 / 3):
        raise Wrong(f"1 of the 3 answers is wrong; your error is {error:.2f}.")
    share, error = ask(function, P, y, 0.92, shape=(2,))
    if not close([share, error], [0.25, 1]):
        raise Wrong(
            f"right at the threshold 0.5, but at 0.92 one row of four is answered, wrongly; you "
            f"have {share:.2f} and {error:.2f}. Does the threshold enter?"
        )
    if not close(ask(function, P, y, 0.8, shape=(2,)), [0.75, 1 / 3]):
        raise Wrong("a probability of exactly the threshold is answered, and counts in both.")
    if not close(ask(function, P[:3], y[:3], 0.85, shape=(2,)), [1 / 3, 0]):
        raise Wrong("right for four rows, but not for the first three and the threshold 0.85.")
    return "the model may stay silent, and what it says is then more often true."


@check
def softmax_twice(answer: float) -> str:
    """Check the floor of the loss for ten classes if probabilities are taken for scores."""
    floor = number(answer)
    if np.isclose(floor, 0, atol=1e-6):
        raise Wrong("0 would need a score that leads by ever more; these scores lie in [0, 1].")
    if np.isclose(floor, np.log(10), atol=0.01):
        raise Wrong("log 10 is the loss of ten equal scores; some lead is possible.")
    if not np.isclose(floor, np.log(np.e + 9) - 1, atol=0.005):
        raise Wrong(
            f"{floor:.3f} is not it. These scores are probabilities: which ten are the best for "
            "the true class, and what do they cost?"
        )
    return "log(e + 9) − 1 = 1.461: a loss that stalls there has its softmax twice."
