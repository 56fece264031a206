"""A question as HTML that reads without any script; ``front/question.js`` brings it to life.

The options have letters, by which the answer behind the fold names them: no text stands twice. What
is right travels as data of the root, ``data-right``; the words of wrong answers are those of the
fold, ``data-of`` an option or a slip (``0``), or any other answer (``other``).
"""

import json
from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING

from explorable.question import inline
from explorable.question.digest import digest
from explorable.question.inline import Link, Piece, Tag, element
from explorable.question.parts import Feedback, Parts
from explorable.words import word

if TYPE_CHECKING:
    from explorable.question.kinds import Question


def self_test(questions: "Iterable[Question]") -> list[Piece]:
    """Return all questions of a self-test in one section, in pieces of HTML."""
    result = Tag('<div class="explorable-result" role="status"></div>')
    name = f'aria-label="{escape(word("selfTest"))}"'
    inside = (each.pieces() for each in questions)
    return element("section", *inside, result, kind="selftest", attributes=name)


def question(question: "Question", section: Link | None = None) -> list[Piece]:
    """Return a question in pieces of HTML.

    Parameters
    ----------
    question : Question
    section : Link, optional
        Where it stands: it helps where the question does not say what does.
    """
    name = f"ask-{digest(question.asked)}"
    own, hint = question.parts, question.hint
    right = escape(json.dumps(own.right, separators=(",", ":"), ensure_ascii=False))
    prompt = inline.pieces(question.text)
    return element(
        "div",
        element("p", prompt, kind="asked", attributes=f'id="{name}-asked"'),
        own.body,
        _fold("help", "hint", element("p", inline.pieces(hint))) if hint else [],
        _fold("answer", "answer", *_answer(question, own, section)),
        kind="ask",
        attributes=f'id="{name}" data-ask="{question.kind}" data-right="{right}"'
        f' role="group" aria-labelledby="{name}-asked"',
    )


def _fold(kind: str, name: str, *inside: list[Piece]) -> list[Piece]:
    return element("details", element("summary", word(name)), *inside, kind=kind)


def _answer(question: "Question", own: Parts, section: Link | None) -> Iterator[list[Piece]]:
    if own.truth:
        yield element("div", own.truth, kind="truth")
    yield element("p", inline.pieces(question.because), kind="because")
    yield list(own.must)
    if own.wrong:
        yield element("ul", *map(_feedback, own.wrong), kind="words")
    if see := _part(question.see) if question.see else section:
        yield element("p", word("see"), " ", see, kind="see")


def _feedback(feedback: Feedback) -> list[Piece]:
    words = element("span", inline.pieces(feedback.words))
    key = f'data-of="{feedback.key}"'
    return element("li", element("b", feedback.name), " ", words, attributes=key)


def _part(link: str) -> Link:
    """Return the link to the part that helps, named by its anchor; a page knows its title."""
    title = link.rpartition("#")[2].removesuffix(".ipynb").replace("-", " ").capitalize()
    return Link(link, [title], True)
