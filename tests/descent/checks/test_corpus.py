"""The corpus: right answers, typical wrong ones, and the stored solutions, broken at random.

Each ``test_<module>.py`` here has a dict ``CORPUS``: `Answers` by the names of the module's checks.
"""

import ast
import runpy
import signal
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path

import numpy as np
import pytest
from descent import checks
from explorable.judging import check
from judging import Answers, accepted, task
from mutants import breaks, places
from solutions import FUNCTIONS, JUDGES, SOLUTIONS, Solution

RANDOM = {"networks.drop"}
"""Functions that draw: no second implementation draws the same."""
HUNDREDTHS = (
    "beyond.best_leaf convexity.variance cross_entropy.initial_loss cross_entropy.best_lead "
    "myths.constant_term networks.leaky_gain optimizers.best_momentum "
    "regularization.cheapest_scale regularization.degrees scores.border_distance "
    "scores.zero_loss_scale softmax.cooled"
)
HALF_A_PERCENT = (
    "convexity.turning_point gradient_descent.first_step gradient_descent.largest_step "
    "gradient_descent.reach optimizers.final_speed"
)
SLACK = {
    **dict.fromkeys(HUNDREDTHS.split(), lambda right: 0.006),
    **dict.fromkeys(HALF_A_PERCENT.split(), lambda right: 0.005 * abs(right)),
    "beyond.focal_forecast": lambda right: 0.002,
    "convexity.open_tin": lambda right: 0.01,
    "cross_entropy.pull_ratio": lambda right: 0.004 * right,
    "cross_entropy.wasted_bits": lambda right: 0.003,
    "mnist.mcnemar": lambda right: 0.0006,
    "mnist.softmax_twice": lambda right: 0.005,
    "myths.typical_probability": lambda right: 0.002,
}
"""How far from the right number another may be: the digits that the exercise asks for."""
SEEDS = 20  # of a check with fresh numbers
INPUTS = 30
SECONDS = 1  # of the processor: a mutant that runs longer has no end; others take 0.15 at most


def corpus():
    """Return the answers of all chapters, by the names of the checks."""
    found = {}
    for chapter in checks.CHAPTERS:
        file = Path(__file__).with_name(f"test_{chapter}.py")
        answers = runpy.run_path(str(file)).get("CORPUS", {}) if file.exists() else {}
        found |= {f"{chapter}.{name}": entry for name, entry in answers.items()}
    return found


CORPUS = corpus()
COMPUTED = [name for name in CORPUS if CORPUS[name].inputs]


def test_every_check_has_answers():
    assert set(CORPUS) == set(JUDGES)


def test_every_function_has_inputs():
    assert set(COMPUTED) == set(CORPUS) & set(FUNCTIONS) - RANDOM


def filled(answers, numbers):
    """Return the answers to these numbers, as a list or a dict."""
    if not numbers:
        return answers
    answers = answers(numbers) if callable(answers) else answers
    fill = lambda answer: answer(numbers) if callable(answer) else answer  # noqa: E731
    if isinstance(answers, dict):
        return {word: fill(answer) for word, answer in answers.items()}
    return [fill(answer) for answer in answers]


def tasks(name):
    """Return the numbers and the judge of a check, of one with fresh numbers for many seeds."""
    return [task(JUDGES[name], seed) for seed in range(SEEDS if task(JUDGES[name])[0] else 1)]


@pytest.mark.parametrize("name", CORPUS)
def test_right_answers_in_other_styles_are_accepted(name):
    for numbers, judge in tasks(name):
        right = filled(CORPUS[name].right, numbers)
        assert len(right) >= 3
        for answer in right:
            accepted(judge, answer)


@pytest.mark.parametrize("name", SLACK)
def test_a_number_is_right_to_the_digits_asked_for(name):
    for numbers, judge in tasks(name):
        right = float(filled(CORPUS[name].right, numbers)[0])
        for slack in (SLACK[name](right), -SLACK[name](right)):
            accepted(judge, right + 0.9 * slack)
            assert not judge(right + 1.1 * slack).passed


@pytest.mark.parametrize("name", CORPUS)
def test_each_wrong_answer_is_told_what_is_wrong_with_it(name):
    for numbers, judge in tasks(name):
        wrong = filled(CORPUS[name].wrong, numbers)
        said = {word: judge(answer) for word, answer in wrong.items()}
        assert len(said) >= 5
        assert not [word for word, verdict in said.items() if verdict.passed], (numbers, said)
        assert not {w: v for w, v in said.items() if w not in v.message}, numbers
        assert len({verdict.message for verdict in said.values()}) == len(said), (numbers, said)


def handed_out(verdict):
    """Whether the call that failed is; one that returned nothing would show nothing."""
    return bool(verdict.rerun) or "returned nothing" in verdict.message


@pytest.mark.parametrize("name", sorted(set(CORPUS) & set(FUNCTIONS)))
def test_a_wrong_function_gets_a_line_that_runs(name):
    silent = [
        answer
        for answer in CORPUS[name].wrong.values()
        if callable(answer) and not handed_out(JUDGES[name](answer))
    ]
    assert not silent


def result(function, arguments):
    """Return what a function makes of copies of the arguments, or what it raises."""
    try:
        made = function(*deepcopy(arguments))
        return [np.asarray(part) for part in (made if isinstance(made, tuple) else [made])]
    except Exception as error:
        return type(error)


def same(one, other):
    """Whether two results are equal, up to rounding."""
    if isinstance(one, type) or isinstance(other, type):
        return one is other
    try:
        pairs = zip(one, other, strict=True)
        return all(np.allclose(*pair, rtol=1e-4, atol=1e-5, equal_nan=True) for pair in pairs)
    except (TypeError, ValueError):  # of other shapes, or no numbers
        return False


def differs(answer, oracle, inputs):
    """Return arguments on which two functions differ, if there are any."""
    with np.errstate(all="ignore"):
        for seed in range(INPUTS):
            arguments = inputs(np.random.default_rng(seed))
            if not same(result(answer, arguments), result(oracle, arguments)):
                return arguments
    return None


@contextmanager
def ended():
    """Interrupt what has no end."""

    def stop(*_):
        raise TimeoutError("this takes too long")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def mutants(source):
    """Return versions of a program with one place broken, by what was done."""
    found = {}
    for number in range(len(places(source)[1])):
        tree, where = places(source)
        what = f"line {where[number].lineno}: {breaks(where[number])}"
        found[what] = ast.unparse(tree)
    return found


def made_by(solution, source):
    """Return the answer that a broken solution makes, or what it raises."""
    try:
        return solution.answer(source)
    except Exception as error:
        return error


def unnoticed(judge, solution, answers):
    """Return the mutants of a solution that are accepted although they compute something else."""
    found = []
    for what, source in mutants(solution.source).items():
        with ended():
            answer = made_by(solution, source)
            if judge(answer).passed:
                arguments = differs(answer, answers.right[0], answers.inputs)
                found += [f"{what}, on {arguments}"] if arguments else []
    return found


@pytest.mark.parametrize("name", COMPUTED)
def test_the_stored_solution_computes_what_the_oracle_does(name):
    answers = CORPUS[name]
    assert not differs(SOLUTIONS[name].answer(), answers.right[0], answers.inputs)


@pytest.mark.parametrize("name", COMPUTED)
def test_no_broken_solution_is_accepted(name):
    assert not unnoticed(JUDGES[name], SOLUTIONS[name], CORPUS[name])


def test_a_broken_solution_that_is_accepted_is_found():
    @check
    def lenient(function):
        return "whatever."

    def double(x):
        return x + x

    solution = Solution("def f(x):\n    return 2 * x\n", "f", {})
    answers = Answers(right=[double], wrong={}, inputs=lambda rng: (rng.normal(),))
    first, second = unnoticed(lenient, solution, answers)
    assert first.startswith("line 2: 2 * x  →  2 / x, on (")
    assert second.startswith("line 2: 2  →  4, on (")
