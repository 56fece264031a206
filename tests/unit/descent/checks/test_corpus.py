"""Slips of the stored solutions, and other answers, right and wrong.

An `Exercise` and a `Value` are complete as they stand: what is right is told by the oracle, and
wrong answers that have a name are slips of it, handed in as they stand there. What else there is to
hand in stands in ``tests/support/answers.py``.
"""

import numpy as np
import pytest
from answers import CORPUS, DIGITS, IRREGULAR, RIGHT
from descent.checks import cross_entropy
from explorable.digits import reach
from explorable.judging import Value
from judging import accepted, refused, task
from solutions import EXERCISES, JUDGES

SEEDS = 20  # of a check with fresh numbers


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
        for answer in filled(CORPUS[name].right, numbers):
            accepted(judge, answer)


def values(name):
    """Return the judges of a check that are a `Value`, with the checks that they make."""
    made = [(getattr(judge, "__wrapped__", None), judge) for _, judge in tasks(name)]
    return [pair for pair in made if isinstance(pair[0], Value)]


VALUES = [name for name in JUDGES if values(name)]


def test_every_check_that_has_no_oracle_has_answers():
    assert set(RIGHT) == set(VALUES)
    assert set(JUDGES) - {*EXERCISES, *VALUES} <= set(IRREGULAR) and set(CORPUS) <= set(JUDGES)


@pytest.mark.parametrize("name", VALUES)
def test_a_number_is_right_to_the_digits_asked_for_and_no_farther(name):
    for value, judge in values(name):
        if name in RIGHT:  # a chapter that is begun has no answers there yet
            assert value.digits == DIGITS.get(name, 2)
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
        for words, given in EXERCISES[name].calls()
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


def test_letters_may_come_in_any_form_and_nothing_else_may():
    judge = JUDGES["convexity.by_the_rules"]
    for answer in ("(a) (b) (d) (f)", [*"abdf"], {*"abdf"}, np.array([*"abdf"])):
        accepted(judge, answer)
    for answer in (None, {}, print, [[1], [2, 3]], [1j, 2], object(), np.nan, -np.inf, 10**400):
        refused(judge, answer, "your answer should be letters")


def test_what_a_sampler_prints_is_shown_once_a_vector(capsys):
    def loud(scores, uniform):
        print("here")
        return IRREGULAR["softmax.sampler"].right[0](scores, uniform)

    accepted(JUDGES["softmax.sampler"], loud)
    assert capsys.readouterr().out == "here\n" * 2


def test_ends_of_what_is_right_and_hints_that_are_none():
    numbers, exponents = task(JUDGES["gradient_descent.decay_exponents"])
    refused(exponents, ((1 + numbers["r"]) / 2, 0.99), "there are others")
    refused(JUDGES["softmax.temperature_limit"], (0.437, 0.42, 0.143), "prefer")
    _, floor = task(JUDGES["mnist.softmax_twice"])
    assert "(1, 0" not in floor(7).message


def test_data_of_the_calibration_exercises_leave_no_doubt():
    """No confidence is near the edge of a bin, and the best temperature is inside the offer."""
    tenths = 10 * cross_entropy.FORECASTS.max(axis=1)
    assert np.abs(tenths - tenths.round()).min() > 0.05
    offered = list(cross_entropy.TEMPERATURES)
    assert offered != sorted(offered)
    for scores, best in ((cross_entropy.SURE, 2), (cross_entropy.SURE / 10, 0.25)):
        found = EXERCISES["cross_entropy.temperature"].oracle(
            scores, cross_entropy.TRUE, cross_entropy.TEMPERATURES
        )
        assert found == best and min(offered) < best < max(offered)
