import numpy as np
import pytest
from descent import Adam, checks, minimize
from judging import accepted, refused

judge = checks.optimizers


@pytest.mark.parametrize("answer", [0.3, 0.01 * 3 / (1 - 0.9)])
def test_final_speed_accepts(answer):
    accepted(judge.final_speed, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [(0.03, "first step"), (30, "velocity"), (0.1, "gradient of 1"), (0.2, "stops"), (..., "dots")],
)
def test_final_speed_refuses(answer, word):
    refused(judge.final_speed, answer, word)


@pytest.mark.parametrize("answer", [0.64, (1 - 0.04**0.5) ** 2])
def test_best_momentum_accepts(answer):
    accepted(judge.best_momentum, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (0.8, "√μ"),
        (0.96, "gradient descent"),
        (0.9, "0.949"),
        (0.5, "0.9"),
        (1.44, "below 1"),
        (-0.1, "at least 0"),
    ],
)
def test_best_momentum_refuses(answer, word):
    refused(judge.best_momentum, answer, word)


@pytest.mark.parametrize("answer", [(-0.1, -1, -0.1), np.array([-0.1, -1.0, -0.1])])
def test_first_steps_accepts(answer):
    accepted(judge.first_steps, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        ((0.1, 1, 0.1), "wrong way"),
        ((-0.5, -1, -0.1), "AdaGrad"),
        ((-0.1, -0.1, -0.1), "RMSProp"),
        ((-0.1, -1, -0.316), "Adam"),
        (-0.1, "shape"),
    ],
)
def test_first_steps_refuses(answer, word):
    refused(judge.first_steps, answer, word)


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


def in_place(gradient, start, eta, steps):
    start -= eta
    return start


@pytest.mark.parametrize("answer", [by_hand, with_the_package])
def test_adam_accepts(answer):
    accepted(judge.adam, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda *a: by_hand(*a, corrected=False), "divide by 1 − βᵗ"),
        (lambda *a: by_hand(*a, root=False), "root"),
        (lambda *a: by_hand(*a, uphill=True), "uphill"),
        (lambda *a: by_hand(*a, first=0), "begin at 1"),
        (lambda g, x, eta, steps: by_hand(g, x, eta, 1), "one was taken"),
        (lambda g, x, eta, steps: x - eta * g(x), "entry [0] should be 1.80, yours is 1.90"),
        (lambda g, x, eta, steps: by_hand(lambda x: x, x, eta, steps), "should be"),
        (lambda *a: by_hand(*a, beta=0.99), "should be"),
        (lambda g, x, eta, steps: by_hand(g, x, eta / 10, steps), "should be"),
        (lambda *a: by_hand(*a, epsilon=0), "ε counts"),
        (lambda *a: by_hand(*a, epsilon=1e-6), "ε counts"),
        (lambda *a: by_hand(*a, epsilon=0, inside=1e-8), "ε counts"),
        (in_place, "start has changed"),
        (lambda *a: None, "nothing"),
        (3, "function"),
    ],
)
def test_adam_refuses(answer, word):
    with np.errstate(all="ignore"):
        refused(judge.adam, answer, word)


@pytest.mark.parametrize(
    ("corrected", "word"), [((True, False), "v is not"), ((False, True), "m is not")]
)
def test_adam_tells_which_mean_is_uncorrected(corrected, word):
    def half(gradient, start, eta, steps):
        return judge._adam(eta, steps, correct=corrected)

    refused(judge.adam, half, word)


def test_adagrad_patience():
    way, t = 0.0, 0
    while way < 10:
        t += 1
        way += 0.1 / t**0.5
    accepted(judge.adagrad_patience, t)
    wrong = {100: "do not shrink", t - 1: "9.9", t + 1: "before", 1.5: "whole", np.inf: "finite"}
    wrong |= {0: "whole", -5: "whole", 1: "covered 0.10."}
    for answer, word in wrong.items():
        refused(judge.adagrad_patience, answer, word)


@pytest.mark.parametrize(
    "answer",
    [
        lambda g, n: np.average(g, axis=0, weights=n),
        lambda g, n: (n[:, None] * g).sum(0) / n.sum(),
        lambda g, n: n / n.sum() @ g,
    ],
)
def test_combine_accepts(answer):
    accepted(judge.combine, answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda g, n: g.mean(0), "as much as"),
        (lambda g, n: g.sum(0), "summed"),
        (lambda g, n: n @ g, "divided"),
        (lambda g, n: n @ g / 50, "entry [1] should be 2.60, yours is 5.20"),
        (lambda g, n: n @ g / 100, "plain mean"),
        (lambda g, n: g, "shape"),
    ],
)
def test_combine_refuses(answer, word):
    refused(judge.combine, answer, word)
