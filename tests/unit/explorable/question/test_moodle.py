"""What Moodle imports, by the structure that its documentation of the format states.

There is no schema of it: https://docs.moodle.org/en/Moodle_XML_format has elements and attributes.
"""

import json
from dataclasses import replace
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from explorable.question import Number, moodle
from explorable.question.kinds import restored
from samples import SAMPLES

COMMON = ["name", "questiontext", "generalfeedback", "defaultgrade", "penalty", "hidden"]
OWN = {
    "multichoice": {"single", "shuffleanswers", "answernumbering", "answer", "hint"},
    "numerical": {"answer", "hint"},
    "essay": {"responseformat", "responserequired", "graderinfo", "hint"},
}
TYPES = {
    "choice": "multichoice",
    "bug": "multichoice",
    "number": "numerical",
    "lines": "essay",
    "program": "essay",
    "explain": "essay",
}


def check(question):
    """Assert that a question is built as the documentation says."""
    kind = question.get("type")
    tags = [part.tag for part in question]
    assert tags[: len(COMMON)] == COMMON and set(tags[len(COMMON) :]) <= OWN[kind], tags
    for part in question.iter():
        assert part.tag != "text" or len(part) == 0, "markup stands as text"
        if part.tag in ("questiontext", "generalfeedback", "feedback", "graderinfo"):
            assert part.get("format") == "html" and part[0].tag == "text"
    answers = question.findall("answer")
    fractions = [answer.get("fraction") for answer in answers]
    if kind in ("multichoice", "numerical"):
        assert fractions.count("100") == 1 and set(fractions) == {"100", "0"}
        assert all(answer.find("feedback/text").text for answer in answers)
    if kind == "numerical":
        assert all(float(answer.find("tolerance").text) >= 0 for answer in answers)
        assert [answer.find("text").text for answer in answers][-1] == "*"
    if kind == "essay":
        assert question.find("graderinfo/text").text
    return kind


def written(*names):
    root = ET.fromstring(moodle.write([SAMPLES[name] for name in names], "Waves/One"))
    first, *found = root
    assert root.tag == "quiz" and first.get("type") == "category"
    assert first.find("category/text").text == "$course$/top/Waves/One"
    return found


@pytest.mark.parametrize("name", SAMPLES)
def test_each_kind_is_built_as_the_format_says(name):
    (question,) = written(name)
    assert check(question) == TYPES[name]
    assert SAMPLES[name].digest in question.find("name/text").text
    assert (question.find("hint") is None) == (not SAMPLES[name].hint)


def test_a_number_is_judged_as_on_the_page_and_formulas_are_kept():
    number, choice = written("number", "choice")
    right, slip, other = number.findall("answer")
    middle, slack = (float(right.find(each).text) for each in ("text", "tolerance"))
    assert (middle - slack, middle + slack) == pytest.approx((0.324, 0.336))
    assert (slip.find("text").text, other.get("fraction")) == ("3", "0")
    assert r"\(l\)" in choice.find("questiontext/text").text
    words = [answer.find("feedback/text").text for answer in choice.findall("answer")]
    assert any(r"\(l = c/f\)" in each for each in words)


def test_a_program_is_shown_and_no_sign_of_it_is_markup():
    asked = replace(SAMPLES["bug"], program="print(1 < 2)")
    question = ET.fromstring(moodle.write([asked], "W"))[1]
    assert "print(1 &lt; 2)</pre>" in question.find("questiontext/text").text


def test_an_exercise_asks_for_its_question_and_links_of_the_book_are_words():
    asked = replace(SAMPLES["explain"], prompt="", because="See [*there*](wave.md#a).")
    root = ET.fromstring(moodle.write([asked], "W", {asked.digest: "<p>Why?</p>"}))
    assert root[1].find("questiontext/text").text == "<p>Why?</p>"
    assert root[1].find("generalfeedback/text").text == "See <em>there</em>."


@pytest.mark.parametrize(
    "answer", [10**12 + 1, 2**40, 2.0**40 + 1, np.int64(10**15 + 7), 2**53 + 1, 10**30 + 1]
)
def test_a_whole_number_is_the_same_on_the_page_and_in_moodle(answer):
    asked = Number("x?", answer=answer, because="So.", slips={answer + 2: "no"}, otherwise="no")
    own, exported = asked.parts(), asked.export()
    assert [int(each) for each in (own.truth[0], own.right[0][0], exported.answers[0].text)] == [
        answer
    ] * 3
    assert int(own.feedback[0].name[0]) == answer + 2 == int(exported.answers[1].text)
    assert exported.answers[0].tolerance == 0
    assert restored(json.loads(json.dumps(asked.asked))).parts() == own


@pytest.mark.parametrize("digits", [None, 0, 2])
def test_a_whole_number_that_floats_round_is_compared_in_digits(digits):
    right, text = np.int64(2**53 + 1), "9007199254740993"
    wrong = {10**17 + 1: "no", 7: "few"}
    asked = Number(
        "x?", answer=right, digits=digits, because=text, slips=wrong, otherwise="no"
    ).parts()
    assert asked.truth == [text]
    assert asked.right[:2] == [[text, text], [str(10**17 + 1)] * 2]
    low, high = asked.right[2]
    assert low <= 7 <= high < 8


def test_an_answer_whose_digits_are_not_asked_for_is_refused():
    with pytest.raises(ValueError, match="digits must show"):
        Number("x?", answer=4e-7, digits=2, because="So.", otherwise="no")
