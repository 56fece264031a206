"""Hints and answers of a chapter, moved to its end: on paper nothing is folded."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag

from tools.sheets import PIECES, belongs, classes, one

_SOUP = BeautifulSoup("", "html.parser")
_HIDDEN = ("What you should have seen", "Answer", "An answer", "A proof", "A solution")


@dataclass
class Asked:
    """An exercise or a question, and what helps with it."""

    title: str
    box: Tag
    hints: list[Tag] = field(default_factory=list)
    answers: list[Tag] = field(default_factory=list)


def taken(sections: Sequence[Tag], number: int) -> list[Tag]:
    """Take hints and answers out of a chapter's sections, and return them in two of their own.

    Parameters
    ----------
    sections : sequence of Tag
        Their ids and links are those of the whole document.
    number : int
        The chapter's: its questions get numbers, too.
    """
    asked = [each for section in sections for each in _asked(section)]
    for count, question in enumerate((each for each in asked if not each.title), start=1):
        question.title = f"Question {number}.{count}"
        question.box.insert(0, _tag("p", "question-title", question.title))
    for each in asked:
        _refer(each)
    stem = str(sections[0]["data-stem"])
    hints = [_told(each, "hints", each.hints) for each in asked if each.hints]
    answers = [_told(each, "answer", each.answers) for each in asked if each.answers]
    return [
        _section(f"{stem}-{name}", f"{number} {name.capitalize()}", told)
        for name, told in (("hints", hints), ("answers", answers))
        if told
    ]


def _asked(section: Tag) -> Iterator[Asked]:
    """Yield what a section asks, and take out of it what is told by hints and solutions."""
    last = None
    for piece in section.select(PIECES):
        if "exercise" in classes(piece):
            last = Asked(one(piece, ".caption-number").get_text().strip(), piece)
            yield last
        elif "explorable-ask" in classes(piece):
            new = last if last and belongs(piece) else Asked("", piece)
            new.hints += _inside(piece, ".explorable-help")
            new.answers += _inside(piece, ".explorable-answer")
            if new is not last:
                yield new
        elif last:
            _add(last, piece)


def _inside(question: Tag, fold: str) -> Iterator[Tag]:
    for each in question.select(f"details{fold}"):
        yield _without_title(each)


def _add(asked: Asked, piece: Tag) -> None:
    """Move a fold or a solution below an exercise to it."""
    if piece.name == "details":
        title = one(piece, "summary").get_text().strip()
        if title.startswith("Hint"):
            asked.hints.append(_without_title(piece))
        elif title in _HIDDEN:
            asked.answers.append(_without_title(piece))
    elif "tag_solution" in classes(piece):
        asked.answers.append(_without_title(one(piece, "details")))
        piece.decompose()


def _without_title(fold: Tag) -> Tag:
    one(fold, "summary").decompose()
    fold.name = "div"
    fold["class"] = "told-text"
    return fold.extract()


def _refer(asked: Asked) -> None:
    """Say below a question where its hints and its answer are."""
    line = _tag("p", "turn")
    for name, told in (("hints", asked.hints), ("answer", asked.answers)):
        if told:
            link = _tag("a", "turn-to", name.capitalize())
            link["href"] = f"#{asked.box['id']}--{name}"
            line.extend([" · ", link] if line.contents else [link])
    if line.contents:
        asked.box.append(line)


def _told(asked: Asked, name: str, texts: Iterable[Tag]) -> Tag:
    told, title = _tag("div", "told"), _tag("p", "told-title")
    told["id"] = f"{asked.box['id']}--{name}"
    link = _tag("a", "", asked.title)
    link["href"] = f"#{asked.box['id']}"
    title.append(link)
    told.extend([title, *texts])
    return told


def _section(stem: str, title: str, told: Iterable[Tag]) -> Tag:
    section = _tag("section", "page told-page")
    section["data-stem"] = stem
    heading = _tag("h1", "", title)
    heading["id"] = f"p-{stem}"
    section.extend([heading, *told])
    return section


def _tag(name: str, kind: str = "", text: str = "") -> Tag:
    tag = _SOUP.new_tag(name)
    if kind:
        tag["class"] = kind
    if text:
        tag.string = text
    return tag
