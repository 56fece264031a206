import numpy as np
import pytest
from explorable.judging.rerun import call, forget, last_call, remember, written


def given(*arguments):
    return arguments


VALUES = {
    "numbers": (3, -0.1, True, None, np.float64(1 / 3), np.int64(2)),
    "not finite": (np.inf, -np.inf, np.array([1.0, np.inf])),
    "text": ("a word", ["a", "b"], ("a",)),
    "arrays": (np.array([[1, 2], [3, 4]]), np.array([True, False]), np.array(0.1)),
    "single precision": (np.array([0.1, 0.2], dtype=np.float32),),
    "constants": (np.zeros((2, 300)), np.full(9, 0.1), np.zeros((0, 3))),
    "lists of arrays": ([np.array([1.0]), np.array([2.0, 3.0])], (np.ones(2), 3)),
}


@pytest.mark.parametrize("name", VALUES)
def test_a_line_evaluates_to_the_arguments(name):
    line = call(given, *VALUES[name])
    assert "\n" not in line
    for again, value in zip(eval(line), VALUES[name], strict=True):
        assert type(again) is type(value) or np.isscalar(value)
        assert np.asarray(again, dtype=object).shape == np.asarray(value, dtype=object).shape
        if not isinstance(value, list | tuple):
            assert np.array_equal(again, value)
            assert getattr(again, "dtype", None) == getattr(value, "dtype", None) or again == value


def test_a_generator_comes_with_its_seed():
    (again,) = eval(call(given, np.random.default_rng(3)))
    assert again.random() == np.random.default_rng(3).random()


def test_a_written_function_comes_as_its_source():
    line = call(given, written("lambda x: np.exp(2 * x)"), 1.0)
    assert line == "given(lambda x: np.exp(2 * x), 1.0)"
    assert eval(line)[0](0.5) == np.exp(1)


def test_the_numbers_of_a_long_array_are_rounded():
    X = np.random.default_rng(0).normal(size=(20, 4))
    line = call(given, X, 1 / 3)
    assert line.endswith(", 0.3333333333333333)  # numbers rounded")
    assert np.abs(eval(line)[0] - X).max() <= 5e-4


def test_a_short_array_keeps_its_digits():
    X = np.random.default_rng(0).normal(size=16)
    assert np.array_equal(eval(call(given, X[:8]))[0], X[:8])
    assert call(given, X).endswith("# numbers rounded")


def test_many_equal_numbers_are_written_once():
    assert call(given, np.full(9, 0.5)) == "given(np.full((9,), 0.5))"
    assert call(given, np.full(8, 0.5)) == f"given(np.array({[0.5] * 8}))"


@pytest.mark.parametrize("argument", [lambda x: x, object(), np.arange(1000.0), [[1], [2] * 999]])
def test_what_cannot_be_written_gives_no_line(argument):
    assert call(given, 1, argument) == ""


def test_the_last_call_is_remembered_until_the_next_answer():
    remember(given, (1,))
    remember(given, (2,))
    assert last_call() == "given(2)"
    forget()
    assert last_call() == ""
