r"""Questions for a learning platform: Moodle's XML, which it imports into a bank of questions.

A choice and a number are judged there with the words of each wrong answer. Lines can be right in
several orders, which Moodle does not know: like a free answer they are graded by hand, and the
model answer goes along. Formulas stay TeX between ``\(`` and ``\)``, which Moodle typesets by its
MathJax.
"""

import re
from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as ET

from explorable.question.base import Question
from explorable.question.inline import html, inline
from explorable.question.parts import Answer

_WITHIN = re.compile(r'<a (?:class="[^"]*" )?href="(?!\w+:)[^"]*">(.*?)</a>')
_POINTS = {"defaultgrade": "1", "penalty": "0.3333333", "hidden": "0"}


def write(
    questions: Iterable[Question], category: str, texts: Mapping[str, str] | None = None
) -> str:
    r"""Return questions as a file that Moodle imports.

    Parameters
    ----------
    questions : iterable of Question
        Of self-tests, each of theirs.
    category : str
        Where Moodle puts them: ``Waves/Speed`` is a part of a part of its bank.
    texts : mapping of str to str, optional
        By digests, the HTML that asks a question that has no prompt of its own.

    Examples
    --------
    >>> from explorable.question.written import read
    >>> choice = read("1 + 1?\n- [x] 2\n- [ ] 11 :: Numbers, not texts.\n! So it is.", {})
    >>> text = write([choice], "Sums")
    >>> '<question type="multichoice">' in text, "<text>$course$/top/Sums</text>" in text
    (True, True)
    """
    quiz = ET.Element("quiz")
    heading = ET.SubElement(quiz, "question", type="category")
    ET.SubElement(heading, "category").append(_text(f"$course$/top/{category}"))
    for question in questions:
        _add_question(quiz, question, (texts or {}).get(question.digest))
    ET.indent(quiz)
    return ET.tostring(quiz, encoding="unicode", xml_declaration=True) + "\n"


def _add_question(quiz: ET.Element, question: Question, text: str | None) -> None:
    """Add a question; its name has the digest, so that an import knows what has changed."""
    export = question.export()
    prompt = f"<p>{inline(question.prompt)}</p>" if text is None else text
    added = ET.SubElement(quiz, "question", type=export.type)
    name = " ".join(question.text.split()[:8])
    ET.SubElement(added, "name").append(_text(f"{name} ({question.digest})"))
    _add(added, "questiontext", prompt + html(export.body))
    _add(added, "generalfeedback", inline(question.because))
    for tag, value in (_POINTS | dict(export.settings)).items():
        ET.SubElement(added, tag).text = value
    if export.model:
        _add(added, "graderinfo", f"{export.model}<p>{inline(question.because)}</p>")
    for answer in export.answers:
        _add_answer(added, answer)
    if question.hint:
        _add(added, "hint", inline(question.hint))


def _add_answer(question: ET.Element, answer: Answer) -> None:
    added = ET.SubElement(question, "answer", fraction=str(answer.fraction), format="html")
    added.append(_text(answer.text))
    _add(added, "feedback", inline(answer.words))
    if answer.tolerance is not None:
        added.set("format", "moodle_auto_format")
        ET.SubElement(added, "tolerance").text = f"{answer.tolerance:.12g}"


def _add(parent: ET.Element, name: str, markup: str) -> None:
    """Add a part that holds HTML."""
    ET.SubElement(parent, name, format="html").append(_text(markup))


def _text(markup: str) -> ET.Element:
    """Return a text; of a link between the book's pages the words are left."""
    text = ET.Element("text")
    text.text = _WITHIN.sub(r"\1", markup)
    return text
