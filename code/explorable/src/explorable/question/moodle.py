r"""Questions for a learning platform: Moodle's XML, which it imports into a bank of questions.

A choice and a number are judged there with the words of each wrong answer. Lines can be right in
several orders, which Moodle does not know: like a free answer they are graded by hand, and the
model answer goes along. Formulas stay TeX between ``\(`` and ``\)``, which Moodle typesets by its
MathJax.
"""

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from explorable.question.digest import digest
from explorable.question.inline import inline

if TYPE_CHECKING:
    from explorable.question.kinds import Question

_WITHIN = re.compile(r'<a (?:class="[^"]*" )?href="(?!\w+:)[^"]*">(.*?)</a>')


def write(
    questions: "Iterable[Question]", category: str, texts: Mapping[str, str] | None = None
) -> str:
    r"""Return questions as a file that Moodle imports.

    Parameters
    ----------
    questions : iterable of Question
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
    quiz, texts = ET.Element("quiz"), texts or {}
    top = ET.SubElement(quiz, "question", type="category")
    ET.SubElement(top, "category").append(_text(f"$course$/top/{category}"))
    for each in questions:
        each.moodle(quiz, texts.get(digest(each.asked)) or f"<p>{inline(each.prompt)}</p>")
    ET.indent(quiz)
    return ET.tostring(quiz, encoding="unicode", xml_declaration=True) + "\n"


def question(quiz: ET.Element, kind: str, asked: "Question", text: str) -> ET.Element:
    """Add what all questions have; its name has the digest: an import knows what changed."""
    made = ET.SubElement(quiz, "question", type=kind)
    name = " ".join(asked.text.split()[:8])
    ET.SubElement(made, "name").append(_text(f"{name} ({digest(asked.asked)})"))
    _add(made, "questiontext", text)
    _add(made, "generalfeedback", inline(asked.because))
    for tag, value in (("defaultgrade", "1"), ("penalty", "0.3333333"), ("hidden", "0")):
        ET.SubElement(made, tag).text = value
    if asked.hint:
        _add(made, "hint", inline(asked.hint))
    return made


def answer(
    question: ET.Element, text: str, fraction: int, words: str, tolerance: float | None = None
) -> None:
    """Add an answer: HTML, or a number with its tolerance; its share of the points, and a word."""
    form = "html" if tolerance is None else "moodle_auto_format"
    made = ET.SubElement(question, "answer", fraction=str(fraction), format=form)
    made.append(_text(text))
    _add(made, "feedback", inline(words))
    if tolerance is not None:
        ET.SubElement(made, "tolerance").text = f"{tolerance:.12g}"


def by_hand(quiz: ET.Element, asked: "Question", text: str, model: str) -> None:
    """Add a question that a teacher grades beside the model answer."""
    made = question(quiz, "essay", asked, text)
    ET.SubElement(made, "responseformat").text = "editor"
    ET.SubElement(made, "responserequired").text = "1"
    _add(made, "graderinfo", f"{model}<p>{inline(asked.because)}</p>")


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
