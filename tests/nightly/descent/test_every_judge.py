"""What holds for all exercises: their own solutions pass in every form, and nothing breaks them.

Whatever may be handed in is tried at the doors, the few functions of :mod:`explorable.judging` that
read an answer, in their own tests. An `Exercise` and a `Value` read it through one; that every
other judge does is proved from its source.
"""

import ast
import inspect
from functools import partial
from itertools import cycle
from textwrap import dedent

import numpy as np
import pytest
from explorable import judging
from explorable.judging import Fresh
from judging import HOSTILE, NO_NUMBERS, accepted, refused, task
from solutions import FUNCTIONS, JUDGES, SOLUTIONS

FIRST = {name: task(judge)[1] for name, judge in JUDGES.items()}
"""The checks; of one with fresh numbers, that of its first numbers."""
LETTERS = "convexity.by_the_rules"
"""It alone takes text, which it reads itself: test_corpus."""
DRAWER = "softmax.sampler"
"""It wraps the answer, so that a door is passed once for many draws."""
NUMBERS = sorted(set(JUDGES) - {*FUNCTIONS, LETTERS})


def test_every_judge_has_an_exercise_with_a_solution():
    assert sorted(SOLUTIONS) == sorted(JUDGES) and len(JUDGES) > 70 and len(FUNCTIONS) > 30


DOORS = {
    **dict.fromkeys((judging.ask, judging.ask_number, judging.ask_parts), 0),
    **dict.fromkeys((judging.memory, judging.number, judging.count), 0),
    judging.numbers: 1,
    judging.call: 0,  # writes the name of a function, and never calls it
}
"""The doors, and which of their arguments is the answer."""


def until_read(function, name):
    """Yield the statements of a function up to the one that binds the name to what was read."""
    for statement in function.body:
        yield from ast.walk(statement)
        if isinstance(statement, ast.Assign) and name in map(ast.unparse, statement.targets):
            return


def beside_the_doors(function, place=0):
    """Return where a function uses its argument otherwise, or a function that it hands it to."""
    tree = ast.parse(dedent(inspect.getsource(function))).body[0]
    name, found = tree.args.args[place].arg, []
    nodes = list(until_read(tree, name))
    uses = [node for node in nodes if isinstance(node, ast.Name) and node.id == name]
    for call in (node for node in nodes if isinstance(node, ast.Call)):
        called = function.__globals__.get(ast.unparse(call.func))
        for k, argument in enumerate(call.args):
            if argument in uses and inspect.isfunction(called):
                uses.remove(argument)  # what it does there is found there
                if DOORS.get(called) != k:
                    found += beside_the_doors(called, k)
    left = [node for node in uses if isinstance(node.ctx, ast.Load)]
    return found + [f"{function.__name__}, line {node.lineno}" for node in left]


def test_every_judge_reads_its_answer_through_a_door():
    own = {name: getattr(judge, "__wrapped__", None) for name, judge in FIRST.items()}
    own = {name: judge for name, judge in own.items() if inspect.isfunction(judge)}
    beside = {name: beside_the_doors(judge) for name, judge in own.items()}
    assert [name for name, places in beside.items() if places] == [LETTERS, DRAWER], beside


def converted(answer, form):
    """Return the answer, or a function that returns what it does, in another form."""

    def function(*arguments):
        result = answer(*arguments)
        return tuple(map(form, result)) if isinstance(result, tuple) else form(result)

    return function if callable(answer) else form(answer)


def filled(size, value):
    return np.full(np.shape(value), size)


FORMS = (np.float32, np.asarray, lambda value: np.asarray(value).tolist())
SIZES = (np.nan, np.inf, -np.inf, 1e90, -1e90, -1000)
"""What a door lets through, at least where `finite` is false: each judge has to cope with it."""
HANDED_IN = {
    **dict(zip(FUNCTIONS, cycle(HOSTILE.values()))),
    **{name: (no, "your answer should be") for name, no in zip(NUMBERS, cycle(NO_NUMBERS))},
}


@pytest.mark.parametrize("name", HANDED_IN)
def test_right_answers_pass_in_any_form_and_all_others_become_a_sentence(name):
    judge, answer = FIRST[name], SOLUTIONS[name].answer()
    for form in FORMS:
        accepted(judge, converted(answer, form))
    assert judge().message == judge(...).message == "put your answer for the dots."
    for size in SIZES:
        refused(judge, converted(answer, partial(filled, size)), "")
    refused(judge, *HANDED_IN[name])


def test_fresh_numbers_are_told_and_differ_between_seeds():
    for name, judge in JUDGES.items():
        if isinstance(judge, Fresh):
            drawn = [str(task(judge, seed)[0]) for seed in range(20)]
            assert len(set(drawn)) >= 5, name
            told = Fresh(judge.__wrapped__)("nonsense", seed=7).message
            assert all(f"{key} = {value}" in told for key, value in task(judge, 7)[0].items())
