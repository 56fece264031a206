"""A page's questions as Moodle imports them: all of them, with what their exercises ask."""

from xml.etree import ElementTree as ET

import pytest
from exercise_book import write_book
from explorable.question.kinds import restored
from explorable.stored import asked
from prose import CHAPTERS, read

from tools.quiz import quiz
from tools.references import collect


def test_an_exercise_brings_its_text(tmp_path):
    path = write_book(tmp_path / "chapters")
    _, why, other = ET.fromstring(quiz(path, collect(path.parent)))
    assert why.find("questiontext/text").text == "<p>Why is it so?</p><p>Say <em>why</em>.</p>"
    assert other.find("questiontext/text").text == "<p>Other?</p>"


@pytest.fixture(scope="module")
def references():
    return collect(CHAPTERS)


@pytest.mark.parametrize(
    "page", ["03-softmax", "09-neural-networks", "11-myths", "07-optimizers-practice"]
)
def test_every_question_of_a_page_is_in_its_quiz(page, references):
    path = CHAPTERS / f"{page}.ipynb"
    root = ET.fromstring(quiz(path, references))
    stored = [data for cell in read(path).cells if (data := asked(cell))]
    assert len(root) - 1 == sum(len(restored(data).questions) for data in stored) > 5
    texts = [question.find("questiontext/text").text for question in root[1:]]
    assert all(text not in ("", "<p></p>") and "{prf" not in text for text in texts)
    assert not any(".md" in text for text in texts), "a link to a page that Moodle does not have"
