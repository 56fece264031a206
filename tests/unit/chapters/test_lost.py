"""Who is lost in a section finds the words that it leans on."""

import pytest
from _ext import lost


@pytest.fixture(autouse=True)
def homes(monkeypatch):
    taught = {"margin": "01-a", "softmax": "03-c", "logit": "03-c", "epoch": "05-e", "ReLU": "09-i"}
    monkeypatch.setattr(lost, "homes", lambda: taught | {"nowhere": None})


@pytest.mark.parametrize(
    ("text", "page", "expected"),
    [
        ("The margin, an epoch, a logit.", "06-f", [("epoch", 5), ("logit", 3)]),
        ("Margins and Logits", "04-d", [("logit", 3)]),
        ("Margins and Logits", "02-b", [("margin", 1)]),
        ("A logit of softmax", "03-c", []),
        ("A ReLU, nowhere", "06-f", []),
        ("marginal", "06-f", []),
    ],
)
def test_a_section_leans_on_words_of_earlier_chapters(text, page, expected):
    assert lost.leans_on(text, page) == expected


def test_of_many_words_those_taught_last_are_named(monkeypatch):
    monkeypatch.setattr(lost, "homes", lambda: {f"w{n}": f"{n:02}-x" for n in range(1, 11)})
    named = lost.leans_on(" ".join(f"w{n}" for n in range(1, 11)), "11-k")
    assert named == [(f"w{n}", n) for n in range(10, 4, -1)]
