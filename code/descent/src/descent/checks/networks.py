"""The checks of the chapter on neural networks."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
from explorable.judging import (
    Task,
    Wrong,
    ask,
    ask_parts,
    call,
    case,
    check,
    close,
    compare,
    count,
    difference,
    fresh,
    name_slip,
    number,
    numbers,
)
from numpy.typing import ArrayLike

from descent.activations import relu
from descent.gradients import numerical_gradient
from descent.losses import softmax_cross_entropy, softmax_cross_entropy_gradient
from descent.simplex import one_hot, softmax


@fresh
def sigmoid_layers(rng: np.random.Generator) -> Task:
    """Check the smallest number of sigmoids in a row that surely shrink a slope below a limit."""
    limit = float(f"{rng.integers(1, 10)}e-{rng.integers(4, 10)}")
    right, halves, tenths = (
        int(np.ceil((np.log(limit) / np.log(slope)).round(9))) for slope in (0.25, 0.5, 0.1)
    )
    slips = {
        halves: "that counts factors of 1/2, the sigmoid's value at 0. What is its slope there?",
        tenths: "that counts factors of 1/10. How steep is a sigmoid at most?",
    }

    def judge(answer: ArrayLike) -> str:
        layers = count(answer)
        if layers in slips:
            raise Wrong(slips[layers])
        if layers < right:
            left = 0.25**layers
            raise Wrong(f"at their steepest, {layers} in a row leave {left:.1e} of the gradient.")
        if layers > right:
            raise Wrong(f"{layers} layers are enough, but fewer are enough, too.")
        before = 0.25 ** (right - 1)
        return f"(1/4)^{right} = {0.25**right:.1e}, and (1/4)^{right - 1} would be {before:.1e}."

    return Task({"limit": limit}, judge)


@check
def first_gradient(function: Callable) -> str:
    """Check the gradient in W1: a function of X, Y (one-hot), W1, b1, W2, b2."""
    rng = np.random.default_rng(0)
    X, W1, W2 = rng.normal(size=(6, 4)), rng.normal(size=(4, 5)), rng.normal(size=(5, 3))
    b1, b2, Y = rng.normal(size=5), rng.normal(size=3), one_hot([0, 1, 2, 2, 1, 0], 3)
    found = ask(function, X, Y, W1, b1, W2, b2, shape=(4, 5))

    def loss(W: np.ndarray) -> float:
        return float(softmax_cross_entropy(relu(X @ W + b1) @ W2 + b2, Y))

    z, back = _backward(X, Y, W1, b1, W2, b2)
    expected = _gradient(X, Y, W1, b1, W2, b2)
    slips = {
        "the loss is a mean over six samples: divide by N.": 6 * expected,
        "this is the result without the ReLU's derivative.": X.T @ back,
        "the derivative of the ReLU is 0 or 1, not z and not h.": X.T @ (back * relu(z)),
        "the sign is reversed.": -expected,
        "b1 is missing on the way forward.": _gradient(X, Y, W1, 0 * b1, W2, b2),
        "b2 is missing on the way forward.": _gradient(X, Y, W1, b1, W2, 0 * b2),
        "softmax turns the scores of a row into probabilities, not those of a column.": (
            X.T @ ((softmax(relu(z) @ W2 + b2, axis=0) - Y) / 6 @ W2.T * (z > 0))
        ),
    }
    name_slip(found, slips)
    if not close(found, numerical_gradient(loss, W1)):
        away = np.abs(found - expected).max()
        raise Wrong(f"the largest of 20 differences from central differences is {away:.2g}.")
    with case("right for six samples of four features, but for three of two"):
        compare(function, _gradient, X[1:4, :2], Y[1:4], W1[:2, :4], b1[:4], W2[:4], b2)
    return "20 entries agree with central differences of the loss."


def _backward(
    X: np.ndarray, Y: np.ndarray, W1: np.ndarray, b1: np.ndarray, W2: np.ndarray, b2: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the hidden scores, and the gradient of the loss in the hidden activations."""
    z = X @ W1 + b1
    return z, softmax_cross_entropy_gradient(relu(z) @ W2 + b2, Y) @ W2.T


def _gradient(X: np.ndarray, Y: np.ndarray, *parameters: np.ndarray) -> np.ndarray:
    z, back = _backward(X, Y, *parameters)
    return X.T @ (back * (z > 0))


@check
def all_gradients(function: Callable) -> str:
    """Check the gradients in all weights: a function of X, Y (one-hot), weights, biases."""
    _compare_chains(function, (2, 3, 4, 2), _NOT_BACK)
    for widths in ((3, 2), (2, 4, 3), (2, 3, 3, 4, 3)):
        with case(f"right for the widths (2, 3, 4, 2), but for {widths}"):
            _compare_chains(function, widths, {})
    return "networks of one to four layers: all gradients agree with the package's."


def _compare_chains(
    function: Callable, widths: tuple[int, ...], slips: Mapping[str, Callable]
) -> None:
    """Try one random network, and name the slip that gives what was found."""
    rng = np.random.default_rng(50 + sum(widths))  # seeds whose z keep away from the kink
    N = len(widths) + 1
    weights = [rng.normal(size=shape).round(1) for shape in pairwise(widths)]
    biases = [rng.normal(size=n).round(1) for n in widths[1:]]
    X, Y = rng.normal(size=(N, widths[0])).round(1), one_hot(np.arange(N) % widths[-1], widths[-1])
    shapes = {f"gradient in W{m}": W.shape for m, W in enumerate(weights, start=1)}
    found = ask_parts(function, X, Y, weights, biases, shapes=shapes)
    for words, slip in slips.items():
        if all(map(close, found, slip(X, Y, weights, biases))):
            raise Wrong(words)
    right = _chain(X, Y, weights, biases)
    for name, ours, expected in reversed([*zip(shapes, found, right, strict=True)]):
        if not close(ours, expected):
            raise Wrong(f"of the {name}, {difference(ours, expected)}")


def _chain(
    X: np.ndarray,
    Y: np.ndarray,
    weights: Sequence[np.ndarray],
    biases: Sequence[np.ndarray],
    *,
    mask: Callable = np.sign,
    bend: Callable = relu,
    output: Callable = np.positive,
) -> list[np.ndarray]:
    """Return the gradients in all weights of a network, or of one with a slip."""
    arrived = [X]
    for W, b in zip(weights[:-1], biases[:-1], strict=True):
        arrived.append(bend(arrived[-1] @ W + b))
    delta = softmax_cross_entropy_gradient(output(arrived[-1] @ weights[-1] + biases[-1]), Y)
    found: list[np.ndarray] = []
    for W, h in zip(weights[::-1], arrived[::-1], strict=True):
        found.insert(0, h.T @ delta)
        delta = delta @ W.T * mask(h)
    return found


_NOT_BACK: dict[str, Callable] = {
    "the loss is a mean over the samples: divide by N.": lambda X, *more: (
        [len(X) * g for g in _chain(X, *more)]
    ),
    "the signs are reversed.": lambda *given: [-g for g in _chain(*given)],
    "the masks of the ReLUs are missing on the way back.": lambda *given: _chain(
        *given, mask=np.ones_like
    ),
    "the derivative of the ReLU is 0 or 1, not h.": lambda *given: _chain(*given, mask=relu),
    "the ReLUs are missing, forward and back.": lambda *given: _chain(
        *given, mask=np.ones_like, bend=np.positive
    ),
    "the biases are missing on the way forward.": lambda X, Y, weights, biases: _chain(
        X, Y, weights, [0 * b for b in biases]
    ),
    "the last layer has no ReLU: its z are the scores.": lambda *given: _chain(*given, output=relu),
}


@fresh
def leaky_gain(rng: np.random.Generator) -> Task:
    """Check the variance of the weights, times their inputs, that suits a leaky ReLU."""
    leak = int(rng.integers(20, 61)) / 100
    right = 2 / (1 + leak**2)
    slips = {
        "2 is He's rule for the ReLU, whose negative half is lost altogether.": 2.0,
        "1 keeps the mean square of a linear layer.": 1.0,
        "it is the mean of the squares that counts: what does the leak do to a square?": 2
        / (1 + leak),
        "by this much the layer shrinks the mean square; the weights have to make up for it.": 1
        / right,
        "each half of z has half of the mean square, not all of it.": right / 2,
        "this is the standard deviation. Give the variance.": np.sqrt(right),
    }

    def judge(answer: ArrayLike) -> str:
        gain = number(answer)
        if abs(gain - right) <= 0.006:
            return (
                f"2/(1 + {leak}²) = {right:.3f}. A leak of a tenth would give 1.980, almost He's 2."
            )
        for words, slip in slips.items():
            if abs(gain - slip) <= 0.006:
                raise Wrong(words)
        kept = gain * (1 + leak**2) / 2
        raise Wrong(f"with {gain:.4g}, each layer multiplies the mean square by {kept:.3g}.")

    return Task({"leak": leak}, judge)


def _ramps(curvature: float, error: float, length: float = 2 * np.pi) -> float:
    """Return the smallest number of ramps for which the theorem's bound allows the error."""
    return np.ceil(length * np.sqrt(curvature / (8 * error)))


@fresh
def sine_units(rng: np.random.Generator) -> Task:
    """Check the smallest number of ReLUs that the bound allows for a sine."""
    frequency, error = int(rng.integers(2, 10)), int(rng.integers(1, 10)) / 1000
    right = _ramps(frequency**2, error)
    slips = {
        "that is the number for sin x. How large is the second derivative of your sine?": (
            _ramps(1, error)
        ),
        "differentiate twice: how often does the frequency come down as a factor?": (
            _ramps(frequency, error)
        ),
        "the 8 of the bound is missing.": _ramps(frequency**2, error / 8),
        "the bound falls with the square of the number: take a root.": (
            np.ceil((2 * np.pi * frequency) ** 2 / (8 * error))
        ),
        "b − a is 2π here, not 1.": _ramps(frequency**2, error, length=1),
    }

    def judge(answer: ArrayLike) -> str:
        units = count(answer)
        bound = (2 * np.pi * frequency / units) ** 2 / 8
        if units == right:
            return f"the bound is {bound:.3g}. A tenth of the error would cost √10 times the units."
        for words, slip in slips.items():
            if units == slip:
                raise Wrong(words)
        if units < right:
            raise Wrong(f"with {units} units the bound is {bound:.4g}.")
        raise Wrong(f"{units} units are enough, but fewer are enough, too.")

    return Task({"frequency": frequency, "error": error}, judge)


@check
def fence(answer: ArrayLike) -> str:
    """Check three ReLUs, rows (w1, w2, b): all 0 up to radius 0.5, never all 0 from 1.1 on."""
    rows = numbers("your answer", answer, shape=(3, 3))
    lengths = np.hypot(*rows[:, :2].T)
    # Within a radius r the score of a unit goes up to |w| r + b.
    for k, top in enumerate(0.5 * lengths + rows[:, 2], start=1):
        if top > 1e-9 and (rows[:, 2] >= 0).all():
            raise Wrong("no bias is below 0, so at the origin no unit waits to be switched on.")
        if top > 1e-9:
            raise Wrong(f"unit {k} is not 0 inside: its score reaches {top:.2f} at radius 0.5.")
    angle = np.linspace(0, 2 * np.pi, 721)
    circle = 1.1 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    heard = (circle @ rows[:, :2].T + rows[:, 2]).max(1) > 0
    if not heard.all():
        where = np.degrees(angle[~heard][0])
        raise Wrong(f"at radius 1.1 and {where:.0f} degrees no unit is above 0.")
    return "a triangle around the inside, so one layer of three units makes a region with a hole."


@check
def maxout_layer(function: Callable) -> str:
    """Check a layer of maxout: from X (N, D), W (D, units, pieces), b (units, pieces)."""
    rng = np.random.default_rng(0)
    X, W, b = rng.normal(size=(5, 4)), rng.normal(size=(4, 3, 2)), rng.normal(-1, 1, size=(3, 2))
    found = ask(function, X, W, b, shape=(5, 3))
    pieces = np.einsum("nd,dup->nup", X, W)
    if close(found, pieces.max(-1)):
        raise Wrong("these are the values for b = 0; every piece has a bias of its own.")
    if close(found, pieces.max(-1) + b.max(-1)):
        raise Wrong("add the bias to its piece before the largest is chosen.")
    pieces += b
    slips = {
        "this is the sum of the pieces.": pieces.sum(-1),
        "this is the mean of the pieces.": pieces.mean(-1),
        "this is the smallest of the pieces.": pieces.min(-1),
        "this is a soft choice; maxout takes the largest.": (softmax(pieces) * pieces).sum(-1),
    }
    name_slip(found, slips)
    if not close(found, pieces.max(-1)):
        raise Wrong(f"for five samples, {difference(found, pieces.max(-1))}")
    with case("right for units of two pieces, but for four units of three"):
        X, W, b = rng.normal(size=(3, 2)), rng.normal(size=(2, 4, 3)), rng.normal(size=(4, 3))
        compare(function, lambda X, W, b: (np.tensordot(X, W, 1) + b).max(-1), X, W, b)
    return "five samples, three units of two pieces: each unit takes its larger piece."


@check
def drop(function: Callable) -> str:
    """Check dropout of an array, from (X, rate, rng)."""
    X = np.full((100, 100), 3.0)
    result = ask(function, X, 0.2, np.random.default_rng(0), shape=X.shape)
    zeros = (result == 0).mean()
    if zeros == 0:
        raise Wrong("no entry has been dropped to 0.")
    if abs(zeros - 0.8) < 0.02:
        raise Wrong("at rate 0.2 you keep 20% of the entries instead of dropping them.")
    if abs(zeros - 0.2) > 0.02:
        raise Wrong(f"at rate 0.2 the share of dropped entries is {zeros:.2f}.")
    kept = result[result != 0]
    if close(kept, 3 / (1 - zeros)):
        kept = kept * (1 - zeros) / 0.8  # the share that was kept, in place of its expectation
    if close(kept, 3.0):
        raise Wrong(f"the mean falls from 3.00 to {result.mean():.2f}: what can make up for it?")
    if not close(kept, 3 / 0.8):
        raise Wrong(f"what survives is multiplied by {kept.mean() / 3:.2f}: the mean is not kept.")
    for alike, what in ((result[:1], "rows"), (result[:, :1], "columns")):
        if (result == alike).all():
            raise Wrong(f"all {what} drop the same: each entry needs a draw of its own.")
    for rate, shape in ((0.2, (300, 300)), (0.5, (40_000,)), (0.7, (20, 40, 50))):
        with case(f"for an array of shape {shape} at rate {rate}"):
            _drop_others(function, shape, rate)
    return f"{zeros:.0%} of the entries are 0, and the mean is {result.mean():.2f} instead of 3.00."


def _drop_others(function: Callable, shape: tuple[int, ...], rate: float) -> None:
    """Try an array whose entries differ, too large to be handed out as it is."""
    X = np.random.default_rng(1).uniform(1, 2, size=shape)
    source = f"np.random.default_rng(1).uniform(1, 2, size={shape})"
    try:
        _drop_three_times(function, X, rate)
    except Wrong as wrong:
        line = call(function, SimpleNamespace(source=source), rate, np.random.default_rng(2))
        raise Wrong(str(wrong), line) from wrong


def _drop_three_times(function: Callable, X: np.ndarray, rate: float) -> None:
    """Try it twice with the same draws and once with others."""
    result, again, other = (
        ask(function, X, rate, np.random.default_rng(seed), shape=X.shape) for seed in (2, 2, 3)
    )
    share = (result == 0).mean()
    if abs(share - rate) > 5 * np.sqrt(rate * (1 - rate) / X.size):
        raise Wrong(f"the share of dropped entries is {share:.3f}.")
    factors = (result / X)[result != 0]
    if not (close(factors, 1 / (1 - rate)) or close(factors, 1 / (1 - share))):
        raise Wrong("what survives is not its entry times one factor that keeps the mean.")
    if not np.array_equal(result, again):
        raise Wrong("the same rng drops other entries the second time. Draw only from it.")
    if np.array_equal(result == 0, other == 0):
        raise Wrong("another rng drops the same entries. Draw from it.")
