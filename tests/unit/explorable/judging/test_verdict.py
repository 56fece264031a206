from dataclasses import asdict

import numpy as np
import pytest
from explorable import stored
from explorable.judging import Verdict, Wrong, case, check, number


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
    assert "for 3: no.\nTry it: <code>f(3 &lt; 4)</code></p>" in verdict.html


def test_code_in_a_verdict_is_code_on_a_page():
    verdict = Verdict(passed=False, message="in line 2: `a < b`, which `a` says.")
    assert "in line 2: <code>a &lt; b</code>, which <code>a</code> says." in verdict.html
    assert "in line 2: `a < b`" in repr(verdict)


def test_a_verdict_looks_like_one_and_is_safe():
    html = Verdict(passed=False, message="got <b>").html
    assert html.startswith(
        '<p class="explorable-verdict" data-verdict="wrong">Not yet: got &lt;b&gt;'
    )
    assert 'data-verdict="right">Correct' in Verdict(passed=True, message="yes").html


@pytest.mark.parametrize("passed", [True, False, None])
def test_a_notebook_stores_a_verdict_as_text_as_html_and_as_data(passed):
    verdict = Verdict(passed, "1 < 2", "f(1)")
    bundle = verdict._repr_mimebundle_()
    assert bundle["text/plain"] == repr(verdict) and bundle["text/html"] == verdict.html
    told = stored.read(bundle)
    assert told == {"verdict": asdict(verdict)} and Verdict(**told["verdict"]) == verdict


def test_what_is_given_before_an_answer_is_no_judgment():
    given = Verdict(None, "Your numbers: n = 3.")
    assert repr(given) == "Your numbers: n = 3." and not given.passed
    assert given.html.endswith('data-verdict="none">Your numbers: n = 3.</p>')
