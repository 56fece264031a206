"""One word a thing: what the book calls a step size is called so everywhere."""

import ast
import re

import pytest
from prose import CHAPTERS, NOTEBOOKS, markdown_of

SUBJECT = CHAPTERS.parent / "code" / "descent" / "src" / "descent"
OTHERS = {
    "step size": r"learning[ -]rates?",
    "explorer": r"(?:interactive|living|moving) (?:figure|plot)s?|applets?|widgets?",
    "share": r"(?:fraction|proportion|percentage) of (?:the )?\w+s",
    "sample": r"data ?points?|training examples?",
    "batch": r"mini-?batch(?:es)?",
    "unit": r"neurons?",
    "confidence": r"claimed (?:probability|probabilities|confidences?)",
    "cross-entropy": r"cross entropy",
    "one-hot": r"one hot|onehot",
    "training set": r"train(?:ing)? data ?sets?|train sets?",
    "held-out": r"held out (?!of|in|at|for|from|and|by|with)\w+|holdout",
}
"""What else a thing may be called, for each word that the book has chosen."""
INTRODUCED = {
    ("step size", "05-gradient-descent"),
    ("step size", "glossary"),
    ("batch", "05-gradient-descent"),
    ("batch", "glossary"),
    ("unit", "09-neural-networks"),
    ("unit", "glossary"),
    ("step size", "schedules.py"),
    ("explorer", "make-your-own"),  # about ipywidgets, too
}
"""Where the other word is introduced, for readers who meet it elsewhere."""
_WORKS = re.compile(r"References\n +-+\n.*?(?=\n\n|\Z)", re.DOTALL)
_UNREAD = re.compile(
    r"```(?:python|sh|yaml).*?```|`[^`]*`|\]\([^)]*\)|\{cite[^}]*\}`[^`]*`", re.DOTALL
)


def strings_of(path):
    """Return what a module says: its docstrings, captions and messages."""
    tree = ast.parse(path.read_text("utf-8"))
    nodes = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return _WORKS.sub("", "\n".join(value for value in nodes if isinstance(value, str)))


PAGES = [*NOTEBOOKS, *CHAPTERS.glob("*.md")]


@pytest.fixture(scope="module")
def said():
    """What each page and each module says."""
    pages = {
        path.stem: "\n\n".join(markdown_of(path)) for path in PAGES if path.stem != "changelog"
    }
    modules = {p.relative_to(SUBJECT).as_posix(): strings_of(p) for p in SUBJECT.rglob("*.py")}
    return {place: _UNREAD.sub(" ", text) for place, text in {**pages, **modules}.items()}


@pytest.mark.parametrize("word", OTHERS)
def test_the_book_calls_it_by_one_word(said, word):
    pattern = re.compile(rf"\b(?:{OTHERS[word]})\b", re.IGNORECASE)
    found = [
        (place, text[max(0, match.start() - 30) : match.end() + 30])
        for place, text in said.items()
        for match in pattern.finditer(text)
        if (word, place) not in INTRODUCED
    ]
    assert not found
