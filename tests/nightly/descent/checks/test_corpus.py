"""The stored solutions, broken at random, and what a wrong function is told to run."""

import ast
from copy import deepcopy

import numpy as np
import pytest
from answers import CORPUS
from breaking import breaks, places
from explorable.judging import Exercise
from solutions import EXERCISES, FUNCTIONS, JUDGES, SOLUTIONS, Solution

INPUTS = 30


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
            known = [right(*given) for right in (judge.oracle, judge.also) if right]
            if not any(judge.agree(computed(answer, given), each, given) for each in known):
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
