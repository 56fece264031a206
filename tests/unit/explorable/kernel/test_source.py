"""A reader edits the code of an explorer and runs it."""

import json
import textwrap

import pytest
from explorable.kernel import runtime
from sounds import tone

MODULE = tone.module
BOOK = tone.source


def redraw(text, key="edited", module=MODULE, fixed="{}"):
    return json.loads(runtime.redraw(key, module, fixed, text))


def test_the_books_own_code_draws_the_books_figure():
    assert redraw(BOOK)["html"] == tone.html()


def test_an_edit_changes_the_figure_and_leaves_the_book_alone():
    before = tone.caption_at()
    html = redraw(BOOK.replace('label="pitch p"', 'label="how high"'))["html"]
    assert "how high" in html
    assert tone.caption_at() == before
    assert tone.label("pitch") == "pitch p"


def test_the_page_can_move_what_was_made():
    redraw(BOOK, key="high")
    message = json.loads(runtime.show("a", "", "high", "{}", '{"pitch": 2.0}'))
    assert message["caption"] == tone.caption_at(pitch=2.0)


def test_a_bound_explorer_stays_bound(monkeypatch):
    text = textwrap.dedent('''
        @explorer(height=(0.0, 1.0, 0.5))
        def bars(figure, names):
            """Bars."""
            figure.subplots()
            def update(height):
                return f"{names.sum()} bars"
            return update
    ''')
    answer = redraw("from explorable import explorer\n" + text, fixed='{"names": [2, 3]}')
    assert "5 bars" in answer["html"]


@pytest.mark.parametrize(
    ("text", "error", "line"),
    [
        ("x = 1\ny = (", "SyntaxError", 2),
        ("x = 1\n\nx.absent\n", "AttributeError", 3),
        ("import explorable\nimport no_such_module\n", "ModuleNotFoundError", 2),
        ("x = 1", "under @explorer(...)", None),
        (BOOK.replace("def update(pitch)", "def update(other)"), "must take its cont", None),
    ],
)
def test_an_error_is_told_with_its_line(text, error, line):
    answer = redraw(text)
    assert error in answer["error"] and answer["line"] == line
    assert "html" not in answer


@pytest.mark.parametrize(
    ("statement", "error"),
    [("1 / 0", "ZeroDivisionError"), ("absent", "NameError: name 'absent' is not defined")],
)
def test_an_error_of_the_first_picture_has_its_line(statement, error):
    lines = BOOK.splitlines()
    number = next(i for i, each in enumerate(lines) if "def update" in each) + 1
    lines.insert(number, f"        {statement}")
    answer = redraw("\n".join(lines))
    assert answer["error"].startswith(error)
    assert answer["line"] == number + 1
    assert statement in answer["details"]
