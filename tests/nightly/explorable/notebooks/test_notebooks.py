"""Notebooks as teachers write them for `interact` live as pages: moved by keys, read, printed.

A few of them, built as they stand: `make prove` has all, and some with one import changed, from the
same source, and in Firefox and Safari those with others' markup and pixels.
"""

import re

import pytest
from engines import ENGINES
from stranger_books import FORMS, HERE, NOTEBOOKS, asks_and_prints
from strangers import MOVES, move


def test_each_notebook_is_moved_or_named_as_still():
    assert {each.stem for each in NOTEBOOKS} == MOVES.keys() | {"sound"}
    assert len(NOTEBOOKS) == 14


def test_each_function_has_an_import_that_is_changed():
    texts = "".join((HERE / f"{name}.md").read_text("utf-8") for name in FORMS["one import"])
    for each in ("interact", "fixed", "interactive", "interactive_output", "interact_manual"):
        assert re.search(rf"import .*\b{each}\b", texts)


@pytest.fixture(scope="module")
def tab(request, open_tab):
    """A tab of an engine; the next notebook's Python starts sooner there."""
    with open_tab(request.param) as tab:
        yield tab


@pytest.mark.parametrize("tab", ENGINES, indirect=True)
@pytest.mark.parametrize("name", ["boxes", "sliders"])
def test_it_is_moved_by_keys(tab, books, name):
    """Every control, which engines draw and move in their own way."""
    move(tab, f"{books('a few')}/{name}.html", name)


@pytest.mark.parametrize("tab", ["chromium"], indirect=True)
def test_sound_moves_along_what_is_stored_and_is_named_as_not_there(tab, books):
    tab.open(f"{books('a few')}/sound.html")
    tab.focus("[name=freq]")
    tab.press("End")
    tab.wait_for_words("figure .explorable-shown", "^880 Hz with 0 overtones.*can’t show Audio")
    assert not tab.evaluate("() => document.querySelectorAll('.explorable-error').length")


@pytest.mark.parametrize("name", FORMS["a few"])
def test_it_asks_its_own_host_alone_and_prints_as_it_starts(books, browser, name):
    asks_and_prints(browser, books("a few"), name)
