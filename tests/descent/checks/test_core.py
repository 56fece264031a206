import numpy as np
import pytest
from descent.checks.core import (
    Verdict,
    Wrong,
    apart,
    case,
    check,
    close,
    count,
    difference,
    name_slip,
    number,
    numbers,
)


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


@pytest.mark.parametrize("missing", [(), (...,)])
def test_a_missing_answer_is_not_yet(missing):
    verdict = is_even(*missing)
    assert not verdict.passed and "dots" in verdict.message


def test_what_overflows_in_a_check_is_an_answer_too_far_from_0():
    assert "too far from 0" in check(lambda answer: f"{0.5**answer}")(-2000).message
    assert "too far from 0" in check(lambda answer: f"{number(answer)}")(10**400).message


def test_a_check_computes_without_warnings():
    assert check(lambda answer: f"{np.float64(answer) / 0}")(1).message == "inf"


def test_a_defect_of_the_check_itself_is_not_hidden():
    with pytest.raises(TypeError):
        is_even("word")


def test_numbers_wants_a_number_where_the_shape_is_empty():
    assert numbers("your answer", 3, shape=()) == 3
    with pytest.raises(Wrong, match="your answer should be a number"):
        numbers("your answer", [3, 4], shape=())


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1 + 2j, "should be a number, got (1+2j)"),
        (np.array([1 + 0j])[0], "should be a number"),
        (None, "should be a number, got None"),
        ("word", "should be a number, got 'word'"),
        (np.log, "should be a number, got <ufunc"),
        ({"a": 1}, "should be a number"),
        ([[1], [2, 3]], "should be a number"),
        (np.nan, "should be finite, got nan"),
        (-np.inf, "should be finite, got -inf"),
    ],
)
def test_numbers_says_what_is_no_answer(value, words):
    with pytest.raises(Wrong) as wrong:
        number(value)
    assert words in str(wrong.value)


@pytest.mark.parametrize("value", [10**400, -(10**400), 1e101, -1e300])
def test_numbers_has_a_limit(value):
    with pytest.raises(Wrong, match="your answer is too far from 0"):
        number(value)


def test_not_finite_may_be_allowed():
    assert np.isnan(numbers("its result", [np.nan, 1.0], shape=(2,), finite=False)[0])


@pytest.mark.parametrize("value", [np.float32(2), "2", np.array(2), True + True])
def test_a_number_may_come_as_many_things(value):
    assert number(value) == count(value) == 2


@pytest.mark.parametrize("value", [0, -3, 2.5])
def test_a_count_is_whole(value):
    with pytest.raises(Wrong, match="a whole number, 1 or more"):
        count(value)


def test_what_is_wrong_is_said_of_its_case():
    with pytest.raises(Wrong, match=r"^for two rows: the sum is 2\.$"), case("for two rows"):
        raise Wrong("the sum is 2.")


def test_a_judge_may_say_what_to_rerun():
    @check
    def judge(answer):
        with case("for 3"):
            raise Wrong("no.", "f(3 < 4)")

    verdict = judge(1)
    assert repr(verdict) == "Not yet: for 3: no.\nTry it: f(3 < 4)"
    assert "for 3: no.\nTry it: <code>f(3 &lt; 4)</code></p>" in verdict._repr_html_()


def test_close_forgives_the_rounding_of_float32_alone():
    exact = np.random.default_rng(0).normal(size=1000)
    assert close(exact.astype(np.float32), exact) and close(np.float32(0.1) - 0.1, 0)
    assert not close(exact * 1.0001, exact) and not close(np.nan, np.nan)


@pytest.mark.parametrize(("found", "right"), [(6.69, 6.6859), (2.0, 2.00001), (1e-9, 2e-9)])
def test_two_numbers_are_never_said_to_be_the_same(found, right):
    yours, expected = apart(found, right)
    assert yours != expected and float(yours) == pytest.approx(found, rel=0.5)


def test_what_is_the_same_is_said_with_all_its_digits():
    assert apart(1, 1) == ("1.0000000000000000",) * 2


def test_the_difference_is_the_first_wrong_entry():
    right = np.array([[1.0, 2.0], [3.0, 4.0]])
    assert "entry [1, 0] should be 3.00, yours is 6.00." in difference(right * [[1], [2]], right)


def test_the_one_number_that_differs_has_no_place():
    assert difference(np.array(3.0), np.array(2.0)) == "it should be 2.00, yours is 3.00."


def test_a_slip_is_named():
    slips = {"twice.": [2, 4], "the sign.": [-1, -2]}
    name_slip([1, 2], slips)
    with pytest.raises(Wrong, match="sign"):
        name_slip([-1, -2], slips)


def test_a_verdict_looks_like_one_and_is_safe():
    html = Verdict(passed=False, message="got <b>")._repr_html_()
    assert html.startswith(
        '<p class="explorable-verdict" data-verdict="wrong">Not yet: got &lt;b&gt;'
    )
    assert 'data-verdict="right">Correct' in Verdict(passed=True, message="yes")._repr_html_()
