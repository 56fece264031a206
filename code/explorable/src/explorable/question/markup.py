"""A question as HTML that reads without any script; ``front/question.js`` brings it to life.

The options have letters, by which the answer behind the fold names them: no text stands twice. What
is right travels as data of the root, ``data-right``; the words of wrong answers are those of the
fold, ``data-of`` an option (``0``), a gap's (``1-0``), or any other answer (``other``).
"""

import json
from html import escape

from explorable.question import inline
from explorable.question.digest import Asked, digest
from explorable.question.inline import Link, Piece, Tag, element
from explorable.question.parts import Parts, parts
from explorable.words import word


def html(asked: Asked) -> str:
    """Return a question, or all of a self-test in one section."""
    return inline.html(pieces(asked))


def questions(asked: Asked) -> list[Asked]:
    """Return the questions of a self-test, or the question alone."""
    return asked.get("questions", [asked])


def pieces(asked: Asked) -> list[Piece]:
    """Return a question, or all of a self-test, in pieces of HTML."""
    inside = [piece for each in questions(asked) for piece in _question(each)]
    if "questions" not in asked:
        return inside
    inside.append(Tag('<div class="explorable-result" role="status"></div>'))
    name = escape(word("selfTest"))
    return element("section", inside, f'class="explorable-selftest" aria-label="{name}"')


def _question(asked: Asked) -> list[Piece]:
    name = f"ask-{digest(asked)}"
    own = parts(asked)
    right = escape(json.dumps(own.right, separators=(",", ":"), ensure_ascii=False))
    prompt = inline.pieces(asked["prompt"])
    return element(
        "div",
        [
            *element("p", prompt, f'class="explorable-asked" id="{name}-asked"'),
            *own.body,
            *(_fold("help", "hint", _line(asked["hint"])) if asked["hint"] else []),
            *_fold("answer", "answer", _answer(asked, own)),
        ],
        f'class="explorable-ask" id="{name}" data-ask="{asked["kind"]}" data-right="{right}"'
        f' role="group" aria-labelledby="{name}-asked"',
    )


def _answer(asked: Asked, own: Parts) -> list[Piece]:
    said = [
        piece
        for key, name, words in own.words
        for piece in element(
            "li",
            [*element("b", name), " ", *element("span", inline.pieces(words))],
            f'data-of="{key}"',
        )
    ]
    must = [piece for each in asked.get("must", ()) for piece in element("li", inline.pieces(each))]
    return [
        *(element("div", own.truth, 'class="explorable-truth"') if own.truth else []),
        *_line(asked["because"], "because"),
        *(element("p", [word("mustHave")]) + _listed("must", must) if must else []),
        *(_listed("words", said) if said else []),
        *(_see(asked["see"]) if asked["see"] else []),
    ]


def _line(text: str, kind: str = "") -> list[Piece]:
    return element("p", inline.pieces(text), kind and f'class="explorable-{kind}"')


def _listed(kind: str, items: list[Piece]) -> list[Piece]:
    return element("ul", items, f'class="explorable-{kind}"')


def _fold(kind: str, name: str, inside: list[Piece]) -> list[Piece]:
    summary = element("summary", [word(name)])
    return element("details", [*summary, *inside], f'class="explorable-{kind}"')


def _see(link: str) -> list[Piece]:
    """Return the link to the part that helps, named by its anchor; a page knows its title."""
    title = link.rpartition("#")[2].removesuffix(".ipynb").replace("-", " ").capitalize()
    return element("p", [word("see") + " ", Link(link, [title], True)], 'class="explorable-see"')
