"""Questions lead where they say, and each is asked on a page."""

import re
from dataclasses import fields, is_dataclass
from importlib import import_module

import nbformat
import pytest
from descent import questions
from explorable.question import Question, SelfTest
from linking import broken
from prose import CHAPTERS


def texts_of(value):
    """Return all texts within a question."""
    if isinstance(value, str):
        return [value]
    if is_dataclass(value):
        value = [getattr(value, each.name) for each in fields(value)]
    if isinstance(value, dict):
        value = [*value, *value.values()]
    return [text for each in value for text in texts_of(each)] if hasattr(value, "__iter__") else []


def named(kind):
    """Return the questions of all chapters, or their self-tests, by their full names."""
    modules = {name: import_module(f"descent.questions.{name}") for name in questions.CHAPTERS}
    return {
        f"questions.{module}.{name}": value
        for module, content in modules.items()
        for name, value in vars(content).items()
        if isinstance(value, kind)
    }


def links_of(question):
    texts = texts_of(question)
    links = [link for text in texts for link in re.findall(r"\]\(([^()\s]+)\)", text)]
    return [*links, *([question.see] if getattr(question, "see", "") else [])]


def test_each_question_leads_to_parts_that_are_there():
    asked = named(Question) | named(SelfTest)
    links = {(name, link) for name in asked for link in links_of(asked[name])}
    assert not [(name, link) for name, link in links if broken(link)]


def test_each_question_is_asked_on_a_page():
    cells = [cell for path in CHAPTERS.glob("*.ipynb") for cell in nbformat.read(path, 4).cells]
    shown = {cell.source.strip() for cell in cells if "question" in cell.metadata.get("tags", [])}
    within = {id(each) for test in named(SelfTest).values() for each in test.questions}
    asked = named(Question) | named(SelfTest)
    assert not [name for name in asked if name not in shown and id(asked[name]) not in within]


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("03-softmax.ipynb", False),
        ("glossary.md#logit", False),
        ("03-softmax.ipynb#temperature", False),
        ("03-softmax.ipynb#c1-softmax", True),
        ("03-softmax.ipynb#nowhere", True),
        ("03-softmx.ipynb", True),
    ],
)
def test_a_link_that_leads_nowhere_is_found(link, expected):
    assert broken(link) == expected
