"""A question on paper offers all there is to choose from and tells nothing."""

import pytest
from explorable.question import (
    Bug,
    Choice,
    Explain,
    Fill,
    Lines,
    Match,
    Number,
    Output,
    Several,
)
from explorable.question.kinds import Gap

from tools.asked import as_markdown

SAID = {"because": "TOLD", "hint": "TOLD"}
WRONG = {"b": "TOLD", "a": "TOLD"}
WORDS = {"z": "TOLD", "y": "TOLD"}
QUESTIONS = [
    (Choice("P", right="c", wrong=WRONG, **SAID), "P\n\n- ☐ a\n- ☐ b\n- ☐ c"),
    (Several("P", right={"c": "TOLD"}, wrong=WRONG, **SAID), "P\n\n- ☐ a\n- ☐ b\n- ☐ c"),
    (Number("P", answer=7.5, otherwise="TOLD", **SAID), "P"),
    (Explain("P", must=["TOLD"], **SAID), "P"),
    (Lines("P", lines=["z", "y"], distractors=WRONG, **SAID), "P\n\n- ☐ a\n- ☐ b\n- ☐ y\n- ☐ z"),
    (Lines("P", lines=["z", "y"], code=True, **SAID), "P\n\n- ☐ `y`\n- ☐ `z`"),
    (
        Match("P", pairs={"z": "b", "y": "c"}, extra=["a"], words=WORDS, **SAID),
        "P\n\n- z … \\_\\_\\_\\_\n- y … \\_\\_\\_\\_\n\nOffered:\n\n- ☐ a\n- ☐ b\n- ☐ c",
    ),
    (
        Fill("P", steps=["x [[one]]"], gaps={"one": Gap("c", wrong=WRONG)}, **SAID),
        "P\n\n1. x \\_\\_\\_\\_ (*one*)\n\nFor *one*:\n\n- ☐ a\n- ☐ b\n- ☐ c",
    ),
    (
        Output("P", code="print(1)", prints="TOLD", otherwise="TOLD", **SAID),
        "P\n\n```python\nprint(1)\n```",
    ),
    (
        Bug("P", code="a\nb", line=2, wrong={1: "TOLD"}, otherwise="TOLD", **SAID),
        "P\n\n```python\na\nb\n```",
    ),
]


@pytest.mark.parametrize(
    ("question", "text"), QUESTIONS, ids=lambda each: getattr(each, "kind", "")
)
def test_each_kind(question, text):
    assert as_markdown(question) == text
