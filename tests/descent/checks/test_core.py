import math
import warnings

import numpy as np
import pytest
from descent.checks.core import Verdict, Wrong, ask, check, numbers


@check
def is_even(answer):
    """Check an even number."""
    if answer % 2:
        raise Wrong(f"{answer} leaves a remainder.")
    return "no remainder."


def test_the_verdict_speaks():
    assert repr(is_even(4)) == "Correct: no remainder."
    assert repr(is_even(3)) == "Not yet: 3 leaves a remainder."
    assert is_even(4) == Verdict(True, "no remainder.")
    assert is_even.__doc__ == "Check an even number."


@pytest.mark.parametrize("missing", [None, ...])
def test_a_missing_answer_is_not_yet(missing):
    verdict = is_even(missing)
    assert not verdict.passed and "dots" in verdict.message


def test_a_defect_of_the_check_itself_is_not_hidden():
    with pytest.raises(TypeError):
        is_even("word")


def test_ask_gives_copies_of_the_arguments():
    def spoil(scores):
        scores[:] = 0
        return scores

    given = np.array([1.0, 2.0])
    ask(spoil, given, shape=(2,))
    assert list(given) == [1, 2]


def divide(scores):
    return scores / 0


def fail(scores):
    return [1][2]


def stub(scores): ...


@pytest.mark.parametrize(
    ("function", "word"),
    [
        (fail, "fail raised IndexError: list index out of range"),
        (stub, "stub returned nothing"),
        (3, "takes a function, got 3"),
        (lambda scores: "text", "should be an array of shape (2,), got 'text'"),
        (lambda scores: scores[0], "should be an array of shape (2,), got shape ()"),
        (lambda scores: 1 / 0, "raised ZeroDivisionError: division by zero"),
    ],
)
def test_ask_says_what_is_wrong_with_a_function(function, word):
    with pytest.raises(Wrong) as wrong:
        ask(function, [1.0, 2.0], shape=(2,))
    assert word in str(wrong.value)


def test_ask_keeps_the_readers_warnings_off_the_page():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert np.isinf(ask(divide, [1.0], shape=(1,))).all()


def test_numbers_wants_a_number_where_the_shape_is_empty():
    assert numbers("your answer", 3, shape=()) == 3
    with pytest.raises(Wrong, match="your answer should be a number"):
        numbers("your answer", [3, 4], shape=())


def test_a_verdict_looks_like_one_and_is_safe():
    html = Verdict(passed=False, message="got <b>")._repr_html_()
    assert html.startswith(
        '<p class="explorable-verdict" data-verdict="wrong">Not yet: got &lt;b&gt;'
    )
    assert 'data-verdict="right">Correct' in Verdict(passed=True, message="yes")._repr_html_()


def test_functions_of_one_number_are_named_where_an_array_comes():
    with pytest.raises(Wrong, match=r"np\.exp takes them all"):
        ask(lambda scores: [math.exp(s) for s in scores], [[1.0, 2.0], [3.0, 4.0]], shape=(2, 2))
    assert ask(lambda x: [math.exp(s) for s in x], [0.0, 0.0], shape=(2,)).tolist() == [1.0, 1.0]
