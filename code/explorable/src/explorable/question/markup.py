"""A question as HTML that reads without any script; ``front/question.js`` brings it to life.

The options have letters, by which the answer behind the fold names them: no text stands twice. What
is right travels as data of the root, ``data-right``; the words of wrong answers are those of the
fold, ``data-of`` an option (``0``), a gap's (``1-0``), or any other answer (``other``).
"""

import json
from collections.abc import Iterator
from html import escape

from explorable.question import inline
from explorable.question.digest import Asked, digest, prompt
from explorable.question.inline import Link, Piece, Tag, element
from explorable.question.parts import Parts, Said, parts
from explorable.words import word


def html(asked: Asked) -> str:
    """Return a question, or all of a self-test in one section."""
    return inline.html(pieces(asked))


def questions(asked: Asked) -> list[Asked]:
    """Return the questions of a self-test, or the question alone."""
    return asked.get("questions", [asked])


def pieces(asked: Asked, section: Link | None = None) -> list[Piece]:
    """Return a question, or all of a self-test, in pieces of HTML.

    Parameters
    ----------
    asked : dict
    section : Link, optional
        Where it stands: it helps where the question does not say what does.
    """
    if "questions" not in asked:
        return _question(asked, section)
    result = Tag('<div class="explorable-result" role="status"></div>')
    name = f'aria-label="{escape(word("selfTest"))}"'
    inside = map(_question, asked["questions"])
    return element("section", *inside, result, kind="selftest", attributes=name)


def _question(asked: Asked, section: Link | None = None) -> list[Piece]:
    name = f"ask-{digest(asked)}"
    own = parts(asked)
    right = escape(json.dumps(own.right, separators=(",", ":"), ensure_ascii=False))
    return element(
        "div",
        element("p", inline.pieces(prompt(asked)), kind="asked", attributes=f'id="{name}-asked"'),
        own.body,
        _fold("help", "hint", element("p", inline.pieces(asked["hint"]))) if asked["hint"] else [],
        _fold("answer", "answer", *_answer(asked, own, section)),
        kind="ask",
        attributes=f'id="{name}" data-ask="{asked["kind"]}" data-right="{right}"'
        f' role="group" aria-labelledby="{name}-asked"',
    )


def _fold(kind: str, name: str, *inside: list[Piece]) -> list[Piece]:
    return element("details", element("summary", word(name)), *inside, kind=kind)


def _answer(asked: Asked, own: Parts, section: Link | None) -> Iterator[list[Piece]]:
    if own.truth:
        yield element("div", own.truth, kind="truth")
    yield element("p", inline.pieces(asked["because"]), kind="because")
    if must := asked.get("must"):
        yield element("p", word("mustHave"))
        yield element("ul", *(element("li", inline.pieces(e)) for e in must), kind="must")
    if own.words:
        yield element("ul", *map(_said, own.words), kind="words")
    if see := _part(asked["see"]) if asked["see"] else section:
        yield element("p", word("see"), " ", see, kind="see")


def _said(said: Said) -> list[Piece]:
    words = element("span", inline.pieces(said.words))
    return element("li", element("b", said.name), " ", words, attributes=f'data-of="{said.key}"')


def _part(link: str) -> Link:
    """Return the link to the part that helps, named by its anchor; a page knows its title."""
    title = link.rpartition("#")[2].removesuffix(".ipynb").replace("-", " ").capitalize()
    return Link(link, [title], True)
