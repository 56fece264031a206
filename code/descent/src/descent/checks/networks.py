"""The checks of the chapter on neural networks."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
from explorable.judging import (
    Exercise,
    Task,
    Value,
    Wrong,
    ask,
    call,
    case,
    check,
    close,
    fresh,
    numbers,
)
from numpy.typing import ArrayLike

from descent.activations import relu
from descent.simplex import one_hot, softmax


@fresh
def sigmoid_layers(rng: np.random.Generator) -> Task:
    """Check the smallest number of sigmoids in a row that surely shrink a slope below a limit."""
    limit = float(f"{rng.integers(1, 10)}e-{rng.integers(4, 10)}")
    right, halves, tenths = (
        int(np.ceil((np.log(limit) / np.log(slope)).round(9))) for slope in (0.25, 0.5, 0.1)
    )
    slips = {
        "that counts factors of 1/2, the sigmoid's value at 0. What is its slope there?": halves,
        "that counts factors of 1/10. How steep is a sigmoid at most?": tenths,
    }

    def otherwise(layers: int) -> str:
        if layers > right:
            return f"{layers} layers are enough, but fewer are enough, too."
        return f"at their steepest, {layers} in a row leave {0.25**layers:.1e} of the gradient."

    before = 0.25 ** (right - 1)
    praise = f"(1/4)^{right} = {0.25**right:.1e}, and (1/4)^{right - 1} would be {before:.1e}."
    return Task({"limit": limit}, Value(right, praise, slips, otherwise, digits=None))


def _chain(
    X: np.ndarray,
    Y: np.ndarray,
    weights: Sequence[np.ndarray],
    biases: Sequence[np.ndarray],
    *,
    mask: Callable = np.sign,
    bend: Callable = relu,
    output: Callable = np.positive,
    over: int = -1,
) -> list[np.ndarray]:
    """Return the gradients in all weights of a network, or of one with a slip."""
    arrived = [X]
    for W, b in zip(weights[:-1], biases[:-1], strict=True):
        arrived.append(bend(arrived[-1] @ W + b))
    delta = (softmax(output(arrived[-1] @ weights[-1] + biases[-1]), axis=over) - Y) / len(X)
    gradients: list[np.ndarray] = []
    for W, h in zip(weights[::-1], arrived[::-1], strict=True):
        gradients.insert(0, h.T @ delta)
        delta = delta @ W.T * mask(h)
    return gradients


def _network(rng: np.random.Generator, widths: Sequence[int] = ()) -> tuple:
    """Draw samples, one-hot targets, weights and biases of a network."""
    widths = widths or rng.integers(2, 5, size=rng.integers(2, 6)).tolist()
    weights = [rng.normal(size=shape).round(2) for shape in pairwise(widths)]
    biases = [rng.normal(size=n).round(2) for n in widths[1:]]
    N, C = int(rng.integers(3, 12)), widths[-1]
    return (
        rng.normal(size=(N, widths[0])).round(2),
        one_hot(rng.integers(C, size=N), C),
        weights,
        biases,
    )


def _in_one_layer(network: Callable) -> Callable:
    """Return the gradient in W1 that this chain finds, from X, Y, W1, b1, W2, b2."""
    return lambda X, Y, W1, b1, W2, b2: network(X, Y, [W1, W2], [b1, b2])[0]


def _one_layer(rng: np.random.Generator) -> tuple[np.ndarray, ...]:
    X, Y, weights, biases = _network(rng, rng.integers(2, 6, size=3).tolist())
    return X, Y, weights[0], biases[0], weights[1], biases[1]


def _slipping(where: str) -> dict[str, Callable]:
    """Return the slips that networks of one and of many layers share, with a word for `h`."""
    return {
        "the loss is a mean over the samples: divide by N.": lambda X, *more: (
            [len(X) * g for g in _chain(X, *more)]
        ),
        "the derivatives of the ReLUs are missing on the way back.": partial(
            _chain, mask=np.ones_like
        ),
        f"the derivative of the ReLU is 0 or 1, {where}.": partial(_chain, mask=relu),
        "the ReLUs are missing, forward and back.": partial(
            _chain, mask=np.ones_like, bend=np.positive
        ),
        "the biases are missing on the way forward.": lambda X, Y, weights, biases: _chain(
            X, Y, weights, [0 * b for b in biases]
        ),
        "softmax turns the scores of a row into probabilities, not those of a column.": partial(
            _chain, over=0
        ),
    }


_LEVEL = np.array([[1.0, -1.0]]), np.array([[1.0, 0.0]])
"""One sample that is exactly at the bend of a ReLU with these weights, and its target."""
_AT_THE_BEND = [np.array([[2.0, 1.0], [2.0, -1.0]]), np.array([[1.0, -0.5], [0.5, 2.0]])]
_NO_BIASES = [np.zeros(2), np.zeros(2)]

first_gradient = Exercise(
    oracle=_in_one_layer(_chain),
    inputs=_one_layer,
    cases={
        "for one sample, of which one z is 0": (
            *(*_LEVEL, _AT_THE_BEND[0], _NO_BIASES[0], _AT_THE_BEND[1], _NO_BIASES[1]),
        )
    },
    slips={feedback: _in_one_layer(slip) for feedback, slip in _slipping("not z and not h").items()}
    | {
        "b1 is missing on the way forward.": lambda X, Y, W1, b1, *more: _in_one_layer(_chain)(
            X, Y, W1, 0 * b1, *more
        ),
        "b2 is missing on the way forward.": lambda *given: _in_one_layer(_chain)(
            *given[:-1], 0 * given[-1]
        ),
    },
    praise="for many networks, all entries agree with those of the chain rule.",
)
"""Check the gradient in W1: a function of X, Y (one-hot), W1, b1, W2, b2."""


all_gradients = Exercise(
    oracle=_chain,
    inputs=_network,
    cases={
        f"for the widths {widths}": _network(np.random.default_rng(sum(widths)), widths)
        for widths in ((2, 3, 4, 2), (3, 2), (2, 4, 3), (2, 3, 3, 4, 3))
    }
    | {"for one sample, of which one z is 0": (*_LEVEL, _AT_THE_BEND, _NO_BIASES)},
    parts=tuple(f"gradient in W{m}" for m in (1, 2, 3, 4)),
    slips=_slipping("not h")
    | {"the last layer has no ReLU: its z are the scores.": partial(_chain, output=relu)},
    praise="networks of one to four layers: all gradients agree with the package's.",
)
"""Check the gradients in all weights: a function of X, Y (one-hot), weights, biases."""


@fresh
def leaky_gain(rng: np.random.Generator) -> Task:
    """Check the variance of the weights, times their inputs, that suits a leaky ReLU."""
    leak = int(rng.integers(20, 61)) / 100
    right = 2 / (1 + leak**2)
    slips = {
        "2 is He's rule for the ReLU, whose negative half is lost altogether.": 2.0,
        "1 keeps the mean square of a linear layer.": 1.0,
        "it is the mean of the squares that counts: what does the leak do to a square?": (
            2 / (1 + leak)
        ),
        "by this much the layer shrinks the mean square; the weights have to make up for it.": (
            1 / right
        ),
        "each half of z has half of the mean square, not all of it.": right / 2,
        "this is the standard deviation. Give the variance.": np.sqrt(right),
    }

    def otherwise(gain: float) -> str:
        return f"with {gain:.4g}, each layer multiplies the mean square by {gain / right:.3g}."

    praise = f"2/(1 + {leak}²) = {right:.3f}. A leak of a tenth would give 1.980, almost He's 2."
    return Task({"leak": leak}, Value(right, praise, slips, otherwise, digits=2))


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

    def otherwise(units: int) -> str:
        if units > right:
            return f"{units} units are enough, but fewer are enough, too."
        return f"with {units} units the bound is {(2 * np.pi * frequency / units) ** 2 / 8:.4g}."

    bound = (2 * np.pi * frequency / right) ** 2 / 8
    praise = f"the bound is {bound:.3g}. A tenth of the error would cost √10 times the units."
    return Task(
        {"frequency": frequency, "error": error},
        Value(right, praise, slips, otherwise, digits=None),
    )


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
    heard = (circle @ rows[:, :2].T + rows[:, 2]).max(1) > 1e-9
    if not heard.all():
        where = np.degrees(angle[~heard][0])
        raise Wrong(f"at radius 1.1 and {where:.0f} degrees no unit is above 0.")
    return "a triangle around the inside, so one layer of three units makes a region with a hole."


def _pieces(choose: Callable) -> Callable:
    """Return a layer that makes this of the values of its pieces."""
    return lambda X, W, b: choose(np.einsum("nd,dup->nup", X, W) + b)


def _layer(rng: np.random.Generator, N: int = 0) -> tuple[np.ndarray, ...]:
    drawn, D, units, k = rng.integers([2, 1, 2, 2], [6, 5, 5, 5])
    shapes = (N or drawn, D), (D, units, k), (units, k)
    X, W, b = (rng.normal(size=shape).round(2) for shape in shapes)
    return X, W, b - 0.5


_max = _pieces(lambda z: z.max(-1))
maxout_layer = Exercise(
    oracle=_max,
    inputs=_layer,
    cases={"for one sample": _layer(np.random.default_rng(0), N=1)},
    slips={
        "these are the values for b = 0; every piece has a bias of its own.": lambda X, W, b: _max(
            X, W, 0 * b
        ),
        "add the bias to its piece before the largest is chosen.": lambda X, W, b: (
            _max(X, W, 0 * b) + b.max(-1)
        ),
        "this is the smallest of the pieces.": _pieces(lambda z: z.min(-1)),
        "this is a soft choice; maxout takes the largest.": _pieces(
            lambda z: (softmax(z) * z).sum(-1)
        ),
        "there is a ReLU in it: the largest piece may be below 0.": _pieces(
            lambda z: np.maximum(z.max(-1), 0)
        ),
    },
    praise="units of two pieces and of more: each takes the largest of its own.",
)
"""Check a layer of maxout: from X (N, D), W (D, units, pieces), b (units, pieces)."""


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
    rest = result[result != 0]
    if close(rest, 3 / (1 - zeros)):
        rest = rest * (1 - zeros) / 0.8  # the share that was kept, in place of its expectation
    if close(rest, 3.0):
        raise Wrong(f"the mean falls from 3.00 to {result.mean():.2f}: what can make up for it?")
    if not close(rest, 3 / 0.8):
        raise Wrong(f"what survives is multiplied by {rest.mean() / 3:.2f}: the mean is not kept.")
    for alike, what in ((result[:1], "rows"), (result[:, :1], "columns")):
        if (result == alike).all():
            raise Wrong(f"all {what} drop the same: each entry needs a draw of its own.")
    for rate, shape in ((0.2, (150, 150)), (0.5, (20_000,)), (0.7, (20, 30, 40))):
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
