"""Slips, the stored solutions, broken at random, and the corpus: more answers, right and wrong.

An `Exercise` and a `Value` are complete as they stand: what is right is told by the oracle, and
wrong answers that have a name are slips of it, handed in as they stand there. Each
``test_<module>.py`` here may have a dict ``CORPUS``, `Answers` by the names of the module's checks:
right ones in other styles, wrong ones without a name. Every other judge needs some.
"""

import ast
import runpy
from copy import deepcopy
from pathlib import Path

import numpy as np
import pytest
from descent import checks
from explorable.digits import reach
from explorable.judging import Exercise, Value
from judging import accepted, refused, task
from mutants import breaks, places
from solutions import FUNCTIONS, JUDGES, SOLUTIONS, Solution

SEEDS = 20  # of a check with fresh numbers
INPUTS = 30


def corpus():
    """Return the answers of all chapters, by the names of the checks."""
    found = {}
    for chapter in checks.CHAPTERS:
        file = Path(__file__).with_name(f"test_{chapter}.py")
        answers = runpy.run_path(str(file)).get("CORPUS", {}) if file.exists() else {}
        found |= {f"{chapter}.{name}": entry for name, entry in answers.items()}
    return found


CORPUS = corpus()
EXERCISES = {name: judge for name, judge in JUDGES.items() if isinstance(judge, Exercise)}


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


def values(name):
    """Return the judges of a check that are a `Value`, with the checks that they make."""
    made = [(getattr(judge, "__wrapped__", None), judge) for _, judge in tasks(name)]
    return [pair for pair in made if isinstance(pair[0], Value)]


VALUES = [name for name in JUDGES if values(name)]


def test_every_check_that_has_no_oracle_has_answers():
    assert set(JUDGES) - {*EXERCISES, *VALUES} <= set(CORPUS) <= set(JUDGES)


@pytest.mark.parametrize("name", VALUES)
def test_a_number_is_right_to_the_digits_asked_for_and_no_farther(name):
    for value, judge in values(name):
        if value.digits is None:
            refused(judge, value.right + 1, "")
            continue
        ends = [reach(each, value.digits) for each in np.ravel(value.right).tolist()]
        hair = 0.02 * 10.0**-value.digits
        for end, beyond in zip(np.transpose(ends), (-hair, hair), strict=True):
            accepted(judge, np.reshape(end, np.shape(value.right)))
            refused(judge, np.reshape(end + beyond, np.shape(value.right)), "")
        accepted(judge, value.right)


@pytest.mark.parametrize("name", VALUES)
def test_each_slip_of_a_number_is_told_by_its_words(name):
    for value, judge in values(name):
        known = [value.right]
        for words, slip in value.slips.items():
            if not any(map(value.is_near, [slip] * len(known), known)):
                refused(judge, slip, "" if value.digits is None and slip < 1 else words)
            known.append(slip)
    assert value.slips


@pytest.mark.parametrize("name", EXERCISES)
def test_each_slip_is_told_by_its_words(name):
    said = {words: EXERCISES[name](slip).message for words, slip in EXERCISES[name].slips.items()}
    assert not {words: message for words, message in said.items() if not message.endswith(words)}


@pytest.mark.parametrize("name", EXERCISES)
def test_no_random_input_comes_twice(name):
    drawn = [
        repr(given)
        for words, given in EXERCISES[name].tried()
        if words not in EXERCISES[name].cases
    ]
    assert len(drawn) >= 5 and len(set(drawn)) > len(drawn) / 2


@pytest.mark.parametrize("name", CORPUS)
def test_each_wrong_answer_is_told_what_is_wrong_with_it(name):
    for numbers, judge in tasks(name):
        wrong = filled(CORPUS[name].wrong, numbers)
        said = {word: judge(answer) for word, answer in wrong.items()}
        assert not [word for word, verdict in said.items() if verdict.passed], (numbers, said)
        assert not {w: v for w, v in said.items() if w not in v.message}, numbers
        assert len({verdict.message for verdict in said.values()}) == len(said), (numbers, said)


def handed_out(verdict):
    """Whether the call that failed is; one that returned nothing would show nothing."""
    return bool(verdict.rerun) or "returned nothing" in verdict.message


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_wrong_function_gets_a_line_that_runs(name):
    slips = getattr(JUDGES[name], "slips", {})
    wrong = [*slips.values(), *(CORPUS[name].wrong.values() if name in CORPUS else ())]
    assert not [a for a in wrong if callable(a) and not handed_out(JUDGES[name](a))]


def computed(function, arguments):
    """Return what a function makes of copies of the arguments, or nothing."""
    try:
        return function(*deepcopy(arguments))
    except Exception:
        return None


def differs(answer, judge):
    """Return arguments of which a function makes something wrong, if there are any."""
    with np.errstate(all="ignore"):
        for seed in range(INPUTS):
            given = judge.inputs(np.random.default_rng(seed))
            if not judge.agree(computed(answer, given), judge.oracle(*given), given):
                return given
    return None


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


def unnoticed(judge, solution):
    """Return the mutants of a solution that are accepted although they compute something else."""
    found = []
    for what, source in mutants(solution.source).items():
        answer = made_by(solution, source)
        if judge(answer).passed:
            arguments = differs(answer, judge)
            found += [f"{what}, on {arguments}"] if arguments else []
    return found


@pytest.mark.parametrize("name", EXERCISES)
def test_other_right_answers_compute_what_the_oracle_does(name):
    others = CORPUS[name].right if name in CORPUS else ()
    for answer in (SOLUTIONS[name].answer(), *others):
        assert not differs(answer, EXERCISES[name])


@pytest.mark.parametrize("name", EXERCISES)
def test_no_broken_solution_is_accepted(name):
    assert not unnoticed(EXERCISES[name], SOLUTIONS[name])


def test_a_broken_solution_that_is_accepted_is_found():
    class Lenient(Exercise):
        def _judge(self, function):
            return self.praise

    lenient = Lenient(oracle=lambda x: x + x, inputs=lambda rng: (rng.normal(),), praise="so.")
    solution = Solution("def f(x):\n    return 2 * x\n", "f", {})
    first, second = unnoticed(lenient, solution)
    assert first.startswith("line 2: 2 * x  →  2 / x, on (")
    assert second.startswith("line 2: 2  →  4, on (")
