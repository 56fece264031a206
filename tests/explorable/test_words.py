"""Every word of the interface stands in a table that a book can replace."""

import re
from pathlib import Path

import explorable
import pytest
from explorable import words

HERE = Path(explorable.__file__).parent
SCRIPTS = (HERE / "page" / "words.js").read_text("utf-8")
OURS = dict(re.findall(r'^  (\w+):\s+"(.*)",$', SCRIPTS, re.MULTILINE))


@pytest.fixture
def german():
    words.use({"reset": "Zurück & neu", "play": "Abspielen"})
    yield
    words.use({})


def test_a_word_of_both_tables_is_the_same_in_both():
    assert len(OURS) > 60
    assert all(words.ENGLISH[name] == OURS[name] for name in words.ENGLISH.keys() & OURS.keys())


def test_python_says_every_word_of_its_table():
    paths = [path for path in HERE.rglob("*.py") if path.name != "words.py"]
    source = "\n".join(path.read_text("utf-8") for path in paths)
    assert [name for name in words.ENGLISH if f'"{name}"' not in source] == []
    said = set(re.findall(r'\bword\(\s*"(\w+)"', source))
    assert said and said <= words.ENGLISH.keys()


def test_the_markup_says_the_words_in_use(bars, german):
    html = bars.html()
    assert ">Zurück &amp; neu</button>" in html and ">Abspielen</button>" in html
    assert ">Full screen</button>" in html


def test_the_widget_hands_the_words_to_its_front_end(bars, german):
    assert bars.widget.words == {"reset": "Zurück & neu", "play": "Abspielen"}


def test_stored_markup_takes_other_words(bars):
    html = words.replace(bars.html(), {"fullScreen": "<Vollbild>", "unknown": "?"})
    assert ">&lt;Vollbild&gt;</button>" in html and "Full screen" not in html
    assert ">Reset</button>" in html


def test_every_word_of_the_markup_is_marked(bars, sketch, descend):
    html = "".join(each.html() for each in (bars, sketch, descend))
    marked = set(re.findall(r'data-word="(\w+)"', html))
    assert marked == words.ENGLISH.keys() & OURS.keys()
