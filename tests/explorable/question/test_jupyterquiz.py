import json

import pytest
from explorable.question import Choice, Number, jupyterquiz

CHOICE = {
    "question": "What is $$1 + 1$$?",
    "type": "multiple_choice",
    "code": "1 + 1",
    "answers": [
        {"answer": "2", "correct": True, "feedback": "So it is."},
        {"answer": "11", "correct": False, "feedback": "Numbers,\nnot texts."},
        {"code": "'11'", "correct": False},
    ],
}
SEVERAL = {
    "question": "Which are even?",
    "type": "many_choice",
    "answers": [
        {"answer": "2", "correct": True, "feedback": "Correct."},
        {"answer": "4", "correct": True, "feedback": "Correct."},
        {"answer": "5", "correct": False, "feedback": "It is odd."},
    ],
}
NUMERIC = {
    "question": "The value of pi, to two decimals?",
    "type": "numeric",
    "precision": 2,
    "answers": [
        {"type": "value", "value": 3.14, "correct": True, "feedback": "Correct."},
        {"type": "range", "range": [3.142857, 3.142858], "correct": True, "feedback": "22/7?"},
        {"type": "range", "range": [-1e8, 0], "correct": False, "feedback": "It is positive."},
        {"type": "value", "value": 6.28, "correct": False, "feedback": "That is twice pi."},
        {"type": "default", "feedback": "Think of a circle."},
    ],
}


def only(data):
    """Return the question that alone was read."""
    (asked,), left_out = jupyterquiz.read([data])
    assert not left_out
    return asked


def test_choices_keep_their_feedback():
    asked = only(CHOICE)
    assert asked == Choice(
        "What is $1 + 1$? `1 + 1`",
        right="2",
        wrong={"11": "Numbers, not texts.", "`'11'`": "That’s not it."},
        because="So it is.",
    )


def test_a_many_choice_with_one_right_answer_is_a_choice():
    one = SEVERAL | {"answers": SEVERAL["answers"][1:]}
    asked = only(one)
    assert isinstance(asked, Choice) and asked.because == "Correct."
    assert (asked.right, asked.wrong) == ("4", {"5": "It is odd."})


def test_numbers_keep_values_ranges_and_precision():
    asked = only(NUMERIC)
    assert isinstance(asked, Number)
    assert (asked.answer, asked.tolerance) == pytest.approx((3.14, 0.005))
    assert asked.slips == {(-1e8, 0.0): "It is positive.", 6.28: "That is twice pi."}
    assert asked.otherwise == "Think of a circle." and asked.because == "Correct. 22/7?"
    assert "-1e+08–0" in asked.html


def test_a_range_alone_is_right():
    answers = [{"type": "range", "range": [1, 3], "correct": True}]
    asked = only(NUMERIC | {"answers": answers})
    assert (asked.answer, asked.tolerance) == (2, 1)
    assert asked.because == "[1, 3]" and asked.otherwise == "That’s not it."


def test_a_file_is_read(tmp_path):
    path = tmp_path / "quiz.json"
    path.write_text(json.dumps([CHOICE, NUMERIC]), "utf-8")
    assert jupyterquiz.read(path) == jupyterquiz.read(str(path))
    assert [each.kind for each in jupyterquiz.read(path).questions] == ["choice", "number"]


TWO = [CHOICE["answers"][0], CHOICE["answers"][0] | {"answer": "two"}]
FAR = {"type": "value", "value": 9, "correct": True}


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (CHOICE | {"type": "string"}, "question 2: the type 'string' is none of multiple_choice,"),
        ({"type": "numeric", "question": "?"}, "question 2: 'answers' is missing"),
        ({"question": "?", "answers": []}, "question 2: 'type' is missing"),
        (CHOICE | {"answers": TWO}, "question 2: a choice has one correct answer, got 2"),
        (SEVERAL, "question 2: a choice has one correct answer, got 2"),
        (CHOICE | {"answers": CHOICE["answers"][:1]}, "question 2: wrong of a question must name"),
        (CHOICE | {"answers": [{"answer": "2"}]}, "question 2: 'correct' is missing"),
        (CHOICE | {"answers": [{"correct": True}]}, "question 2: 'answer' is missing"),
        (NUMERIC | {"answers": []}, "question 2: no answer is correct"),
        (NUMERIC | {"answers": [*NUMERIC["answers"], FAR]}, "question 2: a second number is"),
    ],
)
def test_what_is_not_understood_is_listed_and_the_rest_is_read(data, complaint):
    questions, (told,) = jupyterquiz.read([CHOICE, data, NUMERIC])
    assert told.startswith(complaint)
    assert [each.kind for each in questions] == ["choice", "number"]


def test_a_quiz_is_a_list():
    with pytest.raises(ValueError, match="a quiz is a list of questions, got dict"):
        jupyterquiz.read(CHOICE)
