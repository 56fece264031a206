r"""Questions for a learning platform: Moodle's XML, which it imports into a bank of questions.

A choice, a number and partners are judged there with the words of each wrong answer; so is the
output of a program, chosen among what slips would print. Lines can be right in several orders,
which Moodle does not know: like a free answer they are graded by hand, and the model answer goes
along. Formulas stay TeX between ``\(`` and ``\)``, which Moodle typesets by its MathJax.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.etree import ElementTree as ET

from explorable.question.digest import Asked, digest, prompt
from explorable.question.inline import element, html, inline
from explorable.question.parts import ends, parts

_WITHIN = re.compile(r'<a (?:class="[^"]*" )?href="(?!\w+:)[^"]*">(.*?)</a>')


class _Answer(NamedTuple):
    """An answer, as Moodle judges it: HTML or a number, the share of the points, and a word."""

    text: str
    fraction: int
    words: str
    tolerance: float | None = None


def write(asked: Iterable[Asked], category: str, texts: Mapping[str, str] | None = None) -> str:
    r"""Return questions as a file that Moodle imports.

    Parameters
    ----------
    asked : iterable of dict
        The data of questions, as notebooks store them; of self-tests, each of theirs.
    category : str
        Where Moodle puts them: ``Waves/Speed`` is a part of a part of its bank.
    texts : mapping of str to str, optional
        By digests, the HTML that asks a question that has no prompt of its own.

    Examples
    --------
    >>> from explorable.question.written import read
    >>> choice = read("1 + 1?\n- [x] 2\n- [ ] 11 :: Numbers, not texts.\n! So it is.", {})
    >>> text = write([choice.asked], "Sums")
    >>> '<question type="multichoice">' in text, "<text>$course$/top/Sums</text>" in text
    (True, True)
    """
    quiz = ET.Element("quiz")
    ET.SubElement(_typed(quiz, "category"), "category").append(_text(f"$course$/top/{category}"))
    for each in asked:
        _MAKERS[each["kind"]](quiz, each, (texts or {}).get(digest(each)))
    ET.indent(quiz)
    return ET.tostring(quiz, encoding="unicode", xml_declaration=True) + "\n"


def _typed(quiz: ET.Element, kind: str) -> ET.Element:
    return ET.SubElement(quiz, "question", type=kind)


def _text(words: str) -> ET.Element:
    """Return a text; of a link between the book's pages the words are left."""
    made = ET.Element("text")
    made.text = _WITHIN.sub(r"\1", words)
    return made


def _add(parent: ET.Element, name: str, words: str) -> ET.Element:
    """Add a part that holds HTML."""
    made = ET.SubElement(parent, name, format="html")
    made.append(_text(words))
    return made


def _question(quiz: ET.Element, kind: str, asked: Asked, text: str) -> ET.Element:
    """Return what all questions have; its name has the digest: an import knows what changed."""
    question = _typed(quiz, kind)
    name = " ".join(prompt(asked).split()[:8])
    ET.SubElement(question, "name").append(_text(f"{name} ({digest(asked)})"))
    _add(question, "questiontext", text)
    _add(question, "generalfeedback", inline(asked["because"]))
    for tag, value in (("defaultgrade", "1"), ("penalty", "0.3333333"), ("hidden", "0")):
        ET.SubElement(question, tag).text = value
    return question


def _finish(question: ET.Element, asked: Asked, answers: Sequence[_Answer] = ()) -> None:
    for answer in answers:
        made = ET.SubElement(question, "answer", fraction=str(answer.fraction), format="html")
        made.append(_text(answer.text))
        _add(made, "feedback", answer.words)
        if answer.tolerance is not None:
            made.set("format", "moodle_auto_format")
            ET.SubElement(made, "tolerance").text = f"{answer.tolerance:.12g}"
    if asked["hint"]:
        _add(question, "hint", inline(asked["hint"]))


def _asked(asked: Asked, text: str | None, *more: str) -> str:
    return "".join([f"<p>{inline(asked['prompt'])}</p>" if text is None else text, *more])


def _one_of(
    quiz: ET.Element, asked: Asked, text: str, right: str, wrong: Iterable[tuple[str, str]]
) -> None:
    question = _question(quiz, "multichoice", asked, text)
    ET.SubElement(question, "single").text = "true"
    ET.SubElement(question, "shuffleanswers").text = "true"
    ET.SubElement(question, "answernumbering").text = "ABCD"
    words = [_Answer(option, 0, inline(said)) for option, said in wrong]
    _finish(question, asked, [_Answer(right, 100, inline(asked["because"])), *words])


def _program(code: str) -> str:
    return html(element("pre", code)) if code else ""


def _choice(quiz: ET.Element, asked: Asked, text: str | None) -> None:
    wrong = [(inline(option), said) for option, said in asked["wrong"]]
    shown = _asked(asked, text, _program(asked["program"]))
    _one_of(quiz, asked, shown, inline(asked["right"]), wrong)


def _output(quiz: ET.Element, asked: Asked, text: str | None) -> None:
    wrong = [(_program(slip), said) for slip, said in asked["slips"]]
    shown = _asked(asked, text, _program(asked["code"]))
    _one_of(quiz, asked, shown, _program(asked["prints"]), wrong)


def _number(quiz: ET.Element, asked: Asked, text: str | None) -> None:
    shown = _asked(asked, text, html(parts(asked).body))
    question = _question(quiz, "numerical", asked, shown)
    numbers = [(asked["answer"], 100, asked["because"])]
    numbers += [(slip, 0, said) for slip, said in asked["slips"]]
    answers = list(_numbers(asked, numbers))
    _finish(question, asked, [*answers, _Answer("*", 0, inline(asked["otherwise"]), 0)])


def _numbers(asked: Asked, numbers: Iterable) -> Iterator[_Answer]:
    for number, fraction, said in numbers:
        low, high = ends(number, asked["digits"], asked["tolerance"])
        yield _Answer(f"{(low + high) / 2:.12g}", fraction, inline(said), (high - low) / 2)


def _match(quiz: ET.Element, asked: Asked, text: str | None) -> None:
    question = _question(quiz, "matching", asked, _asked(asked, text))
    ET.SubElement(question, "shuffleanswers").text = "true"
    pairs = [(inline(left), right) for left, right in asked["pairs"]]
    for left, right in [*pairs, *(("", extra) for extra in asked["extra"])]:
        answer = ET.SubElement(_add(question, "subquestion", left), "answer")
        answer.append(_text(right.replace("$", "").replace("`", "")))  # of a list, without markup
    _finish(question, asked)


def _by_hand(quiz: ET.Element, asked: Asked, text: str | None) -> None:
    own = parts(asked)
    question = _question(quiz, "essay", asked, _asked(asked, text, html(own.body)))
    ET.SubElement(question, "responseformat").text = "editor"
    ET.SubElement(question, "responserequired").text = "1"
    must = "".join(f"<li>{inline(each)}</li>" for each in asked.get("must", []))
    model = f"<p>{html(own.truth)}</p>" if own.truth else f"<ul>{must}</ul>"
    _add(question, "graderinfo", f"{model}<p>{inline(asked['because'])}</p>")
    _finish(question, asked)


_MAKERS: dict[str, Callable[[ET.Element, Asked, str | None], None]] = {
    "choice": _choice,
    "output": _output,
    "number": _number,
    "match": _match,
    "lines": _by_hand,
    "explain": _by_hand,
}
