import math
import sys
import tracemalloc
import warnings

import numpy as np
import pytest
from explorable.judging import Wrong, ask, ask_number, ask_parts, check, compare, memory


def test_ask_gives_copies_of_the_arguments():
    def spoil(scores):
        scores[:] = 0
        return scores

    given = np.array([1.0, 2.0])
    ask(spoil, given, shape=(2,))
    assert list(given) == [1, 2]


def divide(scores):
    return scores / 0


def warn(scores):
    warnings.warn("soon gone", DeprecationWarning, stacklevel=1)
    return scores


def fail(scores):
    return [1][2]


def stub(*arguments): ...


def leave(scores):
    sys.exit()


def deep(scores):
    return deep(scores)


@pytest.mark.parametrize(
    ("function", "word"),
    [
        (fail, "fail raised IndexError: list index out of range, in line"),
        (fail, ": `return [1][2]`."),
        (leave, "leave raised SystemExit, in line"),
        (leave, ": `sys.exit()`."),
        (lambda scores: fail(scores), "<lambda> raised IndexError: list index out of range, in"),
        (lambda: 0, "takes 0 positional arguments but 1 was given."),
        (deep, "deep raised RecursionError"),
        (None, "takes a function, got None"),
        (np.ones(3), "takes a function, got array"),
        (lambda scores: scores * 1j, "should be an array of shape (2,), got array([0.+1.j"),
        (lambda scores: scores * np.nan, "should be finite, got nan"),
        (lambda scores: [1, None], "should be finite, got nan"),
        (stub, "stub returned nothing"),
        (lambda scores: ..., "<lambda> returned nothing"),
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
        assert np.isinf(ask(divide, np.ones(1), shape=(1,), finite=False)).all()
        assert ask(warn, np.ones(1), shape=(1,)) == 1


def test_the_line_is_the_readers_own():
    source = "def mine(x):\n    y = x + 1\n    return np.linalg.inv(y)\n"
    namespace = {"np": np}
    exec(compile(source, "<cell 7>", "exec"), namespace)
    with pytest.raises(Wrong, match=r"in line 3\.$"):
        ask(namespace["mine"], np.ones(3), shape=(3,))


@pytest.mark.parametrize("given", [[1, 2], (1, 2), np.array([1, 2])])
def test_what_is_given_comes_as_what_it_is(given):
    assert ask_number(lambda values: type(values) is type(given), given) == 1


def double(x):
    x *= 2
    return x


def test_what_a_function_must_keep_is_compared():
    assert ask(double, np.ones(2), shape=(2,)).tolist() == [2, 2]
    with pytest.raises(Wrong, match="caller's start has changed"):
        ask(double, np.ones(2), shape=(2,), keeps="start")


SHAPES = {"W": (2,), "b": ()}


def test_parts_have_shapes_of_their_own():
    W, b = ask_parts(lambda x: (x + 1, 3), np.ones(2), shapes=SHAPES)
    assert W.tolist() == [2, 2] and b == 3


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda x: x, "should return 2 arrays, W, b; got 1"),
        (lambda x: (x, x, x), "got 3"),
        (lambda x: 3, "got 1"),
        (lambda x: (x, x), "<lambda>'s b should be a number, got shape (2,)"),
        (lambda x: (x, None), "<lambda>'s b should be a number, got None"),
        (lambda x: None, "returned nothing"),
        (7, "takes a function"),
    ],
)
def test_parts_that_are_missing_are_named(answer, words):
    with pytest.raises(Wrong) as wrong:
        ask_parts(answer, np.ones(2), shapes=SHAPES)
    assert words in str(wrong.value)


def test_a_function_is_compared_with_an_oracle():
    compare(lambda x: [2.0, 3.0], lambda x: x + 1, np.array([1.0, 2.0]))
    with pytest.raises(Wrong, match=r"entry \[1\] should be 3.00, yours is 4.00"):
        compare(lambda x: [2.0, 4.0], lambda x: x + 1, np.array([1.0, 2.0]))
    with pytest.raises(Wrong, match=r"shape \(2,\), got shape \(\)"):
        compare(lambda x: 2.0, lambda x: x + 1, np.array([1.0, 2.0]))


SLIPS = {
    "that is the sum.": lambda x, k: k * x.sum(),
    "the sign.": lambda x, k: -x * k,
    "that is right here.": lambda x, k: x * k,
}


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda x, k: -k * x, r"^the sign\.$"),
        (lambda x, k: k * x + [0, 1], r"entry \[1\] should be 4.00, yours is 5.00"),
    ],
)
def test_a_slip_that_a_function_makes_is_named(answer, words):
    with pytest.raises(Wrong, match=words):
        compare(answer, lambda x, k: k * x, np.array([1.0, 2.0]), 2, slips=SLIPS)


def test_what_failed_is_handed_out_and_fails_again():
    def judge(answer):
        compare(answer, lambda x, k: k * x, np.array([1 / 3, -2.0]), 1)
        compare(answer, lambda x, k: k * x, np.array([1.0, np.nan, 3.0])[::2], 2)
        return "twice."

    def once(x, k):
        return x

    verdict = check(judge)(once)
    assert verdict.rerun == "once(np.array([1.0, 3.0]), 2)"
    assert np.array_equal(eval(verdict.rerun), [1, 3])
    assert check(judge)(divide).rerun == "divide(np.array([0.3333333333333333, -2.0]), 1)"
    assert check(judge)(lambda x, k: x).rerun.startswith("your_function(np")
    assert check(judge)(stub).rerun == check(judge)(3).rerun == ""
    assert check(judge)(lambda x, k: k * x).rerun == ""


def test_memory_is_traced_no_longer_than_it_was():
    memory(np.sum, np.ones(3), shape=())
    assert not tracemalloc.is_tracing()
    tracemalloc.start()
    try:
        memory(np.sum, np.ones(3), shape=())
        assert tracemalloc.is_tracing()
    finally:
        tracemalloc.stop()


def test_memory_is_that_of_the_largest_moment():
    assert memory(lambda x: np.outer(x, x).sum(), np.ones(300), shape=()) > 90_000
    assert memory(lambda x: x @ x, np.ones(300), shape=()) < 9_000


def test_functions_of_one_number_are_named_where_an_array_comes():
    with pytest.raises(Wrong, match=r"np\.exp takes them all"):
        ask(lambda scores: [math.exp(s) for s in scores], np.ones((2, 2)), shape=(2, 2))
    assert ask(lambda x: [math.exp(s) for s in x], [0.0, 0.0], shape=(2,)).tolist() == [1.0, 1.0]
