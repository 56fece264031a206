import linecache
import math
import sys
import tracemalloc
import warnings
from contextlib import nullcontext, suppress
from copy import deepcopy
from functools import reduce

import numpy as np
import pytest
from explorable.judging import Wrong, ask, ask_number, ask_parts, memory


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


class Lazy:
    def __array__(self, *arguments, **options):
        raise RuntimeError("no value yet")

    __float__ = __array__


class Endless(list):
    """A list of numbers, and a number, that is never told."""

    def tell(self, *arguments, **options):
        while True:
            with suppress(BaseException):
                self.told = True

    __len__ = __iter__ = __float__ = __array__ = __getitem__ = tell


class EndlessNumber:
    __float__ = Endless.tell


class EndlessText:
    __repr__ = Endless.tell


class Leaving:
    def __float__(self):
        sys.exit()


class Quit(BaseException): ...


def quits(scores):
    raise Quit


class Mute(Exception):
    def __str__(self):
        raise RuntimeError("no words")


def mute(scores):
    raise Mute


@pytest.mark.parametrize(
    ("function", "word"),
    [
        (fail, "fail raised IndexError: list index out of range, in line"),
        (fail, ": `return [1][2]`."),
        (lambda scores: fail(scores), "<lambda> raised IndexError: list index out of range, in"),
        (lambda: 0, "takes 0 positional arguments but 1 was given."),
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
        (lambda scores: scores.astype(str), "should be an array of shape (2,), got array(["),
        (lambda scores: ["1", 2], "should be an array of shape (2,), got ['1', 2]"),
        (lambda scores: Lazy(), "should be an array of shape (2,), got a Lazy"),
        (lambda scores: [Lazy(), 2], "should be an array of shape (2,), got [<"),
        (lambda scores: Endless(), "result had not ended after 400,000 lines, and was stopped."),
        (lambda scores: [EndlessNumber(), 2], "result had not ended after 400,000 lines"),
        (lambda scores: EndlessText(), "should be an array of shape (2,), got a EndlessText"),
        (lambda scores: [Leaving(), 2], "should be an array of shape (2,), got [<"),
        (quits, "quits raised Quit"),
        (mute, "mute raised Mute, in line"),
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


@pytest.mark.parametrize("kept", [True, False], ids=["with its source", "without"])
def test_the_line_is_the_readers_own(kept, monkeypatch):
    source = "def mine(x):\n    y = x + 1\n    return np.linalg.inv(y)\n"
    namespace = {"np": np}
    exec(compile(source, "<cell 7>", "exec"), namespace)
    lines = source.splitlines(keepends=True) if kept else []
    # Python's memory of sources, of all tests of this process: others have a seventh cell, too.
    monkeypatch.setitem(linecache.cache, "<cell 7>", (len(source), None, lines, "<cell 7>"))
    said = r"in line 3: `return np\.linalg\.inv\(y\)`\.$" if kept else r"in line 3\.$"
    with pytest.raises(Wrong, match=said):
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


def spinning(scores):
    while True:
        scores = scores + 0


def idle(scores):
    while True:
        pass


def stubborn(scores):
    while True:
        with suppress(Exception):
            scores = scores + 0


def deaf(scores):
    while True:
        try:
            scores = scores + 0
            scores = scores + 0
        except:  # noqa: E722
            pass


def collecting(scores, kept=[]):  # noqa: B006
    while True:
        try:
            scores = scores + 0
        except BaseException as error:
            kept.append(error)


def insistent(scores):
    while True:
        with suppress(BaseException):
            while True:
                with suppress(BaseException):
                    scores = scores + 0


def retrying(scores):
    try:
        return insistent(scores)
    except BaseException:
        return retrying(scores)


def bottomless(scores):
    return bottomless(scores)


def unheeding(scores):
    with suppress(RecursionError):
        bottomless(scores)
    while True:
        scores = scores + 0


def diving(scores):
    while True:
        with suppress(RecursionError):
            diving(scores)


NESTED = reduce(lambda inner, _: [inner], range(3000), [])


def copying(scores):
    with suppress(RecursionError):
        deepcopy(NESTED)
    while True:
        pass


def test_a_loop_that_does_not_end_is_stopped_with_a_word():
    for function in (spinning, idle, stubborn, lambda scores: spinning(scores)):
        with pytest.raises(Wrong, match=r"had not ended after 400,000 lines.*Which loop"):
            ask(function, np.ones(2), shape=(2,))
    with pytest.raises(Wrong, match="had not ended after 50 lines"):
        ask(lambda x: [sum(range(int(k))) for k in np.ones(60)], 0.0, shape=(60,), lines=50)
    assert sys.gettrace() is None


@pytest.mark.parametrize(
    "function", [deaf, collecting, insistent, retrying, unheeding, diving, copying]
)
def test_a_loop_that_begins_again_whatever_is_raised_ends(function):
    with pytest.raises(Wrong, match=r"had not ended|RecursionError"):
        ask(function, np.ones(2), shape=(2,), lines=1000)
    assert sys.getrecursionlimit() == LIMIT


LIMIT = sys.getrecursionlimit()


@pytest.mark.parametrize("share", [0.5, 1.1])
def test_recursion_ends_where_python_ends_it(share):
    def count(left):
        return count(left - 1) + 1 if left else 0

    depth = int(share * LIMIT)
    with pytest.raises(Wrong, match="RecursionError") if share > 1 else nullcontext():
        assert ask(count, depth, shape=()) == depth


def test_lines_of_libraries_are_not_counted():
    assert ask(lambda x: np.linalg.norm(x), np.ones(4), shape=(), lines=3) == 2


def test_where_somebody_traces_nothing_is_counted():
    sys.settrace(trace := lambda *event: None)
    try:
        assert ask(lambda x: [0 for _ in range(99)], 0, shape=(99,), lines=1).sum() == 0
        assert sys.gettrace() is trace
    finally:
        sys.settrace(None)


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
