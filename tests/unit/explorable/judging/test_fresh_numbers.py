import pytest
from explorable.judging import Fresh, Task, Wrong, fresh, number
from judging import accepted, refused, task


def make():
    @fresh
    def double(rng):
        """Check twice a number."""
        n = int(rng.integers(2, 1_000))

        def judge(answer):
            if number(answer) != 2 * n:
                raise Wrong(f"twice the number is not {answer}.", rerun=f"2 * {n}")
            return f"twice {n} is {2 * n}."

        return Task({"n": n}, judge)

    return double


@pytest.fixture
def double():
    return make()


def test_the_numbers_of_a_seed_are_always_the_same_at_first():
    assert make().numbers(seed=3) == make().numbers(seed=3) != make().numbers(seed=4)


def test_a_wrong_answer_brings_new_numbers_and_a_right_one_does_not(double):
    first = double.numbers()["n"]
    refused(double, 1, f"twice the number is not 1. That was n = {first}; now take n = ")
    second = double.numbers()["n"]
    assert second != first
    accepted(double, 2 * second)
    assert double.numbers()["n"] == second


def test_what_is_right_for_numbers_that_were_shown_is_right(double):
    first = double.numbers()["n"]
    for _ in range(2):
        double(1)
    now = double.numbers()["n"]
    assert double(2 * first).message == f"twice {first} is {2 * first}."
    assert double.numbers()["n"] == now
    assert not make()(2 * now).passed, "these were not shown to this reader"


def test_each_seed_counts_its_own_wrong_answers(double):
    before = double.numbers(seed=2)
    double(1, seed=1)
    assert double.numbers(seed=2) == before


def test_no_answer_is_not_wrong(double):
    refused(double, ..., f"Your numbers: n = {double.numbers()['n']}.")
    assert double.numbers() == make().numbers()


def test_a_fresh_check_is_named_like_its_function_and_hands_out_a_line(double):
    assert isinstance(double, Fresh) and double.__doc__ == "Check twice a number."
    assert double.__name__ == "double" and double.__module__ == __name__
    n = double.numbers()["n"]
    assert double(1).rerun == f"2 * {n}"


def test_a_test_sees_the_first_numbers_whatever_was_answered(double):
    before = task(double, 5)[0]
    double(1, seed=5)
    assert task(double, 5)[0] == before
