"""Every word of the interface stands in a table that a book can replace."""

import re
from pathlib import Path

import explorable
import pytest
from explorable import words
from explorable.markup import figure
from explorable.stored import DATA, PAGE, read

HERE = Path(explorable.__file__).parent
PYTHON = "\n".join(path.read_text("utf-8") for path in HERE.rglob("*.py"))
SCRIPTS = "\n".join(path.read_text("utf-8") for path in HERE.rglob("*.js"))


@pytest.fixture
def german():
    words.use({"more": "Mehr & weiter", "play": "Abspielen"})
    yield
    words.use({})


def test_every_word_of_the_table_is_said_by_python_or_a_script():
    assert len(words.english()) > 90
    assert [name for name in words.english() if f'"{name}"' not in PYTHON + SCRIPTS] == []


def test_every_word_that_python_says_is_in_the_table():
    said = set(re.findall(r'\bword\(\s*"(\w+)"', PYTHON))
    assert said and said <= words.english().keys()


def test_the_widget_hands_the_words_to_its_front_end(bars, german):
    assert bars.widget.words == {"more": "Mehr & weiter", "play": "Abspielen"}


def test_figures_say_the_words_in_use_and_stored_data_those_of_the_book(bars, german):
    data = bars._repr_mimebundle_()[0]
    assert "More" not in data[DATA] and "Mehr" not in data[DATA]
    html = figure(read(data)["explorer"], data[PAGE])
    assert ">Mehr &amp; weiter</summary>" in html and ">Abspielen</button>" in html
    assert ">Full screen</button>" in html
    assert html == bars.html()
