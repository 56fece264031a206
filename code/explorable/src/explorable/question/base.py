"""What all questions have, and how a notebook shows them: as data, as text, live, and as HTML.

The HTML reads without any script; ``front/question.js`` brings it to life. The options have
letters, by which the answer behind the fold names them: no text stands twice. What is right travels
as data of the root, ``data-right``; the words of wrong answers are those of the fold, ``data-of``
an option (``0``), a slip's place, or any other answer (``other``).
"""

import json
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import KW_ONLY, dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar, Self

from explorable import stored
from explorable.question import inline
from explorable.question.digest import Asked, digest, plain
from explorable.question.inline import Link, Piece, Tag, element
from explorable.question.parts import Export, Feedback, Parts
from explorable.question.reader import Reader
from explorable.words import word

if TYPE_CHECKING:
    from explorable.question.widget import QuestionWidget


class Displayable(ABC):
    """What questions and self-tests have in common: a cell shows them by their name alone."""

    @property
    @abstractmethod
    def asked(self) -> Asked:
        """All that is asked and answered, as plain data."""

    @property
    @abstractmethod
    def text(self) -> str:
        """What is asked, where neither pictures nor tags are shown."""

    @abstractmethod
    def pieces(self, section: Link | None = None) -> list[Piece]:
        """Return the HTML in pieces.

        Parameters
        ----------
        section : Link, optional
            Where a question stands: it helps where the question does not say what does.
        """

    @property
    def html(self) -> str:
        """HTML that reads without scripts."""
        return inline.html(self.pieces())

    @cached_property
    def widget(self) -> "QuestionWidget":
        """The live side in Jupyter; ``widget.answers`` holds what was answered."""
        from explorable.question.widget import QuestionWidget  # a page has no anywidget

        return QuestionWidget(self.html)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict:
        data = stored.write("question", self.asked)
        bundle = {"text/plain": self.text, "text/html": self.html, stored.DATA: data}
        try:
            live = self.widget._repr_mimebundle_()
        except ImportError:
            return bundle
        return live[0] | bundle if live else bundle


@dataclass(frozen=True)
class Question(Displayable):
    """What all questions have; a kind of them adds its fields and what it makes of them.

    Parameters
    ----------
    prompt : str
        What is asked; nothing of a question that answers the exercise above it.
    because : str
        Said with the right answer: why it is right.
    hint : str
        What helps a reader who is stuck.
    see : str
        The part that helps, as a link of the notebook: ``"02-waves.ipynb#amplitude"``.
    supersedes : str
        The digest of the question whose words this one mends: answers to that are answers to this.
        What its options say, and in which order they stand, should still be the same.

    Raises
    ------
    ValueError
        If a text is missing, `supersedes` is no digest, or a wrong answer has no word of its own.
    """

    prompt: str
    _: KW_ONLY
    because: str
    hint: str = ""
    see: str = ""
    supersedes: str = ""
    kind: ClassVar[str]
    """Its name in data, and that of its form in ``front/question_forms.js``."""
    sign: ClassVar[str]
    """The pattern of those signs of its lines by which a question is of this kind."""
    wordless: ClassVar[str] = "yourAnswer"
    """Fallback prompt for a question attached to an exercise, which states the task."""

    def __post_init__(self):
        need_text("because", self.because)
        if self.supersedes and not re.fullmatch(r"d[0-9a-f]{7}", self.supersedes):
            raise ValueError(
                f"supersedes must be a digest such as d83339fa, got {self.supersedes!r}"
            )

    @classmethod
    @abstractmethod
    def read(cls, lines: Reader, **common: Any) -> Self:
        """Return the question that is written down; `common` are the fields that all kinds have."""

    @abstractmethod
    def parts(self) -> Parts:
        """Return what a page shows, and its form compares."""

    def export(self) -> Export:
        """Return what Moodle gets: unless a kind knows better, a text that a teacher grades."""
        parts = self.parts()
        must = [element("li", inline.pieces(each)) for each in parts.must]
        model = element("p", parts.truth) if parts.truth else element("ul", *must)
        settings = {"responseformat": "editor", "responserequired": "1"}
        return Export("essay", parts.body, settings, model=inline.html(model))

    @property
    def questions(self) -> Sequence["Question"]:
        """Itself."""
        return [self]

    @property
    def asked(self) -> Asked:
        """Its kind and its fields; `supersedes` only if it does."""
        data = {name: value for name, value in plain(self).items() if name != "supersedes" or value}
        return {"kind": self.kind, **data}

    @property
    def digest(self) -> str:
        """Its name, under which an answer to it is stored."""
        return digest(self.asked)

    @property
    def text(self) -> str:
        """The prompt, or what asks in its place."""
        return self.prompt or word(self.wordless)

    def pieces(self, section: Link | None = None) -> list[Piece]:
        """Return the question in pieces of HTML."""
        name, parts = f"ask-{self.digest}", self.parts()
        right = escape(json.dumps(parts.right, separators=(",", ":"), ensure_ascii=False))
        return element(
            "div",
            element("p", inline.pieces(self.text), kind="asked", attributes=f'id="{name}-asked"'),
            parts.body,
            _fold("help", "hint", element("p", inline.pieces(self.hint))) if self.hint else [],
            _fold("answer", "answer", *self._answer(parts, section)),
            kind="ask",
            attributes=f'id="{name}" data-ask="{self.kind}" data-right="{right}"'
            f' role="group" aria-labelledby="{name}-asked"',
        )

    def _answer(self, parts: Parts, section: Link | None) -> Iterator[list[Piece]]:
        if parts.truth:
            yield element("div", parts.truth, kind="truth")
        yield element("p", inline.pieces(self.because), kind="because")
        if parts.must:
            yield element("p", word("mustHave"))
            yield element("ul", *(element("li", inline.pieces(e)) for e in parts.must), kind="must")
        if parts.feedback:
            yield element("ul", *map(_feedback, parts.feedback), kind="words")
        if see := _part(self.see) if self.see else section:
            yield element("p", word("see"), " ", see, kind="see")


@dataclass(frozen=True)
class SelfTest(Displayable):
    """Questions at a chapter's end; what was wrong leads to the parts that help.

    Parameters
    ----------
    questions : sequence of Question
        Each with `prompt` and `see`.
    """

    questions: Sequence[Question]

    def __post_init__(self):
        for question in self.questions:
            need_text("prompt", question.prompt)
            need_text("see", question.see)

    @property
    def asked(self) -> Asked:
        """Its questions."""
        return {"questions": [question.asked for question in self.questions]}

    @property
    def text(self) -> str:
        """The prompts, one a line."""
        return "\n".join(question.text for question in self.questions)

    def pieces(self, section: Link | None = None) -> list[Piece]:
        """Return all questions in one section."""
        result = Tag('<div class="explorable-result" role="status"></div>')
        name = f'aria-label="{escape(word("selfTest"))}"'
        inside = [question.pieces() for question in self.questions]
        return element("section", *inside, result, kind="selftest", attributes=name)


def need_text(name: str, text: str) -> None:
    """Refuse what is no text, or an empty one."""
    if not isinstance(text, str) or not text.strip():
        raise ValueError(f"{name} of a question must be a text, got {text!r}")


def _fold(kind: str, name: str, *inside: list[Piece]) -> list[Piece]:
    return element("details", element("summary", word(name)), *inside, kind=kind)


def _feedback(of: Feedback) -> list[Piece]:
    span = element("span", inline.pieces(of.words))
    return element("li", element("b", of.name), " ", span, attributes=f'data-of="{of.key}"')


def _part(link: str) -> Link:
    """Return the link to the part that helps, named by its anchor; a page knows its title."""
    title = link.rpartition("#")[2].removesuffix(".ipynb").replace("-", " ").capitalize()
    return Link(link, [title], True)
