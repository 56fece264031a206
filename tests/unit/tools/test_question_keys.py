from dataclasses import replace

import pytest
from explorable.question import Choice, Explain, Lines, Number

from tools.question_keys import key

CHOICE = Choice("Which?", right="a", wrong={"b": "No."}, because="So.")
NUMBER = Number("How many?", answer=2, slips={3: "No."}, otherwise="No.", because="So.")
LINES = Lines("Order?", lines=["a", "b"], early={1: "No."}, because="So.")
WHY = Explain("Why?", must=["a"], because="So.")


@pytest.mark.parametrize(
    ("question", "change"),
    [
        (CHOICE, {"prompt": "What?", "wrong": {"b": "Never."}}),
        (NUMBER, {"slips": {3: "Never."}, "otherwise": "Never."}),
        (LINES, {"early": {1: "Never."}, "hint": "Think."}),
        (WHY, {"because": "Therefore."}),
    ],
)
def test_words_change_no_key(question, change):
    assert key(replace(question, **change)) == key(question)


@pytest.mark.parametrize(
    ("question", "change"),
    [
        (CHOICE, {"right": "c"}),
        (CHOICE, {"wrong": {"c": "No."}}),
        (NUMBER, {"answer": 4}),
        (NUMBER, {"slips": {5: "No."}}),
        (LINES, {"needs": {}, "early": {}}),
        (WHY, {"must": ["b"]}),
    ],
)
def test_what_is_right_or_offered_changes_it(question, change):
    assert key(replace(question, **change)) != key(question)
