"""A question as HTML that reads without any script; ``front/question.js`` brings it to life.

The options have letters, by which the answer behind the fold names them: no text stands twice. What
is right travels as data of the root, ``data-right``; the words of wrong answers are those of the
fold, ``data-of`` an option (``0``), a gap's (``1-0``), or any other answer (``other``).
"""

import json
from html import escape

from explorable.question.digest import digest
from explorable.question.inline import inline
from explorable.question.kinds import Question, SelfTest
from explorable.question.parts import Parts, marked, parts
from explorable.words import word


def html(asked: object) -> str:
    """Return a question, or all of a self-test in one section."""
    if isinstance(asked, Question):
        return _question(asked)
    if isinstance(asked, SelfTest):
        return _self_test(asked)
    raise TypeError(f"a Question or a SelfTest has HTML, got {type(asked).__name__}")


def _question(question: Question) -> str:
    name = f"ask-{digest(question)}"
    own = parts(question)
    right = escape(json.dumps(own.right, separators=(",", ":"), ensure_ascii=False))
    return (
        f'<div class="explorable-ask" id="{name}" data-ask="{question.kind}" data-right="{right}"'
        f' role="group" aria-labelledby="{name}-asked">'
        f'<p class="explorable-asked" id="{name}-asked">{inline(question.prompt)}</p>'
        f"{own.body}{_hint(question)}{_answer(question, own)}</div>"
    )


def _self_test(test: SelfTest) -> str:
    questions = "".join(map(_question, test.questions))
    return (
        f'<section class="explorable-selftest" aria-label="{escape(word("selfTest"))}">'
        f'{questions}<div class="explorable-result" role="status"></div></section>'
    )


def _hint(question: Question) -> str:
    return _fold(
        "explorable-help", "hint", f"<p>{inline(question.hint)}</p>" if question.hint else ""
    )


def _answer(question: Question, own: Parts) -> str:
    said = "".join(
        f'<li data-of="{key}"><b>{name}</b> <span>{inline(words)}</span></li>'
        for key, name, words in own.words
    )
    truth = f'<div class="explorable-truth">{own.truth}</div>' if own.truth else ""
    because = f'<p class="explorable-because">{inline(question.because)}</p>'
    must = "".join(f"<li>{inline(each)}</li>" for each in getattr(question, "must", ()))
    return _fold(
        "explorable-answer",
        "answer",
        truth
        + because
        + (f'<p>{marked("mustHave")}</p><ul class="explorable-must">{must}</ul>' if must else "")
        + (f'<ul class="explorable-words">{said}</ul>' if said else "")
        + (_see(question.see) if question.see else ""),
    )


def _fold(kind: str, name: str, inside: str) -> str:
    if not inside:
        return ""
    return f'<details class="{kind}"><summary>{marked(name)}</summary>{inside}</details>'


def _see(link: str) -> str:
    """Return the link to the part that helps, named by its anchor; a page knows its title."""
    title = link.rpartition("#")[2].removesuffix(".ipynb").replace("-", " ").capitalize()
    helps = f'<a class="explorable-part" href="{escape(link)}">{escape(title)}</a>'
    return f'<p class="explorable-see">{marked("see")} {helps}</p>'
